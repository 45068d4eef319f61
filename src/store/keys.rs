//! Storage keys. `g/` is global; `c/<community>/k/` is read when a community opens; documents and
//! blobs are read when somebody looks at them.

use crate::id::{BlobHash, CommandId, CommunityId, DeviceKey, DocumentId};

/// Settings of this device.
pub const SETTINGS: &str = "g/settings";
/// Everything that is read when the engine starts.
pub const GLOBAL: &str = "g/";
/// What commands brought, so that one given again changes nothing.
pub const DONE: &str = "g/done/";
/// The communities of this device.
pub const COMMUNITIES: &str = "g/c/";

/// What a command brought.
pub fn done(id: &CommandId) -> String {
    format!("{DONE}{id}")
}

/// What this device alone knows of a community.
pub fn local(community: &CommunityId) -> String {
    format!("{COMMUNITIES}{community}")
}

/// Communities that are looked around in only.
pub const VISITS: &str = "g/v/";

/// That a community is looked around in only, and the keys of all that is kept of it.
pub fn visit(community: &CommunityId) -> String {
    format!("{VISITS}{community}")
}

/// Everything of a community.
pub fn of(community: &CommunityId) -> String {
    format!("c/{community}/")
}

/// What devices of others have.
pub fn peers(community: &CommunityId) -> String {
    format!("c/{community}/k/p/")
}

/// Everything that is read when a community opens.
pub fn kernel(community: &CommunityId) -> String {
    format!("c/{community}/k/")
}

/// Heads and summary of a document.
pub fn meta(community: &CommunityId, document: &DocumentId) -> String {
    format!("c/{community}/k/m/{document}")
}

/// That a blob is here, with its size.
pub fn blob_index(community: &CommunityId, hash: &BlobHash) -> String {
    format!("c/{community}/k/b/{hash}")
}

/// A profile's bytes.
pub fn profile(community: &CommunityId, hash: &BlobHash) -> String {
    format!("c/{community}/k/u/{hash}")
}

/// What a device of somebody else has.
pub fn peer(community: &CommunityId, device: &DeviceKey) -> String {
    format!("c/{community}/k/p/{device}")
}

/// The secret to which private words are sealed for this device.
pub fn seal_seed(community: &CommunityId) -> String {
    format!("c/{community}/k/s/own")
}

/// What the words of this member's backups stand for.
pub fn recovery(community: &CommunityId) -> String {
    format!("c/{community}/k/s/recovery")
}

/// Closings that passed and have no effect.
pub fn false_closings(community: &CommunityId) -> String {
    format!("c/{community}/k/s/false-closings")
}

/// What in the books waits for this member.
pub fn waits(community: &CommunityId) -> String {
    format!("c/{community}/k/s/waits")
}

/// All chunks of a document.
pub fn chunks(community: &CommunityId, document: &DocumentId) -> String {
    format!("c/{community}/d/{document}/")
}

/// One chunk of a document; chunks read in key order.
pub fn chunk(community: &CommunityId, document: &DocumentId, number: u32) -> String {
    format!("c/{community}/d/{document}/{number:08x}")
}

/// The bytes of all blobs.
pub fn blobs(community: &CommunityId) -> String {
    format!("c/{community}/x/")
}

/// The books as they were last kept: only what would else be read from the ledger.
pub fn books(community: &CommunityId) -> String {
    format!("c/{community}/e")
}

/// Desks of work and money as they were last shown.
pub fn desks(community: &CommunityId) -> String {
    format!("c/{community}/o")
}

/// The charter as it was judged.
pub fn charter(community: &CommunityId) -> String {
    format!("c/{community}/h")
}

/// What is worked out of the other records, and made anew by whoever lacks it: no sample and no backup
/// has it.
pub fn derived(community: &CommunityId) -> [String; 5] {
    [
        books(community),
        desks(community),
        waits(community),
        false_closings(community),
        charter(community),
    ]
}

/// A blob's bytes.
pub fn blob(community: &CommunityId, hash: &BlobHash) -> String {
    format!("c/{community}/x/{hash}")
}

/// What a kernel key names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KernelKey {
    Meta(DocumentId),
    BlobIndex(BlobHash),
    Profile(BlobHash),
    Peer(DeviceKey),
    SealSeed,
    Recovery,
    FalseClosings,
    Waits,
}

/// Reads a kernel key back; `None` for anything this program did not write.
pub fn parse_kernel(community: &CommunityId, key: &str) -> Option<KernelKey> {
    let rest = key.strip_prefix(&kernel(community))?;
    let (kind, name) = rest.split_once('/')?;
    match kind {
        "m" => name.parse().ok().map(KernelKey::Meta),
        "b" => name.parse().ok().map(KernelKey::BlobIndex),
        "u" => name.parse().ok().map(KernelKey::Profile),
        "p" => name.parse().ok().map(KernelKey::Peer),
        "s" => match name {
            "own" => Some(KernelKey::SealSeed),
            "recovery" => Some(KernelKey::Recovery),
            "false-closings" => Some(KernelKey::FalseClosings),
            "waits" => Some(KernelKey::Waits),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ThreadId;

    #[test]
    fn kernel_keys_read_back() {
        let community = CommunityId([3; 32]);
        let document = DocumentId::Talk { thread: ThreadId([4; 16]), part: 12 };
        let cases = [
            (meta(&community, &document), KernelKey::Meta(document)),
            (blob_index(&community, &BlobHash([5; 32])), KernelKey::BlobIndex(BlobHash([5; 32]))),
            (profile(&community, &BlobHash([6; 32])), KernelKey::Profile(BlobHash([6; 32]))),
            (peer(&community, &DeviceKey([7; 32])), KernelKey::Peer(DeviceKey([7; 32]))),
            (seal_seed(&community), KernelKey::SealSeed),
            (recovery(&community), KernelKey::Recovery),
            (false_closings(&community), KernelKey::FalseClosings),
        ];
        for (key, expected) in cases {
            assert_eq!(parse_kernel(&community, &key), Some(expected), "{key}");
        }
        assert_eq!(parse_kernel(&community, "c/x/k/m/charter"), None);
    }

    #[test]
    fn parts_of_a_topic_do_not_share_a_range() {
        let community = CommunityId([3; 32]);
        let thread = ThreadId([4; 16]);
        let first = chunks(&community, &DocumentId::Talk { thread, part: 1 });
        let tenth = chunk(&community, &DocumentId::Talk { thread, part: 10 }, 0);
        assert!(!tenth.starts_with(&first));
    }
}
