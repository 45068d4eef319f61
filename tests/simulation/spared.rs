//! What killed engines before and is left out from then on.

use phyle::engine::Suspect;
use phyle::id::DocumentId;
use phyle::message::ToEngine;
use phyle::message::command::{Command, Field, MemberAct, OfferStands, Outcome, Refusal, Writing};
use phyle::message::model::{FaultCard, ViewDelta, ViewKey};
use phyle::sim::world::World;

use crate::{post, posts, start_thread, two_members, wait_same};

#[test]
fn a_command_that_is_given_up_is_refused_unless_it_was_done() {
    let (mut world, community, awa, _) = two_members(8);
    let thread = start_thread(&mut world, awa, community);
    let write = |world: &mut World, body: &str| {
        let id = world.command_id();
        let command = Command::write(
            community,
            Writing::WritePost {
                thread,
                body: body.to_owned(),
                language: "en".to_owned(),
                reply_to: None,
            },
        );
        (id, ToEngine::Command { id, command })
    };
    let (kept, keep) = write(&mut world, "kept");
    let (deadly, kill) = write(&mut world, "deadly");
    world.tell(awa, keep.clone());
    world.run_ms(200);
    world.crash(awa);
    for id in [kept, deadly] {
        world.spare(awa, Suspect::Command(id));
    }
    world.start(awa);
    for message in [kill, keep] {
        world.tell(awa, message);
    }
    post(&mut world, awa, community, thread, "after");
    assert_eq!(world.answer(awa, &deadly), Some(Err(Refusal::GivenUp)));
    assert_eq!(world.answer(awa, &kept), Some(Ok(Outcome::Nothing)));
    let bodies: Vec<String> =
        posts(&mut world, awa, community, thread).into_iter().map(|post| post.body).collect();
    assert_eq!(bodies, ["The proofs are here.", "kept", "after"]);
}

#[test]
fn a_link_that_was_made_before_the_crash_is_the_one_that_is_given_after_it() {
    let (mut world, community, awa, _) = two_members(10);
    let acts = [
        MemberAct::InviteMembers { uses_max: 1, valid_days: 3 },
        MemberAct::OfferDevice { stands: OfferStands::ForRecovery },
    ];
    for act in acts {
        let id = world.command_id();
        let make = ToEngine::Command { id, command: Command::of(community, act) };
        world.tell(awa, make.clone());
        world.run_ms(2_000);
        let Some(Ok(Outcome::Link(before))) = world.answer(awa, &id) else { panic!("no link") };
        world.crash(awa);
        // What an engine answered is kept for a while only: the fact tells it for good.
        world.disk_mut(awa).retain(|key, _| !key.starts_with("g/done/"));
        world.start(awa);
        world.tell(awa, make);
        world.run_ms(2_000);
        assert_eq!(world.answer(awa, &id), Some(Ok(Outcome::Link(before))));
    }
}

#[test]
fn documents_that_are_not_opened_come_from_the_others_and_the_stored_copy_stays() {
    let (mut world, community, awa, kofi) = two_members(9);
    let thread = start_thread(&mut world, awa, community);
    wait_same(&mut world, &[awa, kofi], community);
    world.crash(kofi);
    let stored = world.disk(kofi).clone();
    let topic = DocumentId::Talk { thread, part: 0 };
    for document in [DocumentId::Charter, topic] {
        world.spare(kofi, Suspect::Document(community, document));
    }
    world.crash(awa);
    world.start(kofi);
    world.run_ms(500);
    assert_eq!(posts(&mut world, kofi, community, thread), []);
    let shown = world.view(kofi, ViewKey::Faults(community));
    let title = "Proofs".to_owned();
    let unopened = [
        FaultCard::Unopened { what: Field::Community, title: String::new() },
        FaultCard::Unopened { what: Field::Thread, title },
    ];
    assert_eq!(shown, [ViewDelta::Faults { community, faults: unopened.to_vec() }]);
    world.start(awa);
    wait_same(&mut world, &[awa, kofi], community);
    assert_eq!(posts(&mut world, kofi, community, thread).len(), 1);
    post(&mut world, kofi, community, thread, "From what the others had.");
    let chunks: Vec<_> = stored.iter().filter(|(key, _)| key.contains("/d/")).collect();
    assert!(chunks.len() >= 2, "the charter and the topic were stored: {}", chunks.len());
    for (key, value) in chunks {
        assert_eq!(world.disk(kofi).get(key), Some(value), "{key} is as it was");
    }
}
