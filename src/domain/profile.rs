//! A profile: what someone says of themselves, as an erasable blob under a salted hash (PEO-6).
//! The blob's hash reveals nothing about its words once the blob is gone.

use serde::{Deserialize, Serialize};

use crate::domain::wording;
use crate::limits::{LANGUAGES_MAX, LINE_CHARS_MAX, NAME_CHARS_MAX, PROFILE_BYTES_MAX};
use crate::message::command::{Field, ProfileDraft, Refusal};

/// First byte of the encoding.
const VERSION: u8 = 1;

/// The words and the portrait of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Random, so that nobody can guess a name from the hash.
    pub salt: [u8; 16],
    pub name: String,
    pub languages: Vec<String>,
    pub place: String,
    pub zone: String,
    pub does: String,
    /// An encoded picture with its media type.
    pub portrait: Option<(String, Vec<u8>)>,
}

/// Bytes that are not a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a profile")]
pub struct ProfileError;

impl Profile {
    /// Checks a draft. The portrait is set apart, once it has been shrunk.
    pub fn from_draft(
        draft: &ProfileDraft,
        salt: [u8; 16],
        portrait: Option<(String, Vec<u8>)>,
    ) -> Result<Self, Refusal> {
        let languages: Vec<String> = draft
            .languages
            .iter()
            .map(|tag| tag.trim().to_owned())
            .filter(|tag| wording::is_language_tag(tag))
            .take(LANGUAGES_MAX)
            .collect();
        let profile = Self {
            salt,
            name: wording::required(Field::PersonName, &draft.name, NAME_CHARS_MAX)?,
            languages,
            place: wording::optional(Field::Place, &draft.place, LINE_CHARS_MAX)?,
            zone: wording::optional(Field::Place, &draft.zone, LINE_CHARS_MAX)?,
            does: wording::optional(Field::Does, &draft.does, LINE_CHARS_MAX)?,
            portrait,
        };
        let length = profile.encode().len();
        if length > PROFILE_BYTES_MAX {
            let (length, limit) = (length as u64, PROFILE_BYTES_MAX as u64);
            return Err(Refusal::TooLong { field: Field::Portrait, length, limit });
        }
        Ok(profile)
    }

    /// The blob.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(postcard::to_stdvec(self).expect("a profile has only encodable parts"));
        bytes
    }

    /// Reads a blob that somebody else wrote: bounded, and every text within its limit.
    pub fn decode(bytes: &[u8]) -> Result<Self, ProfileError> {
        if bytes.len() > PROFILE_BYTES_MAX || bytes.first() != Some(&VERSION) {
            return Err(ProfileError);
        }
        let profile: Self = postcard::from_bytes(&bytes[1..]).map_err(|_| ProfileError)?;
        let lines = [&profile.place, &profile.zone, &profile.does];
        let good = wording::required(Field::PersonName, &profile.name, NAME_CHARS_MAX).is_ok()
            && lines.iter().all(|line| line.chars().count() <= LINE_CHARS_MAX)
            && profile.languages.len() <= LANGUAGES_MAX
            && profile.languages.iter().all(|tag| wording::is_language_tag(tag))
            && profile.portrait.as_ref().is_none_or(|(mime, _)| is_picture(mime))
            // It is passed on as we write it, under the hash of how it came.
            && profile.encode() == bytes;
        if good { Ok(profile) } else { Err(ProfileError) }
    }
}

/// Whether a browser shows this media type as a still picture that cannot carry scripts.
pub fn is_picture(mime: &str) -> bool {
    matches!(mime, "image/webp" | "image/jpeg" | "image/png")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(name: &str) -> ProfileDraft {
        ProfileDraft { name: name.to_owned(), ..ProfileDraft::default() }
    }

    #[test]
    fn peo_6_the_same_words_hash_differently_for_each_salt() {
        let one = Profile::from_draft(&draft("Awa"), [1; 16], None).expect("a name is enough");
        let other = Profile::from_draft(&draft("Awa"), [2; 16], None).expect("a name is enough");
        assert_ne!(one.encode(), other.encode());
        assert_eq!(Profile::decode(&one.encode()), Ok(one));
    }

    #[test]
    fn a_profile_needs_a_name_and_a_safe_portrait() {
        let refusal = Profile::from_draft(&draft(" "), [0; 16], None);
        assert_eq!(refusal, Err(Refusal::Empty { field: Field::PersonName }));
        let mut profile = Profile::from_draft(&draft("Awa"), [0; 16], None).expect("a name");
        profile.portrait = Some(("image/svg+xml".to_owned(), vec![1]));
        assert_eq!(Profile::decode(&profile.encode()), Err(ProfileError));
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            drop(Profile::decode(&bytes));
        }
    }
}
