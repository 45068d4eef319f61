//! Which field of the first run a refusal belongs to.

use leptos::prelude::*;

use crate::message::command::{Field, Refusal};
use crate::ui::words;

/// Whether a field tells of the refusals of these fields, or of all others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    These,
    Others,
}

/// The part of a refusal that belongs to a field, in words.
pub fn about(
    error: RwSignal<Option<Refusal>>,
    fields: &'static [Field],
    wanted: Wanted,
) -> Signal<String> {
    Signal::derive(move || {
        error.with(|error| {
            let Some(refusal) = error else { return String::new() };
            let is_theirs = field_of(refusal).is_some_and(|field| fields.contains(&field));
            if is_theirs == (wanted == Wanted::These) {
                words::refusal::refusal(refusal)
            } else {
                String::new()
            }
        })
    })
}

fn field_of(refusal: &Refusal) -> Option<Field> {
    match refusal {
        Refusal::Empty { field } | Refusal::TooLong { field, .. } => Some(*field),
        Refusal::BadLink { .. }
        | Refusal::Unknown { .. }
        | Refusal::NotMember
        | Refusal::RulesNewer { .. }
        | Refusal::InvitationOver
        | Refusal::StaleEdit
        | Refusal::BadFile { .. }
        | Refusal::BadPicture
        | Refusal::BadAddress { .. }
        | Refusal::Motion { .. }
        | Refusal::Economy { .. }
        | Refusal::Event { .. }
        | Refusal::StorageFull
        | Refusal::PartMissing
        | Refusal::CannotSign
        | Refusal::StillSaving
        | Refusal::GivenUp => None,
    }
}
