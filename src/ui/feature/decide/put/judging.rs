//! What the rules would refuse of a motion in the making, in words, before it is sent.

use leptos::prelude::*;

use crate::clock::{Date, HOUR_MS};
use crate::limits::{MOTION_HOURS_MAX, MOTION_OPTIONS_MAX, REVIEW_DAYS_MAX};
use crate::message::motion::MotionFault;
use crate::ordered;
use crate::ui::feature::decide::put::fields::{Deed, Fields, number};
use crate::ui::words;

impl Fields {
    /// The fewest who must take part by the rules.
    pub fn quorum_least(self) -> u32 {
        self.rule().quorum.fewest(self.electors())
    }

    /// Why the way of deciding would be refused.
    pub fn method_error(self) -> Option<String> {
        let fault = if self.is_choice.get() {
            (self.deed.get() != Deed::Statement).then_some(MotionFault::MethodNotForEffect)
        } else {
            let strict = self.yes_or_no.get().is_as_strict_as(self.rule().method, self.round());
            (!strict).then_some(MotionFault::MethodTooWeak)
        };
        fault.map(words::fault::fault)
    }

    /// Why the options would be refused.
    pub fn options_error(self) -> Option<String> {
        if !self.is_choice.get() {
            return None;
        }
        let texts = self.option_texts();
        let mut distinct = texts.clone();
        ordered::sort(&mut distinct);
        distinct.dedup();
        if texts.len() > MOTION_OPTIONS_MAX {
            let most = u32::try_from(MOTION_OPTIONS_MAX).unwrap_or(u32::MAX);
            return Some(words::put::too_many_options(most));
        }
        (texts.len() < 2 || distinct.len() < texts.len())
            .then(|| words::fault::fault(MotionFault::Options))
    }

    /// Why the number of people would be refused.
    pub fn quorum_error(self) -> Option<String> {
        let electors = self.electors();
        match number(self.quorum) {
            None => Some(words::put::number_wrong()),
            Some(wanted) if wanted > electors => Some(words::put::more_than_all(electors)),
            Some(wanted) if wanted < self.quorum_least() => {
                Some(words::fault::fault(MotionFault::QuorumTooLow))
            }
            Some(_) => None,
        }
    }

    /// Why the day to look at it again would be refused.
    pub fn review_error(self) -> Option<String> {
        if self.review.with(|day| day.trim().is_empty()) {
            return None;
        }
        let Some(day) = self.review_day() else { return Some(words::common::date_missing()) };
        let hours = u64::from(self.hours().unwrap_or_default());
        let end = Date::at(self.here.store.now().get().plus_ms(hours * HOUR_MS));
        let is_after = (1..=REVIEW_DAYS_MAX).contains(&day.days_since(end));
        (!is_after).then(|| words::fault::fault(MotionFault::ReviewDay))
    }

    /// Why the time would be refused.
    pub fn time_error(self) -> Option<String> {
        let hours_min = self.rule().hours_min;
        match self.hours() {
            None => Some(words::put::number_wrong()),
            Some(hours) if hours < hours_min => {
                Some(words::fault::fault(MotionFault::TooShort { hours_min }))
            }
            Some(hours) if hours > MOTION_HOURS_MAX => {
                Some(words::fault::fault(MotionFault::TooLate))
            }
            Some(_) => None,
        }
    }
}
