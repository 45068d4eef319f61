//! New patches of topics and pages -> what is shown of them.

use crate::doc::Patch;
use crate::domain::Fact;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::id::{ChangeHash, DeviceKey, DocumentId, ThreadId};
use crate::message::command::{PageField, Splice};
use crate::message::model::{PageDelta, ViewDelta, ViewKey};
use crate::ordered::Map;
use crate::sign;

impl Community {
    pub(super) fn fold_talk(
        &mut self,
        document: DocumentId,
        thread: ThreadId,
        patches: Vec<Patch>,
    ) {
        let mut codes = Vec::new();
        let changed = self.changed_posts.entry(thread).or_default();
        let entry = self.documents.get_mut(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
        let Model::Talk(talk) = &mut open.model else { return };
        for patch in patches {
            let Patch::Fact { id, json, change, device, .. } = patch else { continue };
            match Fact::from_json(&json) {
                Ok(fact) => {
                    let digest = sign::sha256(json.as_bytes());
                    changed.extend(talk.take(id, change, device, fact, digest));
                }
                Err(error) => codes.push(error.code()),
            }
        }
        for code in codes {
            self.refused(code);
        }
    }

    pub(super) fn fold_page(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        patches: Vec<Patch>,
        applied: &[ChangeHash],
    ) {
        let DocumentId::Page(page) = document else { return };
        let entry = self.documents.get_mut(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
        let Model::Page(model) = &mut open.model else { return };
        let mut spliced: Vec<Vec<Splice>> = Vec::new();
        for patch in patches {
            match patch {
                Patch::Fact { id, json, device, .. } => {
                    if let Ok(fact) = Fact::from_json(&json) {
                        model.take((id, device), &fact);
                    }
                }
                Patch::Field { field, values } => model.set_field(field, values),
                Patch::Spliced(splices) => spliced.push(splices),
            }
        }
        for (device, at) in applied.iter().filter_map(|hash| open.replica.authorship(hash)) {
            model.changed(device, at);
        }
        model.summary.wording = open.replica.wording();
        model.summary.digest = page_digest(&open.replica.text(), &model.fields);
        if let Some(session) = &mut open.session {
            for splices in spliced {
                let version = session.push(splices.clone());
                let delta = PageDelta::Spliced { version, splices, own: None };
                let community = self.id;
                core.show(
                    &ViewKey::Page(community, page),
                    ViewDelta::Page { community, page, delta },
                );
            }
        }
        core.mark(ViewKey::Page(self.id, page));
    }
}

/// A page's part of the state hash.
fn page_digest(text: &str, fields: &Map<PageField, Vec<(String, DeviceKey)>>) -> [u8; 32] {
    let bytes = postcard::to_stdvec(&(text, fields)).expect("text and fields are encodable");
    sign::sha256(&bytes)
}
