//! Digests of read models: equal sets of facts give equal digests, and one more fact costs the same
//! however many there are.

use serde::{Deserialize, Serialize};

/// A sum of SHA-256 values, lane by lane: a set's digest that does not depend on order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetDigest([u64; 4]);

impl SetDigest {
    /// Adds an element, given by the SHA-256 of its canonical bytes. The caller adds each once.
    pub fn add(&mut self, element: [u8; 32]) {
        for (lane, bytes) in self.0.iter_mut().zip(element.chunks_exact(8)) {
            let value = u64::from_le_bytes(bytes.try_into().expect("chunks of eight"));
            *lane = lane.wrapping_add(value);
        }
    }

    /// Takes an element out that was added.
    pub fn remove(&mut self, element: [u8; 32]) {
        for (lane, bytes) in self.0.iter_mut().zip(element.chunks_exact(8)) {
            let value = u64::from_le_bytes(bytes.try_into().expect("chunks of eight"));
            *lane = lane.wrapping_sub(value);
        }
    }

    /// The digest as bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (lane, out) in self.0.iter().zip(bytes.chunks_exact_mut(8)) {
            out.copy_from_slice(&lane.to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_elements_do() {
        let (mut one, mut other) = (SetDigest::default(), SetDigest::default());
        one.add([1; 32]);
        one.add([2; 32]);
        other.add([2; 32]);
        other.add([1; 32]);
        assert_eq!(one, other);
        other.add([0xff; 32]);
        assert_ne!(one.to_bytes(), other.to_bytes());
        other.remove([0xff; 32]);
        assert_eq!(one, other);
    }
}
