//! The tax on an invoice: none, a percentage of all lines, or an amount.

use leptos::prelude::*;

use crate::limits::TAX_RATE_MAX;
use crate::message::economy::view::of;
use crate::message::economy::{Tax, TaxSize};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::{amount_field, read_amount, read_words};
use crate::ui::kit::field::{Line, choices, text_field};
use crate::ui::words;

/// As it stands on the invoice.
pub fn label(tax: &Tax) -> String {
    match tax.size {
        TaxSize::Rate(rate) => {
            words::agreement::tax_line(&tax.name, &amount::percent_of_whole(rate))
        }
        TaxSize::Amount(_) => tax.name.clone(),
    }
}

/// In what it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Rate,
    Amount,
}

/// The fields.
#[derive(Clone, Copy)]
pub struct Fields {
    kind: RwSignal<Kind>,
    name: RwSignal<String>,
    percent: RwSignal<String>,
    value: RwSignal<String>,
    /// What the lines come to.
    net: StoredValue<Vec<Money>>,
}

impl Fields {
    /// As on the invoice before; the percentage alone, since an amount is of one order.
    pub fn new(before: Option<&Tax>, net: Vec<Money>) -> Self {
        let rate = before.and_then(|tax| match tax.size {
            TaxSize::Rate(rate) => Some(rate),
            TaxSize::Amount(_) => None,
        });
        let percent = rate.map(amount::typed_percent);
        Self {
            kind: RwSignal::new(if rate.is_some() { Kind::Rate } else { Kind::None }),
            name: RwSignal::new(before.map(|tax| tax.name.clone()).unwrap_or_default()),
            percent: RwSignal::new(percent.unwrap_or_default()),
            value: RwSignal::new(String::new()),
            net: StoredValue::new(net),
        }
    }

    /// An amount of tax is in the currency of the first line.
    fn commodity(self) -> Commodity {
        let first = self.net.with_value(|net| net.first().map(|money| money.commodity.clone()));
        first.unwrap_or_else(Commodity::credit)
    }

    /// What the fields say, or what is amiss.
    pub fn read(self) -> Result<Option<Tax>, String> {
        let size = match self.kind.get() {
            Kind::None => return Ok(None),
            Kind::Rate => TaxSize::Rate(rate(&self.percent.get())?),
            Kind::Amount => TaxSize::Amount(read_amount(&self.value.get(), &self.commodity())?),
        };
        Ok(Some(Tax { name: read_words(&words::agreement::tax_name(), &self.name.get())?, size }))
    }

    /// The fields, drawn, with what it all comes to.
    pub fn drawn(self) -> AnyView {
        let ways = vec![
            (Kind::None, words::agreement::tax_none(), words::agreement::tax_none_text()),
            (Kind::Rate, words::agreement::tax_rate(), words::agreement::tax_rate_text()),
            (Kind::Amount, words::agreement::tax_amount(), words::agreement::tax_amount_text()),
        ];
        let none = Signal::stored(String::new());
        let more = move || {
            let kind = self.kind.get();
            let size = match kind {
                Kind::None => return ().into_any(),
                Kind::Rate => amount_field(
                    words::agreement::tax_percent(),
                    || "%".to_owned(),
                    String::new(),
                    self.percent,
                ),
                Kind::Amount => amount_field(
                    words::agreement::tax_how_much(),
                    move || self.commodity().to_string(),
                    String::new(),
                    self.value,
                ),
            };
            view! {
                {text_field(
                    Line::Text,
                    words::agreement::tax_name(),
                    words::agreement::tax_name_hint(),
                    self.name,
                    none,
                )}
                {size}
                <p class="meta">{words::agreement::tax_rounding()}</p>
            }
            .into_any()
        };
        view! {
            {choices(words::agreement::tax(), ways, self.kind)}
            {more}
            <p role="status">{move || self.comes_to()}</p>
        }
        .into_any()
    }

    fn comes_to(self) -> Option<String> {
        let net = self.net.get_value();
        // What has no name yet has a size.
        let size = match self.kind.get() {
            Kind::None => None,
            Kind::Rate => Some(TaxSize::Rate(rate(&self.percent.get()).ok()?)),
            Kind::Amount => {
                Some(TaxSize::Amount(read_amount(&self.value.get(), &self.commodity()).ok()?))
            }
        };
        let tax = match size {
            None => Vec::new(),
            Some(size) => Tax { name: String::new(), size }.on(&net)?,
        };
        let all = net.into_iter().map(|money| {
            let units = money.units.saturating_add(of(&tax, &money));
            Money { units, ..money }
        });
        Some(words::agreement::comes_to(&amount::all_said(&all.collect::<Vec<_>>())))
    }
}

/// A percentage in hundredths of a percent.
fn rate(text: &str) -> Result<u32, String> {
    let rate = amount::read_percent(text).filter(|rate| (1..=TAX_RATE_MAX).contains(rate));
    rate.ok_or_else(words::agreement::tax_percent_wrong)
}
