//! Accounts of the books in words, for whoever does not keep books.

use crate::message::economy::{Account, Root};
use crate::ui::feature::economy::postings;
use crate::ui::here::Here;
use crate::ui::words;

/// What an account is.
pub fn told(here: Here, account: &Account) -> String {
    let name = postings::account(here, account);
    let parts: Vec<&str> = name.split(':').collect();
    match parts.as_slice() {
        ["liabilities", "members", who] => words::accounts::owed_to(who),
        ["liabilities", "credit", who] => words::accounts::credits_of(who),
        ["liabilities", "trade", ..] => words::trade::fund(),
        ["equity", "capital", who] => words::accounts::put_in_by(who),
        ["equity", "reserve"] => words::economy::fund_reserve(),
        ["equity", "aid"] => words::economy::fund_aid(),
        ["equity", "commons"] => words::economy::fund_commons(),
        ["equity", "conversion"] => words::accounts::conversion(),
        [_, own @ ..] if !own.is_empty() => own.join(", "),
        _ => root(account.root()),
    }
}

fn root(root: Root) -> String {
    match root {
        Root::Assets => words::accounts::assets(),
        Root::Liabilities => words::accounts::liabilities(),
        Root::Equity => words::accounts::equity(),
        Root::Income => words::reports::came_in(),
        Root::Expenses => words::reports::went_out(),
    }
}
