//! One need: who asks, how much, by when, who keeps it, what is pledged; why, for whoever may read it.

use leptos::ev;
use leptos::prelude::*;

use super::{act, close};
use crate::id::MemberId;
use crate::message::economy::EconomyAct;
use crate::message::economy::care::{
    CareAct, NeedState, NeedView, PledgeState, PledgeView, WordsView,
};
use crate::money::Commodity;
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::inputs::{amount_field, read_amount};
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::words;

/// Neither closed nor taken back.
pub fn is_open(one: &NeedView) -> bool {
    matches!(one.state, NeedState::Open)
}

/// A row of the list.
pub fn need(here: Here, now: DeskNow, one: &NeedView) -> AnyView {
    let (by, steward) = (one.by, one.steward);
    let (most, least) = (amount::said(&one.money), one.at_least.as_ref().map(amount::number));
    let sentence = move || {
        let name = here.name_you(by);
        match &least {
            Some(least) => words::care::wants_from(&name, least, &most),
            None => words::care::wants(&name, &most),
        }
    };
    let until = words::care::until(&format::calendar_day(one.until, here.today()));
    let kept = move || words::care::kept_by(&here.name_you(steward));
    view! {
        <li>
            {here.face(FaceSize::Usual, by)}
            <div class="waiting-body">
                <p class="sentence"><b>{sentence}</b></p>
                <p class="meta">{until} "\u{a0}· " {kept}</p>
                {why(here, one)}
                {state(here, one)}
                {pledges(here, one)}
                {is_open(one).then(|| buttons(here, now, one))}
                {erasing(here, one)}
            </div>
            {amount(&one.pledged)}
        </li>
    }
    .into_any()
}

fn why(here: Here, one: &NeedView) -> AnyView {
    let (by, steward) = (one.by, one.steward);
    let is_for = |member: MemberId| here.me() == Some(member);
    match &one.words {
        WordsView::Open(words) => {
            let label = is_for(steward).then(words::care::words_for_you);
            view! {
                <p class="meta">{icon("lock")} " " {label}</p>
                <p dir="auto" class="need-words">{words.clone()}</p>
            }
            .into_any()
        }
        WordsView::Sealed if is_for(steward) || is_for(by) => {
            view! { <p class="meta">{icon("lock")} " " {words::care::words_elsewhere()}</p> }
                .into_any()
        }
        WordsView::Sealed => {
            let told = move || words::care::words_sealed(&here.name(steward));
            view! { <p class="meta">{icon("lock")} " " {told}</p> }.into_any()
        }
        WordsView::Coming => {
            view! { <p class="meta">{icon("lock")} " " {words::care::words_coming()}</p> }
                .into_any()
        }
        WordsView::Erased(day) => {
            let day = format::calendar_day(*day, here.today());
            let told = move || words::care::words_erased(&here.name(by), &day);
            view! { <p class="meta">{told}</p> }.into_any()
        }
        WordsView::None if is_for(steward) => {
            view! { <p class="meta">{words::care::no_words()}</p> }.into_any()
        }
        WordsView::None => ().into_any(),
    }
}

fn state(here: Here, one: &NeedView) -> AnyView {
    let by = one.by;
    match &one.state {
        NeedState::Open => {
            let told =
                words::care::pledged(&amount::said(&one.pledged), &amount::number(&one.money));
            view! { <p>{told}</p> }.into_any()
        }
        NeedState::TakenBack => {
            let told = move || words::care::need_taken_back(&here.name_you(by));
            view! { <p class="meta">{told}</p> }.into_any()
        }
        NeedState::Closed { date, came, given, back } => {
            let day = format::calendar_day(*date, here.today());
            let told = words::care::closed_with(&amount::said(came), &amount::number(given), &day);
            let back = back.iter().map(|(member, money)| {
                let (member, money) = (*member, amount::said(money));
                let told = move || words::care::goes_back(&here.name_you(member), &money);
                view! { <p class="meta">{told}</p> }
            });
            view! { <p>{told}</p> {back.collect_view()} }.into_any()
        }
    }
}

fn pledges(here: Here, one: &NeedView) -> AnyView {
    if one.pledges.is_empty() {
        return ().into_any();
    }
    let rows = one.pledges.iter().map(|pledge| pledge_row(here, pledge)).collect_view();
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {words::care::pledges_of()}</summary>
            <ul class="rows" role="list">{rows}</ul>
        </details>
    }
    .into_any()
}

fn pledge_row(here: Here, pledge: &PledgeView) -> AnyView {
    let (member, id) = (pledge.by, pledge.id);
    let state = match pledge.state {
        PledgeState::Stands => words::care::stands(),
        PledgeState::TakenBack => words::care::was_taken_back(),
        PledgeState::Counts => words::care::came(),
        PledgeState::NotNeeded => words::care::closed_without(),
    };
    let is_mine = !here.is_former && here.me() == Some(member);
    let back = (is_mine && pledge.state == PledgeState::Stands).then(|| {
        button(Weight::Quiet, words::care::take_back(), move || {
            act(here, CareAct::TakeBackPledge { pledge: id }, words::care::taken_back_done);
        })
    });
    view! {
        <li class="who-line">
            {here.face(FaceSize::Small, member)}
            <span>{move || here.name_you(member)} " " <small>{state}</small></span>
            {amount(&pledge.money)}
            {back}
        </li>
    }
    .into_any()
}

fn buttons(here: Here, now: DeskNow, one: &NeedView) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    let (id, by, steward) = (one.id, one.by, one.steward);
    let commodity = one.money.commodity.clone();
    let (pledging, closing) = (DialogHandle::new(), DialogHandle::new());
    let known = one.clone();
    let actions = move || {
        let me = here.me()?;
        let own = (me == by).then(|| {
            button(Weight::Quiet, words::care::not_needed(), move || {
                act(here, CareAct::TakeBackNeed { need: id }, words::care::taken_back_done);
            })
        });
        let pledge = (me != by)
            .then(|| button(Weight::Primary, words::care::pledge(), move || pledging.open()));
        let close = (me == steward)
            .then(|| button(Weight::Plain, words::care::close(), move || closing.open()));
        Some(view! { <p class="actions">{pledge} {close} {own}</p> })
    };
    view! {
        {actions}
        {dialog(pledging, words::care::pledge_title(&here.name(by)), move || {
            pledge_form(here, id, commodity.clone(), pledging)
        })}
        {dialog(closing, words::care::close_title(&here.name(by)), move || {
            close::close(here, now, known.clone(), closing)
        })}
    }
    .into_any()
}

/// Whoever asked may erase why, and is offered it where it is needed no more.
fn erasing(here: Here, one: &NeedView) -> AnyView {
    if here.is_former || matches!(one.words, WordsView::None | WordsView::Erased(_)) {
        return ().into_any();
    }
    let (need, by, is_open) = (one.id, one.by, is_open(one));
    let asking = DialogHandle::new();
    let offer = move || {
        (here.me() == Some(by)).then(|| {
            let why = (!is_open).then(|| view! { <p>{words::care::erase_offer()}</p> });
            let ask = button(Weight::Quiet, words::care::erase(), move || asking.open());
            view! { {why} <p class="actions">{ask}</p> }
        })
    };
    view! {
        {offer}
        {dialog(asking, words::care::erase(), move || {
            let sending = Sending::new();
            let send = move |event: ev::SubmitEvent| {
                event.prevent_default();
                let act = EconomyAct::Care(CareAct::EraseWords { need });
                sending.send(here, Ok(act), move |_| {
                    asking.close();
                    here.store.say(words::care::erased_done());
                });
            };
            view! {
                <form class="stack-small" on:submit=send novalidate>
                    <p>{words::care::erase_text()}</p>
                    {sending.foot(words::care::erase(), move || asking.close())}
                </form>
            }
            .into_any()
        })}
    }
    .into_any()
}

fn pledge_form(
    here: Here,
    need: crate::id::CommandId,
    commodity: Commodity,
    own: DialogHandle,
) -> AnyView {
    let (value, sending) = (RwSignal::new(String::new()), Sending::new());
    let commodity = StoredValue::new(commodity);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let money = read_amount(&value.get_untracked(), &commodity.get_value());
        let act = money.map(|money| EconomyAct::Care(CareAct::Pledge { need, money }));
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::care::pledged_done());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::care::pledge_text()}</p>
            <p class="meta">{words::care::pledge_over()}</p>
            {amount_field(
                words::economy::how_much(),
                move || commodity.get_value().to_string(),
                String::new(),
                value,
            )}
            {sending.foot(words::care::pledge(), move || own.close())}
        </form>
    }
    .into_any()
}
