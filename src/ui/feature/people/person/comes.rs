//! What comes of it for somebody: their part and how it came about, credits, aid, what the others did for
//! them too, and what belongs to all.

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::view::{Minutes, PersonCard, ShareOf};
use crate::money::Money;
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::people::person::does::closed_period;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::route::Place;
use crate::ui::words;

/// The column.
pub fn comes(here: Here, own: &PersonCard) -> AnyView {
    let part = match &own.share {
        Some(share) => shared(here, own, share),
        None => view! { <p class="meta">{words::person::nothing_shared()}</p> }.into_any(),
    };
    view! {
        <div class="column">
            {part}
            <ul class="entries" role="list">
                {total(here, own)}
                {owed(here, own)}
                {credit(here, own)}
                {aid(here, own)}
                {others(here, own)}
                {common(here, own)}
            </ul>
        </div>
    }
    .into_any()
}

fn shared(here: Here, own: &PersonCard, share: &ShareOf) -> AnyView {
    let today = format::day_of(here.store.now().get_untracked());
    let from = own.from.filter(|_| own.until == Some(share.until));
    let of = words::person::my_part(&closed_period(from, share.until, today));
    let members = words::person::for_members(
        &amount::percent_of_whole(share.members_part),
        &amount::number(&share.surplus),
    );
    let hours = words::person::hours_of(
        &amount::hours_cell(share.minutes),
        &amount::hours_cell(share.minutes_all),
    );
    let mine = words::person::my_part_in(share.money.commodity.code());
    let working = view! {
        <div class="working">
            <dl>
                <dt>{members}</dt>
                <dd>{amount::number(&share.members)}</dd>
                <dt>{words::person::my_hours_of_all()}</dt>
                <dd>{hours}</dd>
                <dt class="sum">{mine}</dt>
                <dd class="sum">{amount::number(&share.money)}</dd>
            </dl>
            <p class="meta">
                <a href=here.to(Place::Motion(share.motion))>{words::person::the_closing()}</a>
            </p>
        </div>
    };
    view! {
        <details class="figure" open=true>
            <summary>
                <span class="value">{amount(&share.money)}</span>
                <span class="of">{of}</span>
            </summary>
            <p class="figure-title">{words::person::how_it_came_about()}</p>
            {working}
        </details>
    }
    .into_any()
}

/// Where more than one distribution went before.
fn total(here: Here, own: &PersonCard) -> Option<AnyView> {
    let last = own.share.as_ref().map_or(0, |share| share.money.units);
    (own.shares_total.units > last).then(|| {
        entry(
            here,
            words::person::all_shares(&amount::said(&own.shares_total)),
            words::person::all_shares_text(),
        )
    })
}

fn owed(here: Here, own: &PersonCard) -> Option<AnyView> {
    (own.owed.units > 0).then(|| {
        entry(here, words::person::owed(&amount::said(&own.owed)), words::person::owed_text())
    })
}

fn credit(here: Here, own: &PersonCard) -> AnyView {
    let rows = |list: &[(MemberId, Money)], sign: &'static str| {
        let row = |(member, money): &(MemberId, Money)| {
            let member = *member;
            view! {
                <li>
                    {here.face(FaceSize::Small, member)}
                    <span>{move || here.name(member)}</span>
                    <span class="num">{sign}{amount::number(money)}</span>
                </li>
            }
        };
        list.iter().map(row).collect_view()
    };
    let said = |list: &[(MemberId, Money)], words: fn(&str, &str) -> String| {
        let one = |(member, money): &(MemberId, Money)| {
            words(&amount::number(money), &here.name(*member))
        };
        list.iter().map(one).collect::<Vec<_>>()
    };
    let came = said(&own.credit_from, words::person::credit_from);
    let went = said(&own.credit_to, words::person::credit_to);
    let all: Vec<String> = came.into_iter().chain(went).collect();
    let title = words::person::credits(&amount::signed(&own.credit));
    if all.is_empty() {
        return entry(here, title, words::person::no_credit());
    }
    view! {
        <li>
            <details class="figure small">
                <summary><span class="what">{title}</span></summary>
                <ul class="facts-list faces-list" role="list">
                    {rows(&own.credit_from, "+")} {rows(&own.credit_to, "\u{2212}")}
                </ul>
            </details>
            <p>{all.join(", ")}</p>
        </li>
    }
    .into_any()
}

fn aid(here: Here, own: &PersonCard) -> Option<AnyView> {
    (own.aid.units > 0).then(|| {
        entry(here, words::person::aid(&amount::said(&own.aid)), words::person::aid_text())
    })
}

/// What everybody else gave in the same time.
fn others(here: Here, own: &PersonCard) -> Option<AnyView> {
    let gave: Vec<(MemberId, Minutes)> =
        own.others.iter().filter(|(_, minutes)| minutes.total() > 0).copied().collect();
    if gave.is_empty() {
        return None;
    }
    let minutes = gave.iter().map(|(_, minutes)| minutes.total()).sum();
    let names: Vec<MemberId> = gave.iter().map(|(member, _)| *member).collect();
    let rows = gave
        .iter()
        .map(|(member, minutes)| {
            let member = *member;
            view! {
                <li>
                    {here.face(FaceSize::Small, member)}
                    <span>
                        {move || here.name_you(member)}
                        <small>{amount::by_stream(*minutes)}</small>
                    </span>
                    <span class="num">{amount::hours_short(minutes.total())}</span>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <li>
                <details class="figure small">
                    <summary>
                        <span class="what">{words::person::others_hours(&amount::hours(minutes))}</span>
                    </summary>
                    <ul class="facts-list faces-list" role="list">{rows}</ul>
                </details>
                <p>{words::person::others_text(&here.names(&names))}</p>
            </li>
        }
        .into_any(),
    )
}

/// Never divided: it is everybody's.
fn common(here: Here, own: &PersonCard) -> AnyView {
    let text =
        words::person::in_common_text(&amount::said(&own.reserve), &amount::said(&own.commons));
    let title = words::person::in_common();
    let to = here.to(Place::Economy);
    view! {
        <li>
            <span class="what"><a class="figure-link" href=to>{title}</a></span>
            <p>{text}</p>
        </li>
    }
    .into_any()
}

/// A figure that the ledger shows the facts of.
fn entry(here: Here, title: String, text: String) -> AnyView {
    let to = here.to(Place::Economy);
    view! {
        <li>
            <span class="what"><a class="figure-link" href=to>{title}</a></span>
            <p>{text}</p>
        </li>
    }
    .into_any()
}
