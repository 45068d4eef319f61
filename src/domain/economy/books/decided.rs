//! What final decisions about money do to the books: terms, the rule of sharing, budgets, agreements.

use super::weighing::TermsThen;
use super::{Books, Budget, Fault, Ground, rights, terms_after};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::{check, surplus};
use crate::id::{CommandId, MotionId};
use crate::message::economy::{EconomyFault, EconomyTerms, MoneyEffect, Rhythm};
use crate::ordered::Map;

impl Books {
    pub(super) fn find_terms(&mut self, ground: &Ground<'_>) {
        let opened = self.entries.values().filter_map(|signed| {
            let EntryBody::BooksOpened { base } = &signed.entry.body else { return None };
            let is_good = Some(signed.by) == ground.founder && signed.standing.is_some();
            is_good.then_some((signed.entry.at, signed.id, base))
        });
        let Some((_, _, base)) = opened.min_by_key(|(at, id, _)| (*at, *id)) else { return };
        let mut later = Map::new();
        for decided in ground.decisions {
            if let Some(MoneyEffect::SetTerms(terms)) = &decided.effect
                && check::terms(terms).is_ok()
            {
                let since = self.closes_since.unwrap_or(Date::at(decided.at));
                self.closes_since = (terms.closes != Rhythm::Never).then_some(since);
                later.insert(decided.motion, terms.clone());
            }
        }
        let then = TermsThen { first: EconomyTerms::new(base.clone()), later };
        self.terms = Some(then.by(terms_after(ground.decisions)).clone());
        self.terms_then = Some(then);
    }

    /// Takes what was decided, and gives the budgets, of which nothing is spent yet.
    pub(super) fn take_decisions(&mut self, then: &TermsThen, ground: &Ground<'_>) -> Vec<Budget> {
        let mut base = then.first.base.clone();
        let mut budgets: Vec<Budget> = Vec::new();
        for decided in ground.decisions {
            let is_before = |budget: &&mut Budget| Some(budget.id) == decided.replaces;
            if let Some(before) = budgets.iter_mut().find(is_before) {
                before.ended = Some(decided.motion);
            }
            let done = match &decided.effect {
                Some(MoneyEffect::SetTerms(terms)) => {
                    check::terms(terms).map(|()| base = terms.base.clone())
                }
                Some(MoneyEffect::SetSurplusRule(rule)) => surplus::check_rule(rule)
                    .map(|()| self.rule = Some((decided.motion, rule.clone()))),
                Some(MoneyEffect::GrantBudget { name, account, rights }) => {
                    let by = (decided.motion, decided.at);
                    rights::granted(by, name, account, (rights, &base))
                        .map(|budget| budgets.push(budget))
                }
                Some(MoneyEffect::AgreeTrade(terms)) => self.agree(decided, terms, ground),
                // With the entries that they name.
                Some(MoneyEffect::ClosePeriod(_) | MoneyEffect::ElectStewards { .. }) => Ok(()),
                None => Err(EconomyFault::Unreadable),
            };
            if let Err(fault) = done {
                self.decision_fault(decided.motion, fault);
            }
        }
        budgets
    }

    pub(super) fn decision_fault(&mut self, motion: MotionId, fault: EconomyFault) {
        self.faults.push(Fault { by: None, entry: CommandId(motion.0), date: None, fault });
    }
}
