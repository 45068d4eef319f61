//! A period of the books that is over: the books tell that it can be closed, and where.

use leptos::prelude::*;

use crate::clock::Date;
use crate::message::economy::MoneyEffect;
use crate::message::model::MotionState;
use crate::message::motion::MotionEffect;
use crate::ui::feature::decide::{MotionsNow, motions_of};
use crate::ui::feature::economy::{DeskNow, of_books};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::ask::ask;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::route::Place;
use crate::ui::words;

/// The card; none while a motion for the closing runs.
pub fn due(here: Here, now: DeskNow) -> AnyView {
    let due = of_books(now, |books| books.due);
    let motions = motions_of(here);
    let shown = Memo::new(move |_| {
        let until = due.get().flatten()?;
        let may = membership::may_vote(here) && !here.is_former;
        (may && !is_put(motions, until)).then_some(until)
    });
    (move || {
        let until = shown.get()?;
        let action =
            link_button(Weight::Primary, None, words::sharing::due_do(), here.to(Place::Sharing));
        let title = words::sharing::due_title(&format::calendar_full(until));
        Some(ask("seal", title, words::sharing::due_text(), action))
    })
    .into_any()
}

/// Whether the others have been asked already.
fn is_put(motions: MotionsNow, until: Date) -> bool {
    motions.with(|motions| {
        let cards = motions.as_ref().map(|motions| motions.cards.as_slice()).unwrap_or_default();
        cards.iter().any(|card| {
            let runs = match card.state {
                MotionState::Open | MotionState::Grace(_) | MotionState::Sealing(_) => true,
                MotionState::Incomplete
                | MotionState::Void(_)
                | MotionState::Withdrawn
                | MotionState::Final { .. }
                | MotionState::Disputed => false,
            };
            let MotionEffect::Money { effect } = &card.effect else { return false };
            let closes = match MoneyEffect::read(effect) {
                Some(MoneyEffect::ClosePeriod(closing)) => closing.until >= until,
                Some(
                    MoneyEffect::SetTerms(_)
                    | MoneyEffect::SetSurplusRule(_)
                    | MoneyEffect::GrantBudget { .. }
                    | MoneyEffect::AgreeTrade(_)
                    | MoneyEffect::ElectStewards { .. },
                )
                | None => false,
            };
            runs && closes
        })
    })
}
