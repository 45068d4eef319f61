//! Plain bytes <-> sealed bytes, secrets -> keys, bytes -> hashes. Touches the crypto crates only.
//! Invariant: a nonce comes from the caller's randomness and is never used twice with one key.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};

/// Bytes of authentication that sealing adds.
pub const SEAL_OVERHEAD_BYTES: usize = 16;

/// Sealed bytes that do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Wrong key, nonce or context, or the bytes were changed.
    #[error("the sealed bytes do not open")]
    DoesNotOpen,
}

/// Seals `plain` with XChaCha20-Poly1305; `context` is authenticated and not hidden.
pub fn seal(key: &[u8; 32], nonce: &[u8; 24], context: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher
        .encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad: context })
        .expect("sealing fails only beyond 256 GiB")
}

/// Opens what `seal` made.
pub fn open(
    key: &[u8; 32],
    nonce: &[u8; 24],
    context: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, SealError> {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context })
        .map_err(|_| SealError::DoesNotOpen)
}

/// A key for the purpose `info`, from a secret of high entropy (HKDF-SHA256, no salt).
pub fn derive(secret: &[u8], info: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, secret)
        .expand(info, &mut key)
        .expect("32 bytes are within what HKDF gives");
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
    fn what_is_sealed_opens_with_the_same_key_nonce_and_context() {
        let sealed = seal(&[1; 32], &[2; 24], b"context", b"words");
        assert_eq!(sealed.len(), 5 + SEAL_OVERHEAD_BYTES);
        assert_eq!(open(&[1; 32], &[2; 24], b"context", &sealed), Ok(b"words".to_vec()));
        let shut = Err(SealError::DoesNotOpen);
        assert_eq!(open(&[3; 32], &[2; 24], b"context", &sealed), shut);
        assert_eq!(open(&[1; 32], &[3; 24], b"context", &sealed), shut);
        assert_eq!(open(&[1; 32], &[2; 24], b"other", &sealed), shut);
        assert_eq!(open(&[1; 32], &[2; 24], b"context", b"short"), shut);
    }

    #[test]
    fn known_answers() {
        let hash = crate::id::BlobHash(sha256(b"abc")).to_string();
        assert_eq!(hash, "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        // RFC 5869, test case 3: no salt, no info; the first 32 of its 42 bytes.
        let expected = [
            0x8d, 0xa4, 0xe7, 0x75, 0xa5, 0x63, 0xc1, 0x8f, 0x71, 0x5f, 0x80, 0x2a, 0x06, 0x3c,
            0x5a, 0x31, 0xb8, 0xa1, 0x1f, 0x5c, 0x5e, 0xe1, 0x87, 0x9e, 0xc3, 0x45, 0x4e, 0x5f,
            0x3c, 0x73, 0x8d, 0x2d,
        ];
        assert_eq!(derive(&[0x0b; 22], b""), expected);
    }
}
