//! Live edits of pages: rebased onto what the engine has, written, and told to every window in the
//! engine's order.

use crate::clock::Timestamp;
use crate::doc::WriteError;
use crate::domain::{Fact, FactBody, commons};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::io::Effect;
use crate::engine::page_session::PageSession;
use crate::engine::pending::Pending;
use crate::id::{CommandId, DocumentId, PageId};
use crate::limits::{CHANGE_OPS_MAX, EDIT_SPLICES_MAX, PICTURE_SIDE_PX_MAX};
use crate::message::command::{Field, Outcome, PageAct, PageField, Refusal, Splice};
use crate::message::model::{PageDelta, ViewDelta, ViewKey};

impl Community {
    /// Begins a page, with words or without, and says what it is for.
    pub(super) fn create_page(
        &mut self,
        core: &mut Core,
        id: CommandId,
        (title, text): (&str, String),
        at: Timestamp,
        purpose: Option<FactBody>,
    ) -> Result<(), Refusal> {
        let page = PageId(id.0);
        let document = DocumentId::Page(page);
        let title = commons::field_value(PageField::Title, title)?;
        if let Some(body) = purpose {
            self.write_fact(core, document, id, &Fact { at, body });
        }
        // A command that comes again finds its words here.
        if let Some(open) = self.open_mut(&document)
            && !text.is_empty()
            && open.replica.text().is_empty()
        {
            let words = Splice { at: 0, delete: 0, insert: text };
            let written = open.replica.splice_text(&[words], at);
            if let Some(written) = written.map_err(|error| not_written(&error))? {
                self.written(core, document, written);
            }
        }
        let done = (id, Outcome::Page(page));
        self.set_field(core, document, PageField::Title, &title, at, done);
        Ok(())
    }

    /// Changes a page that is open.
    pub(super) fn change_page(
        &mut self,
        core: &mut Core,
        id: CommandId,
        page: PageId,
        act: PageAct,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let document = DocumentId::Page(page);
        match act {
            PageAct::Edit { base, splices } => {
                return self.edit_page(core, id, page, (base, &splices), at);
            }
            PageAct::SetField { field, value } => {
                let value = commons::field_value(field, &value)?;
                self.set_field(core, document, field, &value, at, (id, Outcome::Nothing));
            }
            PageAct::Restore { at: heads } => {
                let open = self.open_mut(&document);
                let written =
                    open.and_then(|open| open.replica.restore_text(&heads, at).ok().flatten());
                self.finish_write(core, document, written, (id, Outcome::Nothing));
            }
            PageAct::AddPicture { name, bytes } => {
                let (command, community) = (id, self.id);
                let pending = Pending::PagePicture { command, community, page, name };
                let ticket = core.ticket(pending);
                let side_max_px = PICTURE_SIDE_PX_MAX;
                core.effects.push(Effect::ShrinkPicture { ticket, bytes, side_max_px });
            }
            PageAct::DropDraft => {
                let fact = Fact { at, body: FactBody::DraftDropped {} };
                self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
            }
        }
        Ok(())
    }

    fn edit_page(
        &mut self,
        core: &mut Core,
        id: CommandId,
        page: PageId,
        (base, splices): (u64, &[Splice]),
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let document = DocumentId::Page(page);
        let Some(open) = self.open_mut(&document) else { return Err(Refusal::StaleEdit) };
        if splices.len() > EDIT_SPLICES_MAX {
            let (length, limit) = (splices.len() as u64, EDIT_SPLICES_MAX as u64);
            return Err(Refusal::TooLong { field: Field::PageText, length, limit });
        }
        let session = open.session.as_ref().ok_or(Refusal::StaleEdit)?;
        let rebased = session.rebase(base, splices)?;
        let written =
            open.replica.splice_text(&rebased, at).map_err(|error| not_written(&error))?;
        let Some(mut written) = written else {
            core.finish(id, Outcome::Nothing);
            return Ok(());
        };
        let version = open.session.as_mut().map_or(0, |session| session.push(rebased.clone()));
        self.acknowledge_when_saved(&document, written.change, (id, Outcome::Nothing));
        let community = self.id;
        let key = ViewKey::Page(community, page);
        let writer = core.running.get(&id).copied();
        for window in core.watching(&key) {
            let own = (Some(window) == writer).then_some(id);
            let delta = PageDelta::Spliced { version, splices: rebased.clone(), own };
            let delta = ViewDelta::Page { community, page, delta };
            core.tell(window, crate::message::FromEngine::View(delta));
        }
        written.patches.retain(|patch| !matches!(patch, crate::doc::Patch::Spliced(_)));
        self.written(core, document, written);
        Ok(())
    }

    /// The page's text, versioned for live editing.
    pub fn page_session(&mut self, now: Timestamp, page: PageId) -> u64 {
        let Some(open) = self.open_mut(&DocumentId::Page(page)) else { return 0 };
        let first = now.0.saturating_mul(1_000);
        open.session.get_or_insert_with(|| PageSession::new(first)).version()
    }
}

/// Why the document did not take an edit.
pub(in crate::engine) fn not_written(error: &WriteError) -> Refusal {
    match error {
        WriteError::TooLarge(_) | WriteError::TooMuchUnsigned => {
            let limit = CHANGE_OPS_MAX as u64;
            Refusal::TooLong { field: Field::PageText, length: limit + 1, limit }
        }
        WriteError::TwoInOnePlace => Refusal::NotMember,
        WriteError::FactsOnly | WriteError::BadSplice | WriteError::UnknownHeads => {
            Refusal::StaleEdit
        }
    }
}
