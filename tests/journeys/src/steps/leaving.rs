//! Steps of going: take everything along, leave, and begin anew with it.

use std::path::{Path, PathBuf};

use super::{COMMUNITY, MEET_LIMIT, go_by_menu};
use crate::Error;
use crate::page::Page;
use crate::words::{self, leaving};

/// Makes the file of everything and saves it, as the browser saves files.
pub async fn take_along(page: &Page) -> Result<PathBuf, Error> {
    page.press(&words::settings()).await?;
    page.press(&leaving::make_file()).await?;
    page.find_within(&leaving::save_file(), MEET_LIMIT).await?;
    page.press(&leaving::save_file()).await?;
    page.browser().saved_file("zip", MEET_LIMIT).await
}

/// Leaves, after reading these words about what becomes of the money.
pub async fn leave(page: &Page, said: &[String]) -> Result<(), Error> {
    page.press(&words::settings()).await?;
    page.press(&leaving::leave()).await?;
    for words in said {
        page.reads_within(words, MEET_LIMIT).await?;
    }
    page.press(&leaving::leave()).await?;
    page.find_within(&leaving::no_longer_member(), MEET_LIMIT).await?;
    Ok(())
}

/// Founds a community that grows out of the one that was left, and gives it the file.
pub async fn grow(page: &Page, name: &str, file: &Path) -> Result<(), Error> {
    go_by_menu(page, &leaving::start_or_join()).await?;
    page.press(&leaving::grow()).await?;
    page.fill(&words::community_name(), name).await?;
    page.fill(&leaving::grows_out_of(), COMMUNITY).await?;
    page.fill(&words::your_name(), page.browser().who()).await?;
    page.press(&words::begin()).await?;
    page.find_within(&words::menu(name), MEET_LIMIT).await?;
    page.choose(&leaving::choose_file(), file).await?;
    page.press_within(&leaving::bring(), MEET_LIMIT).await?;
    page.find_within(&leaving::it_is_here(), MEET_LIMIT).await?;
    Ok(())
}
