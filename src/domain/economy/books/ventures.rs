//! Who takes part in a venture, who runs it and until when, what it looks for, how it is paid
//! (ECO-6).

use super::{Books, Decided, Ground, Signed, Venture};
use crate::clock::Date;
use crate::domain::economy::check;
use crate::domain::economy::entry::EntryBody;
use crate::id::{MemberId, MotionId};
use crate::message::economy::{EconomyFault, MoneyEffect, VentureId};

/// Who was elected to run a venture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stewards {
    pub motion: MotionId,
    pub members: Vec<MemberId>,
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// What a venture looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VentureNeed {
    pub by: MemberId,
    pub what: String,
    /// When, by whose word, and how.
    pub met: Option<(Date, MemberId, String)>,
}

impl Venture {
    /// The last ones who were elected before this day was over, whether their term has ended or
    /// not.
    pub fn elected(&self, on: Date) -> Option<&Stewards> {
        self.stewards.iter().rev().find(|one| one.from <= on)
    }

    /// Those who run it on this day.
    pub fn in_office(&self, on: Date) -> Option<&Stewards> {
        self.elected(on).filter(|one| on <= one.until)
    }

    /// Whether somebody has a say in what another one wrote down for it: that one and the stewards have;
    /// while it has none, all.
    pub(super) fn has_say(&self, (author, by): (&MemberId, &MemberId), on: Date) -> bool {
        let stewards = self.in_office(on);
        author == by || stewards.is_none_or(|stewards| stewards.members.contains(by))
    }
}

impl Books {
    pub(super) fn fold_ventures(&mut self, sound: &[&Signed], ground: &Ground<'_>) {
        for decided in ground.decisions {
            let Some(MoneyEffect::ElectStewards { venture, members, until }) = &decided.effect
            else {
                continue;
            };
            if let Err(fault) = self.elect(decided, (venture, members, *until), ground) {
                self.decision_fault(decided.motion, fault);
            }
        }
        for signed in sound {
            if let Err(fault) = self.take_venture(signed) {
                self.fault(signed, fault);
            }
        }
        for signed in sound {
            let EntryBody::VentureNeedMet { need, how, date } = &signed.entry.body else {
                continue;
            };
            let known = self.ventures.values_mut().find_map(|one| one.needs.get_mut(need));
            match known {
                Some(known) => {
                    known.met.get_or_insert((*date, signed.by, how.clone()));
                }
                None => self.fault(signed, EconomyFault::UnknownEntry),
            }
        }
    }

    fn elect(
        &mut self,
        decided: &Decided,
        (venture, members, until): (&VentureId, &[MemberId], Date),
        ground: &Ground<'_>,
    ) -> Result<(), EconomyFault> {
        check::stewards(members)?;
        if members.iter().any(|member| !ground.members.contains_key(member)) {
            return Err(EconomyFault::UnknownMember);
        }
        let (motion, from) = (decided.motion, Date::at(decided.at));
        if until < from {
            return Err(EconomyFault::WrongPeriod);
        }
        let members = members.to_vec();
        self.venture_mut(venture)?.stewards.push(Stewards { motion, members, from, until });
        Ok(())
    }

    fn take_venture(&mut self, signed: &Signed) -> Result<(), EconomyFault> {
        let body = &signed.entry.body;
        if let EntryBody::VentureJoined { venture } = body {
            let members = &mut self.venture_mut(venture)?.members;
            if !members.contains(&signed.by) {
                members.push(signed.by);
            }
        } else if let EntryBody::VentureLeft { venture } = body {
            self.venture_mut(venture)?.members.retain(|member| *member != signed.by);
        } else if let EntryBody::VentureNeedStated { venture, what } = body {
            let need = VentureNeed { by: signed.by, what: what.clone(), met: None };
            self.venture_mut(venture)?.needs.insert(signed.id, need);
        } else if let EntryBody::VentureTermsSet(terms) = body {
            let venture = self.venture_mut(&terms.venture)?;
            may_set_terms(venture, &signed.by, Date::at(signed.entry.at))?;
            venture.terms = Some(terms.clone());
        }
        Ok(())
    }
}

/// While it has stewards they alone say how a venture is paid: an account is easily exchanged.
pub fn may_set_terms(venture: &Venture, by: &MemberId, on: Date) -> Result<(), EconomyFault> {
    match venture.in_office(on) {
        Some(stewards) if !stewards.members.contains(by) => Err(EconomyFault::NotASteward),
        Some(_) | None => Ok(()),
    }
}
