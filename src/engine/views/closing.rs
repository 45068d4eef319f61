//! Whether a period of the books is to be closed now, told by the charter alone: nobody has to open
//! the books for it. Which closings that passed are none, the books said when they were open last.

use serde::Deserialize;

use crate::clock::Date;
use crate::domain::fact::Decision;
use crate::message::economy::{EffectText, Rhythm};
use crate::message::model::{MotionCard, MotionState};
use crate::message::motion::MotionEffect;

/// What of an effect on money is looked at.
#[derive(Default, Deserialize)]
struct Glimpse {
    #[serde(default, rename = "SetTerms")]
    terms: Option<Terms>,
    #[serde(default, rename = "ClosePeriod")]
    closing: Option<Closing>,
}

#[derive(Deserialize)]
struct Terms {
    #[serde(default)]
    closes: Rhythm,
}

#[derive(Deserialize)]
struct Closing {
    until: Date,
}

fn glimpse(effect: &MotionEffect) -> Glimpse {
    let MotionEffect::Money { effect: EffectText(text) } = effect else {
        return Glimpse::default();
    };
    serde_json::from_str(text).unwrap_or_default()
}

fn is_running(state: MotionState) -> bool {
    match state {
        MotionState::Open | MotionState::Grace(_) | MotionState::Sealing(_) => true,
        MotionState::Incomplete
        | MotionState::Void(_)
        | MotionState::Withdrawn
        | MotionState::Final { .. }
        | MotionState::Disputed => false,
    }
}

/// The last day of the period that is to be closed, unless a motion for it runs.
pub fn due<'a>(
    decisions: impl Iterator<Item = &'a Decision>,
    motions: &[MotionCard],
    today: Date,
) -> Option<Date> {
    let passed = decisions.filter(|decision| decision.tally.passed);
    let passed = passed.map(|decision| (Date::at(decision.terms.deadline), &decision.terms.effect));
    let running = motions.iter().filter(|card| is_running(card.state));
    due_after(passed, running.map(|card| &card.effect), today)
}

/// The same, of what passed and when, and of what is being voted on.
fn due_after<'a>(
    passed: impl Iterator<Item = (Date, &'a MotionEffect)>,
    mut running: impl Iterator<Item = &'a MotionEffect>,
    today: Date,
) -> Option<Date> {
    let (mut rhythm, mut since, mut closed) = (Rhythm::Never, None, None);
    for (on, effect) in passed {
        let glimpse = glimpse(effect);
        if let Some(terms) = glimpse.terms {
            rhythm = terms.closes;
            since = (rhythm != Rhythm::Never).then_some(since.unwrap_or(on));
        }
        closed = closed.max(glimpse.closing.map(|closing| closing.until));
    }
    let due = rhythm.due(since?, closed, today)?;
    let is_put =
        running.any(|effect| glimpse(effect).closing.is_some_and(|closing| closing.until >= due));
    (!is_put).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::economy::{self, EconomyTerms, MoneyEffect};

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn terms(closes: Rhythm) -> MotionEffect {
        let mut terms = EconomyTerms::new("EUR".parse().expect("known"));
        terms.closes = closes;
        MotionEffect::Money { effect: MoneyEffect::SetTerms(terms).to_text() }
    }

    fn closing(until: &str) -> MotionEffect {
        let (heads, trial) = (Vec::new(), Vec::new());
        let closing = economy::Closing { from: None, until: day(until), heads, trial, rule: None };
        MotionEffect::Money { effect: MoneyEffect::ClosePeriod(Box::new(closing)).to_text() }
    }

    #[test]
    fn eco_8_a_closing_is_asked_for_until_it_is_put_or_passed() {
        let check = |passed: &[(&str, MotionEffect)], running: &[MotionEffect], expected| {
            let passed = passed.iter().map(|(on, effect)| (day(on), effect));
            let found = due_after(passed, running.iter(), day("2026-05-03"));
            assert_eq!(found, Option::map(expected, day));
        };
        let monthly = ("2026-03-10", terms(Rhythm::Monthly));
        check(&[], &[], None);
        check(&[("2026-03-10", terms(Rhythm::Never))], &[], None);
        check(&[("2026-03-10", MotionEffect::Statement)], &[], None);
        check(std::slice::from_ref(&monthly), &[], Some("2026-04-30"));
        // Terms that are decided again keep the rhythm going; other ones end it.
        let again = ("2026-05-02", terms(Rhythm::Monthly));
        check(&[monthly.clone(), again], &[], Some("2026-04-30"));
        check(&[("2026-05-02", terms(Rhythm::Monthly))], &[], None);
        check(&[monthly.clone(), ("2026-05-01", terms(Rhythm::Never))], &[], None);
        check(std::slice::from_ref(&monthly), &[closing("2026-04-30")], None);
        check(std::slice::from_ref(&monthly), &[closing("2026-03-31")], Some("2026-04-30"));
        check(&[monthly.clone(), ("2026-05-02", closing("2026-04-30"))], &[], None);
        check(&[monthly, ("2026-04-02", closing("2026-03-31"))], &[], Some("2026-04-30"));
    }
}
