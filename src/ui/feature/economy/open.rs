//! Books that nobody opened yet: the founder says in what the community counts, the others are told.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::money::Commodity;
use crate::ui::feature::economy::Sending;
use crate::ui::feature::economy::inputs::currency_options;
use crate::ui::here::Here;
use crate::ui::kit::button::submit;
use crate::ui::kit::empty::empty;
use crate::ui::kit::field::choice_field;
use crate::ui::words;

/// Instead of a screen of money.
pub fn not_open(here: Here) -> AnyView {
    let founders: Vec<_> = here
        .all_members()
        .into_iter()
        .filter(|card| card.invited_by.is_none())
        .map(|card| card.id)
        .collect();
    let is_mine = here.me().is_some_and(|me| founders.contains(&me)) && !here.is_former;
    let action = if is_mine {
        form(here)
    } else {
        let name = founders.first().map_or_else(words::common::somebody, |id| here.name(*id));
        view! { <p>{words::economy::founder_opens(&name)}</p> }.into_any()
    };
    empty(words::economy::not_open_title(), words::economy::not_open_text(), action)
}

fn form(here: Here) -> AnyView {
    let (currency, sending) = (RwSignal::new(String::new()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let base = currency.get_untracked().parse::<Commodity>();
        let act = base
            .map(|base| EconomyAct::OpenBooks { base })
            .map_err(|_| words::economy::choose_currency());
        sending.send(here, act, move |_| here.store.say(words::economy::opened()));
    };
    let first = (String::new(), words::put::choose_one());
    let options = std::iter::once(first).chain(currency_options(&[])).collect();
    view! {
        <form class="stack-small narrow" on:submit=send novalidate>
            {choice_field(words::economy::which_currency(), options, currency)}
            {sending.told()}
            <p class="actions">{submit(words::economy::open_books(), sending.busy.into())}</p>
        </form>
    }
    .into_any()
}
