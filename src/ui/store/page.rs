//! A page on screen: its text with the edits of this window on their way, its fields, and what is
//! known about it. What was typed stays typed until the engine has it, whatever comes between.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use leptos::prelude::*;

use crate::id::{CommunityId, PageId};
use crate::live_text::LiveText;
use crate::message::ViewKey;
use crate::message::command::{Command, PageAct, Refusal};
use crate::message::model::{PageAbout, PageDelta, PageFieldView};
use crate::ui::store::{Store, Watched};

/// How long typing is gathered before it is sent.
const GATHER: Duration = Duration::from_millis(150);

/// How long the outcome of an answered edit may stay out before the page is asked for anew.
const OVERDUE: Duration = Duration::from_secs(2);

/// How long a refused edit rests before it is sent again.
const REFUSED_REST: Duration = Duration::from_secs(3);

/// A page, live.
#[derive(Clone)]
pub struct PageLive {
    state: Arc<Mutex<State>>,
    /// What is on screen; `None` where there is no such page here.
    pub text: ArcRwSignal<Option<String>>,
    pub fields: ArcRwSignal<Vec<PageFieldView>>,
    pub about: ArcRwSignal<Option<PageAbout>>,
}

#[derive(Default)]
struct State {
    live: LiveText,
    timer: Timer,
    composing: Composing,
    /// What came while an input method was composing.
    waiting: Vec<PageDelta>,
}

/// Whether sending is due already.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Timer {
    #[default]
    Idle,
    Running,
}

/// Whether an input method holds the text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Composing {
    #[default]
    No,
    Yes,
}

impl PageLive {
    fn new() -> Self {
        Self {
            state: Arc::default(),
            text: ArcRwSignal::new(None),
            fields: ArcRwSignal::new(Vec::new()),
            about: ArcRwSignal::new(None),
        }
    }

    fn state<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in what came of a page.
    pub fn take(slot: &Watched<Self>, delta: PageDelta) {
        let page = slot.get_untracked().unwrap_or_else(Self::new);
        let held = page.state(|state| {
            let holds = state.composing == Composing::Yes;
            if holds {
                state.waiting.push(delta.clone());
            }
            holds
        });
        if !held {
            page.apply(delta);
        }
        if slot.with_untracked(Option::is_none) {
            slot.set(Some(page));
        }
    }

    fn apply(&self, delta: PageDelta) {
        match delta {
            PageDelta::All { version, text, fields, about } => {
                self.state(|state| state.live.whole(version, text));
                self.fields.set(fields);
                self.about.set(Some(about));
                self.show();
            }
            PageDelta::Spliced { version, splices, own } => {
                self.state(|state| state.live.spliced(version, &splices, own));
                self.show();
            }
            PageDelta::About { fields, about } => {
                if self.fields.with_untracked(|old| *old != fields) {
                    self.fields.set(fields);
                }
                self.about.set(Some(about));
            }
            PageDelta::Missing => {
                self.about.set(None);
                self.text.set(None);
            }
        }
    }

    fn show(&self) {
        let shown = self.state(|state| state.live.shown());
        if self.text.with_untracked(|old| old.as_deref() != Some(&shown)) {
            self.text.set(Some(shown));
        }
    }

    /// Whether all that was typed is with the engine.
    pub fn is_settled(&self) -> bool {
        self.state(|state| state.live.is_settled())
    }

    /// An input method began or ended composing; what comes meanwhile waits.
    pub fn compose(&self, composing: Composing) {
        let waiting = self.state(|state| {
            state.composing = composing;
            match composing {
                Composing::Yes => Vec::new(),
                Composing::No => std::mem::take(&mut state.waiting),
            }
        });
        for delta in waiting {
            self.apply(delta);
        }
    }

    /// The person wrote: the text is now this.
    pub fn write(&self, store: Store, name: (CommunityId, PageId), text: &str) {
        if self.state(|state| state.live.write(text)) {
            self.show();
            self.send_after(store, name, GATHER);
        }
    }

    fn send_after(&self, store: Store, name: (CommunityId, PageId), wait: Duration) {
        let was_running = self
            .state(|state| std::mem::replace(&mut state.timer, Timer::Running) == Timer::Running);
        if was_running {
            return;
        }
        let page = self.clone();
        set_timeout(move || page.send(store, name), wait);
    }

    /// Sends what was typed, unless an edit is still on its way.
    pub fn send(&self, store: Store, name: (CommunityId, PageId)) {
        let edit = self.state(|state| {
            state.timer = Timer::Idle;
            state.live.take_edit()
        });
        let Some(edit) = edit else {
            if !self.is_settled() {
                self.send_after(store, name, GATHER);
            }
            return;
        };
        let (community, page) = name;
        let command = Command::page(
            community,
            page,
            PageAct::Edit { base: edit.base, splices: edit.splices },
        );
        let (live, number) = (self.clone(), edit.number);
        let id = store.ask(command, move |answer| {
            live.answered(store, name, number, answer.err());
        });
        self.state(|state| state.live.sent(id));
    }

    fn answered(
        &self,
        store: Store,
        name: (CommunityId, PageId),
        number: u64,
        refusal: Option<Refusal>,
    ) {
        let key = ViewKey::Page(name.0, name.1);
        match refusal {
            None => {
                self.state(|state| state.live.done(number));
                let page = self.clone();
                let check = move || {
                    if page.state(|state| state.live.is_overdue(number)) {
                        store.rewatch(&key);
                    }
                };
                set_timeout(check, OVERDUE);
            }
            Some(Refusal::StaleEdit) => {
                self.state(|state| state.live.refused(number));
                store.rewatch(&key);
            }
            // What was typed stays on screen; the next thing typed tries it again.
            Some(Refusal::GivenUp) => {
                self.state(|state| state.live.refused(number));
                store.say_refusal(&Refusal::GivenUp);
                self.show();
                return;
            }
            Some(refusal) => {
                self.state(|state| state.live.refused(number));
                store.say_refusal(&refusal);
                self.send_after(store, name, REFUSED_REST);
                return;
            }
        }
        self.show();
        if !self.is_settled() {
            self.send_after(store, name, GATHER);
        }
    }
}
