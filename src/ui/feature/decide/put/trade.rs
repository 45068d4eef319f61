//! The fields of a motion about trade with another community: their introduction, who trades for us, how far.

use leptos::prelude::*;

use crate::message::economy::MoneyEffect;
use crate::message::economy::trade::{Introduction, TradeFault, TradeLetter, TradeTerms};
use crate::message::motion::MotionEffect;
use crate::money::{Commodity, Money};
use crate::ui::feature::decide::put::fields::Fields;
use crate::ui::feature::decide::put::money::with_books;
use crate::ui::feature::economy::inputs::{amount_field, currency_field, read_any};
use crate::ui::feature::economy::of_books;
use crate::ui::kit::field::{choice_field, text_area_with};
use crate::ui::words;

/// The fields.
#[derive(Clone, Copy)]
pub struct TradeFields {
    letter: RwSignal<String>,
    trader: RwSignal<String>,
    currency: RwSignal<String>,
    limit: RwSignal<String>,
}

impl TradeFields {
    /// Filled with what an effect says.
    pub fn new(effect: &MotionEffect) -> Self {
        let text = if let MotionEffect::Money { effect } = effect { Some(effect) } else { None };
        let terms = match text.and_then(MoneyEffect::read) {
            Some(MoneyEffect::AgreeTrade(terms)) => Some(terms),
            Some(
                MoneyEffect::SetTerms(_)
                | MoneyEffect::SetSurplusRule(_)
                | MoneyEffect::GrantBudget { .. }
                | MoneyEffect::ElectStewards { .. }
                | MoneyEffect::ClosePeriod(_),
            )
            | None => None,
        };
        let letter =
            |terms: &TradeTerms| TradeLetter::Introduction(terms.partner.clone()).to_string();
        let said = |read: fn(&TradeTerms) -> String| {
            RwSignal::new(terms.as_deref().map(read).unwrap_or_default())
        };
        Self {
            letter: RwSignal::new(terms.as_deref().map(letter).unwrap_or_default()),
            trader: said(|terms| terms.trader.to_string()),
            currency: said(|terms| terms.limit.commodity.code().to_owned()),
            limit: said(|terms| terms.limit.number()),
        }
    }

    fn partner(self) -> Result<Introduction, String> {
        match self.letter.with(|letter| letter.parse()) {
            Ok(TradeLetter::Introduction(partner)) => Ok(partner),
            Ok(TradeLetter::Transfer(_) | TradeLetter::Receipt(_)) => {
                Err(words::trade::not_an_introduction())
            }
            Err(error) => Err(words::trade_fault::fault(&TradeFault::from(error))),
        }
    }

    fn limit(self) -> Result<Money, String> {
        let currency = self.currency.with(|code| code.parse::<Commodity>());
        let currency = currency.map_err(|_| words::economy::choose_currency())?;
        let limit = self.limit.with(|text| read_any(text, &currency))?;
        if limit.units < 0 { Err(words::trade::limit_below_zero()) } else { Ok(limit) }
    }

    fn terms(self) -> Result<TradeTerms, String> {
        let trader = self.trader.with(|trader| trader.parse());
        let trader = trader.map_err(|_| words::economy::choose_whom())?;
        Ok(TradeTerms { partner: self.partner()?, trader, limit: self.limit()? })
    }

    /// What the fields say.
    pub fn effect(self) -> Option<MotionEffect> {
        let effect = MoneyEffect::AgreeTrade(Box::new(self.terms().ok()?));
        Some(MotionEffect::Money { effect: effect.to_text() })
    }

    /// Why they say nothing.
    pub fn amiss(self) -> String {
        self.terms().err().unwrap_or_else(words::put_money::incomplete)
    }
}

/// The fields, drawn.
pub fn fields(fields: Fields) -> AnyView {
    with_books(fields, move |now| {
        let own = fields.trade;
        let base = of_books(now, |books| books.terms.base.clone()).get_untracked();
        if own.currency.with_untracked(String::is_empty)
            && let Some(base) = &base
        {
            own.currency.set(base.code().to_owned());
        }
        let error = Signal::derive(move || {
            let is_empty = own.letter.with(|letter| letter.trim().is_empty());
            own.partner().err().filter(|_| !is_empty).unwrap_or_default()
        });
        let introduced = move || {
            own.partner().ok().map(|partner| {
                let said = words::trade::introduced(&partner.name, &partner.trader);
                view! { <p class="meta" role="status">{said}</p> }
            })
        };
        // Names come when they come, after the form was opened.
        let members = Memo::new(move |_| {
            let first = (String::new(), words::put::choose_one());
            let members = fields.here.all_members().into_iter();
            let members = members.map(|card| (card.id.to_string(), fields.here.name_you(card.id)));
            std::iter::once(first).chain(members).collect::<Vec<_>>()
        });
        let traders = move || choice_field(words::trade::who_trades(), members.get(), own.trader);
        let currencies: Vec<Commodity> = base.into_iter().collect();
        view! {
            {text_area_with(words::trade::their_introduction(), words::trade::their_introduction_hint(), own.letter, error)}
            {introduced}
            {traders}
            <p class="hint-line">{words::trade::who_trades_hint()}</p>
            <div class="field-pair">
                {amount_field(words::trade::limit(), move || own.currency.get(), words::trade::limit_hint(), own.limit)}
                {currency_field(words::economy::currency(), &currencies, own.currency)}
            </div>
        }
        .into_any()
    })
}
