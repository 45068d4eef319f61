//! Folds ten years of decisions inside a browser's worker, which takes the time: what a device keeps
//! goes in as it is planted in a browser's database.

#[path = "../../../examples/bench/folding.rs"]
mod folding;

use std::collections::BTreeMap;

use folding::Verified;
use phyle::id::CommunityId;
use phyle::projection::charter::CharterModel;
use wasm_bindgen::prelude::wasm_bindgen;

/// Facts that are verified, and what they came to.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Folding {
    verified: Verified,
    people: CharterModel,
}

#[wasm_bindgen]
impl Folding {
    /// Reads what a device keeps of a community: for each entry its key and its value, each behind its
    /// length in four bytes, the highest first.
    #[wasm_bindgen(constructor)]
    pub fn new(community: &[u8], entries: &[u8]) -> Self {
        let community = community.try_into().expect("32 bytes");
        let mut disk = BTreeMap::new();
        let mut rest = entries;
        while !rest.is_empty() {
            let key = String::from_utf8(take(&mut rest).to_vec()).expect("a key is text");
            disk.insert(key, take(&mut rest).to_vec());
        }
        let verified = Verified::read(CommunityId(community), &disk);
        Self { verified, people: CharterModel::default() }
    }

    /// Who may do what.
    pub fn people(&mut self) {
        self.people = self.verified.people();
    }

    /// What every motion comes to; how many are final.
    pub fn decided(&mut self) -> usize {
        self.verified.decided(&mut self.people)
    }
}

fn take<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let (size, behind) = rest.split_at(4);
    let size = u32::from_be_bytes(size.try_into().expect("four bytes"));
    let (part, behind) = behind.split_at(size as usize);
    *rest = behind;
    part
}
