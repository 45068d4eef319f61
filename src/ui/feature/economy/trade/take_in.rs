//! Takes in a letter of another community: says what it is before anything is done, then does what it is
//! for.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::message::economy::trade::{
    Introduction, Receipt, SignedTransfer, TradeAct, TradeFault, TradeLetter, Verdict, Way,
};
use crate::message::economy::view::TradeView;
use crate::money::Money;
use crate::ui::feature::economy::give::why_not;
use crate::ui::feature::economy::trade::send::Charged;
use crate::ui::feature::economy::trade::{agreement, of_trade};
use crate::ui::feature::economy::{DeskNow, Sending, amount};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::text_area_with;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// The form: the text, and below it what it says.
pub fn take_in(
    here: Here,
    now: DeskNow,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let text = RwSignal::new(String::new());
    let read = Memo::new(move |_| {
        let text = text.get();
        (!text.trim().is_empty()).then(|| text.parse::<TradeLetter>())
    });
    let error = Signal::derive(move || match read.get() {
        Some(Err(error)) => words::trade_fault::fault(&TradeFault::from(error)),
        Some(Ok(_)) | None => String::new(),
    });
    let known = of_trade(now, Clone::clone);
    let told = move || {
        let Some(Ok(letter)) = read.get() else {
            let cancel = button(Weight::Plain, words::common::cancel(), close);
            return view! { <div class="actions">{cancel}</div> }.into_any();
        };
        let Some(known) = known.get_untracked() else { return ().into_any() };
        untrack(|| match letter {
            TradeLetter::Introduction(one) => introduction(here, one, &known, close),
            TradeLetter::Transfer(one) => transfer(here, one, (&known, text), close),
            TradeLetter::Receipt(one) => receipt(here, &one, (&known, text), close),
        })
    };
    view! {
        <div class="stack-small">
            {text_area_with(words::trade::paste(), words::trade::paste_hint(), text, error)}
            <div aria-live="polite">{told}</div>
        </div>
    }
    .into_any()
}

fn introduction(
    here: Here,
    one: Introduction,
    known: &TradeView,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let said = words::trade::introduced(&one.name, &one.trader);
    let none = Money { commodity: known.base.clone(), units: 0 };
    let (one, none) = (StoredValue::new(one), StoredValue::new(none));
    let put = move || {
        close();
        agreement::put_to_others(here, one.get_value(), none.get_value());
    };
    view! {
        <p>{said}</p>
        <p class="meta">{words::trade::introduced_next()}</p>
        <div class="actions">
            {button(Weight::Plain, words::common::cancel(), close)}
            {button(Weight::Primary, words::trade::put_motion(), put)}
        </div>
    }
    .into_any()
}

/// What a community is called here.
fn name_of(known: &TradeView, community: crate::id::CommunityId) -> String {
    let partner = known.agreements.iter().map(|one| &one.terms.partner);
    let mut partner = partner.filter(|one| one.community == community);
    partner.next().map_or_else(words::trade::unknown_community, |one| one.name.clone())
}

fn transfer(
    here: Here,
    one: SignedTransfer,
    (known, text): (&TradeView, RwSignal<String>),
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let transfer = one.transfer;
    let name = name_of(known, transfer.from);
    let way = transfer.way.mirrored();
    let said = match way {
        Way::Gave => words::trade::says_we_gave(&name),
        Way::Got => words::trade::says_we_got(&name),
    };
    let day = format::calendar_full(transfer.date);
    let charged = Charged::new();
    let (accepting, declining) = (Sending::new(), Sending::new());
    let accept = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = charged.account(way).map(|account| {
            let letter = text.get_untracked();
            EconomyAct::Trade(TradeAct::Answer { letter, account: Some(account) })
        });
        accepting.send(here, act, move |_| {
            close();
            here.store.say(words::trade::accepted());
        });
    };
    let decline = move || {
        let letter = text.get_untracked();
        let act = EconomyAct::Trade(TradeAct::Answer { letter, account: None });
        declining.send(here, Ok(act), move |_| {
            close();
            here.store.say(words::trade::declined());
        });
    };
    view! {
        <form class="stack-small" on:submit=accept novalidate>
            <p>{said}</p>
            <p dir="auto">
                <b>{transfer.what}</b> " " {amount::amount(&transfer.money)} " "
                <span class="meta">{day}</span>
            </p>
            {why_not(known.purse)}
            {charged.fields(Signal::stored(way), known.accounts.clone())}
            {accepting.told()}
            {declining.told()}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), close)}
                {button(Weight::Danger, words::trade::decline(), decline)}
                {submit(words::trade::accept(), accepting.busy.into())}
            </div>
        </form>
    }
    .into_any()
}

fn receipt(
    here: Here,
    one: &Receipt,
    (known, text): (&TradeView, RwSignal<String>),
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let name = name_of(known, one.to);
    let said = match one.verdict {
        Verdict::Accepted => words::trade::they_accepted(&name),
        Verdict::Declined => words::trade::they_declined(&name),
    };
    let about = known.transfers.iter().find(|own| own.id == one.transfer);
    let about = about.map(|own| {
        let (what, money) = (own.what.clone(), amount::amount(&own.money));
        view! { <p dir="auto"><b>{what}</b> " " {money}</p> }
    });
    let unknown = about.is_none().then(|| {
        let why = words::trade_fault::fault(&TradeFault::UnknownTransfer);
        note(NoteTone::Doubt, view! { <p>{why}</p> })
    });
    let sending = Sending::new();
    let take = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let letter = text.get_untracked();
        let act = EconomyAct::Trade(TradeAct::TakeReceipt { letter });
        sending.send(here, Ok(act), move |_| {
            close();
            here.store.say(words::trade::answer_taken());
        });
    };
    view! {
        <form class="stack-small" on:submit=take novalidate>
            <p>{said}</p>
            {about}
            {unknown}
            {why_not(known.purse)}
            {sending.foot(words::trade::take_answer(), close)}
        </form>
    }
    .into_any()
}
