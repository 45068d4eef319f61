//! What in the books waits for somebody, and when the books are opened to find it out.

use super::*;
use crate::message::economy::EconomyAct;
use crate::message::model::ViewKey;
use crate::message::{Letter, ToEngine};

impl Scene {
    fn are_books_open(&mut self) -> bool {
        self.of(ANA, |community, _| community.books.is_some())
    }

    /// The app is opened on the first screen.
    fn reopened(&mut self) {
        self.world.crash(ANA);
        self.world.start(ANA);
        self.world.tell(ANA, ToEngine::Watch(ViewKey::Today(self.id)));
    }
}

#[test]
fn books_are_opened_by_themselves_only_for_what_is_new_in_them_and_once_all_is_quiet() {
    let mut scene = Scene::new(31, 1, &[]);
    let open = EconomyAct::OpenBooks { base: "EUR".parse().expect("known") };
    let open = Command::of(scene.id, MemberAct::Economy(Letter::new(&open)));
    scene.world.ask(ANA, open).expect("the founder opens the books");
    scene.reopened();
    scene.world.run_ms(3_000);
    assert!(!scene.are_books_open(), "the start is for what is looked at");
    scene.world.run_ms(5_000);
    assert!(scene.are_books_open(), "nobody has looked yet what waits");
    scene.reopened();
    scene.world.run_ms(60_000);
    assert!(!scene.are_books_open(), "that was kept");
    scene.world.tell(ANA, ToEngine::Unwatch(ViewKey::Today(scene.id)));
    scene.world.disk_mut(ANA).retain(|key, _| !key.ends_with("/k/s/waits"));
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.world.run_ms(60_000);
    assert!(!scene.are_books_open(), "nobody looks");
}
