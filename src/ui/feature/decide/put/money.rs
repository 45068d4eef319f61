//! The fields of a motion about money: the terms, a budget, and what was made ready elsewhere.

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::{
    ApprovalStep, ClaimTerms, EconomyTerms, EffectText, MoneyEffect, Rhythm,
};
use crate::message::motion::MotionEffect;
use crate::money::{Commodity, Money};
use crate::platform::browser;
use crate::ui::feature::decide::put::fields::{Fields, number};
use crate::ui::feature::economy::inputs::{
    amount_field, currency_field, leaves, read_account, read_amount, read_words, suggesting_field,
};
use crate::ui::feature::economy::{self, Arrival, arrival, does, glance, of_books};
use crate::ui::feature::talk::composer::draft_key;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{Line, choices, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// What another screen made ready waits here until it is put to the others.
const GIVEN: &str = "motion-money";

/// Leaves an effect for the form of a new motion.
pub fn leave(here: Here, effect: &MoneyEffect) {
    browser::store(&draft_key(here, GIVEN), Some(&effect.to_text().0));
}

/// What another screen made ready.
pub fn given(here: Here) -> Option<MotionEffect> {
    let text = EffectText(browser::stored(&draft_key(here, GIVEN))?);
    MoneyEffect::read(&text).map(|_| MotionEffect::Money { effect: text })
}

/// It is with the others now.
pub fn forget_given(here: Here) {
    browser::store(&draft_key(here, GIVEN), None);
}

/// The fields.
#[derive(Clone, Copy)]
pub struct MoneyFields {
    given: StoredValue<Option<EffectText>>,
    base: RwSignal<String>,
    credit_limit: RwSignal<String>,
    /// Up to this amount so many approvals, above it so many; empty where all take the same.
    up_to: RwSignal<String>,
    approvals: RwSignal<String>,
    approvals_above: RwSignal<String>,
    confirm_work: RwSignal<bool>,
    claim_days: RwSignal<String>,
    claim_parts: RwSignal<String>,
    closes: RwSignal<Rhythm>,
    name: RwSignal<String>,
    account: RwSignal<String>,
    rights: RwSignal<Vec<(MemberId, ArcRwSignal<String>)>>,
    /// The amounts of the rights are in it.
    budget_base: RwSignal<Option<Commodity>>,
}

impl MoneyFields {
    /// Filled with what an effect says.
    pub fn new(effect: &MotionEffect) -> Self {
        let text = if let MotionEffect::Money { effect } = effect { Some(effect) } else { None };
        let fields = Self {
            given: StoredValue::new(text.cloned()),
            base: RwSignal::new(String::new()),
            credit_limit: RwSignal::new(String::new()),
            up_to: RwSignal::new(String::new()),
            approvals: RwSignal::new("1".to_owned()),
            approvals_above: RwSignal::new("2".to_owned()),
            confirm_work: RwSignal::new(false),
            claim_days: RwSignal::new(ClaimTerms::default().first_days.to_string()),
            claim_parts: RwSignal::new(ClaimTerms::default().parts.to_string()),
            closes: RwSignal::new(Rhythm::Never),
            name: RwSignal::new(String::new()),
            account: RwSignal::new(String::new()),
            rights: RwSignal::new(Vec::new()),
            budget_base: RwSignal::new(None),
        };
        match text.and_then(MoneyEffect::read) {
            Some(MoneyEffect::SetTerms(terms)) => fields.fill_terms(&terms),
            Some(MoneyEffect::GrantBudget { name, account, rights }) => {
                fields.name.set(name);
                fields.account.set(account.leaf().to_owned());
                fields.budget_base.set(rights.first().map(|(_, money)| money.commodity.clone()));
                let given = rights.into_iter().map(|(member, money)| (member, money.number()));
                fields.rights.set(given.map(|(one, text)| (one, ArcRwSignal::new(text))).collect());
            }
            Some(
                MoneyEffect::SetSurplusRule(_)
                | MoneyEffect::ClosePeriod(_)
                | MoneyEffect::ElectStewards { .. }
                | MoneyEffect::AgreeTrade(_),
            )
            | None => {}
        }
        fields
    }

    fn fill_terms(self, terms: &EconomyTerms) {
        let money = |units| Money { commodity: terms.base.clone(), units }.number();
        let credit = Money { commodity: Commodity::credit(), units: terms.credit_limit };
        self.base.set(terms.base.code().to_owned());
        self.credit_limit.set(credit.number());
        self.confirm_work.set(terms.confirm_work);
        self.claim_days.set(terms.claims.first_days.to_string());
        self.claim_parts.set(terms.claims.parts.to_string());
        self.closes.set(terms.closes);
        let last = terms.approvals.last().map_or(1, |step| step.approvals);
        let first = terms.approvals.first().filter(|step| step.up_to.is_some());
        self.up_to.set(first.and_then(|step| step.up_to).map(money).unwrap_or_default());
        self.approvals.set(first.map_or(last, |step| step.approvals).to_string());
        self.approvals_above.set(last.to_string());
    }

    /// Whether something was made ready elsewhere that has no fields here.
    pub fn has_given(self) -> bool {
        self.given.with_value(|given| {
            matches!(
                given.as_ref().map(MoneyEffect::read),
                Some(
                    Some(
                        MoneyEffect::SetSurplusRule(_)
                            | MoneyEffect::ClosePeriod(_)
                            | MoneyEffect::ElectStewards { .. }
                    ) | None
                )
            )
        })
    }

    /// What was made ready elsewhere.
    pub fn given(self) -> Option<MotionEffect> {
        self.given.get_value().map(|effect| MotionEffect::Money { effect })
    }

    /// The terms that the fields say.
    pub fn terms(self) -> Option<MotionEffect> {
        let base: Commodity = self.base.with(|base| base.parse().ok())?;
        let credit = self.credit_limit.with(|text| match text.trim() {
            "0" => Some(0),
            text => read_amount(text, &Commodity::credit()).ok().map(|money| money.units),
        })?;
        let above = ApprovalStep { up_to: None, approvals: number(self.approvals_above)? };
        let first = match self.up_to.with(|text| text.trim().to_owned()).as_str() {
            "" => None,
            text => {
                let up_to = read_amount(text, &base).ok()?.units;
                Some(ApprovalStep { up_to: Some(up_to), approvals: number(self.approvals)? })
            }
        };
        let terms = EconomyTerms {
            base,
            credit_limit: credit,
            approvals: first.into_iter().chain([above]).collect(),
            confirm_work: self.confirm_work.get(),
            claims: ClaimTerms {
                first_days: number(self.claim_days)?,
                parts: number(self.claim_parts)?,
            },
            closes: self.closes.get(),
        };
        Some(MotionEffect::Money { effect: MoneyEffect::SetTerms(terms).to_text() })
    }

    /// The budget that the fields say, or what is amiss with them.
    pub fn budget(self, here: Here) -> Result<MotionEffect, String> {
        let base = self.budget_base.get().ok_or_else(words::put_money::books_first)?;
        let name = read_words(&words::put_money::budget_name(), &self.name.get())?;
        let account = self.account.get();
        let account = read_account(&words::economy::what_for(), "expenses", &account)?;
        let mut rights = Vec::new();
        for (member, text) in self.rights.get() {
            let text = text.get();
            if !text.trim().is_empty() {
                let money = read_amount(&text, &base);
                let of = |why: String| words::decide::say_option(&here.name(member), &why);
                rights.push((member, money.map_err(of)?));
            }
        }
        if rights.is_empty() {
            return Err(words::put_money::nobody_may_spend());
        }
        let effect = MoneyEffect::GrantBudget { name, account, rights };
        Ok(MotionEffect::Money { effect: effect.to_text() })
    }
}

/// What was made ready elsewhere, told.
pub fn told(fields: Fields) -> AnyView {
    fields
        .money
        .given
        .with_value(|given| {
            given.as_ref().map(|effect| {
                view! {
                    <p class="lede">{does::said(effect)}</p>
                    {does::more(fields.here, effect)}
                }
            })
        })
        .into_any()
}

/// The fields of the terms.
pub fn terms(fields: Fields) -> AnyView {
    with_books(fields, move |now| {
        let own = fields.money;
        if own.base.with_untracked(String::is_empty)
            && let Some(terms) = of_books(now, |books| books.terms.clone()).get_untracked()
        {
            own.fill_terms(&terms);
        }
        let base: Vec<Commodity> =
            own.base.with_untracked(|base| base.parse().ok()).into_iter().collect();
        let unit = move || own.base.get();
        let confirm = vec![
            (false, words::put_money::as_written(), words::put_money::work_as_written()),
            (true, words::put_money::once_confirmed(), words::put_money::work_confirmed()),
        ];
        let rhythms =
            Rhythm::ALL.map(|rhythm| (rhythm, does::rhythm(rhythm), String::new())).to_vec();
        view! {
            {currency_field(words::put_money::base(), &base, own.base)}
            {amount_field(words::put_money::credit_limit(), words::economy::credits_unit, words::put_money::credit_hint(), own.credit_limit)}
            <p class="field-label">{words::put_money::approvals()}</p>
            <p class="hint-line">{words::put_money::approvals_text()}</p>
            {amount_field(words::put_money::small_up_to(), unit, words::put_money::small_hint(), own.up_to)}
            {count_field(words::put_money::approvals_small(), own.approvals)}
            {count_field(words::put_money::approvals_above(), own.approvals_above)}
            {choices(words::put_money::work(), confirm, own.confirm_work)}
            <p class="field-label">{words::leaving::terms()}</p>
            {count_field(words::leaving::first_days(), own.claim_days)}
            {count_field(words::leaving::parts(), own.claim_parts)}
            {choices(words::put_money::closes(), rhythms, own.closes)}
            <p class="hint-line">{words::put_money::closes_text()}</p>
        }
        .into_any()
    })
}

fn count_field(label: String, value: RwSignal<String>) -> AnyView {
    let none = Signal::stored(String::new());
    text_field(Line::Text, label, String::new(), value, none)
}

/// The fields of a budget.
pub fn budget(fields: Fields) -> AnyView {
    with_books(fields, move |now| {
        let (own, here) = (fields.money, fields.here);
        let none = Signal::stored(String::new());
        let known = of_books(now, |books| (books.terms.base.clone(), books.accounts.clone()));
        if own.budget_base.with_untracked(Option::is_none) {
            own.budget_base.set(known.get_untracked().map(|(base, _)| base));
        }
        let held: Vec<MemberId> =
            own.rights.with_untracked(|all| all.iter().map(|one| one.0).collect());
        let others =
            here.all_members().into_iter().map(|card| card.id).filter(|id| !held.contains(id));
        let others: Vec<_> = others.map(|id| (id, ArcRwSignal::new(String::new()))).collect();
        own.rights.update(|rights| rights.extend(others));
        let rows = own
            .rights
            .get_untracked()
            .into_iter()
            .map(|(member, value)| right_row(fields, member, value))
            .collect_view();
        let accounts = move || {
            known.get().map(|(_, accounts)| leaves(&accounts, "expenses")).unwrap_or_default()
        };
        view! {
            {text_field(Line::Text, words::put_money::budget_name(), words::put_money::budget_name_hint(), own.name, none)}
            {suggesting_field(words::economy::what_for(), words::economy::what_for_hint(), accounts, own.account)}
            <fieldset class="field">
                <legend>{words::put_money::who_may_spend()}</legend>
                <ul class="rows right-fields" role="list">{rows}</ul>
            </fieldset>
        }
        .into_any()
    })
}

fn right_row(fields: Fields, member: MemberId, value: ArcRwSignal<String>) -> AnyView {
    let here = fields.here;
    let shown = value.clone();
    let unit = move || fields.money.budget_base.get().map(|base| base.code().to_owned());
    view! {
        <li class="who-line">
            {here.face(FaceSize::Small, member)}
            <span id=format!("right-{member}")>{move || here.name_you(member)}</span>
            <span class="number wide">
                <input
                    class="input"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-labelledby=format!("right-{member}")
                    prop:value=move || shown.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span class="unit">{unit}</span>
            </span>
        </li>
    }
    .into_any()
}

/// Draws once the books are there; where they are not, says what comes first.
pub fn with_books(
    fields: Fields,
    draw: impl Fn(economy::DeskNow) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let now = glance(fields.here);
    let arrival = arrival(now);
    (move || {
        let arrival = arrival.get();
        untrack(|| match arrival {
            Arrival::Here => draw(now),
            Arrival::NotOpen | Arrival::Missing => {
                let link = link_button(
                    Weight::Plain,
                    Some("economy"),
                    words::common::economy(),
                    fields.here.to(Place::Economy),
                );
                view! {
                    <p class="meta">{words::put_money::books_first()}</p>
                    <p class="actions">{link}</p>
                }
                .into_any()
            }
            Arrival::Missed => economy::missed(),
            Arrival::Coming => ().into_any(),
        })
    })
    .into_any()
}
