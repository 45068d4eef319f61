//! Work and money as economic events, and what was offered, agreed and promised, for Valueflows.

use std::str::FromStr;

use super::Scene;
use crate::domain::economy::books::{Booked, BookedKind, OrderNow};
use crate::exchange::ledger::value_flows::plans::{Agreed, Offered, Plans, Promised};
use crate::exchange::ledger::value_flows::{Event, Flow, Party, value_flows};
use crate::id::{CommandId, MemberId};
use crate::message::economy::trade::Way;
use crate::message::economy::{Root, Work};
use crate::money::Money;

impl Scene<'_> {
    pub(super) fn flows(&self) -> String {
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
                of: self.order_of(work),
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
                let (id, date, of) = (booked.id, booked.date, booked.order);
                events.push(Event { id, date, from, to, flow, of, what });
            }
            if let (BookedKind::Credit { to, what }, Some(by)) = (&booked.kind, booked.by) {
                let paid = booked.postings.iter().find(|posting| posting.money.units > 0);
                events.extend(paid.map(|posting| Event {
                    id: booked.id,
                    date: booked.date,
                    from: Party::Member(by),
                    to: Party::Member(*to),
                    flow: Flow::Money(posting.money.clone()),
                    of: None,
                    what: what.clone(),
                }));
            }
            events.extend(self.owed_flow(booked));
        }
        let plans = self.plans();
        for agreed in &plans.agreed {
            let outside = Party::Outside(agreed.id);
            if !parties.iter().any(|(known, _)| *known == outside) {
                parties.push((outside, agreed.customer.clone()));
            }
        }
        events.sort_by_key(|event| (event.date, event.id));
        value_flows(&parties, &plans, &events)
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
        let (id, date, what) = (booked.id, booked.date, what.clone());
        Some(Event { id, date, from, to, flow, of: None, what })
    }

    /// The order that work was for, where it is one of that venture.
    fn order_of(&self, work: &Work) -> Option<CommandId> {
        work.order.filter(|_| self.books.for_its_order(work).is_ok())
    }

    /// What ventures offer, what was agreed with whoever ordered, and who said they would do what.
    fn plans(&self) -> Plans {
        let mut plans = Plans::default();
        for venture in self.books.ventures.values() {
            for (id, offer) in &venture.offers {
                plans.offered.push(Offered { id: *id, offer: offer.clone() });
            }
        }
        for known in self.books.orders.values() {
            let order = &known.order;
            // What was cancelled is over: nothing more comes of it.
            let is_cancelled = known.cancelled.is_some();
            let invoice = known.invoice.as_ref().map(|one| &one.invoice);
            let tax = invoice.and_then(|one| {
                let name = one.tax.as_ref()?.name.clone();
                let all = known.tax_of(one).ok()?.into_iter();
                Some(all.map(|money| (name.clone(), money)).collect())
            });
            plans.agreed.push(Agreed {
                id: known.id,
                venture: order.venture,
                customer: order.customer.clone(),
                date: order.date,
                due: order.due,
                offer: order.offer,
                lines: order.lines.clone(),
                total: OrderNow::amounts(&known.total),
                tax: tax.unwrap_or_default(),
                is_finished: known.fulfilled.is_some() || is_cancelled,
                is_paid: known.is_paid() || is_cancelled,
            });
            let open = known.commitments.iter().filter(|(_, one)| !one.is_dropped);
            plans.promised.extend(open.map(|(id, one)| Promised {
                id: *id,
                by: one.by,
                venture: order.venture,
                order: known.id,
                what: one.commitment.what.clone(),
                effort: one.commitment.effort,
                due: one.commitment.by,
                is_kept: one.kept.is_some() || is_cancelled,
            }));
        }
        plans
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
