//! Motions as windows show them: the list with the rules behind it, and one motion whole.

use crate::clock::{HOUR_MS, Timestamp};
use crate::domain::motion::Ballot;
use crate::domain::motion::finality::is_enough;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::pending::Task;
use crate::engine::views::Asked;
use crate::id::{DocumentId, MemberId, MotionId};
use crate::limits::FAULTS_SHOWN_MAX;
use crate::message::Letter;
use crate::message::model::{
    BallotView, Constitution, Happening, HappeningKind, MotionCard, MotionFaultView, MotionState,
    MotionView, Motions, RemarkView, Sealing, VersionView, ViewDelta, ViewKey,
};
use crate::message::motion::{Choice, Method, MotionEffect};
use crate::ordered;
use crate::projection::motion::{MotionAbout, MotionSummary, SummaryStage};
use crate::projection::summary::Summary;

impl Community {
    pub(super) fn motions_view(&self, now: Timestamp) -> ViewDelta {
        let cards = self.motion_cards(now);
        let motions = Letter::new(&Motions { cards, constitution: self.constitution() });
        ViewDelta::Motions { community: self.id, motions }
    }

    fn constitution(&self) -> Constitution {
        let authority = self.authority();
        let unconfirmed = authority
            .members
            .values()
            .filter(|member| member.is_here() && !authority.voters.contains(&member.id))
            .map(|member| (member.id, member.confirmed_by.iter().copied().collect()));
        Constitution {
            rules: authority.rules,
            voters: authority.voters.iter().copied().collect(),
            silent: authority.silent().into_iter().collect(),
            unconfirmed: unconfirmed.collect(),
            may_vote: authority.voters.contains(&self.me()),
        }
    }

    /// What is kept of each motion.
    pub(super) fn motion_summaries(&self) -> impl Iterator<Item = (MotionId, &MotionSummary)> {
        self.documents.iter().filter_map(|(document, entry)| {
            let (DocumentId::Motion(motion), Summary::Motion(summary)) =
                (document, &entry.meta.summary)
            else {
                return None;
            };
            Some((*motion, summary))
        })
    }

    /// Those of which something may still come.
    pub(super) fn running_motions(&self, now: Timestamp) -> Vec<MotionCard> {
        self.unsettled().iter().map(|motion| self.motion_card_at(*motion, now)).collect()
    }

    /// The last so many that others opened.
    pub(super) fn opened_motions(&self, count: usize) -> Vec<Happening> {
        let me = self.me();
        let opened = self.opened().iter().rev().filter_map(|(at, motion)| {
            let about = self.about_motion(*motion).filter(|about| about.proposer != me)?;
            let what = HappeningKind::OpenedMotion { motion: *motion, title: about.title.clone() };
            Some(Happening { who: about.proposer, at: *at, what })
        });
        opened.take(count).collect()
    }

    /// All motions, newest first.
    pub fn motion_cards(&self, now: Timestamp) -> Vec<MotionCard> {
        let all = self.motion_summaries();
        let mut cards: Vec<MotionCard> =
            all.map(|(motion, _)| self.motion_card_at(motion, now)).collect();
        ordered::sort_by_key(&mut cards, |card| std::cmp::Reverse((card.opened, card.id)));
        cards
    }

    /// What is known of a motion, whatever the time.
    pub fn motion_card(&self, motion: MotionId) -> MotionCard {
        self.motion_card_at(motion, Timestamp(0))
    }

    fn motion_card_at(&self, id: MotionId, now: Timestamp) -> MotionCard {
        let entry = self.documents.get(&DocumentId::Motion(id));
        let Some(Summary::Motion(summary)) = entry.map(|entry| &entry.meta.summary) else {
            return unknown(id);
        };
        let Some(about) = &summary.about else { return unknown(id) };
        let me = self.me();
        let objections = about.said.values().filter(|choice| **choice == Choice::Object).count();
        MotionCard {
            id,
            title: about.title.clone(),
            proposer: Some(about.proposer),
            opened: about.opened,
            deadline: about.deadline,
            method: about.method,
            effect: about.effect.clone(),
            state: self.motion_state(id, about, now),
            electors: narrow(about.electors.len()),
            cast: narrow(about.said.len()),
            objections: narrow(objections),
            may_vote: about.electors.binary_search(&me).is_ok(),
            my_choice: about.said.get(&me).cloned(),
            remarks: summary.remarks,
        }
    }

    fn motion_state(&self, id: MotionId, about: &MotionAbout, now: Timestamp) -> MotionState {
        let sealed_from = about.deadline.plus_ms(u64::from(about.grace_hours) * HOUR_MS);
        match about.stage {
            SummaryStage::Void(fault) => MotionState::Void(fault),
            SummaryStage::Withdrawn => MotionState::Withdrawn,
            SummaryStage::Final { passed } => MotionState::Final { passed },
            SummaryStage::Disputed => MotionState::Disputed,
            SummaryStage::Running if now <= about.deadline => MotionState::Open,
            SummaryStage::Running if now < sealed_from => MotionState::Grace(sealed_from),
            SummaryStage::Running => MotionState::Sealing(self.sealing(id)),
        }
    }

    fn sealing(&self, id: MotionId) -> Sealing {
        let none = Sealing { promised: 0, accepted: 0, needed: 0 };
        let Some(model) = self.motion_model(id) else { return none };
        let (protocol, Some(version)) = (&model.motion.protocol, model.motion.current()) else {
            return none;
        };
        let needed = (1..=version.terms.electorate.len())
            .find(|accepted| is_enough(&version.terms, *accepted))
            .unwrap_or_default();
        let round = protocol.rounds.iter().map(|round| round.key).max();
        let promised = protocol.promises.iter().filter(|promise| Some(promise.key) == round);
        let seal = protocol.seals.iter().max_by_key(|seal| seal.key).map(|seal| seal.place);
        let accepted = protocol.acceptances.iter().filter(|one| Some(one.seal) == seal);
        Sealing {
            promised: narrow(promised.count()),
            accepted: narrow(accepted.count()),
            needed: narrow(needed),
        }
    }

    /// A motion, once it is open.
    pub(super) fn motion_view(
        &mut self,
        core: &mut Core,
        motion: MotionId,
        (key, asked): (&ViewKey, Asked),
    ) -> Option<ViewDelta> {
        let document = DocumentId::Motion(motion);
        let community = self.id;
        if !self.documents.contains_key(&document) {
            return Some(ViewDelta::Motion { community, motion, view: None });
        }
        if let Asked::First(window) = asked {
            self.with_open(core, document, Task::Show(window, key.clone()))?;
        }
        let view = self.whole_motion(motion, core.now).map(|view| Letter::new(&view));
        Some(ViewDelta::Motion { community, motion, view })
    }

    fn whole_motion(&self, id: MotionId, now: Timestamp) -> Option<MotionView> {
        let document = DocumentId::Motion(id);
        let open = self.documents.get(&document)?.open.as_ref()?;
        let model = self.motion_model(id)?;
        let motion = &model.motion;
        let decided = motion.decided();
        let version = decided.map_or_else(|| motion.current(), |(_, version)| Some(version))?;
        let electorate = &version.terms.electorate;
        let mut counted = motion.counting();
        ordered::sort_by_key(&mut counted, |ballot| (ballot.choice != Choice::Object, ballot.at));
        let missing: Vec<MemberId> = electorate
            .iter()
            .copied()
            .filter(|member| !counted.iter().any(|ballot| ballot.by == *member))
            .collect();
        let earlier = motion.versions.iter().filter(|one| one.round < version.round);
        let finished = decided.and_then(|(seal, _)| {
            let accepted = motion.protocol.acceptances.iter();
            accepted.filter(|one| one.seal == seal.place).map(|one| one.at).max()
        });
        let electors = u32::try_from(electorate.len()).unwrap_or(u32::MAX);
        Some(MotionView {
            card: self.motion_card_at(id, now),
            text: version.terms.text.clone(),
            options: version.terms.options.clone(),
            quorum: version.terms.quorum,
            quorum_electors: version.terms.quorum.fewest(electors),
            grace_hours: version.terms.grace_hours,
            ballots: counted.into_iter().map(ballot_view).collect(),
            missing,
            tally: decided
                .map_or_else(|| motion.tally.clone(), |(seal, _)| Some(seal.tally.clone())),
            remarks: motion.remarks.iter().map(remark_view).collect(),
            earlier: earlier
                .map(|one| VersionView {
                    at: one.at,
                    title: one.terms.title.clone(),
                    text: one.terms.text.clone(),
                })
                .collect(),
            review: self.review_of(id, now),
            looks_again: version
                .terms
                .looks_again
                .map(|motion| self.named_motion(motion).unwrap_or_else(|| (motion, String::new()))),
            page: version.terms.page,
            wording: version.terms.wording.clone(),
            finished,
            faults: motion.faults.iter().take(FAULTS_SHOWN_MAX).map(fault_view).collect(),
            delivery: self.delivery_of(&document, &open.replica.heads()),
        })
    }
}

/// Those of the motions that wait for the vote of this device's member, the most urgent first.
pub(super) fn waiting(cards: &[MotionCard]) -> Vec<&MotionCard> {
    let waits = |card: &&MotionCard| {
        card.state == MotionState::Open && card.may_vote && card.my_choice.is_none()
    };
    let mut cards: Vec<&MotionCard> = cards.iter().filter(waits).collect();
    ordered::sort_by_key(&mut cards, |card| (card.deadline, card.id));
    cards
}

fn ballot_view(ballot: &Ballot) -> BallotView {
    BallotView {
        by: ballot.by,
        at: ballot.at,
        choice: ballot.choice.clone(),
        reason: ballot.reason.clone(),
    }
}

fn remark_view(remark: &crate::domain::motion::Remark) -> RemarkView {
    RemarkView {
        id: remark.id,
        by: remark.by,
        at: remark.at,
        body: remark.body.clone(),
        language: remark.language.clone(),
    }
}

fn fault_view(fault: &crate::domain::motion::Fault) -> MotionFaultView {
    MotionFaultView {
        by: fault.by,
        at: fault.at,
        rule: fault.rule.to_owned(),
        code: fault.code.to_owned(),
    }
}

/// A motion of which only the name is known.
fn unknown(id: MotionId) -> MotionCard {
    MotionCard {
        id,
        title: String::new(),
        proposer: None,
        opened: Timestamp(0),
        deadline: Timestamp(0),
        method: Method::Majority,
        effect: MotionEffect::Statement,
        state: MotionState::Incomplete,
        electors: 0,
        cast: 0,
        objections: 0,
        may_vote: false,
        my_choice: None,
        remarks: 0,
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
