//! A community that grows out of another one brings in what somebody took along there: the file is read in
//! the window and told first; then books and pages come in by the ways in which others come in.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{File, HtmlInputElement};

use crate::exchange::everything::{Along, NotTaken, read};
use crate::exchange::zip::{ZipLimits, read_zip};
use crate::id::CommandId;
use crate::message::Letter;
use crate::message::command::{Command, MemberAct, Outcome, Refusal};
use crate::message::economy::{EconomyAct, EconomyFault};
use crate::platform::browser;
use crate::ui::feature::economy;
use crate::ui::feature::import::send::ask_named;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::Place;
use crate::ui::words;

/// How far it is.
#[derive(Clone, PartialEq)]
enum Step {
    Choose,
    Reading,
    /// Why the file is of no use.
    Wrong(String),
    Found,
    Bringing(String),
    /// Why it did not come in, or not all of it.
    Refused(String),
    Done,
}

#[derive(Clone, Copy)]
struct Growing {
    here: Here,
    step: RwSignal<Step>,
    along: StoredValue<Option<Along>>,
}

/// The screen.
pub fn grow(here: Here) -> AnyView {
    let growing =
        Growing { here, step: RwSignal::new(Step::Choose), along: StoredValue::new(None) };
    let inside = move || {
        let step = growing.step.get();
        untrack(|| match step {
            Step::Choose => choose(growing),
            Step::Reading => waits(words::everything::reading()),
            Step::Wrong(why) => {
                view! { {note(NoteTone::NeedsYou, why)} {choose(growing)} }.into_any()
            }
            Step::Found => found(growing),
            Step::Bringing(what) => waits(what),
            Step::Refused(why) => {
                view! { {note(NoteTone::NeedsYou, why)} {found(growing)} }.into_any()
            }
            Step::Done => done(growing),
        })
    };
    view! {
        <main class="detail" id="main">
            <header class="page-title"><h1>{words::everything::bring_title()}</h1></header>
            <div class="narrow stack-small">{inside}</div>
        </main>
    }
    .into_any()
}

fn waits(what: String) -> AnyView {
    view! { <p class="meta" role="status">{what}</p> }.into_any()
}

fn choose(growing: Growing) -> AnyView {
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        growing.step.set(Step::Reading);
        spawn_local(async move {
            let next = growing.read(&file).await;
            growing.step.try_set(next);
        });
    };
    view! {
        <p>{words::everything::bring_text()}</p>
        <label class="button file-button" data-variant="primary">
            <input
                class="visually-hidden"
                type="file"
                accept=".zip,application/zip"
                on:change=pick
            />
            {icon("file")} {words::everything::choose()}
        </label>
    }
    .into_any()
}

fn found(growing: Growing) -> AnyView {
    let told = growing.along.with_value(|along| {
        along.as_ref().map(|along| {
            let (name, on) = (along.about.name.clone(), format::calendar_full(along.about.on));
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let pages = words::everything::pages(count(along.page_count()));
            let entries = words::everything::entries(count(along.books.len()));
            view! {
                <p><strong>{words::everything::found(&name, &on)}</strong></p>
                <p>{format::list(&[pages, entries])}</p>
                <p>{words::everything::comes(&name)}</p>
                <p>{words::everything::stays(&name)}</p>
            }
        })
    });
    let bring = move || {
        growing.step.set(Step::Bringing(words::everything::bringing()));
        spawn_local(async move {
            let next = growing.bring().await.map_or_else(Step::Refused, |()| Step::Done);
            growing.step.try_set(next);
        });
    };
    view! {
        {told}
        <div class="actions">
            {button(Weight::Plain, words::common::cancel(), move || growing.step.set(Step::Choose))}
            {button(Weight::Primary, words::everything::bring(), bring)}
        </div>
    }
    .into_any()
}

fn done(growing: Growing) -> AnyView {
    let here = growing.here;
    let name = growing.along.with_value(|along| {
        along.as_ref().map(|along| along.about.name.clone()).unwrap_or_default()
    });
    view! {
        <div class="stack-small" role="status">
            <h2>{words::everything::done_title()}</h2>
            <p class="lede">{words::everything::done_text(&name)}</p>
            <p class="actions">
                {link_button(
                    Weight::Primary,
                    Some("commons"),
                    words::everything::to_pages(),
                    here.to(Place::Commons),
                )}
                {link_button(
                    Weight::Plain,
                    Some("economy"),
                    words::everything::to_books(),
                    here.to(Place::Economy),
                )}
                {link_button(
                    Weight::Plain,
                    Some("people"),
                    words::common::invite_somebody(),
                    here.to(Place::Invite),
                )}
            </p>
        </div>
    }
    .into_any()
}

impl Growing {
    async fn read(self, file: &File) -> Step {
        let Some(bytes) = browser::read_file(file).await else {
            return Step::Wrong(words::everything::unreadable());
        };
        let Ok(contents) = read_zip(&bytes, ZipLimits::default()) else {
            return Step::Wrong(words::everything::unreadable());
        };
        match read(contents, words::everything::left_behind) {
            Ok(along) => {
                self.along.try_set_value(Some(along));
                Step::Found
            }
            Err(NotTaken::Unknown) => Step::Wrong(words::everything::not_taken()),
            Err(NotTaken::Journal(faults)) => {
                let line = faults.first().map_or(0, |fault| fault.line);
                Step::Wrong(words::everything::journal_wrong(&line.to_string()))
            }
        }
    }

    async fn bring(self) -> Result<(), String> {
        let Some(along) = self.along.try_get_value().flatten() else { return Ok(()) };
        if let (Some(base), false) = (&along.about.base, along.books.is_empty()) {
            self.step.try_set(Step::Bringing(words::everything::books_come()));
            let open = EconomyAct::OpenBooks { base: base.clone() };
            match self.act(&open).await {
                Ok(_) => {}
                Err(refusal) if is(&refusal, &EconomyFault::BooksOpen) => {}
                Err(refusal) if is(&refusal, &EconomyFault::NotTheFounder) => {
                    return Err(words::everything::not_founder());
                }
                Err(refusal) => return Err(economy::refusal(&refusal)),
            }
            let all = EconomyAct::RecordAll(along.books.clone());
            self.act(&all).await.map_err(|refusal| economy::refusal(&refusal))?;
        }
        self.step.try_set(Step::Bringing(words::everything::pages_come()));
        let told = |refusal: Refusal| words::refusal::refusal(&refusal);
        let here = self.here;
        let (import, opened) = self.ask(Command::of(here.id, MemberAct::BeginImport));
        opened.await.map_err(told)?;
        for file in along.pages {
            let command = Command::ImportFile { import, path: file.path, bytes: file.content };
            self.ask(command).1.await.map_err(told)?;
        }
        let credit = words::everything::credit(&along.about.name);
        self.ask(Command::FinishImport { import, credit }).1.await.map_err(told)?;
        Ok(())
    }

    async fn act(self, act: &EconomyAct) -> Result<Outcome, Refusal> {
        let act = MemberAct::Economy(Letter::new(act));
        self.ask(Command::of(self.here.id, act)).1.await
    }

    fn ask(self, command: Command) -> (CommandId, impl Future<Output = Result<Outcome, Refusal>>) {
        ask_named(self.here.store, command)
    }
}

fn is(refusal: &Refusal, fault: &EconomyFault) -> bool {
    matches!(refusal, Refusal::Economy { fault: told } if told.open().as_ref() == Some(fault))
}
