//! Ed25519: a message and a signature become a verdict; a seed becomes a key that signs. Touches
//! ed25519-dalek only. Invariant: every replica judges by `verify_strict`, so that all agree.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use crate::id::{DeviceKey, Signature};
#[cfg(not(target_arch = "wasm32"))]
use crate::sign::once;

/// A signature that must not be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The bytes are no point of the curve, or a weak one.
    #[error("not a usable public key")]
    BadKey,
    /// The signature is not this key's over this message.
    #[error("the signature does not verify")]
    BadSignature,
}

/// Whether `signature` is by `key` over `message`.
pub fn verify(
    key: &DeviceKey,
    message: &[u8],
    signature: &Signature,
) -> Result<(), SignatureError> {
    #[cfg(not(target_arch = "wasm32"))]
    {
        if !once::is_verified(key, message, signature) {
            strictly(key, message, signature)?;
            once::note(key, message, signature);
        }
        Ok(())
    }
    #[cfg(target_arch = "wasm32")]
    strictly(key, message, signature)
}

fn strictly(key: &DeviceKey, message: &[u8], signature: &Signature) -> Result<(), SignatureError> {
    let verifying = VerifyingKey::from_bytes(key.as_bytes()).map_err(|_| SignatureError::BadKey)?;
    if verifying.is_weak() {
        return Err(SignatureError::BadKey);
    }
    let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
    verifying.verify_strict(message, &signature).map_err(|_| SignatureError::BadSignature)
}

/// A key whose secret half is in memory: for invitations, for simulation, and for devices whose
/// browser cannot keep a key of its own.
pub struct SoftwareKey(SigningKey);

impl SoftwareKey {
    /// The key that grows from these 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    pub fn public(&self) -> DeviceKey {
        DeviceKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `message` (see `sign::message`).
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl std::fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SoftwareKey({})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_key_and_message_alone() {
        let key = SoftwareKey::from_seed(&[1; 32]);
        let other = SoftwareKey::from_seed(&[2; 32]);
        let signature = key.sign(b"words");
        assert_eq!(verify(&key.public(), b"words", &signature), Ok(()));
        let bad = Err(SignatureError::BadSignature);
        assert_eq!(verify(&key.public(), b"other words", &signature), bad);
        assert_eq!(verify(&other.public(), b"words", &signature), bad);
    }

    #[test]
    fn what_is_verified_once_is_that_signature_alone() {
        once::verify_once();
        let key = SoftwareKey::from_seed(&[1; 32]);
        let other = SoftwareKey::from_seed(&[2; 32]);
        let signature = key.sign(b"words");
        for _ in 0..2 {
            assert_eq!(verify(&key.public(), b"words", &signature), Ok(()));
            let bad = Err(SignatureError::BadSignature);
            assert_eq!(verify(&key.public(), b"other words", &signature), bad);
            assert_eq!(verify(&other.public(), b"words", &signature), bad);
        }
    }

    #[test]
    fn weak_and_broken_keys_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        for bytes in [identity, [0; 32], [0xff; 32], [2; 32]] {
            let verdict = verify(&DeviceKey(bytes), b"words", &Signature([0; 64]));
            assert!(verdict.is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn the_secret_half_is_never_printed() {
        let key = SoftwareKey::from_seed(&[7; 32]);
        let secret = crate::id::BlobHash([7; 32]).to_string();
        assert!(!format!("{key:?}").contains(&secret));
    }
}
