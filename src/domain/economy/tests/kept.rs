//! Books that were kept, and closings that were judged before.

use super::codes;
use super::scene::*;
use crate::domain::economy::books::{Books, Decided, Ground, LedgerHeads, Signed};
use crate::id::{ChangeHash, MotionId};

/// As they are after being kept by these heads, and begun with again where the ledger is as it is.
fn begun_again(scene: &Scene, by: &LedgerHeads) -> Books {
    let kept = scene.books().keep(by);
    let bytes = postcard::to_stdvec(&kept).expect("plain data");
    let kept = postcard::from_bytes(&bytes).expect("it was encoded");
    let mut books = Books::default();
    let now = scene.heads();
    let unread = books.restore(kept, &now);
    let is_unread = *by != now;
    assert_eq!(unread, if is_unread { vec![0] } else { Vec::new() });
    if is_unread {
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
    assert!(begun_again(&scene, &scene.heads()) == scene.books());
    let others = vec![(0, vec![ChangeHash([0xee; 32])])];
    assert!(begun_again(&scene, &others) == scene.books());
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
