//! How a person or a device of theirs comes in: in which role, by what, told in which language.

use serde::{Deserialize, Serialize};

/// As whom somebody comes by an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Comes {
    New,
    /// As a member who lost all devices.
    Back,
}

/// In which language words are that a secret is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordList {
    English,
    Spanish,
}

/// How long a link for a device of one's own stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfferStands {
    /// For the device that lies beside this one.
    AnHour,
    /// For a day when all devices are lost; it is kept on paper.
    ForRecovery,
}
