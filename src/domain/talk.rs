//! Talk: topics and posts. A topic's documents are parts; posts sort by (claimed time, id).

use crate::clock::Timestamp;
use crate::domain::fact::{Fact, FactBody};
use crate::domain::wording;
use crate::id::CommandId;
use crate::limits::{LINE_CHARS_MAX, POST_CHARS_MAX};
use crate::message::command::{Field, Refusal};

/// The fact that begins a topic.
pub fn start_thread(title: &str, at: Timestamp) -> Result<Fact, Refusal> {
    let title = wording::required(Field::ThreadTitle, title, LINE_CHARS_MAX)?;
    Ok(Fact { at, body: FactBody::ThreadStarted { title } })
}

/// The fact of a post. A language that is no tag is taken as undetermined, never refused: what was
/// typed matters more.
pub fn write_post(
    body: &str,
    language: &str,
    reply_to: Option<CommandId>,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let body = wording::required(Field::Post, body, POST_CHARS_MAX)?;
    let language = if wording::is_language_tag(language) { language } else { "und" };
    let language = language.to_owned();
    Ok(Fact { at, body: FactBody::PostWritten { body, language, reply_to } })
}
