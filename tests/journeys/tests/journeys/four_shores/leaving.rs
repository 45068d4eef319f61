//! Inés takes everything with her, leaves, and begins anew: what she was owed becomes a claim, and the
//! reserve stays.

use std::path::Path;
use std::process::Command;

use journeys::Error;
use journeys::steps::{self, MEET_LIMIT};
use journeys::words::{self, leaving as word, money};
use phyle::exchange::zip::{ZipLimits, read_zip};

use super::People;
use super::story::{FIFTH, INES_IS_OWED, PROOFS, WHOSE};

/// She goes, and the five who stay see what they owe her.
pub async fn ines_goes(people: &People<'_>) -> Result<(), Error> {
    let ines = people.page("Inés");
    let file = steps::leaving::take_along(&ines).await?;
    check_books(people, &file)?;
    let (_, reserve) = WHOSE[0];
    let said = [
        format!("You are owed EUR\u{a0}{INES_IS_OWED}"),
        format!("The reserve of EUR\u{a0}{reserve} stays"),
    ];
    steps::leaving::leave(&ines, &said).await?;
    for name in ["Lucía", "Awa", "Ravi", "Maite", "Tomás", "Kofi"] {
        let page = people.page(name);
        page.press(&money::economy()).await?;
        let owed = format!("EUR\u{a0}0.00 of {INES_IS_OWED} is paid.");
        page.find_within(&words::has("listitem", "Inés").within(word::claims()), MEET_LIMIT)
            .await?;
        page.reads_within(&owed, MEET_LIMIT).await?;
        page.find_within(&money::row(&format!("Reserve, never divided {reserve}")), MEET_LIMIT)
            .await?;
    }

    steps::leaving::grow(&ines, FIFTH, &file).await?;
    ines.press(&word::to_books()).await?;
    ines.find_within(&words::has("listitem", PROOFS.what), MEET_LIMIT).await?;
    ines.press(&words::people()).await?;
    ines.find(&words::person("Inés")).await?;
    if ines.has(&words::person("Lucía")).await? {
        return Err(ines.browser().wrong("Lucía came along, who was not asked"));
    }
    Ok(())
}

/// The journal in the file balances, as hledger judges it; the call is there for any calendar.
fn check_books(people: &People<'_>, file: &Path) -> Result<(), Error> {
    let failed = |what: String| Error::Wrong { who: "the file".to_owned(), what };
    let read = |path: &Path| {
        std::fs::read(path).map_err(|source| Error::File { path: path.to_owned(), source })
    };
    let contents = read_zip(&read(file)?, ZipLimits::default());
    let contents = contents.map_err(|why| failed(format!("it is no zip: {why:?}")))?;
    let find = |path: &str| {
        let found = contents.files.iter().find(|one| one.path == path);
        found.ok_or_else(|| failed(format!("{path} is not in it")))
    };
    let calendar = String::from_utf8_lossy(&find("calendar.ics")?.content).into_owned();
    if !calendar.contains("DTSTART;TZID=Europe/Madrid:20260303T160000") {
        return Err(failed(format!("the call is not in the calendar: {calendar}")));
    }
    let text = String::from_utf8_lossy(&find("money/books.journal")?.content).into_owned();
    if !text.contains(PROOFS.what) {
        return Err(failed("the books are empty".to_owned()));
    }
    let journal = people.world.folder().join("books.journal");
    std::fs::write(&journal, text)
        .map_err(|source| Error::File { path: journal.clone(), source })?;
    let mut hledger = Command::new("hledger");
    let output = hledger.arg("-f").arg(&journal).args(["check", "--strict"]).output();
    let output = output.map_err(|why| failed(format!("hledger does not run: {why}")))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(failed(format!("hledger refuses: {}", String::from_utf8_lossy(&output.stderr))))
    }
}
