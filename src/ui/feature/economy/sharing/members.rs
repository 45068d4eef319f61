//! What each member would get, and by what the members' part is divided.

use leptos::prelude::*;

use super::tried::{By, Tried};
use crate::id::MemberId;
use crate::message::economy::Stream;
use crate::message::economy::view::{Minutes, ShareView, Sharing, Split};
use crate::money::Money;
use crate::ui::feature::economy::amount;
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{figure_field, figure_input, segments};
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page.
pub fn members(
    here: Here,
    tried: Tried,
    split: Memo<Option<Split>>,
    all: Memo<Option<Sharing>>,
) -> AnyView {
    let ways = vec![
        (By::Hours, words::sharing::by_hours()),
        (By::Equally, words::sharing::equally()),
        (By::Mixed, words::sharing::mixed()),
        (By::Streams, words::sharing::by_streams()),
        (By::Need, words::sharing::by_need()),
    ];
    let aside = move || split.get().map(|split| amount::said(&split.members));
    let figures = move || {
        let by = tried.by.get();
        untrack(|| figures(here, tried, by, all))
    };
    let inside = view! {
        {segments(words::sharing::members_share(), ways, tried.by)}
        {figures}
        {table(here, split, all)}
        <p class="meta after">{words::sharing::rounding()}</p>
    };
    part("each", words::sharing::for_each(), aside, inside.into_any())
}

fn figures(here: Here, tried: Tried, by: By, all: Memo<Option<Sharing>>) -> AnyView {
    match by {
        By::Hours => {
            view! { <p class="hint-line">{words::sharing::by_hours_text()}</p> }.into_any()
        }
        By::Equally => {
            view! { <p class="hint-line">{words::sharing::equally_text()}</p> }.into_any()
        }
        By::Mixed => view! {
            <p class="hint-line">{words::sharing::mixed_text()}</p>
            {figure_field(words::sharing::mixed_hours(), tried.mixed)}
        }
        .into_any(),
        By::Streams => {
            let fields = Stream::ALL
                .into_iter()
                .zip(tried.streams)
                .map(|(stream, field)| figure_field(amount::stream(stream), field))
                .collect_view();
            view! {
                <p class="hint-line">{words::sharing::by_streams_text()}</p>
                <div class="number-row">{fields}</div>
            }
            .into_any()
        }
        By::Need => needs(here, tried, all),
    }
}

/// Need is what the decision itself says: a weight for each.
fn needs(here: Here, tried: Tried, all: Memo<Option<Sharing>>) -> AnyView {
    let known: Vec<MemberId> =
        tried.needs.with_untracked(|needs| needs.iter().map(|one| one.0).collect());
    let members = all.get_untracked().map(|sharing| sharing.members).unwrap_or_default();
    let others = members.into_iter().map(|(member, _)| member).filter(|one| !known.contains(one));
    let others: Vec<_> = others.map(|one| (one, ArcRwSignal::new("1".to_owned()))).collect();
    tried.needs.update(|needs| needs.extend(others));
    let rows = tried
        .needs
        .get_untracked()
        .into_iter()
        .map(|(member, value)| {
            let id = fresh_id("need");
            view! {
                <li class="who-line">
                    {here.face(FaceSize::Small, member)}
                    <label for=id.clone()>{move || here.name_you(member)}</label>
                    {figure_input(id, value)}
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="hint-line">{words::sharing::by_need_text()}</p>
        <ul class="rows right-fields" role="list">{rows}</ul>
    }
    .into_any()
}

fn table(here: Here, split: Memo<Option<Split>>, known: Memo<Option<Sharing>>) -> AnyView {
    let rows = move || {
        let mut split = split.get()?;
        if split.each.is_empty() {
            split.each = with_nothing(&split, known.get()?.members);
        }
        let all: u64 = split.each.iter().map(|share| share.minutes.total()).sum();
        let sum: i64 = split.each.iter().map(|share| share.money.units).sum();
        let sum = Money { commodity: split.members.commodity.clone(), units: sum };
        let rows = split.each.iter().map(|share| row(here, share)).collect_view();
        Some(view! {
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{words::work::together()}</th>
                    <td class="num">{amount::hours_cell(all)}</td>
                    <td class="num">{amount::number(&sum)}</td>
                </tr>
            </tfoot>
        })
    };
    let unit = move || split.get().map(|split| split.members.commodity.to_string());
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table after">
                <caption class="visually-hidden">{words::sharing::for_each()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::work::member()}</th>
                        <th scope="col" class="num">{words::work::hours_head()}</th>
                        <th scope="col" class="num">{unit}</th>
                    </tr>
                </thead>
                {rows}
            </table>
        </div>
    }
    .into_any()
}

/// Where there is nothing to share, the hours are told all the same.
fn with_nothing(split: &Split, members: Vec<(MemberId, Minutes)>) -> Vec<ShareView> {
    let money = Money { commodity: split.members.commodity.clone(), units: 0 };
    let share = |(member, minutes)| ShareView { member, minutes, money: money.clone() };
    members.into_iter().map(share).collect()
}

fn row(here: Here, share: &ShareView) -> AnyView {
    let member = share.member;
    let minutes: Minutes = share.minutes;
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    {here.face(FaceSize::Small, member)}
                    <span>{move || here.name_you(member)}</span>
                </span>
            </th>
            <td class="num">{amount::hours_cell(minutes.total())}</td>
            <td class="num">{amount::number(&share.money)}</td>
        </tr>
    }
    .into_any()
}
