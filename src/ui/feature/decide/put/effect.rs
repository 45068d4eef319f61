//! What a motion does: the deed, then whom or what it is about.

use std::sync::Arc;

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::model::{MemberCard, Membership, PageCard};
use crate::ordered;
use crate::ui::feature::commons;
use crate::ui::feature::decide::put::fields::{Deed, Fields};
use crate::ui::feature::decide::put::{money, rules, trade};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::field::{Line, choice_field, choices, text_field};
use crate::ui::words;

/// The part of the form.
pub fn effect(fields: Fields) -> AnyView {
    let begun = fields.deed.get_untracked().kind();
    let deeds = Deed::ALL
        .into_iter()
        // An amended motion keeps its kind, lest its voters be others.
        .filter(|deed| !fields.is_amending() || deed.kind() == begun)
        .filter(|deed| *deed != Deed::Money || fields.money.has_given())
        .map(|deed| {
            let (name, text) = deed.words();
            (deed, name, text)
        })
        .collect();
    let more = move || {
        let deed = fields.deed.get();
        untrack(|| more(fields, deed))
    };
    view! {
        <div class="stack-small">
            {choices(words::put::what_it_does(), deeds, fields.deed)}
            {more}
        </div>
    }
    .into_any()
}

fn more(fields: Fields, deed: Deed) -> AnyView {
    match deed {
        Deed::Statement => ().into_any(),
        Deed::AdoptPage => pages(fields),
        Deed::Admit => view! {
            {at_the_door(fields)}
            {trial(fields)}
        }
        .into_any(),
        Deed::GiveRole => view! {
            {people(fields, |_| true)}
            {role(fields)}
        }
        .into_any(),
        Deed::EndRole => roles(fields),
        Deed::Confirm => people(fields, |card| matches!(card.membership, Membership::Voice { .. })),
        Deed::Remove => people(fields, |card| !card.is_me),
        Deed::SetRules => rules::rules(fields),
        Deed::MoneyTerms => money::terms(fields),
        Deed::Budget => money::budget(fields),
        Deed::Trade => trade::fields(fields),
        Deed::Money => money::told(fields),
    }
}

fn trial(fields: Fields) -> AnyView {
    text_field(
        Line::Text,
        words::put::trial(),
        words::put::trial_hint(),
        fields.trial,
        Signal::stored(String::new()),
    )
}

/// Whoever waits; names come when they come, after the form was opened.
fn at_the_door(fields: Fields) -> AnyView {
    let here = fields.here;
    let waiting = Signal::derive(move || here.at_the_door());
    among(fields, waiting, words::put::nobody_at_the_door)
}

/// One of these people.
fn among(fields: Fields, cards: Signal<Vec<MemberCard>>, none: fn() -> String) -> AnyView {
    let here = fields.here;
    let options = Memo::new(move |_| {
        let named = |card: &MemberCard| (card.id.to_string(), named(here, card));
        cards.get().iter().map(named).collect::<Vec<_>>()
    });
    (move || {
        let options = options.get();
        if options.is_empty() {
            return view! { <p class="meta">{none()}</p> }.into_any();
        }
        choose(words::put::whom(), options, fields.member)
    })
    .into_any()
}

fn role(fields: Fields) -> AnyView {
    text_field(
        Line::Text,
        words::put::which_role(),
        words::put::role_hint(),
        fields.role,
        Signal::stored(String::new()),
    )
}

fn pages(fields: Fields) -> AnyView {
    let here = fields.here;
    let pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id));
    (move || {
        let pages = pages.get()?;
        if pages.is_empty() {
            return Some(view! { <p class="meta">{words::put::no_pages()}</p> }.into_any());
        }
        let mut options: Vec<(String, String)> = pages
            .iter()
            .map(|card| (card.id.to_string(), commons::title_of(&card.title)))
            .collect();
        ordered::sort_by(&mut options, |a, b| format::by_name(&a.1, &b.1));
        Some(choose(words::put::which_page(), options, fields.page))
    })
    .into_any()
}

fn people(fields: Fields, fits: fn(&MemberCard) -> bool) -> AnyView {
    let here = fields.here;
    let all = Signal::derive(move || {
        let mut all = here.all_members();
        all.retain(fits);
        all
    });
    among(fields, all, words::put::no_such_people)
}

/// Roles that are held, with who holds them; one choice fills both fields.
fn roles(fields: Fields) -> AnyView {
    let here = fields.here;
    let held = Memo::new(move |_| {
        let all = here.all_members();
        let roles = all.iter().flat_map(|card| {
            let name = named(here, card);
            card.roles.iter().map(move |role| (card.id, role.clone(), name.clone()))
        });
        roles.collect::<Vec<_>>()
    });
    let begun = untrack(|| {
        let (member, role) = (fields.member.get(), fields.role.get());
        held.with(|held| {
            held.iter().position(|(id, one, _)| id.to_string() == member && *one == role)
        })
    });
    let chosen = RwSignal::new(begun.map(|at| at.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let at = chosen.with(|chosen| chosen.parse::<usize>().ok());
        let picked = at.and_then(|at| held.with_untracked(|held| held.get(at).cloned()));
        if let Some((member, role, _)) = picked {
            fields.member.set(member.to_string());
            fields.role.set(role);
        }
    });
    (move || {
        let held = held.get();
        if held.is_empty() {
            return view! { <p class="meta">{words::put::no_such_people()}</p> }.into_any();
        }
        let options = held
            .iter()
            .enumerate()
            .map(|(at, (_, role, name))| (at.to_string(), words::decide::say_option(name, role)));
        choose(words::put::which_role(), options.collect(), chosen)
    })
    .into_any()
}

fn named(here: Here, card: &MemberCard) -> String {
    if card.is_me { here.name_you(card.id) } else { here.name(card.id) }
}

/// A choice that begins with nothing chosen.
fn choose(label: String, options: Vec<(String, String)>, value: RwSignal<String>) -> AnyView {
    let first = (String::new(), words::put::choose_one());
    let options = std::iter::once(first).chain(options).collect();
    choice_field(label, options, value)
}
