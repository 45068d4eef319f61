//! An import: files gathered, planned, pictures shrunk, pages written and signed apart from the
//! community, then all stored in one transaction. Until that has happened, stopping leaves nothing.

mod again;
mod staged;

use crate::ordered::Map;

use crate::doc::to_stored;
use crate::domain::commons;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::io::{Effect, NotLoaded, Picture, Ticket};
use crate::engine::pending::{After, Pending};
use crate::exchange::ImportFile;
use crate::exchange::markdown::{ImportPlan, PlannedPage};
use crate::exchange::zip::ZipContents;
use crate::id::{BlobHash, CommandId, CommunityId, DocumentId, PageId, Signature};
use crate::limits::PICTURE_SIDE_PX_MAX;
use crate::message::command::{Field, FileFault, Outcome, PageField, Refusal};
use crate::message::model::{ImportProgress, ImportState, ViewDelta, ViewKey};
use crate::sign;
use crate::store::record::BlobIndex;
use staged::Staged;

/// An import that runs, or has ended.
#[derive(Debug)]
pub struct Import {
    community: CommunityId,
    progress: ImportProgress,
    files: Map<String, Vec<u8>>,
    bytes: usize,
    /// The command that waits for the end.
    finishing: Option<CommandId>,
    credit: String,
    pages: Vec<PlannedPage>,
    /// Pages of the same files that are here, by path.
    known: Map<String, PageId>,
    /// What their files say now, the last first.
    again: Vec<PlannedPage>,
    /// Which of these were opened for that, and are not closed yet.
    opened: Vec<DocumentId>,
    /// The folder around all files.
    folder: String,
    to_shrink: Vec<ImportFile>,
    pictures: Map<String, (BlobHash, Picture)>,
    staged: Map<PageId, Staged>,
    /// What the community was given before storage had it.
    given: Given,
}

/// Pages and pictures that were not there before.
#[derive(Debug, Default)]
struct Given {
    pages: Vec<PageId>,
    pictures: Vec<BlobHash>,
}

impl Engine {
    pub(super) fn begin_import(&mut self, id: CommandId, community: CommunityId) {
        let import = Import {
            community,
            progress: ImportProgress::default(),
            files: Map::new(),
            bytes: 0,
            finishing: None,
            credit: String::new(),
            pages: Vec::new(),
            known: Map::new(),
            again: Vec::new(),
            opened: Vec::new(),
            folder: String::new(),
            to_shrink: Vec::new(),
            pictures: Map::new(),
            staged: Map::new(),
            given: Given::default(),
        };
        self.imports.insert(id, import);
        self.core.finish(id, Outcome::Nothing);
        self.core.mark(ViewKey::Import(id));
    }

    /// An import that still takes files.
    fn reading(&mut self, import: CommandId) -> Result<&mut Import, Refusal> {
        let unknown = Refusal::Unknown { what: Field::Import };
        let found = self.imports.get_mut(&import).ok_or(unknown.clone())?;
        if found.progress.state == ImportState::Reading && found.finishing.is_none() {
            Ok(found)
        } else {
            Err(unknown)
        }
    }

    pub(super) fn import_file(
        &mut self,
        id: CommandId,
        import: CommandId,
        path: String,
        bytes: Vec<u8>,
    ) -> Result<(), Refusal> {
        let reading = self.reading(import)?;
        reading.take(ImportFile { path, content: bytes });
        self.core.finish(id, Outcome::Nothing);
        self.core.mark(ViewKey::Import(import));
        Ok(())
    }

    pub(super) fn import_zip(
        &mut self,
        id: CommandId,
        import: CommandId,
        bytes: Vec<u8>,
    ) -> Result<(), Refusal> {
        self.reading(import)?;
        let ticket = self.core.ticket(Pending::Unpacked { command: id, import });
        self.core.effects.push(Effect::Unpack { ticket, bytes });
        Ok(())
    }

    /// The zip's files are there, or there is a reason why not.
    pub(super) fn unpacked(
        &mut self,
        ticket: Ticket,
        result: Result<Result<ZipContents, FileFault>, NotLoaded>,
    ) {
        let pending = self.core.pending.remove(&ticket);
        let Some(Pending::Unpacked { command, import }) = pending else { return };
        let contents = match result {
            Ok(Ok(contents)) => Ok(contents),
            Ok(Err(reason)) => Err(Refusal::BadFile { path: String::new(), reason }),
            Err(NotLoaded) => Err(Refusal::PartMissing),
        };
        let taken = contents.and_then(|contents| {
            let reading = self.reading(import)?;
            for (path, fault) in contents.skipped {
                reading.skip(path, fault);
            }
            for file in contents.files {
                reading.take(file);
            }
            Ok(())
        });
        match taken {
            Ok(()) => self.core.finish(command, Outcome::Nothing),
            Err(refusal) => self.core.refuse(command, refusal),
        }
        self.core.mark(ViewKey::Import(import));
    }

    /// All files are there: asks which pages they make.
    pub(super) fn finish_import(
        &mut self,
        id: CommandId,
        import: CommandId,
        credit: &str,
    ) -> Result<(), Refusal> {
        let credit = commons::field_value(PageField::Credit, credit)?;
        let reading = self.reading(import)?;
        reading.finishing = Some(id);
        reading.credit = credit;
        reading.progress.state = ImportState::Making;
        let files = std::mem::take(&mut reading.files);
        let files = files.into_iter().map(|(path, content)| ImportFile { path, content });
        let files = files.collect();
        let ticket = self.core.ticket(Pending::Planned { import });
        self.core.effects.push(Effect::PlanImport { ticket, files });
        self.core.mark(ViewKey::Import(import));
        Ok(())
    }

    /// The pages are planned: begins with the pictures.
    pub(super) fn import_planned(&mut self, ticket: Ticket, result: Result<ImportPlan, NotLoaded>) {
        let pending = self.core.pending.remove(&ticket);
        let Some(Pending::Planned { import }) = pending else { return };
        let Some(found) = self.imports.get_mut(&import) else { return };
        if found.progress.state != ImportState::Making {
            return;
        }
        let Ok(plan) = result else {
            self.import_failed(import, Refusal::PartMissing);
            return;
        };
        found.progress.pages_total = u32::try_from(plan.pages.len()).unwrap_or(u32::MAX);
        for (path, fault) in plan.skipped {
            found.skip(path, fault);
        }
        found.progress.broken_links = plan.broken_links;
        found.folder = plan.folder;
        found.to_shrink = plan.pictures;
        let community = self.communities.get(&found.community);
        found.tell_apart(plan.pages, community.map(Community::brought).unwrap_or_default());
        self.next_picture(import);
    }

    pub(super) fn stop_import(&mut self, id: CommandId, import: CommandId) -> Result<(), Refusal> {
        let unknown = Refusal::Unknown { what: Field::Import };
        let found = self.imports.get_mut(&import).ok_or(unknown)?;
        if found.progress.state != ImportState::Done
            && let Some(finishing) = found.stop()
        {
            self.core.finish(finishing, Outcome::Nothing);
        }
        self.core.finish(id, Outcome::Nothing);
        self.core.mark(ViewKey::Import(import));
        Ok(())
    }

    /// Shrinks the next picture, or goes on to the pages.
    fn next_picture(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        self.core.mark(ViewKey::Import(import));
        match found.to_shrink.pop() {
            Some(picture) => {
                let path = picture.path;
                let ticket = self.core.ticket(Pending::ImportPicture { import, path });
                self.core.effects.push(Effect::ShrinkPicture {
                    ticket,
                    bytes: picture.content,
                    side_max_px: PICTURE_SIDE_PX_MAX,
                });
            }
            None => self.write_pages(import),
        }
    }

    pub(super) fn import_picture(
        &mut self,
        import: CommandId,
        path: String,
        picture: Option<Picture>,
    ) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        if found.progress.state != ImportState::Making {
            return;
        }
        match picture {
            Some(picture) => {
                let hash = BlobHash(sign::sha256(&picture.bytes));
                found.progress.pictures += 1;
                found.pictures.insert(path, (hash, picture));
            }
            None => found.skip(path, FileFault::NotAPicture),
        }
        self.next_picture(import);
    }

    /// Writes every page into a document of its own and asks for its signature.
    fn write_pages(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        let Some(community) = self.communities.get(&found.community) else { return };
        for page in std::mem::take(&mut found.pages) {
            let id = found.page_of(import, &page.path);
            let staged = found.write_page(&mut self.core, community, import, id, &page);
            if let Some(tip) = staged.replica.unsigned_tip() {
                let ticket = self.core.ticket(Pending::Staged(import, id));
                let message = sign::tip_message(&community.id, &DocumentId::Page(id), &tip);
                let key = community.local.device;
                self.core.effects.push(Effect::Sign { ticket, key, message });
            }
            found.staged.insert(id, staged);
        }
        if found.staged.is_empty() {
            self.import_signed(import);
        }
    }

    pub(super) fn page_signed(
        &mut self,
        import: CommandId,
        page: PageId,
        signature: Option<Signature>,
    ) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        if found.progress.state != ImportState::Making {
            return;
        }
        let Some(signature) = signature else {
            self.import_failed(import, Refusal::CannotSign);
            return;
        };
        let Some(staged) = found.staged.get_mut(&page) else { return };
        let Some(tip) = staged.replica.unsigned_tip() else { return };
        let changes = staged.replica.vouch(&tip, signature).ok();
        staged.changes = changes.map(|changes| to_stored([changes]));
        found.progress.pages_made += 1;
        self.core.mark(ViewKey::Import(import));
        if found.staged.values().all(|staged| staged.changes.is_some()) {
            self.import_signed(import);
        }
    }

    /// Everything is signed: one transaction stores it all.
    fn import_signed(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        let Some(community) = self.communities.get_mut(&found.community) else { return };
        let mut puts = Vec::new();
        for (hash, picture) in found.pictures.values() {
            puts.extend(community.picture_entries(hash, &picture.mime, &picture.bytes));
        }
        for (page, staged) in std::mem::take(&mut found.staged) {
            if !community.documents.contains_key(&DocumentId::Page(page)) {
                found.given.pages.push(page);
            }
            puts.extend(community.stage(&mut self.core, page, staged));
        }
        for (hash, picture) in found.pictures.values() {
            let bytes = u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX);
            let index = BlobIndex { mime: picture.mime.clone(), bytes };
            if community.blobs.insert(*hash, index).is_none() {
                found.given.pictures.push(*hash);
            }
        }
        community.find_missing_blobs();
        let after = After { import: Some(import), ..After::default() };
        self.core.store(puts, Vec::new(), after);
    }

    /// New pages are durable: members get them. Those that were here are next.
    pub(super) fn import_stored(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        found.given = Given::default();
        if let Some(community) = self.communities.get_mut(&found.community) {
            let devices: Vec<_> = community.peers.keys().copied().collect();
            for device in devices {
                if community.is_member_peer(&device) {
                    community.offer_everything(&mut self.core, device);
                }
            }
        }
        self.go_on_again(import);
    }

    /// It could not be planned, signed or stored: nothing of it stays.
    pub(super) fn import_failed(&mut self, import: CommandId, refusal: Refusal) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        if let Some(finishing) = found.stop() {
            self.core.refuse(finishing, refusal);
        }
        self.close_opened(import);
        let Some(found) = self.imports.get_mut(&import) else { return };
        let given = std::mem::take(&mut found.given);
        if let Some(community) = self.communities.get_mut(&found.community) {
            for hash in given.pictures {
                community.blobs.remove(&hash);
            }
            for page in given.pages {
                community.unstage(&mut self.core, page);
            }
        }
        self.core.mark(ViewKey::Import(import));
    }

    pub(super) fn import_view(&self, import: CommandId) -> Option<ViewDelta> {
        let progress = self.imports.get(&import)?.progress.clone();
        Some(ViewDelta::Import { import, progress })
    }
}
