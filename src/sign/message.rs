//! What is signed: a tag, then parts, each with its length before it, so that no two different
//! lists of parts give the same bytes. Touches hashes only. Invariant: no two kinds of
//! message share a tag.

use crate::id::{ChangeHash, CommunityId, DocumentId};
use crate::sign::sha256;

/// Tag of the message that vouches for a device's changes up to a tip.
const TIP_TAG: &str = "phyle/1/tip";

/// The canonical bytes of `parts` under `tag`, which names the kind of message, such as `phyle/1/tip`.
/// Lengths are 4 bytes, little-endian.
pub fn message(tag: &str, parts: &[&[u8]]) -> Vec<u8> {
    let length = tag.len() + parts.iter().map(|part| part.len() + 4).sum::<usize>() + 4;
    let mut bytes = Vec::with_capacity(length);
    for part in std::iter::once(tag.as_bytes()).chain(parts.iter().copied()) {
        let length = u32::try_from(part.len()).expect("no message is near 4 GiB");
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A name that follows from `parts`: the first 16 bytes of the SHA-256 of their message.
pub fn name(tag: &str, parts: &[&[u8]]) -> [u8; 16] {
    let hash = sha256(&message(tag, parts));
    hash[..16].try_into().expect("a hash has 32 bytes")
}

/// What a device signs to vouch for its own changes in `document`, up to and with `tip`. For the
/// founding change of a community, `community` and `tip` are the same bytes.
pub fn tip_message(community: &CommunityId, document: &DocumentId, tip: &ChangeHash) -> Vec<u8> {
    let name = document.to_string();
    message(TIP_TAG, &[community.as_bytes(), name.as_bytes(), tip.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_be_shifted_into_each_other() {
        assert_ne!(message("t", &[b"ab", b"c"]), message("t", &[b"a", b"bc"]));
        assert_ne!(message("t", &[b"ab"]), message("t", &[b"ab", b""]));
        assert_ne!(message("ta", &[b"b"]), message("t", &[b"ab"]));
    }

    #[test]
    fn a_tip_belongs_to_one_document_of_one_community() {
        let tip = ChangeHash([3; 32]);
        let one = tip_message(&CommunityId([1; 32]), &DocumentId::Charter, &tip);
        assert_ne!(one, tip_message(&CommunityId([2; 32]), &DocumentId::Charter, &tip));
        let page = DocumentId::Page(crate::id::PageId([0; 16]));
        assert_ne!(one, tip_message(&CommunityId([1; 32]), &page, &tip));
    }
}
