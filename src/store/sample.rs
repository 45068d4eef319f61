//! A sample community as one file: the records that one of its devices kept, for somebody to look
//! around in. Read with bounds; whatever is not of that community is refused as a whole.

use serde::{Deserialize, Serialize};

use crate::id::CommunityId;
use crate::limits::SAMPLE_BYTES_MAX;
use crate::store::{RecordError, keys, record};

/// The records of a community, by key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub community: CommunityId,
    pub entries: Vec<(String, Vec<u8>)>,
}

impl Sample {
    /// What is worth keeping of a device's storage: documents, blobs and profiles, and nothing that
    /// the device alone knew.
    pub fn of<'a>(
        community: CommunityId,
        storage: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>,
    ) -> Self {
        let own = keys::of(&community);
        let peers = keys::peers(&community);
        let derived = keys::derived(&community);
        let secrets = [keys::seal_seed(&community), keys::recovery(&community)];
        let is_kept = |(key, _): &(&String, &Vec<u8>)| {
            let is_own = derived.contains(key) || secrets.contains(key);
            key.starts_with(&own) && !key.starts_with(&peers) && !is_own
        };
        let kept = storage.into_iter().filter(is_kept);
        Self { community, entries: kept.map(|(key, value)| (key.clone(), value.clone())).collect() }
    }

    /// The file.
    pub fn write(&self) -> Vec<u8> {
        record::encode(self)
    }

    /// Reads the file.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > SAMPLE_BYTES_MAX {
            return Err(RecordError);
        }
        let sample: Self = record::decode(bytes)?;
        let own = keys::of(&sample.community);
        let is_own = |(key, _): &(String, Vec<u8>)| key.starts_with(&own);
        if !sample.entries.is_empty() && sample.entries.iter().all(is_own) {
            Ok(sample)
        } else {
            Err(RecordError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_reads_back_and_holds_nothing_of_others() {
        let (ours, other) = (CommunityId([1; 32]), CommunityId([2; 32]));
        let device = crate::id::DeviceKey([3; 32]);
        let document = crate::id::DocumentId::Charter;
        let storage = [
            (keys::chunk(&ours, &document, 0), vec![1]),
            (keys::chunk(&other, &document, 0), vec![2]),
            (keys::peer(&ours, &device), vec![3]),
            (keys::books(&ours), vec![5]),
            (keys::desks(&ours), vec![6]),
            (keys::waits(&ours), vec![7]),
            (keys::false_closings(&ours), vec![8]),
            (keys::seal_seed(&ours), vec![9]),
            (keys::recovery(&ours), vec![10]),
            (keys::local(&ours), vec![4]),
        ];
        let sample = Sample::of(ours, storage.iter().map(|(key, value)| (key, value)));
        assert_eq!(sample.entries, [(keys::chunk(&ours, &document, 0), vec![1])]);
        assert_eq!(Sample::read(&sample.write()), Ok(sample.clone()));
        let foreign = Sample { community: other, ..sample.clone() };
        assert_eq!(Sample::read(&foreign.write()), Err(RecordError));
        assert_eq!(Sample::read(&[]), Err(RecordError));
        let cut = sample.write();
        assert_eq!(Sample::read(&cut[..cut.len() - 1]), Err(RecordError));
    }
}
