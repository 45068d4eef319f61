//! Acts become facts or refusals, sayings fold the same in any order, and cheats move nothing.

use proptest::prelude::*;

use super::*;
use crate::clock::Repeats;

const CALL: CommandId = CommandId([1; 16]);

fn plan(title: &str) -> Plan {
    Plan {
        title: title.to_owned(),
        about: "https://call.example/four-shores".to_owned(),
        first: "2026-03-03".parse().expect("a day"),
        time: "16:00".parse().expect("a time"),
        zone: "Europe/Madrid".to_owned(),
        minutes: 20,
        repeats: Repeats::Weekly,
        until: None,
    }
}

fn id(number: u8) -> CommandId {
    CommandId([number; 16])
}

/// What somebody says: number, claimed time, what it replaces, and the plan.
fn said(number: u8, at: u64, replaces: &[u8], plan: Option<Plan>) -> (CommandId, Saying) {
    let saying = Saying {
        event: CALL,
        at: Timestamp(at),
        by: DeviceKey([number; 32]),
        change: ChangeHash([number; 32]),
        replaces: replaces.iter().map(|number| id(*number)).collect(),
        plan,
    };
    (id(number), saying)
}

fn kept(all: &[(CommandId, Saying)]) -> Sayings {
    let mut sayings = Sayings::new();
    for (id, saying) in all {
        keep(&mut sayings, *id, saying.clone());
    }
    sayings
}

/// What stands about the call, the newest first.
fn standing(all: &[(CommandId, Saying)]) -> Vec<u8> {
    let sayings = kept(all);
    let events = fold(&sayings).events;
    let standing = events.get(&CALL).map(|event| event.standing.clone()).unwrap_or_default();
    standing.iter().map(|(id, _)| id.0[0]).collect()
}

fn codes(all: &[(CommandId, Saying)]) -> Vec<&'static str> {
    fold(&kept(all)).faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn cal_1_what_cannot_be_is_refused() {
    let check = |change: fn(&mut Plan), expected: Refusal| {
        let mut plan = plan("Our Tuesday call");
        change(&mut plan);
        let found = act(&Events::default(), CalendarAct::Plan { plan }, Timestamp(1));
        assert_eq!(found, Err(expected));
    };
    let event = |fault| Refusal::Event { fault };
    check(|plan| plan.title = " ".to_owned(), Refusal::Empty { field: Field::EventTitle });
    let (field, length, limit) = (Field::EventAbout, 1_001, 1_000);
    check(|plan| plan.about = "x".repeat(1_001), Refusal::TooLong { field, length, limit });
    check(|plan| plan.zone = "Europe Madrid".to_owned(), event(EventFault::Zone));
    check(|plan| plan.minutes = 0, event(EventFault::Minutes));
    check(|plan| plan.minutes = EVENT_MINUTES_MAX + 1, event(EventFault::Minutes));
    check(|plan| plan.until = "2026-03-02".parse().ok(), event(EventFault::Until));
    let unknown = Err(Refusal::Unknown { what: Field::Event });
    let cancel = CalendarAct::Cancel { event: CALL };
    assert_eq!(act(&Events::default(), cancel, Timestamp(1)), unknown);
}

#[test]
fn cal_1_what_is_planned_is_tidied_and_what_is_once_has_no_end() {
    let plan = Plan {
        title: "  A walk ".to_owned(),
        repeats: Repeats::Once,
        until: "2026-01-01".parse().ok(),
        ..plan("")
    };
    let fact = act(&Events::default(), CalendarAct::Plan { plan: plan.clone() }, Timestamp(1));
    let tidied = Box::new(Plan { title: "A walk".to_owned(), until: None, ..plan });
    assert_eq!(fact, Ok(Fact { at: Timestamp(1), body: FactBody::EventPlanned { plan: tidied } }));
}

#[test]
fn cal_1_an_act_replaces_all_that_its_author_knew_to_stand() {
    let all = [
        said(1, 10, &[], Some(plan("Call"))),
        said(2, 20, &[1], Some(plan("Short call"))),
        said(3, 30, &[1], None),
    ];
    let sayings = kept(&all);
    let known = fold(&sayings);
    let fact = act(&known, CalendarAct::Cancel { event: CALL }, Timestamp(40)).expect("it stands");
    let expected = FactBody::EventCancelled { event: CALL, replaces: vec![id(3), id(2)] };
    assert_eq!(fact.body, expected);
    let cancelled = [all[0].clone(), said(3, 30, &[1], None)];
    let sayings = kept(&cancelled);
    let again = act(&fold(&sayings), CalendarAct::Cancel { event: CALL }, Timestamp(40));
    assert_eq!(again, Err(Refusal::Event { fault: EventFault::Cancelled }));
}

#[test]
fn cal_1_the_newest_counts_and_what_did_not_know_of_it_stands_beside_it() {
    let first = said(1, 10, &[], Some(plan("Call")));
    assert_eq!(standing(std::slice::from_ref(&first)), [1]);
    let known = said(2, 20, &[1], Some(plan("Short call")));
    assert_eq!(standing(&[first.clone(), known.clone()]), [2]);
    let apart = said(3, 30, &[1], None);
    assert_eq!(standing(&[first.clone(), known.clone(), apart.clone()]), [3, 2]);
    let settled = said(4, 40, &[3, 2], Some(plan("Call")));
    assert_eq!(standing(&[first, known, apart, settled]), [4]);
}

#[test]
fn cal_1_what_a_cheat_writes_is_told_and_moves_nothing() {
    let first = said(1, 10, &[], Some(plan("Call")));
    let empty = said(2, 20, &[1], Some(plan("")));
    let endless = said(3, 30, &[1], Some(Plan { minutes: 0, ..plan("Call") }));
    let untidy = said(4, 40, &[1], Some(plan(" Call")));
    let all = [first.clone(), empty, endless, untidy];
    assert_eq!(standing(&all), [1]);
    assert_eq!(codes(&all), ["event-unsound"; 3]);
    // About an event that nobody planned.
    let stray = [said(2, 20, &[], None)];
    assert_eq!((standing(&stray), codes(&stray)), (vec![], vec!["event-unknown"]));
    // Two that replace each other: only what is later replaces.
    let ring = [first, said(5, 50, &[1, 6], None), said(6, 60, &[5], Some(plan("Call")))];
    assert_eq!(standing(&ring), [6]);
}

#[test]
fn cal_1_of_two_under_one_id_all_keep_the_same() {
    let one = said(1, 10, &[], Some(plan("Call")));
    let mut other = said(1, 10, &[], Some(plan("Another call")));
    other.1.change = ChangeHash([9; 32]);
    assert_eq!(kept(&[one.clone(), other.clone()]), kept(&[other, one]));
}

proptest! {
    #[test]
    fn cal_1_events_are_the_same_whatever_the_order_of_arrival(
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let all = [
            said(1, 10, &[], Some(plan("Call"))),
            said(2, 20, &[1], Some(plan("Short call"))),
            said(3, 20, &[1], None),
            said(4, 30, &[2], Some(plan(""))),
            said(5, 40, &[3, 2], Some(plan("Long call"))),
            said(6, 15, &[5], None),
        ];
        let shuffled: Vec<_> = order.iter().map(|at| all[*at].clone()).collect();
        let (one, other) = (kept(&all), kept(&shuffled));
        prop_assert_eq!(fold(&one), fold(&other));
    }
}
