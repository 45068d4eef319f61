//! A file of money or work from elsewhere -> what is in it and what is wrong with it, and then, when
//! somebody says so, entries. Read in the window: nothing is written down before that.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;

use crate::clock::Date;
use crate::message::economy::view::{Desk, EconomyView};
use crate::message::economy::{RowFault, VentureId};
use crate::money::Commodity;
use crate::platform::browser;
use crate::ui::feature::economy::inputs::{currency_field, leaves, read_account, suggesting_field};
use crate::ui::feature::economy::{Sending, desk, glance, of_books, part};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::choice_field;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

mod found;
mod laid;
mod matching;

use found::{Found, Kind, Lines, Reading, Right};

/// Rows of faults that are shown.
const FAULTS_SHOWN: usize = 20;

#[derive(Clone, Copy)]
struct Form {
    kind: RwSignal<String>,
    currency: RwSignal<String>,
    /// Below `assets`; of which a bank's table is.
    account: RwSignal<String>,
    found: RwSignal<Option<Found>>,
    sending: Sending,
}

/// The part of the screen.
pub fn bring(here: Here) -> AnyView {
    let base = of_books(desk(here, || Desk::Books { rows: 0 }), |books| books.terms.base.clone());
    (move || base.get().map(|base| untrack(|| form(here, &base)))).into_any()
}

fn form(here: Here, base: &Commodity) -> AnyView {
    let form = Form {
        kind: RwSignal::new(Kind::Journal.value().to_owned()),
        currency: RwSignal::new(base.code().to_owned()),
        account: RwSignal::new("bank".to_owned()),
        found: RwSignal::new(None),
        sending: Sending::new(),
    };
    // What was read by other words is not what would be read now.
    Effect::new(move |before: Option<()>| {
        form.kind.track();
        form.currency.track();
        form.account.track();
        if before.is_some() {
            form.found.set(None);
        }
    });
    let week = desk(here, || Desk::Work { weeks_ago: 0 });
    let ventures = part(week, |view| {
        if let EconomyView::Work(week) = view { Some(week.ventures.clone()) } else { None }
    });
    let kinds = Kind::ALL.map(|kind| (kind.value().to_owned(), kind.label())).to_vec();
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        let ventures = ventures.get_untracked().unwrap_or_default();
        spawn_local(async move {
            let bytes = browser::read_file(&file).await;
            let read = |bytes: Vec<u8>| form.read(&file.name(), &bytes, &ventures);
            let read = bytes.map_or(Ok(Found::Unreadable), read);
            let read = read.unwrap_or_else(|why| {
                form.sending.refused.try_set(why);
                Found::Unreadable
            });
            form.found.try_set(Some(read));
        });
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(Found::Right(right)) = form.found.get_untracked() else { return };
        form.sending.send(here, Ok(right.act), move |_| {
            form.found.try_set(None);
            here.store.say(words::bring::done());
        });
    };
    view! {
        <form class="stack-small bring" on:submit=send novalidate>
            <p>{words::bring::text()}</p>
            <div class="field-pair">
                {choice_field(words::bring::kind(), kinds, form.kind)}
                {currency_field(words::bring::currency(), std::slice::from_ref(base), form.currency)}
            </div>
            {account_field(here, form)}
            <label class="button file-button">
                <input class="visually-hidden" type="file" on:change=pick />
                {icon("file")} {words::bring::choose()}
            </label>
            <div role="status">{move || form.found.with(|found| found.as_ref().map(|one| form.told(here, one)))}</div>
            {form.sending.told()}
        </form>
    }
    .into_any()
}

impl Form {
    fn read(
        self,
        name: &str,
        bytes: &[u8],
        ventures: &[(VentureId, String)],
    ) -> Result<Found, String> {
        self.sending.refused.try_set(String::new());
        let chosen = self.kind.get_untracked();
        let kind = Kind::ALL.into_iter().find(|kind| kind.value() == chosen);
        let currency = self.currency.with_untracked(|code| code.parse::<Commodity>());
        let (Some(kind), Ok(currency)) = (kind, currency) else { return Ok(Found::Unreadable) };
        let account = match kind {
            Kind::Bank => {
                read_account(&words::matching::account(), "assets", &self.account.get_untracked())?
            }
            Kind::Journal | Kind::OpenCollective | Kind::Work => {
                read_account(&words::matching::account(), "assets", "bank")?
            }
        };
        Ok(found::read(bytes, Reading { kind, name, currency, account, ventures }))
    }

    fn told(self, here: Here, found: &Found) -> AnyView {
        match found {
            Found::Unreadable => note(NoteTone::NeedsYou, words::bring::unreadable()),
            Found::Wrong(faults) => view! {
                {note(NoteTone::NeedsYou, words::bring::faults())}
                {table(faults)}
            }
            .into_any(),
            Found::Right(right) if right.count == 0 => {
                note(NoteTone::Info, words::bring::nothing())
            }
            Found::Right(right) => self.right(here, right),
            Found::Lines(lines) => self.lines(here, lines),
        }
    }

    /// Laid beside what is here before anything is written.
    fn lines(self, here: Here, lines: &Lines) -> AnyView {
        let wrong = (!lines.wrong_balances.is_empty()).then(|| {
            view! {
                {note(NoteTone::Info, words::bring::wrong_balances())}
                {table(&lines.wrong_balances)}
            }
        });
        let count = u32::try_from(lines.transactions.len()).unwrap_or(u32::MAX);
        view! {
            <p><strong>{lines.name.clone()}</strong> " " {words::bring::entries(count)}</p>
            {wrong}
            {matching::beside(here, lines.clone(), move || drop(self.found.try_set(None)))}
        }
        .into_any()
    }

    fn right(self, here: Here, right: &Right) -> AnyView {
        let today = format::day_of(here.store.now().get_untracked());
        let day = |date: Date| format::calendar_day(date, today);
        let span = right.span.map(|(from, until)| words::bring::from_to(&day(from), &day(until)));
        let count = words::bring::entries(u32::try_from(right.count).unwrap_or(u32::MAX));
        let busy = move || self.sending.busy.get().then(words::bring::busy);
        view! {
            <p><strong>{right.name.clone()}</strong> " " {count} " " {span}</p>
            <p class="meta">{busy}</p>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || self.found.set(None))}
                {submit(words::bring::bring(), self.sending.busy.into())}
            </div>
        }
        .into_any()
    }
}

/// Which account a bank's table is of.
fn account_field(here: Here, form: Form) -> AnyView {
    let accounts = of_books(glance(here), |books| leaves(&books.accounts, "assets"));
    let is_bank = Memo::new(move |_| form.kind.with(|kind| kind == Kind::Bank.value()));
    (move || {
        is_bank.get().then(|| {
            suggesting_field(
                words::matching::account(),
                words::matching::account_hint(),
                move || accounts.get().unwrap_or_default(),
                form.account,
            )
        })
    })
    .into_any()
}

fn table(faults: &[RowFault]) -> AnyView {
    let rows = faults
        .iter()
        .take(FAULTS_SHOWN)
        .map(|fault| {
            let line = match fault.line {
                0 => words::bring::whole(),
                line => line.to_string(),
            };
            view! {
                <tr>
                    <th scope="row">{line}</th>
                    <td><code>{fault.field.clone()}</code></td>
                    <td>{words::bring::told(fault)}</td>
                </tr>
            }
        })
        .collect_view();
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    let more = (more > 0).then(|| {
        let more = words::bring::more(u32::try_from(more).unwrap_or(u32::MAX));
        view! { <p class="meta">{more}</p> }
    });
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{words::bring::row()}</th>
                        <th scope="col">{words::bring::field()}</th>
                        <th scope="col">{words::bring::reason()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}
