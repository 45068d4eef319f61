//! Edits of a page's text by this device -> one change that says what they come to. May touch
//! automerge to read. Invariant: every operation names an element that stands in the text.

use automerge::ReadDoc as _;

use super::branches::{Names, View};
use super::content::{Content, OpRef, Run};
use super::schema::{self, Schema};
use super::write::{WriteError, Written};
use super::{Patch, Replica};
use crate::clock::Timestamp;
use crate::id::ChangeHash;
use crate::message::command::Splice;
use crate::text_edit::{self, Piece, utf16_length};

impl Replica {
    /// Edits the text of a page; `None` if the splices change nothing.
    pub fn splice_text(
        &mut self,
        splices: &[Splice],
        at: Timestamp,
    ) -> Result<Option<Written>, WriteError> {
        if self.schema == Schema::Facts {
            return Err(WriteError::FactsOnly);
        }
        let text = self.text();
        text_edit::apply(&text, splices).map_err(|_| WriteError::BadSplice)?;
        let runs = self.runs(&text, splices);
        if runs.is_empty() {
            return Ok(None);
        }
        let content = Content::Text(runs);
        if self.has_too_many_heads() {
            // Nothing is brought together for what is refused then.
            self.may_write(&content)?;
            self.join_heads(at)?;
        }
        let mut written = self.write(content, at)?;
        written.patches.push(Patch::Spliced(splices.to_vec()));
        Ok(Some(written))
    }

    /// Makes the text what it was at `heads`; `None` if it is so already.
    pub fn restore_text(
        &mut self,
        heads: &[ChangeHash],
        at: Timestamp,
    ) -> Result<Option<Written>, WriteError> {
        let past = self.text_at(heads).ok_or(WriteError::UnknownHeads)?;
        self.set_text(&past, at)
    }

    /// Makes the text this one; `None` if it is so already.
    pub fn set_text(&mut self, to: &str, at: Timestamp) -> Result<Option<Written>, WriteError> {
        let splices = super::read::difference(&self.text(), to);
        self.splice_text(&splices, at)
    }

    /// What splices that fit this text, which is that of the document, come to.
    fn runs(&self, text: &str, splices: &[Splice]) -> Vec<Run> {
        let mut names = Names::default();
        let mut places = text.chars().scan(0, |at, character| {
            let begins = *at;
            *at += character.len_utf16() as u32;
            Some(begins)
        });
        let mut next = places.next();
        // Where the last character that stays begins, of those up to here.
        let mut last = None;
        let mut runs = Vec::new();
        let length = utf16_length(text);
        let mut pieces = text_edit::pieces(length, splices).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::New(text) => {
                    let after = last.map(|at| self.element(at, &mut names));
                    runs.push(Run::Insert { after, text });
                }
                Piece::Kept(kept) => {
                    let is_rest = pieces.peek().is_none() && kept.end == length;
                    while let Some(at) = next.filter(|at| *at < kept.end) {
                        if at < kept.start {
                            self.take_away(at, &mut names, &mut runs);
                        } else if is_rest {
                            // What stays behind the last edit is not looked at.
                            return runs;
                        } else {
                            last = Some(at);
                        }
                        next = places.next();
                    }
                }
            }
        }
        while let Some(at) = next {
            self.take_away(at, &mut names, &mut runs);
            next = places.next();
        }
        runs
    }

    fn take_away(&self, at: u32, names: &mut Names, runs: &mut Vec<Run>) {
        let element = self.element(at, names);
        match runs.last_mut() {
            Some(Run::Delete { first, count })
                if element.actor == first.actor
                    && element.counter == first.counter + u64::from(*count) =>
            {
                *count += 1;
            }
            Some(Run::Delete { .. } | Run::Insert { .. }) | None => {
                runs.push(Run::Delete { first: element, count: 1 });
            }
        }
    }

    /// The element of the character that begins here, in the numbers of the graph.
    fn element(&self, at: u32, names: &mut Names) -> OpRef {
        let found = self.doc.get_all(schema::text_object(), at as usize).unwrap_or_default();
        let element = found.last().and_then(|(_, id)| {
            let automerge::ObjId::Id(counter, actor, _) = id else { return None };
            let actor = schema::read_actor(actor)?;
            let (actor, _) = self.graph.resolve(&actor, *counter, (names, View::All))?;
            Some(OpRef { counter: *counter, actor })
        });
        element.expect("the place is one of the text")
    }
}
