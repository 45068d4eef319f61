//! The fields that forms of one payment share: how much, through which account, on which day.

use leptos::prelude::*;

use crate::clock::Date;
use crate::message::economy::view::parts_like;
use crate::message::economy::{Account, Posting, Transaction};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::inputs::{
    amount_field, leaves, read_account, read_amount, read_date, suggesting_field,
};
use crate::ui::feature::economy::{glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::field::date_field;
use crate::ui::words;

/// The fields.
#[derive(Clone, Copy)]
pub struct Payment {
    commodity: StoredValue<Commodity>,
    banks: StoredValue<Vec<String>>,
    value: RwSignal<String>,
    /// Below `assets`.
    bank: RwSignal<String>,
    date: RwSignal<String>,
    /// What the field of the account is called.
    bank_label: StoredValue<String>,
}

/// What the fields say.
pub struct Paid {
    pub money: Money,
    pub bank: Account,
    pub date: Date,
}

impl Payment {
    /// Of no amount yet, in the currency of the books; nothing before these are here.
    pub fn of(here: Here) -> Option<Self> {
        let books =
            of_books(glance(here), |books| (books.terms.base.clone(), books.accounts.clone()));
        let (base, accounts) = books.get_untracked()?;
        Some(Self::new(here, base, String::new(), &accounts))
    }

    /// Today, through the account that is used first; `accounts` are those of the books.
    pub fn new(here: Here, commodity: Commodity, value: String, accounts: &[Account]) -> Self {
        let banks = leaves(accounts, "assets");
        let usual = banks.first().cloned().unwrap_or_else(|| "bank".to_owned());
        Self {
            commodity: StoredValue::new(commodity),
            banks: StoredValue::new(banks),
            value: RwSignal::new(value),
            bank: RwSignal::new(usual),
            date: RwSignal::new(here.today().to_string()),
            bank_label: StoredValue::new(String::new()),
        }
    }

    /// With what an entry says that is put right.
    pub fn begun(
        here: Here,
        (money, bank, date): (Money, &Account, Date),
        accounts: &[Account],
    ) -> Self {
        let fields = Self::new(here, money.commodity.clone(), money.number(), accounts);
        fields.bank.set(bank.leaf().to_owned());
        fields.date.set(date.to_string());
        fields
    }

    /// The fields, drawn; these are the names of the account and of the day.
    pub fn fields(self, bank: String, date: String) -> AnyView {
        self.bank_label.set_value(bank.clone());
        view! {
            {amount_field(
                words::economy::how_much(),
                move || self.commodity.get_value().to_string(),
                String::new(),
                self.value,
            )}
            {suggesting_field(
                bank,
                words::economy::account_hint(),
                move || self.banks.get_value(),
                self.bank,
            )}
            {date_field(date, self.date)}
        }
        .into_any()
    }

    /// What they say, or what is amiss.
    pub fn read(self) -> Result<Paid, String> {
        let label = self.bank_label.get_value();
        Ok(Paid {
            money: read_amount(&self.value.get_untracked(), &self.commodity.get_value())?,
            bank: read_account(&label, "assets", &self.bank.get_untracked())?,
            date: read_date(&self.date.get_untracked())?,
        })
    }
}

impl Paid {
    /// It came into the account, from this other one.
    pub fn came_from(self, other: Account, what: String) -> Transaction {
        let less = self.money.negated();
        let into = Posting { account: self.bank, money: self.money };
        Transaction::new(self.date, what, vec![into, Posting { account: other, money: less }])
    }

    /// It moved as these say, each with the part of it that it had, against the account.
    pub fn like(self, others: &[Posting], what: String) -> Transaction {
        let were: Vec<i64> = others.iter().map(|one| one.money.units).collect();
        let less = if were.iter().sum::<i64>() < 0 { self.money.negated() } else { self.money };
        let parts = parts_like(&were, less.units);
        let part = |(one, units): (&Posting, i64)| Posting {
            account: one.account.clone(),
            money: Money { units, ..less.clone() },
        };
        let moved = others.iter().zip(parts).map(part).filter(|one| one.money.units != 0);
        let bank = Posting { account: self.bank, money: less.negated() };
        Transaction::new(self.date, what, std::iter::once(bank).chain(moved).collect())
    }

    /// It left the account, for this other one.
    pub fn went_to(self, other: Account, what: String) -> Transaction {
        let less = self.money.negated();
        let to = Posting { account: other, money: self.money };
        Transaction::new(self.date, what, vec![to, Posting { account: self.bank, money: less }])
    }
}
