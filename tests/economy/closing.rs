//! A closing that passed and says what is not so, as the first screen tells it.

use phyle::clock::{DAY_MS, Date};
use phyle::id::CommunityId;
use phyle::message::economy::view::Desk;
use phyle::message::economy::{Closing, EconomyTerms, MoneyEffect, Posting, Rhythm};
use phyle::message::model::{Need, ViewDelta, ViewKey};
use phyle::sim::relay::Node;
use phyle::sim::world::World;

use super::setting::{decide, propose, setting, wait_same};
use super::{CHEAT, euro};

const READER: Node = Node(1);

/// Up to which day somebody is asked to close the books.
fn asked(world: &mut World, community: CommunityId) -> Option<Date> {
    let key = ViewKey::Today(community);
    let Some(ViewDelta::Today { today, .. }) = world.view(READER, key).pop() else {
        panic!("no first screen")
    };
    today.needs.iter().find_map(|need| match need {
        Need::CloseBooks { until } => Some(*until),
        Need::InviteSomeone
        | Need::ChooseFieldValue { .. }
        | Need::Vote { .. }
        | Need::LookAgain { .. }
        | Need::Sponsor { .. }
        | Need::Vouch { .. }
        | Need::NotMe { .. }
        | Need::Confirm { .. }
        | Need::CompleteProfile => None,
    })
}

#[test]
fn eco_8_a_closing_with_false_figures_is_asked_for_again() {
    let setting = setting();
    let community = setting.community;
    let mut world = World::resumed(11, &setting.kept);
    wait_same(&mut world, community);
    let mut terms = EconomyTerms::new("EUR".parse().expect("known"));
    terms.closes = Rhythm::Monthly;
    let monthly = propose(&mut world, community, 0, MoneyEffect::SetTerms(terms));
    assert_eq!(decide(&mut world, community, &[monthly]), [true]);
    let due = (0..40).find_map(|_| {
        world.sleep_ms(DAY_MS);
        world.run_ms(1_000);
        asked(&mut world, community)
    });
    let until = due.expect("a month is over");

    let posting = |account: &str, units| Posting {
        account: account.parse().expect("an account"),
        money: euro(units),
    };
    let trial = vec![posting("assets:bank", 7), posting("income:x", -7)];
    let (from, heads, rule) = (None, Vec::new(), None);
    let lie = MoneyEffect::ClosePeriod(Box::new(Closing { from, until, heads, trial, rule }));
    let lie = propose(&mut world, community, CHEAT.0, lie);
    assert_eq!(decide(&mut world, community, &[lie]), [true]);
    world.run_ms(90_000);
    wait_same(&mut world, community);
    // By the charter alone it is a closing like any other.
    world.crash(READER);
    world.start(READER);
    world.run_ms(1_000);
    assert_eq!(asked(&mut world, community), None);
    // Whoever looks at the books knows better, also when they look at the first screen alone again.
    drop(world.view(READER, ViewKey::Economy(community, Desk::Books { rows: 10 })));
    assert_eq!(asked(&mut world, community), Some(until));
    world.run_ms(1_000);
    world.crash(READER);
    world.start(READER);
    world.run_ms(1_000);
    assert_eq!(asked(&mut world, community), Some(until));
}
