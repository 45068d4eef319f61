//! A file of money or work from elsewhere -> what is in it and what is wrong with it, and then, when
//! somebody says so, entries. Read in the window: nothing is written down before that.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;

use crate::clock::Date;
use crate::exchange::ledger::bank::{BankMapping, read_bank_csv};
use crate::exchange::ledger::journal::{JournalReading, read_journal};
use crate::exchange::ledger::open_collective::read_open_collective;
use crate::exchange::ledger::text_of;
use crate::exchange::ledger::work::read_work_csv;
use crate::message::economy::view::{Desk, EconomyView};
use crate::message::economy::{EconomyAct, RowFault, VentureId};
use crate::money::Commodity;
use crate::platform::browser;
use crate::ui::feature::economy::inputs::currency_field;
use crate::ui::feature::economy::{Sending, desk, of_books, part};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::choice_field;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// Rows of faults that are shown.
const FAULTS_SHOWN: usize = 20;

/// What a file is; the words are values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Journal,
    OpenCollective,
    Bank,
    Work,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Journal, Self::OpenCollective, Self::Bank, Self::Work];

    fn value(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::OpenCollective => "open-collective",
            Self::Bank => "bank",
            Self::Work => "work",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Journal => words::bring::journal(),
            Self::OpenCollective => words::bring::open_collective(),
            Self::Bank => words::bring::bank(),
            Self::Work => words::bring::work(),
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Unreadable,
    Wrong(Vec<RowFault>),
    Right(Right),
}

#[derive(Debug, Clone, PartialEq)]
struct Right {
    name: String,
    count: usize,
    span: Option<(Date, Date)>,
    wrong_balances: Vec<RowFault>,
    act: EconomyAct,
}

#[derive(Clone, Copy)]
struct Form {
    kind: RwSignal<String>,
    currency: RwSignal<String>,
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
        found: RwSignal::new(None),
        sending: Sending::new(),
    };
    // What was read by other words is not what would be read now.
    Effect::new(move |before: Option<()>| {
        form.kind.track();
        form.currency.track();
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
            let read =
                bytes.map_or(Found::Unreadable, |bytes| form.read(&file.name(), &bytes, &ventures));
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
    fn read(self, name: &str, bytes: &[u8], ventures: &[(VentureId, String)]) -> Found {
        let chosen = self.kind.get_untracked();
        let kind = Kind::ALL.into_iter().find(|kind| kind.value() == chosen);
        let currency = self.currency.with_untracked(|code| code.parse::<Commodity>());
        let (Some(kind), Ok(currency)) = (kind, currency) else { return Found::Unreadable };
        let read = match kind {
            Kind::Work => text_of(bytes).and_then(|text| {
                let lines = read_work_csv(text, ventures)?;
                let days = lines.iter().map(|line| line.work.date).collect();
                let named = |line: crate::exchange::ledger::work::WorkLine| (line.entry, line.work);
                let act = EconomyAct::LogAll(lines.into_iter().map(named).collect());
                Ok((days, Vec::new(), act))
            }),
            Kind::Journal | Kind::OpenCollective | Kind::Bank => money(kind, name, bytes, currency)
                .map(|(transactions, wrong)| {
                    let days = transactions.iter().map(|one| one.date).collect();
                    (days, wrong, EconomyAct::RecordAll(transactions))
                }),
        };
        match read {
            Err(faults) => Found::Wrong(faults),
            Ok((days, wrong_balances, act)) => {
                let days: Vec<Date> = days;
                let span = days.iter().min().zip(days.iter().max());
                Found::Right(Right {
                    name: name.to_owned(),
                    count: days.len(),
                    span: span.map(|(from, until)| (*from, *until)),
                    wrong_balances,
                    act,
                })
            }
        }
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
        }
    }

    fn right(self, here: Here, right: &Right) -> AnyView {
        let today = format::day_of(here.store.now().get_untracked());
        let day = |date: Date| format::calendar_day(date, today);
        let span = right.span.map(|(from, until)| words::bring::from_to(&day(from), &day(until)));
        let count = words::bring::entries(u32::try_from(right.count).unwrap_or(u32::MAX));
        let wrong = (!right.wrong_balances.is_empty()).then(|| {
            view! {
                {note(NoteTone::Info, words::bring::wrong_balances())}
                {table(&right.wrong_balances)}
            }
        });
        let busy = move || self.sending.busy.get().then(words::bring::busy);
        view! {
            <p><strong>{right.name.clone()}</strong> " " {count} " " {span}</p>
            {wrong}
            <p class="meta">{busy}</p>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || self.found.set(None))}
                {submit(words::bring::bring(), self.sending.busy.into())}
            </div>
        }
        .into_any()
    }
}

type Money = (Vec<crate::message::economy::Transaction>, Vec<RowFault>);

fn money(
    kind: Kind,
    name: &str,
    bytes: &[u8],
    currency: Commodity,
) -> Result<Money, Vec<RowFault>> {
    match kind {
        Kind::Journal => {
            let reading = JournalReading::new("journal", &currency);
            Ok((read_journal(text_of(bytes)?, &reading)?, Vec::new()))
        }
        Kind::Bank => {
            let mapping = BankMapping::new("bank", currency);
            Ok((read_bank_csv(text_of(bytes)?, &mapping)?, Vec::new()))
        }
        Kind::OpenCollective | Kind::Work => {
            let slug = name.split('.').next().unwrap_or(name);
            let read = read_open_collective(bytes, slug)?;
            Ok((read.transactions, read.wrong_balances))
        }
    }
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
        <div class="table-scroll">
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
