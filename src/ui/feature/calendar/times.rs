//! When an event is: its days as moments, and how that is said.

use crate::clock::repeats::week_of_month;
use crate::clock::{DAY_MS, Date, MINUTE_MS, Repeats, Timestamp};
use crate::message::calendar::Plan;
use crate::ui::format;
use crate::ui::words;

/// So long ahead it is told that somebody's hour will be another one.
const AHEAD_MS: u64 = 60 * DAY_MS;

/// One time that an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// In the zone of the event.
    pub day: Date,
    pub at: Timestamp,
}

/// Whether this browser knows the event's zone.
pub fn is_known(plan: &Plan) -> bool {
    format::wall(plan.first, plan.time, &plan.zone).is_some()
}

/// The times of an event that are not over.
pub fn times(plan: &Plan, now: Timestamp) -> impl Iterator<Item = Time> {
    let length_ms = u64::from(plan.minutes) * MINUTE_MS;
    let from = Date::at(Timestamp(now.0.saturating_sub(length_ms))).plus_days(-1);
    plan.days(from)
        .map_while(move |day| Some(Time { day, at: format::wall(day, plan.time, &plan.zone)? }))
        .filter(move |time| time.at.plus_ms(length_ms) > now)
}

/// The times of the next weeks: the next one first.
pub fn next_weeks(plan: &Plan, now: Timestamp) -> Vec<Time> {
    let mut all = Vec::new();
    for time in times(plan, now) {
        let first = all.first().map_or(time.at, |first: &Time| first.at);
        if time.at.since_ms(first) > AHEAD_MS {
            break;
        }
        all.push(time);
    }
    all
}

/// "every week, until 30 June 2026"; empty for what is once.
pub fn rhythm(plan: &Plan) -> String {
    let weekday = format::weekday(plan.first);
    let rhythm = match (plan.repeats, week_of_month(plan.first)) {
        (Repeats::Once, _) => return String::new(),
        (Repeats::Weekly, _) => words::calendar::weekly(),
        (Repeats::Fortnightly, _) => words::calendar::fortnightly(),
        (Repeats::Monthly, Some(1)) => words::calendar::monthly_first(&weekday),
        (Repeats::Monthly, Some(2)) => words::calendar::monthly_second(&weekday),
        (Repeats::Monthly, Some(3)) => words::calendar::monthly_third(&weekday),
        (Repeats::Monthly, Some(_)) => words::calendar::monthly_fourth(&weekday),
        (Repeats::Monthly, None) => words::calendar::monthly_last(&weekday),
    };
    match plan.until {
        Some(until) => words::calendar::until(&rhythm, &format::calendar_full(until)),
        None => rhythm,
    }
}

/// "20 minutes · every week".
pub fn length_and_rhythm(plan: &Plan) -> String {
    let length = words::sync::minutes(u32::from(plan.minutes));
    let rhythm = rhythm(plan);
    if rhythm.is_empty() { length } else { format!("{length} · {rhythm}") }
}

/// "Our Tuesday call, Tuesday 3 March, 16:00 in Madrid".
pub fn in_one_line(plan: &Plan) -> String {
    let (day, time) = (format::calendar_weekday(plan.first), plan.time.to_string());
    words::calendar::one_line(&plan.title, &day, &time, town(&plan.zone).as_str())
}

/// The town that a zone is named after.
pub fn town(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or_default().replace('_', " ")
}
