//! Times in a poll: an option that says a day, a time and a zone is told to each reader by their own
//! clock, with those for whom it is early or late; and a time is proposed with everybody's hour in view.

use leptos::prelude::*;

use crate::clock::wall::Moment;
use crate::platform::browser;
use crate::ui::feature::calendar::form::{first_time, zones};
use crate::ui::feature::calendar::hours::{hours_at, minding};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::field::{choice_field, date_field, time_field};
use crate::ui::words;

/// What an option is for the reader; nothing where it is no time.
pub fn told(here: Here, option: &str) -> Option<AnyView> {
    let moment: Moment = option.parse().ok()?;
    let at = format::wall(moment.day, moment.time, &moment.zone)?;
    let own = words::calendar::your_time(&format::moment(at, here.store.now().get_untracked()));
    let hard = move || {
        let names = minding(here, at);
        (!names.is_empty()).then(|| words::calendar::hard_in_poll(&format::list(&names)))
    };
    Some(view! { <small class="meta">{own} ". " {hard}</small> }.into_any())
}

/// Fields of a time, with everybody's hour; `add` is given the option.
pub fn propose(here: Here, add: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
    let day = RwSignal::new(here.today().plus_days(7).to_string());
    let time = RwSignal::new(String::new());
    let zone = RwSignal::new(browser::current_zone());
    let moment = move || {
        let (day, time) = (day.with(|day| day.parse().ok())?, first_time(&time.get())?);
        Some(Moment { day, time, zone: zone.get() })
    };
    let at = Memo::new(move |_| {
        let moment = moment()?;
        format::wall(moment.day, moment.time, &moment.zone)
    });
    let press = move || {
        if let (Some(moment), Some(_)) = (untrack(moment), at.get_untracked()) {
            add(moment.to_string());
            time.set(String::new());
        } else {
            here.store.say(words::calendar::time_missing());
        }
    };
    let options = zones(here, &zone.get_untracked());
    view! {
        <fieldset class="field stack-small">
            <legend>{words::calendar::propose()}</legend>
            <div class="field-pair">
                {date_field(words::calendar::first_day(), day)}
                {time_field(words::calendar::time(), time)}
            </div>
            {choice_field(words::calendar::zone(), options, zone)}
            {hours_at(here, at)}
            <p class="actions">
                {button_with(Weight::Plain, "plus", words::calendar::propose_this(), press)}
            </p>
        </fieldset>
    }
    .into_any()
}
