//! What several journeys begin with: found a community, bring the handbook in, invite, join, write.
//! Each step ends only when its outcome can be seen.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::page::Page;
use crate::words::{self, Element};
use crate::{Browser, Error, World, handbook};

pub mod calendar;
pub mod leaving;
pub mod money;
pub mod rooms;

/// How often words are typed that did not arrive.
const TYPED_AGAIN: u32 = 3;
/// After so long without an outcome a person presses once more.
const PRESS_AGAIN: Duration = Duration::from_millis(700);

/// The community of the journeys.
pub const COMMUNITY: &str = "Four Shores";

/// The topic that the founder opens, and its first words.
pub const TOPIC: (&str, &str) = ("Harvest feast", "Who brings the bread?");

/// To bring the handbook in, on a slow machine.
pub const IMPORT_LIMIT: Duration = Duration::from_secs(120);

/// For two people to find each other and bring each other up to date, on a slow machine.
pub const MEET_LIMIT: Duration = Duration::from_secs(60);

/// A newcomer opens the app and founds the community.
pub async fn found(world: &World, browser: &Browser) -> Result<Page, Error> {
    let page = browser.open(&world.url()).await?;
    found_as(&page, None).await?;
    Ok(page)
}

/// Founds the community where the app was opened for the first time.
pub async fn found_as(page: &Page, more: Option<&More>) -> Result<(), Error> {
    found_another(page, COMMUNITY, more).await
}

/// Founds a community of this name.
pub async fn found_another(page: &Page, community: &str, more: Option<&More>) -> Result<(), Error> {
    page.press(&words::start()).await?;
    name_it(page, community, more).await
}

/// The same where the form is open.
pub async fn name_and_begin(page: &Page) -> Result<(), Error> {
    name_it(page, COMMUNITY, None).await
}

async fn name_it(page: &Page, community: &str, more: Option<&More>) -> Result<(), Error> {
    page.fill(&words::community_name(), community).await?;
    page.fill(&words::sentence(), "Neighbours around one bay.").await?;
    introduce(page, more).await?;
    page.press(&words::begin()).await?;
    page.find(&words::menu(community)).await?;
    Ok(())
}

/// What somebody says of themselves beside the name.
#[derive(Debug, Clone, Copy)]
pub struct More {
    pub place: &'static str,
    pub does: &'static str,
}

async fn introduce(page: &Page, more: Option<&More>) -> Result<(), Error> {
    page.fill(&words::your_name(), page.browser().who()).await?;
    if let Some(more) = more {
        page.press(&words::more_about_you()).await?;
        page.fill(&words::place(), more.place).await?;
        page.fill(&words::what_you_do(), more.does).await?;
    }
    Ok(())
}

/// Goes to a place that the menu leads to.
pub async fn go_by_menu(page: &Page, place: &Element) -> Result<(), Error> {
    page.press(&words::menu(COMMUNITY)).await?;
    page.press(place).await
}

/// Brings the handbook in by one of the choosers, and waits until it is all there.
pub async fn import(page: &Page, chooser: &Element, path: &Path) -> Result<(), Error> {
    go_by_menu(page, &words::import()).await?;
    page.fill(&words::import_credit(), handbook::CREDIT).await?;
    page.choose(chooser, path).await?;
    wait_for_import(page).await
}

/// Waits until an import that runs is done, and looks at the figures.
pub async fn wait_for_import(page: &Page) -> Result<(), Error> {
    page.find_within(&words::import_done(), IMPORT_LIMIT).await?;
    page.reads(&format!("{} pages", handbook::page_count()?)).await?;
    page.press(&words::see_pages()).await
}

/// Opens a page of the list.
pub async fn open_page(page: &Page, title: &str) -> Result<(), Error> {
    page.press(&words::commons()).await?;
    open_from_list(page, title, MEET_LIMIT).await
}

/// Looks for words in all that was written, and opens what has this in it.
pub async fn find_words(page: &Page, typed: &str, found: &str) -> Result<(), Error> {
    page.press(&words::find_anything()).await?;
    page.fill(&words::what_to_find(), typed).await?;
    page.press(&words::found(found)).await
}

/// Opens a page of the list that is on screen.
pub async fn open_from_list(page: &Page, title: &str, limit: Duration) -> Result<(), Error> {
    let began = Instant::now();
    loop {
        page.find_within(&words::page_in_list(title), limit).await?;
        page.press(&words::page_in_list(title)).await?;
        // A list that grows as pages come in may have moved under the pointer: press once more.
        let opened = page.find_within(&words::title(title), PRESS_AGAIN).await;
        if opened.is_ok() || began.elapsed() > limit {
            return opened.map(drop);
        }
    }
}

/// Looks whether a page's words, links and pictures are as in the handbook.
pub async fn check_handbook(page: &Page) -> Result<(), Error> {
    let (from, link, to) = handbook::LINKED;
    open_page(page, from).await?;
    page.press(&words::is("link", link)).await?;
    page.find(&words::title(to)).await?;
    wait_for_pictures(page).await?;
    page.reads(handbook::CREDIT).await
}

/// Waits until a picture of the page that is on screen is drawn.
pub async fn wait_for_pictures(page: &Page) -> Result<(), Error> {
    // Pictures far down the page wait until somebody comes near.
    let script = "const picture = document.querySelector('main article img');
        picture?.scrollIntoView({ block: 'center' });
        return picture !== null && picture.complete && picture.naturalWidth > 0";
    page.until("a picture that is drawn", MEET_LIMIT, script, Vec::new()).await?;
    Ok(())
}

/// Puts a motion by the rules as they are.
pub async fn put_motion(page: &Page, question: &str) -> Result<(), Error> {
    begin_motion(page, question).await?;
    page.press(&words::put_it()).await?;
    page.find(&words::title(question)).await?;
    Ok(())
}

/// Goes to the form of a new motion, and types the question.
pub async fn begin_motion(page: &Page, question: &str) -> Result<(), Error> {
    page.press(&words::decide()).await?;
    page.press(&words::put_a_motion()).await?;
    page.fill(&words::question(), question).await
}

/// Says in the form of a motion for how many days it is open, and puts it to the others.
pub async fn put_for_days(page: &Page, question: &str, days: u32) -> Result<(), Error> {
    page.press(&words::in_days()).await?;
    page.fill(&words::how_long_open(), &days.to_string()).await?;
    page.press(&words::put_it()).await?;
    page.find(&words::title(question)).await?;
    Ok(())
}

/// Goes to a motion.
pub async fn open_motion(page: &Page, question: &str) -> Result<(), Error> {
    page.press(&words::decide()).await?;
    page.find_within(&words::motion_in_list(question), MEET_LIMIT).await?;
    page.press(&words::motion_in_list(question)).await?;
    page.find(&words::title(question)).await?;
    Ok(())
}

/// Votes in the motion that is on screen.
pub async fn vote(page: &Page, choice: &Element) -> Result<(), Error> {
    page.press(choice).await?;
    page.press(&words::give_vote()).await?;
    page.find(&words::change_vote()).await?;
    Ok(())
}

/// Votes once more in the motion that is on screen.
pub async fn vote_again(page: &Page, choice: &Element) -> Result<(), Error> {
    page.press(&words::change_vote()).await?;
    vote(page, choice).await
}

/// Opens a topic with its first words.
pub async fn begin_topic(page: &Page, title: &str, first: &str) -> Result<(), Error> {
    page.press(&words::talk()).await?;
    page.press(&words::new_topic()).await?;
    page.fill(&words::topic_title(), title).await?;
    page.fill(&words::first_words(), first).await?;
    page.press(&words::begin()).await?;
    page.find(&words::title(title)).await?;
    reads_post(page, first).await
}

/// Goes to a topic.
pub async fn open_topic(page: &Page, title: &str) -> Result<(), Error> {
    page.press(&words::talk()).await?;
    page.find_within(&words::topic_in_list(title), MEET_LIMIT).await?;
    page.press(&words::topic_in_list(title)).await?;
    page.find(&words::title(title)).await?;
    Ok(())
}

/// Writes into the topic that is on screen.
pub async fn write_post(page: &Page, post: &str) -> Result<(), Error> {
    let field = words::write_in_topic();
    // A topic that has just opened may be drawn anew between the field and the first letter.
    for _ in 0..TYPED_AGAIN {
        page.fill(&field, post).await?;
        if page.value_of(&field).await? == post {
            break;
        }
    }
    page.press(&words::send()).await?;
    reads_post(page, post).await
}

/// Waits until a post is in the topic that is on screen.
pub async fn reads_post(page: &Page, post: &str) -> Result<(), Error> {
    page.find_within(&words::posts(), MEET_LIMIT).await?;
    let script = "return document.querySelector('[role=log]')?.innerText.includes(arguments[0])";
    page.until(&format!("the post “{post}”"), MEET_LIMIT, script, vec![json!(post)]).await?;
    Ok(())
}

/// The posts on screen, one after another, without who, when and where.
pub async fn posts(page: &Page) -> Result<Vec<String>, Error> {
    let script = "return [...document.querySelectorAll('[role=log] article')]
        .map((post) => post.querySelector('.words')?.innerText.trim() ?? '')";
    let answer = page.script(script, Vec::new()).await?;
    let posts = answer.as_array().into_iter().flatten();
    Ok(posts.filter_map(|post| post.as_str().map(str::to_owned)).collect())
}

/// Waits until this post says that it is there.
pub async fn post_is(page: &Page, post: &str, place: &str) -> Result<(), Error> {
    let script = "return [...document.querySelectorAll('[role=log] article')]
        .some((it) => it.innerText.includes(arguments[0]) && it.innerText.includes(arguments[1]))";
    let what = format!("the post “{post}” to say “{place}”");
    page.until(&what, MEET_LIMIT, script, vec![json!(post), json!(place)]).await?;
    Ok(())
}

/// Makes a link for several people, and looks at its code.
pub async fn invite(page: &Page, people: u32) -> Result<String, Error> {
    go_by_menu(page, &words::invite()).await?;
    page.fill(&words::how_many(), &people.to_string()).await?;
    page.press(&words::make_link()).await?;
    page.find(&words::qr_code()).await?;
    let link = page.value_of(&words::your_link()).await?;
    if link.contains("#/join/") {
        Ok(link)
    } else {
        Err(page.browser().wrong(format!("this is no invitation link: {link}")))
    }
}

/// Follows a link, gives a name only, and is in. Gives the time from opening the link until in.
pub async fn join(browser: &Browser, link: &str) -> Result<(Page, Duration), Error> {
    let page = browser.open(link).await?;
    introduce(&page, None).await?;
    let began = Instant::now();
    page.press(&words::join()).await?;
    page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    Ok((page, began.elapsed()))
}

/// Follows an invitation where it was opened, gives a name only, and is in.
pub async fn come_in(page: &Page) -> Result<(), Error> {
    introduce(page, None).await?;
    page.press(&words::join()).await?;
    page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    Ok(())
}

/// Follows an invitation where it was opened, and says more than a name.
pub async fn knock(page: &Page, more: &More) -> Result<(), Error> {
    introduce(page, Some(more)).await?;
    page.press(&words::join()).await
}

/// Says yes to these people, who have no vote yet.
pub async fn give_votes(page: &Page, names: &[&str]) -> Result<(), Error> {
    page.press(&words::decide()).await?;
    page.press(&words::rules()).await?;
    for name in names {
        page.press_within(&words::give_vote_to(name), MEET_LIMIT).await?;
        page.gone(&words::give_vote_to(name)).await?;
    }
    Ok(())
}

/// Both signs that two devices compare, once the menu led there.
pub async fn state_hash(page: &Page) -> Result<String, Error> {
    // Pressed once more, the details would close.
    if !page.has(&words::state_hash()).await? {
        go_by_menu(page, &words::sync()).await?;
        page.press(&words::technical()).await?;
    }
    let hash = page.text_of(&words::state_hash()).await?;
    if hash.is_empty() { Err(page.browser().wrong("there is no state hash")) } else { Ok(hash) }
}

/// Waits until two pages that show Sync show the same state.
pub async fn same_state(one: &Page, other: &Page) -> Result<(), Error> {
    one_state(&[one, other]).await.map(drop)
}

/// Waits until all these people see the same state, and gives it.
pub async fn one_state(pages: &[&Page]) -> Result<String, Error> {
    for page in pages {
        state_hash(page).await?;
    }
    let began = Instant::now();
    loop {
        let mut hashes = Vec::new();
        for page in pages {
            hashes.push(page.text_of(&words::state_hash()).await?);
        }
        let first = hashes.first().cloned().unwrap_or_default();
        if hashes.iter().all(|hash| *hash == first) {
            return Ok(first);
        }
        if began.elapsed() > MEET_LIMIT {
            let whose = pages.iter().map(|page| page.browser().who());
            let seen: Vec<_> = whose.zip(&hashes).collect();
            return Err(pages[0].browser().wrong(format!("the states differ: {seen:?}")));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Looks for the others at once, as one does who knows that the network is back.
pub async fn look_for_others(page: &Page) -> Result<(), Error> {
    go_by_menu(page, &words::sync()).await?;
    page.press(&words::look_now()).await
}

/// Waits until the offline copy is complete.
pub async fn wait_for_offline_copy(page: &Page) -> Result<(), Error> {
    let script = "return navigator.serviceWorker.controller?.state === 'activated'";
    page.until("the offline copy", MEET_LIMIT, script, Vec::new()).await?;
    Ok(())
}

/// Opens the page's text to write in it.
pub async fn write_page(page: &Page) -> Result<(), Error> {
    page.press(&words::write()).await?;
    page.find(&words::page_text()).await?;
    Ok(())
}

/// Waits until the text that is written in has this in it.
pub async fn page_text_has(page: &Page, part: &str) -> Result<(), Error> {
    page.find(&words::page_text()).await?;
    let script = "return document.querySelector('main textarea')?.value.includes(arguments[0])";
    page.until(&format!("the text “{part}”"), MEET_LIMIT, script, vec![json!(part)]).await?;
    Ok(())
}

/// How many pages are listed, once there are at least so many.
pub async fn pages_listed(page: &Page, least: usize) -> Result<u64, Error> {
    let script = "const count = document.querySelectorAll('main li a .line-1').length;
        return count >= arguments[0] && count";
    let count = page.until("all pages in the list", MEET_LIMIT, script, vec![json!(least)]).await?;
    Ok(count.as_u64().unwrap_or_default())
}
