//! The books -> what the desks of work and money show. Nothing is decided here.

mod books;
mod care;
pub mod everything;
mod export;
mod flows;
mod leaving;
mod orders;
mod person;
mod replaced;
mod reports;
mod rows;
mod standing;
mod trade;
mod ventures;
mod waits;
mod work;

use crate::clock::{Date, Timestamp};
use crate::domain::economy::books::{Books, NeedNow};
use crate::domain::motion::Digest;
use crate::id::{BlobHash, CommandId, CommunityId, DeviceKey, MemberId, MotionId, SealKey};
use crate::message::economy::Purse;
use crate::message::economy::care::WordsView;
use crate::message::economy::view::{Desk, EconomyView, LastShared, Sharing};
use crate::ordered::Map;

/// What a member says of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    pub name: String,
    pub place: String,
    pub zone: String,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    pub does: String,
}

/// The books, and who looks at them.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub community: CommunityId,
    pub community_name: &'a str,
    pub books: &'a Books,
    pub me: MemberId,
    pub purse: Purse,
    /// The same, where it would draw on a budget, or on credit.
    pub purse_for: &'a dyn Fn(Option<MotionId>) -> Purse,
    /// The device that does what must not fork for who looks.
    pub signer: Option<DeviceKey>,
    /// The day in UTC.
    pub today: Date,
    /// All who ever were members, and since when they are gone, if they are.
    pub members: &'a Map<MemberId, Option<Timestamp>>,
    pub about: &'a dyn Fn(&MemberId) -> About,
    pub digest: Digest,
    /// The words of a need, given by their SHA-256, for whoever may be among those they are for.
    pub open: &'a dyn Fn(&NeedNow, &BlobHash) -> WordsView,
    /// Of this device: needs can be told to it.
    pub seal_key: SealKey,
}

impl Scene<'_> {
    /// What a desk shows.
    pub fn view(&self, desk: Desk) -> EconomyView {
        if self.books.terms.is_none() {
            return EconomyView::NotOpen;
        }
        match desk {
            Desk::Books { rows } => EconomyView::Books(Box::new(self.books_view(rows))),
            Desk::Person(member) => match self.person(member) {
                Some(card) => EconomyView::Person(Box::new(card)),
                None => EconomyView::Missing,
            },
            Desk::Sharing => EconomyView::Sharing(self.sharing()),
            Desk::Ventures => EconomyView::Ventures(self.venture_cards()),
            Desk::Venture(id) => {
                self.venture(&id).map_or(EconomyView::Missing, EconomyView::Venture)
            }
            Desk::Work { weeks_ago } => EconomyView::Work(self.week(weeks_ago)),
            Desk::Export(form) => EconomyView::Export(self.export(form)),
            Desk::Trade => EconomyView::Trade(self.trade()),
            Desk::Reports { year } => EconomyView::Reports(self.reports(year)),
            Desk::Care => EconomyView::Care(Box::new(self.care())),
            Desk::Leaving => EconomyView::Leaving(Box::new(self.leaving())),
            Desk::Standing { from, until } => {
                EconomyView::Standing(Box::new(self.standing(from, until)))
            }
        }
    }

    /// Members who are here now.
    fn here(&self) -> impl Iterator<Item = &MemberId> {
        self.members.iter().filter(|(_, gone)| gone.is_none()).map(|(member, _)| member)
    }

    fn sharing(&self) -> Sharing {
        let (income, expenses, surplus) = self.books.open_result();
        let open = self.books.minutes(None);
        let minutes = |member: &MemberId| open.get(member).copied().unwrap_or_default();
        let mut members: Vec<_> = self.here().map(|one| (*one, minutes(one))).collect();
        for (member, minutes) in &open {
            if !members.iter().any(|(known, _)| known == member) {
                members.push((*member, *minutes));
            }
        }
        let last = self.books.closed.last();
        let due = self.books.due(self.today);
        Sharing {
            base: self.books.base(),
            from: last.map(|closed| closed.until.plus_days(1)),
            until: due.unwrap_or_else(|| self.last_day()),
            due,
            income,
            expenses,
            surplus,
            rule: self.books.rule.clone(),
            members,
            allocation: CommandId([0; 16]),
            last: self.last_shared(),
        }
    }

    fn last_shared(&self) -> Option<LastShared> {
        let closed = self.books.closed.last()?;
        let (income, expenses) = self.books.closed_result(self.books.closed.len() - 1);
        Some(LastShared {
            motion: closed.motion,
            from: closed.from,
            until: closed.until,
            income,
            expenses,
            surplus: closed.surplus.clone(),
            members: closed.split.each.iter().map(|one| (one.member, one.minutes)).collect(),
        })
    }

    /// The last day of what is open: of the month before this one where entries are of then.
    fn last_day(&self) -> Date {
        let open = self.books.open();
        let work = self.books.work.values().filter(|work| work.closed_in.is_none());
        let dates = open.map(|booked| booked.date).chain(work.map(|work| work.work.date));
        let before = self.today.month_start().plus_days(-1);
        let is_before = |date: &Date| *date <= before;
        let closed = self.books.closed.last().map(|closed| closed.until);
        let newest = dates.filter(is_before).max().map(Date::month_end);
        newest.filter(|end| closed.is_none_or(|closed| *end > closed)).unwrap_or(self.today)
    }
}
