//! The four parts of a surplus, each with a slider, a figure, and what it comes to.

use leptos::prelude::*;

use super::tried::{Begin, Share, Tried};
use crate::domain::economy::surplus::SurplusPreset;
use crate::id::MotionId;
use crate::message::economy::view::Split;
use crate::message::economy::{MoneyEffect, SurplusRule};
use crate::money::Money;
use crate::platform::browser;
use crate::ui::feature::decide::put::money::leave;
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::does;
use crate::ui::feature::people::membership;
use crate::ui::feature::talk::composer::draft_key;
use crate::ui::here::Here;
use crate::ui::kit::bar::{Fill, Share as BarShare, plain_bar};
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::segments;
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// The steps of a slider: one per cent.
const STEP: u32 = 100;

/// The rule in force, with the decision that made it so.
type InForce = Memo<Option<Option<(MotionId, SurplusRule)>>>;

/// The part of the page.
pub fn parts(here: Here, tried: Tried, split: Memo<Option<Split>>, in_force: InForce) -> AnyView {
    let mut begins = vec![
        (
            Begin::Preset(SurplusPreset::ReserveAndMembers),
            words::sharing::preset_reserve_and_members(),
        ),
        (Begin::Preset(SurplusPreset::Thirds), words::sharing::preset_thirds()),
        (Begin::Own, words::sharing::own()),
    ];
    if in_force.get_untracked().flatten().is_some() {
        begins.insert(0, (Begin::InForce, words::sharing::our_rule()));
    }
    let rows = Share::ALL.map(|share| row(tried, share, split)).into_iter().collect_view();
    let drawn = move || {
        let parts = tried.parts.get();
        let shares = Share::ALL.into_iter().zip(parts).map(|(share, part)| {
            let (fill, name, _) = told(share);
            let words = words::decide::say_option(&name, &amount::percent_of_whole(part));
            BarShare::new(fill, part, words)
        });
        plain_bar(shares.collect())
    };
    let inside = view! {
        {segments(words::sharing::begin_with(), begins, tried.begin)}
        <div class="splits">{rows}</div>
        <div class="stack-small after">{drawn} {propose(here, tried, in_force)}</div>
    };
    let aside = words::sharing::together_all();
    part("parts", words::sharing::into_parts(), aside, inside.into_any())
}

/// Its hatch, its name, and what it is for.
pub fn told(share: Share) -> (Fill, String, String) {
    match share {
        Share::Reserve => (Fill::Sea, words::sharing::reserve(), words::sharing::reserve_text()),
        Share::Aid => (Fill::Amber, words::sharing::aid(), words::sharing::aid_text()),
        Share::Commons => (Fill::Leaf, words::sharing::commons(), words::sharing::commons_text()),
        Share::Members => (Fill::Madder, words::sharing::members(), words::sharing::members_text()),
    }
}

fn row(tried: Tried, share: Share, split: Memo<Option<Split>>) -> AnyView {
    let (fill, name, text) = told(share);
    let at = share as usize;
    let id = fresh_id("part");
    let comes_to = move || {
        let split = split.get()?;
        let money: Money = match share {
            Share::Reserve => split.reserve,
            Share::Aid => split.aid,
            Share::Commons => split.commons,
            Share::Members => split.members,
        };
        Some(amount::number(&money))
    };
    view! {
        <div class="split">
            <label class="split-name" for=id.clone()>
                <span class="swatch" data-fill=fill.name()></span>
                <span>{name.clone()}<small>{text}</small></span>
            </label>
            <input
                class="range"
                type="range"
                min="0"
                max=SurplusRule::WHOLE.to_string()
                step=STEP.to_string()
                aria-label=words::sharing::slider(&name)
                aria-valuetext=move || amount::percent_of_whole(tried.parts.get()[at])
                prop:value=move || tried.parts.get()[at].to_string()
                on:input=move |event| {
                    if let Ok(part) = event_target_value(&event).parse() {
                        tried.slide(share, part);
                    }
                }
            />
            <span class="split-end">
                <span class="number">
                    <input
                        class="input"
                        id=id
                        inputmode="decimal"
                        autocomplete="off"
                        aria-invalid=move || tried.is_wrong(share).then_some("true")
                        prop:value=move || tried.typed[at].get()
                        on:input=move |event| tried.write(share, event_target_value(&event))
                    />
                    "%"
                </span>
                <span class="amount" role="status">{comes_to}</span>
            </span>
        </div>
    }
    .into_any()
}

/// What is tried goes to the others as a motion; the form of it begins with this.
fn propose(here: Here, tried: Tried, in_force: InForce) -> AnyView {
    let state = Memo::new(move |_| {
        let rule = tried.rule();
        let is_same = in_force.get().flatten().is_some_and(|(_, own)| rule.as_ref() == Ok(&own));
        (rule, is_same)
    });
    (move || {
        let (rule, is_same) = state.get();
        if here.is_former || !membership::may_vote(here) {
            return view! { <p class="meta">{words::sharing::voters_propose()}</p> }.into_any();
        }
        match rule {
            Err(why) => {
                view! { <p class="field-error" role="alert" aria-live="assertive">{icon("warn")} {why}</p> }.into_any()
            }
            Ok(_) if is_same => {
                view! { <p class="meta">{words::sharing::is_in_force()}</p> }.into_any()
            }
            Ok(rule) => {
                let press = move || {
                    let title = draft_key(here, "motion-title");
                    if browser::stored(&title).unwrap_or_default().is_empty() {
                        let question = words::sharing::question(&does::parts_said(&rule));
                        browser::store(&title, Some(&question));
                    }
                    leave(here, &MoneyEffect::SetSurplusRule(rule.clone()));
                    here.go(Place::NewMotion(None));
                };
                view! {
                    <p class="actions">
                        {button(Weight::Primary, words::sharing::propose(), press)}
                        <span class="meta">{words::sharing::propose_text()}</span>
                    </p>
                }
                .into_any()
            }
        }
    })
    .into_any()
}
