//! A commons page as a read model: fields with all their values, pictures, authors. The text itself
//! stays in the document.

use crate::ordered::Map;

use crate::clock::Timestamp;
use crate::domain::{Fact, FactBody};
use crate::id::DeviceKey;
use crate::message::command::PageField;
use crate::projection::summary::{Brought, PageSummary};

/// One page, open.
#[derive(Debug, Clone, Default)]
pub struct PageModel {
    /// Winner first; several when people wrote without knowing of each other.
    pub fields: Map<PageField, Vec<(String, DeviceKey)>>,
    pub summary: PageSummary,
}

impl PageModel {
    /// A field has these values now.
    pub fn set_field(&mut self, field: PageField, values: Vec<(String, DeviceKey)>) {
        let winner = values.first().map(|(value, _)| value.clone()).unwrap_or_default();
        match field {
            PageField::Title => self.summary.title = winner,
            PageField::Path => self.summary.path = winner,
            PageField::Credit => {}
        }
        self.fields.insert(field, values);
        self.summary.conflicts = PageField::ALL
            .into_iter()
            .filter(|field| self.fields.get(field).is_some_and(|values| values.len() > 1))
            .collect();
    }

    /// Takes a fact of the page.
    pub fn take(&mut self, fact: &Fact) {
        if let FactBody::PictureAdded { blob, .. } = &fact.body {
            self.summary.pictures.insert(*blob);
        } else if let FactBody::PageBroughtIn { path, words } = &fact.body {
            let brought = Brought { at: fact.at, path: path.clone(), words: *words };
            if self.summary.brought.as_ref().is_none_or(|known| *known < brought) {
                self.summary.brought = Some(brought);
            }
        }
    }

    /// Somebody changed the page; the latest (time, device) is shown.
    pub fn changed(&mut self, by: DeviceKey, at: Timestamp) {
        self.summary.authors.insert(by);
        if (at, Some(by)) > (self.summary.changed, self.summary.changed_by) {
            self.summary.changed = at;
            self.summary.changed_by = Some(by);
        }
    }
}
