//! A commons page as a read model: fields with all their values, pictures, authors. The text itself
//! stays in the document.

use crate::ordered::Map;

use crate::clock::Timestamp;
use crate::domain::{Fact, FactBody};
use crate::id::{CommandId, DeviceKey};
use crate::message::command::PageField;
use crate::projection::summary::{Brought, DraftMark, PageSummary};

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

    /// Takes a fact of the page, signed by this device.
    pub fn take(&mut self, (id, device): (CommandId, DeviceKey), fact: &Fact) {
        if let FactBody::PictureAdded { blob, .. } = &fact.body {
            self.summary.pictures.insert(*blob);
        } else if let FactBody::PageBroughtIn { path, words } = &fact.body {
            let brought = Brought { at: fact.at, path: path.clone(), words: *words };
            if self.summary.brought.as_ref().is_none_or(|known| *known < brought) {
                self.summary.brought = Some(brought);
            }
        } else if let FactBody::MotionDrafted {} = &fact.body {
            self.mark(DraftMark { at: fact.at, id, by: Some(device) });
        } else if let FactBody::DraftDropped {} = &fact.body {
            self.mark(DraftMark { at: fact.at, id, by: None });
        }
    }

    fn mark(&mut self, mark: DraftMark) {
        let known = self.summary.draft.take();
        self.summary.draft = known.max(Some(mark));
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By whom the page is a draft, after these facts by one device each.
    fn draft(facts: &[(u8, u64, FactBody)]) -> Option<DeviceKey> {
        let mut page = PageModel::default();
        for (number, at, body) in facts {
            let names = (CommandId([*number; 16]), DeviceKey([*number; 32]));
            page.take(names, &Fact { at: Timestamp(*at), body: body.clone() });
        }
        page.summary.draft.and_then(|mark| mark.by)
    }

    #[test]
    fn clk_1_what_is_said_of_a_draft_comes_after_what_is_known_of_it() {
        let (mut page, device) = (PageModel::default(), DeviceKey([1; 32]));
        page.changed(device, Timestamp(2_000));
        assert_eq!(page.summary.newest(), Timestamp(2_000));
        let begun = Fact { at: Timestamp(2_900), body: FactBody::MotionDrafted {} };
        page.take((CommandId([1; 16]), device), &begun);
        assert_eq!(page.summary.newest(), Timestamp(2_900));
        page.changed(device, Timestamp(3_000));
        assert_eq!(page.summary.newest(), Timestamp(3_000));
    }

    proptest! {
        #[test]
        fn dec_1_the_last_word_makes_a_page_a_draft_or_none_whatever_came_first(
            order in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(),
            kept in 0..=4_usize,
        ) {
            let (begun, dropped) = (FactBody::MotionDrafted {}, FactBody::DraftDropped {});
            let facts = [
                (1, 10, begun.clone()),
                (2, 20, dropped.clone()),
                // At one moment the higher name counts.
                (3, 30, dropped),
                (4, 30, begun),
            ];
            let shuffled: Vec<_> = order.iter().map(|place| facts[*place].clone()).collect();
            prop_assert_eq!(draft(&shuffled), Some(DeviceKey([4; 32])));
            let mut few: Vec<_> = shuffled[..kept].to_vec();
            few.retain(|(number, ..)| *number != 4);
            let dropped = few.iter().any(|(number, ..)| *number == 2 || *number == 3);
            let begun = few.iter().any(|(number, ..)| *number == 1);
            prop_assert_eq!(draft(&few).is_some(), begun && !dropped);
        }
    }
}
