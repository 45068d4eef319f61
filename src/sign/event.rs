//! BIP-340: the id of a relay event becomes a signature, and a signature a verdict. Touches k256
//! only. Invariant: what is signed is a hash that covers the whole event.

use k256::schnorr;
use k256::schnorr::signature::hazmat::{PrehashSigner as _, PrehashVerifier as _};

/// The key that signs relay events.
#[derive(Debug, Clone)]
pub struct EventKey(schnorr::SigningKey);

impl EventKey {
    /// The key of these bytes; `None` for the one in 2^128 that are no key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        schnorr::SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// Its public half, x only.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes().into()
    }

    /// Signs the id of an event.
    pub fn sign(&self, id: &[u8; 32]) -> [u8; 64] {
        self.0.sign_prehash(id).expect("one of 256 nonces is not zero").to_bytes()
    }
}

/// Whether the holder of `public` signed this id.
pub fn event_signed(public: &[u8; 32], id: &[u8; 32], signature: &[u8; 64]) -> bool {
    let Ok(key) = schnorr::VerifyingKey::from_slice(public) else { return false };
    let Ok(signature) = schnorr::Signature::from_slice(signature) else { return false };
    key.verify_prehash(id, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_signatures_bind_the_id() {
        let key = EventKey::from_bytes(&[5; 32]).expect("a key");
        let signature = key.sign(&[6; 32]);
        assert!(event_signed(&key.public(), &[6; 32], &signature));
        assert!(!event_signed(&key.public(), &[7; 32], &signature));
        assert!(!event_signed(&[0; 32], &[6; 32], &signature));
    }
}
