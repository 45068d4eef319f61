//! All that is booked, and all work, as one file that other programs read.

use std::str::FromStr;

use super::Scene;
use crate::domain::economy::books::{Booked, BookedKind, WorkNow};
use crate::exchange::ledger::value_flows::{Event, Flow, Party, value_flows};
use crate::exchange::ledger::work::work_csv;
use crate::exchange::ledger::{JournalEntry, journal, rows};
use crate::id::{CommandId, CommunityId, MemberId};
use crate::message::economy::trade::Way;
use crate::message::economy::view::ExportForm;
use crate::message::economy::{Account, Root};
use crate::money::Money;

impl Scene<'_> {
    /// Everything in the form that is asked for, oldest first.
    pub(super) fn export(&self, form: ExportForm) -> String {
        match form {
            ExportForm::Journal => journal::journal(&self.entries(), &|one| self.account_name(one)),
            ExportForm::Table => rows::csv(&self.entries()),
            ExportForm::Json => rows::json(&self.entries()),
            ExportForm::Valueflows => self.flows(),
            ExportForm::Work => {
                let venture = |id: &CommandId| {
                    self.books.ventures.get(id).map(|venture| venture.name.as_str())
                };
                let row =
                    |one: &WorkNow| (one.work.clone(), one.work.venture.as_ref().and_then(venture));
                let own = self.all_work().into_iter().filter(|one| one.by == self.me);
                work_csv(&own.map(row).collect::<Vec<_>>())
            }
        }
    }

    pub(super) fn all_work(&self) -> Vec<&WorkNow> {
        let mut work: Vec<&WorkNow> = self.books.work.values().collect();
        work.sort_by_key(|one| (one.work.date, one.id));
        work
    }

    fn all_booked(&self) -> Vec<&Booked> {
        let mut all: Vec<&Booked> = self.books.booked.values().collect();
        all.sort_by_key(|one| (one.date, one.id));
        all
    }

    fn entries(&self) -> Vec<JournalEntry> {
        let entry = |booked: &&Booked| JournalEntry {
            date: booked.date,
            what: self.sentence(booked),
            id: booked.id.to_string(),
            postings: booked.postings.clone(),
            exchange: booked.exchange.clone(),
        };
        self.all_booked().iter().map(entry).collect()
    }

    pub(super) fn name(&self, member: &MemberId) -> String {
        let name = (self.about)(member).name;
        if name.is_empty() { member.to_string() } else { name }
    }

    /// Accounts of members and of other communities by their names.
    fn account_name(&self, account: &Account) -> String {
        let told = |part: &str| match MemberId::from_str(part) {
            Ok(member) if self.members.contains_key(&member) => {
                self.name(&member).replace(':', " ")
            }
            Ok(_) | Err(_) => match CommunityId::from_str(part) {
                Ok(partner) => self.partner_name(&partner).replace(':', " "),
                Err(_) => part.to_owned(),
            },
        };
        account.name().split(':').map(told).collect::<Vec<_>>().join(":")
    }

    /// What people wrote, and for what follows from decisions its kind: files have no language.
    fn sentence(&self, booked: &Booked) -> String {
        let of_expense = |expense: &CommandId| {
            self.books.expenses.get(expense).map_or("", |known| known.expense.what.as_str())
        };
        match &booked.kind {
            BookedKind::Recorded { what, .. }
            | BookedKind::Credit { what, .. }
            | BookedKind::Traded { what, .. } => what.clone(),
            BookedKind::Expense { expense } => of_expense(expense).to_owned(),
            BookedKind::ExpensePaid { expense } => format!("paid: {}", of_expense(expense)),
            BookedKind::SharedOut { closing } => {
                let until = self.books.closed.get(*closing).map(|closed| closed.until.to_string());
                format!("closing {}", until.unwrap_or_default())
            }
            BookedKind::LeavingSettled { member } => format!("left: {}", self.name(member)),
            BookedKind::NeedMet { payee, .. } => format!("pledges for {}", self.name(payee)),
            BookedKind::Reversal { of } => format!("reversal {of}"),
        }
    }

    fn flows(&self) -> String {
        let us = Party::Community(self.community);
        let mut parties = vec![(us, self.community_name.to_owned())];
        parties.extend(self.members.iter().map(|(id, _)| (Party::Member(*id), self.name(id))));
        let ventures = self.books.ventures.values();
        parties.extend(ventures.map(|one| (Party::Venture(one.id), one.name.clone())));
        let partners = self.books.partners();
        parties.extend(partners.map(|(id, name)| (Party::Community(id), name.to_owned())));
        let mut events: Vec<Event> = Vec::new();
        for one in self.all_work() {
            let work = &one.work;
            let to = work.venture.filter(|id| self.books.ventures.contains_key(id));
            let (minutes, stream, place) = (work.minutes, work.stream, work.place.clone());
            events.push(Event {
                id: one.id,
                date: work.date,
                from: Party::Member(one.by),
                to: to.map_or(us, Party::Venture),
                flow: Flow::Work { minutes, stream, place },
                what: work.what.clone(),
            });
        }
        for booked in self.all_booked() {
            let (outside, name) = self.other_side(booked);
            for money in moved(booked) {
                if let Some(name) = &name
                    && !parties.iter().any(|(known, _)| *known == outside)
                {
                    parties.push((outside, name.clone()));
                }
                let (from, to) = if money.units < 0 { (us, outside) } else { (outside, us) };
                let units = money.units.saturating_abs();
                let flow = Flow::Money(Money { units, commodity: money.commodity });
                let what = self.sentence(booked);
                events.push(Event { id: booked.id, date: booked.date, from, to, flow, what });
            }
            if let (BookedKind::Credit { to, what }, Some(by)) = (&booked.kind, booked.by) {
                let paid = booked.postings.iter().find(|posting| posting.money.units > 0);
                events.extend(paid.map(|posting| Event {
                    id: booked.id,
                    date: booked.date,
                    from: Party::Member(by),
                    to: Party::Member(*to),
                    flow: Flow::Money(posting.money.clone()),
                    what: what.clone(),
                }));
            }
            events.extend(self.owed_flow(booked));
        }
        events.sort_by_key(|event| (event.date, event.id));
        value_flows(&parties, &events)
    }

    /// What a transfer between communities makes one of them owe the other.
    fn owed_flow(&self, booked: &Booked) -> Option<Event> {
        let BookedKind::Traded { partner, way, what } = &booked.kind else { return None };
        let (us, them) = (Party::Community(self.community), Party::Community(*partner));
        let (from, to) = match way {
            Way::Gave => (them, us),
            Way::Got => (us, them),
        };
        let money = booked.postings.iter().map(|one| &one.money).find(|money| money.units > 0)?;
        let flow = Flow::Money(money.clone());
        Some(Event { id: booked.id, date: booked.date, from, to, flow, what: what.clone() })
    }

    /// Who stands on the other side of what came in or went out, and their name where they are not
    /// one of us.
    fn other_side(&self, booked: &Booked) -> (Party, Option<String>) {
        if let BookedKind::ExpensePaid { expense } = &booked.kind
            && let Some(known) = self.books.expenses.get(expense)
        {
            return (Party::Member(known.expense.payee), None);
        }
        let owed = booked.postings.iter().find_map(|posting| {
            let member = posting.account.name().strip_prefix("liabilities:members:")?;
            MemberId::from_str(member).ok().filter(|member| self.members.contains_key(member))
        });
        if let Some(member) = owed {
            return (Party::Member(member), None);
        }
        if let BookedKind::Traded { partner, .. } = &booked.kind {
            return (Party::Community(*partner), None);
        }
        match booked.order.and_then(|order| self.books.orders.get(&order)) {
            Some(known) => (Party::Outside(known.id), Some(known.order.customer.clone())),
            None => (Party::Outside(booked.id), Some(self.sentence(booked))),
        }
    }
}

/// What our assets gained or lost, by commodity; what only moved among them is nothing.
fn moved(booked: &Booked) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for posting in booked.postings.iter().filter(|one| one.account.root() == Root::Assets) {
        match sums.iter_mut().find(|sum| sum.commodity == posting.money.commodity) {
            Some(sum) => sum.units = sum.units.saturating_add(posting.money.units),
            None => sums.push(posting.money.clone()),
        }
    }
    sums.retain(|sum| sum.units != 0);
    sums
}
