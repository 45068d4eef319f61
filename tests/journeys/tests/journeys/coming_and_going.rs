//! Somebody is let in by a member, somebody has to go, a newer version of the program
//! comes, somebody lost everything: what each of them sees on their own screen.

use std::time::Duration;

use serde_json::json;

use journeys::browser::Kind;
use journeys::page::Page;
use journeys::steps::{self, COMMUNITY, MEET_LIMIT, TOPIC};
use journeys::words;
use journeys::{Error, World};

/// The programs wait a minute for news before they begin to seal.
const FINAL_LIMIT: Duration = Duration::from_secs(150);

pub async fn journey_16_a_newcomer_waits_at_the_door_until_a_member_lets_them_in(
    world: &World,
) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let ana_page = ana.open(&world.url()).await?;
    ana_page.press(&words::start()).await?;
    ana_page.press(&words::as_network()).await?;
    steps::name_and_begin(&ana_page).await?;
    steps::begin_topic(&ana_page, TOPIC.0, TOPIC.1).await?;
    let link = steps::invite(&ana_page, 3).await?;

    let bo = world.person("Bo", Kind::Firefox)?;
    let bo_page = bo.open(&link).await?;
    steps::knock(&bo_page, &steps::More { place: "Lisbon", does: "Bakes" }).await?;
    bo_page.find_within(&words::at_the_door(), MEET_LIMIT).await?;
    // The name of the community, and nothing of what is inside.
    let text = bo_page.text().await?;
    if text.contains("Ana") || text.contains(TOPIC.0) || bo_page.has(&words::talk()).await? {
        return Err(bo.wrong(format!("who waits at the door reads: {text}")));
    }

    ana_page.press(&words::people()).await?;
    ana_page.find_within(&words::waits_at_the_door("Bo"), MEET_LIMIT).await?;
    ana_page.press(&words::today()).await?;
    ana_page.reads("Shall Bo come in?").await?;
    ana_page.press(&words::let_in("Bo")).await?;

    bo_page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    steps::open_topic(&bo_page, TOPIC.0).await?;
    steps::reads_post(&bo_page, TOPIC.1).await?;
    steps::same_state(&ana_page, &bo_page).await
}

/// What is decided about Chidi.
const QUESTION: &str = "Chidi has to go";
const AFTER: &str = "Written after Chidi was gone.";

pub async fn journey_17_a_member_is_removed_and_the_others_meet_elsewhere(
    world: &World,
) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let ana_page = steps::found(world, &ana).await?;
    steps::begin_topic(&ana_page, TOPIC.0, TOPIC.1).await?;
    let old_link = steps::invite(&ana_page, 5).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (bo_page, _) = steps::join(&bo, &old_link).await?;
    let chidi = world.person("Chidi", Kind::Chromium)?;
    let (chidi_page, _) = steps::join(&chidi, &old_link).await?;
    steps::open_topic(&chidi_page, TOPIC.0).await?;
    steps::reads_post(&chidi_page, TOPIC.1).await?;

    decide_that_chidi_goes(world, &ana_page, &bo_page, &chidi_page).await?;
    chidi_page.reads_within("You were removed from this community", FINAL_LIMIT).await?;
    // What comes after that reaches those who are left, and nobody else.
    steps::open_topic(&ana_page, TOPIC.0).await?;
    steps::write_post(&ana_page, AFTER).await?;
    steps::open_topic(&bo_page, TOPIC.0).await?;
    steps::reads_post(&bo_page, AFTER).await?;
    steps::open_topic(&chidi_page, TOPIC.0).await?;
    steps::reads_post(&chidi_page, TOPIC.1).await?;
    if chidi_page.text().await?.contains(AFTER) || chidi_page.has(&words::send()).await? {
        return Err(chidi.wrong("what was written afterwards came here".to_owned()));
    }
    chidi.close().await?;

    // The time for those who were away is over.
    world.let_pass(31 * 24, &[&ana_page, &bo_page]).await?;
    world.stop_relay();
    world.start_relay()?;
    let new_link = steps::invite(&ana_page, 5).await?;
    if secret_of(&new_link) == secret_of(&old_link) {
        return Err(ana.wrong("the new link leads where the old one did".to_owned()));
    }
    let late = world.person("Emil", Kind::Firefox)?;
    let late_page = world.open(&late, &old_link).await?;
    steps::knock(&late_page, &steps::More { place: "Oslo", does: "Sings" }).await?;
    late_page.reads("Looking for a member").await?;
    let dana = world.person("Dana", Kind::Chromium)?;
    let dana_page = world.open(&dana, &new_link).await?;
    steps::knock(&dana_page, &steps::More { place: "Dakar", does: "Draws" }).await?;
    dana_page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    steps::open_topic(&dana_page, TOPIC.0).await?;
    steps::reads_post(&dana_page, AFTER).await?;
    late_page.reads("Looking for a member").await
}

async fn decide_that_chidi_goes(
    world: &World,
    ana: &Page,
    bo: &Page,
    chidi: &Page,
) -> Result<(), Error> {
    steps::begin_motion(ana, QUESTION).await?;
    ana.press(&words::somebody_must_go()).await?;
    ana.select(&words::whom(), "Chidi").await?;
    ana.press(&words::put_it()).await?;
    ana.find(&words::title(QUESTION)).await?;
    steps::vote(ana, &words::vote_for()).await?;
    steps::open_motion(bo, QUESTION).await?;
    steps::vote(bo, &words::vote_for()).await?;
    ana.reads_within("2 for", MEET_LIMIT).await?;
    steps::open_motion(chidi, QUESTION).await?;
    world.let_pass(10 * 24, &[ana, bo, chidi]).await?;
    for page in [ana, bo] {
        page.press(&words::decide()).await?;
        page.find_within(&words::motion_that_is(QUESTION, "Passed, final"), FINAL_LIMIT).await?;
    }
    Ok(())
}

/// What those who follow a link meet by.
fn secret_of(link: &str) -> &str {
    link.split('.').nth(2).unwrap_or_default()
}

/// Until a newer version is fetched and offered.
const OFFER_LIMIT: Duration = Duration::from_secs(60);
const READY: &str = "A newer version is ready.";
const APPLIED: &str = "Another window runs the newer version already.";

async fn build(page: &Page) -> Result<String, Error> {
    let script = "return document.querySelector('meta[name=phyle-build]').content";
    let build = page.script(script, Vec::new()).await?;
    Ok(build.as_str().unwrap_or_default().to_owned())
}

/// Browsers take their time to look for a newer version.
async fn offered(page: &Page) -> Result<(), Error> {
    let script = "return document.body.innerText.includes(arguments[0])";
    page.until("the newer version", OFFER_LIMIT, script, vec![json!(READY)]).await.map(drop)
}

/// As a person does; what a driver calls a reload passes the offline copy by in Firefox.
async fn load_again(page: &Page) -> Result<(), Error> {
    page.script("location.reload(); return true", Vec::new()).await.map(drop)
}

pub async fn journey_18_a_newer_version_is_offered_and_never_forced(
    world: &World,
) -> Result<(), Error> {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let ana = world.person(&format!("Ana {kind:?}"), kind)?;
        let page = steps::found(world, &ana).await?;
        steps::begin_topic(&page, TOPIC.0, TOPIC.1).await?;
        steps::wait_for_offline_copy(&page).await?;
        let before = build(&page).await?;
        let newer = format!("newer-{kind:?}");
        world.publish(&newer)?;

        // It is told, and waits.
        load_again(&page).await?;
        offered(&page).await?;
        page.press(&words::later()).await?;
        steps::reads_post(&page, TOPIC.1).await?;
        steps::write_post(&page, "In the version before.").await?;
        load_again(&page).await?;
        offered(&page).await?;
        steps::reads_post(&page, "In the version before.").await?;
        if build(&page).await? != before {
            return Err(ana.wrong("the newer version came unasked".to_owned()));
        }

        // One window takes it; the other hears of it.
        let tabs = ana.open_tab(&page.address().await?).await?;
        offered(&page).await?;
        page.press(&words::reload()).await?;
        page.until("the newer version", MEET_LIMIT, IS_BUILD, vec![json!(newer)]).await?;
        ana.look_at(&tabs.before).await?;
        page.reads(APPLIED).await?;
        page.press(&words::reload()).await?;
        page.until("the newer version", MEET_LIMIT, IS_BUILD, vec![json!(newer)]).await?;
        steps::reads_post(&page, "In the version before.").await?;
        steps::write_post(&page, "In the version after.").await?;
        ana.look_at(&tabs.new).await?;
        steps::reads_post(&page, "In the version after.").await?;
        ana.close().await?;
    }
    Ok(())
}

/// Whether the page is of this build.
const IS_BUILD: &str =
    "return document.querySelector('meta[name=phyle-build]')?.content === arguments[0]";

pub async fn journey_19_whoever_lost_everything_comes_back_by_a_backup(
    world: &World,
) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let page = steps::found(world, &ana).await?;
    steps::begin_topic(&page, TOPIC.0, TOPIC.1).await?;
    page.press(&words::settings()).await?;
    page.press(&words::make_backup()).await?;
    page.press(&words::save_backup()).await?;
    let script = "const words = [...document.querySelectorAll('.secret-words li')];
        return words.map((word) => word.textContent).join(' ')";
    let told = page.until("the words", MEET_LIMIT, script, Vec::new()).await?;
    let told = told.as_str().unwrap_or_default().to_owned();
    let file = ana.saved_file("phyle-backup", MEET_LIMIT).await?;
    ana.close().await?;

    // Nobody else was ever there, and the browser is another one.
    let again = world.person("Ana again", Kind::Firefox)?;
    let page = again.open(&world.url()).await?;
    page.press(&words::i_have_a_backup()).await?;
    page.choose(&words::backup_file(), &file).await?;
    // No word of the list: one of the list would fit the checksum one time in sixteen.
    let wrong = told.rsplit_once(' ').map_or(String::new(), |(few, _)| format!("{few} brread"));
    page.fill(&words::twelve_words(), &wrong).await?;
    page.press(&words::come_back()).await?;
    page.reads("not twelve words of a backup").await?;
    page.fill(&words::twelve_words(), &told.to_uppercase()).await?;
    page.press(&words::come_back()).await?;
    page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    steps::open_topic(&page, TOPIC.0).await?;
    steps::reads_post(&page, TOPIC.1).await?;
    steps::write_post(&page, "I am back.").await?;
    page.reload().await?;
    steps::reads_post(&page, "I am back.").await?;
    page.press(&words::people()).await?;
    page.find(&words::person("Ana")).await.map(drop)
}

pub async fn journey_20_whoever_lost_everything_comes_back_by_the_word_of_the_others(
    world: &World,
) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let ana_page = steps::found(world, &ana).await?;
    steps::begin_topic(&ana_page, TOPIC.0, TOPIC.1).await?;
    let link = steps::invite(&ana_page, 5).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (bo_page, _) = steps::join(&bo, &link).await?;
    let chidi = world.person("Chidi", Kind::Chromium)?;
    let (chidi_page, _) = steps::join(&chidi, &link).await?;
    // Ana invited both, which is her word; three votes it takes.
    steps::give_votes(&bo_page, &["Chidi"]).await?;
    steps::one_state(&[&ana_page, &bo_page, &chidi_page]).await?;
    bo.close().await?;

    let again = world.person("Bo again", Kind::Chromium)?;
    let again_page = world.open(&again, &link).await?;
    again_page.press(&words::i_lost_all()).await?;
    again_page.fill(&words::known_name(), "Bo").await?;
    again_page.press(&words::ask_to_come_back()).await?;
    again_page.find_within(&words::asked_to_come_back(COMMUNITY), MEET_LIMIT).await?;
    again_page.reads("Nobody has said yet who you are.").await?;

    // Nobody is chosen beforehand; whoever is asked next sees what was said.
    ana_page.press(&words::today()).await?;
    ana_page.reads_within("Bo asks to come back", MEET_LIMIT).await?;
    ana_page.select(&words::who_is_it(), "Bo").await?;
    ana_page.press(&words::it_is_them()).await?;
    again_page.reads_within("1 of 2 have said who you are.", MEET_LIMIT).await?;
    chidi_page.press(&words::today()).await?;
    chidi_page.press_within(&words::it_is("Bo"), MEET_LIMIT).await?;
    again_page.reads_within("Enough have said who you are.", MEET_LIMIT).await?;

    world.let_pass(15 * 24, &[&ana_page, &chidi_page, &again_page]).await?;
    for page in [&ana_page, &chidi_page] {
        page.press(&words::people()).await?;
        page.press_within(&words::it_is_still("Bo"), MEET_LIMIT).await?;
    }
    again_page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    steps::open_topic(&again_page, TOPIC.0).await?;
    steps::reads_post(&again_page, TOPIC.1).await?;
    steps::write_post(&again_page, "I am back.").await?;
    steps::open_topic(&ana_page, TOPIC.0).await?;
    steps::reads_post(&ana_page, "I am back.").await?;
    steps::one_state(&[&ana_page, &chidi_page, &again_page]).await.map(drop)
}
