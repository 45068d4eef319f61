//! What others made, on its way into a community: folders and zips of Markdown become pages still
//! to be written, files of entries become transactions still to be recorded; and what goes out to
//! calendars, to other bookkeeping, to tables. Pure over bytes; it makes no page itself.
//! Invariant: whatever the files hold, the cost is bounded, and each file that is left out is named
//! with its reason.

pub mod backup;
pub mod everything;
pub mod ics;
pub mod ledger;
pub mod markdown;
pub mod zip;

use crate::id::{CommandId, PageId};
use crate::limits::{IMPORT_PATH_BYTES_MAX, IMPORT_REPORT_ROWS_MAX};
use crate::message::command::FileFault;
use crate::sign;

/// A file of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFile {
    /// Relative, with `/` between folders.
    pub path: String,
    /// All of it.
    pub content: Vec<u8>,
}

/// The page that an import makes of a file: always the same one, so that an import which is
/// repeated or taken up again makes nothing twice.
pub fn page_id(import: CommandId, path: &str) -> PageId {
    let parts = [b"phyle imported page\0".as_slice(), import.as_bytes(), path.as_bytes()];
    let mut id = [0; PageId::LEN];
    id.copy_from_slice(&sign::sha256(&parts.concat())[..PageId::LEN]);
    PageId(id)
}

/// A path in the form used throughout an import; `None` where it is absolute, climbs out of the
/// folder, or could not be a file's.
pub(crate) fn tidy_path(path: &str) -> Option<String> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let strange = path.len() > IMPORT_PATH_BYTES_MAX || path.chars().any(char::is_control);
    if drive || strange || path.starts_with(['/', '\\']) {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => return None,
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a file is left by a tool and means nothing to a reader.
pub fn is_litter(path: &str) -> bool {
    let mut parts = path.split('/').rev();
    let name = parts.next().unwrap_or_default();
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
        || name.starts_with("._")
        || parts.any(|folder| matches!(folder, "__MACOSX" | ".git" | ".obsidian"))
}

/// Files left out, with their reasons; as many as a report can hold.
#[derive(Debug, Default)]
pub(crate) struct Skipped(Vec<(String, FileFault)>);

impl Skipped {
    pub(crate) fn add(&mut self, path: impl Into<String>, fault: FileFault) {
        if self.0.len() < IMPORT_REPORT_ROWS_MAX {
            self.0.push((path.into(), fault));
        }
    }

    pub(crate) fn into_rows(self) -> Vec<(String, FileFault)> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_import_names_the_same_pages() {
        let (import, other) = (CommandId([1; 16]), CommandId([2; 16]));
        assert_eq!(page_id(import, "a.md"), page_id(import, "a.md"));
        assert_ne!(page_id(import, "a.md"), page_id(import, "b.md"));
        assert_ne!(page_id(import, "a.md"), page_id(other, "a.md"));
    }

    #[test]
    fn paths_stay_inside_the_folder() {
        assert_eq!(tidy_path("a\\b//./c.md").as_deref(), Some("a/b/c.md"));
        for bad in ["", ".", "/a", "\\a", "C:\\a", "a/../b", "..", "a\0b", "a\nb"] {
            assert_eq!(tidy_path(bad), None, "{bad:?}");
        }
        assert_eq!(tidy_path(&"x".repeat(IMPORT_PATH_BYTES_MAX + 1)), None);
    }
}
