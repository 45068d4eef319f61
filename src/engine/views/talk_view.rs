//! Topics as windows see them: cards from summaries, posts from the open parts.

use crate::clock::Timestamp;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::pending::Task;
use crate::id::{DeviceKey, DocumentId, MemberId, ThreadId};
use crate::message::model::{PostView, ThreadCard, ThreadDelta, ViewDelta, ViewKey};
use crate::ordered;
use crate::projection::summary::{Summary, TalkSummary};
use crate::projection::talk::Post;

/// Parts that are opened when somebody begins to look at a topic: the last ones.
const PARTS_SHOWN: usize = 2;

impl Community {
    /// The parts of a topic with their summaries, first to last.
    pub fn parts(&self, thread: ThreadId) -> impl DoubleEndedIterator<Item = (u32, &TalkSummary)> {
        let first = DocumentId::Talk { thread, part: 0 };
        let last = DocumentId::Talk { thread, part: u32::MAX };
        self.documents.range(first..=last).filter_map(|(document, entry)| {
            match (document, &entry.meta.summary) {
                (DocumentId::Talk { part, .. }, Summary::Talk(talk)) => Some((*part, talk)),
                _ => None,
            }
        })
    }

    /// The latest time that a post of these devices claims, in any topic; the beginning of time: none.
    pub(in crate::engine) fn newest_post_of(&self, devices: &[DeviceKey]) -> Timestamp {
        let talks = self.documents.values().filter_map(|entry| {
            let Summary::Talk(talk) = &entry.meta.summary else { return None };
            Some(talk)
        });
        let written = talks.flat_map(|talk| devices.iter().filter_map(|one| talk.authors.get(one)));
        written.map(|written| written.newest).max().unwrap_or_default()
    }

    /// Whether nobody who decided that its author is removed had seen a post (PEO-4).
    pub(in crate::engine) fn is_beyond_cut(&self, by: &DeviceKey, at: Timestamp) -> bool {
        let author = self.authority().members.get(&self.author(by));
        author.and_then(|member| member.posts_until).is_some_and(|until| at > until)
    }

    /// What is shown of topics may have to be folded, or not any more.
    pub(in crate::engine) fn posts_were_cut(&mut self, core: &mut Core) {
        core.mark(ViewKey::Threads(self.id));
        for (document, entry) in &self.documents {
            if let (DocumentId::Talk { thread, .. }, Some(open)) = (document, &entry.open)
                && let Model::Talk(talk) = &open.model
            {
                let keys = talk.posts().map(|post| (post.at, post.id));
                self.changed_posts.entry(*thread).or_default().extend(keys);
                core.mark(ViewKey::Thread(self.id, *thread));
            }
        }
    }

    /// Opens the parts that are shown. True when they are open.
    pub fn open_parts(&mut self, core: &mut Core, thread: ThreadId, task: &Task) -> bool {
        for part in self.parts_shown(thread) {
            let document = DocumentId::Talk { thread, part };
            if self.with_open(core, document, task.clone()).is_none() {
                return false;
            }
        }
        true
    }

    fn parts_shown(&self, thread: ThreadId) -> Vec<u32> {
        let wanted = self.posts_wanted.get(&thread).copied().unwrap_or_default();
        let (mut parts, mut posts) = (Vec::new(), 0);
        for (part, talk) in self.parts(thread).rev() {
            if parts.len() >= PARTS_SHOWN && posts >= wanted {
                break;
            }
            parts.push(part);
            posts += talk.posts;
        }
        parts.reverse();
        parts
    }

    /// A topic from the beginning of what is shown.
    pub fn whole_thread(&mut self, thread: ThreadId) -> ViewDelta {
        self.changed_posts.remove(&thread);
        let mut posts = Vec::new();
        for part in self.parts_shown(thread) {
            let document = DocumentId::Talk { thread, part };
            if let Some(talk) = self.talk_model(&document) {
                posts.extend(talk.posts().map(|post| self.post_view(&document, post)));
            }
        }
        ordered::sort_by_key(&mut posts, |post| (post.at, post.id));
        let read_to = self.local.read.get(&thread).map(|mark| mark.post);
        let card = self.thread_card(thread);
        let delta = ThreadDelta::All { card, posts, read_to };
        ViewDelta::Thread { community: self.id, thread, delta }
    }

    /// What changed in a topic since it was sent last.
    pub fn thread_changes(&mut self, thread: ThreadId) -> ViewDelta {
        let changed = self.changed_posts.remove(&thread).unwrap_or_default();
        let mut posts = Vec::new();
        for part in self.parts_shown(thread) {
            let document = DocumentId::Talk { thread, part };
            if let Some(talk) = self.talk_model(&document) {
                let found = changed.iter().filter_map(|key| talk.post(key));
                posts.extend(found.map(|post| self.post_view(&document, post)));
            }
        }
        let read_to = self.local.read.get(&thread).map(|mark| mark.post);
        let card = self.thread_card(thread);
        let delta = ThreadDelta::Changed { card, posts, read_to };
        ViewDelta::Thread { community: self.id, thread, delta }
    }

    fn post_view(&self, document: &DocumentId, post: &Post) -> PostView {
        PostView {
            id: post.id,
            by: self.author(&post.by),
            at: post.at,
            body: post.body.clone(),
            language: post.language.clone(),
            reply_to: post.reply_to,
            is_beyond_cut: self.is_beyond_cut(&post.by, post.at),
            delivery: self.delivery_of(document, &[post.change]),
        }
    }

    /// A topic's card, from the summaries of its parts.
    pub fn thread_card(&self, thread: ThreadId) -> ThreadCard {
        let nobody = MemberId([0; 16]);
        let mut card = ThreadCard {
            id: thread,
            title: String::new(),
            started_by: nobody,
            started: Timestamp(0),
            post_count: 0,
            unread: 0,
            last_by: nobody,
            last_at: Timestamp(0),
            last_words: None,
        };
        let mut last = None;
        for (_, talk) in self.parts(thread) {
            if let Some((title, by, at)) = &talk.started {
                card.title.clone_from(title);
                card.started_by = self.author(by);
                card.started = *at;
            }
            card.post_count += talk.posts;
            last = last.max(talk.last.as_ref());
        }
        if let Some(last) = last {
            card.last_by = self.author(&last.by);
            card.last_at = last.at;
            let is_folded = self.is_beyond_cut(&last.by, last.at);
            card.last_words = (!is_folded).then(|| last.words.clone());
        }
        let read = self.local.read.get(&thread).map_or(0, |mark| mark.posts_read);
        card.unread = card.post_count.saturating_sub(read);
        card
    }

    /// All topics, the liveliest first.
    pub fn thread_cards(&self) -> Vec<ThreadCard> {
        let mut threads: Vec<ThreadId> = Vec::new();
        let first = DocumentId::Talk { thread: ThreadId([0; 16]), part: 0 };
        let last = DocumentId::Talk { thread: ThreadId([u8::MAX; 16]), part: u32::MAX };
        for (document, _) in self.documents.range(first..=last) {
            if let DocumentId::Talk { thread, part: 0 } = document {
                threads.push(*thread);
            }
        }
        let mut cards: Vec<ThreadCard> =
            threads.into_iter().map(|thread| self.thread_card(thread)).collect();
        cards.retain(|card| card.post_count > 0);
        ordered::sort_by_key(&mut cards, |card| std::cmp::Reverse((card.last_at, card.id)));
        cards
    }
}
