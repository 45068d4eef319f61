//! What a period comes to, and the transaction that shares it out (ECO-9).

use std::collections::BTreeMap;

use super::bookings::{Booked, BookedKind};
use super::owed_to;
use crate::clock::{Date, Timestamp};
use crate::id::CommandId;
use crate::message::economy::view::Split;
use crate::message::economy::{Account, Posting, Root};
use crate::money::{Commodity, Money};

/// What accounts come to; those with nothing in them are left out.
pub(super) fn trial<'a>(booked: impl Iterator<Item = &'a Booked>) -> Vec<Posting> {
    let mut sums: BTreeMap<(&Account, &Commodity), i128> = BTreeMap::new();
    for posting in booked.flat_map(|booked| &booked.postings) {
        let sum = sums.entry((&posting.account, &posting.money.commodity)).or_default();
        *sum += i128::from(posting.money.units);
    }
    sums.into_iter()
        .filter(|(_, units)| *units != 0)
        .filter_map(|((account, commodity), units)| {
            let money = Money::new(units, commodity.clone())?;
            Some(Posting { account: account.clone(), money })
        })
        .collect()
}

fn is_of_surplus(account: &Account) -> bool {
    matches!(account.root(), Root::Income | Root::Expenses)
}

/// Income less expenses, in the base.
pub(super) fn surplus_of(added: &[Booked], base: &Commodity) -> Money {
    let postings = added.iter().flat_map(|booked| &booked.postings);
    let counted =
        postings.filter(|one| is_of_surplus(&one.account) && one.money.commodity == *base);
    let units = counted.map(|one| i128::from(one.money.units)).sum::<i128>();
    Money::new(-units, base.clone()).unwrap_or(Money { commodity: base.clone(), units: 0 })
}

/// The transaction that empties income and expenses of the period and gives it to those who get it.
pub(super) fn shared_out(
    id: CommandId,
    (closing, date, at): (usize, Date, Timestamp),
    added: &[Booked],
    split: &Split,
    base: &Commodity,
) -> Option<Booked> {
    let mut postings: Vec<Posting> = trial(added.iter())
        .into_iter()
        .filter(|one| is_of_surplus(&one.account) && one.money.commodity == *base)
        .map(|one| Posting { account: one.account, money: one.money.negated() })
        .collect();
    let fund = |name: &str, money: &Money| Posting {
        account: name.parse().expect("an account"),
        money: money.negated(),
    };
    postings.push(fund("equity:reserve", &split.reserve));
    postings.push(fund("equity:aid", &split.aid));
    postings.push(fund("equity:commons", &split.commons));
    let each = split.each.iter();
    postings.extend(
        each.map(|share| Posting { account: owed_to(&share.member), money: share.money.negated() }),
    );
    postings.retain(|posting| posting.money.units != 0);
    let kind = BookedKind::SharedOut { closing };
    (!postings.is_empty()).then_some(Booked {
        id,
        date,
        at,
        by: None,
        kind,
        postings,
        exchange: None,
        receipt: None,
        order: None,
        closed_in: None,
        late_for: None,
    })
}
