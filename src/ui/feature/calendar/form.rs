//! Planning something, or changing it. While a day and a time are chosen, everybody's hour is shown, so
//! that whoever plans sees for whom it is early or late.

use leptos::ev;
use leptos::prelude::*;

use crate::clock::{Date, Repeats, WallTime};
use crate::message::calendar::{CalendarAct, EventCard, EventFault, Plan};
use crate::message::command::{Field, Refusal};
use crate::platform::browser;
use crate::ui::feature::calendar::ask;
use crate::ui::feature::calendar::hours::hours_at;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::{Line, choice_field, date_field, text_field, time_field};
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// What a call takes before anybody says otherwise.
const USUAL_MINUTES: u16 = 60;

#[derive(Clone, Copy)]
struct Fields {
    title: RwSignal<String>,
    about: RwSignal<String>,
    first: RwSignal<String>,
    time: RwSignal<String>,
    zone: RwSignal<String>,
    minutes: RwSignal<String>,
    repeats: RwSignal<String>,
    until: RwSignal<String>,
}

impl Fields {
    fn new(here: Here) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            title: text(""),
            about: text(""),
            first: RwSignal::new(here.today().plus_days(1).to_string()),
            time: text(""),
            zone: RwSignal::new(browser::current_zone()),
            minutes: RwSignal::new(USUAL_MINUTES.to_string()),
            repeats: RwSignal::new(name(Repeats::Once).to_owned()),
            until: text(""),
        }
    }

    fn of(plan: &Plan) -> Self {
        Self {
            title: RwSignal::new(plan.title.clone()),
            about: RwSignal::new(plan.about.clone()),
            first: RwSignal::new(plan.first.to_string()),
            time: RwSignal::new(plan.time.to_string()),
            zone: RwSignal::new(plan.zone.clone()),
            minutes: RwSignal::new(plan.minutes.to_string()),
            repeats: RwSignal::new(name(plan.repeats).to_owned()),
            until: RwSignal::new(plan.until.map(|day| day.to_string()).unwrap_or_default()),
        }
    }

    /// The plan, or what is amiss with a field.
    fn read(self) -> Result<Plan, String> {
        let title = self.title.get().trim().to_owned();
        if title.is_empty() {
            let refusal = Refusal::Empty { field: Field::EventTitle };
            return Err(words::refusal::refusal(&refusal));
        }
        let until = self.until.get();
        let repeats = self.repeats();
        Ok(Plan {
            title,
            about: self.about.get(),
            first: self.first().ok_or_else(words::common::date_missing)?,
            time: self.time().ok_or_else(words::calendar::time_missing)?,
            zone: self.zone.get(),
            minutes: self.minutes.get().trim().parse().map_err(|_| minutes_missing())?,
            repeats,
            until: match until.trim() {
                "" => None,
                until => Some(until.parse().map_err(|_| words::common::date_missing())?),
            },
        })
    }

    fn first(self) -> Option<Date> {
        self.first.with(|text| text.parse().ok())
    }

    fn time(self) -> Option<WallTime> {
        self.time.with(|text| first_time(text))
    }

    fn repeats(self) -> Repeats {
        let known = |text: &String| Repeats::ALL.into_iter().find(|one| name(*one) == text);
        self.repeats.with(known).unwrap_or_default()
    }
}

/// What stands in a field of a time; some browsers have the seconds in it.
pub fn first_time(text: &str) -> Option<WallTime> {
    text.get(..5).unwrap_or(text).parse().ok()
}

fn minutes_missing() -> String {
    words::refusal::refusal(&Refusal::Event { fault: EventFault::Minutes })
}

/// The value of a choice.
fn name(repeats: Repeats) -> &'static str {
    match repeats {
        Repeats::Once => "once",
        Repeats::Weekly => "weekly",
        Repeats::Fortnightly => "fortnightly",
        Repeats::Monthly => "monthly",
    }
}

/// The form for something new.
pub fn plan(here: Here, own: DialogHandle) -> AnyView {
    let act = |plan| CalendarAct::Plan { plan };
    form(here, own, Fields::new(here), words::calendar::plan(), act)
}

/// The form for what is there.
pub fn change(here: Here, card: &EventCard, own: DialogHandle) -> AnyView {
    let event = card.id;
    let act = move |plan| CalendarAct::Change { event, plan };
    form(here, own, Fields::of(&card.plan), words::common::save(), act)
}

fn form(
    here: Here,
    own: DialogHandle,
    fields: Fields,
    label: String,
    act: impl Fn(Plan) -> CalendarAct + Copy + Send + Sync + 'static,
) -> AnyView {
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(String::new());
        let plan = match untrack(|| fields.read()) {
            Ok(plan) => plan,
            Err(why) => return refused.set(why),
        };
        busy.set(true);
        ask(here, &act(plan), move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    own.close();
                    here.store.say(words::calendar::planned_done());
                }
                Err(refusal) => drop(refused.try_set(words::refusal::refusal(&refusal))),
            }
        });
    };
    let told = move || {
        let why = refused.get();
        (!why.is_empty()).then(|| view! { <p class="field-error">{icon("warn")} {why}</p> })
    };
    let at = Memo::new(move |_| format::wall(fields.first()?, fields.time()?, &fields.zone.get()));
    let none = Signal::stored(String::new());
    let until = move || {
        let repeats = fields.repeats() != Repeats::Once;
        repeats.then(|| date_field(words::calendar::last_day(), fields.until))
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::calendar::what(), String::new(), fields.title, none)}
            {text_field(
                Line::Text,
                words::calendar::where_(),
                words::calendar::where_hint(),
                fields.about,
                none,
            )}
            <div class="field-pair">
                {date_field(words::calendar::first_day(), fields.first)}
                {time_field(words::calendar::time(), fields.time)}
            </div>
            {choice_field(words::calendar::zone(), zones(here, &fields.zone.get_untracked()), fields.zone)}
            {hours_at(here, at)}
            <div class="field-pair">
                {text_field(
                    Line::Text,
                    words::calendar::minutes(),
                    String::new(),
                    fields.minutes,
                    none,
                )}
                {choice_field(words::calendar::repeats(), rhythms(), fields.repeats)}
            </div>
            {until}
            <div role="alert" aria-live="assertive">{told}</div>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || own.close())}
                {submit(label, busy.into())}
            </div>
        </form>
    }
    .into_any()
}

fn rhythms() -> Vec<(String, String)> {
    let label = |one| match one {
        Repeats::Once => words::calendar::once(),
        Repeats::Weekly => words::calendar::weekly(),
        Repeats::Fortnightly => words::calendar::fortnightly(),
        Repeats::Monthly => words::calendar::monthly(),
    };
    Repeats::ALL.map(|one| (name(one).to_owned(), format::capitalised(&label(one)))).to_vec()
}

/// Zones to choose among: the one that is chosen, those of the members with their names, then all that
/// the browser knows.
pub fn zones(here: Here, chosen: &str) -> Vec<(String, String)> {
    let mut first = vec![chosen.to_owned(), browser::current_zone()];
    let members = untrack(|| here.all_members());
    first.extend(members.iter().map(|member| member.zone.clone()));
    let mut zones: Vec<String> = Vec::new();
    for zone in first.into_iter().chain(browser::zones()) {
        if !zone.is_empty() && !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    let option = |zone: String| {
        let names: Vec<String> = members
            .iter()
            .filter(|member| member.zone == zone)
            .map(|member| member.name.clone())
            .collect();
        let label = match names.is_empty() {
            true => zone.clone(),
            false => format!("{zone} · {}", names.join(", ")),
        };
        (zone, label)
    };
    zones.into_iter().map(option).collect()
}
