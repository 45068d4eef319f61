//! How March ends on four shores: closed and shared out, aid, two late hours, and the proof that all
//! see the same.

use journeys::Error;
use journeys::steps::{self, MEET_LIMIT, money};
use journeys::words::{self, money as word};

use super::story::{AID, AID_LEFT, BANK_LEFT, KOFI, LATE, SIX, SURPLUS, VENTURE, WHOSE};
use super::{People, deciding};

/// What there is to share out is seen before, and whose it is afterwards.
pub async fn close(people: &People<'_>) -> Result<(), Error> {
    let maite = people.page("Maite");
    money::open_section(&maite, &word::sharing()).await?;
    maite.reads_within(SURPLUS, MEET_LIMIT).await?;
    deciding::closing(people).await?;

    let kofi = people.page(KOFI.name);
    kofi.press(&word::economy()).await?;
    for (fund, money) in WHOSE {
        kofi.find_within(&word::row(&format!("{fund} {money}")), MEET_LIMIT).await?;
    }
    kofi.press(&word::who_got_what()).await?;
    for member in &SIX {
        let (name, hours, share) = (member.name, member.hours, member.share);
        let row = word::row(&format!("{hours} hours {share}"));
        let text = kofi.text_of(&row).await?;
        if !text.starts_with(name) {
            return Err(kofi.browser().wrong(format!("“{text}” is not of {name}")));
        }
    }
    Ok(())
}

/// Tomás gets 150 out of the fund. Two hours of Maite's come after the closing, and change nothing in
/// it.
pub async fn aid_and_late_hours(people: &People<'_>) -> Result<(), Error> {
    money::claim(&people.page("Tomás"), &AID).await?;
    for name in ["Awa", "Maite"] {
        money::approve(&people.page(name), AID.what).await?;
    }
    let lucia = people.page("Lucía");
    money::pay(&lucia, AID.what, "2026-04-06").await?;
    lucia.find(&word::row(&format!("Aid fund {AID_LEFT}"))).await?;
    lucia.find(&word::row(&format!("In the bank, EUR {BANK_LEFT}"))).await?;

    let maite = people.page("Maite");
    money::log_work(&maite, &[LATE]).await?;
    maite.find(&word::entry("late, for March")).await?;
    maite.press(&words::people()).await?;
    maite.press(&words::card_of("Maite, you")).await?;
    maite.reads("24 hours").await?;
    maite.reads("270.71").await
}

/// Awa's card, as Kofi sees it; and one state on all seven.
pub async fn proof(people: &People<'_>) -> Result<(), Error> {
    let kofi = people.page(KOFI.name);
    kofi.press(&words::people()).await?;
    kofi.press(&words::card_of("Awa")).await?;
    let part = format!("24 % of {}", VENTURE.0);
    for said in ["Editor", "30 hours", "24 livelihood", "6 care", &part, "338.38", "+8 credits"] {
        kofi.reads_within(said, MEET_LIMIT).await?;
    }
    let pages = people.pages();
    if pages.len() != SIX.len() + 1 {
        return Err(kofi.browser().wrong(format!("{} are here, not seven", pages.len())));
    }
    let hash = steps::one_state(&pages.iter().collect::<Vec<_>>()).await?;
    println!("all seven see the state {hash}");
    Ok(())
}
