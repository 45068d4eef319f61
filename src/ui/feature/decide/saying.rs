//! What motions are made of, in words: ways of deciding, states, choices, effects, shares.

use crate::clock::{MINUTE_MS, Timestamp};
use crate::id::PageId;
use crate::message::model::{MotionCard, MotionState};
use crate::message::motion::{Choice, Method, MotionEffect};
use crate::ordered;
use crate::ui::feature::economy::does as does_money;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::words;

/// The name of a way of deciding.
pub fn method(method: Method) -> String {
    match method {
        Method::Majority => words::decide::majority(),
        Method::TwoThirds => words::decide::two_thirds(),
        Method::Absolute => words::decide::absolute(),
        Method::Consent => words::decide::consent(),
        Method::ThreeQuarters => words::decide::three_quarters(),
        Method::Approval => words::decide::approval(),
        Method::Score => words::decide::score(),
        Method::Dots { .. } => words::decide::dots(),
        Method::TimePoll => words::decide::time_poll(),
        Method::Ranking => words::decide::ranking(),
    }
}

/// What a way of deciding asks, as a sentence.
pub fn method_text(method: Method) -> String {
    match method {
        Method::Majority => words::decide::majority_text(),
        Method::TwoThirds => words::decide::two_thirds_text(),
        Method::Absolute => words::decide::absolute_text(),
        Method::Consent => words::decide::consent_text(),
        Method::ThreeQuarters => words::decide::three_quarters_text(),
        Method::Approval => words::decide::approval_text(),
        Method::Score => words::decide::score_text(),
        Method::Dots { .. } => words::decide::dots_text(),
        Method::TimePoll => words::decide::time_poll_text(),
        Method::Ranking => words::decide::ranking_text(),
    }
}

/// The state of a motion in one line of the list.
pub fn row_state(card: &MotionCard) -> String {
    match card.state {
        MotionState::Incomplete => words::decide::state_incomplete(),
        MotionState::Void(_) => words::decide::state_void(),
        MotionState::Open => {
            let voted = words::decide::voted(card.cast, card.electors);
            match &card.my_choice {
                Some(mine) => {
                    words::decide::two_facts(&voted, &words::decide::you_said(&mine_short(mine)))
                }
                None => words::decide::two_facts(&method(card.method), &voted),
            }
        }
        MotionState::Grace(_) => words::decide::state_grace(),
        MotionState::Sealing(sealing) if sealing.needed == 0 => words::decide::state_counting(),
        MotionState::Sealing(sealing) => {
            words::decide::state_sealing(sealing.accepted, sealing.needed)
        }
        MotionState::Withdrawn => words::decide::state_withdrawn(),
        MotionState::Final { passed } => final_state(card.method, passed),
        MotionState::Disputed => words::decide::state_disputed(),
    }
}

fn final_state(method: Method, passed: bool) -> String {
    match (method.is_choice(), passed) {
        (false, true) => words::decide::state_passed(),
        (false, false) => words::decide::state_failed(),
        (true, true) => words::decide::state_chosen(),
        (true, false) => words::decide::state_not_chosen(),
    }
}

/// The time that is left.
pub fn left(until: Timestamp, now: Timestamp) -> String {
    match until.since_ms(now) {
        ..MINUTE_MS => words::decide::soon(),
        ms => format::span(ms),
    }
}

/// What the reader said, as short as can be.
pub fn mine_short(choice: &Choice) -> String {
    match choice {
        Choice::For => words::decide::say_for(),
        Choice::Against => words::decide::say_against(),
        Choice::Abstain => words::decide::you_abstain(),
        Choice::Agree => words::decide::you_agree(),
        Choice::Object => words::decide::you_object(),
        Choice::Points(_) | Choice::Ranks(_) => words::decide::you_answered(),
    }
}

/// What the reader said, in full, standing by itself.
pub fn mine(own: &Choice, method: Method, options: &[String]) -> String {
    match own {
        Choice::For | Choice::Against | Choice::Abstain | Choice::Agree | Choice::Object => {
            format::capitalised(&mine_short(own))
        }
        Choice::Points(_) | Choice::Ranks(_) => choice(own, method, options),
    }
}

/// What somebody said, in full.
pub fn choice(choice: &Choice, method: Method, options: &[String]) -> String {
    match choice {
        Choice::For => words::decide::say_for(),
        Choice::Against => words::decide::say_against(),
        Choice::Abstain => words::decide::say_abstain(),
        Choice::Agree => words::decide::say_agree(),
        Choice::Object => words::decide::say_object(),
        Choice::Points(points) => {
            let given = options.iter().zip(points).filter_map(|(option, points)| {
                let points = (*points)?;
                let is_worth_saying = points > 0 || method == Method::TimePoll;
                is_worth_saying.then(|| points_said(option, points, method))
            });
            said(given.collect())
        }
        Choice::Ranks(ranks) => {
            let mut ranked: Vec<(u32, &String)> = options
                .iter()
                .zip(ranks)
                .filter_map(|(option, rank)| Some(((*rank)?, option)))
                .collect();
            ordered::sort(&mut ranked);
            let given = ranked.into_iter().map(|(rank, option)| format!("{rank}. {option}"));
            said(given.collect())
        }
    }
}

fn said(parts: Vec<String>) -> String {
    if parts.is_empty() { words::decide::say_nothing_given() } else { parts.join("\u{a0}· ") }
}

fn points_said(option: &str, points: u32, method: Method) -> String {
    match method {
        Method::Approval => option.to_owned(),
        Method::TimePoll => words::decide::say_option(option, &hour_said(points)),
        Method::Majority
        | Method::TwoThirds
        | Method::Absolute
        | Method::Consent
        | Method::ThreeQuarters
        | Method::Score
        | Method::Dots { .. }
        | Method::Ranking => words::decide::say_option(option, &format::number(f64::from(points))),
    }
}

/// What 0, 1 and 2 mean of an hour.
pub fn hour_said(points: u32) -> String {
    match points {
        0 => words::decide::time_cannot(),
        1 => words::decide::time_if_need(),
        _ => words::decide::time_well(),
    }
}

/// What a motion does when it passes, as a sentence. `page` finds the title of a page.
pub fn effect(
    here: Here,
    effect: &MotionEffect,
    page: impl Fn(PageId) -> Option<String>,
) -> String {
    match effect {
        MotionEffect::Statement => words::decide::does_statement(),
        MotionEffect::AdoptPage { page: id } => {
            words::decide::does_adopt(&page(*id).unwrap_or_else(words::decide::a_page))
        }
        MotionEffect::AdmitMember { member, trial_until: None } => {
            words::decide::does_admit(&here.name(*member))
        }
        MotionEffect::AdmitMember { member, trial_until: Some(until) } => {
            words::decide::does_admit_on_trial(&here.name(*member), &format::full_day(*until))
        }
        MotionEffect::GiveRole { member, role } => {
            words::decide::does_give(&here.name(*member), role)
        }
        MotionEffect::EndRole { member, role } => {
            words::decide::does_end(&here.name(*member), role)
        }
        MotionEffect::ConfirmMember { member } => words::decide::does_confirm(&here.name(*member)),
        MotionEffect::RemoveMember { member } => words::decide::does_remove(&here.name(*member)),
        MotionEffect::SetRules { .. } => words::decide::does_rules(),
        MotionEffect::Money { effect } => does_money::said(effect),
    }
}
