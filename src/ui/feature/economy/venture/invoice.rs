//! An order as an invoice, to be printed or kept as a PDF by the browser. How to pay is written once and
//! stays on this device.

use leptos::prelude::*;

use super::orders::lines;
use crate::message::economy::view::OrderView;
use crate::platform::browser;
use crate::ui::feature::economy::amount;
use crate::ui::feature::talk::composer::kept;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::text_area;
use crate::ui::words;

/// Characters of the order's name that stand for its number.
const NUMBER_CHARS: usize = 8;

/// The inside of its dialog.
pub fn invoice(here: Here, order: &OrderView, venture: String, own: DialogHandle) -> AnyView {
    let how = kept(here, "invoice-how-to-pay");
    let number: String = order.id.to_string().chars().take(NUMBER_CHARS).collect();
    let due = if order.is_paid {
        words::venture::is_paid()
    } else {
        words::venture::to_be_paid(&amount::all_said(&order.total))
    };
    view! {
        <div class="stack-small">
            <div class="invoice">
                <header>
                    <p class="kicker">{move || here.community_name()}</p>
                    <p class="invoice-title" dir="auto">{venture}</p>
                    <dl>
                        <dt>{words::venture::invoice_number()}</dt>
                        <dd>{number}</dd>
                        <dt>{words::venture::ordered_on()}</dt>
                        <dd>{format::calendar_full(order.order.date)}</dd>
                        <dt>{words::venture::invoice_to()}</dt>
                        <dd dir="auto">{order.order.customer.clone()}</dd>
                    </dl>
                </header>
                {lines(order)}
                <p class="invoice-due">{due}</p>
                <p class="invoice-how" dir="auto">{move || how.get()}</p>
            </div>
            {text_area(words::venture::how_to_pay(), words::venture::how_to_pay_hint(), how)}
            <div class="actions">
                {button(Weight::Plain, words::common::close(), move || own.close())}
                {button_with(Weight::Primary, "print", words::person::print(), browser::print)}
            </div>
        </div>
    }
    .into_any()
}
