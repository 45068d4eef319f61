//! Replicas that exchange changes become the same, and readers are told of every change.

use proptest::prelude::*;

use super::super::*;
use super::support::*;

use crate::ordered;

const POST: &str = concat!(
    r#"{"v":1,"type":"PostWritten","at":1800000000000,"language":"en","body":"#,
    r#""Eighty characters are about what a person says at once in a talk: let us meet at 7."}"#,
);

#[test]
fn one_post_of_eighty_characters_is_small_on_the_wire() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    ben.take(&ana.post(1, POST));
    let bytes = ben.post(2, POST).encode();
    assert_eq!(POST.len(), 156);
    assert!(bytes.len() <= 340, "{}", bytes.len());
}

#[test]
fn facts_go_there_and_back() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let admission = ben.take(&ana.post(1, "{}"));
    let Patch::Fact { id, json, device, at, .. } = &admission.patches[0] else { panic!() };
    assert_eq!((*id, json.as_str(), *at), (CommandId([1; 16]), "{}", NOON));
    assert_eq!(*device, ana.key.public());
    ana.take(&ben.post(2, "[]"));
    assert_eq!(ana.fact_ids(), [CommandId([1; 16]), CommandId([2; 16])]);
    assert_same(&ana.replica, &ben.replica);
    assert_sound(&ben.replica);
    assert_eq!(ben.replica.known_devices().len(), 2);
}

#[test]
fn a_fact_that_is_there_is_not_written_again() {
    let mut ana = Device::new(1, TALK);
    ana.post(1, "{}");
    assert_eq!(ana.replica.put_fact(CommandId([1; 16]), "[]", NOON), Ok(None));
    assert_eq!(ana.replica.facts_of(&CommandId([1; 16])).count(), 1);
}

#[test]
fn clk_1_claimed_time_never_runs_backwards() {
    let mut ana = Device::new(1, TALK);
    ana.post(1, "{}");
    ana.replica.put_fact(CommandId([2; 16]), "{}", Timestamp(5)).expect("small");
    let times: Vec<_> = ana.replica.facts().map(|fact| fact.at).collect();
    assert_eq!(times, [NOON, NOON]);
}

#[test]
fn a_community_is_named_after_its_founding_change() {
    let key = crate::sign::SoftwareKey::from_seed(&[1; 32]);
    let actor = ActorKey::new(&key.public(), [0; 8]);
    let (charter, _) = Replica::found(actor, CommandId([1; 16]), "{}", NOON).expect("small");
    assert_eq!(charter.heads(), [ChangeHash(charter.community().0)]);
    assert_eq!(charter.unsigned_tip(), Some(ChangeHash(charter.community().0)));
}

#[test]
fn what_nobody_vouched_for_is_not_given_out() {
    let mut ana = Device::new(1, TALK);
    ana.post(1, "{}");
    ana.replica.put_fact(CommandId([2; 16]), "{}", NOON).expect("small");
    ana.replica.put_fact(CommandId([3; 16]), "{}", NOON).expect("small");
    let mut ben = Device::new(2, TALK);
    ben.pull(&ana);
    assert_eq!(ben.fact_ids(), [CommandId([1; 16])]);
    assert_eq!(ana.sign().len(), 2);
    assert_eq!(ana.replica.unsigned_tip(), None);
    ben.pull(&ana);
    assert_same(&ana.replica, &ben.replica);
}

#[test]
fn a_backlog_comes_in_parts_that_each_verify() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    for round in 0..40 {
        ana.take(&ben.post(round * 2, POST));
        ben.take(&ana.post(round * 2 + 1, POST));
    }
    // Cara has it from a file, with few signatures, and passes it on in small parts.
    let actor = ActorKey::new(&crate::sign::SoftwareKey::from_seed(&[3; 32]).public(), [3; 8]);
    let gate = &mut OpenGate::default();
    let snapshot = ana.replica.snapshot();
    let (cara, _) = Replica::from_snapshot(TALK, COMMUNITY, &snapshot, actor, gate).expect("ours");
    let mut dan = Device::new(4, TALK);
    let mut parts = 0;
    while let Some(part) = cara.changes_since(&dan.replica.heads(), 4096) {
        let admission = dan.take(&part);
        assert_eq!(admission.refused, []);
        assert!(!admission.applied.is_empty());
        parts += 1;
    }
    assert!(parts >= 3, "{parts}");
    assert_same(&dan.replica, &ana.replica);
    let unknown = [ChangeHash([1; 32])];
    assert_eq!(cara.changes_since(&unknown, 1 << 20).map(|all| all.len()), Some(80));
}

#[test]
fn kno_1_concurrent_edits_merge_character_by_character() {
    let mut ana = Device::new(1, PAGE);
    let mut ben = Device::new(2, PAGE);
    ben.take(&ana.splice(0, 0, "We meet here."));
    let from_ana = ana.splice(8, 4, "there");
    let from_ben = ben.splice(0, 2, "All of us 🙂");
    let to_ben = ben.take(&from_ana);
    ana.take(&from_ben);
    assert_eq!(ana.replica.text(), "All of us 🙂 meet there.");
    assert_same(&ana.replica, &ben.replica);
    let mut seen: Vec<u16> = "All of us 🙂 meet here.".encode_utf16().collect();
    apply(&mut seen, &to_ben.patches);
    assert_eq!(String::from_utf16_lossy(&seen), ana.replica.text());
    assert_sound(&ana.replica);
}

#[test]
fn a_field_that_two_people_wrote_shows_both() {
    let mut ana = Device::new(1, PAGE);
    let mut ben = Device::new(2, PAGE);
    let title = PageField::Title;
    ana.replica.set_field(title, "Values", NOON).expect("short");
    ben.replica.set_field(title, "Wertè", NOON).expect("short");
    let (from_ana, from_ben) = (ana.sign(), ben.sign());
    ana.take(&from_ben);
    let admission = ben.take(&from_ana);
    let fields = ana.replica.fields();
    let values: Vec<&str> = fields[0].1.iter().map(|(value, _)| value.as_str()).collect();
    assert_eq!(values.len(), 2);
    assert!(values.contains(&"Values") && values.contains(&"Wertè"));
    assert_same(&ana.replica, &ben.replica);
    assert_eq!(admission.patches, [Patch::Field { field: title, values: fields[0].1.clone() }]);
    // Choosing one of them replaces both.
    let written = ben.replica.set_field(title, "Values", NOON).expect("short");
    assert!(written.is_some());
    assert_eq!(ben.replica.set_field(title, "Values", NOON), Ok(None));
    ana.take(&ben.sign());
    let chosen = vec![("Values".to_owned(), ben.key.public())];
    assert_eq!(ana.replica.fields(), [(title, chosen)]);
    assert_sound(&ana.replica);
}

#[test]
fn kno_1_history_and_restore() {
    let mut ana = Device::new(1, PAGE);
    let mut ben = Device::new(2, PAGE);
    ana.splice(0, 0, "one\ntwo\n");
    ana.splice(8, 0, "three 🙂\n");
    ben.pull(&ana);
    let later = NOON.plus_ms(60_000);
    let splice = Splice { at: 14, delete: 2, insert: "!".to_owned() };
    ben.replica.splice_text(&[splice], later).expect("fits");
    ben.sign();
    ana.pull(&ben);
    let history = ana.replica.history();
    let seen: Vec<_> = history.iter().map(|one| (one.device, one.added, one.removed)).collect();
    assert_eq!(seen, [(ben.key.public(), 1, 2), (ana.key.public(), 17, 0)]);
    assert_eq!(ana.replica.text(), "one\ntwo\nthree !\n");
    let past = ana.replica.text_at(&history[1].at);
    assert_eq!(past.as_deref(), Some("one\ntwo\nthree 🙂\n"));
    let written = ana.replica.restore_text(&history[1].at, later).expect("known").expect("new");
    let [Patch::Spliced(splices)] = &written.patches[..] else { panic!() };
    assert_eq!(splices, &[Splice { at: 14, delete: 1, insert: "🙂".to_owned() }]);
    assert_eq!(Some(ana.replica.text()), past);
    assert_eq!(ana.replica.text_at(&[ChangeHash([1; 32])]), None);
}

#[test]
fn dec_8_the_wording_is_the_last_changes_of_the_text_whatever_else_is_written() {
    let (mut ana, mut ben) = (Device::new(1, PAGE), Device::new(2, PAGE));
    assert_eq!(ana.replica.wording(), []);
    ana.post(1, "a picture");
    assert_eq!(ana.replica.wording(), [], "nothing of it is text");
    ana.splice(0, 0, "Tea.");
    ben.pull(&ana);
    let first = ana.replica.wording();
    assert_eq!((first.len(), &first), (1, &ana.replica.heads()));
    // Ben knows the first words alone when he posts; Ana writes on meanwhile.
    ben.post(2, "another picture");
    ana.splice(4, 0, " At four.");
    let second = ana.replica.wording();
    assert!(second != first && second.len() == 1);
    ana.pull(&ben);
    assert_eq!(ana.replica.heads().len(), 2);
    assert_eq!(ana.replica.wording(), second, "what Ben built on is below it");
    ben.splice(0, 0, "Our ");
    ana.pull(&ben);
    ben.pull(&ana);
    let both = ana.replica.wording();
    assert_eq!((both.len(), &both), (2, &ben.replica.wording()));
    assert!(both.contains(&second[0]), "neither knew of the other");
    let text = ana.replica.text();
    ana.post(3, "a third picture");
    assert_eq!(ana.replica.wording(), both);
    assert_eq!(ana.replica.text_at(&both), Some(text));
    ana.splice(0, 0, "! ");
    assert_eq!(ana.replica.wording(), ana.replica.heads());
    assert_eq!(ana.replica.text_at(&second).as_deref(), Some("Tea. At four."));
}

#[test]
fn splices_that_do_not_fit_change_nothing() {
    let mut ana = Device::new(1, PAGE);
    ana.splice(0, 0, "a🙂b");
    let heads = ana.replica.heads();
    for (at, delete) in [(2, 0), (1, 1), (4, 1), (5, 0), (u32::MAX, u32::MAX)] {
        let splice = Splice { at, delete, insert: String::new() };
        assert_eq!(ana.replica.splice_text(&[splice], NOON), Err(WriteError::BadSplice));
    }
    assert_eq!(ana.replica.splice_text(&[], NOON), Ok(None));
    assert_eq!(ana.replica.heads(), heads);
    let mut talk = Device::new(1, TALK);
    assert_eq!(talk.replica.splice_text(&[], NOON), Err(WriteError::FactsOnly));
}

#[test]
fn what_a_peer_has_is_found_in_steps() {
    let mut ana = Device::new(1, TALK);
    ana.post(1, "{}");
    let first = ana.replica.heads();
    ana.post(2, "{}");
    let mut seen = std::collections::BTreeSet::new();
    assert_eq!(ana.replica.ancestors_not_in(&first, &mut seen).len(), 2);
    let heads = ana.replica.heads();
    assert_eq!(ana.replica.ancestors_not_in(&heads, &mut seen), heads);
    assert_eq!(ana.replica.ancestors_not_in(&heads, &mut seen), []);
}

fn apply(text: &mut Vec<u16>, patches: &[Patch]) {
    for patch in patches {
        if let Patch::Spliced(splices) = patch {
            for splice in splices {
                let (start, delete) = (splice.at as usize, splice.delete as usize);
                text.splice(start..start + delete, splice.insert.encode_utf16());
            }
        }
    }
}

/// One thing that one of three people does.
#[derive(Debug, Clone)]
enum Act {
    Post(u8),
    Splice(u8, u8, String),
    Title(String),
    Restore(u8),
    Pull(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        any::<u8>().prop_map(Act::Post),
        (any::<u8>(), 0..9u8, "[a-c🙂é\n]{0,6}")
            .prop_map(|(at, del, text)| { Act::Splice(at, del, text) }),
        "[a-c]{0,2}".prop_map(Act::Title),
        any::<u8>().prop_map(Act::Restore),
        (0..3usize).prop_map(Act::Pull),
    ]
}

/// The nearest place in `text` at or before `at` where a character begins.
fn boundary(text: &[u16], at: usize) -> u32 {
    let at = at.min(text.len());
    let inside = at < text.len() && (0xdc00..0xe000).contains(&text[at]);
    (at - usize::from(inside)) as u32
}

fn perform(people: &mut [Device], who: usize, act: &Act, out: &mut Vec<SignedChanges>) {
    let person = &mut people[who];
    match act {
        Act::Post(id) => {
            person.replica.put_fact(CommandId([*id; 16]), "{}", NOON).expect("small");
        }
        Act::Splice(at, delete, insert) => {
            let text: Vec<u16> = person.replica.text().encode_utf16().collect();
            let at = boundary(&text, usize::from(*at) % (text.len() + 1));
            let end = boundary(&text, at as usize + usize::from(*delete)).max(at);
            let splice = Splice { at, delete: end - at, insert: insert.clone() };
            let mut seen = text;
            let written = person.replica.splice_text(&[splice], NOON).expect("fits");
            apply(&mut seen, &written.map_or(Vec::new(), |written| written.patches));
            assert_eq!(String::from_utf16_lossy(&seen), person.replica.text());
        }
        Act::Title(title) => {
            person.replica.set_field(PageField::Title, title, NOON).expect("short");
        }
        Act::Restore(back) => {
            let history = person.replica.history();
            if let Some(entry) = history.get(usize::from(*back) % (history.len() + 1)) {
                let text = person.replica.text_at(&entry.at).expect("our own heads");
                person.replica.restore_text(&entry.at, NOON).expect("our own heads");
                assert_eq!(person.replica.text(), text);
            }
        }
        Act::Pull(other) => {
            let have = person.replica.heads();
            if let Some(batch) = people[*other].replica.changes_since(&have, 300) {
                let person = &mut people[who];
                let mut seen: Vec<u16> = person.replica.text().encode_utf16().collect();
                let admission = person.take(&batch);
                assert_eq!(admission.refused, []);
                apply(&mut seen, &admission.patches);
                assert_eq!(String::from_utf16_lossy(&seen), person.replica.text());
            }
        }
    }
    out.push(people[who].sign());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn replicas_become_the_same_in_any_order(
        acts in proptest::collection::vec((0..3usize, act()), 1..40),
        order in any::<u64>(),
    ) {
        let mut people: Vec<_> = (1..4).map(|seed| Device::new(seed, PAGE)).collect();
        let mut batches = Vec::new();
        for (who, act) in &acts {
            perform(&mut people, *who, act, &mut batches);
        }
        // Everything once more, and in an order of its own, to somebody new and to all.
        let mut shuffled: Vec<(u64, usize)> = (0..batches.len() * 2)
            .map(|place| ((order ^ place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15), place))
            .collect();
        ordered::sort(&mut shuffled);
        people.push(Device::new(9, PAGE));
        for person in &mut people {
            for (_, place) in &shuffled {
                let admission = person.take(&batches[place % batches.len()]);
                prop_assert_eq!(admission.refused, []);
            }
        }
        for person in &people {
            assert_same(&person.replica, &people[0].replica);
        }
        assert_sound(&people[3].replica);
    }
}

#[test]
fn a_snapshot_has_as_many_parts_as_it_needs() {
    let mut ana = Device::new(1, TALK);
    let json = "x".repeat(crate::limits::FACT_BYTES_MAX);
    for id in 0..70 {
        ana.post(id, &json);
    }
    let snapshot = ana.replica.snapshot();
    let mut rest = &snapshot[..];
    let mut parts = 0;
    while super::super::wire::split(&mut rest).expect("our own").is_some() {
        parts += 1;
    }
    assert_eq!(parts, 3);
    assert_sound(&ana.replica);
    let mut gate = OpenGate::default();
    for cut in [1, 4, snapshot.len() / 2, snapshot.len() - 1] {
        let actor = ana.replica.actor();
        let again = Replica::from_snapshot(TALK, COMMUNITY, &snapshot[..cut], actor, &mut gate);
        assert_eq!(again.err(), Some(DecodeError::Malformed), "{cut}");
    }
}
