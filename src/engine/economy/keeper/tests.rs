//! What guards the form in which books are kept: one entry of each kind, kept as ever.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

use super::{KEPT_FORM, KEPT_VERSION, Keeper};
use crate::domain::economy::books::Signed;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::economy::standing::Standing;
use crate::engine::economy::Bookkeeper as _;
use crate::id::{BlobHash, ChangeHash, CommandId, DeviceKey, MemberId, MotionId};
use crate::sign;

/// One entry of each kind, in canonical JSON, a line each.
const ENTRIES: &str = include_str!("entries.txt");

/// Notes the kinds that an enum says it has when it is to be read.
struct Kinds<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Kinds<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("no enum"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(variants);
        Err(Error::custom("nothing is read"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn kinds() -> Vec<&'static str> {
    let mut kinds = Vec::new();
    EntryBody::deserialize(Kinds(&mut kinds)).expect_err("nothing is read");
    kinds
}

fn signed((number, json): (usize, &str)) -> Signed {
    let entry = Entry::from_json(json).unwrap_or_else(|error| panic!("{error:?}: {json}"));
    let number = u8::try_from(number).expect("few kinds");
    let terms = Some(MotionId([4; 16]));
    let (is_member, is_voter, is_purse) = (true, true, true);
    let (is_of_gone, is_right_ended) = (false, false);
    let (is_behind, is_lost) = (false, false);
    let standing = Standing {
        is_member,
        is_voter,
        is_purse,
        is_behind,
        is_lost,
        is_of_gone,
        is_right_ended,
        terms,
    };
    Signed {
        id: CommandId([number; 16]),
        part: 1,
        change: ChangeHash([number; 32]),
        by: MemberId([2; 16]),
        device: DeviceKey([3; 32]),
        standing: Some(standing),
        held: Some(5),
        entry,
    }
}

#[test]
fn eco_1_when_the_form_of_kept_books_changes_their_version_is_counted_up() {
    let mut missing = kinds();
    let kind = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
        json["kind"].as_str().expect("each has a kind").to_owned()
    };
    let shown: Vec<String> = ENTRIES.lines().map(kind).collect();
    missing.retain(|kind| !shown.iter().any(|shown| shown == kind));
    assert!(missing.is_empty(), "entries.txt has no line for {missing:?}");

    let mut keeper = Keeper::default();
    ENTRIES.lines().enumerate().map(signed).for_each(|signed| keeper.books.take(signed));
    keeper.books.take_unreadable(CommandId([0xee; 16]), (1, MemberId([2; 16])));
    keeper.knew.insert(MotionId([6; 16]), vec![MotionId([7; 16])]);
    let kept = keeper.keep(&vec![(1, vec![ChangeHash([8; 32])])]);
    let form = BlobHash(sign::sha256(&kept)).to_string();
    assert_eq!(
        (KEPT_VERSION, form.as_str()),
        KEPT_FORM,
        "books are kept in another form than before: count KEPT_VERSION up, and write this pair \
         into KEPT_FORM beside it"
    );
}
