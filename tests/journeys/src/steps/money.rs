//! Steps about work and money, each in the place of the app where people take it. Each ends only when
//! its outcome can be seen.

use std::path::Path;

use crate::Error;
use crate::page::Page;
use crate::words::{self, Element, money};

/// A piece of work as it is written down.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    pub date: &'static str,
    pub hours: u32,
    pub stream: &'static str,
    pub venture: Option<&'static str>,
    pub what: &'static str,
}

/// An expense as it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub date: &'static str,
    pub what: &'static str,
    pub amount: &'static str,
    /// Code, rate, and who says so, where it is another currency than one's own.
    pub foreign: Option<(&'static str, &'static str, &'static str)>,
    pub out_of: &'static str,
    /// Below which account it is kept, where it is out of the common account.
    pub account: Option<&'static str>,
}

/// The founder says in what the community counts.
pub async fn open_books(page: &Page, code: &str) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.select(&money::currency_we_count_in(), code).await?;
    page.press(&money::open_books()).await?;
    page.find(&money::write_money()).await?;
    Ok(())
}

/// Goes to a place that the list of the economy leads to.
pub async fn open_section(page: &Page, section: &Element) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press(section).await
}

/// Writes pieces of work down, one after another, in the quick form.
pub async fn log_work(page: &Page, all: &[Work]) -> Result<(), Error> {
    open_section(page, &money::work()).await?;
    for work in all {
        page.fill(&money::hours(), &work.hours.to_string()).await?;
        page.fill(&money::what(), work.what).await?;
        page.press(&money::stream(work.stream)).await?;
        page.select(&money::for_venture(), work.venture.unwrap_or("For none")).await?;
        page.set_date(&money::when(), work.date).await?;
        page.press(&money::write_it_down()).await?;
        page.holds(&money::hours(), "").await?;
    }
    Ok(())
}

/// Brings a table of one's own work in.
pub async fn bring_work(page: &Page, path: &Path) -> Result<(), Error> {
    open_section(page, &money::reports()).await?;
    page.select(&money::what_it_is(), "Your own work").await?;
    page.choose(&money::choose_file(), path).await?;
    page.press(&money::bring_it_in()).await?;
    page.reads("What was new is in the books.").await
}

/// Confirms the work of somebody else that nobody confirmed yet: the newest piece.
pub async fn confirm_work(page: &Page, said: &str) -> Result<(), Error> {
    open_section(page, &money::work()).await?;
    page.press(&words::is("button", &format!("Yes, it was: {said}"))).await?;
    page.reads("You confirmed the work of").await
}

/// Begins a venture, and goes to it.
pub async fn found_venture(page: &Page, name: &str, purpose: &str) -> Result<(), Error> {
    page.press(&money::ventures()).await?;
    page.press(&money::begin_venture()).await?;
    page.fill(&money::venture_name(), name).await?;
    page.fill(&money::venture_purpose(), purpose).await?;
    page.press(&money::begin_venture()).await?;
    open_venture(page, name).await
}

/// Goes to a venture.
pub async fn open_venture(page: &Page, name: &str) -> Result<(), Error> {
    page.press(&money::ventures()).await?;
    page.press(&money::venture(name)).await?;
    page.find(&words::title(name)).await?;
    Ok(())
}

/// Writes down an order in the venture that is on screen: what, how many, at which price.
pub async fn order(
    page: &Page,
    (customer, date): (&str, &str),
    lines: &[(&str, u32, &str)],
) -> Result<(), Error> {
    page.press(&money::write_order()).await?;
    page.fill(&money::customer(), customer).await?;
    page.set_date(&money::ordered_on(), date).await?;
    for (at, (what, quantity, price)) in lines.iter().enumerate() {
        if at > 0 {
            page.press(&money::another_line()).await?;
        }
        page.fill_last(&money::what(), what).await?;
        page.fill_last(&money::quantity(), &quantity.to_string()).await?;
        page.fill_last(&money::price(), price).await?;
    }
    page.press(&money::write_order()).await?;
    page.reads("The order is written down.").await
}

/// Opens the form for money and asks for some.
pub async fn ask_for_money(page: &Page, claim: &Claim) -> Result<(), Error> {
    fill_claim(page, claim).await?;
    page.press(&money::ask_for_money()).await
}

/// Opens the form for money and fills it in.
pub async fn fill_claim(page: &Page, claim: &Claim) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press(&money::write_money()).await?;
    page.press(&money::ask_for_money()).await?;
    page.fill(&money::for_what(), claim.what).await?;
    page.fill(&money::how_much(), claim.amount).await?;
    if let Some((code, rate, source)) = claim.foreign {
        page.select(&money::currency(), code).await?;
        page.fill(&money::rate(), rate).await?;
        page.fill(&money::who_says_so(), source).await?;
    }
    page.set_date(&money::when(), claim.date).await?;
    page.select(&money::out_of(), claim.out_of).await?;
    if let Some(account) = claim.account {
        page.fill(&money::what_it_was_for(), account).await?;
    }
    Ok(())
}

/// Asks for money, and is heard.
pub async fn claim(page: &Page, claim: &Claim) -> Result<(), Error> {
    ask_for_money(page, claim).await?;
    page.reads("Asked. The others see it now.").await?;
    page.find(&money::entry(claim.what)).await?;
    Ok(())
}

/// Approves what somebody asked for.
pub async fn approve(page: &Page, what: &str) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press_within(&money::approve(what), super::MEET_LIMIT).await?;
    page.gone(&money::approve(what)).await
}

/// Says that an approved expense was paid on this day.
pub async fn pay(page: &Page, what: &str, date: &str) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press_within(&money::mark_paid(what), super::MEET_LIMIT).await?;
    page.set_date(&money::paid_on(), date).await?;
    page.press(&money::confirm_paid()).await?;
    page.gone(&money::mark_paid(what)).await
}

/// Offers credits to somebody.
pub async fn offer_credits(page: &Page, to: &str, how_many: &str, what: &str) -> Result<(), Error> {
    page.press(&money::economy()).await?;
    page.press(&money::write_money()).await?;
    page.press(&money::give_credits()).await?;
    page.select(&money::to_whom(), to).await?;
    page.fill(&money::how_many(), how_many).await?;
    page.fill(&money::for_what(), what).await?;
    page.press(&money::give_credits()).await
}

/// Tries a rule by which to share out, and goes to the motion that proposes it.
pub async fn propose_rule(page: &Page, parts: [&str; 4]) -> Result<(), Error> {
    open_section(page, &money::sharing()).await?;
    let fields = [money::reserve(), money::aid(), money::commons(), money::members()];
    for (field, part) in fields.iter().zip(parts).take(3) {
        page.fill(field, part).await?;
    }
    page.holds(&fields[3], parts[3]).await?;
    page.press(&money::propose_this()).await?;
    page.find(&words::put_it()).await?;
    Ok(())
}

/// Proposes that the books are closed up to this day.
pub async fn propose_closing(page: &Page, until: &str, question: &str) -> Result<(), Error> {
    open_section(page, &money::sharing()).await?;
    page.press(&money::propose_closing()).await?;
    page.set_date(&money::up_to_day(), until).await?;
    page.fill(&words::question(), question).await?;
    page.press(&money::propose_closing()).await?;
    page.find(&words::title(question)).await?;
    Ok(())
}
