//! Tax that came with payments is paid on, to whoever collects it.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::{EconomyAct, tax_account};
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::payment::Payment;
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::words;

/// Whether there ever was any.
pub fn is_any(here: Here) -> Memo<bool> {
    let accounts = of_books(glance(here), |books| {
        books.accounts.iter().any(|one| one.is_within(tax_account().name()))
    });
    Memo::new(move |_| accounts.get().unwrap_or_default())
}

/// The form.
pub fn form(here: Here, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let books = of_books(glance(here), |books| (books.terms.base.clone(), books.accounts.clone()));
    let Some((base, accounts)) = books.get_untracked() else { return ().into_any() };
    let what = RwSignal::new(String::new());
    let payment = Payment::new(here, base, String::new(), &accounts);
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let what = read_words(&what.get_untracked())?;
            Ok(EconomyAct::Record(payment.read()?.went_to(tax_account(), what)))
        })();
        sending.send(here, act, move |_| {
            close();
            here.store.say(words::economy::recorded());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::economy::tax_on_text()}</p>
            {text_field(
                Line::Text,
                words::economy::what_happened(),
                words::economy::tax_on_hint(),
                what,
                none,
            )}
            {payment.fields(words::economy::from_account(), words::economy::on_day())}
            {sending.told()}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), close)}
                {submit(words::economy::write_down(), sending.busy.into())}
            </div>
        </form>
    }
    .into_any()
}
