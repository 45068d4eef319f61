//! Books that were kept, and closings that were judged before.

use super::codes;
use super::scene::*;
use crate::domain::economy::books::{Books, Decided, Ground, Signed};
use crate::id::{ChangeHash, MotionId};
use crate::store::record;

/// As they are after being kept and begun with again, by heads that fit or do not.
fn begun_again(scene: &Scene, entries: &[Signed], fits: bool) -> Books {
    let (now, other) = (scene.heads(), vec![(0, vec![ChangeHash([0xee; 32])])]);
    let kept = scene.books_of(entries).keep(if fits { &now } else { &other });
    let bytes = record::encode(&kept);
    let kept = record::decode(&bytes).expect("it was encoded");
    let mut books = Books::default();
    let unread = books.restore(kept, &now);
    assert_eq!(unread, if fits { Vec::new() } else { vec![0] });
    if !fits {
        for signed in &scene.entries {
            books.take(Signed { standing: None, held: None, ..signed.clone() });
        }
    }
    // No document is open.
    scene.on_ground(|ground| books.settle(&Ground { below: &|_| None, ..*ground }));
    books
}

#[test]
fn eco_8_kept_books_are_the_same_without_any_document() {
    let scene = march();
    assert!(begun_again(&scene, &scene.entries, true) == scene.books());
    assert!(begun_again(&scene, &scene.entries, false) == scene.books());
    // Where a closing was not judged before, they wait for the documents.
    let mut early = march();
    early.decisions.truncate(2);
    let kept = early.books().keep(&scene.heads());
    let mut books = Books::default();
    assert_eq!(books.restore(kept, &scene.heads()), Vec::<u32>::new());
    scene.on_ground(|ground| books.settle(&Ground { below: &|_| None, ..*ground }));
    assert_eq!(codes(&books), ["entries-missing"]);
    scene.on_ground(|ground| books.settle(ground));
    assert!(books == scene.books());
}

#[test]
fn eco_8_a_closing_that_comes_late_and_goes_before_is_judged_with_all_that_follow() {
    let scene = march();
    let mut first = march();
    // What was decided before is known after.
    let earlier = Decided { motion: MotionId([0xa9; 16]), ..scene.decisions[2].clone() };
    first.decisions.insert(2, earlier);
    let mut books = scene.books();
    first.on_ground(|ground| books.settle(ground));
    assert!(books == first.books());
    assert_eq!(codes(&books), ["wrong-period"]);
}
