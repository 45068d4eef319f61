//! Who has yet to vote is reminded while the program runs, once each, across restarts.

use super::*;
use crate::clock::{DAY_MS, HOUR_MS};
use crate::id::MotionId;
use crate::message::command::{MotionAct, Writing};
use crate::message::motion::{Choice, Method, MotionDraft, MotionEffect, Ratio};

impl Scene {
    /// Ana puts a motion that is open for so many hours.
    fn put_for(&mut self, hours: u32) -> MotionId {
        let draft = Box::new(MotionDraft {
            title: "Tea at four".to_owned(),
            text: String::new(),
            method: Method::Majority,
            options: Vec::new(),
            effect: MotionEffect::Statement,
            quorum: Ratio { part: 1, whole: 2 },
            hours,
            review: None,
            looks_again: None,
            page: None,
        });
        let opened = self.world.ask(ANA, Command::write(self.id, Writing::OpenMotion { draft }));
        let Ok(Outcome::Motion(motion)) = opened else { panic!("no motion: {opened:?}") };
        motion
    }

    fn confirm(&mut self, node: Node) {
        let member = crate::engine::gate::member_id(&self.device(node));
        let act = MemberAct::ConfirmMember { member };
        assert!(self.world.ask(ANA, Command::of(self.id, act)).is_ok());
        self.world.run_ms(2_000);
    }

    fn told(&self, node: Node) -> usize {
        self.world.reminders(node).len()
    }

    fn pass(&mut self, hours: u64) {
        self.world.sleep_ms(hours * HOUR_MS);
        self.world.run_ms(2_000);
    }
}

#[test]
fn dec_1_who_has_not_voted_is_reminded_twice_and_never_again_after_a_restart() {
    let mut scene = Scene::new(61, 2, &[BEN]);
    scene.confirm(BEN);
    let motion = scene.put_for(72);
    scene.until(|scene| scene.is_level(&[BEN]));
    let vote = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
    let act = Writing::Motion { motion, act: vote };
    assert_eq!(scene.world.ask(ANA, Command::write(scene.id, act)), Ok(Outcome::Nothing));
    scene.pass(47);
    assert_eq!(scene.told(BEN), 0);
    scene.pass(2);
    assert_eq!(scene.told(BEN), 1);
    let reminder = scene.world.reminders(BEN)[0].clone();
    assert_eq!((reminder.motion, reminder.title.as_str()), (motion, "Tea at four"));
    scene.world.crash(BEN);
    scene.world.start(BEN);
    scene.pass(1);
    assert_eq!(scene.told(BEN), 1, "it was kept before it was given");
    scene.pass(21);
    assert_eq!(scene.told(BEN), 2);
    scene.pass(1);
    scene.world.sleep_ms(DAY_MS);
    scene.world.run_ms(2_000);
    assert_eq!((scene.told(BEN), scene.told(ANA)), (2, 0), "who voted is left in peace");
}
