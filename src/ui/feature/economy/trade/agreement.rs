//! An agreement to trade, told: as a motion that makes it, and as it stands.

use leptos::prelude::*;

use crate::message::economy::MoneyEffect;
use crate::message::economy::trade::{Introduction, TradeTerms};
use crate::message::economy::view::AgreementView;
use crate::money::Money;
use crate::ui::feature::decide::put::money;
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::books::share;
use crate::ui::feature::economy::does::row as told_row;
use crate::ui::here::Here;
use crate::ui::kit::bar::{Fill, Share, bar};
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::route::Place;
use crate::ui::words;

/// Characters of a key that people compare.
const KEY_CHARS_SHOWN: usize = 8;

/// What a motion does, in one sentence.
pub fn said(terms: &TradeTerms) -> String {
    if terms.limit.units == 0 {
        return words::trade::does_end(&terms.partner.name);
    }
    words::trade::does_agree(&terms.partner.name, &amount::said(&terms.limit))
}

/// The same, one thing a row.
pub fn terms_told(here: Here, terms: &TradeTerms) -> AnyView {
    let ours = here.name(terms.trader);
    let key: String = terms.partner.key.to_string().chars().take(KEY_CHARS_SHOWN).collect();
    view! {
        <ul class="entries rows" role="list">
            {told_row(words::trade::for_us(), ours)}
            {told_row(words::trade::for_them(), terms.partner.trader.clone())}
            {told_row(words::trade::their_key(), words::trade::their_key_told(&key))}
            {told_row(words::trade::limit(), words::trade::limit_told(&amount::said(&terms.limit)))}
        </ul>
    }
    .into_any()
}

/// Leaves an agreement with these for the form of a new motion, and goes there.
pub fn put_to_others(here: Here, partner: Introduction, limit: Money) {
    let Some(trader) = here.me() else { return };
    let terms = TradeTerms { partner, trader, limit };
    money::leave(here, &MoneyEffect::AgreeTrade(Box::new(terms)));
    here.go(Place::NewMotion(None));
}

/// An agreement as it stands.
pub fn row(here: Here, one: &AgreementView) -> AnyView {
    let terms = one.terms.clone();
    let name = terms.partner.name.clone();
    let size = Money { units: one.balance.units.abs(), ..one.balance.clone() };
    let balance = match one.balance.units {
        0 => words::trade::even(),
        units if units > 0 => words::trade::they_owe(&amount::said(&size)),
        _ => words::trade::we_owe(&amount::said(&size)),
    };
    let (trader, theirs) = (terms.trader, terms.partner.trader.clone());
    let who = move || words::trade::traders(&here.name_you(trader), &theirs);
    let room = if one.is_open {
        words::trade::room(&amount::said(&one.can_give), &amount::said(&one.can_get))
    } else {
        words::trade::is_over()
    };
    let change = (!here.is_former).then(|| {
        let terms = StoredValue::new(terms.clone());
        button(Weight::Quiet, words::trade::change(), move || {
            let terms = terms.get_value();
            money::leave(here, &MoneyEffect::AgreeTrade(Box::new(terms)));
            here.go(Place::NewMotion(None));
        })
    });
    let motion = link_button(
        Weight::Quiet,
        Some("decide"),
        words::trade::decision(),
        here.to(Place::Motion(one.motion)),
    );
    view! {
        <li>
            <span class="what" dir="auto">{name}</span>
            <p>{balance}</p>
            {one.is_open.then(|| limit_bar(one))}
            <p class="meta">{room}</p>
            <p class="meta">{who}</p>
            <p class="actions under">{motion} {change}</p>
        </li>
    }
    .into_any()
}

/// How far the account has gone, what is on its way, and what is left, in the direction in which it is.
fn limit_bar(one: &AgreementView) -> AnyView {
    let limit = &one.terms.limit;
    let is_owed = one.balance.units >= 0;
    let (fill, left) = match is_owed {
        true => (Fill::Sea, &one.can_give),
        false => (Fill::Madder, &one.can_get),
    };
    let money = |units: i64| Money { commodity: limit.commodity.clone(), units: units.max(0) };
    let booked = money(one.balance.units.saturating_abs());
    let waiting = money(limit.units.saturating_sub(booked.units).saturating_sub(left.units));
    let size = |money: &Money| share(money.units, limit.units);
    let named =
        |name: String, money: &Money| words::decide::say_option(&name, &amount::said(money));
    let booked_name = match is_owed {
        true => words::trade::owed_to_us(),
        false => words::trade::owed_to_them(),
    };
    bar(vec![
        Share::new(fill, size(&booked), named(booked_name, &booked)),
        Share::new(Fill::Amber, size(&waiting), named(words::trade::on_its_way(), &waiting)),
        Share::new(Fill::Blank, size(left), named(words::trade::until_limit(), left)),
    ])
}
