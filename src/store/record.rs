//! Records in storage, encoded with postcard behind a version byte. A record that cannot be read is
//! reported, never guessed at.

use std::collections::BTreeMap;

use crate::ordered::Map;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{
    ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, InvitationKey, MotionId, ThreadId,
};
use crate::message::command::{Comes, Meeting, Notices, Outcome, Settings, Theme};
use crate::message::model::JoinRefusal;
use crate::projection::summary::Summary;

/// Names the sources of this program: what another one worked out may be in another form.
pub const PROGRAM: &str = env!("PHYLE_PROGRAM");

/// First byte of every record.
const VERSION: u8 = 1;

/// Bytes in storage that are not the record they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stored record cannot be read")]
pub struct RecordError;

/// Encodes any record.
pub fn encode<T: Serialize>(record: &T) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    bytes.extend(postcard::to_stdvec(record).expect("records have only encodable parts"));
    bytes
}

/// Decodes any record.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RecordError> {
    match bytes.split_first() {
        Some((&VERSION, rest)) => postcard::from_bytes(rest).map_err(|_| RecordError),
        Some(_) | None => Err(RecordError),
    }
}

/// What this device alone knows of a community; never leaves it but in invitation links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Local {
    pub community: CommunityId,
    pub device: DeviceKey,
    /// From which rendezvous keys are derived; in every invitation link.
    pub secret: [u8; 32],
    pub generation: u32,
    /// What counted before, oldest first: whoever was away knows nothing else.
    pub former: Vec<FormerSecret>,
    pub meeting: Meeting,
    pub joining: Option<Joining>,
    /// Seeds of the invitations, and of the offers to devices of one's own, made on this device.
    pub invitations: Map<InvitationKey, [u8; 32]>,
    pub read: Map<ThreadId, ReadMark>,
    /// Of which motions somebody here was reminded last: for which end, and how many hours before.
    pub reminded: Map<MotionId, (Timestamp, u32)>,
    /// The time that the last change of each device claims, in any document.
    pub heard: Map<DeviceKey, Timestamp>,
    /// When each device was last connected here.
    pub seen: Map<DeviceKey, Timestamp>,
}

impl Local {
    /// A device that has done and heard nothing yet.
    pub fn new(
        community: CommunityId,
        device: DeviceKey,
        secret: [u8; 32],
        meeting: Meeting,
    ) -> Self {
        Self {
            community,
            device,
            secret,
            generation: 0,
            former: Vec::new(),
            meeting,
            joining: None,
            invitations: Map::new(),
            read: Map::new(),
            reminded: Map::new(),
            heard: Map::new(),
            seen: Map::new(),
        }
    }
}

/// A secret that counted before, and until when it is still listened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerSecret {
    pub secret: [u8; 32],
    pub until: Timestamp,
    /// A link led away from it, and nothing has proved that link yet.
    pub by_link: bool,
}

/// A link that was followed and has not led in yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    pub comes: Comes,
    /// Seed of the invitation key.
    pub invitation: [u8; 32],
    /// The encoded profile, handed over once the charter has proved itself; `None` for a device of a
    /// member's own.
    pub profile: Option<Vec<u8>>,
    pub refused: Option<JoinRefusal>,
}

/// How far a topic was read on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMark {
    pub post: CommandId,
    pub posts_read: u32,
}

/// What is known of a document without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Sorted; what is durable on this device.
    pub heads: Vec<ChangeHash>,
    /// Number of the next chunk.
    pub chunk_next: u32,
    /// Chunks since the last snapshot.
    pub chunks: u32,
    /// Bytes of all chunks.
    pub bytes: u64,
    /// Devices that signed two changes for one place of it.
    pub twice_signed: Vec<DeviceKey>,
    pub summary: Summary,
}

/// What one device of somebody else has, as it said itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerHeads {
    pub documents: BTreeMap<DocumentId, Vec<ChangeHash>>,
}

/// A chunk of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chunk {
    /// Signed changes, appended as they came.
    Changes(Vec<u8>),
    /// All that the chunks before it held.
    Snapshot(Vec<u8>),
}

/// What a command brought, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub at: Timestamp,
    pub outcome: Outcome,
}

/// A blob that is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobIndex {
    pub mime: String,
    pub bytes: u32,
}

/// Settings as they are before anybody chose.
pub fn default_settings() -> Settings {
    Settings { language: String::new(), theme: Theme::System, notices: Notices::Inside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_back_and_foreign_bytes_are_refused() {
        let mark = ReadMark { post: CommandId([1; 16]), posts_read: 4 };
        assert_eq!(decode(&encode(&mark)), Ok(mark));
        assert_eq!(decode::<ReadMark>(&[]), Err(RecordError));
        assert_eq!(decode::<ReadMark>(&[2, 1, 1]), Err(RecordError));
    }
}
