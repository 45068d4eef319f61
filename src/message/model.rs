//! Read models: plain nouns that a screen shows. Folded by `projection`, never edited; every model
//! says which community it belongs to. Times are UTC; the window puts them into the reader's zone.

mod found;
mod imports;
mod motions;
mod pages;
mod people;
mod talk;
mod today;
mod wires;

pub use found::{Ended, Found, Hit, HitPlace};
pub use imports::{ImportProgress, ImportState};
pub use motions::{
    BallotView, Constitution, MotionCard, MotionFaultView, MotionState, MotionView, Motions,
    RemarkView, ReviewStage, ReviewView, Sealing, VersionView,
};
pub use pages::{
    AdoptedView, DraftView, FieldValue, HistoryEntry, PageAbout, PageCard, PageDelta,
    PageFieldView, PutView,
};
pub use people::{
    DeviceCard, InvitationCard, InvitationState, MemberCard, Membership, OwnWord, Presence,
    SilenceCard, VouchingCard,
};
pub use talk::{PostView, ThreadCard, ThreadDelta};
pub use today::{BooksWait, Happening, HappeningKind, Need, Today};
pub use wires::{
    Attempt, AttemptState, AttemptStep, AttemptStepKind, Checked, PeerCard, RelayCard, RelayState,
    SyncReport,
};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, MemberId, MotionId, PageId, ThreadId,
};
use crate::message::calendar::Calendar;
use crate::message::command::{Field, Meeting, Settings};
use crate::message::economy::view::{Desk, DeskView};
use crate::message::{Letter, Persistence};

/// What a window can watch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ViewKey {
    /// All communities on this device, and the settings. -> `Home`
    Home,
    /// Who is who. -> `Members`
    Members(CommunityId),
    /// Invitations that were made. -> `Invitations`
    Invitations(CommunityId),
    /// One's own devices. -> `Devices`
    Devices(CommunityId),
    /// All topics. -> `Threads`
    Threads(CommunityId),
    /// One topic's posts. -> `Thread`
    Thread(CommunityId, ThreadId),
    /// All commons pages. -> `Pages`
    Pages(CommunityId),
    /// One page, live. -> `Page`
    Page(CommunityId, PageId),
    /// The history of a page. -> `History`
    History(CommunityId, PageId),
    /// The text of a page as it was. -> `PastText`
    PastText(CommunityId, PageId, Vec<ChangeHash>),
    /// Where everything is, who is connected, what was tried. -> `Sync`
    Sync(CommunityId),
    /// All motions, and by what rules. -> `Motions`
    Motions(CommunityId),
    /// One motion. -> `Motion`
    Motion(CommunityId, MotionId),
    /// What happened lately, by person. -> `Today`
    Today(CommunityId),
    /// An import that runs. -> `Import`
    Import(CommandId),
    /// A picture's bytes. -> `Picture`
    Picture(CommunityId, BlobHash),
    /// Work and money. -> `Economy`
    Economy(CommunityId, Desk),
    /// All events. -> `Calendar`
    Calendar(CommunityId),
    /// What others signed that breaks a rule. -> `Faults`
    Faults(CommunityId),
    /// Where these words are written. -> `Found`
    Found(CommunityId, String),
}

/// A view, or what changed in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ViewDelta {
    Home(Home),
    Members {
        community: CommunityId,
        members: Vec<MemberCard>,
    },
    Invitations {
        community: CommunityId,
        invitations: Vec<InvitationCard>,
    },
    Devices {
        community: CommunityId,
        devices: Vec<DeviceCard>,
    },
    Threads {
        community: CommunityId,
        threads: Vec<ThreadCard>,
    },
    Thread {
        community: CommunityId,
        thread: ThreadId,
        delta: ThreadDelta,
    },
    Pages {
        community: CommunityId,
        pages: Vec<PageCard>,
    },
    Page {
        community: CommunityId,
        page: PageId,
        delta: PageDelta,
    },
    History {
        community: CommunityId,
        page: PageId,
        entries: Vec<HistoryEntry>,
    },
    PastText {
        community: CommunityId,
        page: PageId,
        at: Vec<ChangeHash>,
        text: String,
    },
    Sync {
        community: CommunityId,
        sync: Box<SyncReport>,
    },
    Motions {
        community: CommunityId,
        motions: Letter<Motions>,
    },
    /// `None`: there is no such motion here.
    Motion {
        community: CommunityId,
        motion: MotionId,
        view: Option<Letter<MotionView>>,
    },
    Today {
        community: CommunityId,
        today: Today,
    },
    Economy {
        community: CommunityId,
        desk: Desk,
        view: DeskView,
    },
    Import {
        import: CommandId,
        progress: ImportProgress,
    },
    Picture {
        community: CommunityId,
        hash: BlobHash,
        picture: PictureState,
    },
    Calendar {
        community: CommunityId,
        calendar: Letter<Calendar>,
    },
    Faults {
        community: CommunityId,
        faults: Vec<FaultCard>,
    },
    Found {
        community: CommunityId,
        words: String,
        found: Letter<Found>,
    },
}

/// The communities on this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Home {
    pub communities: Vec<CommunityCard>,
    pub settings: Settings,
    pub persistence: Persistence,
    pub key_storage: KeyStorage,
}

/// How this device's keys are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyStorage {
    /// In the browser's own store; scripts can use it but never read it.
    NonExtractable,
    /// In this site's storage, because the browser offers nothing better.
    Stored,
}

/// One community, as this device knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommunityCard {
    pub id: CommunityId,
    /// Empty until the charter has arrived.
    pub name: String,
    pub sentence: String,
    pub founded: Option<Timestamp>,
    pub me: MemberId,
    pub my_name: String,
    pub standing: Standing,
    /// The community decides by rules that this program does not know: it only reads here (DEC-9).
    pub are_rules_newer: bool,
    /// Members, me included.
    pub member_count: u32,
    /// Others connected now.
    pub online: Vec<MemberId>,
    /// Posts not read on this device.
    pub unread: u32,
    pub delivery: Delivery,
    pub meeting: Meeting,
    /// SHA-256 of the canonical bytes of all read models, as hex; equal facts give equal hashes.
    pub state_hash: String,
}

/// Where this device stands in a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// A link was followed; no member has been met yet.
    Joining(JoinProgress),
    Member,
    /// The link was refused for good.
    Refused(JoinRefusal),
    /// A member once; what was there stays to be read.
    Former,
    /// The others decided that one is a member no longer; the same stays.
    Removed(MotionId),
    /// A member took this device of theirs off; the same stays.
    TakenOff,
    /// This device signed two changes for one place; the same stays.
    TwiceSigned,
    /// Somebody who looks around in a sample.
    Visitor,
}

/// How far joining has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinProgress {
    LookingForMembers,
    Connecting,
    Receiving,
    /// The members know of it and have not let one in yet.
    Applied,
    /// The same of one who lost all devices and comes back (PEO-1).
    ComesBack(ReturnProgress),
}

/// How many vouched for one who comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnProgress {
    pub vouched: u32,
    pub again: u32,
    /// How many it takes, each time.
    pub needed: u32,
    /// Once they were enough: from when on they say so again.
    pub again_from: Option<Timestamp>,
}

/// Why a link lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinRefusal {
    InvitationOver,
    /// An older device of whom one was said to be says no.
    NotThem,
}

/// Where something is (TLK-3). `Everyone` counts all other members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// Being written to this device's storage.
    Saving,
    /// On this device and nowhere else.
    ThisDevice,
    /// With these of `others` other members.
    With {
        members: Vec<MemberId>,
        others: u32,
    },
    Everyone,
}

/// A picture on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PictureState {
    /// Not on this device yet.
    Coming,
    Here {
        mime: String,
        bytes: Vec<u8>,
    },
}

/// What is wrong with a community's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultCard {
    /// What somebody signed breaks a rule.
    BrokenRule {
        by: MemberId,
        at: Timestamp,
        /// The id of the rule, such as `PEO-2`.
        rule: String,
        /// Stable code; the window puts it into words.
        code: String,
    },
    /// A device of this member signed two changes for one place of this; `title` may be empty.
    TwiceSigned { by: MemberId, what: Field, title: String },
    /// This member came in by a rule of admission that this decision had replaced, and waits at the
    /// door again: nobody's fault, but it is told.
    WaitsAgain { who: MemberId, motion: MotionId },
    /// This cannot be opened from storage; others are asked for it. `title` may be empty.
    Unopened { what: Field, title: String },
}
