//! How a place is laid out: which columns it has, and what a narrow screen shows of them.

use crate::ui::route::Place;

/// How much of the width a place takes.
pub fn layout(place: Place) -> &'static str {
    match place {
        Place::Today
        | Place::People
        | Place::Person(_)
        | Place::Calendar
        | Place::Sync
        | Place::Settings
        | Place::Invite
        | Place::Import
        | Place::Grow
        | Place::NewMotion(_)
        | Place::PutPage(_)
        | Place::Amend(_)
        | Place::PutAgain(_)
        | Place::Sharing
        | Place::Ventures
        | Place::Venture(_) => "wide",
        Place::Talk
        | Place::Decide
        | Place::Rules
        | Place::Commons
        | Place::Work
        | Place::Care
        | Place::Reports
        | Place::Trade => "list",
        Place::Thread(_) | Place::Motion(_) | Place::Page(_) | Place::Economy => "full",
    }
}

/// Whether a narrow screen shows the list instead of what is open.
pub fn shows_list(place: Place) -> bool {
    matches!(place, Place::Talk | Place::Decide | Place::Commons)
}
