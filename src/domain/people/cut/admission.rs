//! Rules of admission in the order in which decisions set them -> claims that are judged by a later one
//! than their authors knew (PEO-4). A decision judges again only where it asks more than the rules
//! before it; what is judged by more than it asks stays so, whatever comes later.

use std::sync::Arc;

use super::Cut;
use crate::domain::fact::{Decision, FactBody};
use crate::domain::people::{Asked, Authority, CharterFact, Member};
use crate::id::{ChangeHash, MemberId};
use crate::message::motion::{AdmissionRule, MotionEffect};
use crate::ordered::Set;

/// The rule that judges a claim instead of the one that its author knew, and what set it.
pub(super) struct Instead<'a> {
    pub rule: AdmissionRule,
    decision: &'a Decision,
}

impl Instead<'_> {
    /// Whether more than half of those who decided it spoke for somebody: they would not wait for
    /// themselves. To invite is to speak for.
    pub(super) fn is_for(&self, sponsors: &Set<MemberId>, member: Option<&Member>) -> bool {
        let invited_by = member.and_then(|member| member.invited_by);
        let electorate = &self.decision.terms.electorate;
        let speaks = |one: &&MemberId| sponsors.contains(*one) || invited_by == Some(**one);
        2 * electorate.iter().filter(speaks).count() > electorate.len()
    }
}

/// Every time that the rules were set, in order.
pub(super) struct Turns<'a>(Vec<Turn<'a>>);

struct Turn<'a> {
    decision: &'a Decision,
    rule: AdmissionRule,
    /// More than the rules before.
    asks_more: bool,
    /// The changes that wrote it into the charter.
    written_by: Vec<ChangeHash>,
}

impl Turn<'_> {
    fn is_of(&self, decision: &Decision) -> bool {
        (self.decision.motion, self.decision.seal) == (decision.motion, decision.seal)
    }
}

impl<'a> Turns<'a> {
    /// `decisions` are those that stand, in order; people came in by `first` until one set another.
    pub(super) fn of(
        first: AdmissionRule,
        decisions: &[&'a Arc<Decision>],
        facts: &[&'a CharterFact],
    ) -> Self {
        let mut turns: Vec<Turn<'a>> = Vec::new();
        let mut before = first;
        for decision in decisions.iter().copied() {
            let MotionEffect::SetRules { rules } = &decision.terms.effect else { continue };
            if turns.last().is_some_and(|last| last.is_of(decision)) {
                continue;
            }
            let rule = rules.admission;
            let asks_more = rule.strictness() > before.strictness();
            turns.push(Turn { decision, rule, asks_more, written_by: Vec::new() });
            before = rule;
        }
        if !turns.iter().any(|turn| turn.asks_more) {
            return Self(Vec::new());
        }
        for entry in facts {
            let FactBody::DecisionTaken(written) = &entry.fact.body else { continue };
            let Some(turn) = turns.iter_mut().find(|turn| turn.is_of(written)) else { continue };
            // Whoever writes what nobody decided knew nothing by it.
            let stands = |one: &&Arc<Decision>| Arc::ptr_eq(one, written) || *one == written;
            if decisions.iter().any(stands) {
                turn.written_by.push(entry.change);
            }
        }
        Self(turns)
    }

    fn number(&self, decision: &Decision) -> Option<usize> {
        self.0.iter().position(|turn| turn.asks_more && turn.is_of(decision))
    }

    /// Whether a decision asks more of newcomers than the rules before it.
    pub(super) fn asks_more(&self, decision: &Decision) -> bool {
        self.number(decision).is_some()
    }

    /// Whether the author of a claim knew this turn, or a later one.
    fn is_known(&self, number: usize, claim: &CharterFact, asked: Asked<'_>) -> bool {
        let mut written = self.0[number..].iter().flat_map(|turn| &turn.written_by);
        written.any(|change| (asked.knew)(&claim.change, change))
    }
}

impl<'a> Cut<'a> {
    /// Judges the claims beyond the cut of a decision that set the rules by these, where they ask more
    /// than what judged them; says who is in by nothing that stands any more.
    pub(super) fn judge_again(
        &mut self,
        authority: &mut Authority,
        turns: &Turns<'a>,
        decision: &'a Decision,
    ) -> Vec<MemberId> {
        let Some(number) = turns.number(decision) else { return Vec::new() };
        let rule = turns.0[number].rule;
        let mut touched: Vec<MemberId> = Vec::new();
        for (member, claims) in &self.claims {
            for claim in claims {
                let judged = self.instead.get(&claim.change).map(|instead| instead.rule);
                let judged = judged.unwrap_or_else(|| (self.asked.admission)(claim));
                if rule.strictness() <= judged.strictness()
                    || (self.asked.within)(decision, &claim.change)
                    || turns.is_known(number, claim, self.asked)
                {
                    continue;
                }
                self.instead.insert(claim.change, Instead { rule, decision });
                touched.push(*member);
                // Who waits, waits by that.
                if let Some(applicant) = authority.applicants.get_mut(member)
                    && applicant.id == claim.id
                {
                    applicant.rule = rule;
                }
            }
        }
        touched.retain(|member| self.is_fallen(authority, *member));
        touched
    }
}

#[cfg(test)]
mod tests;
