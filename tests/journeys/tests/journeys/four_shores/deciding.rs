//! What is decided on four shores: two questions at the beginning, then an admission with an
//! objection, and a rule whose last ballot comes late.

use std::time::Duration;

use journeys::Error;
use journeys::page::Page;
use journeys::steps::{self, MEET_LIMIT, money};
use journeys::words::{self, Element};

use super::story::{ADMISSION, CLOSING, DOORS, KOFI, OBJECTION, PRINTING, RULE, SIX, TRIAL_DAYS};
use super::{People, each};

/// Deadline and grace of a motion that is open for three days, and an hour.
const THREE_DAYS_AND_GRACE: u32 = 3 * 24 + 48 + 1;

/// For the members' programs to agree on the ballots and sign, on a slow machine.
const FINAL_LIMIT: Duration = Duration::from_secs(150);

/// In the list of motions.
const PASSED: &str = "Passed, final";

/// Somebody votes; the motion may still be on its way to them.
async fn vote(page: &Page, question: &str, choice: &Element) -> Result<(), Error> {
    steps::open_motion(page, question).await?;
    steps::vote(page, choice).await
}

/// Waits until everybody whose browser is open sees that a motion has passed for good.
async fn all_see_passed(people: &People<'_>, question: &str) -> Result<(), Error> {
    for page in people.pages() {
        page.press(&words::decide()).await?;
        page.find_within(&words::motion_that_is(question, PASSED), FINAL_LIMIT).await?;
    }
    Ok(())
}

/// Lucía opens the books; newcomers will come in by decision, and two may spend on printing.
pub async fn first_decisions(people: &People<'_>) -> Result<(), Error> {
    let lucia = people.page("Lucía");
    money::open_books(&lucia, "EUR").await?;

    steps::begin_motion(&lucia, DOORS).await?;
    lucia.press(&words::changes_rules()).await?;
    lucia.press(&words::own_rules()).await?;
    let kind = words::rules_of("Who does what");
    lucia.select(&words::way_of_deciding().within(kind.clone()), "Consent").await?;
    lucia.fill(&words::share_part().within(kind.clone()), "4").await?;
    lucia.fill(&words::share_whole().within(kind), "6").await?;
    lucia.select(&words::how_people_come_in(), "By a decision").await?;
    lucia.press(&words::put_it()).await?;
    lucia.find(&words::title(DOORS)).await?;

    let maite = people.page("Maite");
    maite.press(&words::money::economy()).await?;
    maite.find_within(&words::money::write_money(), MEET_LIMIT).await?;
    steps::begin_motion(&maite, PRINTING).await?;
    maite.press(&words::money::grants_budget()).await?;
    maite.fill(&words::money::budget_name(), "Printing").await?;
    maite.fill(&words::money::what_it_was_for(), "printing").await?;
    maite.fill(&words::money::right_of("Awa"), "100").await?;
    maite.fill(&words::money::right_of("Lucía"), "20").await?;
    maite.press(&words::put_it()).await?;
    maite.find(&words::title(PRINTING)).await?;

    each(&SIX, async |member| {
        let page = people.page(member.name);
        vote(&page, DOORS, &words::vote_for()).await?;
        vote(&page, PRINTING, &words::vote_for()).await
    })
    .await?;
    for question in [DOORS, PRINTING] {
        steps::open_motion(&lucia, question).await?;
        lucia.reads_within("6 for", MEET_LIMIT).await?;
    }
    people.let_pass(THREE_DAYS_AND_GRACE).await?;
    all_see_passed(people, DOORS).await?;
    all_see_passed(people, PRINTING).await
}

/// Kofi is admitted at the second attempt. The rule is put meanwhile, and five vote on it.
pub async fn admission(people: &People<'_>) -> Result<(), Error> {
    let awa = people.page("Awa");
    let link = steps::invite(&awa, 1).await?;
    let kofi = people.world.open(people.browser(KOFI.name), &link).await?;
    steps::knock(&kofi, &KOFI.more).await?;
    kofi.find_within(&words::at_the_door(), MEET_LIMIT).await?;

    propose_admission(people).await?;
    propose_rule(people).await?;
    each(&SIX, async |member| {
        let choice = if member.name == "Inés" { words::abstain() } else { words::agree() };
        vote(&people.page(member.name), ADMISSION, &choice).await
    })
    .await?;
    for (name, choice) in [
        ("Lucía", words::vote_for()),
        ("Awa", words::vote_for()),
        ("Maite", words::vote_for()),
        ("Tomás", words::vote_against()),
        ("Inés", words::vote_against()),
    ] {
        vote(&people.page(name), RULE, &choice).await?;
    }
    steps::open_motion(&awa, ADMISSION).await?;
    awa.reads_within("5 agreed", MEET_LIMIT).await?;
    awa.reads("1 abstained").await?;
    // Four days, and the grace: the admission is final, the rule open for four days more.
    people.let_pass(4 * 24 + 48 + 1).await?;
    kofi.find_within(&words::menu(steps::COMMUNITY), FINAL_LIMIT).await?;
    all_see_passed(people, ADMISSION).await
}

/// The rule passes by a ballot that was cast in time, and came after the deadline.
pub async fn rule(people: &People<'_>) -> Result<(), Error> {
    late_ballot(people).await?;
    people.let_pass(48).await?;
    all_see_passed(people, RULE).await
}

/// Awa proposes Kofi; Tomás objects; she amends it to a trial of three months.
async fn propose_admission(people: &People<'_>) -> Result<(), Error> {
    let (awa, tomas) = (people.page("Awa"), people.page("Tomás"));
    awa.press(&words::people()).await?;
    awa.find_within(&words::waits_at_the_door(KOFI.name), MEET_LIMIT).await?;
    steps::begin_motion(&awa, ADMISSION).await?;
    awa.press(&words::admits_somebody()).await?;
    awa.select(&words::whom(), KOFI.name).await?;
    steps::put_for_days(&awa, ADMISSION, 4).await?;

    steps::open_motion(&tomas, ADMISSION).await?;
    tomas.press(&words::object()).await?;
    tomas.fill(&words::what_must_change(), OBJECTION).await?;
    tomas.press(&words::give_vote()).await?;
    tomas.find(&words::change_vote()).await?;

    awa.reads_within(OBJECTION, MEET_LIMIT).await?;
    awa.reads("An objection stands.").await?;
    awa.press(&words::amend()).await?;
    awa.fill(&words::days_on_trial(), TRIAL_DAYS).await?;
    awa.press(&words::new_version()).await?;
    awa.find(&words::title(ADMISSION)).await?;
    for member in &SIX {
        let page = people.page(member.name);
        steps::open_motion(&page, ADMISSION).await?;
        page.reads_within("changed 1 time", MEET_LIMIT).await?;
    }
    Ok(())
}

/// Maite tries how to share out, and proposes what she tried.
async fn propose_rule(people: &People<'_>) -> Result<(), Error> {
    let maite = people.page("Maite");
    money::propose_rule(&maite, ["20", "10", "5", "65"]).await?;
    maite.fill(&words::question(), RULE).await?;
    steps::put_for_days(&maite, RULE, 10).await
}

/// Ravi votes without a network and closes his browser; he is back after the deadline.
async fn late_ballot(people: &People<'_>) -> Result<(), Error> {
    people.world.stop_relay();
    let ravi = people.reopen_alone("Ravi").await?;
    vote(&ravi, RULE, &words::vote_for()).await?;
    people.browser("Ravi").close().await?;
    people.world.start_relay()?;
    people.let_pass(4 * 24).await?;
    for page in people.pages() {
        steps::open_motion(&page, RULE).await?;
        page.reads_within("Voting is over", MEET_LIMIT).await?;
        for said in ["3 for", "2 against", "As it stands, it does not pass."] {
            page.reads_within(said, MEET_LIMIT).await?;
        }
    }
    people.reopen("Ravi").await?;
    for page in people.pages() {
        steps::look_for_others(&page).await?;
    }
    for page in people.pages() {
        steps::open_motion(&page, RULE).await?;
        for said in ["4 for", "2 against", "As it stands, it passes."] {
            page.reads_within(said, MEET_LIMIT).await?;
        }
    }
    Ok(())
}

/// Maite proposes to close March by the rule; all six agree.
pub async fn closing(people: &People<'_>) -> Result<(), Error> {
    let maite = people.page("Maite");
    money::propose_closing(&maite, "2026-03-31", CLOSING).await?;
    each(&SIX, async |member| vote(&people.page(member.name), CLOSING, &words::vote_for()).await)
        .await?;
    steps::open_motion(&maite, CLOSING).await?;
    maite.reads_within("6 for", MEET_LIMIT).await?;
    people.let_pass(THREE_DAYS_AND_GRACE).await?;
    all_see_passed(people, CLOSING).await
}
