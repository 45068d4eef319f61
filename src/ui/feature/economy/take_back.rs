//! Taking an entry back: the reason that is asked for, which stands beside it from then on.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::ui::feature::economy::Sending;
use crate::ui::here::Here;
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::{Line, text_field};
use crate::ui::words;

/// The form; `act` takes the entry back for this reason, which may be empty.
pub fn form(
    here: Here,
    act: impl Fn(String) -> EconomyAct + Send + Sync + 'static,
    own: DialogHandle,
) -> AnyView {
    let (reason, sending) = (RwSignal::new(String::new()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = act(reason.get_untracked().trim().to_owned());
        sending.send(here, Ok(act), move |_| {
            own.close();
            here.store.say(words::work::taken_back());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::replaced::take_back_text()}</p>
            {text_field(
                Line::Text,
                words::replaced::why(),
                words::replaced::why_hint(),
                reason,
                none,
            )}
            {sending.foot(words::ledger::take_back(), move || own.close())}
        </form>
    }
    .into_any()
}
