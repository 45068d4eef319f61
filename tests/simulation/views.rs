//! What a screen is told while somebody looks at it: changes, and what arrives late.

use phyle::message::command::{
    Command, MemberAct, Outcome, PageAct, PortraitChange, Splice, Writing,
};
use phyle::message::model::{PageDelta, ViewDelta, ViewKey};
use phyle::sim::relay::Mood;
use phyle::sim::world::{World, named};

use crate::{page_text, post, start_thread, two_members, wait_same};

#[test]
fn peo_6_a_picture_of_oneself_is_shown_to_the_others_and_taken_away() {
    let (mut world, community, awa, ravi) = two_members(12);
    let has_picture = |world: &mut World| {
        wait_same(world, &[awa, ravi], community);
        let members = world.view(ravi, ViewKey::Members(community));
        let Some(ViewDelta::Members { members, .. }) = members.last() else { panic!("no members") };
        members.iter().any(|member| member.name == "Awa" && member.portrait.is_some())
    };
    let change = |world: &mut World, portrait: PortraitChange| {
        let mut profile = named("Awa");
        profile.portrait = portrait;
        let update = Command::of(community, MemberAct::UpdateProfile { profile });
        world.ask(awa, update).expect("a good profile");
        world.run_ms(2_000);
    };
    assert!(!has_picture(&mut world));
    change(&mut world, PortraitChange::New(b"\x89PNG of Awa".to_vec()));
    assert!(has_picture(&mut world));
    change(&mut world, PortraitChange::Keep);
    assert!(has_picture(&mut world));
    change(&mut world, PortraitChange::Remove);
    assert!(!has_picture(&mut world));
}

#[test]
fn who_is_who_counts_what_is_written_while_somebody_looks() {
    let (mut world, community, awa, ravi) = two_members(13);
    let key = ViewKey::Members(community);
    world.view(ravi, key.clone());
    let thread = start_thread(&mut world, awa, community);
    post(&mut world, awa, community, thread, "The proofs are here.");
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(1_000);
    let Some(ViewDelta::Members { members, .. }) = world.sent(ravi, &key).last() else {
        panic!("nothing was sent")
    };
    let written: Vec<(&str, u32)> =
        members.iter().map(|member| (member.name.as_str(), member.post_count)).collect();
    assert_eq!(written, [("Awa", 2), ("Ravi", 0)]);
}

#[test]
fn kno_1_a_page_that_is_looked_for_shows_once_it_has_come() {
    let (mut world, community, awa, ravi) = two_members(14);
    world.set_relay(Mood::Down);
    world.crash(ravi);
    world.start(ravi);
    world.run_ms(500);
    let made = world.ask(
        awa,
        Command::write(
            community,
            Writing::CreatePage { title: "How".to_owned(), text: "By ear.".to_owned() },
        ),
    );
    let Ok(Outcome::Page(page)) = made else { panic!("{made:?}") };
    let (base, begun) = page_text(&mut world, awa, community, page);
    assert_eq!(begun, "By ear.");
    let splices = vec![Splice { at: 6, delete: 0, insert: ", by heart".to_owned() }];
    world.ask(awa, Command::page(community, page, PageAct::Edit { base, splices })).expect("taken");
    let key = ViewKey::Page(community, page);
    let missing = world.view(ravi, key.clone());
    assert!(
        matches!(missing.last(), Some(ViewDelta::Page { delta: PageDelta::Missing, .. })),
        "{missing:?}"
    );
    world.set_relay(Mood::Serving);
    wait_same(&mut world, &[awa, ravi], community);
    let mut text = None;
    for delta in world.sent(ravi, &key) {
        let ViewDelta::Page { delta, .. } = delta else { panic!("another view: {delta:?}") };
        match delta {
            PageDelta::All { text: whole, .. } => text = Some(whole.clone()),
            PageDelta::Spliced { splices, .. } => {
                let before = text.take().expect("splices follow a whole text");
                text = Some(phyle::text_edit::apply(&before, splices).expect("in range"));
            }
            PageDelta::Missing | PageDelta::About { .. } => {}
        }
    }
    assert_eq!(text.as_deref(), Some("By ear, by heart."));
}

#[test]
fn lists_are_sent_a_few_times_a_second_while_many_pages_come() {
    const PAGES: usize = 40;
    let (mut world, community, awa, ravi) = two_members(15);
    world.crash(ravi);
    for number in 0..PAGES {
        let title = format!("Page {number}");
        world
            .ask(awa, Command::write(community, Writing::CreatePage { title, text: String::new() }))
            .expect("taken");
    }
    world.start(ravi);
    let key = ViewKey::Pages(community);
    let began = world.now();
    world.view(ravi, key.clone());
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(200);
    let sent = world.sent(ravi, &key);
    let Some(ViewDelta::Pages { pages, .. }) = sent.last() else { panic!("nothing was sent") };
    assert_eq!(pages.len(), PAGES);
    let most = usize::try_from(world.now().since_ms(began) / 100).expect("a short time") + 2;
    assert!(sent.len() <= most, "{} times, at most {most}", sent.len());
    assert!(sent.len() < PAGES / 2, "{} times for {PAGES} pages", sent.len());
}
