//! A topic on screen: one signal for each post, so that a new or changed post touches one row.
//! Rows stand in the order of (claimed time, id), as everywhere.

use crate::ordered;

use leptos::prelude::*;

use crate::clock::Timestamp;
use crate::id::CommandId;
use crate::message::model::{PostView, ThreadCard, ThreadDelta};
use crate::ui::format;
use crate::ui::store::Watched;

/// A topic, live.
#[derive(Clone)]
pub struct ThreadLive {
    pub card: ArcRwSignal<ThreadCard>,
    pub rows: ArcRwSignal<Vec<PostRow>>,
    /// As far as this device has read.
    pub read_to: ArcRwSignal<Option<CommandId>>,
}

/// A post in its place.
#[derive(Clone)]
pub struct PostRow {
    pub id: CommandId,
    pub at: Timestamp,
    /// The day it was written, in the reader's zone.
    pub day: String,
    pub post: ArcRwSignal<PostView>,
}

impl PostRow {
    fn new(post: PostView) -> Self {
        let day = format::day_key(post.at);
        Self { id: post.id, at: post.at, day, post: ArcRwSignal::new(post) }
    }
}

impl ThreadLive {
    /// Whether anything of it has come to this device.
    pub fn is_here(&self) -> bool {
        self.card.with(|card| !card.title.is_empty() || card.post_count > 0)
    }

    /// Takes in what came of a topic.
    pub fn take(slot: &Watched<Self>, delta: ThreadDelta) {
        match (delta, slot.get_untracked()) {
            (ThreadDelta::All { card, posts, read_to }, None) => {
                slot.set(Some(Self {
                    card: ArcRwSignal::new(card),
                    rows: ArcRwSignal::new(posts.into_iter().map(PostRow::new).collect()),
                    read_to: ArcRwSignal::new(read_to),
                }));
            }
            (ThreadDelta::All { card, posts, read_to }, Some(live)) => {
                let known: ordered::Set<CommandId> = posts.iter().map(|post| post.id).collect();
                let is_stale = |row: &PostRow| !known.contains(&row.id);
                if live.rows.with_untracked(|rows| rows.iter().any(is_stale)) {
                    live.rows.update(|rows| rows.retain(|row| !is_stale(row)));
                }
                live.change(card, posts, read_to);
            }
            (ThreadDelta::Changed { card, posts, read_to }, Some(live)) => {
                live.change(card, posts, read_to);
            }
            (ThreadDelta::Changed { .. }, None) => {}
        }
    }

    fn change(&self, card: ThreadCard, posts: Vec<PostView>, read_to: Option<CommandId>) {
        if self.card.with_untracked(|old| *old != card) {
            self.card.set(card);
        }
        if self.read_to.get_untracked() != read_to {
            self.read_to.set(read_to);
        }
        let mut fresh = Vec::new();
        self.rows.with_untracked(|rows| {
            for post in posts {
                match rows.binary_search_by_key(&(post.at, post.id), |row| (row.at, row.id)) {
                    Ok(at) => {
                        if rows[at].post.with_untracked(|old| *old != post) {
                            rows[at].post.set(post);
                        }
                    }
                    Err(_) => fresh.push(PostRow::new(post)),
                }
            }
        });
        if fresh.is_empty() {
            return;
        }
        self.rows.update(|rows| {
            for row in fresh {
                let place = rows.partition_point(|other| (other.at, other.id) < (row.at, row.id));
                rows.insert(place, row);
            }
        });
    }
}
