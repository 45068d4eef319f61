//! The Tuesday call on four shores: one clock in Bilbao, and what hour that is for each, before and after
//! Europe puts its clocks forward.

use journeys::Error;
use journeys::page::Page;
use journeys::steps::{self, MEET_LIMIT};
use journeys::words::{self, calendar as word, money};

use super::story::{CALL, HOURS};
use super::{People, each};

/// Tomás plans the call; each of the six sees their own hour on the first screen, and everybody's in the
/// calendar.
pub async fn plan(people: &People<'_>) -> Result<(), Error> {
    steps::calendar::plan(&people.page("Tomás"), &CALL).await?;
    each(&super::SIX, async |member| {
        let page = people.page(member.name);
        let own = HOURS.iter().find(|hours| hours.0 == member.name).map_or("", |hours| hours.2);
        sees_next(&page, own).await?;
        page.press(&word::calendar()).await?;
        page.find_within(&words::title(CALL.title), MEET_LIMIT).await?;
        let head = page.text_of(&word::head_of_hours()).await?;
        if !head.contains("31 Mar") {
            let wrong = format!("the hours are not told for 31 March: “{head}”");
            return Err(page.browser().wrong(wrong));
        }
        for (name, place, before, after) in HOURS {
            let you = if name == member.name { ", you" } else { "" };
            let row = format!("{name}{you} {place} {before} {after}");
            page.find_within(&money::row(&row), MEET_LIMIT).await?;
        }
        Ok(())
    })
    .await
}

/// It is the last week of March: the next call is the first one after the clocks changed.
pub async fn summer_time(people: &People<'_>) -> Result<(), Error> {
    for (name, _, _, after) in HOURS {
        sees_next(&people.page(name), after).await?;
    }
    Ok(())
}

/// Whether the first screen says when the call is for the reader.
async fn sees_next(page: &Page, hour: &str) -> Result<(), Error> {
    // "20:30 late" is told of others too; one's own hour stands alone.
    let clock = hour.split(' ').next().unwrap_or_default();
    page.press(&words::today()).await?;
    let title = words::title(CALL.title).within(word::next());
    page.find_within(&title, MEET_LIMIT).await?;
    page.reads_within(&format!("{clock} your time"), MEET_LIMIT).await
}
