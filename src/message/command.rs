//! What a person can ask the engine to do, what comes of it, and why it may be refused. Every
//! command carries a `CommandId` beside it; giving it again with the same id changes nothing.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, DeviceKey, InvitationKey, MemberId, MotionId,
    PageId, ThreadId,
};
use crate::message::calendar::{CalendarAct, EventFault};
pub use crate::message::coming::{Comes, OfferStands, WordList};
use crate::message::economy::{EconomyAct, EconomyFault};
use crate::message::motion::{Choice, MotionDraft, MotionFault, Preset};
use crate::message::rtc::IceServer;
pub use crate::message::settings::{Notices, Settings, Theme};
use crate::message::{Letter, bytes};

/// An act, in the imperative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Begin a community of one. Outcome: `Community`.
    FoundCommunity { name: String, sentence: String, founder: ProfileDraft, preset: Preset },
    /// Follow an invitation link: remember the community and look for its members. The community
    /// shows at once as `Joining`. Outcome: `Community`.
    JoinCommunity { link: String, profile: ProfileDraft },
    /// Follow an invitation link as the member that one was, after all devices are lost (PEO-1).
    /// Outcome: `Community`.
    ComeBack { link: String, profile: ProfileDraft },
    /// Look around in a sample community; `sample` is the whole file. It meets nobody and nothing
    /// can be done in it. Outcome: `Community`.
    LookAround { sample: Vec<u8> },
    /// Come back by a backup and its words. Outcome: `Community`.
    Restore {
        #[serde(with = "bytes")]
        file: Vec<u8>,
        words: String,
    },
    /// Stop trying to join, which forgets the link; or stop looking around, which forgets it all.
    AbandonJoin { community: CommunityId },
    /// Something that only a member of the community may do.
    Member { community: CommunityId, act: MemberAct },
    /// One file of a folder; `path` is relative, with `/`.
    ImportFile { import: CommandId, path: String, bytes: Vec<u8> },
    /// A whole zip.
    ImportZip { import: CommandId, bytes: Vec<u8> },
    /// All files are there: make the pages. `credit` says whose it is and under which licence.
    FinishImport { import: CommandId, credit: String },
    /// Stop: nothing of it stays.
    StopImport { import: CommandId },
    /// Change this device's settings.
    SetSettings { settings: Settings },
    /// Change a community's ways of meeting, on this device.
    SetMeeting { community: CommunityId, meeting: Meeting },
    /// Look for the others now.
    Reconnect { community: CommunityId },
}

/// What a member does in a community.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MemberAct {
    /// Make an invitation link. Outcome: `Link`.
    InviteMembers { uses_max: u32, valid_days: u16 },
    /// Nobody more may come in by this invitation.
    WithdrawInvitation { invitation: InvitationKey },
    /// Replace one's own profile.
    UpdateProfile { profile: ProfileDraft },
    /// This device has read a topic as far as this post (kept on this device only).
    MarkRead { thread: ThreadId, post: CommandId },
    /// Send at least so many posts of a topic, the last ones, to the windows that show it.
    ShowEarlier { thread: ThreadId, posts: u32 },
    /// Open an import; files follow. The id names it from here on. Outcome: none.
    BeginImport,
    /// Say that this member should have a vote (PEO-2).
    ConfirmMember { member: MemberId },
    /// Say that nothing was heard of a member for long (DEC-1).
    NoticeSilence { member: MemberId },
    /// Say that a decision that is looked at again stands as it is (DEC-1).
    UpholdDecision { motion: MotionId },
    /// Take in a device of one's own: whoever opens the link is it. Outcome: `Link`.
    OfferDevice { stands: OfferStands },
    /// This device, or recovery key, of one's own is to do nothing more (PEO-1).
    RevokeDevice { device: DeviceKey },
    /// From now on this other device of one's own does what must not fork (PEO-7).
    HandOnPurse { device: DeviceKey },
    /// Say that whoever came to the door with this device is this member (PEO-1).
    Vouch { device: DeviceKey, member: MemberId },
    /// Say, on an older device, that whoever came with this one is not oneself.
    RefuseReturn { device: DeviceKey },
    /// Leave the community on this day of one's calendar; what one wrote stays (PEO-3), and what one
    /// put in becomes a claim (ECO-12).
    Leave { day: Date },
    /// Make a file, and twelve words that open it, by which this member comes back when all devices
    /// are lost (PEO-1). Outcome: `Backup`.
    MakeBackup { list: WordList },
    /// Make one file of everything that is here: pages, money, work, members, decisions; `readme` says in
    /// plain words what it is. Outcome: `File`.
    TakeOut { readme: String },
    /// Write in a topic, a page or a motion, once it is open.
    Write(Writing),
    /// Keep a picture of a receipt, for an entry to name; it is shrunk first. Outcome: `Picture`.
    KeepReceipt { bytes: Vec<u8> },
    /// Do something about work or money, once the books are open.
    Economy(Letter<EconomyAct>),
}

/// What goes into a topic or a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Writing {
    /// Begin a topic with its first post. Outcome: `Thread`.
    StartThread { title: String, body: String, language: String },
    /// Write in a topic.
    WritePost { thread: ThreadId, body: String, language: String, reply_to: Option<CommandId> },
    /// Begin a commons page. Outcome: `Page`.
    CreatePage { title: String, text: String },
    /// Begin a commons page on which a motion is written together. Outcome: `Page`.
    DraftMotion { title: String, text: String },
    /// Change a page.
    Page { page: PageId, act: PageAct },
    /// Put a motion to the voters. Outcome: `Motion`.
    OpenMotion { draft: Box<MotionDraft> },
    /// Do something about an event.
    Calendar { act: Letter<CalendarAct> },
    /// Do something in a motion.
    Motion { motion: MotionId, act: MotionAct },
}

/// What is done in a motion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MotionAct {
    /// Say what one wants; replaces what one said before.
    CastBallot { choice: Choice, reason: String },
    /// Ask or say something about it.
    Remark { body: String, language: String },
    /// Its proposer makes a new version, for which nobody has voted yet.
    Amend { draft: Box<MotionDraft> },
    /// Its proposer takes it back.
    Withdraw,
}

/// What is done to a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PageAct {
    /// Splices against `base`, the version of the page view that the window had applied.
    Edit { base: u64, splices: Vec<Splice> },
    /// Write a field; also how one of two conflicting values is chosen.
    SetField { field: PageField, value: String },
    /// Bring back the text as it was at an entry of its history.
    Restore { at: Vec<ChangeHash> },
    /// Put a picture into the page's store; it is shrunk first. Outcome: `Picture`.
    AddPicture { name: String, bytes: Vec<u8> },
    /// Say that it is not to be put to the voters any more.
    DropDraft,
}

impl Command {
    /// What a member does.
    pub fn of(community: CommunityId, act: MemberAct) -> Self {
        Self::Member { community, act }
    }

    /// What a member writes in a topic, or begins.
    pub fn write(community: CommunityId, writing: Writing) -> Self {
        Self::of(community, MemberAct::Write(writing))
    }

    /// What a member does to a page.
    pub fn page(community: CommunityId, page: PageId, act: PageAct) -> Self {
        Self::write(community, Writing::Page { page, act })
    }
}

/// What a command brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Nothing,
    Community(CommunityId),
    /// The fragment of an invitation link; the address of the app goes before it.
    Link(String),
    Thread(ThreadId),
    Page(PageId),
    Picture(BlobHash),
    Motion(MotionId),
    /// A file to be kept elsewhere.
    File(#[serde(with = "bytes")] Vec<u8>),
    /// A backup, and the words that open it.
    Backup {
        #[serde(with = "bytes")]
        file: Vec<u8>,
        words: String,
    },
}

/// What someone says of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDraft {
    /// 1 to 80 characters.
    pub name: String,
    /// BCP 47 tags, best first.
    pub languages: Vec<String>,
    /// A town or region, in their own words; may be empty.
    pub place: String,
    /// IANA time zone; may be empty.
    pub zone: String,
    /// What they do for the community, in their own words; may be empty.
    pub does: String,
    pub portrait: PortraitChange,
}

/// What becomes of the picture that the others see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PortraitChange {
    /// It stays as it is; a newcomer has none.
    #[default]
    Keep,
    /// From now on there is none.
    Remove,
    /// This picture, before shrinking.
    New(Vec<u8>),
}

/// Replace `delete` UTF-16 code units at `at` with `insert`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    pub at: u32,
    pub delete: u32,
    pub insert: String,
}

/// A field of a page beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageField {
    Title,
    /// Folder-like path for the order of the list, such as `guides/values`; may be empty.
    Path,
    /// Whose it is and under which licence; may be empty.
    Credit,
}

impl PageField {
    /// All fields, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Title, Self::Path, Self::Credit];

    /// The key in the document.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Path => "path",
            Self::Credit => "credit",
        }
    }
}

/// How the members of a community find each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Nostr relays, `wss://` or loopback `ws://`.
    pub relays: Vec<String>,
    /// STUN and TURN.
    pub ice_servers: Vec<IceServer>,
}

/// Why a command was refused: what, why with the figure, and enough to say what to do. The window
/// puts it into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// A text that must not be empty is.
    #[error("{field:?} is empty")]
    Empty { field: Field },
    /// A text is over its limit.
    #[error("{field:?} is {length} long; the most is {limit}")]
    TooLong { field: Field, length: u64, limit: u64 },
    /// The link is not one of ours, or part of it is missing.
    #[error("the link cannot be read: {reason:?}")]
    BadLink { reason: LinkFault },
    /// There is no such community, topic, page or import here.
    #[error("there is no such {what:?} here")]
    Unknown { what: Field },
    /// Not admitted yet, or no longer a member (PEO-2).
    #[error("only members may do this")]
    NotMember,
    /// The community decides by newer rules than this program knows (DEC-9).
    #[error("this community uses rules of version {version}")]
    RulesNewer { version: u32 },
    /// The invitation was withdrawn, used up or has expired (PEO-2).
    #[error("the invitation no longer admits anybody")]
    InvitationOver,
    /// The page moved on further than the engine remembers; reload it and try again.
    #[error("the page changed too much meanwhile")]
    StaleEdit,
    /// A file of an import cannot be taken; `path` says which.
    #[error("{path}: {reason:?}")]
    BadFile { path: String, reason: FileFault },
    /// The picture cannot be read by this browser.
    #[error("the picture cannot be read")]
    BadPicture,
    /// A relay or ICE address that is not one.
    #[error("{address} is not an address we can use")]
    BadAddress { address: String },
    /// A rule of deciding says no.
    #[error("{}: {}", fault.rule(), fault.code())]
    Motion { fault: MotionFault },
    /// A rule of work and money says no.
    #[error("a rule of work and money says no")]
    Economy { fault: Letter<EconomyFault> },
    /// An event that cannot be.
    #[error("{}", fault.code())]
    Event { fault: EventFault },
    /// The device has no room left.
    #[error("storage is full")]
    StorageFull,
    /// Code that comes when it is first needed could not be loaded.
    #[error("a part of the program could not be loaded")]
    PartMissing,
    /// The device key could not sign.
    #[error("this device's key cannot sign")]
    CannotSign,
    /// What this device wrote before is not stored yet.
    #[error("what was written before is not stored yet")]
    StillSaving,
    /// The engine died of it again and again; nothing of it was kept.
    #[error("given up: the engine died of it")]
    GivenUp,
}

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    CommunityName,
    Sentence,
    PersonName,
    Place,
    Does,
    Portrait,
    ThreadTitle,
    Post,
    PageTitle,
    PageText,
    Credit,
    Invitation,
    Device,
    Community,
    Thread,
    Page,
    Import,
    Uses,
    Motion,
    MotionTitle,
    MotionText,
    Reason,
    Remark,
    Role,
    Ledger,
    Event,
    EventTitle,
    EventAbout,
    Calendar,
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkFault {
    /// No `#/join/` part.
    NotALink,
    /// It was made by a newer version of the program.
    NewerVersion,
    /// Parts are missing or cut short.
    Truncated,
    /// A part has characters that it cannot have.
    Garbled,
}

/// What is wrong with a file of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFault {
    TooLarge,
    TooMany,
    NotText,
    NotAPicture,
    NotAZip,
    /// Part of a zip that cannot be unpacked: damaged, encrypted, or packed in an unknown way.
    Unreadable,
    Unsupported,
    BadPath,
    NotABackup,
    /// Not twelve words of a list, or one of them is misspelt.
    NotTheWords,
    /// They open another backup, or the file is damaged.
    WordsOfAnother,
}
