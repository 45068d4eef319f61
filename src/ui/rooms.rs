//! The rooms behind the first screens. Their code is a part of its own, so that what paints first
//! comes first; it is fetched right after, and a room that is entered sooner waits for it.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::id::MemberId;
use crate::ui::feature::decide::put::fields::Origin;
use crate::ui::feature::first_run::begin::{self, Beginning};
use crate::ui::feature::first_run::{Face, First, come_back, door, restore};
use crate::ui::feature::people::profile::ProfileFields;
use crate::ui::feature::{
    calendar, commons, decide, economy, everything, find, import, invite, people, settings, sync,
    talk, today,
};
use crate::ui::frame::former;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::Place;
use crate::ui::words;

/// The part could not be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

type Later<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;

/// The way to the part; given at the start and found in the context.
#[derive(Clone, Copy)]
pub struct Rooms {
    pub fetch: fn() -> Later<()>,
    pub draw: fn(Here, Room) -> Later<AnyView>,
    pub draw_first: fn(First) -> Later<AnyView>,
    pub draw_more: fn(ProfileFields) -> Later<AnyView>,
}

/// What can be drawn once the part is there.
#[derive(Clone, Copy)]
pub enum Room {
    Place(Place),
    NewTopic,
    NewPage,
    Profile,
    Money,
    Find,
    /// What comes next, on the first screen.
    Next,
    /// Who is awake, and where it is night.
    Awake,
    /// What in the books waits for the reader, there.
    Asks,
    /// What whoever waits at the door is told.
    Door,
    /// The bar over a community in which nothing can be done.
    Former,
    /// The same person at the door, to whom the reader can say who they are.
    ComesBack(MemberId),
}

/// How far a room has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Coming,
    Here,
    Missed,
}

/// Fetches the part before anybody enters.
pub fn fetch() {
    // Whoever enters a room that is missing is told so there.
    let rooms = expect_context::<Rooms>();
    spawn_local(async move { (rooms.fetch)().await.unwrap_or_default() });
}

/// A room, as soon as its code is there.
pub fn room(here: Here, room: Room) -> AnyView {
    let rooms = expect_context::<Rooms>();
    later(move || (rooms.draw)(here, room), Frame::of(room))
}

/// A face of the first run, as soon as its code is there.
pub fn first(first: First) -> AnyView {
    let rooms = expect_context::<Rooms>();
    later(move || (rooms.draw_first)(first), Frame::Within)
}

/// What somebody can say of themselves, as soon as its code is there.
pub fn more(fields: ProfileFields) -> AnyView {
    let rooms = expect_context::<Rooms>();
    later(move || (rooms.draw_more)(fields), Frame::Within)
}

/// What stands around a room that has not come.
#[derive(Clone, Copy)]
enum Frame {
    /// It is the whole of a screen.
    Main,
    /// The rest of the screen is there.
    Within,
    /// Nobody misses it.
    Silent,
}

impl Frame {
    fn of(room: Room) -> Self {
        match room {
            Room::Place(_) => Self::Main,
            Room::Next | Room::Awake | Room::Asks | Room::ComesBack(_) | Room::Former => {
                Self::Silent
            }
            Room::NewTopic
            | Room::NewPage
            | Room::Profile
            | Room::Money
            | Room::Find
            | Room::Door => Self::Within,
        }
    }
}

fn later(
    draw: impl Fn() -> Later<AnyView> + Copy + Send + Sync + 'static,
    frame: Frame,
) -> AnyView {
    let arrival = RwSignal::new(Arrival::Coming);
    let made = StoredValue::new_local(None::<AnyView>);
    let enter = move || {
        arrival.set(Arrival::Coming);
        spawn_local(ScopedFuture::new_untracked(async move {
            let drawn = draw().await;
            let now = if drawn.is_ok() { Arrival::Here } else { Arrival::Missed };
            // Whoever left meanwhile took the signals along.
            made.try_update_value(|made| *made = drawn.ok());
            arrival.try_update(|arrival| *arrival = now);
        }));
    };
    enter();
    (move || match arrival.get() {
        Arrival::Coming => coming(frame),
        Arrival::Here => made.try_update_value(Option::take).flatten().into_any(),
        Arrival::Missed => missed(frame, enter),
    })
    .into_any()
}

fn coming(frame: Frame) -> AnyView {
    match frame {
        Frame::Main => view! { <main id="main" aria-busy="true"></main> }.into_any(),
        Frame::Within | Frame::Silent => ().into_any(),
    }
}

fn missed(frame: Frame, again: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let inside = view! {
        <p>{words::refusal::part_missing()}</p>
        <p class="actions">{button(Weight::Primary, words::common::try_again(), again)}</p>
    };
    let note = note(NoteTone::NeedsYou, inside);
    match frame {
        Frame::Main => view! { <main id="main">{note}</main> }.into_any(),
        Frame::Within => note.into_any(),
        Frame::Silent => ().into_any(),
    }
}

/// Draws what somebody can say of themselves, of the same part.
pub fn draw_more(fields: ProfileFields) -> AnyView {
    people::profile::more_fields(fields, None)
}

/// Draws a face of the first run, of the same part.
pub fn draw_first(first: First) -> AnyView {
    match first.face {
        Face::Start => begin::begin(first, Beginning::Fresh),
        Face::Grow => begin::begin(first, Beginning::Growing),
        Face::Restore => restore::restore(first),
        Face::ComeBack => come_back::come_back(first),
    }
}

/// Draws a room: what the part is made of.
pub fn draw(here: Here, room: Room) -> AnyView {
    match room {
        Room::NewTopic => talk::new::new_topic(here),
        Room::NewPage => commons::new::new_page(here),
        Room::Profile => people::profile::edit_profile(here),
        Room::Money => economy::add::add(here),
        Room::Find => find::find(here),
        Room::Next => calendar::next::next(here),
        Room::Awake => today::awake::awake(here),
        Room::Asks => economy::asks::asks(here),
        Room::Door => door::door(here),
        Room::Former => former::bar(here),
        Room::ComesBack(member) => people::returning::ask(here, member),
        Room::Place(place) => match place {
            Place::Today => today::today(here),
            Place::People => people::people(here),
            Place::Person(member) => people::person::person(here, member),
            Place::Talk => talk::talk(here),
            Place::Thread(thread) => talk::thread::thread(here, thread),
            Place::Decide => decide::decide(here),
            Place::Motion(motion) => decide::motion::motion(here, motion),
            Place::Rules => decide::rules::rules(here),
            Place::NewMotion(None) => decide::put::new_motion(here, Origin::New),
            Place::NewMotion(Some(thread)) => decide::put::new_motion(here, Origin::Thread(thread)),
            Place::PutPage(page) => decide::put::new_motion(here, Origin::Page(page)),
            Place::Amend(motion) => decide::put::amend(here, motion),
            Place::PutAgain(motion) => decide::put::again(here, motion),
            Place::Commons => commons::commons(here),
            Place::Page(page) => commons::page::page(here, page),
            Place::Economy => economy::books::books(here),
            Place::Work => economy::work::work(here),
            Place::Sharing => economy::sharing::sharing(here),
            Place::Reports => economy::reports::reports(here),
            Place::Care => economy::care::care(here),
            Place::Trade => economy::trade::trade(here),
            Place::Ventures => economy::ventures::ventures(here),
            Place::Venture(venture) => economy::venture::venture(here, venture),
            Place::Calendar => calendar::calendar(here),
            Place::Sync => sync::sync(here),
            Place::Settings => settings::settings(here),
            Place::Invite => invite::invite(here),
            Place::Import => import::import(here),
            Place::Grow => everything::grow::grow(here),
        },
    }
}
