//! One part of a topic as a read model: posts in the order (claimed time, id), and its summary.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::domain::{Fact, FactBody};
use crate::id::{ChangeHash, CommandId, DeviceKey};
use crate::limits::LAST_WORDS_CHARS_MAX;
use crate::projection::summary::{LastPost, TalkSummary};

/// A post, as its fact has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub id: CommandId,
    pub at: Timestamp,
    pub by: DeviceKey,
    pub change: ChangeHash,
    pub body: String,
    pub language: String,
    pub reply_to: Option<CommandId>,
}

/// One part, open.
#[derive(Debug, Clone, Default)]
pub struct TalkModel {
    posts: BTreeMap<(Timestamp, CommandId), Post>,
    by_change: BTreeMap<ChangeHash, (Timestamp, CommandId)>,
    pub summary: TalkSummary,
}

impl TalkModel {
    /// Takes a fact with the digest of its bytes. Returns the post's key, where it is a post. Two
    /// contents under one id: the lower (time, change) stands on every replica.
    pub fn take(
        &mut self,
        id: CommandId,
        change: ChangeHash,
        by: DeviceKey,
        fact: Fact,
        digest: [u8; 32],
    ) -> Option<(Timestamp, CommandId)> {
        self.summary.digest.add(digest);
        if let FactBody::PostWritten { body, language, reply_to } = fact.body {
            let at = fact.at;
            return self.insert(Post { id, at, by, change, body, language, reply_to });
        }
        if let FactBody::ThreadStarted { title } = fact.body {
            let earlier =
                self.summary.started.as_ref().is_none_or(|(known, author, at)| {
                    (fact.at, &by, &title) < (*at, author, known)
                });
            if earlier {
                self.summary.started = Some((title, by, fact.at));
            }
        }
        None
    }

    fn insert(&mut self, post: Post) -> Option<(Timestamp, CommandId)> {
        let key = (post.at, post.id);
        let words: String = post.body.chars().take(LAST_WORDS_CHARS_MAX).collect();
        let last = LastPost { at: post.at, id: post.id, by: post.by, words };
        self.by_change.insert(post.change, key);
        let written = self.summary.authors.entry(post.by).or_default();
        written.newest = written.newest.max(post.at);
        if self.posts.get(&key).is_some_and(|known| known.change <= post.change) {
            return None;
        }
        let by = post.by;
        if let Some(before) = self.posts.insert(key, post)
            && let Some(written) = self.summary.authors.get_mut(&before.by)
        {
            written.posts = written.posts.saturating_sub(1);
        }
        self.summary.authors.entry(by).or_default().posts += 1;
        self.summary.posts = u32::try_from(self.posts.len()).unwrap_or(u32::MAX);
        if self.summary.last.as_ref().is_none_or(|known| (known.at, known.id) <= (last.at, last.id))
        {
            self.summary.last = Some(last);
        }
        Some(key)
    }

    /// All posts in order.
    pub fn posts(&self) -> impl DoubleEndedIterator<Item = &Post> {
        self.posts.values()
    }

    /// A post by its place.
    pub fn post(&self, key: &(Timestamp, CommandId)) -> Option<&Post> {
        self.posts.get(key)
    }

    /// The post that a change brought.
    pub fn post_of(&self, change: &ChangeHash) -> Option<(Timestamp, CommandId)> {
        self.by_change.get(change).copied()
    }

    /// The latest claimed time, for hybrid logical time (CLK-1).
    pub fn newest(&self) -> Timestamp {
        let started = self.summary.started.as_ref().map(|(_, _, at)| *at);
        let last = self.summary.last.as_ref().map(|last| last.at);
        started.into_iter().chain(last).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn post(number: u8, at: u64) -> (CommandId, ChangeHash, Fact) {
        let body = FactBody::PostWritten {
            body: format!("post {number}"),
            language: "en".to_owned(),
            reply_to: None,
        };
        let fact = Fact { at: Timestamp(at), body };
        (CommandId([number; 16]), ChangeHash([number; 32]), fact)
    }

    proptest! {
        #[test]
        fn tlk_posts_stand_in_one_order_whatever_the_order_of_arrival(
            order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
        ) {
            let posts = [post(1, 5), post(2, 5), post(3, 1), post(4, 9), post(5, 7), post(6, 9)];
            let fold = |order: &[usize]| {
                let mut model = TalkModel::default();
                for at in order {
                    let (id, change, fact) = posts[*at].clone();
                    model.take(id, change, DeviceKey([1; 32]), fact, [id.0[0]; 32]);
                }
                model
            };
            let (one, other) = (fold(&order), fold(&[0, 1, 2, 3, 4, 5]));
            prop_assert_eq!(one.posts().collect::<Vec<_>>(), other.posts().collect::<Vec<_>>());
            prop_assert_eq!(one.summary, other.summary);
        }
    }
}
