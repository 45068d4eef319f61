//! Looking for words: all that was written is read, and closed again.

use super::*;
use crate::engine::io::NotLoaded;
use crate::message::command::{PageAct, PageField, Splice, Writing};
use crate::message::model::{Ended, Found, HitPlace, PageDelta, ViewDelta, ViewKey};

fn start(scene: &mut Scene, title: &str, body: &str) -> crate::id::ThreadId {
    let (title, body, language) = (title.to_owned(), body.to_owned(), "en".to_owned());
    let written = Writing::StartThread { title, body, language };
    match scene.world.ask(ANA, Command::write(scene.id, written)) {
        Ok(Outcome::Thread(thread)) => thread,
        other => panic!("{other:?}"),
    }
}

fn page(scene: &mut Scene, title: &str, text: &str) -> crate::id::PageId {
    let written = Writing::CreatePage { title: title.to_owned(), text: String::new() };
    let made = scene.world.ask(ANA, Command::write(scene.id, written));
    let Ok(Outcome::Page(page)) = made else { panic!("{made:?}") };
    let seen = scene.world.view(ANA, ViewKey::Page(scene.id, page));
    let Some(ViewDelta::Page { delta: PageDelta::All { version, .. }, .. }) = seen.last() else {
        panic!("{seen:?}")
    };
    let splices = vec![Splice { at: 0, delete: 0, insert: text.to_owned() }];
    let edit = PageAct::Edit { base: *version, splices };
    scene.world.ask(ANA, Command::page(scene.id, page, edit)).expect("taken");
    page
}

fn find(scene: &mut Scene, words: &str) -> Found {
    let seen = scene.world.view(ANA, ViewKey::Found(scene.id, words.to_owned()));
    let Some(ViewDelta::Found { found, .. }) = seen.last() else { panic!("{seen:?}") };
    found.open().expect("an answer")
}

fn open(scene: &mut Scene) -> usize {
    scene.of(ANA, |community, _| {
        community.documents.values().filter(|entry| entry.open.is_some()).count()
    })
}

#[test]
fn what_was_written_is_found_after_a_restart_and_nothing_stays_open() {
    let mut scene = Scene::new(61, 1, &[]);
    let bread = start(&mut scene, "Bread", "Who brings the Café's bread on Monday?");
    start(&mut scene, "Tea", "Nobody, it seems.");
    // Pages tell their time in seconds.
    scene.world.run_ms(2_000);
    let book = page(&mut scene, "Recipes", "Bread needs a night. Then a café to eat it in.");
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.world.run_ms(500);
    let before = open(&mut scene);
    let found = find(&mut scene, "cafe BREAD");
    assert_eq!((found.looked, found.of, found.ended), (3, 3, Ended::All));
    let places: Vec<HitPlace> = found.hits.iter().map(|hit| hit.place).collect();
    let [HitPlace::Page(first), HitPlace::Post(second, _)] = places[..] else {
        panic!("the newest first: {places:?}")
    };
    assert_eq!((first, second), (book, bread));
    assert_eq!(found.hits[0].around.concat(), "Bread needs a night. Then a café to eat it in.");
    assert_eq!(found.hits[0].around[1], "café");
    assert_eq!(found.hits[1].title, "Bread");
    assert_eq!(open(&mut scene), before);
    assert!(find(&mut scene, "cafe tea").hits.is_empty());
    assert_eq!(find(&mut scene, " \t ").ended, Ended::All, "nothing is looked for");
}

#[test]
fn what_is_on_screen_stays_open_while_somebody_looks_for_words() {
    let mut scene = Scene::new(62, 1, &[]);
    let thread = start(&mut scene, "Bread", "one");
    let book = page(&mut scene, "Recipes", "two");
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.world.run_ms(500);
    let key = ViewKey::Found(scene.id, "one".to_owned());
    scene.world.tell(ANA, crate::message::ToEngine::Watch(key));
    // Before storage has answered.
    scene.world.tell(ANA, crate::message::ToEngine::Watch(ViewKey::Thread(scene.id, thread)));
    scene.world.tell(ANA, crate::message::ToEngine::Watch(ViewKey::Page(scene.id, book)));
    scene.world.run_ms(500);
    let (body, language, reply_to) = ("three".to_owned(), "en".to_owned(), None);
    let post = Writing::WritePost { thread, body, language, reply_to };
    scene.world.ask(ANA, Command::write(scene.id, post)).expect("written");
    let (field, value) = (PageField::Title, "Bread".to_owned());
    let act = PageAct::SetField { field, value };
    scene.world.ask(ANA, Command::page(scene.id, book, act)).expect("written");
    for document in [DocumentId::Talk { thread, part: 0 }, DocumentId::Page(book)] {
        assert!(scene.of(ANA, |community, _| community.documents[&document].open.is_some()));
    }
    assert_eq!(find(&mut scene, "three").hits.len(), 1);
}

#[test]
fn as_much_as_can_be_shown_is_enough() {
    let mut scene = Scene::new(63, 1, &[]);
    let thread = start(&mut scene, "Bread", "crumbs");
    for _ in 0..crate::limits::FOUND_MAX {
        let (body, language, reply_to) = ("crumbs".to_owned(), "en".to_owned(), None);
        let post = Writing::WritePost { thread, body, language, reply_to };
        scene.world.ask(ANA, Command::write(scene.id, post)).expect("written");
    }
    let found = find(&mut scene, "crumbs");
    assert_eq!((found.hits.len(), found.ended), (crate::limits::FOUND_MAX, Ended::Enough));
}

#[test]
fn who_looks_for_words_is_told_where_the_part_for_it_did_not_come_and_may_ask_again() {
    let mut scene = Scene::new(64, 1, &[]);
    start(&mut scene, "Bread", "crumbs");
    let key = ViewKey::Found(scene.id, "crumbs".to_owned());
    let told = |scene: &Scene| match scene.world.sent(ANA, &key).last() {
        Some(ViewDelta::Found { found, .. }) => found.open().expect("an answer"),
        other => panic!("{other:?}"),
    };
    let watch = || crate::message::ToEngine::Watch(key.clone());
    scene.world.tell(ANA, watch());
    assert_eq!(told(&scene).ended, Ended::NotYet, "the part is on its way");
    scene.world.run_ms(500);
    assert_eq!(told(&scene).hits.len(), 1, "and then it goes on by itself");

    scene.world.input(ANA, Input::FinderLoaded(Err(NotLoaded)));
    assert_eq!(told(&scene).ended, Ended::Missed);
    scene.world.tell(ANA, watch());
    assert_eq!(told(&scene).ended, Ended::NotYet);
    scene.world.run_ms(500);
    assert_eq!((told(&scene).hits.len(), told(&scene).ended), (1, Ended::All));
}
