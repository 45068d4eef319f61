//! A venture: how what it makes is made, by whom and where; what it offers, and what was ordered.

use leptos::prelude::*;

use crate::id::CommandId;
use crate::message::economy::view::{Desk, EconomyView, Link, VentureView};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::{DeskNow, desk, part as part_of, when_here};
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

mod agreement;
mod chain;
mod cites;
mod invoice;
mod needs;
mod offers;
mod order_form;
mod orders;
mod pay;
mod stewards;
mod taken_back;
mod tax;
mod terms;

/// The screen.
pub fn venture(here: Here, id: CommandId) -> AnyView {
    let now = desk(here, move || Desk::Venture(id));
    let title = of_venture(now, |view| (view.card.name.clone(), view.card.purpose.clone()));
    let head = move || {
        let (name, purpose) = title.get()?;
        Some(view! {
            <p class="kicker">{words::venture::of(&here.community_name())}</p>
            <h1 dir="auto">{name}</h1>
            <p class="lede" dir="auto">{purpose}</p>
        })
    };
    let plain = move || {
        title.with(Option::is_none).then(|| {
            view! { <h1 class="visually-hidden">{words::common::ventures()}</h1> }
        })
    };
    view! {
        <main class="detail" id="main">
            <a class="back back-always" href=here.to(Place::Ventures)>
                {pointing_icon("left")} {words::common::ventures()}
            </a>
            <header class="page-title">{plain} {head}</header>
            {when_here(here, now, move || inside(here, now, id))}
        </main>
    }
    .into_any()
}

/// A part of the view.
fn of_venture<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&VentureView) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| {
            if let EconomyView::Venture(venture) = view { Some(read(venture)) } else { None }
        },
    )
}

fn inside(here: Here, now: DeskNow, id: CommandId) -> AnyView {
    let chain = of_venture(now, |view| view.chain.clone());
    let minutes = of_venture(now, |view| view.card.minutes);
    let drawn = of_venture(now, chain::Drawn::of);
    let made = move || {
        let drawn = drawn.get()?;
        let inside = if drawn.links.is_empty() {
            view! { <p class="meta">{words::venture::no_work()}</p> }.into_any()
        } else {
            chain::chain(here, &drawn)
        };
        let aside = minutes.get().filter(|minutes| *minutes > 0).map(amount::hours);
        Some(part("made", words::venture::how_made(), aside, inside))
    };
    let who = move || {
        let links = chain.get().filter(|links| !links.is_empty())?;
        Some(part("who", words::venture::by_person(), (), table(here, &links)))
    };
    view! {
        <div class="two-up">
            <div class="stack">{made} {orders::orders(here, now, id)}</div>
            <div class="stack">
                {stewards::stewards(here, now, id)}
                {stewards::members(here, now, id)}
                {needs::needs(here, now, id)}
                {who}
                {offers::offers(here, now, id)}
                {terms::terms(here, now, id)}
                {cites::cites(here, now, id)}
            </div>
        </div>
    }
    .into_any()
}

fn table(here: Here, links: &[Link]) -> AnyView {
    let rows = links
        .iter()
        .map(|link| {
            let member = link.member;
            let continent = chain::continent(&link.continent);
            let places = [link.place.clone(), continent];
            let place = places.into_iter().filter(|one| !one.is_empty());
            let place = place.collect::<Vec<_>>().join(", ");
            view! {
                <tr>
                    <th scope="row">
                        <span class="who">
                            {here.face(FaceSize::Small, member)}
                            <span>{move || here.name_you(member)}<small>{place}</small></span>
                        </span>
                    </th>
                    <td class="wide-only" dir="auto">{crate::ui::format::list(&link.what)}</td>
                    <td class="num">{amount::hours_cell(link.minutes)}</td>
                    <td class="num">{amount::percent(link.share)}</td>
                </tr>
            }
        })
        .collect_view();
    let minutes = links.iter().map(|link| link.minutes).sum();
    view! {
        <table class="table made">
            <caption class="visually-hidden">{words::venture::by_person()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::venture::who()}</th>
                    <th scope="col" class="wide-only">{words::venture::what()}</th>
                    <th scope="col" class="num">{words::work::hours_head()}</th>
                    <th scope="col" class="num">{words::venture::share()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{words::work::together()}</th>
                    <td class="wide-only"></td>
                    <td class="num">{amount::hours_cell(minutes)}</td>
                    <td class="num">{amount::percent(1_000)}</td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}
