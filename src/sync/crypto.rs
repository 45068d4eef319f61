//! Secrets and bytes in, keys, seals and verdicts out. Thin wrappers that fix our parameters; it
//! may use crypto crates only, and nothing that fails to open or verify says more than that it
//! failed.

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use k256::schnorr;
use k256::schnorr::signature::hazmat::{PrehashSigner as _, PrehashVerifier as _};
use sha2::{Digest as _, Sha256};

use crate::id::{DeviceKey, Signature};

const SALT: &[u8] = b"phyle rendezvous 1";

/// SHA-256 over the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// A key of `N` bytes for one purpose; the parts of `info` are kept apart by their lengths.
pub fn derive<const N: usize>(secret: &[u8; 32], info: &[&[u8]]) -> [u8; N] {
    let mut label = Vec::new();
    for part in info {
        let length = u32::try_from(part.len()).expect("labels are short");
        label.extend_from_slice(&length.to_be_bytes());
        label.extend_from_slice(part);
    }
    let mut key = [0; N];
    Hkdf::<Sha256>::new(Some(SALT), secret)
        .expand(&label, &mut key)
        .expect("at most 255 hashes are asked for");
    key
}

/// `nonce24 || XChaCha20-Poly1305`. The nonce must be random.
pub fn seal(key: &[u8; 32], nonce: [u8; 24], plain: &[u8]) -> Vec<u8> {
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), plain)
        .expect("signals are far below the cipher's limit");
    [nonce.as_slice(), &sealed].concat()
}

/// What `seal` was given, if it was given under this key.
pub fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<24>()?;
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), body).ok()
}

/// Whether the device signed this message; strict, so one message has one verdict everywhere.
pub fn device_signed(device: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
    let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(&device.0) else { return false };
    key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
}

/// The key that signs relay events (BIP-340).
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

/// Whether the holder of `public` signed this id (BIP-340).
pub fn event_signed(public: &[u8; 32], id: &[u8; 32], signature: &[u8; 64]) -> bool {
    let Ok(key) = schnorr::VerifyingKey::from_slice(public) else { return false };
    let Ok(signature) = schnorr::Signature::from_slice(signature) else { return false };
    key.verify_prehash(id, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_open_under_their_own_key_only() {
        let sealed = seal(&[1; 32], [9; 24], b"hello");
        assert_eq!(sealed.len(), 24 + 5 + 16);
        assert_eq!(open(&[1; 32], &sealed).as_deref(), Some(b"hello".as_slice()));
        assert_eq!(open(&[2; 32], &sealed), None);
        assert_eq!(open(&[1; 32], &sealed[..20]), None);
        let mut bent = sealed;
        bent[30] ^= 1;
        assert_eq!(open(&[1; 32], &bent), None);
    }

    #[test]
    fn derived_keys_differ_by_where_their_labels_part() {
        let secret = [3; 32];
        assert_ne!(derive::<32>(&secret, &[b"ab", b"c"]), derive::<32>(&secret, &[b"a", b"bc"]));
    }

    #[test]
    fn event_signatures_bind_the_id() {
        let key = EventKey::from_bytes(&[5; 32]).expect("a key");
        let signature = key.sign(&[6; 32]);
        assert!(event_signed(&key.public(), &[6; 32], &signature));
        assert!(!event_signed(&key.public(), &[7; 32], &signature));
        assert!(!event_signed(&[0; 32], &[6; 32], &signature));
    }
}
