//! The window's side of writing a page together: what the engine has acknowledged, what is on its
//! way there, and what was typed since. Plain data; one edit is on its way at a time, and the
//! engine's order wins ties. What is shown is always the three of them applied in this order.

use crate::id::CommandId;
use crate::message::command::Splice;
use crate::text_edit::{apply, diff, push, transform};

/// An edit that was sent and not yet come back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Flight {
    number: u64,
    /// Unknown for the moment between taking the edit and handing it over.
    id: Option<CommandId>,
    splices: Vec<Splice>,
    done: Answered,
}

/// Whether the engine answered the command; its splices come as a view delta of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answered {
    NotYet,
    Done,
}

/// A page's text in a window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveText {
    version: u64,
    acknowledged: String,
    flight: Option<Flight>,
    typed: Vec<Splice>,
    /// Counts the edits that were taken.
    taken: u64,
    /// A whole text that came while an edit was on its way; it may or may not hold that edit.
    fresh: Option<(u64, String)>,
}

/// An edit to send: `EditPage` with this base and these splices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Names the edit to `done` and `refused`.
    pub number: u64,
    pub base: u64,
    pub splices: Vec<Splice>,
}

impl LiveText {
    /// What is on screen.
    pub fn shown(&self) -> String {
        let mut text = self.acknowledged.clone();
        if let Some(flight) = &self.flight {
            text = applied(&text, &flight.splices);
        }
        applied(&text, &self.typed)
    }

    /// Whether the splices of an edit have not come.
    pub fn is_overdue(&self, number: u64) -> bool {
        self.flight.as_ref().is_some_and(|flight| flight.number == number)
    }

    /// Whether all that was typed has come back from the engine.
    pub fn is_settled(&self) -> bool {
        self.flight.is_none() && self.typed.is_empty()
    }

    /// The text is now this: the person wrote. Tells whether anything changed.
    pub fn write(&mut self, text: &str) -> bool {
        let shown = self.shown();
        if shown == text {
            return false;
        }
        for splice in diff(&shown, text) {
            push(&mut self.typed, splice);
        }
        true
    }

    /// The edit to send now, if there is one and none is on its way; say `sent` right after.
    pub fn take_edit(&mut self) -> Option<Edit> {
        if self.flight.is_some() || self.typed.is_empty() {
            return None;
        }
        let splices = std::mem::take(&mut self.typed);
        self.taken += 1;
        let number = self.taken;
        let done = Answered::NotYet;
        self.flight = Some(Flight { number, id: None, splices: splices.clone(), done });
        Some(Edit { number, base: self.version, splices })
    }

    /// The edit was handed over under this name.
    pub fn sent(&mut self, id: CommandId) {
        if let Some(flight) = &mut self.flight {
            flight.id = Some(id);
        }
    }

    /// Splices came from the engine; `own` names the edit that they are the outcome of.
    pub fn spliced(&mut self, version: u64, splices: &[Splice], own: Option<CommandId>) {
        if let Some((fresh_version, fresh)) = &mut self.fresh {
            *fresh = applied(fresh, splices);
            *fresh_version = version;
            return;
        }
        self.acknowledged = applied(&self.acknowledged, splices);
        self.version = version;
        if own.is_some() && own == self.flight.as_ref().and_then(|flight| flight.id) {
            self.flight = None;
            return;
        }
        let mut theirs = splices.to_vec();
        if let Some(flight) = &mut self.flight {
            (theirs, flight.splices) = transform(&theirs, &flight.splices);
        }
        (_, self.typed) = transform(&theirs, &self.typed);
    }

    /// The whole text came: at first, after the engine started anew, or when it moved on too far.
    pub fn whole(&mut self, version: u64, text: String) {
        match &self.flight {
            None => self.rebase(version, text),
            Some(flight) if flight.done == Answered::Done => {
                self.acknowledge_flight();
                self.rebase(version, text);
            }
            Some(_) => self.fresh = Some((version, text)),
        }
    }

    /// The edit was done. If its splices do not come soon, ask for the page anew.
    pub fn done(&mut self, number: u64) {
        let Some(flight) = self.flight.as_mut().filter(|flight| flight.number == number) else {
            return;
        };
        flight.done = Answered::Done;
        if let Some((version, text)) = self.fresh.take() {
            self.acknowledge_flight();
            self.rebase(version, text);
        }
    }

    /// The edit was refused: its words stay typed, to be sent again.
    pub fn refused(&mut self, number: u64) {
        let Some(flight) = self.flight.take_if(|flight| flight.number == number) else { return };
        let typed = std::mem::replace(&mut self.typed, flight.splices);
        self.typed.extend(typed);
        if let Some((version, text)) = self.fresh.take() {
            self.rebase(version, text);
        }
    }

    fn acknowledge_flight(&mut self) {
        if let Some(flight) = self.flight.take() {
            self.acknowledged = applied(&self.acknowledged, &flight.splices);
        }
    }

    fn rebase(&mut self, version: u64, text: String) {
        if !self.typed.is_empty() {
            let theirs = diff(&self.acknowledged, &text);
            (_, self.typed) = transform(&theirs, &self.typed);
        }
        self.acknowledged = text;
        self.version = version;
    }
}

/// The text after the splices; as it was where they do not fit, which the engine never sends.
fn applied(text: &str, splices: &[Splice]) -> String {
    apply(text, splices).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests;
