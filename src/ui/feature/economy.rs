//! Work and money on screen: what a desk shows, followed for as long as it is looked at, and what is
//! done there. Amounts come exact and go out exact; nothing is computed here that moves anything.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, MemberAct, Outcome, Refusal};
use crate::message::economy::view::{Books, Desk, DeskView, EconomyView};
use crate::message::economy::{EconomyAct, Transaction};
use crate::message::{Letter, ViewKey};
use crate::platform::browser;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::empty::empty;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

mod accounts;
pub mod add;
pub mod amount;
pub mod asks;
mod beside;
pub mod books;
mod bring;
mod capital;
pub mod care;
mod claim;
pub mod claims;
pub mod does;
mod due;
pub mod give;
pub mod inputs;
mod ledger;
mod list;
mod matched;
mod open;
mod payment;
mod postings;
mod receipt;
mod record;
mod replaced;
pub mod reports;
pub mod sharing;
mod take_back;
mod tax;
pub mod trade;
pub mod venture;
pub mod ventures;
pub mod waiting;
pub mod work;

/// What has come of a desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// The part of the program that keeps the books could not be fetched.
    Missed,
    View {
        view: Arc<EconomyView>,
        /// Something came since it was made: what it is now is on its way.
        is_old: bool,
    },
}

/// A desk's newest view; `None` until there is one.
pub type DeskNow = RwSignal<Option<Shown>>;

/// Watches a desk. When another one is asked for, the former view stays until that has come.
pub fn desk(here: Here, which: impl Fn() -> Desk + Send + Sync + 'static) -> DeskNow {
    let read = |sent: &DeskView| {
        let (letter, is_old) = match sent {
            DeskView::Now(letter) => (letter, false),
            DeskView::Kept { view, is_old } => (view, *is_old),
            DeskView::Missed => return Some(Shown::Missed),
        };
        letter.open().map(|view| Shown::View { view: Arc::new(view), is_old })
    };
    // What another part of the screen watches already is there at once.
    let known = ViewKey::Economy(here.id, untrack(&which));
    let known = here.store.peek::<DeskView>(&known);
    let now = RwSignal::new(known.as_ref().and_then(read));
    Effect::new(move |_| {
        let key = ViewKey::Economy(here.id, which());
        let sent = here.store.watch::<DeskView>(key);
        Effect::new_sync(move |_| {
            if let Some(shown) = sent.with(|sent| sent.as_ref().and_then(read)) {
                now.set(Some(shown));
            }
        });
    });
    now
}

/// The economy at a glance, without rows of the ledger: what forms need.
pub fn glance(here: Here) -> DeskNow {
    desk(here, || Desk::Books { rows: 0 })
}

/// A part of a view; what stays the same draws nothing anew.
pub fn part<T>(
    now: DeskNow,
    read: impl Fn(&EconomyView) -> Option<T> + Send + Sync + 'static,
) -> Memo<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| {
        now.with(|now| match now {
            Some(Shown::View { view, .. }) => read(view),
            Some(Shown::Missed) | None => None,
        })
    })
}

/// A part of the books.
pub fn of_books<T>(
    now: DeskNow,
    read: impl Fn(&Books) -> T + Send + Sync + 'static,
) -> Memo<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    part(
        now,
        move |view| if let EconomyView::Books(books) = view { Some(read(books)) } else { None },
    )
}

/// How far a desk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    Coming,
    Missed,
    NotOpen,
    /// There is no such person or venture.
    Missing,
    Here,
}

/// Follows how far a desk has come.
pub fn arrival(now: DeskNow) -> Memo<Arrival> {
    Memo::new(move |_| {
        now.with(|now| match now {
            None => Arrival::Coming,
            Some(Shown::Missed) => Arrival::Missed,
            Some(Shown::View { view, .. }) => match **view {
                EconomyView::NotOpen => Arrival::NotOpen,
                EconomyView::Missing => Arrival::Missing,
                EconomyView::Books(_)
                | EconomyView::Person(_)
                | EconomyView::Sharing(_)
                | EconomyView::Ventures(_)
                | EconomyView::Venture(_)
                | EconomyView::Work(_)
                | EconomyView::Export(_)
                | EconomyView::Reports(_)
                | EconomyView::Care(_)
                | EconomyView::Leaving(_)
                | EconomyView::Standing(_)
                | EconomyView::Trade(_) => Arrival::Here,
            },
        })
    })
}

/// Draws a desk once its view is there, and says what is amiss where it is not.
pub fn when_here(
    here: Here,
    now: DeskNow,
    draw: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let arrival = arrival(now);
    (move || {
        let arrival = arrival.get();
        untrack(|| match arrival {
            Arrival::Coming => {
                view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }
                    .into_any()
            }
            Arrival::Missed => missed(),
            Arrival::NotOpen => open::not_open(here),
            Arrival::Missing => empty(
                words::economy::missing_title(),
                words::economy::missing_text(),
                ().into_any(),
            ),
            Arrival::Here => view! { {old(now)} {draw()} }.into_any(),
        })
    })
    .into_any()
}

/// Says that what is shown is not all yet, where that is so.
pub fn old(now: DeskNow) -> AnyView {
    let is_old =
        Memo::new(move |_| now.with(|now| matches!(now, Some(Shown::View { is_old: true, .. }))));
    let told = move || is_old.get().then(words::economy::being_brought_up_to_date);
    view! { <p class="meta" role="status">{told}</p> }.into_any()
}

/// The part of the program that keeps the books did not come.
pub fn missed() -> AnyView {
    note(NoteTone::NeedsYou, view! { <p>{words::refusal::part_missing()}</p> })
}

/// Does something about work or money; a refusal comes back in words.
pub fn ask(here: Here, act: &EconomyAct, done: impl FnOnce(Result<Outcome, String>) + 'static) {
    let command = Command::of(here.id, MemberAct::Economy(Letter::new(act)));
    here.store.ask(command, move |answer| done(answer.map_err(|why| refusal(&why))));
}

/// A refusal as a sentence, with the figures of the rule that says no.
pub fn refusal(refusal: &Refusal) -> String {
    if let Refusal::Economy { fault } = refusal
        && let Some(fault) = fault.open()
    {
        return words::money_fault::fault(&fault);
    }
    words::refusal::refusal(refusal)
}

/// A form on its way: whether it waits for an answer, and why it was refused.
#[derive(Debug, Clone, Copy)]
pub struct Sending {
    pub busy: RwSignal<bool>,
    pub refused: RwSignal<String>,
}

impl Sending {
    /// Nothing is on its way.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), refused: RwSignal::new(String::new()) }
    }

    /// Sends what the fields say, or says what is amiss with them.
    pub fn send(
        self,
        here: Here,
        act: Result<EconomyAct, String>,
        done: impl FnOnce(Outcome) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.refused.set(String::new());
        let act = match act {
            Ok(act) => act,
            Err(why) => {
                browser::bring_to_field(|label| words::names_field(&why, label));
                return self.refused.set(why);
            }
        };
        self.busy.set(true);
        ask(here, &act, move |answer| {
            self.busy.try_set(false);
            match answer {
                Ok(outcome) => done(outcome),
                Err(why) => drop(self.refused.try_set(why)),
            }
        });
    }

    /// Writes down money that moved, or says what is amiss; then closes the form.
    pub fn record(self, here: Here, one: Result<Transaction, String>, close: impl Fn() + 'static) {
        self.send(here, one.map(EconomyAct::Record), move |_| {
            close();
            here.store.say(words::economy::recorded());
        });
    }

    /// The end of a form: why it was refused, the way out, and what sends it.
    pub fn foot(self, label: String, close: impl Fn() + Send + 'static) -> AnyView {
        self.foot_or(words::common::cancel(), label, close)
    }

    /// The same, where the way out has a word of its own.
    pub fn foot_or(
        self,
        keep: String,
        label: String,
        close: impl Fn() + Send + 'static,
    ) -> AnyView {
        view! {
            {self.told()}
            <div class="actions">
                {button(Weight::Plain, keep, close)}
                {submit(label, self.busy.into())}
            </div>
        }
        .into_any()
    }

    /// Why it was refused, until what was typed is another thing.
    pub fn told(self) -> AnyView {
        let typed = window_event_listener(ev::input, move |_| {
            if self.refused.try_with_untracked(|why| !why.is_empty()) == Some(true) {
                self.refused.set(String::new());
            }
        });
        on_cleanup(move || typed.remove());
        let refused = move || {
            let why = self.refused.get();
            (!why.is_empty()).then(|| view! { <p class="field-error">{icon("warn")} {why}</p> })
        };
        view! { <div role="alert" aria-live="assertive">{refused}</div> }.into_any()
    }
}

impl Default for Sending {
    fn default() -> Self {
        Self::new()
    }
}
