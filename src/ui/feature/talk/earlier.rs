//! What was written before the posts on screen: some more of it at each press, drawn from what the
//! window has and, where that ends, asked of the engine. What is being read keeps its place.

use std::time::Duration;

use leptos::prelude::*;

use crate::id::{CommandId, ThreadId};
use crate::message::command::{Command, MemberAct};
use crate::message::model::ThreadCard;
use crate::ui::feature::talk::post::element_id;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::navigation::begin_at;
use crate::ui::store::posts::PostRow;
use crate::ui::words;

/// How many posts are drawn at first, and with each step back.
pub const STEP: usize = 200;

/// A topic as far as it is on screen.
#[derive(Clone, Copy)]
pub struct Shown {
    pub rows: RwSignal<Vec<PostRow>>,
    pub card: RwSignal<ThreadCard>,
    /// How many of the last rows may be drawn.
    pub shown: RwSignal<usize>,
    /// How many of the first rows are not.
    pub hidden: Memo<usize>,
}

impl Shown {
    fn first(self) -> Option<CommandId> {
        self.rows.with(|rows| rows.get(self.hidden.get()).map(|row| row.id))
    }
}

/// The button above the posts, while there is anything before them.
pub fn earlier(here: Here, thread: ThreadId, topic: Shown) -> AnyView {
    let place = StoredValue::new(None::<(CommandId, f64)>);
    let first = Memo::new(move |_| topic.first());
    Effect::new(move |_| {
        // A memo follows nothing until it is read.
        first.with(|_| ());
        if let Some((post, top)) = place.try_update_value(Option::take).flatten() {
            request_animation_frame(move || put_back(post, top));
        }
    });
    let before = Memo::new(move |_| {
        let count = topic.card.with(|card| card.post_count);
        let drawn = topic.rows.with(Vec::len).saturating_sub(topic.hidden.get());
        count.saturating_sub(u32::try_from(drawn).unwrap_or(u32::MAX))
    });
    let press = move || {
        let here_already = topic.rows.with_untracked(Vec::len);
        let first = untrack(|| topic.first());
        place.set_value(first.and_then(|post| Some((post, top_of(post)?))));
        if topic.hidden.get_untracked() == 0 {
            show_more(here, thread, here_already);
        }
        topic.shown.update(|shown| *shown = (*shown).min(here_already) + STEP);
    };
    (move || {
        let n = before.get();
        (n > 0).then(|| {
            let press = button(Weight::Plain, words::talk::earlier(n), press);
            view! { <p class="actions">{press}</p> }
        })
    })
    .into_any()
}

/// Shows the post that the topic was opened for, however far back it is, and begins to read there.
pub fn go_to_post(here: Here, thread: ThreadId, topic: Shown) {
    let post = here.navigation.post;
    Effect::new(move |_| {
        let Some((of, sought)) = post.get() else { return };
        if of != thread {
            return;
        }
        let (place, count) =
            topic.rows.with(|rows| (rows.iter().position(|row| row.id == sought), rows.len()));
        let all = topic.card.with(|card| card.post_count as usize);
        if let Some(place) = place {
            post.set(None);
            topic.shown.update(|shown| *shown = (*shown).max(count - place));
            // After the title, where everybody else begins.
            set_timeout(move || begin_at(&element_id(sought)), Duration::from_millis(120));
        } else if count < all {
            show_more(here, thread, count);
        } else {
            post.set(None);
        }
    });
}

fn show_more(here: Here, thread: ThreadId, count: usize) {
    let posts = u32::try_from(count + 1).unwrap_or(u32::MAX);
    here.store.act(Command::of(here.id, MemberAct::ShowEarlier { thread, posts }), |_| {});
}

fn top_of(post: CommandId) -> Option<f64> {
    let element = document().get_element_by_id(&element_id(post))?;
    Some(element.get_bounding_client_rect().top())
}

/// Scrolls by as much as the post was moved; by nothing, where the browser kept its place itself.
fn put_back(post: CommandId, top: f64) {
    if let Some(now) = top_of(post) {
        window().scroll_by_with_x_and_y(0.0, now - top);
    }
}
