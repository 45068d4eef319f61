//! What was said about events in one year, as a read model: it is small, so it is its own summary, and
//! a calendar is shown without opening a document.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::Fact;
use crate::domain::calendar::{Saying, Sayings};
use crate::id::{ChangeHash, CommandId, DeviceKey};
use crate::projection::digest::SetDigest;

/// One year of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSummary {
    pub sayings: Sayings,
    /// The latest claimed time.
    pub newest: Timestamp,
    pub digest: SetDigest,
}

impl CalendarSummary {
    /// Takes a fact with the digest of its bytes.
    pub fn take(
        &mut self,
        id: CommandId,
        (change, by): (ChangeHash, DeviceKey),
        fact: Fact,
        digest: [u8; 32],
    ) {
        self.digest.add(digest);
        self.newest = self.newest.max(fact.at);
        if let Some(saying) = Saying::of(id, by, fact) {
            self.sayings.insert((id, change), saying);
        }
    }
}
