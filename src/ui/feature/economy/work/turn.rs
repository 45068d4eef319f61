//! Which week is looked at: this one, or the last that has something, where this one is empty; and the
//! week of a row that somebody wants to see.

use leptos::prelude::*;

use super::{WEEKS_MAX, of_week};
use crate::clock::Date;
use crate::message::economy::view::WorkRow;
use crate::ui::feature::economy::replaced::{self, Sought};
use crate::ui::feature::economy::{DeskNow, Shown};
use crate::ui::words;

/// The week on screen.
#[derive(Clone, Copy)]
pub struct Turn {
    /// The first day of the week on screen.
    from: Memo<Option<Date>>,
    pub weeks_ago: RwSignal<u16>,
    pub sought: Sought,
    /// The week on which it opened, where that is not this one.
    opened: RwSignal<Option<u16>>,
}

impl Turn {
    /// Opens on the last week that has something.
    pub fn new(now: DeskNow, weeks_ago: RwSignal<u16>) -> Self {
        let opened = RwSignal::new(None);
        let first = of_week(now, |week| (week.from, week.latest, week.rows.is_empty()));
        let is_looking = StoredValue::new(true);
        Effect::new(move |_| {
            let Some((from, latest, is_empty)) = first.get() else { return };
            let is_now =
                |now: &Option<Shown>| matches!(now, Some(Shown::View { is_old: false, .. }));
            // What was kept may be of another week, and more may be on its way.
            if !now.with(is_now) || !is_looking.get_value() {
                return;
            }
            is_looking.set_value(false);
            let Some(latest) = latest.filter(|_| is_empty && weeks_ago.get_untracked() == 0) else {
                return;
            };
            let weeks = from.days_since(latest.week_start()) / 7;
            if let Some(weeks) = u16::try_from(weeks).ok().filter(|weeks| *weeks > 0) {
                opened.set(Some(weeks.min(WEEKS_MAX)));
                weeks_ago.set(weeks.min(WEEKS_MAX));
            }
        });
        let from = of_week(now, |week| week.from);
        Self { from, weeks_ago, sought: Sought::new(None), opened }
    }

    /// Turns to the week of a day; whether that is another one.
    pub fn to(self, day: Date) -> bool {
        let Some(from) = self.from.get_untracked() else { return false };
        let weeks = from.days_since(day.week_start()) / 7;
        let weeks = i32::from(self.weeks_ago.get_untracked()) + weeks;
        let weeks = u16::try_from(weeks).ok().filter(|weeks| *weeks <= WEEKS_MAX);
        let Some(weeks) = weeks.filter(|weeks| *weeks != self.weeks_ago.get_untracked()) else {
            return false;
        };
        self.weeks_ago.set(weeks);
        true
    }

    /// Says why it is not this week that is shown.
    pub fn told(self) -> AnyView {
        let is_on_last = move || self.opened.get() == Some(self.weeks_ago.get());
        let told = move || is_on_last().then(words::work::opened_on_last);
        view! { <p class="meta" role="status">{told}</p> }.into_any()
    }

    /// Turns to the week of the row that is sought, and shows it there.
    pub fn seek(self, rows: Memo<Option<Vec<WorkRow>>>) {
        let from = self.from;
        Effect::new(move |_| {
            let Some((entry, date)) = self.sought.get() else { return };
            let has = |rows: &Option<Vec<WorkRow>>| {
                rows.as_ref().is_some_and(|rows| rows.iter().any(|row| row.id == entry))
            };
            if rows.with(has) {
                self.sought.set(None);
                replaced::show(entry);
                return;
            }
            if from.get().is_some() && !self.to(date) {
                self.sought.set(None);
            }
        });
    }
}
