//! Work and money inside the engine: the ledger's documents, and who keeps the books. What entries mean
//! is told by a part of the program that comes when somebody first asks; until then they are kept
//! and passed on unread.

mod desks;
pub mod entries;
mod handing;
pub mod keeper;
mod leaving;
pub mod letters;
mod parts;
mod reading;
mod signing;
mod waits;

pub use desks::KeptDesks;
pub use reading::KeptBooks;
pub use waits::Waits;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use crate::clock::{Date, Timestamp};
use crate::doc::Patch;
use crate::domain::Authority;
use crate::domain::economy::books::{LedgerHeads, NeedNow};
use crate::domain::fact;
use crate::domain::motion::Digest;
use crate::engine::blobs::words;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::pending::Task;
use crate::engine::views::Asked;
use crate::exchange::everything::Taken;
use crate::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, MemberId, MotionId,
    Signature,
};
use crate::limits::CHARTER_HEADS_MAX;
use crate::message::Letter;
use crate::message::command::Refusal;
use crate::message::economy::EconomyAct;
use crate::message::economy::view::{Desk, DeskView, EconomyView};
use crate::message::model::{BooksWait, ViewDelta, ViewKey};
use crate::message::motion::MotionDraft;
use crate::projection::economy::About;
use crate::sign;

/// An entry of the ledger as it came in.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    pub id: CommandId,
    /// The part of the ledger that it stands in.
    pub part: u32,
    pub change: ChangeHash,
    pub by: MemberId,
    pub device: DeviceKey,
    pub json: &'a str,
}

/// What who keeps the books may ask of the rest of the house.
pub struct BooksGround<'a> {
    pub community: CommunityId,
    pub authority: &'a Authority,
    pub me: MemberId,
    pub device: DeviceKey,
    /// Whether this device does what must not fork (PEO-7).
    pub is_purse: bool,
    pub now: Timestamp,
    /// What a new entry may claim (CLK-1).
    pub at: Timestamp,
    pub digest: Digest,
    /// The ledger as it is here.
    pub heads: &'a LedgerHeads,
    /// All changes of the ledger at and below these heads; `None` while one of them is not here.
    pub below: &'a dyn Fn(&LedgerHeads) -> Option<BTreeSet<ChangeHash>>,
    /// The charter as it is here.
    pub charter: &'a [ChangeHash],
    /// The charter at these heads; `None` while not all of it is here.
    pub authority_at: &'a dyn Fn(&[ChangeHash]) -> Option<Authority>,
    /// Changes of the charter at and below these heads; `None` while one of them is not here.
    pub charter_below: &'a dyn Fn(&[ChangeHash]) -> Option<BTreeSet<ChangeHash>>,
    /// Whether a change of the charter lies at or below these heads.
    pub charter_has: &'a dyn Fn(&[ChangeHash], &ChangeHash) -> bool,
    /// Name, place and zone, as members say of themselves.
    pub about: &'a dyn Fn(&MemberId) -> About,
    /// The secret to which private words are sealed for this device.
    pub seal_seed: [u8; 32],
    /// The sealed words of a need, given with their SHA-256, where they are read already.
    pub words: &'a dyn Fn(&NeedNow, &BlobHash) -> Option<Vec<u8>>,
}

/// What comes of an act about work or money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// These entries, with their canonical JSON, claimed at `BooksGround::at` or just after.
    Write(Vec<(CommandId, Timestamp, String)>),
    /// The entry of a need, whose sealed words are kept before it.
    WriteWithWords((CommandId, Timestamp, String), Vec<u8>),
    /// A motion is put to the others.
    Propose(Box<MotionDraft>),
    /// This device signs these words; then the act is looked at again.
    Sign(Vec<u8>),
}

/// Keeps the books of one community. Invariant: equal sets of entries and equal grounds give equal
/// views, whatever the order of arrival.
pub trait Bookkeeper: fmt::Debug {
    /// Takes an entry, once.
    fn take(&mut self, entry: NewEntry<'_>);
    /// Begins with what `keep` gave once, as far as it fits a ledger with these heads. Gives the parts
    /// whose entries are to be taken from their documents.
    fn restore(&mut self, kept: &[u8], heads: &LedgerHeads) -> Vec<u32>;
    /// What to store, so that these parts need not be read again.
    fn keep(&self, heads: &LedgerHeads) -> Vec<u8>;
    /// Follows what is known of people and decisions; before any of the below.
    fn settle(&mut self, ground: &BooksGround<'_>);
    /// What an act comes to, with what this device signed for it; an id that is known already was
    /// carried out before.
    fn act(
        &mut self,
        id: CommandId,
        act: &Letter<EconomyAct>,
        signature: Option<Signature>,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, Refusal>;
    /// What is written as this member leaves, on this day of their calendar.
    fn leave(
        &mut self,
        id: CommandId,
        day: Date,
        ground: &BooksGround<'_>,
    ) -> Vec<(CommandId, Timestamp, String)>;
    /// Closings that passed and say something else than the books, or do not fit those before.
    fn false_closings(&self) -> Vec<MotionId>;
    /// Everything as one file.
    fn take_out(&mut self, taken: Taken, ground: &BooksGround<'_>) -> Vec<u8>;
    /// What waits for this member, where they have a vote; and how much that is.
    fn waits(&mut self, ground: &BooksGround<'_>) -> BooksWait;
    /// What a desk shows.
    fn view(&mut self, desk: Desk, ground: &BooksGround<'_>) -> Letter<EconomyView>;
}

/// Makes books with nothing in them.
#[derive(Debug, Clone, Copy)]
pub struct MakeBooks(pub fn() -> Box<dyn Bookkeeper>);

impl PartialEq for MakeBooks {
    /// There is only one such part.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// How far the part of the program has come.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum BooksPart {
    #[default]
    NotAsked,
    Coming,
    Here(MakeBooks),
}

/// The books of a community, once somebody asked for them.
#[derive(Debug)]
pub struct Books {
    keeper: Box<dyn Bookkeeper>,
    /// Something came since they were last settled.
    is_stale: bool,
    /// This member leaves, once what there is to settle is written.
    leaving: Option<leaving::Leaving>,
    /// Parts of the ledger whose entries were not taken yet.
    unread: Vec<u32>,
    /// Entries beyond what is stored, and all that there were then.
    beyond: u32,
    kept: u32,
    /// The keeper asked for what stands in a document that is not open.
    lacks: bool,
    /// Sealed words that the keeper asked for, and that were not read.
    words: Vec<BlobHash>,
}

impl Community {
    /// Takes entries of the ledger: for the part's summary, and into the books where these are open.
    pub(super) fn absorb_ledger(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        patches: &[Patch],
    ) {
        let DocumentId::Ledger { part } = document else { return };
        for patch in patches {
            let Patch::Fact { id, json, change, device, .. } = patch else { continue };
            let stamp = match fact::stamp(json) {
                Ok(stamp) => stamp,
                Err(error) => {
                    self.refused(error.code());
                    continue;
                }
            };
            if let Some(open) = self.open_mut(&document)
                && let Model::Ledger(ledger) = &mut open.model
            {
                let blob_of = |sha256: &BlobHash| words::name(id, device, &sha256.0);
                ledger.take((*id, *device), stamp, &blob_of, sign::sha256(json.as_bytes()));
            }
            let by = self.author(device);
            if let Some(books) = &mut self.books {
                let (id, change, device) = (*id, *change, *device);
                books.keeper.take(NewEntry { id, part, change, by, device, json });
                books.beyond = books.beyond.saturating_add(1);
            }
        }
        self.books_are_stale(core);
    }

    /// Entries, people or decisions are not as they were.
    pub(super) fn books_are_stale(&mut self, core: &mut Core) {
        if let Some(books) = &mut self.books {
            books.is_stale = true;
        }
        self.waits.are_stale();
        core.mark_economy(self.id);
    }

    /// The books with all that they may ask for, where they are open.
    pub(super) fn on_books<T>(
        &mut self,
        core: &Core,
        act: impl FnOnce(&mut dyn Bookkeeper, &BooksGround<'_>) -> T,
    ) -> Option<T> {
        let mut books = self.books.take()?;
        let (lacks, words) = (Cell::new(false), RefCell::new(Vec::new()));
        // What is written now may build on an entry in any part.
        let parts = self.ledger_parts();
        let newest = parts.iter().filter_map(|(_, document)| self.ledger_newest(document));
        let at = Timestamp::claimed(core.now, newest.max().unwrap_or_default());
        let mut charter = self.heads_of(&DocumentId::Charter);
        charter.truncate(CHARTER_HEADS_MAX);
        let heads = self.ledger_heads();
        let me = self.me();
        let community: &Self = self;
        let ground = BooksGround {
            community: community.id,
            authority: community.authority(),
            me,
            device: community.local.device,
            is_purse: community.authority().purse_of(&me) == Some(community.local.device),
            now: core.now,
            at,
            digest: sign::sha256,
            heads: &heads,
            below: &|heads| community.ledger_below(heads, &lacks),
            charter: &charter,
            authority_at: &|heads| community.authority_at(heads),
            charter_below: &|heads| community.charter.below(heads),
            charter_has: &|heads, change| community.charter.is_below(change, heads),
            about: &|member| community.about(member),
            seal_seed: community.seal_seed.expect("made before the books were opened"),
            words: &|need, sha256| match community.words_read(&need.id, &need.device, sha256) {
                Ok(sealed) => Some(sealed.to_vec()),
                Err(blob) => {
                    words.borrow_mut().push(blob);
                    None
                }
            },
        };
        let done = act(books.keeper.as_mut(), &ground);
        books.lacks |= lacks.get();
        books.words = words.into_inner();
        self.books = Some(books);
        Some(done)
    }

    fn about(&self, member: &MemberId) -> About {
        let known = self.authority().members.get(member);
        let profile = known.and_then(|known| self.profiles.get(&known.profile));
        profile.map_or_else(About::default, |profile| About {
            name: profile.name.clone(),
            place: profile.place.clone(),
            zone: profile.zone.clone(),
            languages: profile.languages.clone(),
            does: profile.does.clone(),
        })
    }

    /// Does something about work or money, once the books are open.
    pub(super) fn begin_economy(
        &mut self,
        core: &mut Core,
        id: CommandId,
        act: Letter<EconomyAct>,
    ) {
        self.go_on_with(core, id, act, None);
    }

    fn go_on_with(
        &mut self,
        core: &mut Core,
        id: CommandId,
        act: Letter<EconomyAct>,
        signature: Option<Signature>,
    ) {
        let task = Task::Economy(id, act.clone());
        if !self.with_books(core, &task) {
            return;
        }
        let doing = self.on_books(core, |keeper, ground| keeper.act(id, &act, signature, ground));
        let done = match doing {
            Some(Ok(Doing::Write(entries))) => {
                self.write_entries(core, id, entries);
                Ok(())
            }
            Some(Ok(Doing::WriteWithWords(entry, sealed))) => {
                self.keep_words(core, &entry.0, sealed);
                self.write_entries(core, id, vec![entry]);
                Ok(())
            }
            Some(Ok(Doing::Propose(draft))) => self.open_motion(core, id, &draft),
            Some(Ok(Doing::Sign(message))) => {
                self.sign_for(core, id, act, message);
                Ok(())
            }
            Some(Err(refusal)) => Err(refusal),
            None => Err(Refusal::PartMissing),
        };
        if let Err(refusal) = done {
            core.refuse(id, refusal);
        }
    }

    /// What a desk shows, once the books are open.
    pub(super) fn economy_view(
        &mut self,
        core: &mut Core,
        desk: Desk,
        (key, asked): (&ViewKey, Asked),
    ) -> Option<ViewDelta> {
        let task = match asked {
            Asked::First(window) => Task::Show(window, key.clone()),
            // Nobody began to watch it before the books were open.
            Asked::Again => Task::Attend,
        };
        if !self.with_books(core, &task) {
            return None;
        }
        let view = self.on_books(core, |keeper, ground| keeper.view(desk, ground))?;
        let words = self.books.as_mut().map(|books| std::mem::take(&mut books.words));
        if self.read_words(core, words.unwrap_or_default()) {
            // It is shown once they are read.
            return None;
        }
        self.note_desk(core, desk, &view);
        Some(ViewDelta::Economy { community: self.id, desk, view: DeskView::Now(view) })
    }
}
