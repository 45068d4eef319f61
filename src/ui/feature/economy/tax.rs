//! Tax that came with payments is paid on, to whoever collects it.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::tax_account;
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::payment::Payment;
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::here::Here;
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
    let Some(payment) = Payment::of(here) else { return ().into_any() };
    let what = RwSignal::new(String::new());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let one = (|| {
            let what = read_words(&words::economy::what_happened(), &what.get_untracked())?;
            Ok(payment.read()?.went_to(tax_account(), what))
        })();
        sending.record(here, one, close);
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
            {sending.foot(words::economy::write_down(), close)}
        </form>
    }
    .into_any()
}
