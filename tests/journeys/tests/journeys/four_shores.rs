//! Four Shores from founding to sharing out: seven people in seven profiles of two browsers, each doing
//! their own part through the interface, in March 2026. The figures are in `story`.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use futures_util::future::try_join_all;
use journeys::page::Page;
use journeys::steps::{self, COMMUNITY, MEET_LIMIT};
use journeys::words;
use journeys::{Browser, Error, World};

mod calendar;
mod closing;
mod deciding;
mod leaving;
mod story;
mod work;

use story::{KOFI, Member, SIX};

/// The people, by name.
#[derive(Debug)]
struct People<'world> {
    world: &'world World,
    browsers: BTreeMap<&'static str, Browser>,
    began: Instant,
}

impl<'world> People<'world> {
    fn new(world: &'world World) -> Result<Self, Error> {
        let mut browsers = BTreeMap::new();
        for member in SIX.iter().chain([&KOFI]) {
            let browser = world.person_in(member.zone, member.name, member.kind)?;
            browsers.insert(member.name, browser);
        }
        Ok(Self { world, browsers, began: Instant::now() })
    }

    fn browser(&self, name: &str) -> &Browser {
        self.browsers.get(name).expect("everybody of the story has a browser")
    }

    fn page(&self, name: &str) -> Page {
        Page::new(self.browser(name).clone())
    }

    /// All whose browsers are open.
    fn pages(&self) -> Vec<Page> {
        let open = self.browsers.values().filter(|browser| browser.is_open());
        open.cloned().map(Page::new).collect()
    }

    /// Opens the app where somebody is in already.
    async fn reopen(&self, name: &str) -> Result<Page, Error> {
        let page = self.world.open(self.browser(name), &self.world.url()).await?;
        page.find(&words::menu(COMMUNITY)).await?;
        Ok(page)
    }

    /// Somebody's network is gone: nobody whom they knew is found any more.
    async fn reopen_alone(&self, name: &str) -> Result<Page, Error> {
        self.browser(name).close().await?;
        let page = self.reopen(name).await?;
        page.find(&words::nobody_here()).await?;
        Ok(page)
    }

    /// Hours go by for all.
    async fn let_pass(&self, hours: u32) -> Result<(), Error> {
        let pages = self.pages();
        self.world.let_pass(hours, &pages.iter().collect::<Vec<_>>()).await
    }

    fn tell(&self, chapter: &str) {
        println!("{:>4} s  {chapter}", self.began.elapsed().as_secs());
    }
}

/// The six do something at the same time.
async fn each<'all>(
    all: &'all [Member],
    act: impl AsyncFn(&'all Member) -> Result<(), Error>,
) -> Result<(), Error> {
    try_join_all(all.iter().map(|member| act(member))).await.map(drop)
}

pub async fn journey_11_four_shores_from_founding_to_sharing_out(
    world: &World,
) -> Result<(), Error> {
    world.begin_at(story::BEGINS_S)?;
    let people = People::new(world)?;
    come_together(&people).await?;
    people.tell("six have come together");
    calendar::plan(&people).await?;
    people.tell("all know when the Tuesday call is for them");
    deciding::first_decisions(&people).await?;
    people.tell("the first decisions are final");
    work::edition(&people).await?;
    people.tell("the edition is ordered and paid");
    work::hours(&people).await?;
    people.tell("all hours are written down");
    work::expenses(&people).await?;
    people.tell("expenses are approved and paid");
    work::credits(&people).await?;
    people.tell("credits are given");
    deciding::admission(&people).await?;
    people.tell("Kofi is in");
    calendar::summer_time(&people).await?;
    deciding::rule(&people).await?;
    people.tell("there is a rule");
    closing::close(&people).await?;
    people.tell("March is closed");
    closing::aid_and_late_hours(&people).await?;
    people.tell("aid is paid, and late hours are in April");
    closing::proof(&people).await?;
    people.tell("all see the same");
    leaving::ines_goes(&people).await?;
    people.tell("Inés has left, and begun anew");
    Ok(())
}

/// Lucía founds; the others follow her link, and say yes to each other.
async fn come_together(people: &People<'_>) -> Result<(), Error> {
    let [founder, second, others @ ..] = &SIX;
    let page = people.world.open(people.browser(founder.name), &people.world.url()).await?;
    steps::found_as(&page, Some(&founder.more)).await?;
    let link = steps::invite(&page, 5).await?;
    let join = async |member: &Member| {
        let page = people.world.open(people.browser(member.name), &link).await?;
        steps::knock(&page, &member.more).await?;
        page.find_within(&words::menu(COMMUNITY), MEET_LIMIT).await?;
        Ok(())
    };
    // Whoever comes second has a vote by the founder's word alone, the others need more.
    join(second).await?;
    each(others, join).await?;
    steps::give_votes(&people.page("Awa"), &["Ravi", "Maite", "Tomás", "Inés"]).await?;
    steps::give_votes(&people.page("Ravi"), &["Tomás", "Inés"]).await?;
    each(&SIX, async |member| {
        let page = people.page(member.name);
        page.press(&words::decide()).await?;
        page.reads_within("6 people", MEET_LIMIT).await?;
        // Votes travel with the charter, names by themselves.
        page.press(&words::people()).await?;
        for other in &SIX {
            page.find_within(&words::person(other.name), MEET_LIMIT).await?;
        }
        Ok(())
    })
    .await
}

/// A table of somebody's own work, as another program would keep it.
fn table_of(world: &World, member: &Member) -> Result<std::path::PathBuf, Error> {
    let mut text = "date,minutes,stream,what,place,zone,venture\n".to_owned();
    for work in member.work {
        let (date, minutes, what) = (work.date, work.hours * 60, work.what);
        let (stream, venture) = (work.stream.to_lowercase(), work.venture.unwrap_or_default());
        let (place, zone) = (member.more.place, member.zone);
        text.push_str(&format!("{date},{minutes},{stream},{what},{place},{zone},{venture}\n"));
    }
    let path = world.folder().join(format!("{}.csv", member.name));
    fs::write(&path, text).map_err(|source| Error::File { path: path.clone(), source })?;
    Ok(path)
}
