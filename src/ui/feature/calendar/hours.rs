//! What hour something is for each member, from west to east, and for whom it is an early or late one.

use leptos::prelude::*;

use crate::clock::{Date, Timestamp};
use crate::id::MemberId;
use crate::ordered;
use crate::platform::browser;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// Minutes of a day in which nobody minds: from eight in the morning until eight in the evening.
const CONVENIENT: std::ops::Range<u32> = 8 * 60..20 * 60;

/// Those for whom clocks show the same time, at the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub members: Vec<MemberId>,
    pub place: String,
    zone: String,
}

/// What a clock shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    /// "15:00".
    pub clock: String,
    /// The day there, where it is another one than the reader's.
    pub other_day: Option<Date>,
    pub mark: Option<Mark>,
}

/// An hour that is not for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Early,
    Late,
}

/// The members who said where they live, by what their clocks show at this moment, from west to east.
pub fn groups(here: Here, at: Timestamp) -> Vec<Group> {
    let mut groups: Vec<(i32, Group)> = Vec::new();
    for member in here.all_members() {
        // The reader's own clock is the one before them.
        let own = if member.is_me { browser::current_zone() } else { String::new() };
        let zone = if own.is_empty() { member.zone } else { own };
        let Some(offset) = browser::zone_offset_min(at.0 as f64, &zone) else { continue };
        let place = if member.is_me { here.own_place() } else { member.place };
        let known = groups.iter_mut().find(|(_, one)| one.zone == zone && one.place == place);
        match known {
            Some((_, group)) => group.members.push(member.id),
            None => groups.push((offset, Group { members: vec![member.id], place, zone })),
        }
    }
    ordered::sort_by(&mut groups, |(one, a), (other, b)| {
        (one, &a.place, &a.zone).cmp(&(other, &b.place, &b.zone))
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

/// How many members have not said where they live.
pub fn without_zone(here: Here) -> u32 {
    let all = here.all_members();
    let unknown = all.iter().filter(|member| !member.is_me && member.zone.is_empty());
    u32::try_from(unknown.count()).unwrap_or(u32::MAX)
}

impl Group {
    /// What their clocks show.
    pub fn hour(&self, at: Timestamp) -> Option<Hour> {
        let minute = format::minute_in(at, &self.zone)?;
        let mark = match minute {
            minute if minute < CONVENIENT.start => Some(Mark::Early),
            minute if minute >= CONVENIENT.end => Some(Mark::Late),
            _ => None,
        };
        let day = format::day_in(at, &self.zone);
        let other_day = Some(day).filter(|day| *day != format::day_of(at));
        Some(Hour { clock: format::clock_in(at, &self.zone)?, other_day, mark })
    }

    /// Their faces, with their place, or else their names.
    pub fn whose(&self, here: Here) -> AnyView {
        let members = self.members.clone();
        let names = move || {
            let names: Vec<String> = members.iter().map(|id| here.name_you(*id)).collect();
            format::list(&names)
        };
        let place = self.place.clone();
        view! {
            {here.faces(FaceSize::Small, &self.members)}
            <span class="where">{names} <small dir="auto">{place}</small></span>
        }
        .into_any()
    }
}

impl Hour {
    /// The clock with what is to be minded.
    pub fn told(&self) -> AnyView {
        let day = self.other_day.map(|day| view! { <small>{format::calendar_short(day)}</small> });
        let mark = self.mark.map(|mark| {
            let (name, said) = match mark {
                Mark::Early => ("sun", words::calendar::early()),
                Mark::Late => ("moon", words::calendar::late()),
            };
            view! { <small class="with-icon">{icon(name)} {said}</small> }
        });
        view! { <time>{self.clock.clone()}</time> {day} {mark} }.into_any()
    }
}

/// For whom a moment is early or late: those for whom it is late first.
pub fn minding(here: Here, at: Timestamp) -> Vec<String> {
    let mut minding = Vec::new();
    for group in groups(here, at) {
        let Some(mark) = group.hour(at).and_then(|hour| hour.mark) else { continue };
        let is_early = mark == Mark::Early;
        minding.extend(group.members.iter().map(|id| (is_early, here.name(*id))));
    }
    ordered::sort(&mut minding);
    minding.into_iter().map(|(_, name)| name).collect()
}

/// Everybody's hour at a moment that is being chosen, and for whom it is not a good one.
pub fn hours_at(here: Here, at: Memo<Option<Timestamp>>) -> AnyView {
    let inside = move || {
        let Some(at) = at.get() else {
            return view! { <p class="meta">{words::calendar::hours_wait()}</p> }.into_any();
        };
        let names = minding(here, at);
        let told = match names.is_empty() {
            true => words::calendar::good_for_all(),
            false => words::calendar::hard_for(&format::list(&names)),
        };
        let all = groups(here, at);
        let rows = all.iter().filter_map(|group| {
            let hour = group.hour(at)?;
            Some(view! { <li>{group.whose(here)} <span class="num">{hour.told()}</span></li> })
        });
        view! {
            <ul class="next-hours" role="list">{rows.collect_view()}</ul>
            <p class="meta">{told}</p>
        }
        .into_any()
    };
    view! { <div class="hours-preview" role="status">{inside}</div> }.into_any()
}
