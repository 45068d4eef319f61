//! The form that makes a transfer. What it comes to here is chosen in words; the letter shows in the list
//! of transfers.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::trade::{TradeAct, Way};
use crate::message::economy::view::AgreementView;
use crate::message::economy::{Account, EconomyAct};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::give::why_not;
use crate::ui::feature::economy::inputs::{
    amount_field, leaves, read_account, read_amount, read_date, read_words, suggesting_field,
};
use crate::ui::feature::economy::trade::of_trade;
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::here::Here;
use crate::ui::kit::field::{Line, choice_field, date_field, segments, text_field};
use crate::ui::words;

/// What a transfer is charged to, as it is asked for.
#[derive(Clone, Copy)]
pub struct Charged {
    /// Whether money went between us, and not something else of value.
    is_money: RwSignal<bool>,
    leaf: RwSignal<String>,
}

impl Charged {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self { is_money: RwSignal::new(false), leaf: RwSignal::new(String::new()) }
    }

    /// The account that the fields say, for a transfer that went this way.
    pub fn account(self, way: Way) -> Result<Account, String> {
        let root = root(way, self.is_money.get_untracked());
        if self.leaf.with_untracked(|leaf| leaf.trim().is_empty()) {
            return Err(words::trade::account_missing());
        }
        read_account(&words::trade::which_account(), root, &self.leaf.get_untracked())
    }

    /// The fields.
    pub fn fields(self, way: Signal<Way>, accounts: Vec<Account>) -> AnyView {
        let accounts = StoredValue::new(accounts);
        (move || {
            let way = way.get();
            let options = match way {
                Way::Gave => {
                    vec![(false, words::trade::gave_goods()), (true, words::trade::gave_money())]
                }
                Way::Got => {
                    vec![(false, words::trade::got_goods()), (true, words::trade::got_money())]
                }
            };
            let account = move || {
                let root = root(way, self.is_money.get());
                let known = move || accounts.with_value(|all| leaves(all, root));
                let (label, hint) = match root {
                    "income" => (words::economy::from_what(), words::economy::from_what_hint()),
                    "expenses" => (words::economy::what_for(), words::economy::what_for_hint()),
                    _ => (words::trade::which_account(), words::economy::account_hint()),
                };
                suggesting_field(label, hint, known, self.leaf)
            };
            view! {
                {segments(words::trade::what_it_was(), options, self.is_money)}
                {account}
            }
        })
        .into_any()
    }
}

fn root(way: Way, is_money: bool) -> &'static str {
    match (way, is_money) {
        (_, true) => "assets",
        (Way::Gave, false) => "income",
        (Way::Got, false) => "expenses",
    }
}

/// The fields.
#[derive(Clone, Copy)]
struct Fields {
    agreements: StoredValue<Vec<AgreementView>>,
    partner: RwSignal<String>,
    way: RwSignal<Way>,
    value: RwSignal<String>,
    what: RwSignal<String>,
    date: RwSignal<String>,
    charged: Charged,
}

impl Fields {
    fn agreement(self) -> Option<AgreementView> {
        let partner = self.partner.get();
        self.agreements.with_value(|all| {
            all.iter().find(|one| one.terms.partner.community.to_string() == partner).cloned()
        })
    }

    fn read(self) -> Result<EconomyAct, String> {
        let agreement = untrack(|| self.agreement()).ok_or_else(words::trade::choose_partner)?;
        let way = self.way.get_untracked();
        let commodity = &agreement.terms.limit.commodity;
        Ok(EconomyAct::Trade(TradeAct::Send {
            partner: agreement.terms.partner.community,
            way,
            money: read_amount(&self.value.get_untracked(), commodity)?,
            what: read_words(&words::economy::for_what(), &self.what.get_untracked())?,
            date: read_date(&self.date.get_untracked())?,
            account: self.charged.account(way)?,
        }))
    }
}

/// The form.
pub fn send(here: Here, now: DeskNow, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let known = of_trade(now, move |trade| {
        let mine = |one: &&AgreementView| one.is_open && Some(one.terms.trader) == here.me();
        let mine: Vec<_> = trade.agreements.iter().filter(mine).cloned().collect();
        (mine, trade.accounts.clone(), trade.purse)
    });
    let Some((mine, accounts, purse)) = known.get_untracked() else { return ().into_any() };
    let options: Vec<(String, String)> = mine
        .iter()
        .map(|one| (one.terms.partner.community.to_string(), one.terms.partner.name.clone()))
        .collect();
    let fields = Fields {
        partner: RwSignal::new(options.first().map(|(id, _)| id.clone()).unwrap_or_default()),
        agreements: StoredValue::new(mine),
        way: RwSignal::new(Way::Gave),
        value: RwSignal::new(String::new()),
        what: RwSignal::new(String::new()),
        date: RwSignal::new(here.today().to_string()),
        charged: Charged::new(),
    };
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        sending.send(here, fields.read(), move |_| {
            close();
            here.store.say(words::trade::sent());
        });
    };
    let ways = vec![(Way::Gave, words::trade::gave()), (Way::Got, words::trade::got())];
    let unit = move || {
        fields.agreement().map(|one| one.terms.limit.commodity.to_string()).unwrap_or_default()
    };
    let room = move || {
        fields.agreement().map(|one| {
            let left = match fields.way.get() {
                Way::Gave => &one.can_give,
                Way::Got => &one.can_get,
            };
            words::trade::left_this_way(&amount::said(left))
        })
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {why_not(purse)}
            {choice_field(words::trade::with_whom(), options, fields.partner)}
            {segments(words::trade::which_way(), ways, fields.way)}
            {amount_field(words::trade::worth(), unit, String::new(), fields.value)}
            <p class="hint-line">{room}</p>
            {text_field(Line::Text, words::economy::for_what(), words::trade::what_hint(), fields.what, Signal::stored(String::new()))}
            {date_field(words::economy::on_day(), fields.date)}
            {fields.charged.fields(fields.way.into(), accounts)}
            {sending.foot(words::trade::make_letter(), close)}
        </form>
    }
    .into_any()
}
