//! A ranking: options in the reader's order, moved by buttons or by the number of their place.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use crate::ordered;
use crate::ui::feature::decide::motion::ballot::Given;
use crate::ui::feature::decide::saying;
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// Which way an option goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Way {
    fn tag(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Options by their place; those without one last, as they were put.
fn order(ranks: &[Option<u32>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    ordered::sort_by_key(&mut order, |option| (ranks[*option].unwrap_or(u32::MAX), *option));
    order
}

/// The places after an option was moved by one: those that have a place are numbered anew. Up from
/// below gives the last place, down from the last place takes it away.
fn moved(ranks: &[Option<u32>], option: usize, way: Way) -> Vec<Option<u32>> {
    let mut ranked = order(ranks);
    ranked.retain(|one| ranks[*one].is_some());
    match (ranked.iter().position(|one| *one == option), way) {
        (None, Way::Up) => ranked.push(option),
        (None, Way::Down) | (Some(0), Way::Up) => {}
        (Some(at), Way::Up) => ranked.swap(at, at - 1),
        (Some(at), Way::Down) if at + 1 < ranked.len() => ranked.swap(at, at + 1),
        (Some(at), Way::Down) => {
            ranked.remove(at);
        }
    }
    let mut places = vec![None; ranks.len()];
    for (place, option) in ranked.into_iter().enumerate() {
        places[option] = u32::try_from(place + 1).ok();
    }
    places
}

/// The rows.
pub fn ranking(names: Vec<String>, given: Given) -> AnyView {
    let stem = fresh_id("rank");
    let ranks =
        move || given.with_value(|given| given.iter().map(|one| one.get()).collect::<Vec<_>>());
    let order = Memo::new(move |_| order(&ranks()));
    let row = move |option: usize| {
        let name = names[option].clone();
        let ids = StoredValue::new(format!("{stem}-{option}"));
        let press = move |way: Way| {
            let now = untrack(ranks);
            let then = moved(&now, option, way);
            given.with_value(|given| {
                for (signal, place) in given.iter().zip(then) {
                    if signal.get_untracked() != place {
                        signal.set(place);
                    }
                }
            });
            // A row that moves loses the focus of its button.
            request_animation_frame(move || focus(&format!("{}-{}", ids.get_value(), way.tag())));
        };
        let step = move |name: &'static str, label: String, way: Way| {
            view! {
                <button
                    class="icon-button"
                    type="button"
                    id=format!("{}-{}", ids.get_value(), way.tag())
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| press(way)
                >
                    {icon(name)}
                </button>
            }
        };
        let place = given.with_value(|given| given[option]);
        view! {
            <li data-unranked=move || place.get().is_none().then_some("")>
                <span class="number">
                    <input
                        class="input"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-label=words::motion::rank_of(&name)
                        prop:value=move || place.get().map(|place| place.to_string()).unwrap_or_default()
                        on:change=move |event| {
                            let typed = event_target_value(&event).trim().parse::<u32>().ok();
                            place.set(typed.filter(|typed| *typed > 0));
                        }
                    />
                </span>
                <span class="option-name" dir="auto">{name.clone()}</span>
                <span class="steps-two">
                    {step("up", words::motion::higher(&name), Way::Up)}
                    {step("down", words::motion::lower(&name), Way::Down)}
                </span>
            </li>
        }
    };
    view! {
        <p class="meta">
            {saying::method_text(crate::message::motion::Method::Ranking)} " "
            {words::motion::ranks_hint()}
        </p>
        <ol class="rows option-rows rank-rows" role="list">
            <For each=move || order.get() key=|option| *option children=row />
        </ol>
    }
    .into_any()
}

fn focus(id: &str) {
    let button = document().get_element_by_id(id);
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        drop(button.focus());
    }
}
