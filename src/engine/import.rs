//! An import: files gathered, planned, pictures shrunk, pages written and signed apart from the
//! community, then all stored in one transaction. Until that has happened, stopping leaves nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Timestamp;
use crate::doc::{Patch, Replica, WriteError, Written, to_stored};
use crate::domain::{Fact, FactBody, commons};
use crate::engine::Engine;
use crate::engine::community::{Community, actor};
use crate::engine::core::Core;
use crate::engine::document::{Document, Open};
use crate::engine::io::{Effect, Entry, Picture};
use crate::engine::pending::{After, Pending};
use crate::exchange::markdown::{ImportPlan, PlannedPage, Target};
use crate::exchange::{ImportFile, markdown, page_id, zip};
use crate::id::{BlobHash, ChangeHash, CommandId, CommunityId, DocumentId, PageId, Signature};
use crate::limits::{CHANGE_OPS_MAX, IMPORT_BYTES_MAX, IMPORT_FILES_MAX, PICTURE_SIDE_PX_MAX};
use crate::message::command::{Field, FileFault, Outcome, PageField, Refusal, Splice};
use crate::message::model::{ImportProgress, ImportState, ViewDelta, ViewKey};
use crate::sign;
use crate::store::record::{BlobIndex, Chunk};
use crate::store::{keys, record};

/// An import that runs, or has ended.
#[derive(Debug)]
pub struct Import {
    community: CommunityId,
    progress: ImportProgress,
    files: BTreeMap<String, Vec<u8>>,
    bytes: usize,
    /// The command that waits for the end.
    finishing: Option<CommandId>,
    credit: String,
    pages: Vec<PlannedPage>,
    to_shrink: Vec<ImportFile>,
    pictures: BTreeMap<String, (BlobHash, Picture)>,
    staged: BTreeMap<PageId, Staged>,
}

/// A page that is written and not part of the community yet.
#[derive(Debug)]
struct Staged {
    replica: Replica,
    patches: Vec<Patch>,
    applied: Vec<ChangeHash>,
    changes: Option<Vec<u8>>,
}

impl Engine {
    pub(super) fn begin_import(&mut self, id: CommandId, community: CommunityId) {
        let progress = ImportProgress {
            state: ImportState::Reading,
            files_read: 0,
            files_total: 0,
            pages_made: 0,
            pages_total: 0,
            pictures: 0,
            skipped: Vec::new(),
            broken_links: Vec::new(),
        };
        let import = Import {
            community,
            progress,
            files: BTreeMap::new(),
            bytes: 0,
            finishing: None,
            credit: String::new(),
            pages: Vec::new(),
            to_shrink: Vec::new(),
            pictures: BTreeMap::new(),
            staged: BTreeMap::new(),
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
        bytes: &[u8],
    ) -> Result<(), Refusal> {
        let reading = self.reading(import)?;
        let contents = zip::read_zip(bytes, zip::ZipLimits::default())
            .map_err(|reason| Refusal::BadFile { path: String::new(), reason })?;
        reading.progress.skipped.extend(contents.skipped);
        for file in contents.files {
            reading.take(file);
        }
        self.core.finish(id, Outcome::Nothing);
        self.core.mark(ViewKey::Import(import));
        Ok(())
    }

    /// All files are there: plans the pages and begins with the pictures.
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
        let files = std::mem::take(&mut reading.files);
        let files = files.into_iter().map(|(path, content)| ImportFile { path, content });
        let plan: ImportPlan = markdown::plan(files.collect());
        reading.progress.state = ImportState::Making;
        reading.progress.pages_total = u32::try_from(plan.pages.len()).unwrap_or(u32::MAX);
        reading.progress.skipped.extend(plan.skipped);
        reading.progress.broken_links = plan.broken_links;
        reading.pages = plan.pages;
        reading.to_shrink = plan.pictures;
        self.next_picture(import);
        Ok(())
    }

    pub(super) fn stop_import(&mut self, id: CommandId, import: CommandId) -> Result<(), Refusal> {
        let unknown = Refusal::Unknown { what: Field::Import };
        let found = self.imports.get_mut(&import).ok_or(unknown)?;
        if found.progress.state != ImportState::Done {
            found.progress.state = ImportState::Stopped;
            found.files.clear();
            found.staged.clear();
            found.to_shrink.clear();
            if let Some(finishing) = found.finishing.take() {
                self.core.finish(finishing, Outcome::Nothing);
            }
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
            None => found.progress.skipped.push((path, FileFault::NotAPicture)),
        }
        self.next_picture(import);
    }

    /// Writes every page into a document of its own and asks for its signature.
    fn write_pages(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        let Some(community) = self.communities.get(&found.community) else { return };
        for page in std::mem::take(&mut found.pages) {
            let id = page_id(import, &page.path);
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
            self.import_failed(import);
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
            puts.extend(community.stage(&mut self.core, page, staged));
        }
        for (hash, picture) in found.pictures.values() {
            let bytes = u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX);
            community.blobs.insert(*hash, BlobIndex { mime: picture.mime.clone(), bytes });
        }
        found.pictures.clear();
        community.find_missing_blobs();
        let after = After { import: Some(import), ..After::default() };
        self.core.store(puts, Vec::new(), after);
    }

    /// The pages are durable: members get them.
    pub(super) fn import_stored(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        found.progress.state = ImportState::Done;
        if let Some(finishing) = found.finishing.take() {
            self.core.acknowledge(finishing, Outcome::Nothing);
        }
        self.core.mark(ViewKey::Import(import));
        if let Some(community) = self.communities.get_mut(&found.community) {
            let devices: Vec<_> = community.peers.keys().copied().collect();
            for device in devices {
                if community.is_member_peer(&device) {
                    community.offer_everything(&mut self.core, device);
                }
            }
        }
    }

    /// It could not be signed or stored: nothing of it stays.
    pub(super) fn import_failed(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        found.progress.state = ImportState::Stopped;
        if let Some(finishing) = found.finishing.take() {
            self.core.refuse(finishing, Refusal::StorageFull);
        }
        self.core.mark(ViewKey::Import(import));
    }

    pub(super) fn import_view(&self, import: CommandId) -> Option<ViewDelta> {
        let progress = self.imports.get(&import)?.progress.clone();
        Some(ViewDelta::Import { import, progress })
    }
}

impl Import {
    fn take(&mut self, file: ImportFile) {
        self.progress.files_read += 1;
        self.progress.files_total = self.progress.files_total.max(self.progress.files_read);
        let full = self.files.len() >= IMPORT_FILES_MAX;
        if full || self.bytes + file.content.len() > IMPORT_BYTES_MAX {
            let fault = if full { FileFault::TooMany } else { FileFault::TooLarge };
            self.progress.skipped.push((file.path, fault));
            return;
        }
        self.bytes += file.content.len();
        self.files.insert(file.path, file.content);
    }

    fn write_page(
        &self,
        core: &mut Core,
        community: &Community,
        import: CommandId,
        id: PageId,
        page: &PlannedPage,
    ) -> Staged {
        let at = core.now;
        let document = DocumentId::Page(id);
        let actor = actor(core, community.local.device);
        let replica = Replica::new(document, community.id, actor);
        let mut staged =
            Staged { replica, patches: Vec::new(), applied: Vec::new(), changes: None };
        let fields = [
            (PageField::Title, page.title.as_str()),
            (PageField::Path, page.place.as_str()),
            (PageField::Credit, self.credit.as_str()),
        ];
        for (field, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            let written = staged.replica.set_field(field, value, at);
            staged.note(written);
        }
        let shown: BTreeSet<&str> = page.pictures();
        for (path, (hash, picture)) in &self.pictures {
            if shown.contains(path.as_str()) {
                let fact = picture_fact(at, *hash, path, picture);
                let name = sign::sha256(&sign::message("picture", &[&id.0, &hash.0]));
                let name = CommandId(name[..16].try_into().expect("a hash has 32 bytes"));
                let written = staged.replica.put_fact(name, &fact.to_json(), at);
                staged.note(written);
            }
        }
        let text = page.rewrite(&|target| match target {
            Target::Page(path) => Some(format!("page:{}", page_id(import, path))),
            Target::Picture(path) => {
                self.pictures.get(path).map(|(hash, _)| format!("blob:{hash}"))
            }
        });
        staged.write_text(&text, at);
        staged
    }
}

impl Staged {
    fn note(&mut self, written: Result<Option<Written>, WriteError>) {
        if let Ok(Some(written)) = written {
            self.applied.push(written.change);
            self.patches.extend(written.patches);
        }
    }

    /// Writes the text in pieces that each fit into one change.
    fn write_text(&mut self, text: &str, at: Timestamp) {
        let mut start = 0;
        let mut at_unit = 0;
        while start < text.len() {
            let mut end = (start + CHANGE_OPS_MAX / 2).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let insert = text[start..end].to_owned();
            let units = u32::try_from(insert.encode_utf16().count()).unwrap_or(u32::MAX);
            let written =
                self.replica.splice_text(&[Splice { at: at_unit, delete: 0, insert }], at);
            self.note(written);
            at_unit += units;
            start = end;
        }
    }
}

/// The fact that a page shows a picture.
pub fn picture_fact(at: Timestamp, blob: BlobHash, path: &str, picture: &Picture) -> Fact {
    let name = path.rsplit('/').next().unwrap_or(path).chars().take(120).collect();
    let bytes = u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX);
    Fact { at, body: FactBody::PictureAdded { blob, name, mime: picture.mime.clone(), bytes } }
}

impl Community {
    /// Takes a staged page in; returns what storage has to hold.
    fn stage(&mut self, core: &mut Core, page: PageId, staged: Staged) -> Vec<Entry> {
        let document = DocumentId::Page(page);
        let mut entry = Document::new(&document);
        entry.open = Some(Open::new(&document, staged.replica));
        self.documents.insert(document, entry);
        self.absorb(core, document, staged.patches, &staged.applied);
        let Some(entry) = self.documents.get_mut(&document) else { return Vec::new() };
        let chunk = Chunk::Changes(staged.changes.unwrap_or_default());
        let value = record::encode(&chunk);
        entry.meta.heads = entry.heads();
        entry.meta.chunk_next = 1;
        entry.meta.chunks = 1;
        entry.meta.bytes = value.len() as u64;
        let meta = record::encode(&entry.meta);
        // Sixty open pages would be held for nothing: they are read when somebody looks.
        entry.open = None;
        vec![
            Entry { key: keys::chunk(&self.id, &document, 0), value },
            Entry { key: keys::meta(&self.id, &document), value: meta },
        ]
    }

    /// A picture for a page is ready.
    pub fn add_picture(
        &mut self,
        core: &mut Core,
        command: CommandId,
        page: PageId,
        name: &str,
        picture: Picture,
    ) {
        let hash = BlobHash(sign::sha256(&picture.bytes));
        let document = DocumentId::Page(page);
        self.keep_picture(core, hash, &picture.mime, &picture.bytes);
        let at = self.claim(core.now, &document);
        let fact = picture_fact(at, hash, name, &picture);
        match self.write_fact(core, document, command, &fact) {
            Some(change) => {
                let done = (command, Outcome::Picture(hash));
                self.acknowledge_when_saved(&document, change, done);
            }
            None => core.finish(command, Outcome::Picture(hash)),
        }
    }
}
