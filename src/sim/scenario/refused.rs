//! Refusals as scripts name them.

use crate::message::command::Refusal;

/// A refusal in one word.
pub(super) fn code_of(refusal: &Refusal) -> String {
    if let Refusal::Motion { fault } = refusal {
        return fault.code().to_owned();
    }
    if let Refusal::Event { fault } = refusal {
        return fault.code().to_owned();
    }
    if let Refusal::Economy { fault } = refusal
        && let Some(fault) = fault.open()
    {
        return fault.code().to_owned();
    }
    let words = format!("{refusal:?}");
    words.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}
