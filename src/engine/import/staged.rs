//! Pages of an import on their way in: written into documents of their own, signed, then taken into
//! the community all at once.

use super::Import;
use crate::clock::Timestamp;
use crate::doc::{Patch, Replica, WriteError, Written};
use crate::domain::{Fact, FactBody};
use crate::engine::community::{Community, actor};
use crate::engine::core::Core;
use crate::engine::document::{Document, Open};
use crate::engine::io::{Entry, Picture};
use crate::engine::pending::After;
use crate::exchange::ImportFile;
use crate::exchange::markdown::PlannedPage;
use crate::id::{BlobHash, ChangeHash, CommandId, DocumentId, PageId};
use crate::limits::{
    CHANGE_OPS_MAX, IMPORT_BYTES_MAX, IMPORT_FILES_MAX, IMPORT_REPORT_ROWS_MAX,
    PICTURE_NAME_CHARS_MAX,
};
use crate::message::command::{FileFault, Outcome, PageField, Splice};
use crate::message::model::{ImportState, ViewKey};
use crate::sign;
use crate::store::record::Chunk;
use crate::store::{keys, record};

/// A page that is written and not part of the community yet.
#[derive(Debug)]
pub struct Staged {
    pub replica: Replica,
    pub patches: Vec<Patch>,
    pub applied: Vec<ChangeHash>,
    /// As storage keeps them, once they are signed.
    pub changes: Option<Vec<u8>>,
}

impl Import {
    /// Ends it before it is done; gives the command that waits for the end.
    pub(super) fn stop(&mut self) -> Option<CommandId> {
        self.progress.state = ImportState::Stopped;
        self.files.clear();
        self.pages.clear();
        self.again.clear();
        self.to_shrink.clear();
        self.pictures.clear();
        self.staged.clear();
        self.finishing.take()
    }

    /// A file is left out; told as long as the report has rows.
    pub(super) fn skip(&mut self, path: String, fault: FileFault) {
        if self.progress.skipped.len() < IMPORT_REPORT_ROWS_MAX {
            self.progress.skipped.push((path, fault));
        }
    }

    pub(super) fn take(&mut self, file: ImportFile) {
        self.progress.files_read += 1;
        self.progress.files_total = self.progress.files_total.max(self.progress.files_read);
        let full = self.files.len() >= IMPORT_FILES_MAX;
        if full || self.bytes + file.content.len() > IMPORT_BYTES_MAX {
            let fault = if full { FileFault::TooMany } else { FileFault::TooLarge };
            self.skip(file.path, fault);
            return;
        }
        self.bytes += file.content.len();
        self.files.insert(file.path, file.content);
    }

    pub(super) fn write_page(
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
        for (name, fact) in self.picture_facts(id, page, at) {
            let written = staged.replica.put_fact(name, &fact.to_json(), at);
            staged.note(written);
        }
        let text = self.text_of(import, page);
        let (name, fact) = self.brought_fact(id, page, &text, at);
        let written = staged.replica.put_fact(name, &fact.to_json(), at);
        staged.note(written);
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
    let name =
        path.rsplit('/').next().unwrap_or(path).chars().take(PICTURE_NAME_CHARS_MAX).collect();
    let bytes = u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX);
    Fact { at, body: FactBody::PictureAdded { blob, name, mime: picture.mime.clone(), bytes } }
}

impl Community {
    /// Takes a staged page in; returns what storage has to hold.
    pub(super) fn stage(&mut self, core: &mut Core, page: PageId, staged: Staged) -> Vec<Entry> {
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
        self.recount(document);
        vec![
            Entry { key: keys::chunk(&self.id, &document, 0), value },
            Entry { key: keys::meta(&self.id, &document), value: meta },
        ]
    }

    /// Takes a page out again that storage did not take.
    pub(super) fn unstage(&mut self, core: &mut Core, page: PageId) {
        let document = DocumentId::Page(page);
        self.documents.remove(&document);
        self.recount(document);
        self.find_missing_blobs();
        for key in [ViewKey::Home, ViewKey::Pages(self.id), ViewKey::Today(self.id)] {
            core.mark(key);
        }
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
        if let Err(refusal) = self.ask_rules() {
            return core.refuse(command, refusal);
        }
        let hash = BlobHash(sign::sha256(&picture.bytes));
        let document = DocumentId::Page(page);
        let after = After::default();
        self.keep_picture(core, hash, (&picture.mime, &picture.bytes), after);
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
