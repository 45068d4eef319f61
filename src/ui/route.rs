//! Places of the program as addresses: everything after `#`. A join link goes in and never out, so
//! that its secret does not stay in the address bar.

use std::fmt;

use crate::id::{CommandId, CommunityId, MemberId, MotionId, PageId, ThreadId};

/// Where the window is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The first community, or the first run where there is none.
    Home,
    /// Start or join a community.
    New,
    /// A join link was followed; the whole of it.
    Join(String),
    /// A place in a community.
    In(CommunityId, Place),
    /// No such place.
    Unknown,
}

/// A place in a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Today,
    People,
    Person(MemberId),
    Talk,
    Thread(ThreadId),
    Decide,
    Motion(MotionId),
    /// By what rules is decided, and who has no vote yet.
    Rules,
    /// A new motion; of a topic, where it grew out of one.
    NewMotion(Option<ThreadId>),
    /// A new motion of a page's words.
    PutPage(PageId),
    /// A new version of a motion.
    Amend(MotionId),
    /// A motion that looks at a decision again.
    PutAgain(MotionId),
    Commons,
    Page(PageId),
    /// What the community has, and all that moved.
    Economy,
    Work,
    /// What a surplus would come to.
    Sharing,
    Reports,
    /// Needs, pledges, the aid fund.
    Care,
    /// With other communities.
    Trade,
    Ventures,
    Venture(CommandId),
    /// What will be, and when.
    Calendar,
    Sync,
    Settings,
    Invite,
    Import,
    /// What somebody took along from another community comes in.
    Grow,
}

/// Whether a link takes in a device of somebody's own.
pub fn is_device_link(link: &str) -> bool {
    link.trim_start_matches('#').starts_with("/device/")
}

impl Route {
    /// Reads what follows `#`, with or without it.
    pub fn parse(hash: &str) -> Self {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        if text.is_empty() || text == "/" {
            return Self::Home;
        }
        if text.starts_with("/join/") || is_device_link(text) {
            return Self::Join(format!("#{text}"));
        }
        if text == "/new" {
            return Self::New;
        }
        Self::parse_place(text).unwrap_or(Self::Unknown)
    }

    fn parse_place(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("/c/")?.split('/');
        let community = parts.next()?.parse().ok()?;
        let kind = parts.next().unwrap_or("today");
        let name = parts.next();
        if parts.next().is_some() {
            return None;
        }
        let place = match (kind, name) {
            ("today", None) => Place::Today,
            ("people", None) => Place::People,
            ("people", Some(member)) => Place::Person(member.parse().ok()?),
            ("talk", None) => Place::Talk,
            ("talk", Some(thread)) => Place::Thread(thread.parse().ok()?),
            ("decide", None) => Place::Decide,
            ("decide", Some(motion)) => Place::Motion(motion.parse().ok()?),
            ("rules", None) => Place::Rules,
            ("propose", None) => Place::NewMotion(None),
            ("propose", Some(thread)) => Place::NewMotion(Some(thread.parse().ok()?)),
            ("put", Some(page)) => Place::PutPage(page.parse().ok()?),
            ("amend", Some(motion)) => Place::Amend(motion.parse().ok()?),
            ("again", Some(motion)) => Place::PutAgain(motion.parse().ok()?),
            ("commons", None) => Place::Commons,
            ("commons", Some(page)) => Place::Page(page.parse().ok()?),
            ("economy", None) => Place::Economy,
            ("work", None) => Place::Work,
            ("sharing", None) => Place::Sharing,
            ("reports", None) => Place::Reports,
            ("care", None) => Place::Care,
            ("trade", None) => Place::Trade,
            ("ventures", None) => Place::Ventures,
            ("ventures", Some(venture)) => Place::Venture(venture.parse().ok()?),
            ("calendar", None) => Place::Calendar,
            ("sync", None) => Place::Sync,
            ("settings", None) => Place::Settings,
            ("invite", None) => Place::Invite,
            ("import", None) => Place::Import,
            ("grow", None) => Place::Grow,
            _ => return None,
        };
        Some(Self::In(community, place))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home | Self::Unknown => f.write_str("#/"),
            Self::New | Self::Join(_) => f.write_str("#/new"),
            Self::In(community, place) => write!(f, "#/c/{community}/{place}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => f.write_str("today"),
            Self::People => f.write_str("people"),
            Self::Person(member) => write!(f, "people/{member}"),
            Self::Talk => f.write_str("talk"),
            Self::Thread(thread) => write!(f, "talk/{thread}"),
            Self::Decide => f.write_str("decide"),
            Self::Motion(motion) => write!(f, "decide/{motion}"),
            Self::Rules => f.write_str("rules"),
            Self::NewMotion(None) => f.write_str("propose"),
            Self::NewMotion(Some(thread)) => write!(f, "propose/{thread}"),
            Self::PutPage(page) => write!(f, "put/{page}"),
            Self::Amend(motion) => write!(f, "amend/{motion}"),
            Self::PutAgain(motion) => write!(f, "again/{motion}"),
            Self::Commons => f.write_str("commons"),
            Self::Page(page) => write!(f, "commons/{page}"),
            Self::Economy => f.write_str("economy"),
            Self::Work => f.write_str("work"),
            Self::Sharing => f.write_str("sharing"),
            Self::Reports => f.write_str("reports"),
            Self::Care => f.write_str("care"),
            Self::Trade => f.write_str("trade"),
            Self::Ventures => f.write_str("ventures"),
            Self::Venture(venture) => write!(f, "ventures/{venture}"),
            Self::Calendar => f.write_str("calendar"),
            Self::Sync => f.write_str("sync"),
            Self::Settings => f.write_str("settings"),
            Self::Invite => f.write_str("invite"),
            Self::Import => f.write_str("import"),
            Self::Grow => f.write_str("grow"),
        }
    }
}
