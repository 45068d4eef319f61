//! The journeys themselves, told as what people do and see.

use std::time::Duration;

use journeys::browser::Kind;
use journeys::page::Page;
use journeys::steps::{self, COMMUNITY, TOPIC};
use journeys::words::{self, delivery};
use journeys::{Browser, Error, World, drop, handbook};

/// The page that two people edit at once, and two places in it.
const EDITED: &str = "Comms Guidelines";
const FIRST_PLACE: &str = "adopt and to give you some tips";
const SENTENCE: &str = "These comms channels are hosted by the Enspiral Foundation";

/// From opening the link to being in, and to all text, on loopback and a slow machine.
const JOIN_LIMIT: Duration = Duration::from_secs(30);

async fn founder(world: &World) -> Result<(Browser, Page), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let page = steps::found(world, &ana).await?;
    Ok((ana, page))
}

async fn founder_with_handbook(world: &World) -> Result<(Browser, Page), Error> {
    let (ana, page) = founder(world).await?;
    steps::import(&page, &words::choose_folder(), &handbook::folder()).await?;
    steps::begin_topic(&page, TOPIC.0, TOPIC.1).await?;
    Ok((ana, page))
}

/// Ana in Chromium and Bo in Firefox, with the handbook and a topic, both with everything.
async fn couple(world: &World) -> Result<((Browser, Page), (Browser, Page)), Error> {
    let (ana, ana_page) = founder_with_handbook(world).await?;
    let link = steps::invite(&ana_page, 3).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (bo_page, _) = steps::join(&bo, &link).await?;
    steps::open_topic(&bo_page, TOPIC.0).await?;
    steps::open_page(&bo_page, EDITED).await?;
    bo_page.reads(SENTENCE).await?;
    steps::same_state(&ana_page, &bo_page).await?;
    Ok(((ana, ana_page), (bo, bo_page)))
}

pub async fn journey_1_a_newcomer_founds_imports_a_folder_and_writes(
    world: &World,
) -> Result<(), Error> {
    let (ana, page) = founder(world).await?;
    let jargon = ["key", "node", "peer", "hash", "CRDT", "WebRTC", "server"];
    let text = page.text().await?;
    if let Some(word) = jargon.iter().find(|word| text.split_whitespace().any(|it| it == **word)) {
        return Err(ana.wrong(format!("“{word}” is no word for newcomers")));
    }
    steps::import(&page, &words::choose_folder(), &handbook::folder()).await?;
    steps::check_handbook(&page).await?;
    steps::begin_topic(&page, TOPIC.0, TOPIC.1).await?;
    steps::write_post(&page, "I bake two loaves.").await?;
    steps::post_is(&page, "I bake two loaves.", delivery::ON_THIS_DEVICE).await?;
    page.reload().await?;
    steps::reads_post(&page, "I bake two loaves.").await
}

pub async fn journey_1_the_handbook_comes_in_by_a_zip(world: &World) -> Result<(), Error> {
    let bo = world.person("Bo", Kind::Firefox)?;
    let page = steps::found(world, &bo).await?;
    let zip = world.folder().join("handbook.zip");
    handbook::write_zip(&zip)?;
    steps::import(&page, &words::choose_zip(), &zip).await?;
    steps::check_handbook(&page).await
}

pub async fn journey_1_a_dropped_folder_can_be_stopped_and_comes_in(
    world: &World,
) -> Result<(), Error> {
    let (_ana, page) = founder(world).await?;
    steps::go_by_menu(&page, &words::import()).await?;
    drop::drop_folder(&page, &words::choose_folder(), &handbook::folder()).await?;
    page.press(&words::stop()).await?;
    page.find(&words::import_stopped()).await?;
    page.press(&words::commons()).await?;
    page.reads("Nothing is written down yet").await?;
    steps::go_by_menu(&page, &words::import()).await?;
    page.fill(&words::import_credit(), handbook::CREDIT).await?;
    drop::drop_folder(&page, &words::choose_folder(), &handbook::folder()).await?;
    steps::wait_for_import(&page).await?;
    steps::check_handbook(&page).await
}

pub async fn journey_2_a_second_person_joins_by_link(world: &World) -> Result<(), Error> {
    let (_ana, ana_page) = founder_with_handbook(world).await?;
    let link = steps::invite(&ana_page, 5).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (page, took) = steps::join(&bo, &link).await?;
    if took > JOIN_LIMIT {
        return Err(bo.wrong(format!("it took {} ms to come in", took.as_millis())));
    }
    println!("from Join to being in: {} ms", took.as_millis());
    let address = page.address().await?;
    if address.contains("join") || !address.starts_with(&world.url()) {
        return Err(bo.wrong(format!("the address bar still says {address}")));
    }
    page.press(&words::people()).await?;
    page.find(&words::person("Ana")).await?;
    steps::check_handbook(&page).await?;
    page.press(&words::commons()).await?;
    page.find(&words::find_page()).await?;
    let wanted = handbook::page_count()?;
    let count = steps::pages_listed(&page, wanted).await?;
    if count != wanted as u64 {
        return Err(bo.wrong(format!("{count} pages are listed of {wanted}")));
    }
    steps::open_topic(&page, TOPIC.0).await?;
    steps::reads_post(&page, TOPIC.1).await?;
    steps::write_post(&page, "I can bring bread.").await?;
    steps::open_topic(&ana_page, TOPIC.0).await?;
    steps::reads_post(&ana_page, "I can bring bread.").await?;
    steps::post_is(&page, "I can bring bread.", delivery::WITH_EVERYONE).await?;
    ana_page.press(&words::people()).await?;
    ana_page.find(&words::person("Bo")).await?;
    world.heard_nothing_of(secret_of(&link))
}

/// The part of an invitation link that must never leave the two browsers.
fn secret_of(link: &str) -> &str {
    link.split('.').nth(2).unwrap_or_default()
}

/// What one of the two does while nobody else can be found.
struct Apart {
    post: &'static str,
    paragraph: &'static str,
    in_the_sentence: &'static str,
    after: &'static str,
    credit: &'static str,
}

const ANA_APART: Apart = Apart {
    post: "Ana was alone here.",
    paragraph: " (and many more of them)",
    in_the_sentence: " with care",
    after: "are hosted",
    credit: "Enspiral, CC BY-SA 4.0, kept by Ana",
};

const BO_APART: Apart = Apart {
    post: "Bo was alone here.",
    paragraph: "New here? Begin below. ",
    in_the_sentence: " gladly",
    after: "hosted by the Enspiral Foundation",
    credit: "Enspiral, CC BY-SA 4.0, kept by Bo",
};

async fn work_apart(page: &Page, work: &Apart, place: &str) -> Result<(), Error> {
    steps::open_topic(page, TOPIC.0).await?;
    steps::write_post(page, work.post).await?;
    steps::post_is(page, work.post, delivery::ON_THIS_DEVICE).await?;
    steps::open_page(page, EDITED).await?;
    steps::write_page(page).await?;
    let text = words::page_text();
    page.type_after(&text, place, "", work.paragraph).await?;
    page.type_after(&text, work.after, "", work.in_the_sentence).await?;
    page.press(&words::about_page()).await?;
    page.fill(&words::credit(), work.credit).await?;
    page.key(&words::credit(), thirtyfour::Key::Tab).await?;
    page.press(&words::read()).await?;
    page.reads(work.credit).await?;
    page.reload().await?;
    page.reads(work.paragraph.trim()).await?;
    page.reads(work.in_the_sentence.trim()).await?;
    page.reads(work.credit).await?;
    steps::open_topic(page, TOPIC.0).await?;
    steps::reads_post(page, work.post).await?;
    steps::post_is(page, work.post, delivery::ON_THIS_DEVICE).await
}

pub async fn journey_3_4_two_people_work_apart_and_merge(world: &World) -> Result<(), Error> {
    let ((ana, _), (bo, _)) = couple(world).await?;
    world.stop_relay();
    ana.close().await?;
    bo.close().await?;
    let page = ana.open(&world.url()).await?;
    work_apart(&page, &ANA_APART, FIRST_PLACE).await?;
    ana.close().await?;
    let page = bo.open(&world.url()).await?;
    work_apart(&page, &BO_APART, "## Comms Guidelines\n\n").await?;
    bo.close().await?;

    world.start_relay()?;
    let ana_page = ana.open(&world.url()).await?;
    let bo_page = bo.open(&world.url()).await?;
    for page in [&ana_page, &bo_page] {
        steps::open_topic(page, TOPIC.0).await?;
        steps::reads_post(page, ANA_APART.post).await?;
        steps::reads_post(page, BO_APART.post).await?;
        steps::post_is(page, ANA_APART.post, delivery::WITH_EVERYONE).await?;
        steps::open_page(page, EDITED).await?;
        for work in [&ANA_APART, &BO_APART] {
            page.reads(work.paragraph.trim()).await?;
            page.reads(work.in_the_sentence.trim()).await?;
            page.reads(work.credit).await?;
        }
    }
    let whole = "are hosted with care by the Enspiral Foundation gladly";
    ana_page.reads(whole).await?;
    bo_page.reads(whole).await?;
    ana_page.press(&words::starts("button", &format!("Keep this: {}", BO_APART.credit))).await?;
    ana_page.gone(&words::keep_this()).await?;
    bo_page.gone(&words::keep_this()).await?;
    bo_page.reads(BO_APART.credit).await?;
    steps::open_topic(&ana_page, TOPIC.0).await?;
    steps::open_topic(&bo_page, TOPIC.0).await?;
    let (hers, his) = (steps::posts(&ana_page).await?, steps::posts(&bo_page).await?);
    if hers != his {
        return Err(bo.wrong(format!("the posts stand as {his:?}, at Ana's as {hers:?}")));
    }
    steps::same_state(&ana_page, &bo_page).await
}

pub async fn journey_5_a_third_joins_while_the_first_is_away(world: &World) -> Result<(), Error> {
    let (ana, ana_page) = founder(world).await?;
    steps::begin_topic(&ana_page, TOPIC.0, TOPIC.1).await?;
    let link = steps::invite(&ana_page, 5).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (bo_page, _) = steps::join(&bo, &link).await?;
    steps::open_topic(&bo_page, TOPIC.0).await?;
    steps::reads_post(&bo_page, TOPIC.1).await?;
    ana.close().await?;
    let chidi = world.person("Chidi", Kind::Chromium)?;
    let (page, _) = steps::join(&chidi, &link).await?;
    page.press(&words::people()).await?;
    page.find(&words::person("Ana")).await?;
    page.find(&words::person("Bo")).await?;
    steps::open_topic(&page, TOPIC.0).await?;
    steps::reads_post(&page, TOPIC.1).await?;
    steps::write_post(&page, "Hello from Chidi.").await?;
    steps::reads_post(&bo_page, "Hello from Chidi.").await
}

pub async fn journey_6_the_app_opens_offline(world: &World) -> Result<(), Error> {
    let ((ana, ana_page), (bo, bo_page)) = couple(world).await?;
    steps::wait_for_offline_copy(&ana_page).await?;
    steps::wait_for_offline_copy(&bo_page).await?;
    world.stop_host();
    world.stop_relay();
    for browser in [&ana, &bo] {
        browser.close().await?;
        let page = browser.open(&world.url()).await?;
        page.find(&words::menu(COMMUNITY)).await?;
        steps::open_topic(&page, TOPIC.0).await?;
        steps::reads_post(&page, TOPIC.1).await?;
        steps::check_handbook(&page).await?;
        steps::find_words(&page, "HOSTED foundation comms", "hosted by the Enspiral Foundation")
            .await?;
        page.reads(SENTENCE).await?;
        steps::find_words(&page, "brings", TOPIC.1).await?;
        steps::reads_post(&page, TOPIC.1).await?;
        steps::write_post(&page, "Written without any server.").await?;
    }
    Ok(())
}

pub async fn journey_7_a_second_tab_takes_over(world: &World) -> Result<(), Error> {
    let (ana, page) = founder(world).await?;
    steps::begin_topic(&page, TOPIC.0, TOPIC.1).await?;
    let address = page.address().await?;
    let tabs = ana.open_tab(&address).await?;
    steps::reads_post(&page, TOPIC.1).await?;
    steps::write_post(&page, "From the second tab.").await?;
    ana.look_at(&tabs.before).await?;
    steps::reads_post(&page, "From the second tab.").await?;
    steps::write_post(&page, "From the first tab.").await?;
    ana.close_tab().await?;
    ana.look_at(&tabs.new).await?;
    steps::reads_post(&page, "From the first tab.").await?;
    steps::write_post(&page, "After the first tab was closed.").await?;
    page.reload().await?;
    steps::reads_post(&page, "After the first tab was closed.").await?;
    let wanted =
        [TOPIC.1, "From the second tab.", "From the first tab.", "After the first tab was closed."];
    let posts = steps::posts(&page).await?;
    if posts == wanted { Ok(()) } else { Err(ana.wrong(format!("the posts are {posts:?}"))) }
}

/// The question that is decided, and what a list says of it in the end.
const QUESTION: &str = "Do we rent the bakery?";
const FINAL: &str = "Passed, final";
/// The programs wait a minute for news before they begin to seal.
const FINAL_LIMIT: Duration = Duration::from_secs(150);

pub async fn journey_9_two_people_decide_and_it_becomes_final(world: &World) -> Result<(), Error> {
    let (_ana, ana_page) = founder(world).await?;
    let link = steps::invite(&ana_page, 3).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let (bo_page, _) = steps::join(&bo, &link).await?;
    steps::put_motion(&ana_page, QUESTION).await?;
    steps::vote(&ana_page, &words::vote_for()).await?;
    steps::open_motion(&bo_page, QUESTION).await?;
    steps::vote(&bo_page, &words::vote_against()).await?;
    ana_page.reads("Everybody has voted").await?;
    for words in ["1 for", "1 against", "As it stands, it does not pass."] {
        ana_page.reads(words).await?;
        bo_page.reads(words).await?;
    }
    steps::vote_again(&bo_page, &words::vote_for()).await?;
    ana_page.reads("2 for").await?;
    world.let_pass(10 * 24, &[&ana_page, &bo_page]).await?;
    for page in [&ana_page, &bo_page] {
        page.press(&words::decide()).await?;
        page.reads_within(FINAL, FINAL_LIMIT).await?;
    }
    steps::same_state(&ana_page, &bo_page).await
}

pub async fn journey_10_one_person_on_two_devices(world: &World) -> Result<(), Error> {
    let (_laptop, laptop_page) = founder(world).await?;
    steps::begin_topic(&laptop_page, TOPIC.0, TOPIC.1).await?;
    laptop_page.press(&words::settings()).await?;
    laptop_page.press(&words::add_device()).await?;
    let link = laptop_page.value_of(&words::device_link()).await?;
    let phone = world.person("Ana’s phone", Kind::Firefox)?;
    let page = phone.open(&link).await?;
    page.press(&words::use_this_device()).await?;
    page.find(&words::menu(COMMUNITY)).await?;
    steps::open_topic(&page, TOPIC.0).await?;
    steps::write_post(&page, "From my phone.").await?;
    steps::open_topic(&laptop_page, TOPIC.0).await?;
    steps::reads_post(&laptop_page, "From my phone.").await?;
    page.press(&words::people()).await?;
    page.find(&words::person("Ana")).await?;
    steps::same_state(&laptop_page, &page).await?;

    laptop_page.press(&words::settings()).await?;
    laptop_page.press(&words::let_it_sign()).await?;
    laptop_page.reads("Decisions that are running now stay with this device").await?;
    laptop_page.press(&words::let_it_sign()).await?;
    laptop_page.reads("That device signs for you from now on.").await?;
    page.press(&words::settings()).await?;
    page.find(&words::let_it_sign()).await?;
    laptop_page.gone(&words::let_it_sign()).await?;

    laptop_page.press(&words::take_off()).await?;
    laptop_page.find(&words::keep_device()).await?;
    laptop_page.press(&words::take_off()).await?;
    laptop_page.reads("Taken off on").await?;
    page.reads("This device was taken off").await
}
