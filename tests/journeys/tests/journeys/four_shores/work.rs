//! What is done on four shores in March: an order, hours, expenses, credits.

use journeys::steps::{self, MEET_LIMIT, money};
use journeys::words::{self, money as word};
use journeys::{Error, words::Element};

use super::story::{
    CHAIN, CREDITS, CUSTOMER, GLUE, ORDER, ORDER_TOTAL, PROOFS, PROOFS_IN_EUR, RIGHT_LEFT, SIX,
    SOFTWARE, VENTURE,
};
use super::{People, each, table_of};

/// From the first decisions to 21 March.
const TWO_WEEKS: u32 = 14 * 24;

/// Awa begins the venture and writes the order down; Lucía makes the invoice, and the money comes.
pub async fn edition(people: &People<'_>) -> Result<(), Error> {
    people.let_pass(TWO_WEEKS).await?;
    let (awa, lucia) = (people.page("Awa"), people.page("Lucía"));
    money::found_venture(&awa, VENTURE.0, VENTURE.1).await?;
    money::order(&awa, CUSTOMER, &ORDER).await?;
    awa.find(&word::row(&format!("Together EUR {ORDER_TOTAL}"))).await?;

    lucia.press(&word::ventures()).await?;
    lucia.find_within(&word::venture(VENTURE.0), MEET_LIMIT).await?;
    money::open_venture(&lucia, VENTURE.0).await?;
    lucia.press(&word::how_it_is_paid()).await?;
    lucia.fill(&word::from(), "Four Shores, a co-operative").await?;
    lucia.fill(&word::how_to_pay(), "To the account of Four Shores, within thirty days.").await?;
    lucia.press(&word::save()).await?;
    lucia.gone(&word::how_to_pay()).await?;
    lucia.press_within(&word::make_invoice(), MEET_LIMIT).await?;
    // The form has the same button.
    lucia.find(&word::invoice_number()).await?;
    lucia.press(&word::make_invoice()).await?;
    lucia.press(&word::see_invoice()).await?;
    lucia.reads(&format!("To be paid: EUR\u{a0}{ORDER_TOTAL}")).await?;
    lucia.press(&word::close()).await?;
    lucia.press(&word::money_came()).await?;
    lucia.set_date(&word::on_which_day(), "2026-03-20").await?;
    lucia.press(&word::money_came()).await?;
    lucia.gone(&word::money_came()).await?;

    awa.press(&word::mark_delivered()).await?;
    awa.set_date(&word::delivered_on(), "2026-03-19").await?;
    awa.press(&word::mark_delivered()).await?;
    awa.gone(&word::mark_delivered()).await
}

/// Each writes down their own hours: Lucía and Ravi by a table, the others in the quick form; and
/// some confirm what they know was done.
pub async fn hours(people: &People<'_>) -> Result<(), Error> {
    each(&SIX, async |member| {
        let page = people.page(member.name);
        page.press(&word::ventures()).await?;
        page.find_within(&word::venture(VENTURE.0), MEET_LIMIT).await?;
        if matches!(member.name, "Lucía" | "Ravi") {
            money::bring_work(&page, &table_of(people.world, member)?).await
        } else {
            money::log_work(&page, member.work).await
        }
    })
    .await?;
    money::confirm_work(&people.page("Lucía"), "Awa: The French text").await?;
    money::confirm_work(&people.page("Awa"), "Maite: Looking after the children").await?;
    money::confirm_work(&people.page("Maite"), "Tomás: Calls with everybody").await?;

    let page = people.page("Inés");
    money::open_venture(&page, VENTURE.0).await?;
    for (name, place, hours, share) in CHAIN {
        let row = word::row(&format!("{name}, you {place}"));
        let row = if name == "Inés" { row } else { word::row(&format!("{name} {place}")) };
        page.find_within(&row, MEET_LIMIT).await?;
        row_ends(&page, &row, &format!("{hours} {share}")).await?;
    }
    Ok(())
}

/// Waits until a row ends so.
async fn row_ends(page: &journeys::page::Page, row: &Element, end: &str) -> Result<(), Error> {
    let text = page.text_of(row).await?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with(end) {
        Ok(())
    } else {
        Err(page.browser().wrong(format!("the row is “{text}”, not “… {end}”")))
    }
}

/// Software takes one approval. The proofs take two, given apart at the same time. What goes beyond a
/// right to spend is refused, without any network.
pub async fn expenses(people: &People<'_>) -> Result<(), Error> {
    let (awa, lucia) = (people.page("Awa"), people.page("Lucía"));
    money::claim(&people.page("Ravi"), &SOFTWARE).await?;
    money::ask_for_money(&awa, &PROOFS).await?;
    awa.reads("Asked. The others see it now.").await?;
    awa.reads(&format!("That is EUR\u{a0}{PROOFS_IN_EUR}")).await?;
    money::approve(&people.page("Inés"), SOFTWARE.what).await?;
    // It is asked on the first screen, too.
    let maite = people.page("Maite");
    maite.press(&words::today()).await?;
    maite.find_within(&word::approve(PROOFS.what), MEET_LIMIT).await?;
    for name in ["Maite", "Tomás"] {
        let page = people.page(name);
        page.press(&word::economy()).await?;
        page.find_within(&word::approve(PROOFS.what), MEET_LIMIT).await?;
    }

    people.world.stop_relay();
    for name in ["Maite", "Tomás", "Awa"] {
        people.browser(name).close().await?;
    }
    let apart = [people.reopen_alone("Maite").await?, people.reopen_alone("Tomás").await?];
    for page in &apart {
        money::approve(page, PROOFS.what).await?;
        page.reads("1 of 2 approvals").await?;
    }
    let awa_alone = people.reopen_alone("Awa").await?;
    money::ask_for_money(&awa_alone, &GLUE).await?;
    awa_alone.reads("This goes beyond your right to spend").await?;
    awa_alone.reads(&format!("{RIGHT_LEFT} is left")).await?;
    awa_alone.press(&word::cancel()).await?;
    people.world.start_relay()?;
    each(&SIX, async |member| steps::look_for_others(&people.page(member.name)).await).await?;

    for what in [SOFTWARE.what, PROOFS.what] {
        money::pay(&lucia, what, "2026-03-21").await?;
    }
    lucia.find(&words::title("Right to spend: Printing")).await?;
    lucia.reads(&format!("{RIGHT_LEFT} left of 100.00")).await?;
    lucia.reads("20.00 left of 20.00").await
}

/// Credits go from hand to hand; beyond the limit nobody gives any.
pub async fn credits(people: &People<'_>) -> Result<(), Error> {
    for (from, to, how_many, what) in CREDITS {
        let page = people.page(from);
        money::offer_credits(&page, to, how_many, what).await?;
        page.reads("Given.").await?;
    }
    let lucia = people.page("Lucía");
    money::offer_credits(&lucia, "Inés", "10", "More").await?;
    lucia.reads("This goes below the limit: you can still give 5 credits.").await?;
    lucia.press(&word::cancel()).await?;
    let page = people.page("Tomás");
    page.press(&word::economy()).await?;
    for member in &SIX {
        let said = format!("{} {}", member.name, member.credits);
        page.find_within(&word::entry(&said), MEET_LIMIT).await?;
    }
    Ok(())
}
