//! One motion as a read model: its facts with what each builds on, folded anew when one comes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::domain::motion::past::Past;
use crate::domain::motion::renewal::Renewal;
use crate::domain::motion::{Digest, Ground, Motion, MotionFact, Stage};
use crate::domain::{self, Fact};
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId, MotionId, PageId};
use crate::message::motion::{Choice, Method, MotionEffect, MotionFault};
use crate::ordered::Map;
use crate::projection::digest::SetDigest;

/// A motion, open.
#[derive(Debug, Clone)]
pub struct MotionModel {
    facts: Vec<MotionFact>,
    places: BTreeMap<ChangeHash, usize>,
    pub motion: Motion,
    pub summary: MotionSummary,
}

/// What lists show of a motion, kept in storage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionSummary {
    /// `None` until the first version is here.
    pub about: Option<MotionAbout>,
    pub remarks: u32,
    /// What members wrote so that they meet elsewhere (PEO-4).
    pub renewals: Vec<Renewal>,
    pub digest: SetDigest,
}

/// The version that counts, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionAbout {
    /// The command that opened it.
    pub command: CommandId,
    pub title: String,
    pub proposer: MemberId,
    pub opened: Timestamp,
    pub deadline: Timestamp,
    pub grace_hours: u32,
    pub method: Method,
    pub effect: MotionEffect,
    pub review: Option<Date>,
    pub looks_again: Option<MotionId>,
    pub page: Option<PageId>,
    pub stage: SummaryStage,
    pub electors: Vec<MemberId>,
    /// Who said what.
    pub said: Map<MemberId, Choice>,
}

/// A stage, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SummaryStage {
    Running,
    Void(MotionFault),
    Withdrawn,
    Final { passed: bool },
    Disputed,
}

impl MotionModel {
    /// Nothing is known of it yet.
    pub fn new(id: MotionId) -> Self {
        Self {
            facts: Vec::new(),
            places: BTreeMap::new(),
            motion: Motion::unknown(id),
            summary: MotionSummary::default(),
        }
    }

    /// The facts, each after those that it builds on.
    pub fn facts(&self) -> &[MotionFact] {
        &self.facts
    }

    /// Takes a fact, the digest of its bytes, and the changes that its own builds on; `refold`
    /// follows once all of a batch are in.
    pub fn take(
        &mut self,
        (id, change): (CommandId, ChangeHash),
        (by, device): (MemberId, DeviceKey),
        parents: &[ChangeHash],
        fact: Fact,
        digest: [u8; 32],
    ) {
        if self.places.contains_key(&change) {
            return;
        }
        let mut past = Past::default();
        let mut past_until = Timestamp(0);
        for parent in parents.iter().filter_map(|parent| self.places.get(parent)) {
            let known = &self.facts[*parent];
            past.extend(&known.past);
            past.insert(*parent);
            past_until = past_until.max(known.past_until).max(known.fact.at);
        }
        self.places.insert(change, self.facts.len());
        self.facts.push(MotionFact { id, by, device, change, past, past_until, fact });
        self.summary.digest.add(digest);
    }

    /// The heads of the charter that the motion was opened on; `None` until its first version is
    /// here.
    pub fn charter_heads(&self, digest: Digest) -> Option<Vec<ChangeHash>> {
        let (_, _, terms) = domain::motion::first(self.motion.id, &self.facts, digest)?;
        Some(terms.charter.clone())
    }

    /// Folds everything anew.
    pub fn refold(&mut self, ground: &Ground<'_>) {
        self.motion = Motion::fold(self.motion.id, &self.facts, ground);
        self.summary.remarks = u32::try_from(self.motion.remarks.len()).unwrap_or(u32::MAX);
        self.summary.renewals.clone_from(&self.motion.renewals);
        self.summary.about = self.about();
    }

    fn about(&self) -> Option<MotionAbout> {
        let (proposer, version) = (self.motion.proposer?, self.motion.current()?);
        let stage = match &self.motion.stage {
            Stage::Incomplete => return None,
            Stage::Running => SummaryStage::Running,
            Stage::Void(fault) => SummaryStage::Void(*fault),
            Stage::Withdrawn => SummaryStage::Withdrawn,
            Stage::Final(_) => {
                let passed = self.motion.decided().is_some_and(|(seal, _)| seal.tally.passed);
                SummaryStage::Final { passed }
            }
            Stage::Disputed => SummaryStage::Disputed,
        };
        let version = self.motion.decided().map_or(version, |(_, version)| version);
        let said = self.motion.counting().into_iter();
        Some(MotionAbout {
            command: self.motion.versions.first()?.id,
            title: version.terms.title.clone(),
            proposer,
            opened: version.at,
            deadline: version.terms.deadline,
            grace_hours: version.terms.grace_hours,
            method: version.terms.method,
            effect: version.terms.effect.clone(),
            review: version.terms.review,
            looks_again: version.terms.looks_again,
            page: version.terms.page,
            stage,
            electors: version.terms.electorate.clone(),
            said: said.map(|ballot| (ballot.by, ballot.choice.clone())).collect(),
        })
    }

    /// The latest claimed time, for hybrid logical time (CLK-1).
    pub fn newest(&self) -> Timestamp {
        self.facts.iter().map(|fact| fact.fact.at).max().unwrap_or_default()
    }
}

impl MotionSummary {
    /// Whether nothing more will come of it by itself.
    pub fn is_settled(&self) -> bool {
        self.about.as_ref().is_some_and(|about| match about.stage {
            SummaryStage::Running => false,
            SummaryStage::Void(_)
            | SummaryStage::Withdrawn
            | SummaryStage::Final { .. }
            | SummaryStage::Disputed => true,
        })
    }

    /// Whether it was decided.
    pub fn is_final(&self) -> bool {
        self.about.as_ref().is_some_and(|about| matches!(about.stage, SummaryStage::Final { .. }))
    }
}
