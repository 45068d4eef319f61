//! Work, by week.

use super::Scene;
use crate::domain::economy::books::WorkNow;
use crate::limits::ROWS_SHOWN_MAX;
use crate::message::economy::view::{Minutes, WorkRow, WorkWeek};
use crate::ordered::Map;

/// A piece of work as it is shown.
pub(super) fn row(work: &WorkNow) -> WorkRow {
    WorkRow {
        id: work.id,
        by: work.by,
        date: work.work.date,
        minutes: work.work.minutes,
        stream: work.work.stream,
        venture: work.work.venture,
        order: work.work.order,
        what: work.work.what.clone(),
        place: work.work.place.clone(),
        zone: work.work.zone.clone(),
        confirmed_by: work.confirmed.iter().copied().collect(),
        late_for: work.late_for,
        counts: work.counts,
        corrects: None,
        replaced: None,
    }
}

impl Scene<'_> {
    /// Work of others that nobody confirmed yet, newest first.
    pub(super) fn unconfirmed(&self) -> Vec<&WorkNow> {
        let unconfirmed = self.books.work.values().filter(|work| {
            work.confirmed.is_empty() && work.by != self.me && work.closed_in.is_none()
        });
        let mut unconfirmed: Vec<&WorkNow> = unconfirmed.collect();
        unconfirmed.sort_by_key(|work| std::cmp::Reverse((work.work.date, work.id)));
        unconfirmed
    }

    /// Whether work counts only once somebody confirmed it.
    pub(super) fn confirms(&self) -> bool {
        self.books.terms.as_ref().is_some_and(|terms| terms.confirm_work)
    }

    pub(super) fn week(&self, weeks_ago: u16) -> WorkWeek {
        let from = self.today.week_start().plus_days(-7 * i32::from(weeks_ago));
        let until = from.plus_days(6);
        let all = self.books.work.values();
        let of_week = all.filter(|work| (from..=until).contains(&work.work.date));
        let mut rows: Vec<WorkRow> = of_week
            .map(|work| WorkRow {
                replaced: self.replaced(&work.id),
                corrects: self.put_right(work),
                ..row(work)
            })
            .collect();
        let mut totals: Map<_, Minutes> = Map::new();
        for row in &rows {
            totals.entry(row.by).or_default().add(row.stream, u64::from(row.minutes));
        }
        rows.extend(self.replaced_work(&(from..=until)));
        rows.sort_by_key(|row| std::cmp::Reverse((row.date, row.id)));
        rows.truncate(ROWS_SHOWN_MAX as usize);
        let mut to_confirm: Vec<WorkRow> = self.unconfirmed().into_iter().map(row).collect();
        to_confirm.truncate(ROWS_SHOWN_MAX as usize);
        let all_dates = self.books.work.values().map(|work| work.work.date);
        let ventures = self.books.ventures.values();
        WorkWeek {
            from,
            latest: all_dates.filter(|date| *date <= self.today).max(),
            rows,
            confirms: self.confirms(),
            ventures: ventures.map(|venture| (venture.id, venture.name.clone())).collect(),
            orders: self.open_orders(),
            to_confirm,
            totals: totals.into_iter().collect(),
        }
    }
}
