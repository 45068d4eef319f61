//! What leaving comes to, and what those who left have to get (ECO-12).

use super::Scene;
use crate::clock::Date;
use crate::domain::economy::books::{Claim, owed_to, schedule};
use crate::id::MemberId;
use crate::message::economy::{ClaimTerms, ClaimView, LeavingView};
use crate::money::Money;

impl Scene<'_> {
    fn claim_terms(&self) -> ClaimTerms {
        self.books.terms.as_ref().map(|terms| terms.claims).unwrap_or_default()
    }

    /// Members who are gone, and since which day.
    fn gone(&self) -> impl Iterator<Item = (MemberId, Date)> {
        self.members.iter().filter_map(|(member, gone)| Some((*member, Date::at((*gone)?))))
    }

    /// Claims, those that fall due first, first.
    pub(super) fn claims(&self) -> Vec<ClaimView> {
        let terms = self.claim_terms();
        let claims = self.gone().flat_map(|(member, since)| self.books.claims_of(member, since));
        let mut claims: Vec<ClaimView> = claims.map(|claim| view(claim, terms)).collect();
        claims.sort_by_key(|claim| {
            let due = claim.next.as_ref().map(|(date, _)| *date);
            (due.is_none(), due, claim.since, claim.member)
        });
        claims
    }

    pub(super) fn unsettled(&self) -> Vec<MemberId> {
        let all =
            self.gone().filter(|(member, _)| self.books.settling(*member, self.today).is_some());
        all.map(|(member, _)| member).collect()
    }

    pub(super) fn leaving(&self) -> LeavingView {
        let terms = self.claim_terms();
        let owed = self.books.balance(owed_to(&self.me).name());
        let owed = owed.into_iter().filter_map(|(commodity, units)| Money::new(-units, commodity));
        let owed: Vec<Money> = owed.filter(|money| money.units != 0).collect();
        let capital = self.books.capital(&self.me);
        let mut sums: Vec<Money> = owed.clone();
        for money in &capital {
            match sums.iter_mut().find(|sum| sum.commodity == money.commodity) {
                Some(sum) => sum.units = sum.units.saturating_add(money.units),
                None => sums.push(money.clone()),
            }
        }
        let claims = sums.into_iter().filter(|money| money.units > 0).map(|total| {
            let paid = Money { commodity: total.commodity.clone(), units: 0 };
            view(Claim { member: self.me, since: self.today, total, paid }, terms)
        });
        LeavingView {
            owed,
            capital,
            claims: claims.collect(),
            credit: self.credit_of(&self.me),
            reserve: self.books.base_balance("equity:reserve").negated(),
            terms,
        }
    }
}

/// A claim with its schedule; what was paid is taken from the oldest parts.
fn view(claim: Claim, terms: ClaimTerms) -> ClaimView {
    let Claim { member, since, total, paid } = claim;
    let parts = schedule(&total, since, terms);
    let mut covered = paid.units;
    let next = parts.iter().find_map(|(date, part)| {
        covered -= part.units;
        let left = (-covered).min(part.units);
        (left > 0).then(|| (*date, Money { commodity: part.commodity.clone(), units: left }))
    });
    let left = Money { commodity: total.commodity.clone(), units: total.units - paid.units };
    ClaimView { member, since, total, paid, left, parts, next }
}
