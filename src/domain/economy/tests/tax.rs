//! Taxes of invoices: what is to be paid by them, and which of them are none.

use super::codes;
use super::lines::{act, same_in_any_order};
use super::scene::*;
use super::ventures::{order, venture};
use crate::domain::economy::books::OrderNow;
use crate::domain::economy::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::{
    EconomyAct, EconomyFault, Invoice, Order, OrderLine, Tax, TaxSize, Transaction,
};

fn taxed(order: CommandId, size: TaxSize) -> Invoice {
    Invoice {
        order,
        number: "2026-001".to_owned(),
        date: day("2026-03-28"),
        due: day("2026-04-27"),
        to: "A foundation".to_owned(),
        tax: Some(Tax { name: "IVA".to_owned(), size }),
    }
}

fn payment(order: CommandId, postings: &[(&str, &str)]) -> EntryBody {
    let one = transaction("2026-03-30", postings);
    EntryBody::TransactionRecorded(Transaction { order: Some(order), ..one })
}

#[test]
fn eco_7_an_order_is_paid_once_the_tax_of_its_invoice_is() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let net = [("assets:bank", "200.00 EUR"), ("income:orders", "-200.00 EUR")];
    scene.write(LUCIA, payment(order, &net));
    assert!(scene.books().orders[&order].is_paid());
    let invoice = taxed(order, TaxSize::Rate(2_100));
    let issue = EconomyAct::IssueInvoice(invoice.clone());
    let issued = EntryBody::InvoiceIssued(invoice);
    assert_eq!(act(&scene.books(), AWA, issue), Ok(vec![issued.clone()]));
    let id = scene.write(AWA, issued);
    let books = scene.books();
    let now = &books.orders[&order];
    assert_eq!(OrderNow::amounts(&now.total), [money("200.00 EUR")]);
    assert_eq!((OrderNow::amounts(&now.due()), now.is_paid()), (vec![money("242.00 EUR")], false));
    let tax = [("assets:bank", "42.00 EUR"), ("liabilities:tax", "-42.00 EUR")];
    scene.write(LUCIA, payment(order, &tax));
    let books = scene.books();
    assert!(books.orders[&order].is_paid());
    assert_eq!(OrderNow::amounts(&books.orders[&order].tax_paid), [money("42.00 EUR")]);
    // It is owed to whoever collects it, and no income.
    assert_eq!(books.open_result().0, money("200.00 EUR"));
    assert_eq!(books.base_balance("liabilities:tax"), money("-42.00 EUR"));
    // Without its invoice the lines alone are to be paid.
    let (reason, date) = ("No tax is due".to_owned(), day("2026-03-31"));
    scene.write(AWA, EntryBody::InvoiceTakenBack { invoice: id, reason, date });
    let books = scene.books();
    assert_eq!(OrderNow::amounts(&books.orders[&order].due()), [money("200.00 EUR")]);
    assert_eq!(codes(&books), Vec::<&str>::new());
    same_in_any_order(&scene);
}

#[test]
fn eco_7_a_tax_that_cannot_be_is_refused_and_told() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let cases = [
        (TaxSize::Rate(0), EconomyFault::NotPositive),
        (TaxSize::Rate(10_001), EconomyFault::OutOfRange),
        (TaxSize::Amount(money("0.00 EUR")), EconomyFault::NotPositive),
        (TaxSize::Amount(money("5 XOF")), EconomyFault::WrongCommodity),
        (TaxSize::Amount(money("10000000000000.00 EUR")), EconomyFault::OutOfRange),
    ];
    for (size, fault) in cases {
        let issue = EconomyAct::IssueInvoice(taxed(order, size.clone()));
        assert_eq!(act(&scene.books(), AWA, issue), Err(fault.clone()), "{size:?}");
        let mut other = Scene { entries: scene.entries.clone(), ..Scene::new() };
        other.write(AWA, EntryBody::InvoiceIssued(taxed(order, size)));
        let books = other.books();
        assert_eq!(
            (codes(&books), books.orders[&order].invoice.clone()),
            (vec![fault.code()], None)
        );
    }
    let mut nameless = taxed(order, TaxSize::Rate(2_100));
    nameless.tax = nameless.tax.map(|tax| Tax { name: " ".to_owned(), ..tax });
    let issue = EconomyAct::IssueInvoice(nameless);
    assert_eq!(act(&scene.books(), AWA, issue), Err(EconomyFault::Empty));
}

#[test]
fn eco_7_a_line_is_of_a_count_above_zero() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let placed = |quantity, thousandths| {
        let (what, price) = ("Hours".to_owned(), money("40.00 EUR"));
        EconomyAct::PlaceOrder(Order {
            venture: edition,
            offer: None,
            date: day("2026-03-02"),
            due: None,
            customer: "A school".to_owned(),
            lines: vec![OrderLine { what, quantity, thousandths, price }],
        })
    };
    let books = scene.books();
    for (quantity, part) in [(0, None), (0, Some(0)), (2, Some(1_000)), (1_000_000_001, None)] {
        let refused = act(&books, AWA, placed(quantity, part));
        assert_eq!(refused, Err(EconomyFault::OutOfRange), "{quantity} {part:?}");
    }
    assert!(act(&books, AWA, placed(0, Some(250))).is_ok());
    let Ok(bodies) = act(&books, AWA, placed(2, Some(500))) else { panic!("it is refused") };
    let id = scene.write(AWA, bodies[0].clone());
    assert_eq!(OrderNow::amounts(&scene.books().orders[&id].total), [money("100.00 EUR")]);
}
