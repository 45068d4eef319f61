//! Commons: pages that members write together. The words are drafts, merged by the document;
//! here are only the limits of what one may ask.

use crate::domain::wording;
use crate::limits::LINE_CHARS_MAX;
use crate::message::command::{Field, PageField, Refusal};

/// A field's value, if it may stand.
pub fn field_value(field: PageField, value: &str) -> Result<String, Refusal> {
    match field {
        PageField::Title => wording::required(Field::PageTitle, value, LINE_CHARS_MAX),
        PageField::Path => wording::optional(Field::PageTitle, value, LINE_CHARS_MAX),
        PageField::Credit => wording::optional(Field::Credit, value, 2 * LINE_CHARS_MAX),
    }
}
