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
fn said(number: u8, at: u64, replaces: &[u8], plan: Option<Plan>) -> (SayingId, Saying) {
    let saying = Saying {
        event: CALL,
        at: Timestamp(at),
        by: DeviceKey([number; 32]),
        replaces: replaces.iter().map(|number| id(*number)).collect(),
        plan,
    };
    ((id(number), ChangeHash([number; 32])), saying)
}

fn kept(all: &[(SayingId, Saying)]) -> Sayings {
    all.iter().cloned().collect()
}

/// What stands about the call, the newest first.
fn standing(all: &[(SayingId, Saying)]) -> Vec<u8> {
    let sayings = kept(all);
    let events = fold(&sayings).events;
    let standing = events.get(&CALL).map(|event| event.standing.clone()).unwrap_or_default();
    standing.iter().map(|((id, _), _)| id.0[0]).collect()
}

fn codes(all: &[(SayingId, Saying)]) -> Vec<&'static str> {
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
    // What replaces more than anybody could have known to stand.
    let many: Vec<u8> = std::iter::repeat_n(1, EVENT_REPLACES_MAX + 1).collect();
    let greedy = [first.clone(), said(7, 70, &many, None)];
    let found = (standing(&greedy), codes(&greedy));
    assert_eq!(found, (vec![1], vec!["event-replaces-too-much"]));
    let full = [first.clone(), said(7, 70, &many[1..], None)];
    assert_eq!((standing(&full), codes(&full)), (vec![7], vec![]));
    // Two that replace each other: only what is later replaces.
    let ring = [first, said(5, 50, &[1, 6], None), said(6, 60, &[5], Some(plan("Call")))];
    assert_eq!(standing(&ring), [6]);
}

/// The same id as somebody's saying, by another device and in another change.
fn copied(of: u8, at: u64, plan: Option<Plan>) -> (SayingId, Saying) {
    let (_, saying) = said(of, at, &[], plan);
    ((id(of), ChangeHash([0; 32])), Saying { by: DeviceKey([9; 32]), ..saying })
}

#[test]
fn cal_1_a_copied_id_displaces_nothing_and_is_told() {
    let first = said(1, 10, &[], Some(plan("Call")));
    for at in [0, 10, 20] {
        for theirs in [Some(plan("Another call")), None] {
            let all = [first.clone(), copied(1, at, theirs.clone())];
            let sayings = kept(&all);
            let found = fold(&sayings);
            let event = &found.events[&CALL];
            let has = |plan: &Option<Plan>| event.standing.iter().any(|(_, one)| one.plan == *plan);
            let both = (has(&first.1.plan), has(&theirs), event.standing.len());
            assert_eq!(both, (true, true, 2), "at {at}");
            assert_eq!(codes(&all), ["event-id-twice"; 2]);
            let planners = if theirs.is_some() { 2 } else { 1 };
            assert_eq!(event.planned_by.len(), planners);
            // Whoever says more replaces both.
            let settled = [all[0].clone(), all[1].clone(), said(4, 40, &[1], None)];
            assert_eq!(standing(&settled), [4]);
        }
    }
}

#[test]
fn cal_1_an_act_names_a_copied_id_once() {
    let all = [said(1, 10, &[], Some(plan("Call"))), copied(1, 0, Some(plan("Another call")))];
    let sayings = kept(&all);
    let fact = act(&fold(&sayings), CalendarAct::Cancel { event: CALL }, Timestamp(40));
    let expected = FactBody::EventCancelled { event: CALL, replaces: vec![CALL] };
    assert_eq!(fact.map(|fact| fact.body), Ok(expected));
}

#[test]
fn cal_1_a_copied_id_about_another_event_leaves_the_event_there() {
    let first = said(1, 10, &[], Some(plan("Call")));
    let (key, stray) = copied(1, 0, None);
    let all = [first, (key, Saying { event: id(77), ..stray })];
    assert_eq!(standing(&all), [1]);
    assert_eq!(codes(&all), ["event-id-twice", "event-id-twice", "event-unknown"]);
}

#[test]
fn cal_1_what_stands_beside_more_than_one_act_replaces_is_settled_by_the_next() {
    let number = |number: usize| u8::try_from(number).expect("a small number");
    let apart = (2..=EVENT_REPLACES_MAX + 2).map(|one| said(number(one), 20, &[], None));
    let mut all = vec![said(1, 10, &[], Some(plan("Call")))];
    all.extend(apart);
    for expected in [3, 1] {
        let sayings = kept(&all);
        let change = CalendarAct::Change { event: CALL, plan: plan("Call") };
        let at = Timestamp(30 + u64::from(expected == 1));
        let fact = act(&fold(&sayings), change, at).expect("it stands");
        let FactBody::EventChanged { replaces, .. } = fact.body else { panic!() };
        let next = number(EVENT_REPLACES_MAX + 10 + expected);
        let replaces: Vec<u8> = replaces.iter().map(|id| id.0[0]).collect();
        all.push(said(next, at.0, &replaces, Some(plan("Call"))));
        assert_eq!(standing(&all).len(), expected);
    }
}

#[test]
fn cal_1_who_plans_without_end_hides_nothing_of_others() {
    let now: Timestamp = Timestamp(1_772_452_800_000);
    let event = |number: usize, by: u8, day: &str| {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let first = day.parse().expect("a day");
        let plan = Plan { first, repeats: Repeats::Once, ..plan("Call") };
        let saying = Saying {
            event: CommandId(bytes),
            at: Timestamp(number as u64),
            by: DeviceKey([by; 32]),
            replaces: Vec::new(),
            plan: Some(plan),
        };
        ((CommandId(bytes), ChangeHash([1; 32])), saying)
    };
    let many = 2 * EVENTS_COMING_EACH_MAX;
    let mut all: Sayings = (1..=many).map(|one| event(one, 9, "2026-03-03")).collect();
    all.extend((1..=many).map(|one| event(many + one, 9, "2026-01-03")));
    all.extend([event(5_000, 1, "2026-03-09"), event(5_001, 1, "2025-03-09")]);
    let events = fold(&all);
    let told = told(&events, now);
    let of = |by| told.iter().filter(|event| event.planned_by == [DeviceKey([by; 32])]).count();
    assert_eq!((of(9), of(1)), (EVENTS_COMING_EACH_MAX + EVENTS_PAST_EACH_MAX, 2));
    let past = told.iter().filter(|event| event.next_day(now).is_none());
    assert_eq!(past.count(), EVENTS_PAST_EACH_MAX + 1);
}

proptest! {
    #[test]
    fn cal_1_events_are_the_same_whatever_the_order_of_arrival(
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let all = [
            said(1, 10, &[], Some(plan("Call"))),
            said(2, 20, &[1], Some(plan("Short call"))),
            said(3, 20, &[1], None),
            said(4, 30, &[2], Some(plan(""))),
            said(5, 40, &[3, 2], Some(plan("Long call"))),
            said(6, 15, &[5], None),
            copied(1, 0, Some(plan("Another call"))),
        ];
        let shuffled: Vec<_> = order.iter().map(|at| all[*at].clone()).collect();
        let (one, other) = (kept(&all), kept(&shuffled));
        prop_assert_eq!(fold(&one), fold(&other));
    }
}
