//! On the first screen: what comes next, and what hour that is for everybody.

use leptos::prelude::*;

use crate::message::calendar::EventCard;
use crate::ui::feature::calendar::event::date_block;
use crate::ui::feature::calendar::hours::{Group, groups};
use crate::ui::feature::calendar::times::{self, Time};
use crate::ui::feature::calendar::{coming, events};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

/// The part of the screen; nothing where nothing is planned.
pub fn next(here: Here) -> AnyView {
    let events = events(here);
    let first = Memo::new(move |_| {
        let card = coming(here, events).into_iter().next()?;
        let now = here.store.now().get();
        let time = times::times(&card.plan, now).next()?;
        Some((card, time, time.at <= now))
    });
    let day = move || {
        let (_, time, _) = first.get()?;
        Some(format::calendar_weekday(format::day_of(time.at)))
    };
    (move || {
        let (card, time, is_on) = first.get()?;
        let inside = untrack(|| told(here, &card, time, is_on));
        Some(part("next-event", words::calendar::next(), day, inside))
    })
    .into_any()
}

fn told(here: Here, card: &EventCard, time: Time, is_on: bool) -> AnyView {
    let when = match is_on {
        true => words::calendar::on_since(&format::time(time.at)),
        false => words::calendar::your_clock(&format::time(time.at)),
    };
    let others = move || {
        let groups = groups(here, time.at);
        groups.iter().filter_map(|group| hour(here, group, time)).collect_view()
    };
    view! {
        <div class="event next-event">
            {date_block(format::day_of(time.at))}
            <div class="event-body">
                <h3 dir="auto"><a href=here.to(Place::Calendar)>{card.plan.title.clone()}</a></h3>
                <p class="event-when">{when}</p>
                <ul class="next-hours" role="list">{others}</ul>
            </div>
        </div>
    }
    .into_any()
}

fn hour(here: Here, group: &Group, time: Time) -> Option<AnyView> {
    let hour = group.hour(time.at)?;
    Some(view! { <li>{group.whose(here)} <span class="num">{hour.told()}</span></li> }.into_any())
}
