//! On the first screen: what in the books waits for the reader, each with the press that does it or the
//! way to where it is done.

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::economy::view::{Wait, WaitAsk};
use crate::message::model::Today;
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::waiting::approve_button;
use crate::ui::feature::economy::work::confirm_button;
use crate::ui::here::Here;
use crate::ui::kit::ask::ask;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::route::Place;
use crate::ui::words;

/// The cards; none where nothing waits.
pub fn asks(here: Here) -> AnyView {
    let today = here.store.watch::<Today>(ViewKey::Today(here.id));
    let waits = Memo::new(move |_| {
        today.with(|today| today.as_ref().and_then(|today| today.books.as_ref()?.waits.open()))
    });
    (move || {
        let waits = waits.get()?;
        let cards = waits.shown.iter().map(|one| card(here, one)).collect_view();
        let money = (waits.more_money > 0)
            .then(|| more(here.to(Place::Economy), words::today::more_money(waits.more_money)));
        let work = (waits.more_work > 0)
            .then(|| more(here.to(Place::Work), words::today::more_work(waits.more_work)));
        Some(view! { {cards} {money} {work} })
    })
    .into_any()
}

fn card(here: Here, one: &Wait) -> AnyView {
    let name = here.name_you(one.by);
    let said = words::decide::say_option(&name, &one.what);
    match &one.ask {
        WaitAsk::Approve { money } => {
            let actions = view! {
                {approve_button(here, one.id, &one.what)}
                {link_button(
                    Weight::Quiet,
                    None,
                    words::today::look_closer(),
                    here.to(Place::Economy),
                )}
            };
            let title = words::today::ask_approve_title(&amount::said(money));
            ask("economy", title, said, actions.into_any())
        }
        WaitAsk::Pay { money, payee } => {
            let to = here.to(Place::Economy);
            let action = link_button(Weight::Primary, None, words::today::ask_pay_do(), to);
            let (money, payee) = (amount::said(money), here.name_you(*payee));
            ask("economy", words::today::ask_pay_title(&money, &payee), said, action)
        }
        WaitAsk::Confirm { minutes } => {
            let actions = view! {
                {confirm_button(here, (one.id, one.by, &one.what), Weight::Primary)}
                {link_button(Weight::Quiet, None, words::today::look_closer(), here.to(Place::Work))}
            };
            let text = format!("{said} ({})", amount::hours((*minutes).into()));
            ask("economy", words::work::to_confirm(), text, actions.into_any())
        }
    }
}

fn more(to: String, said: String) -> AnyView {
    view! { <p class="meta"><a href=to>{said}</a></p> }.into_any()
}
