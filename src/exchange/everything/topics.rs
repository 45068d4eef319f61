//! Topics as Markdown: who wrote what and when, in the order in which it is read.

use std::fmt::Write as _;

use crate::clock::{Date, MINUTE_MS, Timestamp};
use crate::id::CommandId;

/// A topic that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicOut {
    pub title: String,
    pub posts: Vec<PostOut>,
}

/// A post of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostOut {
    pub id: CommandId,
    /// Its author's name.
    pub by: String,
    pub at: Timestamp,
    /// A BCP 47 tag.
    pub language: String,
    pub body: String,
    pub reply_to: Option<CommandId>,
}

/// The whole of it. Lines of people cannot be taken for what stands around them.
pub(super) fn text(topic: &TopicOut) -> String {
    let title = topic.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!("# {title}\n");
    for post in &topic.posts {
        let minutes = post.at.0 / MINUTE_MS % (24 * 60);
        let (day, hour, minute) = (Date::at(post.at), minutes / 60, minutes % 60);
        let answered = post.reply_to.and_then(|id| topic.posts.iter().find(|one| one.id == id));
        let to = answered.map(|one| format!(", to {}", one.by)).unwrap_or_default();
        write!(
            text,
            "\n## {}, {day} {hour:02}:{minute:02} UTC ({}){to}\n\n",
            post.by, post.language
        )
        .expect("text takes all");
        for line in post.body.lines() {
            // A heading, by its mark or by a line below it.
            let begins = line.trim_start();
            let is_heading = begins.starts_with(['#', '-', '=']);
            let (gap, rest) = line.split_at(line.len() - begins.len());
            let quote = if is_heading { "\\" } else { "" };
            writeln!(text, "{gap}{quote}{rest}").expect("text takes all");
        }
    }
    text
}
