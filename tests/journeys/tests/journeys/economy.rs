//! Rooms of the economy that few days need, each walked once from its door to what it is for.

use std::fs;
use std::time::Duration;

use journeys::browser::Kind;
use journeys::page::Page;
use journeys::steps::rooms::{self as step, Moved, Way};
use journeys::steps::{self, COMMUNITY, MEET_LIMIT, money};
use journeys::words::{self, money as word, rooms};
use journeys::{Browser, Error, World};

/// 2 March 2026, a Monday, 12:00 in Dakar.
const BEGINS_S: u64 = 1_772_452_800;

/// Deadline and grace of a motion by the rules that a community begins with.
const DECIDED_HOURS: u32 = 10 * 24;
const FINAL: &str = "Passed, final";
const FINAL_LIMIT: Duration = Duration::from_secs(120);

/// Somebody founds a community in March 2026, and opens its books.
async fn founder(
    world: &World,
    (who, kind): (&str, Kind),
    community: &str,
) -> Result<(Browser, Page), Error> {
    let browser = world.person(who, kind)?;
    let page = world.open(&browser, &world.url()).await?;
    steps::found_another(&page, community, None).await?;
    money::open_books(&page, "EUR").await?;
    Ok((browser, page))
}

/// A form that says what a motion does is put to the vote by somebody who decides alone.
async fn put_and_agree(page: &Page, question: &str) -> Result<(), Error> {
    page.fill(&words::question(), question).await?;
    page.press(&words::put_it()).await?;
    page.find(&words::title(question)).await?;
    steps::vote(page, &words::vote_for()).await
}

async fn sees_final(page: &Page, question: &str) -> Result<(), Error> {
    page.press(&words::decide()).await?;
    page.find_within(&words::motion_that_is(question, FINAL), FINAL_LIMIT).await?;
    Ok(())
}

const PAPER: Moved = Moved {
    way: Way::Out,
    date: "2026-02-02",
    what: "Paper for the edition",
    amount: "42.50",
    account: "paper",
};
const GIFTS: Moved = Moved {
    way: Way::In,
    date: "2026-02-10",
    what: "Gifts at the feast",
    amount: "300",
    account: "gifts",
};
const STAMPS: Moved =
    Moved { way: Way::Out, date: "2026-02-15", what: "Stamps", amount: "8", account: "post" };

/// What the bank says of February.
const BANK: &str = "Date,Description,Amount,Balance\n\
    2026-02-03,PAPER MILL BONN,-42.50,-42.50\n\
    2026-02-12,COLLECTION,300.00,257.50\n\
    2026-02-27,FEES OF THE BANK,-3.00,254.50\n";

pub async fn journey_12_a_banks_file_is_laid_beside_the_books(world: &World) -> Result<(), Error> {
    world.begin_at(BEGINS_S)?;
    let (_ana, page) = founder(world, ("Ana", Kind::Chromium), COMMUNITY).await?;
    for moved in [&PAPER, &GIFTS, &STAMPS] {
        step::write_money(&page, moved).await?;
    }
    let path = world.folder().join("bank.csv");
    fs::write(&path, BANK).map_err(|source| Error::File { path: path.clone(), source })?;
    money::open_section(&page, &word::reports()).await?;
    page.select(&word::what_it_is(), "A bank's table").await?;
    page.choose(&word::choose_file(), &path).await?;

    page.find(&rooms::verdict("PAPER MILL BONN", "The same")).await?;
    page.find(&word::row("FEES OF THE BANK").within(rooms::new_lines())).await?;
    page.find(&word::row(STAMPS.what).within(rooms::only_in_books())).await?;
    page.press(&word::bring_it_in()).await?;
    page.reads("Say of each line whether it is the same as what is here.").await?;
    for line in ["PAPER MILL BONN", "COLLECTION"] {
        page.press(&rooms::verdict(line, "The same")).await?;
    }
    page.reads("The books then have EUR\u{a0}8.00 less than the file says.").await?;
    page.press(&word::bring_it_in()).await?;
    page.reads("What was new is in the books.").await?;

    page.choose(&word::choose_file(), &path).await?;
    page.reads("3 lines are here already and are left out.").await?;
    page.press(&word::economy()).await?;
    page.find(&rooms::ledger_row("FEES OF THE BANK")).await?;
    page.find(&word::row("In the bank, EUR 246.50")).await?;

    page.press(&rooms::ledger_row(PAPER.what)).await?;
    page.press(&rooms::take_match_back("bank")).await?;
    page.reads("They are apart now.").await?;
    page.gone(&rooms::take_match_back("bank")).await?;
    money::open_section(&page, &word::reports()).await?;
    page.select(&word::what_it_is(), "A bank's table").await?;
    page.choose(&word::choose_file(), &path).await?;
    page.reads("2 lines are here already and are left out.").await?;
    page.press(&rooms::verdict("PAPER MILL BONN", "The same")).await?;
    page.press(&word::bring_it_in()).await?;
    page.reads("What was new is in the books.").await?;
    page.press(&word::economy()).await?;
    page.find(&word::row("In the bank, EUR 246.50")).await?;
    Ok(())
}

/// Why Bo needs it, which Ana alone reads.
const WHY: &str = "The roof leaks above the cradle.";

pub async fn journey_13_a_need_is_told_met_and_closed(world: &World) -> Result<(), Error> {
    world.begin_at(BEGINS_S)?;
    let (_ana, ana_page) = founder(world, ("Ana", Kind::Chromium), COMMUNITY).await?;
    let link = steps::invite(&ana_page, 1).await?;
    money::open_section(&ana_page, &rooms::care()).await?;
    ana_page.press(&rooms::i_can_be_told()).await?;
    ana_page.reads("You can be told of a need on this device.").await?;

    let bo = world.person("Bo", Kind::Firefox)?;
    let page = world.open(&bo, &link).await?;
    steps::come_in(&page).await?;
    page.press(&word::economy()).await?;
    page.find_within(&word::write_money(), MEET_LIMIT).await?;
    page.press(&rooms::care()).await?;
    page.press(&rooms::say_need()).await?;
    page.fill(&word::how_much(), "90").await?;
    page.fill(&rooms::at_least(), "40").await?;
    page.select(&rooms::who_looks_after_it(), "Ana").await?;
    page.fill(&rooms::why(), WHY).await?;
    page.press(&rooms::ask()).await?;
    page.reads("Asked. The others see it now.").await?;

    ana_page.reads_within(WHY, MEET_LIMIT).await?;
    ana_page.reads("Bo needs 40.00 to EUR\u{a0}90.00").await?;
    ana_page.press(&rooms::pledge()).await?;
    ana_page.fill(&word::how_much(), "100").await?;
    ana_page.press(&rooms::pledge()).await?;
    ana_page.reads("Pledged. Thank you.").await?;
    page.reads_within("EUR\u{a0}100.00 of 90.00 is pledged.", MEET_LIMIT).await?;
    ana_page.press(&rooms::say_what_came()).await?;
    ana_page.press(&rooms::tick("Ana")).await?;
    ana_page.press(&rooms::close_need()).await?;
    for page in [&ana_page, &page] {
        page.find_within(&words::title("What was needed"), MEET_LIMIT).await?;
        page.reads("EUR\u{a0}100.00 came in, 90.00 of it for the need").await?;
        page.reads("EUR\u{a0}10.00 goes back to Ana").await?;
    }
    steps::same_state(&ana_page, &page).await
}

const VENTURE: (&str, &str) = ("The kitchen", "Bread and soup for those who work at night.");
const ELECTION: &str = "Does Ana run the kitchen for a year?";
const CUSTOMER: (&str, &str) = ("The night clinic", "2026-03-02");
const ORDER: [(&str, u32, &str); 2] = [("Loaves", 40, "3.20"), ("Pots of soup", 6, "18")];

pub async fn journey_14_a_venture_elects_delivers_and_is_paid(world: &World) -> Result<(), Error> {
    world.begin_at(BEGINS_S)?;
    let (_ana, page) = founder(world, ("Ana", Kind::Firefox), COMMUNITY).await?;
    money::found_venture(&page, VENTURE.0, VENTURE.1).await?;
    page.press(&rooms::elect()).await?;
    page.press(&rooms::tick("Ana")).await?;
    page.press(&rooms::put_to_vote()).await?;
    page.reads("These people run the venture until").await?;
    put_and_agree(&page, ELECTION).await?;
    world.let_pass(DECIDED_HOURS, &[&page]).await?;
    sees_final(&page, ELECTION).await?;
    money::open_venture(&page, VENTURE.0).await?;
    page.reads("Elected until").await?;

    page.press(&word::how_it_is_paid()).await?;
    page.fill(&word::from(), "The kitchen of Four Shores").await?;
    page.fill(&word::how_to_pay(), "To our account, within thirty days.").await?;
    page.press(&word::save()).await?;
    page.gone(&word::how_to_pay()).await?;
    money::order(&page, CUSTOMER, &ORDER).await?;
    page.press(&word::make_invoice()).await?;
    page.fill(&word::invoice_number(), "2026-7").await?;
    page.press(&word::make_invoice()).await?;
    page.press(&word::see_invoice()).await?;
    for line in ["Loaves 40 EUR 3.20 EUR 128.00", "Pots of soup 6 EUR 18.00 EUR 108.00"] {
        page.find(&word::row(line)).await?;
    }
    for said in ["2026-7", CUSTOMER.0, "To be paid: EUR\u{a0}236.00", "within thirty days"] {
        page.reads(said).await?;
    }
    page.press(&word::close()).await?;
    page.press(&word::take_invoice_back()).await?;
    page.fill(&word::why(), "The clinic moved.").await?;
    page.press(&word::take_back()).await?;
    page.reads("Taken back by Ana").await?;
    page.press(&word::see_taken_back("2026-7")).await?;
    page.reads("Not to be paid").await?;
    page.press(&word::close()).await?;
    page.press(&word::make_invoice()).await?;
    page.fill(&word::invoice_number(), "2026-8").await?;
    page.press(&word::make_invoice()).await?;
    page.find(&word::take_invoice_back()).await?;
    page.press(&word::money_came()).await?;
    page.press(&word::money_came()).await?;
    page.gone(&word::money_came()).await?;
    page.press(&word::economy()).await?;
    page.find(&word::row("In the bank, EUR 236.00")).await?;
    Ok(())
}

/// The other community, and what goes there.
const OTHERS: &str = "Harbour House";
const AGREEMENT: &str = "Do we trade with them?";
const BOOKS: &str = "Forty copies of the edition";

pub async fn journey_15_two_communities_trade_by_letters(world: &World) -> Result<(), Error> {
    world.begin_at(BEGINS_S)?;
    let (_ana, ana_page) = founder(world, ("Ana", Kind::Chromium), COMMUNITY).await?;
    let (_bo, bo_page) = founder(world, ("Bo", Kind::Firefox), OTHERS).await?;
    let ours = step::introduction(&ana_page).await?;
    let theirs = step::introduction(&bo_page).await?;
    for (page, introduction, trader) in [(&ana_page, &theirs, "Ana"), (&bo_page, &ours, "Bo")] {
        page.press(&words::decide()).await?;
        page.press(&words::put_a_motion()).await?;
        page.press(&rooms::trades_with_another()).await?;
        page.fill(&rooms::their_introduction(), introduction).await?;
        page.select(&rooms::who_trades(), trader).await?;
        page.fill(&rooms::limit(), "500").await?;
        put_and_agree(page, AGREEMENT).await?;
    }
    world.let_pass(DECIDED_HOURS, &[&ana_page, &bo_page]).await?;
    for page in [&ana_page, &bo_page] {
        sees_final(page, AGREEMENT).await?;
    }

    step::open_trade(&ana_page).await?;
    ana_page.press(&rooms::send_transfer()).await?;
    ana_page.fill(&rooms::worth(), "120").await?;
    ana_page.fill(&word::for_what(), BOOKS).await?;
    ana_page.fill(&rooms::what_it_came_from(), "books").await?;
    ana_page.press(&rooms::sign()).await?;
    ana_page.reads("Nothing is booked yet.").await?;
    let letter = ana_page.value_of(&rooms::letter()).await?;

    step::take_in(&bo_page, &letter).await?;
    bo_page.reads(&format!("{COMMUNITY} says: we got this from them.")).await?;
    bo_page.fill(&word::what_it_was_for(), "books").await?;
    bo_page.press(&rooms::accept()).await?;
    bo_page.reads("We owe them EUR\u{a0}120.00.").await?;
    bo_page.press(&rooms::open_answer()).await?;
    let answer = bo_page.value_of(&rooms::answer()).await?;

    step::take_in(&ana_page, &answer).await?;
    ana_page.reads(&format!("{OTHERS} accepted and booked this:")).await?;
    ana_page.press(&rooms::take_answer()).await?;
    ana_page.reads("Booked by both.").await?;
    ana_page.reads("They owe us EUR\u{a0}120.00.").await?;
    ana_page.press(&word::economy()).await?;
    ana_page.find(&rooms::ledger_row(BOOKS)).await?;
    Ok(())
}
