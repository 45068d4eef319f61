//! What co-editing must keep: two lists that pass each other lead to one text, however they are
//! cut into pieces. Pure; the properties run over texts with characters of one and two units.

use proptest::prelude::*;

use super::*;

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice { at, delete, insert: insert.to_owned() }
}

/// Both orders lead to `expected`.
#[track_caller]
fn check(text: &str, left: &[Splice], right: &[Splice], expected: &str) {
    let (left_after, right_after) = transform(left, right);
    let by_left = apply(&apply(text, left).expect("left fits"), &right_after).expect("fits");
    let by_right = apply(&apply(text, right).expect("right fits"), &left_after).expect("fits");
    assert_eq!(by_left, expected, "left first");
    assert_eq!(by_right, expected, "right first");
}

#[test]
fn left_stands_first_where_both_insert_at_one_place() {
    check("ab", &[splice(1, 0, "L")], &[splice(1, 0, "R")], "aLRb");
}

#[test]
fn both_replace_the_same_word() {
    check("a cat sat", &[splice(2, 3, "dog")], &[splice(2, 3, "cow")], "a dogcow sat");
}

#[test]
fn words_inside_the_others_deletion_are_kept() {
    check("abcdef", &[splice(1, 4, "X")], &[splice(3, 0, "new")], "aXnewf");
    check("abcdef", &[splice(3, 0, "new")], &[splice(1, 4, "X")], "aXnewf");
}

#[test]
fn overlapping_deletions_delete_once() {
    check("abcdef", &[splice(1, 3, "")], &[splice(2, 3, "")], "af");
    check("abcdef", &[splice(0, 6, "")], &[splice(2, 2, "")], "");
    check("abcdef", &[splice(2, 2, "x")], &[splice(0, 6, "y")], "yx");
}

#[test]
fn a_typed_word_passes_a_deleted_line() {
    let typed = [splice(4, 0, "w"), splice(5, 0, "o"), splice(6, 0, "w"), splice(4, 1, "W")];
    check("one two", &typed, &[splice(0, 7, ""), splice(0, 0, "none ")], "Wownone ");
}

#[test]
fn splices_that_do_not_fit_are_refused() {
    let text = "a\u{1F9ED}b";
    let out_of_range = SpliceError::OutOfRange { end: 5, length: 4 };
    assert_eq!(apply(text, &[splice(3, 2, "")]), Err(out_of_range));
    assert_eq!(apply(text, &[splice(2, 0, "x")]), Err(SpliceError::SplitsCharacter { at: 2 }));
    assert_eq!(apply(text, &[splice(1, 1, "")]), Err(SpliceError::SplitsCharacter { at: 2 }));
    assert!(apply(text, &[splice(u32::MAX, u32::MAX, "")]).is_err());
    assert_eq!(apply(text, &[splice(1, 2, "-"), splice(2, 1, "")]), Ok("a-".to_owned()));
}

#[test]
fn characters_that_share_a_half_are_told_apart() {
    // Both begin with the same UTF-16 unit.
    let (old, new) = ("x\u{1F600}y", "x\u{1F601}y");
    assert_eq!(diff(old, new), [splice(1, 2, "\u{1F601}")]);
}

#[test]
fn typing_is_joined_until_it_is_sent() {
    let mut list = Vec::new();
    for next in [splice(3, 0, "a"), splice(4, 0, "\u{1F600}"), splice(6, 0, "c")] {
        push(&mut list, next);
    }
    assert_eq!(list, [splice(3, 0, "a\u{1F600}c")]);
    push(&mut list, splice(6, 1, ""));
    push(&mut list, splice(4, 2, ""));
    push(&mut list, splice(3, 1, ""));
    assert_eq!(list, []);
}

#[test]
fn cost_is_bounded_for_long_lists() {
    let left: Vec<Splice> = (0..300).map(|at| splice(at * 2, 0, "l")).collect();
    let right: Vec<Splice> = (0..300).map(|_| splice(0, 1, "")).collect();
    let text = "t".repeat(300);
    check(&text, &left, &right, &"l".repeat(300));
}

/// Turns arbitrary numbers into splices that fit the text as it stands at each of them.
fn fitted(text: &str, wishes: &[(u16, u16, String)]) -> Vec<Splice> {
    let mut text = text.to_owned();
    let mut list = Vec::new();
    for (at, delete, insert) in wishes {
        let borders: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let from = usize::from(*at) % borders.len();
        let to = from + usize::from(*delete) % (borders.len() - from);
        let next = splice(
            utf16_length(&text[..borders[from]]),
            utf16_length(&text[borders[from]..borders[to]]),
            insert,
        );
        text.replace_range(borders[from]..borders[to], insert);
        list.push(next);
    }
    list
}

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof![Just('a'), Just('é'), Just('漢'), Just('🧭')], 0..6)
        .prop_map(|letters| letters.into_iter().collect())
}

fn wishes(most: usize) -> impl Strategy<Value = Vec<(u16, u16, String)>> {
    proptest::collection::vec((any::<u16>(), 0..5u16, words()), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn two_lists_lead_to_one_text(
        text in words(), left in wishes(8), right in wishes(8),
    ) {
        let (left, right) = (fitted(&text, &left), fitted(&text, &right));
        let (left_after, right_after) = transform(&left, &right);
        let by_left = apply(&apply(&text, &left)?, &right_after)?;
        let by_right = apply(&apply(&text, &right)?, &left_after)?;
        prop_assert_eq!(by_left, by_right);
        prop_assert!(left_after.len() <= 2 * left.len() + right.len());
        prop_assert!(right_after.len() <= left.len() + 2 * right.len());
    }

    #[test]
    fn pieces_and_the_whole_come_to_the_same(
        text in words(), left in wishes(6), right in wishes(6), cut in 0..6usize,
    ) {
        let (left, right) = (fitted(&text, &left), fitted(&text, &right));
        let whole = transform(&left, &right);
        let (head, tail) = right.split_at(cut.min(right.len()));
        let (left_past_head, head_after) = transform(&left, head);
        let (left_after, tail_after) = transform(&left_past_head, tail);
        prop_assert_eq!(whole, (left_after, [head_after, tail_after].concat()));
        let (head, tail) = left.split_at(cut.min(left.len()));
        let (head_after, right_past_head) = transform(head, &right);
        let (tail_after, right_after) = transform(tail, &right_past_head);
        prop_assert_eq!(transform(&left, &right), ([head_after, tail_after].concat(), right_after));
    }

    #[test]
    fn what_edits_leave_is_kept_in_order_and_once(text in words(), wishes in wishes(8)) {
        let list = fitted(&text, &wishes);
        let units: Vec<u16> = text.encode_utf16().collect();
        let (mut end, mut was_new, mut made) = (0, false, String::new());
        for piece in pieces(utf16_length(&text), &list) {
            prop_assert!(!was_new || matches!(piece, Piece::Kept(_)));
            was_new = matches!(piece, Piece::New(_));
            match piece {
                Piece::Kept(range) => {
                    prop_assert!(end <= range.start && range.start < range.end);
                    end = range.end;
                    let kept = &units[range.start as usize..range.end as usize];
                    made.push_str(&String::from_utf16(kept).expect("whole characters"));
                }
                Piece::New(text) => made.push_str(&text),
            }
        }
        prop_assert_eq!(made, apply(&text, &list)?);
    }

    #[test]
    fn a_difference_leads_from_old_to_new(old in words(), new in words()) {
        prop_assert_eq!(apply(&old, &diff(&old, &new))?, new);
    }

    #[test]
    fn a_joined_list_says_the_same(text in words(), wishes in wishes(8)) {
        let list = fitted(&text, &wishes);
        let mut joined = Vec::new();
        for next in list.clone() {
            push(&mut joined, next);
        }
        prop_assert_eq!(apply(&text, &joined)?, apply(&text, &list)?);
    }

    #[test]
    fn splices_from_anywhere_never_panic(
        text in words(),
        left in proptest::collection::vec((any::<u32>(), any::<u32>(), words()), 0..5),
        right in proptest::collection::vec((0..9u32, 0..9u32, words()), 0..5),
    ) {
        let made = |list: Vec<(u32, u32, String)>| -> Vec<Splice> {
            list.iter().map(|(at, delete, insert)| splice(*at, *delete, insert)).collect()
        };
        let (left, right) = (made(left), made(right));
        transform(&left, &right);
        // A list that is refused leaves no text behind; one that fits leaves a longer or equal one.
        if let Ok(after) = apply(&text, &left) {
            let deleted: u32 = left.iter().map(|splice| splice.delete).sum();
            prop_assert!(utf16_length(&after) + deleted >= utf16_length(&text));
        }
    }
}
