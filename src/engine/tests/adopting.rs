//! Motions that are written together on a page, and pages that a motion adopts.

use super::*;
use crate::clock::DAY_MS;
use crate::engine::gate;
use crate::id::{MotionId, PageId};
use crate::message::command::{Field, MotionAct, PageAct, PageField, Refusal, Splice, Writing};
use crate::message::model::{PageCard, PageDelta, PutView, ViewDelta, ViewKey};
use crate::message::motion::{Choice, Method, MotionDraft, MotionEffect, Ratio};

impl Scene {
    /// Ana and Ben, both with a vote.
    fn of_two(seed: u64) -> Self {
        let mut scene = Self::new(seed, 2, &[BEN]);
        let member = gate::member_id(&scene.device(BEN));
        let confirmed = MemberAct::ConfirmMember { member };
        scene.world.ask(ANA, Command::of(scene.id, confirmed)).expect("she may");
        scene.meet();
        scene
    }

    /// Both have all of it, what makes no difference to the state too.
    fn meet(&mut self) {
        self.world.run_ms(3_000);
        self.until(|scene| scene.is_level(&[BEN]));
    }

    fn page_card(&mut self, node: Node, page: PageId) -> PageCard {
        let deltas = self.world.view(node, ViewKey::Pages(self.id));
        let Some(ViewDelta::Pages { pages, .. }) = deltas.last() else { panic!("{deltas:?}") };
        pages.iter().find(|card| card.id == page).expect("it is there").clone()
    }

    fn begin(&mut self, writing: Writing) -> PageId {
        let begun = self.world.ask(ANA, Command::write(self.id, writing));
        let Ok(Outcome::Page(page)) = begun else { panic!("{begun:?}") };
        self.meet();
        page
    }

    fn insert(&mut self, node: Node, page: PageId, words: &str) {
        let seen = self.world.view(node, ViewKey::Page(self.id, page));
        let version = seen.iter().rev().find_map(|delta| {
            let ViewDelta::Page { delta: PageDelta::All { version, .. }, .. } = delta else {
                return None;
            };
            Some(*version)
        });
        let splices = vec![Splice { at: 0, delete: 0, insert: words.to_owned() }];
        self.change(node, page, PageAct::Edit { base: version.expect("it is open"), splices });
    }

    fn change(&mut self, node: Node, page: PageId, act: PageAct) {
        self.world.ask(node, Command::page(self.id, page, act)).expect("a member");
        self.meet();
    }

    fn act(&mut self, node: Node, motion: MotionId, act: MotionAct) {
        let writing = Writing::Motion { motion, act };
        self.world.ask(node, Command::write(self.id, writing)).expect("it is open");
        self.meet();
    }

    fn open(&mut self, node: Node, draft: MotionDraft) -> Result<MotionId, Refusal> {
        let writing = Writing::OpenMotion { draft: Box::new(draft) };
        let opened = self.world.ask(node, Command::write(self.id, writing))?;
        self.meet();
        let Outcome::Motion(motion) = opened else { panic!("{opened:?}") };
        Ok(motion)
    }
}

fn draft(effect: MotionEffect, page: Option<PageId>) -> MotionDraft {
    MotionDraft {
        title: "Open on Sundays".to_owned(),
        text: "Shall we?".to_owned(),
        method: Method::TwoThirds,
        options: Vec::new(),
        effect,
        quorum: Ratio { part: 1, whole: 1 },
        hours: 168,
        review: None,
        looks_again: None,
        page,
    }
}

fn words(title: &str, text: &str) -> (String, String) {
    (title.to_owned(), text.to_owned())
}

#[test]
fn dec_1_a_draft_is_seen_by_all_until_a_motion_names_it_or_somebody_lays_it_aside() {
    let mut scene = Scene::of_two(81);
    let (title, text) = words("Sundays", "Shall we?");
    let page = scene.begin(Writing::DraftMotion { title, text });
    let (title, text) = words("Sundays", "A page of that name.");
    let other = scene.begin(Writing::CreatePage { title, text });
    let ana = gate::member_id(&scene.device(ANA));
    let card = scene.page_card(BEN, page);
    let begun = card.draft.expect("Ben sees it");
    assert_eq!((begun.by, card.put, card.adopted), (ana, None, None));
    assert_eq!(scene.page_card(BEN, other).draft, None);

    let statement = || draft(MotionEffect::Statement, Some(page));
    let motion = scene.open(BEN, statement()).expect("he has a vote");
    let put = Some(PutView { motion, is_open: true });
    // Without being asked for again.
    let sent = scene.world.sent(BEN, &ViewKey::Pages(scene.id)).last();
    let Some(ViewDelta::Pages { pages, .. }) = sent else { panic!("{sent:?}") };
    let card = pages.iter().find(|card| card.id == page).expect("it is there");
    assert_eq!((card.draft, card.put), (None, put));
    // Called otherwise, it is the same page, and the other one with the name of before has no motion.
    let (field, value) = (PageField::Title, "Open on Sundays?".to_owned());
    scene.change(ANA, page, PageAct::SetField { field, value });
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.meet();
    let card = scene.page_card(ANA, page);
    assert_eq!((card.draft, card.put), (None, put));
    assert_eq!(scene.page_card(ANA, other).put, None);
    let view = scene.motion_at(ANA, motion).expect("it is there");
    assert_eq!((view.page, view.wording), (Some(page), Vec::new()));

    scene.act(BEN, motion, MotionAct::Withdraw);
    let card = scene.page_card(ANA, page);
    assert_eq!((card.draft, card.put), (Some(begun), None), "it is to be put still");
    scene.change(BEN, page, PageAct::DropDraft);
    assert_eq!(scene.page_card(ANA, page).draft, None);
}

#[test]
fn dec_8_what_is_adopted_is_the_text_that_people_voted_on() {
    let mut scene = Scene::of_two(82);
    let (title, text) = words("House rules", "Quiet at ten.");
    let page = scene.begin(Writing::CreatePage { title, text });
    let adopt = || draft(MotionEffect::AdoptPage { page }, None);
    let motion = scene.open(ANA, adopt()).expect("she has a vote");
    let first = scene.motion_at(BEN, motion).expect("it came").wording;
    assert_eq!(scene.page_card(BEN, page).put, Some(PutView { motion, is_open: true }));
    scene.insert(BEN, page, "Shoes off. ");
    assert_eq!(scene.motion_at(BEN, motion).expect("open").wording, first, "it is voted on still");
    scene.act(ANA, motion, MotionAct::Amend { draft: Box::new(adopt()) });
    let second = scene.motion_at(BEN, motion).expect("open").wording;
    assert!(second != first && !second.is_empty(), "a new version is of the text as it is then");
    let vote = || MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
    scene.act(ANA, motion, vote());
    scene.act(BEN, motion, vote());
    assert_eq!(scene.page_card(BEN, page).adopted, None, "nothing is final yet");
    // Neither what it is called nor where it lies is its text.
    let (field, value) = (PageField::Path, "house".to_owned());
    scene.change(BEN, page, PageAct::SetField { field, value });

    scene.world.sleep_ms(9 * DAY_MS);
    for _ in 0..6 {
        scene.world.sleep_ms(DAY_MS);
        scene.world.run_ms(4 * 60_000);
    }
    for node in [ANA, BEN] {
        let card = scene.page_card(node, page);
        let adopted = card.adopted.expect("it is final");
        assert_eq!((adopted.motion, adopted.title.as_str()), (motion, "Open on Sundays"));
        assert_eq!((&adopted.wording, adopted.is_same), (&second, true));
        assert_eq!(card.put, Some(PutView { motion, is_open: false }));
    }
    scene.insert(BEN, page, "No dogs. ");
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.meet();
    for node in [ANA, BEN] {
        let adopted = scene.page_card(node, page).adopted.expect("it stands");
        assert!(!adopted.is_same && adopted.wording == second);
        let key = ViewKey::PastText(scene.id, page, adopted.wording);
        let seen = scene.world.view(node, key);
        let Some(ViewDelta::PastText { text, .. }) = seen.last() else { panic!("{seen:?}") };
        assert_eq!(text, "Shoes off. Quiet at ten.");
    }
}

#[test]
fn dec_8_nobody_puts_a_page_that_is_not_here_or_has_no_words() {
    let mut scene = Scene::of_two(83);
    let adopt = |page| draft(MotionEffect::AdoptPage { page }, None);
    let refused = scene.open(ANA, adopt(PageId([7; 16])));
    assert_eq!(refused, Err(Refusal::Unknown { what: Field::Page }));
    let (title, text) = words("Empty", "");
    let page = scene.begin(Writing::CreatePage { title, text });
    assert_eq!(scene.open(ANA, adopt(page)), Err(Refusal::Empty { field: Field::PageText }));
}
