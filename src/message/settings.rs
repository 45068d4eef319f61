//! What a person wishes of this device, for all their communities.

use serde::{Deserialize, Serialize};

/// What this device remembers of its person's wishes, for all communities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Interface language, `en` or `es`.
    pub language: String,
    pub theme: Theme,
    /// Whether reminders come as notices of the device too.
    pub notices: Notices,
}

/// Where reminders are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notices {
    /// Inside the program alone.
    Inside,
    /// And by the device, as far as the browser allows it.
    Device,
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    System,
    Light,
    Dark,
}
