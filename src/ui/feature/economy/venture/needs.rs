//! What a venture looks for, and that it was found.

use leptos::ev;
use leptos::prelude::*;

use super::of_venture;
use crate::id::CommandId;
use crate::message::economy::EconomyAct;
use crate::message::economy::view::NeedView;
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page.
pub fn needs(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let needs = of_venture(now, |view| view.needs.clone());
    let handle = DialogHandle::new();
    let list = move || {
        let needs = needs.get()?;
        Some(if needs.is_empty() {
            view! { <p class="meta">{words::steward::looks_for_nothing()}</p> }.into_any()
        } else {
            let rows = needs.into_iter().map(|need| row(here, need)).collect_view();
            view! { <ul class="entries rows" role="list">{rows}</ul> }.into_any()
        })
    };
    let may = move || {
        may(here).then(|| {
            view! {
                <p class="actions after">
                    {button(Weight::Plain, words::steward::say_need(), move || handle.open())}
                </p>
            }
        })
    };
    let inside = view! {
        {list}
        {may}
        {dialog(handle, words::steward::say_need(), move || state(here, venture, handle))}
    };
    part("needs", words::steward::looks_for(), (), inside.into_any())
}

fn may(here: Here) -> bool {
    membership::may_vote(here) && !here.is_former
}

fn row(here: Here, need: NeedView) -> AnyView {
    let handle = DialogHandle::new();
    let today = here.today();
    let (id, what) = (need.id, need.what.clone());
    let told = match &need.met {
        None => None,
        Some((date, _, how)) if how.is_empty() => {
            Some(words::steward::found_on(&format::calendar_day(*date, today)))
        }
        Some((date, _, how)) => {
            Some(words::steward::found_how(&format::calendar_day(*date, today), how))
        }
    };
    let is_open = need.met.is_none();
    let meet = move || {
        (is_open && may(here)).then(|| {
            view! {
                <p class="actions under">
                    {button(Weight::Quiet, words::steward::found_it(), move || handle.open())}
                </p>
            }
        })
    };
    let form =
        is_open.then(|| dialog(handle, words::steward::found_it(), move || met(here, id, handle)));
    view! {
        <li>
            <span class="what" dir="auto">{what}</span>
            {told.map(|told| view! { <p dir="auto">{told}</p> })}
            {meet}
            {form}
        </li>
    }
    .into_any()
}

fn state(here: Here, venture: CommandId, own: DialogHandle) -> AnyView {
    let (what, sending) = (RwSignal::new(String::new()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = read_words(&words::steward::need(), &what.get_untracked());
        let act = act.map(|what| EconomyAct::StateVentureNeed { venture, what });
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::steward::need_said());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::steward::need(), words::steward::need_hint(), what, none)}
            {sending.foot(words::steward::say_need(), move || own.close())}
        </form>
    }
    .into_any()
}

fn met(here: Here, need: CommandId, own: DialogHandle) -> AnyView {
    let (how, sending) = (RwSignal::new(String::new()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let how = how.get_untracked().trim().to_owned();
        let act = EconomyAct::MeetVentureNeed { need, how, date: here.today() };
        sending.send(here, Ok(act), move |_| own.close());
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::steward::how_found(), words::steward::how_found_hint(), how, none)}
            {sending.foot(words::steward::found_it(), move || own.close())}
        </form>
    }
    .into_any()
}
