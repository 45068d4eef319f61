//! Pages as lists show them, with what they came to: which are drafts of motions, and which were adopted.

use crate::clock::{MINUTE_MS, Timestamp};
use crate::domain::fact::Decision;
use crate::engine::community::Community;
use crate::id::{ChangeHash, DocumentId, MemberId, PageId};
use crate::message::command::{Field, Refusal};
use crate::message::model::{AdoptedView, DraftView, Happening, HappeningKind, PageCard, PutView};
use crate::message::motion::MotionDraft;
use crate::ordered::{self, Map};
use crate::projection::motion::SummaryStage;
use crate::projection::summary::{DraftMark, PageSummary, Summary};

/// Pages written one after another within this time are written in one go.
const ONE_GO_MS: u64 = 10 * MINUTE_MS;
/// Of one go; more are told as a number.
const PAGES_TOLD_SINGLY: usize = 3;

impl Community {
    pub(in crate::engine) fn pages(&self) -> impl Iterator<Item = (PageId, &PageSummary)> {
        let (first, last) = (PageId([0; 16]), PageId([u8::MAX; 16]));
        let pages = DocumentId::Page(first)..=DocumentId::Page(last);
        self.documents.range(pages).filter_map(|(document, entry)| {
            match (document, &entry.meta.summary) {
                (DocumentId::Page(page), Summary::Page(summary)) => Some((*page, summary)),
                _ => None,
            }
        })
    }

    /// The text of the page that a motion adopts, as it is here now (DEC-8).
    pub(in crate::engine) fn wording_adopted(
        &self,
        draft: &MotionDraft,
    ) -> Result<Vec<ChangeHash>, Refusal> {
        let Some(page) = draft.effect.adopts() else { return Ok(Vec::new()) };
        let entry = self.documents.get(&DocumentId::Page(page));
        let Some(Summary::Page(summary)) = entry.map(|entry| &entry.meta.summary) else {
            return Err(Refusal::Unknown { what: Field::Page });
        };
        if summary.wording.is_empty() {
            return Err(Refusal::Empty { field: Field::PageText });
        }
        Ok(summary.wording.clone())
    }

    /// To which motion each page came: one that is open, or the newest; and whether it is a draft no more.
    fn put(&self) -> Map<PageId, (PutView, bool)> {
        let mut put: Map<PageId, (Timestamp, PutView, bool)> = Map::new();
        for (motion, summary) in self.motion_summaries() {
            let Some(about) = &summary.about else { continue };
            // What failed may be written anew, and put again.
            let (is_open, is_done) = match about.stage {
                SummaryStage::Running => (true, true),
                SummaryStage::Final { passed } => (false, passed),
                SummaryStage::Disputed => (false, false),
                SummaryStage::Void(_) | SummaryStage::Withdrawn => continue,
            };
            for page in about.page.into_iter().chain(about.effect.adopts()) {
                let new = (about.opened, PutView { motion, is_open }, is_done);
                let known = put.entry(page).or_insert(new);
                let rank = |(opened, put, _): &(Timestamp, PutView, bool)| {
                    (put.is_open, *opened, put.motion)
                };
                if rank(&new) > rank(known) {
                    *known = new;
                }
            }
        }
        put.into_iter().map(|(page, (_, put, is_done))| (page, (put, is_done))).collect()
    }

    /// Pages by path, then title.
    pub fn page_cards(&self) -> Vec<PageCard> {
        let (put, adopted) = (self.put(), self.authority().adopted());
        let draft =
            |mark: &DraftMark| Some(DraftView { by: self.author(&mark.by?), since: mark.at });
        let adopted_view = |decision: &Decision, page: &PageSummary| AdoptedView {
            motion: decision.motion,
            title: decision.terms.title.clone(),
            at: decision.terms.deadline,
            wording: decision.terms.wording.clone(),
            is_same: decision.terms.wording == page.wording,
        };
        let is_done = |page: &PageId| put.get(page).is_some_and(|(_, is_done)| *is_done);
        let mut cards: Vec<PageCard> = self
            .pages()
            .filter(|(_, page)| page.changed_by.is_some())
            .map(|(id, page)| PageCard {
                id,
                title: page.title.clone(),
                path: page.path.clone(),
                changed: page.changed,
                changed_by: self.author(&page.changed_by.unwrap_or(self.local.device)),
                draft: page.draft.as_ref().and_then(draft).filter(|_| !is_done(&id)),
                put: put.get(&id).map(|(put, _)| *put),
                adopted: adopted.get(&id).map(|decision| adopted_view(decision, page)),
            })
            .collect();
        ordered::sort_by(&mut cards, |one, other| {
            (&one.path, &one.title, one.id).cmp(&(&other.path, &other.title, other.id))
        });
        cards
    }
}

/// What others wrote on pages; many by one person in one go, such as an import, are told as one.
pub(super) fn written(mut cards: Vec<PageCard>, me: MemberId) -> Vec<Happening> {
    cards.retain(|card| card.changed_by != me);
    ordered::sort_by_key(&mut cards, |card| (card.changed_by, card.changed));
    let goes = cards.chunk_by(|one, next| {
        let apart = next.changed.since_ms(one.changed);
        one.changed_by == next.changed_by && apart < ONE_GO_MS
    });
    let one = |card: &PageCard| {
        let what = HappeningKind::WrotePage { page: card.id, title: card.title.clone() };
        Happening { who: card.changed_by, at: card.changed, what }
    };
    let told = |go: &[PageCard]| match go {
        [.., last] if go.len() > PAGES_TOLD_SINGLY => {
            let count = u32::try_from(go.len()).unwrap_or(u32::MAX);
            let what = HappeningKind::WrotePages { count };
            vec![Happening { who: last.changed_by, at: last.changed, what }]
        }
        few => few.iter().map(one).collect(),
    };
    goes.flat_map(told).collect()
}
