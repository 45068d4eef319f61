//! Events as a file for calendars. A time is written as its wall shows it, with the name of the zone, so
//! that the reader's calendar finds the hour, whatever that zone does with its clocks.

use super::{escaped, folded, utc};
use crate::clock::repeats::week_of_month;
use crate::clock::{Date, Repeats, Timestamp};
use crate::message::calendar::{EventCard, Plan};

/// An event that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOut {
    /// The same for the same event, so that a calendar replaces what it knew.
    pub id: String,
    /// When it was said to be so.
    pub said: Timestamp,
    pub plan: Plan,
}

impl EventOut {
    /// The event as it goes out.
    pub fn of(card: &EventCard) -> Self {
        Self { id: format!("{}@phyle", card.id), said: card.now.at, plan: card.plan.clone() }
    }
}

/// Weekdays from Monday on.
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The file.
pub fn events_file(events: &[EventOut]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Phyle//Phyle//EN".to_owned(),
    ];
    lines.extend(events.iter().flat_map(lines_of));
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn lines_of(event: &EventOut) -> Vec<String> {
    let plan = &event.plan;
    let (hour, minute) = (plan.time.minute() / 60, plan.time.minute() % 60);
    let start = format!("{}T{hour:02}{minute:02}00", compact(plan.first));
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(&event.id)),
        format!("DTSTAMP:{}", utc(event.said)),
        format!("LAST-MODIFIED:{}", utc(event.said)),
        format!("DTSTART;TZID={}:{start}", plan.zone),
        format!("DURATION:PT{}M", plan.minutes),
        format!("SUMMARY:{}", escaped(&plan.title)),
    ];
    if !plan.about.is_empty() {
        lines.push(format!("DESCRIPTION:{}", escaped(&plan.about)));
    }
    if let Some(rule) = rule(plan) {
        lines.push(format!("RRULE:{rule}"));
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

fn rule(plan: &Plan) -> Option<String> {
    let rule = match plan.repeats {
        Repeats::Once => return None,
        Repeats::Weekly => "FREQ=WEEKLY".to_owned(),
        Repeats::Fortnightly => "FREQ=WEEKLY;INTERVAL=2".to_owned(),
        Repeats::Monthly => {
            let weekday = usize::try_from(plan.first.weekday()).unwrap_or_default();
            let week = week_of_month(plan.first).unwrap_or(-1);
            format!("FREQ=MONTHLY;BYDAY={week}{}", WEEKDAYS[weekday])
        }
    };
    // The end is in UTC, and the next time is days away: a day more takes in every zone.
    let until = plan.until.map(|until| format!(";UNTIL={}T235959Z", compact(until.plus_days(1))));
    Some(format!("{rule}{}", until.unwrap_or_default()))
}

/// `20260303`.
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(repeats: Repeats, first: &str, until: Option<&str>) -> EventOut {
        EventOut {
            id: "0102@phyle".to_owned(),
            said: Timestamp(1_772_452_800_000),
            plan: Plan {
                title: "Our call; on Tuesdays".to_owned(),
                about: "https://call.example/a,b".to_owned(),
                first: first.parse().expect("a day"),
                time: "16:00".parse().expect("a time"),
                zone: "Europe/Madrid".to_owned(),
                minutes: 20,
                repeats,
                until: until.map(|day| day.parse().expect("a day")),
            },
        }
    }

    #[test]
    fn cal_1_an_event_goes_out_as_its_wall_shows_it() {
        let file = events_file(&[event(Repeats::Weekly, "2026-03-03", None)]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Phyle//Phyle//EN\r\n\
            BEGIN:VEVENT\r\nUID:0102@phyle\r\nDTSTAMP:20260302T120000Z\r\n\
            LAST-MODIFIED:20260302T120000Z\r\n\
            DTSTART;TZID=Europe/Madrid:20260303T160000\r\nDURATION:PT20M\r\n\
            SUMMARY:Our call\\; on Tuesdays\r\nDESCRIPTION:https://call.example/a\\,b\r\n\
            RRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(file, expected);
    }

    #[test]
    fn cal_1_each_way_of_repeating_has_its_rule() {
        let check = |repeats, first, until, expected: Option<&str>| {
            assert_eq!(rule(&event(repeats, first, until).plan).as_deref(), expected);
        };
        check(Repeats::Once, "2026-03-03", None, None);
        let end = Some("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260401T235959Z");
        check(Repeats::Fortnightly, "2026-03-03", Some("2026-03-31"), end);
        check(Repeats::Monthly, "2026-03-10", None, Some("FREQ=MONTHLY;BYDAY=2TU"));
        check(Repeats::Monthly, "2026-03-31", None, Some("FREQ=MONTHLY;BYDAY=-1TU"));
    }
}
