//! Plain bytes <-> sealed bytes, secrets -> keys, bytes -> hashes. Touches the crypto crates only.
//! Invariant: a nonce comes from the caller's randomness and is never used twice with one key.

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};

/// `nonce24 || XChaCha20-Poly1305`. The nonce must be random.
pub fn seal(key: &[u8; 32], nonce: [u8; 24], plain: &[u8]) -> Vec<u8> {
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), plain)
        .expect("sealing fails only beyond 256 GiB");
    [nonce.as_slice(), &sealed].concat()
}

/// What `seal` was given, if it was given under this key; nothing says why it does not open.
pub fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<24>()?;
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), body).ok()
}

/// A key of `N` bytes for one purpose, from a secret of high entropy (HKDF-SHA256); the parts of
/// `info` are kept apart by their lengths.
pub fn derive<const N: usize>(salt: &[u8], secret: &[u8; 32], info: &[&[u8]]) -> [u8; N] {
    let mut label = Vec::new();
    for part in info {
        let length = u32::try_from(part.len()).expect("labels are short");
        label.extend_from_slice(&length.to_be_bytes());
        label.extend_from_slice(part);
    }
    let mut key = [0; N];
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(&label, &mut key)
        .expect("at most 255 hashes are asked for");
    key
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
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
        let keys: [[u8; 32]; 3] = [
            derive(b"salt", &[3; 32], &[b"ab", b"c"]),
            derive(b"salt", &[3; 32], &[b"a", b"bc"]),
            derive(b"other", &[3; 32], &[b"a", b"bc"]),
        ];
        assert!(keys[0] != keys[1] && keys[1] != keys[2]);
    }

    #[test]
    fn known_answers() {
        let hash = crate::id::BlobHash(sha256(b"abc")).to_string();
        assert_eq!(hash, "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        // Computed apart, by the definitions of RFC 5869 and RFC 2104.
        let key: [u8; 32] = derive(b"phyle rendezvous 1", &[2; 32], &[b"neighbours", b"seal"]);
        let expected = [
            0xff, 0x97, 0x7d, 0x34, 0x23, 0x3f, 0x90, 0x05, 0xe7, 0x0f, 0xf5, 0x4b, 0xe6, 0x8a,
            0x89, 0x77, 0x04, 0x64, 0xf8, 0x17, 0xb3, 0xa9, 0x5e, 0x5a, 0xee, 0x1b, 0xd3, 0x53,
            0xe5, 0xcc, 0x02, 0x7e,
        ];
        assert_eq!(key, expected);
    }
}
