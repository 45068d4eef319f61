//! Leaving settles (ECO-12): what somebody put in becomes a claim, their credit is squared, and the
//! reserve stays. An entry names its amounts, so nothing hangs on what else had come when it was
//! written; what the books do not hold is a fault, and so what two people settle counts once.

use std::collections::BTreeMap;

use super::bookings::{Booked, BookedKind, credit_of, plain};
use super::corrections::{corrections, stands};
use super::weighing::Weighing;
use super::{Books, Ground, Signed, capital_of, owed_to};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::standing::Standing;
use crate::id::MemberId;
use crate::message::economy::{Account, ClaimTerms, EconomyFault, Posting};
use crate::money::{Commodity, Money};
use crate::ordered::Map;

/// What all bear together, or have to give, once those who left are even.
fn credit_of_gone() -> Account {
    "liabilities:credit:left".parse().expect("an account")
}

/// Whether it moves what members put in.
pub(super) fn is_of_capital(body: &EntryBody) -> bool {
    let EntryBody::TransactionRecorded(transaction) = body else { return false };
    transaction.postings.iter().any(|posting| posting.account.is_within("equity:capital"))
}

/// What the books hold of members who are gone.
#[derive(Default)]
struct Held {
    capital: BTreeMap<(Account, Commodity), i128>,
    credit: Map<MemberId, i128>,
}

impl Held {
    fn of(inside: &[&Signed], weighing: &Weighing) -> Self {
        let first = corrections(inside.iter().copied());
        let mut held = Self::default();
        for signed in inside.iter().filter(|signed| !weighing.void.contains(&signed.id)) {
            if let EntryBody::CreditPaid { to, money, .. } = &signed.entry.body {
                let units = i128::from(money.units);
                *held.credit.entry(signed.by).or_default() -= units;
                *held.credit.entry(*to).or_default() += units;
            } else if let EntryBody::TransactionRecorded(transaction) = &signed.entry.body
                && is_of_capital(&signed.entry.body)
                && stands(signed, &first)
            {
                for posting in &transaction.postings {
                    let key = (posting.account.clone(), posting.money.commodity.clone());
                    *held.capital.entry(key).or_default() -= i128::from(posting.money.units);
                }
            }
        }
        held
    }

    /// Takes so much out, if it is there.
    fn settle(
        &mut self,
        member: &MemberId,
        capital: &[Money],
        credit: i64,
    ) -> Result<(), EconomyFault> {
        let account = capital_of(member);
        let has = |money: &Money| {
            let key = (account.clone(), money.commodity.clone());
            self.capital.get(&key).is_some_and(|units| *units >= i128::from(money.units))
        };
        let balance = self.credit.get(member).copied().unwrap_or_default();
        let credit = i128::from(credit);
        let is_within = credit.signum() * balance.signum() >= 0 && credit.abs() <= balance.abs();
        if !is_within || !capital.iter().all(has) {
            return Err(EconomyFault::BeyondBooks);
        }
        for money in capital {
            let key = (account.clone(), money.commodity.clone());
            *self.capital.entry(key).or_default() -= i128::from(money.units);
        }
        *self.credit.entry(*member).or_default() -= credit;
        Ok(())
    }
}

/// A settlement that counts.
struct Settlement<'a> {
    signed: &'a Signed,
    member: MemberId,
    capital: &'a [Money],
    credit: i64,
    date: Date,
}

/// What was settled, in the order of the entries, and what cannot be.
#[derive(Default)]
pub(super) struct Settled<'a> {
    counts: Vec<Settlement<'a>>,
    faults: Vec<(&'a Signed, EconomyFault)>,
}

impl<'a> Settled<'a> {
    pub fn of(inside: &[&'a Signed], weighing: &Weighing) -> Self {
        let mut settled = Self::default();
        if !inside.iter().any(|signed| is_settlement(&signed.entry.body)) {
            return settled;
        }
        let mut held = Held::of(inside, weighing);
        for signed in inside {
            let EntryBody::LeavingSettled { member, capital, credit, date } = &signed.entry.body
            else {
                continue;
            };
            // By the charter that it names, whoever reads it knows the same.
            let is_of_gone = |one: Standing| one.is_voter && one.is_of_gone;
            let may = signed.by == *member || signed.standing.is_some_and(is_of_gone);
            let done = match may {
                true => held.settle(member, capital, *credit),
                false => Err(EconomyFault::StillHere),
            };
            match done {
                Ok(()) => {
                    let (member, credit, date) = (*member, *credit, *date);
                    settled.counts.push(Settlement { signed, member, capital, credit, date });
                }
                Err(fault) => settled.faults.push((*signed, fault)),
            }
        }
        settled
    }
}

/// Whether it is this member's leaving that an entry settles.
fn names(body: &EntryBody, whose: &MemberId) -> bool {
    if let EntryBody::LeavingSettled { member, .. } = body { member == whose } else { false }
}

/// Whether an entry settles what somebody leaves behind.
pub(super) fn is_settlement(body: &EntryBody) -> bool {
    matches!(body, EntryBody::LeavingSettled { .. })
}

/// What settlements book.
pub(super) fn bookings(inside: &[&Signed], weighing: &Weighing) -> Vec<Booked> {
    let booked = Settled::of(inside, weighing).counts.into_iter().map(|one| {
        let member = one.member;
        let kind = BookedKind::LeavingSettled { member };
        let mut booked = plain(one.signed.id, (one.date, one.signed.entry.at), one.signed.by, kind);
        for money in one.capital {
            let (from, to) = (capital_of(&member), owed_to(&member));
            booked.postings.push(Posting { account: from, money: money.clone() });
            booked.postings.push(Posting { account: to, money: money.negated() });
        }
        if one.credit != 0 {
            let money = Money { commodity: Commodity::credit(), units: one.credit };
            let back = money.negated();
            booked.postings.push(Posting { account: credit_of(&member), money });
            booked.postings.push(Posting { account: credit_of_gone(), money: back });
        }
        booked
    });
    booked.collect()
}

/// What somebody who is gone has to get, in one commodity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub member: MemberId,
    pub since: Date,
    pub total: Money,
    /// Since they left.
    pub paid: Money,
}

impl Books {
    pub(super) fn take_settled(&mut self, settled: Settled<'_>, ground: &Ground<'_>) {
        for one in settled.counts {
            *self.credit.entry(one.member).or_default() -= one.credit;
            self.credit_of_gone += one.credit;
        }
        for (signed, fault) in settled.faults {
            let is_known = ground.members.keys().any(|one| names(&signed.entry.body, one));
            self.fault(signed, if is_known { fault } else { EconomyFault::UnknownMember });
        }
    }

    /// What a member put in, by commodity.
    pub fn capital(&self, member: &MemberId) -> Vec<Money> {
        let held = self.balance(capital_of(member).name());
        let money = |(commodity, units): (Commodity, i128)| Money::new(-units, commodity);
        held.into_iter().filter_map(money).filter(|money| money.units > 0).collect()
    }

    /// What is still to be settled of somebody who leaves or left; nothing where there is nothing.
    pub fn settling(&self, member: MemberId, date: Date) -> Option<EntryBody> {
        let capital = self.capital(&member);
        let credit = self.credit.get(&member).copied().unwrap_or_default();
        let is_any = credit != 0 || !capital.is_empty();
        is_any.then_some(EntryBody::LeavingSettled { member, capital, credit, date })
    }

    /// Claims of a member who is gone since a day, by commodity.
    pub fn claims_of(&self, member: MemberId, since: Date) -> Vec<Claim> {
        let account = owed_to(&member);
        let mut paid: Map<Commodity, i128> = Map::new();
        for booked in self.booked.values().filter(|booked| booked.date >= since) {
            let is_payment =
                matches!(booked.kind, BookedKind::Recorded { .. } | BookedKind::ExpensePaid { .. });
            for posting in booked.postings.iter().filter(|_| is_payment) {
                if posting.account == account && posting.money.units > 0 {
                    *paid.entry(posting.money.commodity.clone()).or_default() +=
                        i128::from(posting.money.units);
                }
            }
        }
        let mut owed = self.balance(account.name());
        for commodity in paid.keys() {
            owed.entry(commodity.clone()).or_default();
        }
        let claim = |(commodity, units): (Commodity, i128)| {
            let paid = paid.get(&commodity).copied().unwrap_or_default();
            let total = Money::new(paid - units, commodity.clone())?;
            let paid = Money::new(paid, commodity)?;
            (total.units > 0).then_some(Claim { member, since, total, paid })
        };
        owed.into_iter().filter_map(claim).collect()
    }
}

/// What falls due when: as even as whole units are, the larger parts first; together the whole.
pub fn schedule(total: &Money, since: Date, terms: ClaimTerms) -> Vec<(Date, Money)> {
    let parts = i64::from(terms.parts.max(1));
    let (each, over) = (total.units / parts, total.units % parts);
    let first = since.plus_days(i32::try_from(terms.first_days).unwrap_or(i32::MAX));
    let part = |number: i64| {
        let units = each + i64::from(number < over);
        let months = i32::try_from(number).unwrap_or(i32::MAX);
        (first.plus_months(months), Money { commodity: total.commodity.clone(), units })
    };
    (0..parts).map(part).filter(|(_, money)| money.units > 0).collect()
}
