//! A member puts money of their own in: it lies with the community, and is theirs again when they leave.

use leptos::ev;
use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::capital_of;
use crate::ui::feature::economy::Sending;
use crate::ui::feature::economy::payment::Payment;
use crate::ui::here::Here;
use crate::ui::kit::field::choice_field;
use crate::ui::words;

/// The form.
pub fn capital(here: Here, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let Some(payment) = Payment::of(here) else { return ().into_any() };
    let me = untrack(|| here.me()).map(|me| me.to_string()).unwrap_or_default();
    let whom = RwSignal::new(me);
    let sending = Sending::new();
    let members = here.all_members().into_iter();
    let members = members.map(|card| (card.id.to_string(), here.name_you(card.id))).collect();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let one = (|| {
            let whom = whom.with_untracked(|whom| whom.parse::<MemberId>());
            let whom = whom.map_err(|_| words::economy::choose_whom())?;
            let what = words::leaving::capital_what(&here.name(whom));
            Ok(payment.read()?.came_from(capital_of(&whom), what))
        })();
        sending.record(here, one, close);
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::leaving::capital_text()}</p>
            {choice_field(words::leaving::capital_who(), members, whom)}
            {payment.fields(words::economy::into_account(), words::economy::on_day())}
            {sending.foot(words::economy::write_down(), close)}
        </form>
    }
    .into_any()
}
