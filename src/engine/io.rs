//! The engine's two sides: everything that can reach it, and everything it can ask of the world.
//! Both are closed enums; `runtime` performs effects and reports what became of them.

use serde::{Deserialize, Serialize};

use crate::clock::{Ahead, Timestamp};
use crate::engine::economy::MakeBooks;
use crate::engine::finding::Finder;
use crate::exchange::ImportFile;
use crate::exchange::backup::{Backup, Closed, Secret};
use crate::exchange::markdown::ImportPlan;
use crate::exchange::zip::ZipContents;
use crate::id::{CommandId, CommunityId, DeviceKey, DocumentId, Signature};
use crate::message::command::{FileFault, WordList};
use crate::message::model::KeyStorage;
use crate::message::{FromEngine, ToEngine, WindowId};
use crate::sync::MakeMesh;

/// Names an effect whose result comes back as an input; never reused within an engine's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ticket(pub u64);

/// What reaches the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A window said something.
    Window { window: WindowId, message: ToEngine },
    /// Answer to `Effect::Load`: all entries whose key starts with the prefix, in key order.
    Loaded { ticket: Ticket, result: Result<Vec<Entry>, StoreError> },
    /// Answer to `Effect::Store`: durable, or nothing of it was written.
    Stored { ticket: Ticket, result: Result<(), StoreError> },
    /// Answer to `Effect::MakeKey`.
    KeyMade { ticket: Ticket, result: Result<(DeviceKey, KeyStorage), SignError> },
    /// Answer to `Effect::Sign`.
    Signed { ticket: Ticket, result: Result<Signature, SignError> },
    /// Answer to `Effect::ShrinkPicture`.
    PictureShrunk { ticket: Ticket, result: Result<Picture, PictureError> },
    /// Answer to `Effect::Unpack`; the outer error says that the code for it did not come.
    Unpacked { ticket: Ticket, result: Result<Result<ZipContents, FileFault>, NotLoaded> },
    /// Answer to `Effect::PlanImport`.
    ImportPlanned { ticket: Ticket, result: Result<ImportPlan, NotLoaded> },
    /// Answer to `Effect::CloseBackup`: the file and its words.
    BackupClosed { ticket: Ticket, result: Result<Closed, NotLoaded> },
    /// Answer to `Effect::OpenBackup`.
    BackupOpened { ticket: Ticket, result: Result<Result<Backup, FileFault>, NotLoaded> },
    /// Answer to `Effect::LoadBooks`.
    BooksLoaded(Result<MakeBooks, NotLoaded>),
    /// Answer to `Effect::LoadFinder`.
    FinderLoaded(Result<Finder, NotLoaded>),
    /// Answer to `Effect::LoadMesh`.
    MeshLoaded(Result<MakeMesh, NotLoaded>),
    /// A relay's socket is open.
    RelayOpened { url: String },
    /// A relay sent a text frame.
    RelayText { url: String, text: String },
    /// A relay's socket closed or never opened.
    RelayClosed { url: String, reason: String },
    /// Answer to `Effect::CheckClock`; none comes when nobody could be asked.
    ClockChecked(Ahead),
    /// The time asked for by `Effect::WakeAt` has come.
    Woken,
}

/// What the engine asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Tell these windows.
    Tell { windows: Vec<WindowId>, message: FromEngine },
    /// Tell every window.
    TellAll { message: FromEngine },
    /// Read all entries whose key starts with `prefix`.
    Load { ticket: Ticket, prefix: String },
    /// Write and delete in one durable transaction (strict), refused when another engine owns
    /// the storage. Effects of this kind are carried out in the order they are given.
    Store { ticket: Ticket, puts: Vec<Entry>, deletes: Vec<String> },
    /// Make a device key, keep it, and tell its public half.
    MakeKey { ticket: Ticket },
    /// Sign with the device key of this public half.
    Sign { ticket: Ticket, key: DeviceKey, message: Vec<u8> },
    /// Decode, shrink so that neither side is over `side_max_px`, and encode as WebP (JPEG where
    /// the browser has no WebP).
    ShrinkPicture { ticket: Ticket, bytes: Vec<u8>, side_max_px: u32 },
    /// Unpack a zip.
    Unpack { ticket: Ticket, bytes: Vec<u8> },
    /// Find the pages, links and pictures among the files of an import.
    PlanImport { ticket: Ticket, files: Vec<ImportFile> },
    /// Seal a backup under the words for this secret; the nonce is used once.
    CloseBackup { ticket: Ticket, backup: Backup, secret: Secret, list: WordList },
    /// Open a backup by its words.
    OpenBackup { ticket: Ticket, file: Vec<u8>, words: String },
    /// Open a relay's socket.
    RelayOpen { url: String },
    /// Send a text frame.
    RelaySend { url: String, text: String },
    /// Close a relay's socket; no `RelayClosed` follows.
    RelayClose { url: String },
    /// Fetch the part of the program that meets others.
    LoadMesh,
    /// Fetch the part of the program that keeps the books.
    LoadBooks,
    /// Fetch the part of the program that looks for words.
    LoadFinder,
    /// Find out how far the device's clock is off.
    CheckClock,
    /// Give `Woken` at this time; replaces the time asked for before.
    WakeAt(Timestamp),
}

/// What an engine is at: who watches over it counts how often one died at the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Suspect {
    /// Carrying out a command, or a part of it.
    Command(CommandId),
    /// Opening a document from storage.
    Document(CommunityId, DocumentId),
}

/// A stored value under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: Vec<u8>,
}

/// A picture after shrinking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub mime: String,
    pub bytes: Vec<u8>,
    pub width_px: u32,
    pub height_px: u32,
}

/// Storage did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room on the device.
    #[error("storage is full")]
    Full,
    /// The browser allows no storage here.
    #[error("storage is refused")]
    Refused,
    /// Another engine owns the storage now; this one must stop.
    #[error("another engine owns the storage")]
    Superseded,
    /// Anything else the browser reported.
    #[error("storage failed")]
    Failed,
}

/// A key could not be made or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// There is no such key on this device.
    #[error("no such key on this device")]
    NoSuchKey,
    /// The browser's key store failed.
    #[error("the key store failed")]
    Failed,
}

/// Code that comes when it is first needed could not be loaded; it may be asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of the program could not be loaded")]
pub struct NotLoaded;

/// A picture could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Not a picture this browser can decode.
    #[error("the picture cannot be decoded")]
    Undecodable,
    /// More pixels than the device should be asked to hold.
    #[error("the picture is too large")]
    TooLarge,
}
