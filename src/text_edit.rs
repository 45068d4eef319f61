//! Live co-editing between a window and the engine: lists of UTF-16 splices are applied, compared
//! and moved past each other. Pure functions over text; documents and peers are not known here.
//! Invariant: whichever of two lists is applied first, the transformed other leads to one text.

use std::ops::Range;

use crate::message::command::Splice;

/// Which of two concurrent lists an edit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Stands first where both insert at one place.
    Left,
    /// Stands second.
    Right,
}

/// A splice that does not fit the text it is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpliceError {
    /// The stretch reaches beyond the end of the text.
    #[error("the splice reaches {end}, the text ends at {length}")]
    OutOfRange {
        /// Where the stretch ends, in UTF-16 code units.
        end: u64,
        /// Length of the text, in UTF-16 code units.
        length: u64,
    },
    /// The stretch begins or ends between the halves of a character.
    #[error("the splice cuts a character in two at {at}")]
    SplitsCharacter {
        /// The offending border, in UTF-16 code units.
        at: u64,
    },
}

/// Length of a text in UTF-16 code units.
pub fn utf16_length(text: &str) -> u32 {
    u32::try_from(text.chars().map(char::len_utf16).sum::<usize>()).unwrap_or(u32::MAX)
}

/// The text after all splices, each of which counts in the text after the ones before it. Cost:
/// one copy of the text, and for each splice at most one move of what stands behind it.
pub fn apply(text: &str, splices: &[Splice]) -> Result<String, SpliceError> {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for splice in splices {
        let start = u64::from(splice.at);
        let end = start + u64::from(splice.delete);
        let length = units.len() as u64;
        if end > length {
            return Err(SpliceError::OutOfRange { end, length });
        }
        for at in [start, end] {
            let unit = usize::try_from(at).ok().and_then(|at| units.get(at));
            if unit.is_some_and(|unit| (0xDC00..0xE000).contains(unit)) {
                return Err(SpliceError::SplitsCharacter { at });
            }
        }
        units.splice(start as usize..end as usize, splice.insert.encode_utf16());
    }
    Ok(String::from_utf16(&units).expect("no border was between the halves of a character"))
}

/// A stretch of a text after edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// What stood there before, from one place to another, in UTF-16 code units.
    Kept(Range<u32>),
    /// What was written.
    New(String),
}

impl Piece {
    fn length(&self) -> u32 {
        match self {
            Self::Kept(range) => range.end - range.start,
            Self::New(text) => utf16_length(text),
        }
    }

    /// Cuts off what stands behind so many units, which do not end within a character.
    fn cut(&mut self, units: u32) -> Self {
        match self {
            Self::Kept(range) => {
                let middle = range.start + units;
                Self::Kept(middle..std::mem::replace(&mut range.end, middle))
            }
            Self::New(text) => {
                Self::New(text.split_off(byte_at(text, units).unwrap_or(text.len())))
            }
        }
    }
}

/// What a text of this length is made of after splices that fit it: what was written and taken
/// away again is in none. Cost: one walk over the pieces for each splice.
pub fn pieces(length: u32, splices: &[Splice]) -> Vec<Piece> {
    let mut pieces = vec![Piece::Kept(0..length)];
    for splice in splices {
        let start = border(&mut pieces, splice.at);
        let end = border(&mut pieces, splice.at.saturating_add(splice.delete));
        pieces.splice(start..end, [Piece::New(splice.insert.clone())]);
    }
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.into_iter().filter(|piece| piece.length() > 0) {
        match (joined.last_mut(), piece) {
            (Some(Piece::New(before)), Piece::New(text)) => before.push_str(&text),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}

/// The number of the piece that begins at this place, which is made one if need be.
fn border(pieces: &mut Vec<Piece>, at: u32) -> usize {
    let mut left = at;
    for number in 0..pieces.len() {
        let length = pieces[number].length();
        if left == 0 {
            return number;
        }
        if left < length {
            let behind = pieces[number].cut(left);
            pieces.insert(number + 1, behind);
            return number + 1;
        }
        left -= length;
    }
    pieces.len()
}

/// The splices that lead from `old` to `new`: none, or one that leaves the longest common start
/// and end alone. Linear.
pub fn diff(old: &str, new: &str) -> Vec<Splice> {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let deleted = &old_rest[..old_rest.len() - end];
    let inserted = &new_rest[..new_rest.len() - end];
    if deleted.is_empty() && inserted.is_empty() {
        return Vec::new();
    }
    vec![Splice {
        at: utf16_length(&old[..start]),
        delete: utf16_length(deleted),
        insert: inserted.to_owned(),
    }]
}

/// Adds a splice to a list that nobody else has seen yet, joined with the last one where that says
/// the same: typing on, and rubbing out what was just typed.
pub fn push(list: &mut Vec<Splice>, next: Splice) {
    let Some(last) = list.last_mut() else {
        list.push(next);
        return;
    };
    let typed_end = u64::from(last.at) + u64::from(utf16_length(&last.insert));
    if next.delete == 0 && u64::from(next.at) == typed_end {
        last.insert.push_str(&next.insert);
    } else if next.insert.is_empty()
        && u64::from(next.at) + u64::from(next.delete) == typed_end
        && let Some(kept) = next.at.checked_sub(last.at)
        && let Some(bytes) = byte_at(&last.insert, kept)
    {
        last.insert.truncate(bytes);
        if last.insert.is_empty() && last.delete == 0 {
            list.pop();
        }
    } else {
        list.push(next);
    }
}

/// Moves two lists, both made against one text, past each other. The first result is `left` as it
/// must be applied after `right`; the second is `right` as it must be applied after `left`; both
/// ways lead to one text. Where both insert at one place, `left` stands first; what one inserts
/// into a stretch that the other deletes is kept.
///
/// Lists may be given whole or in pieces (the second piece of one against the moved other): the
/// result is the same, so each side may group the splices as they come. Each result has at most
/// twice its own and once the other list's length; the cost is the product of the two.
pub fn transform(left: &[Splice], right: &[Splice]) -> (Vec<Splice>, Vec<Splice>) {
    // One walk over a word of edits: to the left of the cursor stand `done`, to its right `ahead`
    // (top is next). A left edit directly before a right one is a pair to be exchanged; the word
    // is in order when every right edit stands before every left one.
    let mut done: Vec<(Side, Edit)> =
        left.iter().rev().map(|splice| (Side::Left, Edit::from_splice(splice))).collect();
    let mut ahead: Vec<(Side, Edit)> =
        right.iter().rev().map(|splice| (Side::Right, Edit::from_splice(splice))).collect();
    while let Some((side, edit)) = ahead.pop() {
        match (side, done.pop()) {
            (Side::Right, Some((Side::Left, mine))) => {
                let (my_shape, their_shape) = (mine.shape(), edit.shape());
                let [first, rest] = mine.past(their_shape, Side::Left);
                ahead.extend([first, rest].into_iter().flatten().map(|mine| (Side::Left, mine)));
                let [first, rest] = edit.past(my_shape, Side::Right);
                ahead.extend([rest, first].into_iter().flatten().map(|edit| (Side::Right, edit)));
            }
            (_, before) => {
                done.extend(before);
                done.push((side, edit));
            }
        }
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (side, edit) in done {
        match side {
            Side::Left => left.push(edit.into_splice()),
            Side::Right => right.push(edit.into_splice()),
        }
    }
    left.reverse();
    (left, right)
}

/// A splice with its inserted length counted once; wide enough that no position overflows.
#[derive(Debug)]
struct Edit {
    at: u64,
    delete: u64,
    inserted: u64,
    insert: String,
}

/// An edit without its words: all that the other side needs to know of it.
#[derive(Debug, Clone, Copy)]
struct Shape {
    at: u64,
    delete: u64,
    inserted: u64,
}

impl Edit {
    fn from_splice(splice: &Splice) -> Self {
        Self {
            at: u64::from(splice.at),
            delete: u64::from(splice.delete),
            inserted: u64::from(utf16_length(&splice.insert)),
            insert: splice.insert.clone(),
        }
    }

    fn into_splice(self) -> Splice {
        let narrow = |value| u32::try_from(value).unwrap_or(u32::MAX);
        Splice { at: narrow(self.at), delete: narrow(self.delete), insert: self.insert }
    }

    fn shape(&self) -> Shape {
        Shape { at: self.at, delete: self.delete, inserted: self.inserted }
    }

    /// This edit as it must be applied after `other`: two where the other's words stand inside
    /// what this one deletes, none where nothing is left to do.
    fn past(mut self, other: Shape, side: Side) -> [Option<Self>; 2] {
        let end = self.at + self.delete;
        let before = end.min(other.at).saturating_sub(self.at);
        let behind = end.saturating_sub(self.at.max(other.at + other.delete));
        let stands_first = match side {
            Side::Left => self.at <= other.at,
            Side::Right => self.at < other.at,
        };
        let mut rest = None;
        if !stands_first {
            self.at = self.at - other.delete.min(self.at - other.at) + other.inserted;
            self.delete = behind;
        } else if other.inserted == 0 {
            self.delete = before + behind;
        } else {
            self.delete = before;
            let at = self.at + self.inserted + other.inserted;
            rest = (behind > 0).then(|| Self {
                at,
                delete: behind,
                inserted: 0,
                insert: String::new(),
            });
        }
        let changes_something = self.delete > 0 || self.inserted > 0;
        [changes_something.then_some(self), rest]
    }
}

/// The byte offset of a UTF-16 offset; `None` outside the text or inside a character.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let mut left = units as usize;
    for (at, letter) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(letter.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

#[cfg(test)]
mod tests;
