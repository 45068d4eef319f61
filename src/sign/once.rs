//! Signatures that were verified on this thread, where many devices live on one: what one of them
//! verified need not be verified again by each of the others. Off unless a simulation asks for it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::id::{DeviceKey, Signature};

thread_local! {
    static VERIFIED: RefCell<Option<BTreeSet<[u8; 32]>>> = const { RefCell::new(None) };
}

/// How many are remembered; then it begins anew.
const VERIFIED_MAX: usize = 100_000;

/// From now on a signature is verified once on this thread.
pub fn verify_once() {
    VERIFIED.with_borrow_mut(|verified| {
        verified.get_or_insert_with(BTreeSet::new);
    });
}

fn name(key: &DeviceKey, message: &[u8], signature: &Signature) -> [u8; 32] {
    let hash = Sha256::new().chain_update(key.as_bytes()).chain_update(signature.as_bytes());
    hash.chain_update(message).finalize().into()
}

/// Whether this one was verified.
pub(super) fn is_verified(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
    VERIFIED.with_borrow(|verified| {
        let known = verified.as_ref();
        known.is_some_and(|verified| verified.contains(&name(key, message, signature)))
    })
}

/// This one was.
pub(super) fn note(key: &DeviceKey, message: &[u8], signature: &Signature) {
    VERIFIED.with_borrow_mut(|verified| {
        let Some(verified) = verified else { return };
        if verified.len() >= VERIFIED_MAX {
            verified.clear();
        }
        verified.insert(name(key, message, signature));
    });
}
