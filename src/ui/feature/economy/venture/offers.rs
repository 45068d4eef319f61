//! What a venture offers.

use leptos::ev;
use leptos::prelude::*;

use super::of_venture;
use crate::id::CommandId;
use crate::message::economy::{EconomyAct, Offer};
use crate::money::Commodity;
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::inputs::{amount_field, currency_field, read_amount, read_words};
use crate::ui::feature::economy::{DeskNow, Sending, ask, glance, of_books, receipt};
use crate::ui::feature::talk::composer::post_languages;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::{Line, choice_field, text_field};
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page.
pub fn offers(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let offers = of_venture(now, |view| view.offers.clone());
    let handle = DialogHandle::new();
    let list = move || {
        let offers = offers.get()?;
        Some(if offers.is_empty() {
            view! { <p class="meta">{words::venture::offers_none()}</p> }.into_any()
        } else {
            let rows = offers.iter().map(|(id, offer)| row(here, *id, offer)).collect_view();
            view! { <ul class="entries rows" role="list">{rows}</ul> }.into_any()
        })
    };
    let add = (!here.is_former).then(|| {
        view! {
            <p class="actions after">
                {button(Weight::Plain, words::venture::offer(), move || handle.open())}
            </p>
        }
    });
    let inside = view! {
        {list} {add}
        {dialog(handle, words::venture::offer(), move || form(here, venture, handle))}
    };
    part("offers", words::venture::offers(), (), inside.into_any())
}

fn row(here: Here, id: CommandId, offer: &Offer) -> AnyView {
    let language = format::language(&offer.language);
    let facts = [Some(language), Some(offer.place.clone())];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty());
    let facts = facts.collect::<Vec<_>>().join("\u{a0}· ");
    let end = (!here.is_former).then(|| {
        let press = move || {
            ask(here, &EconomyAct::EndOffer { offer: id }, move |answer| {
                if let Err(why) = answer {
                    here.store.say(why);
                }
            });
        };
        button(Weight::Quiet, words::venture::end_offer(), press)
    });
    view! {
        <li class="offer">
            <span class="what" dir="auto">{offer.title.clone()}</span>
            <span class="price">
                {amount(&offer.price)} " " {words::venture::per(&offer.unit)}
            </span>
            <p>{facts}</p>
            {offer.picture.map(|hash| receipt::shown(here, hash, offer.title.clone()))}
            {end}
        </li>
    }
    .into_any()
}

fn form(here: Here, venture: CommandId, own: DialogHandle) -> AnyView {
    let base = of_books(glance(here), |books| books.terms.base.clone());
    let [title, price, unit] = [(); 3].map(|()| RwSignal::new(String::new()));
    let currency = RwSignal::new(String::new());
    let place = RwSignal::new(here.own_town());
    let picture = RwSignal::new(None);
    let (languages, language) = post_languages(here);
    let sending = Sending::new();
    Effect::new(move |_| {
        if let Some(base) = base.get()
            && currency.with_untracked(String::is_empty)
        {
            currency.set(base.code().to_owned());
        }
    });
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let commodity: Commodity =
                currency.get_untracked().parse().map_err(|_| words::economy::choose_currency())?;
            Ok(EconomyAct::Offer(Offer {
                venture,
                title: read_words(&words::venture::offer_title(), &title.get_untracked())?,
                price: read_amount(&price.get_untracked(), &commodity)?,
                unit: read_words(&words::venture::unit(), &unit.get_untracked())?,
                language: language.get_untracked(),
                place: place.get_untracked().trim().to_owned(),
                picture: picture.get_untracked(),
            }))
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::venture::offered());
        });
    };
    let none = Signal::stored(String::new());
    let currencies = move || {
        base.get().map(|base| {
            untrack(|| {
                let first = [base, Commodity::credit()];
                currency_field(words::economy::currency(), &first, currency)
            })
        })
    };
    let unit_words = move || amount_unit(&currency.get());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::venture::offer_title(), words::venture::offer_hint(), title, none)}
            <div class="field-pair">
                {amount_field(words::venture::price(), unit_words, String::new(), price)}
                {currencies}
            </div>
            {text_field(Line::Text, words::venture::unit(), words::venture::unit_hint(), unit, none)}
            <div class="field-pair">
                {choice_field(words::venture::language(), languages, language)}
                {text_field(Line::Text, words::people::place(), String::new(), place, none)}
            </div>
            {receipt::field_of(here, receipt::Shows::Offer, picture)}
            {sending.foot(words::venture::offer(), move || own.close())}
        </form>
    }
    .into_any()
}

/// A currency's code, or the word for credits.
fn amount_unit(code: &str) -> String {
    match code.parse::<Commodity>() {
        Ok(commodity) if commodity == Commodity::credit() => words::economy::credits_unit(),
        Ok(commodity) if commodity.is_currency() => code.to_owned(),
        Ok(commodity) => amount::name(&commodity),
        Err(_) => String::new(),
    }
}
