//! The tabs: which there are, what lies behind each, and what places are called.

use crate::ui::route::Place;
use crate::ui::words;

/// An icon and a name.
type Own = (&'static str, fn() -> String);

/// A tab and what lies behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Today,
    Talk,
    Decide,
    Economy,
    Ventures,
    Commons,
    Calendar,
    People,
    Sync,
    Settings,
}

impl Tab {
    pub(super) const RAIL: [Self; 8] = [
        Self::Today,
        Self::Talk,
        Self::Decide,
        Self::Economy,
        Self::Ventures,
        Self::Commons,
        Self::Calendar,
        Self::People,
    ];

    /// Beside them stands the button that leads to all others.
    pub(super) const SMALL: [Self; 4] = [Self::Today, Self::Talk, Self::Decide, Self::Economy];

    pub(super) fn of(place: Place) -> Self {
        behind(place).0
    }

    pub(super) fn place(self) -> Place {
        match self {
            Self::Today => Place::Today,
            Self::Talk => Place::Talk,
            Self::Decide => Place::Decide,
            Self::Economy => Place::Economy,
            Self::Ventures => Place::Ventures,
            Self::Commons => Place::Commons,
            Self::People => Place::People,
            Self::Calendar => Place::Calendar,
            Self::Sync => Place::Sync,
            Self::Settings => Place::Settings,
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Talk => "talk",
            Self::Decide => "decide",
            Self::Economy => "economy",
            Self::Ventures => "ventures",
            Self::Commons => "commons",
            Self::People => "people",
            Self::Calendar => "calendar",
            Self::Sync => "sync",
            Self::Settings => "filter",
        }
    }

    pub(super) fn label(self) -> String {
        match self {
            Self::Today => words::common::today(),
            Self::Talk => words::common::talk(),
            Self::Decide => words::common::decide(),
            Self::Economy => words::common::economy(),
            Self::Ventures => words::common::ventures(),
            Self::Commons => words::common::commons(),
            Self::People => words::common::people(),
            Self::Calendar => words::calendar::title(),
            Self::Sync => words::common::sync(),
            Self::Settings => words::common::settings(),
        }
    }
}

/// The tab that a place lies behind, and the place's own icon and name where it has others.
fn behind(place: Place) -> (Tab, Option<Own>) {
    match place {
        Place::Today => (Tab::Today, None),
        Place::Talk | Place::Thread(_) => (Tab::Talk, None),
        Place::Decide
        | Place::Motion(_)
        | Place::NewMotion(_)
        | Place::PutPage(_)
        | Place::Amend(_)
        | Place::PutAgain(_) => (Tab::Decide, None),
        Place::Rules => (Tab::Decide, Some(("scale", words::rules::title))),
        Place::Economy => (Tab::Economy, None),
        Place::Work => (Tab::Economy, Some(("clock", words::work::title))),
        Place::Sharing => (Tab::Economy, Some(("share", words::sharing::title))),
        Place::Reports => (Tab::Economy, Some(("file", words::reports::title))),
        Place::Care => (Tab::Economy, Some(("care", words::care::title))),
        Place::Trade => (Tab::Economy, Some(("hand", words::trade::title))),
        Place::Ventures | Place::Venture(_) => (Tab::Ventures, None),
        Place::Commons | Place::Page(_) | Place::Grow => (Tab::Commons, None),
        Place::Import => (Tab::Commons, Some(("download", words::common::import_pages))),
        Place::People | Place::Person(_) => (Tab::People, None),
        Place::Invite => (Tab::People, Some(("link", words::common::invite_somebody))),
        Place::Calendar => (Tab::Calendar, None),
        Place::Sync => (Tab::Sync, None),
        Place::Settings => (Tab::Settings, None),
    }
}

/// The icon of a place, and what it is called.
pub fn called(place: Place) -> (&'static str, String) {
    match behind(place) {
        (_, Some((icon, name))) => (icon, name()),
        (tab, None) => (tab.icon(), tab.label()),
    }
}
