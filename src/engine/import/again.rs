//! A folder that is brought in again: its files are laid beside the pages that came from them before.
//! Invariant: what somebody changed here since is left as it is, and told.

use super::Import;
use super::staged::picture_fact;
use crate::clock::Timestamp;
use crate::doc::{WriteError, Written};
use crate::domain::{Fact, FactBody};
use crate::engine::Engine;
use crate::engine::commands::not_written;
use crate::engine::community::Community;
use crate::engine::document::Model;
use crate::engine::pending::Task;
use crate::exchange::markdown::{PlannedPage, Target};
use crate::exchange::page_id;
use crate::id::{BlobHash, ChangeHash, CommandId, DocumentId, PageId};
use crate::limits::IMPORT_REPORT_ROWS_MAX;
use crate::message::command::{FileFault, Outcome, PageField};
use crate::message::model::{ImportState, ViewKey};
use crate::ordered::{Map, Set};
use crate::projection::summary::Summary;
use crate::sign;

/// What a page says, as a hash.
fn words_of(title: &str, text: &str) -> BlobHash {
    BlobHash(sign::sha256(&sign::message("words", &[title.as_bytes(), text.as_bytes()])))
}

/// What became of a page that was here.
enum Laid {
    Same,
    Updated,
    /// Somebody changed it here.
    Left,
}

impl Import {
    /// The file by which a page is found again: with the folder that tells a site from others.
    fn origin(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }

    /// Tells new pages from those that came from the same files before.
    pub(super) fn tell_apart(&mut self, pages: Vec<PlannedPage>, here: Map<String, PageId>) {
        for page in pages {
            match here.get(&self.origin(&page.path)) {
                Some(id) => {
                    self.known.insert(page.path.clone(), *id);
                    self.again.push(page);
                }
                None => self.pages.push(page),
            }
        }
        self.again.reverse();
    }

    /// The page that a file makes, or made before.
    pub(super) fn page_of(&self, import: CommandId, path: &str) -> PageId {
        self.known.get(path).copied().unwrap_or_else(|| page_id(import, path))
    }

    /// The words of a page with its links to the others.
    pub(super) fn text_of(&self, import: CommandId, page: &PlannedPage) -> String {
        page.rewrite(&|target| match target {
            Target::Page(path) => Some(format!("page:{}", self.page_of(import, path))),
            Target::Picture(path) => {
                self.pictures.get(path).map(|(hash, _)| format!("blob:{hash}"))
            }
        })
    }

    /// That the page shows its pictures, each with a name of its own.
    pub(super) fn picture_facts(
        &self,
        id: PageId,
        page: &PlannedPage,
        at: Timestamp,
    ) -> Vec<(CommandId, Fact)> {
        let shown: Set<&str> = page.pictures();
        let pictures = self.pictures.iter().filter(|(path, _)| shown.contains(path.as_str()));
        let fact = |(path, (hash, picture)): (&String, &(BlobHash, _))| {
            let name = CommandId(sign::name("picture", &[&id.0, &hash.0]));
            (name, picture_fact(at, *hash, path, picture))
        };
        pictures.map(fact).collect()
    }

    /// That the page came in from its file with these words.
    pub(super) fn brought_fact(
        &self,
        id: PageId,
        page: &PlannedPage,
        text: &str,
        at: Timestamp,
    ) -> (CommandId, Fact) {
        let words = words_of(&page.title, text);
        let parts: [&[u8]; 3] = [&id.0, &words.0, &at.0.to_be_bytes()];
        let name = CommandId(sign::name("brought", &parts));
        let path = self.origin(&page.path);
        (name, Fact { at, body: FactBody::PageBroughtIn { path, words } })
    }
}

impl Engine {
    /// Lays the next page beside the one that is here, once that is open; ends the import after the
    /// last.
    pub(in crate::engine) fn go_on_again(&mut self, import: CommandId) {
        let mut last = None;
        loop {
            let Some(found) = self.imports.get_mut(&import) else { return };
            if found.progress.state != ImportState::Making {
                return self.close_opened(import);
            }
            let Some(page) = found.again.pop() else { break };
            let document = DocumentId::Page(found.page_of(import, &page.path));
            let Some(community) = self.communities.get_mut(&found.community) else { return };
            if community.with_open(&mut self.core, document, Task::Import(import)).is_none() {
                found.again.push(page);
                found.opened.push(document);
                return;
            }
            // They may have changed while it was being opened.
            if let Err(refusal) = community.ask_rules() {
                return self.import_failed(import, refusal);
            }
            let at = community.claim(self.core.now, &document);
            let mut written = Vec::new();
            let laid = found.lay(import, community, (document, &page), at, &mut written);
            for one in written {
                last = Some((document, one.change));
                community.written(&mut self.core, document, one);
            }
            match laid {
                Ok(Laid::Same) => found.progress.pages_same += 1,
                Ok(Laid::Updated) => found.progress.pages_updated += 1,
                Ok(Laid::Left) if found.progress.pages_left.len() < IMPORT_REPORT_ROWS_MAX => {
                    found.progress.pages_left.push(page.title);
                }
                Ok(Laid::Left) => {}
                Err(WriteError::TooLarge(_) | WriteError::TooMuchUnsigned) => {
                    found.skip(page.path, FileFault::TooLarge);
                }
                Err(error) => return self.import_failed(import, not_written(&error)),
            }
            self.close_opened(import);
        }
        self.end_import(import, last);
    }

    /// Closes what was opened for it, as far as all of that is durable.
    pub(super) fn close_opened(&mut self, import: CommandId) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        let Some(community) = self.communities.get_mut(&found.community) else { return };
        let core = &self.core;
        found.opened.retain(|document| !community.close_if_idle(core, document));
    }

    /// All is written; it is acknowledged once the last of it is durable.
    fn end_import(&mut self, import: CommandId, last: Option<(DocumentId, ChangeHash)>) {
        let Some(found) = self.imports.get_mut(&import) else { return };
        found.progress.state = ImportState::Done;
        found.pictures.clear();
        self.core.mark(ViewKey::Import(import));
        let Some(finishing) = found.finishing.take() else { return };
        match (last, self.communities.get_mut(&found.community)) {
            (Some((document, change)), Some(community)) => {
                let ack = (finishing, Outcome::Nothing);
                community.acknowledge_when_saved(&document, change, ack);
            }
            (None, _) | (_, None) => self.core.acknowledge(finishing, Outcome::Nothing),
        }
    }
}

impl Import {
    /// Writes what makes the page as its file. What failed on the way is made good by the next import of
    /// that file, which finds its words here.
    fn lay(
        &self,
        import: CommandId,
        community: &mut Community,
        (document, page): (DocumentId, &PlannedPage),
        at: Timestamp,
        written: &mut Vec<Written>,
    ) -> Result<Laid, WriteError> {
        let id = self.page_of(import, &page.path);
        let text = self.text_of(import, page);
        let Some(open) = community.open_mut(&document) else { return Ok(Laid::Left) };
        let Model::Page(model) = &open.model else { return Ok(Laid::Left) };
        let (here, there) =
            (words_of(&model.summary.title, &open.replica.text()), words_of(&page.title, &text));
        let brought = model.summary.brought.as_ref().map(|brought| brought.words);
        let has_conflicts = !model.summary.conflicts.is_empty();
        if here == there && (brought == Some(there) || has_conflicts) {
            return Ok(Laid::Same);
        }
        if here != there && (brought != Some(here) || has_conflicts) {
            return Ok(Laid::Left);
        }
        // The words first: they alone can be too large, and then nothing is written.
        written.extend(open.replica.set_text(&text, at)?);
        written.extend(open.replica.set_field(PageField::Title, &page.title, at)?);
        let mut facts = self.picture_facts(id, page, at);
        facts.push(self.brought_fact(id, page, &text, at));
        for (name, fact) in facts {
            written.extend(open.replica.put_fact(name, &fact.to_json(), at)?);
        }
        Ok(if here == there { Laid::Same } else { Laid::Updated })
    }
}

impl Community {
    /// Pages by the files that they came from.
    pub(super) fn brought(&self) -> Map<String, PageId> {
        let mut all = Map::new();
        for (document, entry) in &self.documents {
            if let (DocumentId::Page(page), Summary::Page(summary)) =
                (document, &entry.meta.summary)
                && let Some(brought) = &summary.brought
            {
                all.entry(brought.path.clone()).or_insert(*page);
            }
        }
        all
    }
}
