//! What motions about money do when they pass, told plainly.

use leptos::prelude::*;

use crate::clock::Date;
use crate::id::MemberId;
use crate::message::economy::{
    Closing, EconomyTerms, EffectText, MembersBy, MoneyEffect, Rhythm, Root, SurplusRule, VentureId,
};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount::{self, amount, percent_of_whole};
use crate::ui::feature::economy::trade::agreement;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::face::FaceSize;
use crate::ui::route::Place;
use crate::ui::words;

/// One sentence.
pub fn said(effect: &EffectText) -> String {
    match MoneyEffect::read(effect) {
        None => words::put_money::unreadable(),
        Some(MoneyEffect::SetTerms(terms)) => {
            words::put_money::does_terms(&amount::name(&terms.base))
        }
        Some(MoneyEffect::SetSurplusRule(rule)) => words::put_money::does_rule(&parts_said(&rule)),
        Some(MoneyEffect::GrantBudget { name, rights, .. }) => {
            words::put_money::does_budget(&amount::all_said(&sums(&rights)), &name)
        }
        Some(MoneyEffect::ClosePeriod(closing)) => {
            words::put_money::does_close(&format::calendar_full(closing.until))
        }
        Some(MoneyEffect::ElectStewards { until, .. }) => {
            words::steward::does_elect(&format::calendar_full(until))
        }
        Some(MoneyEffect::AgreeTrade(terms)) => agreement::said(&terms),
    }
}

/// What an effect comes to, one thing a row.
pub fn more(here: Here, effect: &EffectText) -> AnyView {
    match MoneyEffect::read(effect) {
        None => ().into_any(),
        Some(MoneyEffect::SetTerms(terms)) => terms_told(&terms),
        Some(MoneyEffect::SetSurplusRule(rule)) => rule_told(here, &rule),
        Some(MoneyEffect::GrantBudget { rights, .. }) => {
            let rows = rights
                .into_iter()
                .map(|(member, money)| {
                    view! {
                        <li class="who-line">
                            {here.face(FaceSize::Small, member)}
                            <span>{move || here.name_you(member)}</span>
                            {amount(&money)}
                        </li>
                    }
                })
                .collect_view();
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        }
        Some(MoneyEffect::ClosePeriod(closing)) => closing_told(&closing),
        Some(MoneyEffect::ElectStewards { venture, members, .. }) => {
            stewards_told(here, venture, &members)
        }
        Some(MoneyEffect::AgreeTrade(terms)) => agreement::terms_told(here, &terms),
    }
}

fn stewards_told(here: Here, venture: VentureId, members: &[MemberId]) -> AnyView {
    let row = |member: &MemberId| {
        let member = *member;
        view! {
            <li class="who-line">
                {here.face(FaceSize::Small, member)}
                <a href=here.to(Place::Person(member))>{move || here.name_you(member)}</a>
            </li>
        }
    };
    let rows = members.iter().map(row).collect_view();
    let to = here.to(Place::Venture(venture));
    view! {
        <ul class="rows" role="list">{rows}</ul>
        <p class="actions">
            {link_button(Weight::Plain, None, words::steward::see_venture(), to)}
        </p>
    }
    .into_any()
}

/// How often the books are closed.
pub fn rhythm(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Never => words::put_money::closes_never(),
        Rhythm::Monthly => words::put_money::closes_monthly(),
        Rhythm::Quarterly => words::put_money::closes_quarterly(),
        Rhythm::Yearly => words::put_money::closes_yearly(),
    }
}

fn sums(rights: &[(MemberId, Money)]) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for (_, money) in rights {
        match sums.iter_mut().find(|sum| sum.commodity == money.commodity) {
            Some(sum) => sum.units = sum.units.saturating_add(money.units),
            None => sums.push(money.clone()),
        }
    }
    sums
}

/// "20 % to the reserve, 10 % to aid, 5 % to the commons, 65 % to the members by hours".
pub fn parts_said(rule: &SurplusRule) -> String {
    let parts = [
        (rule.reserve, words::put_money::to_reserve as fn(&str) -> String),
        (rule.aid, words::put_money::to_aid),
        (rule.commons, words::put_money::to_commons),
        (rule.members, words::put_money::to_members),
    ];
    let mut said: Vec<String> = parts
        .into_iter()
        .filter(|(part, _)| *part > 0)
        .map(|(part, words)| words(&percent_of_whole(part)))
        .collect();
    if rule.members > 0
        && let Some(last) = said.last_mut()
    {
        *last = format!("{last} {}", by_said(&rule.by));
    }
    format::list(&said)
}

/// By what the members' part is divided, standing after it.
pub fn by_said(by: &MembersBy) -> String {
    match by {
        MembersBy::Hours => words::sharing::said_by_hours(),
        MembersBy::Equally => words::sharing::said_equally(),
        MembersBy::Need(_) => words::sharing::said_by_need(),
        MembersBy::Streams { .. } => words::sharing::said_by_streams(),
        MembersBy::Mixed { hours } => {
            words::sharing::said_mixed(&hours.to_string(), &(100 - (*hours).min(100)).to_string())
        }
    }
}

fn rule_told(here: Here, rule: &SurplusRule) -> AnyView {
    let parts = [
        (rule.reserve, words::sharing::reserve(), words::sharing::reserve_text()),
        (rule.aid, words::sharing::aid(), words::sharing::aid_text()),
        (rule.commons, words::sharing::commons(), words::sharing::commons_text()),
        (rule.members, words::sharing::members(), by_said(&rule.by)),
    ];
    let rows = parts
        .into_iter()
        .map(|(part, name, text)| row(format!("{name}, {}", percent_of_whole(part)), text))
        .collect_view();
    let detail = match &rule.by {
        MembersBy::Hours | MembersBy::Equally | MembersBy::Mixed { .. } => None,
        MembersBy::Streams { livelihood, care, commons } => Some(words::sharing::streams_told(
            &livelihood.to_string(),
            &care.to_string(),
            &commons.to_string(),
        )),
        MembersBy::Need(needs) => {
            let one = |(member, weight): &(MemberId, u32)| {
                words::decide::say_option(&here.name(*member), &weight.to_string())
            };
            Some(needs.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    };
    let detail = detail.map(|text| view! { <p class="meta">{text}</p> });
    view! { <ul class="entries rows" role="list">{rows}</ul> {detail} }.into_any()
}

fn terms_told(terms: &EconomyTerms) -> AnyView {
    let credit = Money { commodity: Commodity::credit(), units: -terms.credit_limit };
    let mut below: Option<i64> = None;
    let mut steps = Vec::new();
    for step in &terms.approvals {
        let amount = |units| amount::said(&Money { commodity: terms.base.clone(), units });
        let range = match (below, step.up_to) {
            (None, None) => words::put_money::any_amount(),
            (_, Some(up_to)) => words::put_money::up_to(&amount(up_to)),
            (Some(below), None) => words::put_money::above(&amount(below)),
        };
        steps.push(words::put_money::step(step.approvals, &range));
        below = step.up_to;
    }
    let confirm = if terms.confirm_work {
        words::put_money::work_confirmed()
    } else {
        words::put_money::work_as_written()
    };
    let claims = words::leaving::claims_told(
        &terms.claims.first_days.to_string(),
        &terms.claims.parts.to_string(),
    );
    view! {
        <ul class="entries rows" role="list">
            {row(words::put_money::base(), amount::name(&terms.base))}
            {row(words::put_money::credit_limit(), words::put_money::credit_told(&amount::number(&credit)))}
            {row(words::put_money::approvals(), steps.join(" "))}
            {row(words::put_money::work(), confirm)}
            {row(words::leaving::terms(), claims)}
            {row(words::put_money::closes(), rhythm(terms.closes))}
        </ul>
    }
    .into_any()
}

fn closing_told(closing: &Closing) -> AnyView {
    let sum = |root: Root| {
        let mut sums: Vec<Money> = Vec::new();
        let within = closing.trial.iter().filter(|posting| posting.account.root() == root);
        for posting in within {
            match sums.iter_mut().find(|sum| sum.commodity == posting.money.commodity) {
                Some(sum) => sum.units = sum.units.saturating_add(posting.money.units),
                None => sums.push(posting.money.clone()),
            }
        }
        sums
    };
    let income: Vec<Money> = sum(Root::Income).iter().map(Money::negated).collect();
    let rows = [
        (words::reports::came_in(), amount::all_said(&income)),
        (words::reports::went_out(), amount::all_said(&sum(Root::Expenses))),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(name, said)| row(name, said))
        .collect_view();
    view! {
        <ul class="entries rows" role="list">
            {row(words::put_money::closed_span(), span(closing.from, closing.until))}
            {rows}
        </ul>
        <p class="meta">{words::put_money::closing_checked()}</p>
    }
    .into_any()
}

/// "Until 31 March 2026", "1 March to 31 March 2026".
pub fn span(from: Option<Date>, until: Date) -> String {
    let until = format::calendar_full(until);
    match from {
        Some(from) => words::economy::from_to(&format::calendar_full(from), &until),
        None => words::economy::until(&until),
    }
}

/// A name and what it comes to.
pub fn row(name: String, text: String) -> AnyView {
    view! { <li><span class="what">{name}</span><p>{text}</p></li> }.into_any()
}
