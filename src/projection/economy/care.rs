//! Needs and pledges as the reader may see them (ECO-11, PEO-6).

use super::Scene;
use crate::clock::Date;
use crate::domain::economy::books::{NeedNow, PledgeNow};
use crate::id::{CommandId, MemberId};
use crate::message::economy::care::{
    CareView, NeedState, NeedView, PledgeState, PledgeView, WordsView,
};
use crate::message::economy::{Account, Root};
use crate::money::Money;
use crate::ordered::Set;

impl Scene<'_> {
    pub(super) fn care(&self) -> CareView {
        let books = self.books;
        let is_here = |member: &MemberId| self.members.get(member) == Some(&None);
        let mut needs: Vec<&NeedNow> = books.needs.values().collect();
        needs.sort_by_key(|one| (!one.is_open(), std::cmp::Reverse((one.need.date, one.id))));
        let own = books.listeners.get(&self.me);
        let banks: Set<Account> = books.used().map(|(account, _)| account.clone()).collect();
        CareView {
            fund: books.base_balance("equity:aid").negated(),
            fund_left: books.fund_left("equity:aid"),
            listeners: books.listeners.keys().copied().filter(is_here).collect(),
            is_listening: own.is_some_and(|keys| keys.values().any(|key| *key == self.seal_key)),
            purse: self.purse,
            needs: needs.into_iter().map(|one| self.need(one)).collect(),
            banks: banks.into_iter().filter(|account| account.root() == Root::Assets).collect(),
        }
    }

    fn need(&self, one: &NeedNow) -> NeedView {
        let need = &one.need;
        let is_for_me = one.by == self.me || need.steward == self.me;
        let words = match (&need.words, one.erased) {
            (None, _) => WordsView::None,
            (Some(_), Some(at)) => WordsView::Erased(Date::at(at)),
            (Some(sha256), None) if is_for_me => (self.open)(one, sha256),
            (Some(_), None) => WordsView::Sealed,
        };
        let standing = one.pledges.values().filter(|pledge| !pledge.is_taken_back);
        let pledged: i64 = standing.map(|pledge| pledge.money.units).fold(0, i64::saturating_add);
        let state = match &one.outcome {
            Some(outcome) => NeedState::Closed {
                date: outcome.date,
                came: outcome.came.clone(),
                given: outcome.given.clone(),
                back: outcome.back.clone(),
            },
            None if one.is_taken_back => NeedState::TakenBack,
            None => NeedState::Open,
        };
        NeedView {
            id: one.id,
            by: one.by,
            steward: need.steward,
            date: need.date,
            until: need.until,
            money: need.money.clone(),
            at_least: need.at_least.clone(),
            words,
            pledges: one.pledges.iter().map(|(id, pledge)| view(*id, pledge, one)).collect(),
            pledged: Money { commodity: need.money.commodity.clone(), units: pledged },
            state,
        }
    }
}

fn view(id: CommandId, pledge: &PledgeNow, need: &NeedNow) -> PledgeView {
    let state = if pledge.counts {
        PledgeState::Counts
    } else if pledge.is_taken_back {
        PledgeState::TakenBack
    } else if need.is_open() {
        PledgeState::Stands
    } else {
        PledgeState::NotNeeded
    };
    PledgeView { id, by: pledge.by, money: pledge.money.clone(), state }
}
