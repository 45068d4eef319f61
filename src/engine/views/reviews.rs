//! Decisions that are looked at again (DEC-1), as windows show them: from the charter, and from what
//! lists know of the motions that name them.

use crate::clock::{Date, Timestamp};
use crate::engine::community::Community;
use crate::id::{DocumentId, MotionId};
use crate::message::model::{Need, ReviewStage, ReviewView};
use crate::ordered::Set;
use crate::projection::motion::{MotionAbout, SummaryStage};
use crate::projection::summary::Summary;

impl Community {
    pub(in crate::engine) fn about_motion(&self, motion: MotionId) -> Option<&MotionAbout> {
        let entry = self.documents.get(&DocumentId::Motion(motion))?;
        let Summary::Motion(summary) = &entry.meta.summary else { return None };
        summary.about.as_ref()
    }

    /// A motion and its title, if its first version is here.
    pub(super) fn named_motion(&self, motion: MotionId) -> Option<(MotionId, String)> {
        self.about_motion(motion).map(|about| (motion, about.title.clone()))
    }

    /// When a motion is looked at again, and what came of that.
    pub(super) fn review_of(&self, motion: MotionId, now: Timestamp) -> Option<ReviewView> {
        let about = self.about_motion(motion)?;
        let on = about.review?;
        let stage = match about.stage {
            SummaryStage::Final { passed: true } => self.stage_of(motion, on, now),
            SummaryStage::Running => ReviewStage::ToCome,
            SummaryStage::Final { passed: false }
            | SummaryStage::Void(_)
            | SummaryStage::Withdrawn
            | SummaryStage::Disputed => return None,
        };
        Some(ReviewView { on, stage })
    }

    fn stage_of(&self, motion: MotionId, on: Date, now: Timestamp) -> ReviewStage {
        if let Some((motion, title)) = self.put_again(motion) {
            return ReviewStage::PutAgain { motion, title };
        }
        if let Some(upheld) = self.authority().upheld.get(&motion) {
            return ReviewStage::Upheld { by: upheld.by, at: upheld.at };
        }
        if Date::at(now) >= on { ReviewStage::Due } else { ReviewStage::ToCome }
    }

    /// Motions that look at a decision again, and were neither taken back nor opened against the
    /// rules: each with what it looks at, the first opened first.
    fn looking_again(&self) -> impl Iterator<Item = (MotionId, (MotionId, &MotionAbout))> {
        self.opened().iter().filter_map(|(_, id)| {
            let about = self.about_motion(*id)?;
            match about.stage {
                SummaryStage::Running | SummaryStage::Final { .. } | SummaryStage::Disputed => {
                    Some((about.looks_again?, (*id, about)))
                }
                SummaryStage::Void(_) | SummaryStage::Withdrawn => None,
            }
        })
    }

    /// The first motion that looks at a decision again.
    fn put_again(&self, motion: MotionId) -> Option<(MotionId, String)> {
        let (_, (id, about)) = self.looking_again().find(|(of, _)| *of == motion)?;
        Some((id, about.title.clone()))
    }

    /// What waits for a voter to look at it again, the longest first.
    pub(super) fn needs_to_look_again(&self, now: Timestamp) -> Vec<Need> {
        let authority = self.authority();
        let passed = authority.decisions.iter().filter(|one| one.tally.passed);
        let due = passed.filter_map(|decision| {
            let since = decision.terms.review.filter(|day| Date::at(now) >= *day)?;
            let motion = decision.motion;
            let is_upheld = authority.upheld.contains_key(&motion);
            (!is_upheld).then(|| (since, motion, decision.terms.title.clone()))
        });
        let mut due: Vec<(Date, MotionId, String)> = due.collect();
        if !due.is_empty() {
            let again: Set<MotionId> = self.looking_again().map(|(of, _)| of).collect();
            due.retain(|(_, motion, _)| !again.contains(motion));
        }
        crate::ordered::sort(&mut due);
        due.into_iter()
            .map(|(since, motion, title)| Need::LookAgain { motion, title, since })
            .collect()
    }
}
