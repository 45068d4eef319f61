//! Steps in the rooms of the economy that few days need: what moved, written down in plain words; a need; trade
//! with others.

use crate::Error;
use crate::page::Page;
use crate::words::{money, rooms};

/// Which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    In,
    Out,
}

/// Money that moved through the bank.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    pub way: Way,
    pub date: &'static str,
    pub what: &'static str,
    pub amount: &'static str,
    /// Below which account of income or expenses it is kept.
    pub account: &'static str,
}

/// Writes down by hand what moved.
pub async fn write_money(page: &Page, moved: &Moved) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press(&money::write_money()).await?;
    let (kind, account) = match moved.way {
        Way::In => (rooms::money_came_in(), rooms::what_it_came_from()),
        Way::Out => (rooms::money_went_out(), money::what_it_was_for()),
    };
    page.press(&kind).await?;
    page.fill(&rooms::what_happened(), moved.what).await?;
    page.fill(&money::how_much(), moved.amount).await?;
    page.fill(&account, moved.account).await?;
    page.set_date(&rooms::on_which_day(), moved.date).await?;
    page.press(&rooms::write_it_down()).await?;
    page.find(&rooms::ledger_row(moved.what)).await?;
    Ok(())
}

/// Opens the room of trade.
pub async fn open_trade(page: &Page) -> Result<(), Error> {
    super::money::open_section(page, &rooms::trade()).await
}

/// What one community gives another to begin with.
pub async fn introduction(page: &Page) -> Result<String, Error> {
    open_trade(page).await?;
    page.press(&rooms::introduce()).await?;
    let text = page.value_of(&rooms::our_introduction()).await?;
    page.key(&rooms::our_introduction(), thirtyfour::Key::Escape).await?;
    page.gone(&rooms::our_introduction()).await?;
    Ok(text)
}

/// Opens what was handed over by the other community.
pub async fn take_in(page: &Page, letter: &str) -> Result<(), Error> {
    open_trade(page).await?;
    page.press(&rooms::take_in_letter()).await?;
    page.fill(&rooms::their_letter(), letter).await
}
