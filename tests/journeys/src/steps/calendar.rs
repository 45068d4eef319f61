//! Steps in the calendar.

use crate::Error;
use crate::page::Page;
use crate::words::{self, calendar};

/// Something as it is planned.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    pub title: &'static str,
    pub about: &'static str,
    pub day: &'static str,
    pub time: &'static str,
    pub zone: &'static str,
    pub minutes: &'static str,
    pub how_often: &'static str,
}

/// Plans something, and sees it in the calendar.
pub async fn plan(page: &Page, planned: &Planned) -> Result<(), Error> {
    page.press(&calendar::calendar()).await?;
    page.press(&calendar::plan_something()).await?;
    page.fill(&calendar::what_is_it(), planned.title).await?;
    page.fill(&calendar::what_for_or_where(), planned.about).await?;
    page.set_date(&calendar::day(), planned.day).await?;
    page.set_time(&calendar::time(), planned.time).await?;
    page.select(&calendar::by_the_clock_of(), planned.zone).await?;
    page.fill(&calendar::how_many_minutes(), planned.minutes).await?;
    page.select(&calendar::how_often(), planned.how_often).await?;
    page.press(&calendar::plan_something()).await?;
    page.find(&words::title(planned.title)).await?;
    Ok(())
}
