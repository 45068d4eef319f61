//! What Eve posts after she was removed, to one who has not heard of it (PEO-4).

use std::collections::BTreeMap;

use super::removal::{CARLA, DAN};
use super::*;
use crate::id::ThreadId;
use crate::message::ToEngine;
use crate::message::command::Writing;
use crate::message::model::{PostView, ThreadDelta, ViewDelta, ViewKey};

const LANGUAGE: &str = "en";

impl Scene {
    fn posts(&mut self, node: Node, thread: ThreadId, body: &str) {
        let (body, language) = (body.to_owned(), LANGUAGE.to_owned());
        let post = Writing::WritePost { thread, body, language, reply_to: None };
        self.world.ask(node, Command::write(self.id, post)).expect("a member's post");
    }

    /// The posts that a window shows which was told all of this: the words, and whether they are folded.
    fn shown(&self, node: Node, thread: ThreadId) -> Vec<(String, bool)> {
        let mut shown: BTreeMap<CommandId, PostView> = BTreeMap::new();
        for delta in self.world.sent(node, &ViewKey::Thread(self.id, thread)) {
            let ViewDelta::Thread { delta, .. } = delta else { continue };
            let (ThreadDelta::All { posts, .. } | ThreadDelta::Changed { posts, .. }) = delta;
            shown.extend(posts.iter().map(|post| (post.id, post.clone())));
        }
        let mut shown: Vec<PostView> = shown.into_values().collect();
        shown.sort_by_key(|post| (post.at, post.id));
        shown.into_iter().map(|post| (post.body, post.is_beyond_cut)).collect()
    }

    fn last_words(&mut self, node: Node, thread: ThreadId) -> Option<String> {
        self.of(node, |community, _| community.thread_card(thread).last_words)
    }
}

#[test]
fn peo_4_posts_that_nobody_who_decided_had_seen_are_folded_and_no_others() {
    let mut scene = Scene::of_five(59);
    let (title, body) = ("Bread".to_owned(), "Who bakes?".to_owned());
    let begin = Writing::StartThread { title, body, language: LANGUAGE.to_owned() };
    let begun = scene.world.ask(ANA, Command::write(scene.id, begin));
    let Ok(Outcome::Thread(thread)) = begun else { panic!("{begun:?}") };
    scene.until(|scene| scene.is_level(&[ANA, BEN, EVE, CARLA, DAN]));
    scene.posts(EVE, thread, "I do");
    scene.put();
    scene.decide_without_two();
    scene.world.tell(DAN, ToEngine::Watch(ViewKey::Thread(scene.id, thread)));
    scene.world.run_ms(5_000);
    scene.posts(EVE, thread, "Nobody does");
    let words = |one: &str| one.to_owned();
    let folded_last = |is_folded| {
        vec![
            (words("Who bakes?"), false),
            (words("I do"), false),
            (words("Nobody does"), is_folded),
        ]
    };
    scene.until(|scene| scene.shown(DAN, thread) == folded_last(false));
    assert_eq!(scene.last_words(DAN, thread).as_deref(), Some("Nobody does"));

    // Dan hears of it, with the topic before him.
    scene.world.crash(EVE);
    for node in [ANA, BEN, CARLA] {
        scene.world.start(node);
    }
    scene.world.run_ms(13 * 60_000);
    scene.until(|scene| scene.is_level(&[ANA, BEN, CARLA, DAN]));
    scene.until(|scene| scene.shown(DAN, thread) == folded_last(true));
    scene.world.tell(ANA, ToEngine::Watch(ViewKey::Thread(scene.id, thread)));
    scene.until(|scene| scene.shown(ANA, thread) == folded_last(true));
    assert_eq!((scene.last_words(DAN, thread), scene.last_words(ANA, thread)), (None, None));
    // What others say later is theirs.
    scene.posts(BEN, thread, "Then I do");
    let then = Some((words("Then I do"), false));
    scene.until(|scene| scene.shown(ANA, thread).last().cloned() == then);
    assert_eq!(scene.last_words(ANA, thread).as_deref(), Some("Then I do"));
}
