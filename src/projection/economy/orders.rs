//! Orders: what was agreed, who does what, what was done so far, the invoice (ECO-7).

use super::Scene;
use crate::domain::economy::books::{CommitmentNow, InvoiceBack, InvoiceNow, OrderNow};
use crate::id::{CommandId, MemberId};
use crate::message::economy::view::{CommitmentView, InvoiceView, OpenOrder, OrderView};
use crate::message::economy::{Effort, Tax, VentureId};
use crate::ordered::Map;

impl Scene<'_> {
    /// Orders of a venture, newest first.
    pub(super) fn orders_of(&self, venture: &VentureId) -> Vec<OrderView> {
        let all = self.books.orders.values().filter(|one| one.order.venture == *venture);
        let mut done = self.done_for(venture);
        let mut orders: Vec<OrderView> =
            all.map(|one| self.order(one, done.remove(&one.id).unwrap_or_default())).collect();
        orders.sort_by_key(|one| std::cmp::Reverse((one.order.date, one.id)));
        orders
    }

    /// Minutes of work by order and person.
    fn done_for(&self, venture: &VentureId) -> Map<CommandId, Map<MemberId, u64>> {
        let mut done: Map<CommandId, Map<MemberId, u64>> = Map::new();
        for known in self.books.work.values().filter(|one| one.work.venture == Some(*venture)) {
            if let Some(order) = known.work.order {
                let of_order = done.entry(order).or_default();
                *of_order.entry(known.by).or_default() += u64::from(known.work.minutes);
            }
        }
        done
    }

    fn order(&self, known: &OrderNow, done: Map<MemberId, u64>) -> OrderView {
        OrderView {
            id: known.id,
            by: known.by,
            order: known.order.clone(),
            total: OrderNow::amounts(&known.total),
            due: OrderNow::amounts(&known.due()),
            commitments: self.commitments(known, done.clone()),
            done: done.iter().map(|(member, minutes)| (*member, *minutes)).collect(),
            invoice: known.invoice.as_ref().map(|one| self.invoice(known, one)),
            taken_back: known.taken_back.iter().map(|one| self.invoice(known, one)).collect(),
            fulfilled: known.fulfilled,
            cancelled: known.cancelled.as_ref().map(|one| (one.by, one.date, one.reason.clone())),
            can_be_cancelled: self.books.cancelling(&known.id, (&self.me, self.today)).is_ok(),
            paid: OrderNow::amounts(&known.paid),
            tax_paid: OrderNow::amounts(&known.tax_paid),
            is_paid: known.is_paid(),
        }
    }

    fn invoice(&self, order: &OrderNow, known: &InvoiceNow) -> InvoiceView {
        let total = order.with_tax(&known.invoice);
        let told = |back: &InvoiceBack| (back.by, back.date, back.reason.clone());
        InvoiceView {
            id: known.id,
            invoice: known.invoice.clone(),
            tax: order.tax_of(&known.invoice).unwrap_or_default(),
            total: OrderNow::amounts(&total.unwrap_or_else(|_| order.total.clone())),
            taken_back: known.taken_back.as_ref().map(told),
            is_mine: self.books.taking_back(&known.id, (&self.me, self.today)).is_ok(),
        }
    }

    /// The first due first; what somebody worked fills the first of their own.
    fn commitments(&self, known: &OrderNow, mut left: Map<MemberId, u64>) -> Vec<CommitmentView> {
        let mut all: Vec<_> = known.commitments.iter().collect();
        all.sort_by_key(|(id, one)| (one.commitment.by, **id));
        let is_awaited = known.cancelled.is_none();
        let view = |(id, one): (&CommandId, &CommitmentNow)| {
            let agreed = match one.commitment.effort {
                Effort::Minutes(minutes) if !one.is_dropped => u64::from(minutes),
                Effort::Minutes(_) | Effort::Quantity(_) => 0,
            };
            let own = left.entry(one.by).or_default();
            let minutes = agreed.min(*own);
            *own -= minutes;
            let is_done = agreed > 0 && minutes == agreed;
            CommitmentView {
                id: *id,
                by: one.by,
                what: one.commitment.what.clone(),
                effort: one.commitment.effort,
                due: one.commitment.by,
                minutes,
                kept: one.kept,
                is_dropped: one.is_dropped,
                is_late: is_awaited && one.is_open() && !is_done && one.commitment.by < self.today,
            }
        };
        all.into_iter().map(view).collect()
    }

    /// Orders that are not delivered yet, newest first.
    pub(super) fn open_orders(&self) -> Vec<OpenOrder> {
        let open = self.books.orders.values().filter(|one| one.is_open());
        let mut open: Vec<OpenOrder> = open
            .map(|one| OpenOrder {
                id: one.id,
                venture: one.order.venture,
                customer: one.order.customer.clone(),
                date: one.order.date,
            })
            .collect();
        open.sort_by_key(|one| std::cmp::Reverse((one.date, one.id)));
        open
    }

    /// The tax of the invoice that was made last.
    pub(super) fn last_tax(&self, venture: &VentureId) -> Option<Tax> {
        let all = self.books.invoices_of(venture);
        let last = all.max_by_key(|one| (one.invoice.date, &one.invoice.number))?;
        last.invoice.tax.clone()
    }

    /// `2026-003` after `2026-002`: the year, and one more than the highest of it.
    pub(super) fn next_number(&self, venture: &VentureId) -> String {
        let year = self.today.year();
        let used = self.books.invoices_of(venture).filter_map(|one| {
            let (of, count) = one.invoice.number.split_once('-')?;
            let is_of_year = of.parse() == Ok(year);
            count.parse::<u32>().ok().filter(|_| is_of_year)
        });
        format!("{year}-{:03}", used.max().unwrap_or(0).saturating_add(1))
    }
}
