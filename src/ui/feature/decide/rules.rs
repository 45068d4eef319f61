//! By what rules is decided, in plain sentences; who has a vote, and who has none yet.

use leptos::prelude::*;

use crate::clock::HOUR_MS;
use crate::id::MemberId;
use crate::message::motion::{AdmissionRule, EffectKind, KindRule, Rules};
use crate::ui::feature::decide::{Current, MotionsNow, motion_list, motions_of, saying};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

/// The screen.
pub fn rules(here: Here) -> AnyView {
    let motions = motions_of(here);
    view! {
        {motion_list(here, motions, Current::Rules)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Decide)>
                {pointing_icon("left")} {words::decide::all_motions()}
            </a>
            <header class="page-title">
                <h1>{words::rules::title()}</h1>
                <p class="lede">{words::rules::lede()}</p>
            </header>
            {parts(here, motions, words::rules::kinds())}
        </main>
    }
    .into_any()
}

/// The rules, under this title, and the voters, as parts of a screen.
pub fn parts(here: Here, motions: MotionsNow, title: String) -> AnyView {
    let rules = Memo::new(move |_| {
        motions.with(|motions| motions.as_ref().map(|motions| motions.constitution.rules))
    });
    let voters = Memo::new(move |_| {
        motions.with(|motions| {
            motions.as_ref().map(|now| now.constitution.voters.clone()).unwrap_or_default()
        })
    });
    let told = move || {
        let count = u32::try_from(voters.with(Vec::len)).unwrap_or(u32::MAX);
        rules.get().map(|rules| rules_told(&rules, Some(count)))
    };
    let change = (!here.is_former).then(|| {
        link_button(
            Weight::Quiet,
            Some("edit"),
            words::rules::change(),
            here.to(Place::NewMotion(None)),
        )
    });
    let rules = view! { {told} <p class="actions after">{change}</p> };
    view! {
        <div class="stack">
            {part("rules", title, (), rules.into_any())}
            {waiting(here, motions)}
            {voters_part(here, voters)}
        </div>
    }
    .into_any()
}

/// Rules as sentences; shares as people, where it is known of how many.
pub fn rules_told(rules: &Rules, voters: Option<u32>) -> AnyView {
    let rows = EffectKind::ALL
        .map(|kind| kind_row(kind, rules.of(kind), voters))
        .into_iter()
        .collect_view();
    let grace = match rules.grace_hours {
        0 => words::rules::no_grace(),
        hours => words::rules::grace(&hours_said(hours)),
    };
    view! {
        <ul class="entries rows" role="list">
            {rows}
            <li><span class="what">{words::rules::afterwards()}</span><p>{grace}</p></li>
            <li>
                <span class="what">{words::rules::coming_in()}</span>
                <p>{admission(rules.admission)} " " {words::rules::voice_text()}</p>
            </li>
            <li>
                <span class="what">{words::rules::version_which()}</span>
                <p>{words::rules::version_told(rules.version)}</p>
            </li>
        </ul>
    }
    .into_any()
}

fn kind_row(kind: EffectKind, rule: &KindRule, voters: Option<u32>) -> AnyView {
    let share = match voters {
        Some(all) if all > 0 => words::rules::take_part(rule.quorum.fewest(all), all),
        Some(_) | None => words::rules::share(rule.quorum.part, rule.quorum.whole),
    };
    let (name, text) = kind_words(kind);
    let method = saying::method(rule.method);
    let sentence = saying::method_text(rule.method);
    let open = words::rules::open_for(&hours_said(rule.hours_min));
    let grave = kind.is_grave().then(|| view! { <p>{words::rules::grave()}</p> });
    view! {
        <li>
            <span class="what">{name}</span>
            <p>{text}</p>
            <p class="rule-said"><b>{method}</b> ". " {sentence} " " {share} " " {open}</p>
            {grave}
        </li>
    }
    .into_any()
}

/// A kind of motion, and what belongs to it.
pub fn kind_words(kind: EffectKind) -> (String, String) {
    match kind {
        EffectKind::Words => (words::rules::kind_words(), words::rules::kind_words_text()),
        EffectKind::People => (words::rules::kind_people(), words::rules::kind_people_text()),
        EffectKind::Removal => (words::rules::kind_removal(), words::rules::kind_removal_text()),
        EffectKind::Rules => (words::rules::kind_rules(), words::rules::kind_rules_text()),
        EffectKind::Money => (words::rules::kind_money(), words::rules::kind_money_text()),
    }
}

/// A time in hours, as people say it.
pub fn hours_said(hours: u32) -> String {
    format::span(u64::from(hours) * HOUR_MS)
}

/// How people come in.
pub fn admission(rule: AdmissionRule) -> String {
    match rule {
        AdmissionRule::InvitationAdmits => words::rules::invitation_admits(),
        AdmissionRule::SponsorAdmits => words::rules::sponsor_admits(),
        AdmissionRule::Sponsors { count } => words::rules::sponsors_admit(count),
        AdmissionRule::ByDecision => words::rules::by_decision(),
    }
}

fn voters_part(here: Here, voters: Memo<Vec<MemberId>>) -> AnyView {
    let aside = move || {
        voters.with(|voters| words::rules::voters(u32::try_from(voters.len()).unwrap_or(u32::MAX)))
    };
    let inside = move || {
        let voters = voters.get();
        let is_silent = |voter: &MemberId| {
            let silence = here.member(*voter, |card| card.silence.clone()).flatten();
            silence.is_some_and(|silence| silence.is_outside)
        };
        let silent: Vec<_> = voters.iter().copied().filter(is_silent).collect();
        view! {
            <p class="meta-row">
                {here.faces(FaceSize::Small, &voters[..voters.len().min(8)])}
                <span>{here.names(&voters)}</span>
            </p>
            {(!silent.is_empty()).then(|| {
                view! { <p class="meta">{words::rules::silent(&here.names(&silent))}</p> }
            })}
        }
    };
    part("voters", words::rules::who_votes(), aside, inside.into_any())
}

fn waiting(here: Here, motions: MotionsNow) -> AnyView {
    let waiting = Memo::new(move |_| {
        motions.with(|motions| {
            let known = motions.as_ref().map(|now| now.constitution.unconfirmed.as_slice());
            known.unwrap_or_default().iter().map(|(member, _)| *member).collect::<Vec<_>>()
        })
    });
    (move || {
        let waiting = waiting.get();
        (!waiting.is_empty()).then(|| {
            let rows = waiting.into_iter().map(|member| waiting_row(here, member)).collect_view();
            let inside = view! { <ul class="rows voices" role="list">{rows}</ul> };
            part("voices", words::rules::no_vote_yet(), (), inside.into_any())
        })
    })
    .into_any()
}

fn waiting_row(here: Here, member: MemberId) -> AnyView {
    view! {
        <li>
            {here.face(FaceSize::Usual, member)}
            <div>
                <p class="name">{move || here.name_you(member)}</p>
                <p class="meta">{move || membership::told(here, member)}</p>
            </div>
            {membership::confirm_button(here, member, Weight::Plain)}
        </li>
    }
    .into_any()
}
