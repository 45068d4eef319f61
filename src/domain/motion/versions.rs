//! The versions of a motion: the first, after which it is named, and its proposer's amendments (DEC-4).

use crate::domain::fact::FactBody;
use crate::domain::motion::past::Past;
use crate::domain::motion::terms::{self, Polity};
use crate::domain::motion::{
    Fault, Ground, Motion, MotionFact, Stage, Version, first_of, openings,
};
use crate::id::CommandId;
use crate::message::motion::{MotionFault, Terms};

impl Motion {
    /// The number of the version that counts for whoever holds these places.
    pub(super) fn current_among(&self, held: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut current = self.openings.iter().any(|(_, place)| held(*place)).then_some(0)?;
        loop {
            let numbered = self.versions.iter().enumerate();
            let next = numbered
                .filter(|(_, one)| one.amends == Some(current) && held(one.place))
                .min_by_key(|(_, one)| (one.at, one.change));
            match next {
                Some((number, _)) => current = number,
                None => return Some(current),
            }
        }
    }

    /// The version that a fact means by an id: one that its author knew.
    pub(super) fn version_meant(&self, id: CommandId, past: &Past) -> Option<usize> {
        if self.opens_as(id, past) {
            return Some(0);
        }
        let numbered = self.versions.iter().enumerate();
        let known = numbered.filter(|(_, one)| one.id == id && past.contains(one.place));
        known.min_by_key(|(_, one)| one.change).map(|(number, _)| number)
    }

    /// Whether an id is that of the first version, by a fact that its author knew.
    fn opens_as(&self, id: CommandId, past: &Past) -> bool {
        self.openings.iter().any(|(called, place)| *called == id && past.contains(*place))
    }

    /// Whether a version is called so by whoever knew these.
    pub(super) fn is_called(&self, number: usize, id: CommandId, past: &Past) -> bool {
        let is_own = self.versions.get(number).is_some_and(|version| version.id == id);
        is_own || (number == 0 && self.opens_as(id, past))
    }

    /// Finds the first version, after whose fact the motion is named, and all that amend it.
    pub(super) fn take_versions(&mut self, facts: &[MotionFact], ground: &Ground<'_>) {
        let openings: Vec<_> = openings(self.id, facts, ground.digest).collect();
        let Some((place, first, terms)) = first_of(openings.iter().copied()) else { return };
        self.openings = openings.iter().map(|(place, fact, _)| (fact.id, *place)).collect();
        let Some(polity) = (ground.polity)(&terms.charter) else { return };
        self.proposer = Some(first.by);
        self.purses.clone_from(&polity.purses);
        self.stage = match terms::judge(terms, (first.by, first.fact.at), &polity, 0) {
            Ok(()) => Stage::Running,
            Err(fault) => {
                self.faults.push(Fault::of(first, fault));
                Stage::Void(fault)
            }
        };
        self.versions.push(Version {
            place,
            id: first.id,
            at: first.fact.at,
            change: first.change,
            amends: None,
            round: 0,
            terms: terms.clone(),
        });
        for (place, fact) in facts.iter().enumerate() {
            let FactBody::MotionOpened { terms, amends: Some(amends) } = &fact.fact.body else {
                continue;
            };
            match self.judge_amendment(fact, terms, *amends, &polity) {
                Err(fault) => self.faults.push(Fault::of(fact, fault)),
                Ok(amends) => self.versions.push(Version {
                    place,
                    id: fact.id,
                    at: fact.fact.at,
                    change: fact.change,
                    amends: Some(amends),
                    round: self.versions[amends].round + 1,
                    terms: terms.as_ref().clone(),
                }),
            }
        }
        self.current = self.current_among(&|_| true).unwrap_or_default();
    }

    fn judge_amendment(
        &self,
        fact: &MotionFact,
        terms: &Terms,
        amends: CommandId,
        polity: &Polity,
    ) -> Result<usize, MotionFault> {
        let number = self.version_meant(amends, &fact.past).ok_or(MotionFault::NotOpen)?;
        let before = &self.versions[number];
        if Some(fact.by) != self.proposer {
            return Err(MotionFault::NotProposer);
        }
        if fact.fact.at > before.terms.deadline || fact.fact.at < fact.past_until {
            return Err(MotionFault::NotOpen);
        }
        // The electorate was frozen at opening.
        if terms.charter != before.terms.charter
            || terms.electorate != before.terms.electorate
            || terms.effect.kind() != before.terms.effect.kind()
        {
            return Err(MotionFault::ElectorateFalse);
        }
        terms::judge(terms, (fact.by, fact.fact.at), polity, before.round + 1)?;
        Ok(number)
    }
}
