//! The charter as it was judged is shown before the document is read; nothing is done by it until then,
//! and nothing hangs on it.

use std::collections::BTreeMap;

use super::*;
use crate::engine::{Effect, Engine};
use crate::id::BlobHash;
use crate::message::model::{ViewDelta, ViewKey};
use crate::message::{FromEngine, ToEngine};
use crate::ordered::Set;
use crate::sim::world::WINDOW;
use crate::store::keys;

/// Ana's device, opened on what her disk holds, whose storage answers when it is told to.
struct Opening {
    engine: Engine,
    disk: BTreeMap<String, Vec<u8>>,
    now: Timestamp,
    loads: Vec<Effect>,
    heard: Vec<FromEngine>,
}

impl Opening {
    fn new(scene: &Scene) -> Self {
        let now = scene.now();
        let (engine, effects) = Engine::new(now, [7; 32], WINDOW, Set::new());
        let disk = scene.world.disk(ANA).clone();
        let mut opening = Self { engine, disk, now, loads: Vec::new(), heard: Vec::new() };
        opening.take(effects);
        opening.tell(ToEngine::WindowOpened);
        opening.tell(ToEngine::Watch(ViewKey::Home));
        opening
    }

    fn tell(&mut self, message: ToEngine) {
        let effects = self.engine.handle(self.now, Input::Window { window: WINDOW, message });
        self.take(effects);
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Load { .. } = effect {
                self.loads.push(effect);
            } else if let Effect::Tell { message, .. } | Effect::TellAll { message } = effect {
                self.heard.push(message);
            }
        }
    }

    /// Storage answers what was asked first.
    fn answer(&mut self) -> String {
        let Effect::Load { ticket, prefix } = self.loads.remove(0) else { panic!("a load") };
        let found = self.disk.range(prefix.clone()..);
        let found = found.take_while(|(key, _)| key.starts_with(&prefix));
        let entry = |(key, value): (&String, &Vec<u8>)| crate::engine::io::Entry {
            key: key.clone(),
            value: value.clone(),
        };
        let result = Ok(found.map(entry).collect());
        let effects = self.engine.handle(self.now, Input::Loaded { ticket, result });
        self.take(effects);
        while let Some(held) = self.engine.held() {
            let effects = self.engine.handle(self.now, held);
            self.take(effects);
        }
        prefix
    }

    /// The state hash that the first screen tells, once it is there.
    fn shown(&self) -> Option<String> {
        self.heard.iter().rev().find_map(|message| {
            let FromEngine::View(ViewDelta::Home(home)) = message else { return None };
            home.communities.first().map(|card| card.state_hash.clone())
        })
    }

    /// Answers until the first screen is there; says what was read for it.
    fn until_shown(&mut self) -> Vec<String> {
        let mut read = Vec::new();
        while self.shown().is_none() {
            read.push(self.answer());
        }
        read
    }
}

/// Ana has let Ben in, and her device had a while to keep what that came to.
fn scene() -> Scene {
    let mut scene = Scene::new(81, 2, &[BEN]);
    scene.world.run_ms(5_000);
    scene
}

#[test]
fn a_charter_is_shown_as_it_was_kept_and_written_in_once_it_is_read() {
    let scene = scene();
    let id = scene.id;
    let known = scene.world.card(ANA, id).expect("it is hers").state_hash.clone();
    let mut opening = Opening::new(&scene);
    let read = opening.until_shown();
    let charter = keys::chunks(&id, &DocumentId::Charter);
    assert!(!read.contains(&charter), "{read:?}");
    assert_eq!(opening.shown(), Some(known.clone()));
    let command = Command::of(id, MemberAct::InviteMembers { uses_max: 1, valid_days: 1 });
    let heads = |opening: &Opening| opening.engine.communities[&id].heads_of(&DocumentId::Charter);
    let before = heads(&opening);
    opening.tell(ToEngine::Command { id: CommandId([5; 16]), command });
    assert_eq!(heads(&opening), before, "nothing is written in what was not read");
    assert_eq!(opening.answer(), charter);
    assert_ne!(heads(&opening), before, "what waited is written");
}

#[test]
fn what_was_kept_of_another_charter_or_cannot_be_read_is_not_shown() {
    let scene = scene();
    let id = scene.id;
    let known = scene.world.card(ANA, id).expect("it is hers").state_hash.clone();
    let spoil: [fn(&mut Vec<u8>); 3] = [
        |kept| kept.truncate(kept.len() / 2),
        // Of another program.
        |kept| kept[2] ^= 1,
        Vec::clear,
    ];
    for spoil in spoil {
        let mut opening = Opening::new(&scene);
        spoil(opening.disk.get_mut(&keys::charter(&id)).expect("it was kept"));
        let read = opening.until_shown();
        assert!(read.contains(&keys::chunks(&id, &DocumentId::Charter)), "{read:?}");
        assert_eq!(opening.shown(), Some(known.clone()));
    }
}

impl Scene {
    /// Ana says something in the charter that changes nothing else.
    fn says(&mut self, number: u8) {
        self.of(ANA, |community, core| {
            let body = crate::domain::FactBody::ProfileChanged { profile: BlobHash([number; 32]) };
            let fact = Fact { at: core.now, body };
            community.write_fact(core, DocumentId::Charter, CommandId([number; 16]), &fact)
        });
        self.world.input(ANA, Input::Woken);
    }

    fn kept(&self) -> Vec<u8> {
        self.world.disk(ANA)[&keys::charter(&self.id)].clone()
    }
}

#[test]
fn a_charter_is_kept_once_it_is_at_rest() {
    let mut scene = scene();
    let before = scene.kept();
    for number in 1..8 {
        scene.says(number);
        scene.world.run_ms(900);
        assert_eq!(scene.kept(), before, "more of it comes");
    }
    scene.world.run_ms(5_000);
    assert_ne!(scene.kept(), before);
}

#[test]
fn a_charter_that_changed_since_it_was_kept_is_read_first_and_not_judged_again() {
    let mut scene = scene();
    let id = scene.id;
    let kept = scene.kept();
    scene.says(7);
    scene.world.run_ms(5_000);
    let known = scene.world.card(ANA, id).expect("it is hers").state_hash.clone();
    assert_ne!(scene.kept(), kept, "it is kept again");
    let mut opening = Opening::new(&scene);
    opening.disk.insert(keys::charter(&id), kept);
    let read = opening.until_shown();
    assert!(read.contains(&keys::chunks(&id, &DocumentId::Charter)), "{read:?}");
    assert_eq!(opening.shown(), Some(known));
}
