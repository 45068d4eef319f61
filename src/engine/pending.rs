//! What the engine waits for, by ticket. Closed: every answer finds exactly one place that knows
//! what to do with it.

use crate::clock::Date;
use crate::doc::SignedChanges;
use crate::engine::backup::BackupAsked;
use crate::engine::io::Suspect;
use crate::engine::take_out::Taking;
use crate::exchange::backup::Backup;
use crate::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, MotionId, PageId,
};
use crate::message::command::{Comes, Outcome, ProfileDraft, Writing};
use crate::message::economy::EconomyAct;
use crate::message::motion::Preset;
use crate::message::{Letter, WindowId};
use crate::sync::ChangesPart;
use crate::sync::link::Link;

/// What an answer is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Pending {
    /// Settings, communities and done commands.
    Global,
    /// Summaries, blob index, profiles and what others have.
    Kernel(CommunityId),
    /// All pictures, for somebody who takes everything along.
    TakeOut(Box<Taking>),
    /// The charter as it was judged.
    Charter(CommunityId),
    /// The chunks of a document.
    Chunks(CommunityId, DocumentId),
    /// What was kept of the books.
    Books(CommunityId),
    /// Desks as they were last shown.
    Desks(CommunityId),
    /// A blob's bytes.
    Blob(CommunityId, BlobHash),
    /// Something became durable.
    Stored(After),
    /// A signature for a document's tip.
    Tip(CommunityId, DocumentId, ChangeHash),
    /// A signature that the mesh asked for, under its own ticket.
    Mesh(CommunityId, u64),
    /// A signature by which this device's purse accepts a seal.
    Acceptance { community: CommunityId, motion: MotionId, seal: CommandId },
    /// A signature for something about work or money.
    Economy { community: CommunityId, command: CommandId, act: Letter<EconomyAct> },
    /// A signature for a page that an import prepares.
    Staged(CommandId, PageId),
    /// A device key for a community.
    Key(Box<Newcomer>),
    /// A portrait, on its way into a profile.
    Portrait(Box<Newcomer>),
    /// A picture for a page.
    PagePicture { command: CommandId, community: CommunityId, page: PageId, name: String },
    /// A picture of a receipt.
    Receipt { command: CommandId, community: CommunityId },
    /// What a zip holds, for an import; the command waits for it.
    Unpacked { command: CommandId, import: CommandId },
    /// The plan of an import.
    Planned { import: CommandId },
    /// All records, for a backup.
    Records(BackupAsked),
    /// A backup that is sealed.
    BackupClosed { command: CommandId },
    /// A backup that somebody comes back by.
    BackupOpened { command: CommandId },
    /// A picture of an import.
    ImportPicture { import: CommandId, path: String },
}

impl Pending {
    /// What an engine that takes the answer is at. An import is forgotten with its engine: nothing
    /// of it is begun again.
    pub fn suspect(&self) -> Option<Suspect> {
        match self {
            Self::Charter(community) => Some(Suspect::Document(*community, DocumentId::Charter)),
            Self::Chunks(community, document) => Some(Suspect::Document(*community, *document)),
            Self::Stored(after) => after.acks.first().map(|(id, _)| Suspect::Command(*id)),
            Self::Key(newcomer) | Self::Portrait(newcomer) => {
                Some(Suspect::Command(newcomer.command))
            }
            Self::TakeOut(taking) => Some(Suspect::Command(taking.command)),
            Self::PagePicture { command, .. }
            | Self::Economy { command, .. }
            | Self::Receipt { command, .. }
            | Self::BackupClosed { command }
            | Self::BackupOpened { command }
            | Self::Records(BackupAsked { command, .. })
            | Self::Unpacked { command, .. } => Some(Suspect::Command(*command)),
            Self::Global
            | Self::Books(_)
            | Self::Desks(_)
            | Self::Kernel(_)
            | Self::Blob(..)
            | Self::Tip(..)
            | Self::Mesh(..)
            | Self::Acceptance { .. }
            | Self::Staged(..)
            | Self::Planned { .. }
            | Self::ImportPicture { .. } => None,
        }
    }
}

/// What follows once something is durable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct After {
    /// Commands to acknowledge.
    pub acks: Vec<(CommandId, Outcome)>,
    /// Changes to pass on.
    pub saved: Option<Saved>,
    /// The import whose pages these were.
    pub import: Option<CommandId>,
    /// Somebody comes back to this community.
    pub restored: Option<(CommandId, CommunityId)>,
}

/// Changes of one document that became durable.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    pub community: CommunityId,
    pub document: DocumentId,
    pub hashes: Vec<ChangeHash>,
    /// As storage keeps them.
    pub stored: Vec<u8>,
    /// Encoded, as they go on the wire, where one message holds them all.
    pub live: Option<Vec<u8>>,
    /// Who sent them; `None` when they were made here.
    pub from: Option<DeviceKey>,
}

/// Someone about to get a profile: founding, joining, or changing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Newcomer {
    pub command: CommandId,
    pub draft: ProfileDraft,
    pub portrait: Option<(String, Vec<u8>)>,
    pub purpose: Purpose,
}

/// What the profile is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    Found { name: String, sentence: String, preset: Preset },
    Join { comes: Comes, link: Link },
    Update { community: CommunityId },
    Restore { backup: Box<Backup>, link: Link },
}

/// What waits for a document to be open.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// A command that writes in it.
    Write(CommandId, Writing),
    /// Changes that a peer sent.
    Admit { from: DeviceKey, part: ChangesPart, changes: SignedChanges },
    /// A peer asks for what it lacks.
    Answer { to: DeviceKey, have: Vec<ChangeHash> },
    /// Something to be done about work or money.
    Economy(CommandId, Letter<EconomyAct>),
    /// A member leaves on this day, once the books say what is to be settled.
    Leave(CommandId, Date),
    /// A member takes everything along, with these words at its beginning.
    TakeOut(CommandId, String),
    /// An import lays its pages beside those that are here.
    Import(CommandId),
    /// Somebody looks for words in it.
    Find(crate::message::ViewKey),
    /// A window wants to see it.
    Show(WindowId, crate::message::ViewKey),
    /// Its time may come while nobody looks.
    Attend,
}
