//! Words -> an envelope that only some devices open, and back. X25519 for each device, then what `seal`
//! does. Invariant: nobody without one of the keys learns more than about how long the words are.

use x25519_dalek::{PublicKey, StaticSecret};

use super::seal::{derive, open, seal};
use crate::id::SealKey;

const SALT: &[u8] = b"phyle envelope 1";
/// Lengths are told in steps of so many bytes.
const PADDED_TO: usize = 256;
/// A sealed key: a nonce, 32 bytes, a tag.
const WRAP: usize = 24 + 32 + 16;
/// A device's place: its key, and the words' key sealed to it.
const PLACE: usize = 32 + WRAP;

/// The public half of a device's secret.
pub fn seal_key(secret: &[u8; 32]) -> SealKey {
    SealKey(PublicKey::from(&StaticSecret::from(*secret)).to_bytes())
}

/// The key that two share; `None` where the other one is no key.
fn shared(secret: &StaticSecret, other: &SealKey) -> Option<[u8; 32]> {
    let shared = secret.diffie_hellman(&PublicKey::from(other.0));
    shared.was_contributory().then(|| shared.to_bytes())
}

fn wrap_key(shared: &[u8; 32], (from, to): (&[u8; 32], &SealKey), context: &[u8]) -> [u8; 32] {
    derive(SALT, shared, &[b"wrap", from, &to.0, context])
}

/// Seals words to these devices; `random` is used once, `context` must be the same on opening. A key
/// that is none is left out.
pub fn close(words: &str, to: &[SealKey], context: &[u8], random: &[u8; 32]) -> Vec<u8> {
    let own = StaticSecret::from(derive::<32>(SALT, random, &[b"own"]));
    let from = PublicKey::from(&own).to_bytes();
    let key: [u8; 32] = derive(SALT, random, &[b"words"]);
    let mut places = Vec::new();
    for to in to.iter().take(usize::from(u8::MAX)) {
        if let Some(shared) = shared(&own, to) {
            let nonce = derive(SALT, random, &[b"nonce", &to.0]);
            places.extend_from_slice(&to.0);
            places.extend(seal(&wrap_key(&shared, (&from, to), context), nonce, &key));
        }
    }
    let mut plain = u32::try_from(words.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    plain.extend_from_slice(words.as_bytes());
    plain.resize(plain.len().next_multiple_of(PADDED_TO), 0);
    let body = seal(&key, derive(SALT, random, &[b"body"]), &plain);
    let count = u8::try_from(places.len() / PLACE).unwrap_or(u8::MAX);
    [from.as_slice(), &[count], &places, &body].concat()
}

/// The words, if they are sealed to this device's secret in this context.
pub fn unseal(sealed: &[u8], secret: &[u8; 32], context: &[u8]) -> Option<String> {
    let (from, rest) = sealed.split_first_chunk::<32>()?;
    let (count, rest) = rest.split_first()?;
    let (places, body) = rest.split_at_checked(usize::from(*count) * PLACE)?;
    let own = seal_key(secret);
    let place = places.chunks_exact(PLACE).find(|place| place[..32] == own.0)?;
    let shared = shared(&StaticSecret::from(*secret), &SealKey(*from))?;
    let key = open(&wrap_key(&shared, (from, &own), context), &place[32..])?;
    let plain = open(&key.try_into().ok()?, body)?;
    let (length, plain) = plain.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    String::from_utf8(plain.get(..length)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn peo_6_only_those_it_is_sealed_to_open_an_envelope() {
        let to = [seal_key(&[1; 32]), seal_key(&[2; 32])];
        let sealed = close("The rent of May.", &to, b"need 1", &[9; 32]);
        for secret in [[1; 32], [2; 32]] {
            assert_eq!(unseal(&sealed, &secret, b"need 1").as_deref(), Some("The rent of May."));
            assert_eq!(unseal(&sealed, &secret, b"need 2"), None);
        }
        assert_eq!(unseal(&sealed, &[3; 32], b"need 1"), None);
        let mut bent = sealed.clone();
        *bent.last_mut().expect("bytes") ^= 1;
        assert_eq!(unseal(&bent, &[1; 32], b"need 1"), None);
    }

    #[test]
    fn peo_6_an_envelope_tells_little_of_how_long_the_words_are() {
        let to = [seal_key(&[1; 32])];
        let length = |words: &str| close(words, &to, b"", &[9; 32]).len();
        assert_eq!(length(""), length(&"x".repeat(200)));
        assert!(length("") < length(&"x".repeat(300)));
    }

    #[test]
    fn a_key_that_is_none_is_left_out() {
        let sealed = close("Here.", &[SealKey([0; 32]), seal_key(&[1; 32])], b"", &[9; 32]);
        assert_eq!(sealed[32], 1);
        assert_eq!(unseal(&sealed, &[1; 32], b"").as_deref(), Some("Here."));
    }

    proptest! {
        #[test]
        fn opening_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(unseal(&bytes, &[1; 32], b""), None);
        }
    }
}
