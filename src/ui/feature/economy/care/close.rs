//! Closing a need: who keeps it ticks the pledges that came in, and says where the money lies.

use leptos::ev;
use leptos::prelude::*;

use super::of_care;
use crate::id::CommandId;
use crate::message::economy::EconomyAct;
use crate::message::economy::care::{CareAct, NeedView, PledgeState, PledgeView};
use crate::ui::feature::economy::amount::amount;
use crate::ui::feature::economy::inputs::{leaves, read_account, read_date, suggesting_field};
use crate::ui::feature::economy::{DeskNow, Sending, give};
use crate::ui::here::Here;
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::date_field;
use crate::ui::words;

/// The form.
pub fn close(here: Here, now: DeskNow, one: NeedView, own: DialogHandle) -> AnyView {
    let ticked = RwSignal::new(Vec::<CommandId>::new());
    let known = of_care(now, |care| (care.banks.clone(), care.purse));
    let (banks, purse) = known.get_untracked().unzip();
    let banks = banks.unwrap_or_default();
    let banks = leaves(&banks, "assets");
    let usual = banks.first().cloned().unwrap_or_else(|| "bank".to_owned());
    let (into, date) = (RwSignal::new(usual), RwSignal::new(here.today().to_string()));
    let (need, by, sending) = (one.id, one.by, Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let into =
                read_account(&words::economy::into_account(), "assets", &into.get_untracked())?;
            let date = read_date(&date.get_untracked())?;
            let pledges = ticked.get_untracked();
            Ok(EconomyAct::Care(CareAct::Close { need, pledges, into, date }))
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::care::closed_done());
        });
    };
    let standing = one.pledges.into_iter().filter(|one| one.state == PledgeState::Stands);
    let rows: Vec<AnyView> = standing.map(|one| tick(here, &one, ticked)).collect();
    let nothing =
        rows.is_empty().then(|| view! { <p class="meta">{words::care::no_pledges()}</p> });
    let banks = StoredValue::new(banks);
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::care::close_text()}</p>
            <p class="meta">{words::care::close_then(&here.name(by))}</p>
            {purse.and_then(give::why_not)}
            <fieldset class="field">
                <legend>{words::care::pledges_of()}</legend>
                {nothing}
                <ul class="rows" role="list">{rows}</ul>
            </fieldset>
            {suggesting_field(
                words::economy::into_account(),
                words::economy::account_hint(),
                move || banks.get_value(),
                into,
            )}
            {date_field(words::economy::on_day(), date)}
            {sending.foot(words::care::close_now(), move || own.close())}
        </form>
    }
    .into_any()
}

fn tick(here: Here, one: &PledgeView, ticked: RwSignal<Vec<CommandId>>) -> AnyView {
    let (id, member) = (one.id, one.by);
    let toggle = move |event: ev::Event| {
        let is_on = event_target_checked(&event);
        ticked.update(|ticked| {
            ticked.retain(|known| *known != id);
            if is_on {
                ticked.push(id);
            }
        });
    };
    view! {
        <li>
            <label class="who-line">
                <input type="checkbox" on:change=toggle />
                {here.face(FaceSize::Small, member)}
                <span>{move || here.name_you(member)}</span>
                {amount(&one.money)}
            </label>
        </li>
    }
    .into_any()
}
