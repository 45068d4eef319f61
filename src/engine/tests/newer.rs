//! A community whose rules are of a version that this program does not know: it reads, and writes nothing.

use super::*;
use crate::domain::FactBody;
use crate::id::{BlobHash, MotionId};
use crate::message::command::{Refusal, Writing};
use crate::message::model::ViewKey;
use crate::message::motion::RULES_VERSION;

impl Scene {
    /// As if a decision had moved the community on.
    fn move_on(&mut self, node: Node) {
        self.of(node, |community, core| {
            community.charter.authority.rules.version = RULES_VERSION + 1;
            core.mark(ViewKey::Home);
        });
        self.world.input(node, Input::Woken);
        self.world.run_ms(1_000);
    }
}

#[test]
fn dec_9_every_act_is_refused_by_a_program_that_does_not_know_the_rules() {
    let mut scene = Scene::new(71, 2, &[BEN]);
    scene.move_on(BEN);
    assert!(scene.world.card(BEN, scene.id).expect("it is there").are_rules_newer);
    let refused = Err(Refusal::RulesNewer { version: RULES_VERSION + 1 });
    let (title, body) = ("Tea".to_owned(), "At four?".to_owned());
    let writing = Writing::StartThread { title, body, language: "en".to_owned() };
    let member = crate::engine::gate::member_id(&scene.device(ANA));
    let acts = [
        MemberAct::Write(writing.clone()),
        MemberAct::InviteMembers { uses_max: 1, valid_days: 1 },
        MemberAct::ConfirmMember { member },
        MemberAct::NoticeSilence { member },
        MemberAct::UpholdDecision { motion: MotionId([1; 16]) },
        MemberAct::BeginImport,
    ];
    for act in acts {
        assert_eq!(scene.world.ask(BEN, Command::of(scene.id, act)), refused);
    }
    // What others write still comes, and everything can be taken along.
    let before = scene.of(BEN, |community, _| community.documents.len());
    let started = scene.world.ask(ANA, Command::of(scene.id, MemberAct::Write(writing)));
    assert!(matches!(started, Ok(Outcome::Thread(_))));
    scene.world.run_ms(5_000);
    assert_eq!(scene.of(BEN, |community, _| community.documents.len()), before + 1);
    let out = MemberAct::TakeOut { readme: String::new() };
    let taken = scene.world.ask(BEN, Command::of(scene.id, out));
    assert!(matches!(taken, Ok(Outcome::File(_))), "{taken:?}");
}

#[test]
fn dec_9_its_program_signs_nothing_unasked_either() {
    let mut scene = Scene::new(72, 2, &[BEN]);
    scene.move_on(BEN);
    let heads =
        |scene: &mut Scene| scene.of(BEN, |community, _| community.heads_of(&DocumentId::Charter));
    let before = heads(&mut scene);
    let wrote = scene.of(BEN, |community, core| {
        let body = FactBody::ProfileChanged { profile: BlobHash([7; 32]) };
        let fact = Fact { at: core.now, body };
        community.write_fact(core, DocumentId::Charter, CommandId([7; 16]), &fact)
    });
    assert_eq!((wrote, heads(&mut scene)), (None, before));
}
