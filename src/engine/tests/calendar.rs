//! Eve is a member, and says of events what no program of ours would.

use super::*;
use crate::clock::Repeats;
use crate::domain::FactBody;
use crate::id::{MemberId, ThreadId};
use crate::message::Letter;
use crate::message::calendar::{CalendarAct, Plan};
use crate::message::command::Writing;
use crate::message::model::{FaultCard, Happening, HappeningKind};

const YEAR: DocumentId = DocumentId::Calendar { year: 2026 };

fn plan(minutes: u16) -> Plan {
    Plan {
        title: "Our Tuesday call".to_owned(),
        about: String::new(),
        first: "2026-03-03".parse().expect("a day"),
        time: "16:00".parse().expect("a time"),
        zone: "Europe/Madrid".to_owned(),
        minutes,
        repeats: Repeats::Weekly,
        until: None,
    }
}

impl Scene {
    fn eve_plans(&mut self, document: DocumentId, minutes: u16) {
        let eve = self.device(EVE);
        let body = FactBody::EventPlanned { plan: Box::new(plan(minutes)) };
        let fact = Fact { at: self.now(), body };
        let mut replica = Replica::new(document, self.id, ActorKey::new(&eve, [1; 8]));
        let changes = put(&mut replica, self.world.key(EVE, &eve), 7, &fact);
        self.eve_sends(ANA, document, &changes);
    }

    fn titles(&mut self, node: Node) -> Vec<String> {
        let events = self.of(node, |community, core| community.calendar(core.now).events);
        events.into_iter().map(|card| card.plan.title).collect()
    }
}

#[test]
fn cal_1_what_a_cheat_plans_is_told_to_all_and_is_no_event() {
    let mut scene = Scene::new(8, 3, &[BEN, EVE]);
    let eve = scene.of(EVE, |community, _| community.me());
    scene.eve_plans(YEAR, 0);
    scene.until(|scene| scene.is_level(&[BEN]));
    for node in [ANA, BEN] {
        let faults = scene.of(node, |community, _| community.fault_cards());
        let told = faults.iter().filter(|fault| {
            matches!(fault, FaultCard::BrokenRule { by, rule, code, .. }
                if *by == eve && rule == "CAL-1" && code == "event-unsound")
        });
        assert_eq!((told.count(), scene.titles(node)), (1, Vec::new()));
    }
    let act = Letter::new(&CalendarAct::Plan { plan: plan(20) });
    let planned = Command::write(scene.id, Writing::Calendar { act });
    scene.world.ask(ANA, planned).expect("she may");
    scene.until(|scene| scene.is_level(&[BEN]));
    assert_eq!(scene.titles(BEN), ["Our Tuesday call"]);
}

#[test]
fn cal_1_an_event_elsewhere_than_in_a_calendar_is_not_let_in() {
    let mut scene = Scene::new(9, 3, &[BEN, EVE]);
    scene.eve_plans(DocumentId::Talk { thread: ThreadId([1; 16]), part: 0 }, 20);
    let refused =
        scene.of(ANA, |community, _| community.refusals.get("fact-out-of-place").copied());
    assert_eq!((refused, scene.titles(ANA)), (Some(1), Vec::new()));
}

#[test]
fn cal_1_who_changed_an_event_is_not_told_to_have_planned_it() {
    let mut scene = Scene::new(10, 3, &[BEN, EVE]);
    let does = |scene: &mut Scene, node, act: CalendarAct| {
        let written = Command::write(scene.id, Writing::Calendar { act: Letter::new(&act) });
        scene.world.ask(node, written).expect("they may");
        scene.until(|scene| scene.is_level(&[BEN]));
    };
    let told = |scene: &mut Scene, node| -> Vec<(MemberId, HappeningKind)> {
        let happened = scene.of(node, |community, core| community.today(core.now).happened);
        let is_event = |one: &Happening| {
            matches!(
                one.what,
                HappeningKind::PlannedEvent { .. } | HappeningKind::ChangedEvent { .. }
            )
        };
        happened.into_iter().filter(is_event).map(|one| (one.who, one.what)).collect()
    };
    let ana = scene.of(ANA, |community, _| community.me());
    let ben = scene.of(BEN, |community, _| community.me());
    let title = "Our Tuesday call".to_owned();
    does(&mut scene, ANA, CalendarAct::Plan { plan: plan(20) });
    let planned = HappeningKind::PlannedEvent { title: title.clone() };
    assert_eq!(told(&mut scene, BEN), [(ana, planned)]);
    let event = scene.of(BEN, |community, core| community.calendar(core.now).events[0].id);
    does(&mut scene, BEN, CalendarAct::Change { event, plan: plan(30) });
    let changed = HappeningKind::ChangedEvent { title };
    assert_eq!((told(&mut scene, ANA), told(&mut scene, BEN)), (vec![(ben, changed)], vec![]));
}
