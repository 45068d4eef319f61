//! The form of an order: who, when, and its lines; an offer fills in a line.

use leptos::ev;
use leptos::prelude::*;

use crate::id::CommandId;
use crate::message::economy::{EconomyAct, Offer, Order, OrderLine};
use crate::money::{Commodity, Money, typed};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::{currency_field, read_amount, read_date, read_words};
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with, icon_button};
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::{Line, choice_field, date_field, text_field};
use crate::ui::words;

/// A line as it is typed; the number keeps it apart from the others.
#[derive(Clone)]
struct Row {
    number: u32,
    what: ArcRwSignal<String>,
    quantity: ArcRwSignal<String>,
    price: ArcRwSignal<String>,
}

#[derive(Clone, Copy)]
struct Fields {
    venture: CommandId,
    offer: RwSignal<String>,
    customer: RwSignal<String>,
    date: RwSignal<String>,
    due: RwSignal<String>,
    currency: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
}

impl Fields {
    fn add(self, what: String, price: String) {
        // An empty line at the end is the one that is filled.
        let last = self.rows.with_untracked(|rows| rows.last().cloned());
        if let Some(row) = last
            && !what.is_empty()
            && row.what.with_untracked(|what| what.trim().is_empty())
        {
            row.what.set(what);
            row.price.set(price);
            return;
        }
        self.rows.update(|rows| {
            let number = rows.iter().map(|row| row.number).max().map_or(0, |last| last + 1);
            rows.push(Row {
                number,
                what: ArcRwSignal::new(what),
                quantity: ArcRwSignal::new("1".to_owned()),
                price: ArcRwSignal::new(price),
            });
        });
    }
}

/// The form.
pub fn form(
    here: Here,
    venture: CommandId,
    offers: Vec<(CommandId, Offer)>,
    own: DialogHandle,
) -> AnyView {
    let base = of_books(glance(here), |books| books.terms.base.clone());
    let first = offers.first().map(|(_, offer)| offer.price.commodity.code().to_owned());
    let fields = Fields {
        venture,
        offer: RwSignal::new(String::new()),
        customer: RwSignal::new(String::new()),
        date: RwSignal::new(here.today().to_string()),
        due: RwSignal::new(String::new()),
        currency: RwSignal::new(first.unwrap_or_default()),
        rows: RwSignal::new(Vec::new()),
    };
    fields.add(String::new(), String::new());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = untrack(|| read(fields)).map(EconomyAct::PlaceOrder);
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::venture::order_placed());
        });
    };
    let none = Signal::stored(String::new());
    let currency = move || {
        base.get().map(|base| {
            untrack(|| {
                if fields.currency.with(String::is_empty) {
                    fields.currency.set(base.code().to_owned());
                }
                let first = [base, Commodity::credit()];
                currency_field(words::economy::currency(), &first, fields.currency)
            })
        })
    };
    let sum = move || {
        let all = together(fields)?;
        Some(view! { {words::venture::total()} " " {amount::amount(&all)} })
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::venture::customer(), words::venture::customer_hint(), fields.customer, none)}
            <div class="field-pair">
                {date_field(words::venture::ordered_on(), fields.date)}
                <div>
                    {date_field(words::agreement::due(), fields.due)}
                    <p class="hint-line">{words::agreement::due_hint()}</p>
                </div>
            </div>
            {currency}
            {offered(fields, offers)}
            <fieldset class="field posting-fields">
                <legend>{words::venture::lines()}</legend>
                <ul role="list">
                    <For
                        each=move || fields.rows.get()
                        key=|row| row.number
                        children=move |row| line(fields, &row)
                    />
                </ul>
                {button_with(Weight::Quiet, "plus", words::venture::another_line(), move || {
                    fields.add(String::new(), String::new());
                })}
            </fieldset>
            <p class="order-sum" role="status">{sum}</p>
            {sending.foot(words::venture::place_order(), move || own.close())}
        </form>
    }
    .into_any()
}

/// An offer that is chosen becomes a line.
fn offered(fields: Fields, offers: Vec<(CommandId, Offer)>) -> Option<AnyView> {
    if offers.is_empty() {
        return None;
    }
    let first = (String::new(), words::put::choose_one());
    let named = |(id, offer): &(CommandId, Offer)| {
        let price = format!("{} {}", amount::said(&offer.price), words::venture::per(&offer.unit));
        (id.to_string(), words::decide::say_option(&offer.title, &price))
    };
    let options = std::iter::once(first).chain(offers.iter().map(named)).collect();
    Effect::new(move |_| {
        let chosen = fields.offer.get();
        let Some((_, offer)) = offers.iter().find(|(id, _)| id.to_string() == chosen) else {
            return;
        };
        fields.currency.set(offer.price.commodity.code().to_owned());
        untrack(|| fields.add(offer.title.clone(), offer.price.number()));
    });
    Some(choice_field(words::venture::of_an_offer(), options, fields.offer))
}

fn line(fields: Fields, row: &Row) -> AnyView {
    let number = row.number;
    let go = move |_| fields.rows.update(|rows| rows.retain(|one| one.number != number));
    view! {
        <li class="order-row">
            {cell(words::venture::what(), Typed::Words, &row.what)}
            {cell(words::venture::quantity(), Typed::Number, &row.quantity)}
            {cell(words::venture::price(), Typed::Number, &row.price)}
            {icon_button("x", words::ledger::remove_row(), go)}
        </li>
    }
    .into_any()
}

#[derive(Clone, Copy)]
enum Typed {
    Words,
    Number,
}

fn cell(label: String, typed: Typed, value: &ArcRwSignal<String>) -> AnyView {
    let (class, mode) = match typed {
        Typed::Words => ("input", "text"),
        Typed::Number => ("input number-input", "decimal"),
    };
    let (shown, value) = (value.clone(), value.clone());
    view! {
        <label class="small-field">
            <span>{label}</span>
            <input
                class=class
                dir="auto"
                inputmode=mode
                autocomplete="off"
                prop:value=move || shown.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}

/// What the lines that can be read come to, so far.
fn together(fields: Fields) -> Option<Money> {
    let commodity: Commodity = fields.currency.with(|code| code.parse().ok())?;
    let mut units = 0_i128;
    for row in fields.rows.get() {
        let (quantity, price) = (row.quantity.get(), row.price.get());
        let Ok(price) = read_amount(&price, &commodity) else { continue };
        let Some((quantity, thousandths)) = typed::count(&quantity) else { continue };
        let line = OrderLine { what: String::new(), quantity, thousandths, price };
        units = units.checked_add(line.amount()?.units.into())?;
    }
    Money::new(units, commodity).filter(|all| all.units > 0)
}

fn read(fields: Fields) -> Result<Order, String> {
    let commodity: Commodity =
        fields.currency.get().parse().map_err(|_| words::economy::choose_currency())?;
    let mut lines = Vec::new();
    for row in fields.rows.get() {
        let (what, price) = (row.what.get(), row.price.get());
        if what.trim().is_empty() && price.trim().is_empty() {
            continue;
        }
        let count = typed::count(&row.quantity.get());
        let (quantity, thousandths) = count.ok_or_else(words::venture::quantity_wrong)?;
        lines.push(OrderLine {
            what: read_words(&words::venture::what(), &what)?,
            quantity,
            thousandths,
            price: read_amount(&price, &commodity)?,
        });
    }
    if lines.is_empty() {
        return Err(words::venture::lines_missing());
    }
    Ok(Order {
        venture: fields.venture,
        offer: fields.offer.with(|offer| offer.parse().ok()),
        date: read_date(&fields.date.get())?,
        due: match fields.due.get().trim() {
            "" => None,
            due => Some(read_date(due)?),
        },
        customer: read_words(&words::venture::customer(), &fields.customer.get())?,
        lines,
    })
}
