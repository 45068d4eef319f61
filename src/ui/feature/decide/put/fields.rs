//! The fields of a motion as they are being filled in, and the draft that they make.

use std::sync::Arc;

use leptos::prelude::*;

use crate::clock::{DAY_MS, Date, Timestamp};
use crate::id::{MemberId, MotionId, PageId, ThreadId};
use crate::message::model::{Constitution, MotionView};
use crate::message::motion::{KindRule, Method, MotionDraft, MotionEffect, Ratio};
use crate::reading::blanks;
use crate::ui::feature::decide::put::begun::{
    draft_name, open_hours, parts_of, time_of, trial_days, written_on,
};
pub use crate::ui::feature::decide::put::deed::Deed;
use crate::ui::feature::decide::put::money::{self, MoneyFields};
use crate::ui::feature::decide::put::rules::RulesFields;
use crate::ui::feature::decide::put::template::Template;
use crate::ui::feature::decide::put::together;
use crate::ui::feature::decide::put::trade::TradeFields;
use crate::ui::feature::talk::composer::{forget, kept};
use crate::ui::here::Here;
use crate::ui::words;

/// Where the form comes from.
#[derive(Clone)]
pub enum Origin {
    /// A new motion.
    New,
    /// One that grew out of a topic.
    Thread(ThreadId),
    /// One that was written together on a page.
    Page(PageId),
    /// A new version of what is there.
    Amend(MotionId, Arc<MotionView>),
    /// A new motion that looks at this decision again.
    Again(MotionId, Arc<MotionView>),
}

/// The unit of the time that a motion is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Hours,
    Days,
}

impl Unit {
    pub fn hours(self) -> u32 {
        match self {
            Self::Hours => 1,
            Self::Days => 24,
        }
    }
}

/// An option and the number that keeps its field apart from the others. It lives as long as the list
/// does, whichever part of the form it was added from.
pub type OptionField = (u32, ArcRwSignal<String>);

/// The fields.
#[derive(Clone, Copy)]
pub struct Fields {
    pub here: Here,
    origin: StoredValue<Origin>,
    pub constitution: StoredValue<Constitution>,
    /// What it was begun with.
    pub template: RwSignal<Option<Template>>,
    /// What it says of that, beside the question.
    pub filled: RwSignal<String>,
    pub title: RwSignal<String>,
    pub title_error: RwSignal<String>,
    pub text: RwSignal<String>,
    pub deed: RwSignal<Deed>,
    pub page: RwSignal<String>,
    pub member: RwSignal<String>,
    pub role: RwSignal<String>,
    /// Days on trial; empty without one.
    pub trial: RwSignal<String>,
    pub rules: RulesFields,
    pub money: MoneyFields,
    pub trade: TradeFields,
    pub is_choice: RwSignal<bool>,
    pub yes_or_no: RwSignal<Method>,
    /// With `Dots`, how many is in `dots`.
    pub among: RwSignal<Method>,
    pub dots: RwSignal<String>,
    pub options: RwSignal<Vec<OptionField>>,
    pub quorum: RwSignal<String>,
    pub time: RwSignal<String>,
    pub unit: RwSignal<Unit>,
    /// The day on which it is looked at again; empty without one.
    pub review: RwSignal<String>,
    pub refused: RwSignal<String>,
    pub busy: RwSignal<bool>,
}

/// Dots that each has, unless said otherwise.
const DOTS_USUAL: u32 = 5;

impl Fields {
    /// Filled with what there is, or with what the rules ask for.
    pub fn new(here: Here, origin: Origin, constitution: Constitution) -> Self {
        let rules = constitution.rules;
        let voters = constitution.voters.len();
        let own = |what: &str| kept(here, &draft_name(what, &origin));
        let (title, text, before) = match &origin {
            Origin::New | Origin::Thread(_) | Origin::Page(_) => {
                (own("motion-title"), own("motion-text"), None)
            }
            Origin::Amend(_, view) => {
                let title = RwSignal::new(view.card.title.clone());
                (title, RwSignal::new(view.text.clone()), Some(view.clone()))
            }
            Origin::Again(_, view) => {
                let (title, text) = (own("motion-title"), own("motion-text"));
                for (field, before) in [(title, &view.card.title), (text, &view.text)] {
                    if field.with_untracked(String::is_empty) {
                        field.set(before.clone());
                    }
                }
                (title, text, Some(view.clone()))
            }
        };
        let given = match &origin {
            Origin::New => money::given(here),
            Origin::Thread(_) | Origin::Page(_) | Origin::Amend(..) | Origin::Again(..) => None,
        };
        let effect = before.as_ref().map(|view| view.card.effect.clone()).or(given);
        let effect = effect.unwrap_or(MotionEffect::Statement);
        let (page, member, role, new_rules) = parts_of(&effect);
        let page = page.or_else(|| written_on(&origin));
        let method = before.as_ref().map(|view| view.card.method);
        let rule = *rules.of(effect.kind());
        let among = method.filter(|method| method.is_choice()).unwrap_or(Method::Approval);
        let dots = if let Method::Dots { each } = among { each } else { DOTS_USUAL };
        let options = before.as_ref().map(|view| view.options.clone()).unwrap_or_default();
        let options = if options.is_empty() { vec![String::new(); 2] } else { options };
        let hours = before.as_ref().map(|view| open_hours(view)).unwrap_or_default();
        let (time, unit) = time_of(hours.max(rule.hours_min).max(1));
        let least = rule.quorum.fewest(u32::try_from(voters).unwrap_or(u32::MAX));
        let quorum = before.as_ref().map_or(least, |view| view.quorum_electors.max(least));
        let review = before.as_ref().and_then(|view| view.review.as_ref()).map(|review| review.on);
        let review = review.filter(|day| *day > here.today()).map(|day| day.to_string());
        let review = review.unwrap_or_default();
        let fields = Self {
            here,
            origin: StoredValue::new(origin),
            constitution: StoredValue::new(constitution),
            template: RwSignal::new(None),
            filled: RwSignal::new(String::new()),
            title,
            title_error: RwSignal::new(String::new()),
            text,
            deed: RwSignal::new(Deed::of(&effect)),
            page: RwSignal::new(page.map(|page| page.to_string()).unwrap_or_default()),
            member: RwSignal::new(member.map(|member| member.to_string()).unwrap_or_default()),
            role: RwSignal::new(role),
            trial: RwSignal::new(trial_days(&effect, here.store.now().get_untracked())),
            rules: RulesFields::new(new_rules.unwrap_or(rules)),
            money: MoneyFields::new(&effect),
            trade: TradeFields::new(&effect),
            is_choice: RwSignal::new(method.is_some_and(Method::is_choice)),
            yes_or_no: RwSignal::new(
                method.filter(|method| !method.is_choice()).unwrap_or(rule.method),
            ),
            among: RwSignal::new(among),
            dots: RwSignal::new(dots.to_string()),
            options: RwSignal::new(
                options.into_iter().zip(0..).map(|(text, n)| (n, ArcRwSignal::new(text))).collect(),
            ),
            quorum: RwSignal::new(quorum.to_string()),
            time: RwSignal::new(time),
            unit: RwSignal::new(unit),
            review: RwSignal::new(review),
            refused: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        };
        fields.follow_rules();
        fields
    }

    /// When the deed changes, what its rules would refuse becomes what they ask for.
    fn follow_rules(self) {
        Effect::new(move |before: Option<Deed>| {
            let now = self.deed.get();
            if before.is_some_and(|before| before != now) {
                untrack(|| {
                    let rule = self.rule();
                    if now != Deed::Statement {
                        self.is_choice.set(false);
                    }
                    if !self.yes_or_no.get().is_as_strict_as(rule.method, self.round()) {
                        self.yes_or_no.set(rule.method);
                    }
                    if self.quorum_error().is_some() {
                        self.quorum.set(self.quorum_least().to_string());
                    }
                    if self.time_error().is_some() {
                        let (time, unit) = time_of(rule.hours_min.max(1));
                        self.unit.set(unit);
                        self.time.set(time);
                    }
                });
            }
            now
        });
    }

    /// The motion that gets a new version.
    pub fn motion(self) -> Option<MotionId> {
        self.origin.with_value(|origin| match origin {
            Origin::New | Origin::Thread(_) | Origin::Page(_) | Origin::Again(..) => None,
            Origin::Amend(motion, _) => Some(*motion),
        })
    }

    /// The decision that it looks at again.
    fn looks_again(self) -> Option<MotionId> {
        self.origin.with_value(|origin| match origin {
            Origin::New | Origin::Thread(_) | Origin::Page(_) => None,
            Origin::Amend(_, view) => view.looks_again.as_ref().map(|(motion, _)| *motion),
            Origin::Again(motion, _) => Some(*motion),
        })
    }

    /// Whether it begins with nothing but what was typed.
    pub fn is_new(self) -> bool {
        self.origin.with_value(|origin| matches!(origin, Origin::New | Origin::Thread(_)))
    }

    /// Whether it is a new version of a motion.
    pub fn is_amending(self) -> bool {
        self.motion().is_some()
    }

    /// How many amendments led to it.
    pub fn round(self) -> usize {
        self.origin.with_value(|origin| match origin {
            Origin::New | Origin::Thread(_) | Origin::Page(_) | Origin::Again(..) => 0,
            Origin::Amend(_, view) => view.earlier.len() + 1,
        })
    }

    /// The rule for what it does.
    pub fn rule(self) -> KindRule {
        let kind = self.deed.get().kind();
        self.constitution.with_value(|constitution| *constitution.rules.of(kind))
    }

    /// How many decide on it: who is to be removed does not.
    pub fn electors(self) -> u32 {
        let removed = (self.deed.get() == Deed::Remove).then(|| self.member_id()).flatten();
        let is_grave = self.deed.get().kind().is_grave();
        let count = self.constitution.with_value(|constitution| {
            let counts = |voter: &&MemberId| {
                Some(**voter) != removed && (is_grave || !constitution.silent.contains(voter))
            };
            constitution.voters.iter().filter(counts).count()
        });
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The way of deciding.
    pub fn method(self) -> Method {
        if !self.is_choice.get() {
            return self.yes_or_no.get();
        }
        match self.among.get() {
            Method::Dots { .. } => Method::Dots { each: number(self.dots).unwrap_or(0) },
            method @ (Method::Majority
            | Method::TwoThirds
            | Method::Absolute
            | Method::Consent
            | Method::ThreeQuarters
            | Method::Approval
            | Method::Score
            | Method::TimePoll
            | Method::Ranking) => method,
        }
    }

    fn member_id(self) -> Option<MemberId> {
        self.member.with(|member| member.parse().ok())
    }

    /// How long it is open.
    pub fn hours(self) -> Option<u32> {
        number(self.time)?.checked_mul(self.unit.get().hours()).filter(|hours| *hours > 0)
    }

    /// The options that have words.
    pub fn option_texts(self) -> Vec<String> {
        let texts = self.options.get().into_iter().map(|(_, text)| text.get().trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    }

    fn effect(self) -> Option<MotionEffect> {
        let member = self.member_id();
        let role = self.role.with(|role| role.trim().to_owned());
        Some(match self.deed.get() {
            Deed::Statement => MotionEffect::Statement,
            Deed::AdoptPage => {
                MotionEffect::AdoptPage { page: self.page.with(|page| page.parse().ok())? }
            }
            Deed::Admit => {
                MotionEffect::AdmitMember { member: member?, trial_until: self.trial_until() }
            }
            Deed::GiveRole => MotionEffect::GiveRole { member: member?, role },
            Deed::EndRole => MotionEffect::EndRole { member: member?, role },
            Deed::Confirm => MotionEffect::ConfirmMember { member: member? },
            Deed::Remove => MotionEffect::RemoveMember { member: member? },
            Deed::SetRules => MotionEffect::SetRules { rules: self.rules.rules()? },
            Deed::MoneyTerms => self.money.terms()?,
            Deed::Budget => self.money.budget(self.here).ok()?,
            Deed::Trade => self.trade.effect()?,
            Deed::Money => self.money.given()?,
        })
    }

    /// What the fields say, or the first thing that is amiss.
    pub fn draft(self) -> Result<MotionDraft, String> {
        let effect = self.effect().ok_or_else(|| match self.deed.get() {
            Deed::SetRules => words::put::number_wrong(),
            Deed::Trade => self.trade.amiss(),
            Deed::MoneyTerms => words::put_money::incomplete(),
            Deed::Budget => {
                let amiss = self.money.budget(self.here).err();
                amiss.unwrap_or_else(words::put_money::incomplete)
            }
            Deed::Statement
            | Deed::AdoptPage
            | Deed::Admit
            | Deed::GiveRole
            | Deed::EndRole
            | Deed::Confirm
            | Deed::Remove
            | Deed::Money => words::motion::choose_first(),
        })?;
        if let Some(blank) = blanks::left(&self.text.get()) {
            return Err(words::template::blank_left(&words::put::text(), &blank));
        }
        let errors = [
            self.method_error(),
            self.options_error(),
            self.quorum_error(),
            self.time_error(),
            self.review_error(),
        ];
        if let Some(error) = errors.into_iter().flatten().next() {
            return Err(error);
        }
        let electors = self.electors().max(1);
        let part = number(self.quorum).unwrap_or(electors);
        Ok(MotionDraft {
            title: self.title.get().trim().to_owned(),
            text: self.text.get().trim().to_owned(),
            method: self.method(),
            options: if self.is_choice.get() { self.option_texts() } else { Vec::new() },
            effect,
            quorum: Ratio { part, whole: electors },
            hours: self.hours().unwrap_or_default(),
            review: self.review_day(),
            looks_again: self.looks_again(),
            page: self.origin.with_value(written_on),
        })
    }

    /// The day on which it is looked at again, if one is named.
    pub fn review_day(self) -> Option<Date> {
        self.review.with(|day| day.trim().parse().ok())
    }

    fn trial_until(self) -> Option<Timestamp> {
        let days: u64 = self.trial.get().trim().parse().ok()?;
        (days > 0).then(|| self.here.store.now().get().plus_ms(days.min(3_660) * DAY_MS))
    }

    /// Nothing of it is kept any more.
    pub fn forget(self) {
        self.title.try_set(String::new());
        self.text.try_set(String::new());
        if let Some(origin) = self.origin.try_get_value().filter(|_| !self.is_amending()) {
            for what in ["motion-title", "motion-text", together::TAKEN] {
                forget(self.here, &draft_name(what, &origin));
            }
            let is_given = matches!(self.deed.get_untracked(), Deed::Money | Deed::Trade);
            if matches!(origin, Origin::New) && is_given {
                money::forget_given(self.here);
            }
        }
    }
}

/// The whole number that was typed.
pub fn number(field: RwSignal<String>) -> Option<u32> {
    field.with(|text| text.trim().parse().ok())
}
