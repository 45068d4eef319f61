//! A world as its disks are, from which others go on: what many runs begin with is made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{World, WorldConfig};
use crate::clock::Timestamp;
use crate::engine::economy::MakeBooks;
use crate::id::DeviceKey;
use crate::sign::{self, SoftwareKey};
use crate::sim::relay::Node;

type Disk = BTreeMap<String, Vec<u8>>;
type Keys = BTreeMap<DeviceKey, Arc<SoftwareKey>>;

/// What all browsers keep, and when.
#[derive(Debug, Clone)]
pub struct Kept {
    now: Timestamp,
    config: WorldConfig,
    profiles: Vec<(Disk, Keys)>,
}

impl World {
    /// What is durable here.
    pub fn kept(&self) -> Kept {
        let kept = |profile: &super::Profile| (profile.disk.clone(), profile.keys.clone());
        let profiles = self.profiles.iter().map(kept).collect();
        Kept { now: self.now, config: self.config, profiles }
    }

    /// A world that goes on from there, with chances of its own. Its devices are many on one thread, so
    /// what one of them verified the others do not verify again.
    pub fn resumed(seed: u64, kept: &Kept) -> Self {
        sign::verify_once();
        let mut world = Self::new(seed, 0, kept.config);
        // Also where that world began with the same seed: ids and sessions must never come twice.
        world.rng.set_stream(1);
        world.now = kept.now;
        for (disk, keys) in &kept.profiles {
            let mut profile = world.profile();
            profile.disk.clone_from(disk);
            profile.keys.clone_from(keys);
            world.profiles.push(profile);
        }
        for node in 0..kept.profiles.len() {
            world.start(Node(node));
        }
        world
    }

    /// From its next start on, a node's books are kept by somebody else.
    pub fn keep_books_by(&mut self, node: Node, books: MakeBooks) {
        self.profiles[node.0].books = books;
    }
}
