//! Other rules: a preset as it is, or a community's own figures, read back as sentences.

use leptos::prelude::*;

use crate::message::motion::{
    AdmissionRule, EffectKind, KindRule, Method, Preset, RULES_VERSION, Ratio, Rules,
};
use crate::ui::feature::decide::put::fields::{Fields, number};
use crate::ui::feature::decide::put::terms::YES_OR_NO;
use crate::ui::feature::decide::{rules, saying};
use crate::ui::kit::field::{choice_field, figure_field, segments};
use crate::ui::kit::icon::pointing_icon;
use crate::ui::words;

/// Which rules are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Preset(Preset),
    Own,
}

/// The figures of one kind.
#[derive(Clone, Copy)]
struct KindFields {
    kind: EffectKind,
    /// A place in `YES_OR_NO`.
    method: RwSignal<String>,
    part: RwSignal<String>,
    whole: RwSignal<String>,
    hours: RwSignal<String>,
}

impl KindFields {
    fn new(kind: EffectKind, rule: &KindRule) -> Self {
        let method = YES_OR_NO.iter().position(|method| *method == rule.method).unwrap_or(0);
        Self {
            kind,
            method: RwSignal::new(method.to_string()),
            part: RwSignal::new(rule.quorum.part.to_string()),
            whole: RwSignal::new(rule.quorum.whole.to_string()),
            hours: RwSignal::new(rule.hours_min.to_string()),
        }
    }

    fn rule(self) -> Option<KindRule> {
        let method = self.method.with(|method| method.parse::<usize>().ok())?;
        let method: Method = *YES_OR_NO.get(method)?;
        let quorum = Ratio { part: number(self.part)?, whole: number(self.whole)? };
        let is_share = quorum.whole > 0 && quorum.part <= quorum.whole;
        let hours_min = number(self.hours)?;
        is_share.then_some(KindRule { method, quorum, hours_min })
    }
}

/// The fields of a motion that changes the rules.
#[derive(Clone, Copy)]
pub struct RulesFields {
    source: RwSignal<Source>,
    /// By which version they are read.
    version: RwSignal<u32>,
    kinds: [KindFields; EffectKind::ALL.len()],
    grace: RwSignal<String>,
    admission: RwSignal<String>,
    sponsors: RwSignal<String>,
}

impl RulesFields {
    /// Beginning with these figures.
    pub fn new(now: Rules) -> Self {
        let preset = Preset::ALL.into_iter().find(|preset| {
            let version = now.version;
            Rules { version, ..preset.rules() } == now
        });
        let (admission, sponsors) = match now.admission {
            AdmissionRule::InvitationAdmits => ("invitation", 2),
            AdmissionRule::SponsorAdmits => ("one", 2),
            AdmissionRule::Sponsors { count } => ("some", count),
            AdmissionRule::ByDecision => ("decision", 2),
        };
        Self {
            source: RwSignal::new(preset.map_or(Source::Own, Source::Preset)),
            version: RwSignal::new(now.version),
            kinds: EffectKind::ALL.map(|kind| KindFields::new(kind, now.of(kind))),
            grace: RwSignal::new(now.grace_hours.to_string()),
            admission: RwSignal::new(admission.to_owned()),
            sponsors: RwSignal::new(sponsors.to_string()),
        }
    }

    /// The rules that they say; nothing where a figure is none.
    pub fn rules(self) -> Option<Rules> {
        if let Source::Preset(preset) = self.source.get() {
            return Some(Rules { version: self.version.get(), ..preset.rules() });
        }
        let [words, people, removal, rules, money] = self.kinds.map(KindFields::rule);
        let admission = match self.admission.get().as_str() {
            "one" => AdmissionRule::SponsorAdmits,
            "some" => AdmissionRule::Sponsors { count: number(self.sponsors)? },
            "decision" => AdmissionRule::ByDecision,
            _ => AdmissionRule::InvitationAdmits,
        };
        Some(Rules {
            version: self.version.get(),
            admission,
            grace_hours: number(self.grace)?,
            words: words?,
            people: people?,
            removal: removal?,
            rules: rules?,
            money: money?,
        })
    }
}

/// The fields, and what they come to.
pub fn rules(fields: Fields) -> AnyView {
    let own = fields.rules;
    let sources = vec![
        (Source::Preset(Preset::Circle), words::put::circle()),
        (Source::Preset(Preset::Cooperative), words::put::cooperative()),
        (Source::Preset(Preset::Network), words::put::network()),
        (Source::Own, words::put::rules_own()),
    ];
    let is_own = Memo::new(move |_| own.source.get() == Source::Own);
    let figures = move || is_own.get().then(|| untrack(|| figures(own)));
    // As the form begins: what is decided on is chosen below.
    let before = fields.constitution.with_value(|now| now.rules.version);
    let version = (before < RULES_VERSION).then(|| {
        let versions = vec![
            (before, words::rules::version_same(before)),
            (before + 1, words::rules::version_next(before + 1)),
        ];
        view! {
            <p class="field-label">{words::rules::version_which()}</p>
            {segments(words::rules::version_which(), versions, own.version)}
            <p class="hint-line">{words::rules::version_hint()}</p>
        }
    });
    let voters = fields.constitution.with_value(|now| u32::try_from(now.voters.len()).ok());
    let read = move || match own.rules() {
        Some(now) => rules::rules_told(&now, voters),
        None => view! { <p class="field-error">{words::put::number_wrong()}</p> }.into_any(),
    };
    view! {
        <p class="field-label">{words::put::rules_which()}</p>
        {segments(words::put::rules_which(), sources, own.source)}
        {figures}
        {version}
        <details class="opens" open=true>
            <summary>{pointing_icon("right")} {words::put::rules_will_be()}</summary>
            {read}
        </details>
    }
    .into_any()
}

fn figures(own: RulesFields) -> AnyView {
    let methods: Vec<(String, String)> = YES_OR_NO
        .iter()
        .enumerate()
        .map(|(at, method)| (at.to_string(), saying::method(*method)))
        .collect();
    let kinds = own
        .kinds
        .into_iter()
        .map(|kind| {
            let (name, text) = rules::kind_words(kind.kind);
            view! {
                <fieldset class="figures">
                    <legend>{name} <small>{text}</small></legend>
                    {choice_field(words::put::way(), methods.clone(), kind.method)}
                    <div class="number-row">
                        {figure_field(words::put::share_part(), kind.part)}
                        {figure_field(words::put::share_whole(), kind.whole)}
                        {figure_field(words::put::least_hours(), kind.hours)}
                    </div>
                </fieldset>
            }
        })
        .collect_view();
    let ways = vec![
        ("invitation".to_owned(), words::put::by_invitation()),
        ("one".to_owned(), words::put::by_one()),
        ("some".to_owned(), words::put::by_some()),
        ("decision".to_owned(), words::put::by_decision()),
    ];
    let sponsors = move || {
        (own.admission.get() == "some")
            .then(|| figure_field(words::put::how_many_let_in(), own.sponsors))
    };
    view! {
        {kinds}
        {choice_field(words::put::admission(), ways, own.admission)}
        {sponsors}
        {figure_field(words::put::grace_hours(), own.grace)}
    }
    .into_any()
}
