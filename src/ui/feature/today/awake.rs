//! Who is awake: faces on the outline of the world with its band of night, and everybody's day with the
//! hours of its light. Times come from each one's zone; nothing is asked of anybody.

use leptos::prelude::*;

use crate::almanac::{self, CHART, Daylight, Point};
use crate::id::MemberId;
use crate::message::model::{MemberCard, Presence};
use crate::ordered;
use crate::ui::feature::people::AWAKE;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::words;

/// Faces that the map has room for; whoever else is there is a dot.
const FACES_MAX: usize = 12;

/// Somebody, and what their clock shows.
#[derive(Clone, PartialEq)]
struct Hour {
    id: MemberId,
    zone: String,
    minute: u32,
    clock: String,
    is_awake: bool,
}

/// What of the map never changes.
#[derive(Clone)]
struct Sheet {
    grid: String,
    edge: String,
}

/// The part of the first screen.
pub fn awake(here: Here) -> AnyView {
    let people = Memo::new(move |_| hours(here));
    let sheet = Sheet { grid: almanac::graticule(), edge: almanac::outline() };
    let aside = move || {
        let (awake, all) = people.with(|rows| {
            let awake = rows.iter().filter(|hour| hour.is_awake);
            (awake.count(), rows.len())
        });
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (all > 0).then(|| words::today::awake_aside(count(awake), count(all)))
    };
    let rows = move || {
        let rows = people.get();
        if rows.is_empty() {
            return view! { <p class="meta">{words::today::no_zones_text()}</p> }.into_any();
        }
        let map = map(here, &sheet, &rows);
        let rows = rows.into_iter().map(|hour| hour_row(here, hour));
        view! {
            {map}
            <ul class="hours" role="list">{rows.collect_view()}</ul>
            <p class="meta">{words::today::hours_note()}</p>
        }
        .into_any()
    };
    part("awake", words::today::awake_now(), aside, rows.into_any())
}

/// By the hour, from the earliest.
fn hours(here: Here) -> Vec<Hour> {
    let now = here.store.now().get();
    let of = |member: &MemberCard| {
        let minute = format::minute_in(now, &member.zone)?;
        let clock = format::clock_in(now, &member.zone)?;
        // Whoever is here is awake, whatever the time.
        let is_awake = AWAKE.contains(&minute) || member.presence == Presence::Here;
        Some(Hour { id: member.id, zone: member.zone.clone(), minute, clock, is_awake })
    };
    let all = here.all_members();
    let mut rows: Vec<Hour> =
        all.iter().filter(|one| !one.zone.is_empty()).filter_map(of).collect();
    ordered::sort_by(&mut rows, |a, b| a.clock.cmp(&b.clock).then(a.id.cmp(&b.id)));
    rows
}

/// The outline of the land, the dark over it, and everybody at their place.
fn map(here: Here, sheet: &Sheet, hours: &[Hour]) -> AnyView {
    let places: Vec<(&Hour, Point)> = hours
        .iter()
        .filter_map(|hour| Some((hour, almanac::project(almanac::spot_of(&hour.zone)?))))
        .collect();
    if places.is_empty() {
        return ().into_any();
    }
    let with_face = &places[..places.len().min(FACES_MAX)];
    let dots: Vec<Point> = with_face.iter().map(|(_, place)| *place).collect();
    let faces = almanac::arrange(&dots);
    let leaders = dots.iter().zip(&faces).map(|(dot, face)| {
        view! { <line class="leader" x1=dot.x y1=dot.y x2=face.x y2=face.y></line> }
    });
    let dots = places.iter().map(|(_, place)| {
        view! { <circle class="dot" cx=place.x cy=place.y r="5"></circle> }
    });
    let pins = with_face.iter().zip(&faces).map(|((hour, _), at)| pin(here, hour, *at));
    let sun = almanac::overhead(here.store.now().get_untracked());
    let [left, top, width, height] = CHART;
    view! {
        <figure class="world">
            <svg
                viewBox=format!("{left} {top} {width} {height}")
                role="img"
                aria-label=words::today::world()
            >
                <defs>
                    <pattern
                        id="night-hatch"
                        width="6"
                        height="6"
                        patternUnits="userSpaceOnUse"
                        patternTransform="rotate(-25)"
                    >
                        <line class="hatch" x1="0" y1="0" x2="0" y2="6"></line>
                    </pattern>
                </defs>
                <path class="grid" d=sheet.grid.clone()></path>
                <use class="land" href="world.svg#land"></use>
                <path class="night" d=almanac::night(sun)></path>
                <path class="sea" d=sheet.edge.clone()></path>
                {leaders.collect_view()}
                {dots.collect_view()}
            </svg>
            <div aria-hidden="true">{pins.collect_view()}</div>
        </figure>
    }
    .into_any()
}

fn pin(here: Here, hour: &Hour, at: Point) -> AnyView {
    let [left, top, width, height] = CHART;
    view! {
        <span
            class="pin"
            data-asleep=(!hour.is_awake).then_some("")
            style:--x=format!("{:.2}%", (at.x - left) / width * 100.0)
            style:--y=format!("{:.2}%", (at.y - top) / height * 100.0)
        >
            {here.face(FaceSize::Usual, hour.id)}
            <span>{hour.clock.clone()}</span>
        </span>
    }
    .into_any()
}

/// Minutes of the day between which the sun is up; where nobody knows the place, from six to six.
fn light(here: Here, hour: &Hour) -> (u32, u32) {
    let now = here.store.now().get_untracked();
    let light = almanac::spot_of(&hour.zone).map(|spot| almanac::daylight(spot, now, hour.minute));
    match light {
        Some(Daylight::Between { rise, set }) => (rise, set),
        Some(Daylight::Always) => (0, 24 * 60),
        Some(Daylight::Never) => (0, 0),
        None => (6 * 60, 18 * 60),
    }
}

fn hour_row(here: Here, hour: Hour) -> AnyView {
    let id = hour.id;
    let mut place = here.member(id, |member| member.place.clone()).unwrap_or_default();
    if !hour.is_awake {
        let asleep = words::today::asleep();
        place = if place.is_empty() { asleep } else { format!("{place}, {asleep}") };
    }
    let (rise, set) = light(here, &hour);
    view! {
        <li>
            {here.face(FaceSize::Usual, id)}
            <span class="where">{here.name_you(id)}<small>{place}</small></span>
            <span
                class="hour-band"
                aria-hidden="true"
                style:--now=hour.minute.to_string()
                style:--rise=rise.to_string()
                style:--set=set.to_string()
            ></span>
            <time>{hour.clock}</time>
        </li>
    }
    .into_any()
}
