//! How pages come in from files, and what of them could not.

use serde::{Deserialize, Serialize};

use crate::message::command::FileFault;

/// How an import goes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportProgress {
    pub state: ImportState,
    pub files_read: u32,
    pub files_total: u32,
    pub pages_made: u32,
    pub pages_total: u32,
    /// Pages of the same files that were here: now as the files are.
    pub pages_updated: u32,
    /// Those that were as the files are.
    pub pages_same: u32,
    /// Titles of those that somebody changed here since: they stay as they are. As many as a report
    /// has rows.
    pub pages_left: Vec<String>,
    pub pictures: u32,
    /// Files left out, with why; as many as a report has rows (`limits`).
    pub skipped: Vec<(String, FileFault)>,
    /// Links that point nowhere within the import, as (page path, target); as many likewise.
    pub broken_links: Vec<(String, String)>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportState {
    #[default]
    Reading,
    Making,
    Done,
    Stopped,
}
