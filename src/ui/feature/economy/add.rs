//! What can be written down about money: first what it is, then its form, in one dialog.

use leptos::prelude::*;

use crate::ui::feature::economy::{
    Arrival, arrival, capital, claim, give, glance, missed, open, record, tax,
};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    In,
    Out,
    Between,
    Capital,
    Claim,
    Credit,
    Tax,
    Free,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::In,
        Self::Out,
        Self::Between,
        Self::Capital,
        Self::Claim,
        Self::Credit,
        Self::Tax,
        Self::Free,
    ];

    fn words(self) -> (&'static str, String, String) {
        match self {
            Self::In => ("download", words::economy::came_in(), words::economy::came_in_text()),
            Self::Out => ("share", words::economy::went_out(), words::economy::went_out_text()),
            Self::Between => ("undo", words::economy::between(), words::economy::between_text()),
            Self::Capital => ("people", words::leaving::capital(), words::leaving::capital_text()),
            Self::Claim => ("receipt", words::economy::claim(), words::economy::claim_text()),
            Self::Credit => {
                ("hand", words::economy::give_credits(), words::economy::credits_text())
            }
            Self::Tax => ("file", words::economy::tax_on(), words::economy::tax_on_text()),
            Self::Free => ("scale", words::economy::free(), words::economy::free_text()),
        }
    }
}

/// The inside of the dialog.
pub fn add(here: Here) -> AnyView {
    let arrival = arrival(glance(here));
    let kind = RwSignal::new(None::<Kind>);
    let close = move || here.dialogs.money.close();
    (move || {
        let arrival = arrival.get();
        let kind_now = kind.get();
        untrack(|| match (arrival, kind_now) {
            (Arrival::Coming, _) => {
                view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }
                    .into_any()
            }
            (Arrival::Missed, _) => missed(),
            (Arrival::NotOpen | Arrival::Missing, _) => open::not_open(here),
            (Arrival::Here, None) => choose(here, kind, close),
            (Arrival::Here, Some(kind)) => {
                let (_, title, _) = kind.words();
                view! { <p class="subhead">{title}</p> {form(here, kind, close)} }.into_any()
            }
        })
    })
    .into_any()
}

fn form(here: Here, kind: Kind, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    match kind {
        Kind::In => record::simple(here, record::Way::In, close),
        Kind::Out => record::simple(here, record::Way::Out, close),
        Kind::Between => record::simple(here, record::Way::Between, close),
        Kind::Capital => capital::capital(here, close),
        Kind::Claim => claim::claim(here, None, close),
        Kind::Credit => give::credits(here, None, close),
        Kind::Tax => tax::form(here, close),
        Kind::Free => record::free(here, close),
    }
}

fn choose(
    here: Here,
    kind: RwSignal<Option<Kind>>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let has_tax = tax::is_any(here).get_untracked();
    let rows = Kind::ALL
        .into_iter()
        .filter(|one| has_tax || *one != Kind::Tax)
        .map(|one| {
            let (name, title, text) = one.words();
            view! {
                <button type="button" on:click=move |_| kind.set(Some(one))>
                    {icon(name)} <span>{title}<small>{text}</small></span>
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="menu">{rows}</div>
        <div class="actions">{button(Weight::Plain, words::common::close(), close)}</div>
    }
    .into_any()
}
