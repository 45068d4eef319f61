//! What people meet when a link or a browser is not as it should be: clear words, and a way on.

use journeys::browser::{Kind, SiteData};
use journeys::page::Page;
use journeys::steps::{self, COMMUNITY, MEET_LIMIT};
use journeys::words;
use journeys::{Error, World};

/// Tries to join by this link, and reads why it cannot be used.
async fn refuses(page: &Page, link: &str, why: &str) -> Result<(), Error> {
    page.fill(&words::invitation_link(), link).await?;
    page.press(&words::join()).await?;
    page.reads(why).await
}

pub async fn journey_8_links_of_no_use_are_told_and_the_right_one_joins(
    world: &World,
) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let link = steps::invite(&steps::found(world, &ana).await?, 3).await?;
    let bo = world.person("Bo", Kind::Firefox)?;
    let page = bo.open(&link[..link.len() - 20]).await?;
    page.fill(&words::your_name(), "Bo").await?;
    page.press(&words::join()).await?;
    page.reads("A part of it is missing.").await?;
    refuses(&page, &link.to_uppercase(), "It is not an invitation of Phyle.").await?;
    refuses(&page, "https://elsewhere.example/j/8123?pwd=x", "It is not an invitation").await?;
    refuses(&page, &link.replace("#/join/1.", "#/join/2."), "made by a newer version").await?;
    let middle = link.len() / 2;
    let other = if &link[middle..=middle] == "A" { "B" } else { "A" };
    let changed = format!("{}{other}{}", &link[..middle], &link[middle + 1..]);
    refuses(&page, &changed, "Some of its letters were changed.").await?;
    page.fill(&words::invitation_link(), &format!("Come in: {link} See you there!")).await?;
    page.press(&words::join()).await?;
    page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
    page.go(&link).await?;
    page.fill(&words::your_name(), "Bo").await?;
    page.press(&words::join()).await?;
    page.reads("You are in this community already.").await
}

pub async fn journey_8_where_nothing_may_be_kept_the_page_says_so(
    world: &World,
) -> Result<(), Error> {
    for (who, kind) in [("Ana", Kind::Chromium), ("Bo", Kind::Firefox)] {
        let browser = world.person_with(who, kind, SiteData::Blocked)?;
        let page = browser.open(&world.url()).await?;
        page.find(&words::title("This browser refuses to keep anything")).await?;
        page.reads("Open this address in an ordinary window").await?;
        browser.close().await?;
    }
    Ok(())
}
