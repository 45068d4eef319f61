//! Checks on what people write: not empty where it must not be, and within its limit. Text is kept
//! as written but for space at its ends.

use crate::limits::{LANGUAGE_TAG_BYTES_MAX, ZONE_BYTES_MAX};
use crate::message::command::{Field, Refusal};

/// `text` without space at its ends, if something is left and it is not over `chars_max`.
pub fn required(field: Field, text: &str, chars_max: usize) -> Result<String, Refusal> {
    let text = optional(field, text, chars_max)?;
    if text.is_empty() { Err(Refusal::Empty { field }) } else { Ok(text) }
}

/// `text` without space at its ends, if it is not over `chars_max`.
pub fn optional(field: Field, text: &str, chars_max: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length > chars_max {
        return Err(Refusal::TooLong { field, length: length as u64, limit: chars_max as u64 });
    }
    Ok(text.to_owned())
}

/// A BCP 47 tag as far as we rely on it: letters, digits and hyphens, from 2 characters on.
pub fn is_language_tag(tag: &str) -> bool {
    (2..=LANGUAGE_TAG_BYTES_MAX).contains(&tag.len())
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// An IANA time zone as far as its shape goes: words with slashes between them, such as
/// `America/Argentina/Buenos_Aires`. Whether there is one of this name, the reader's browser knows.
pub fn is_zone(zone: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_letter);
    zone.len() <= ZONE_BYTES_MAX
        && zone.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && zone.split('/').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_trimmed_and_measured_in_characters() {
        assert_eq!(required(Field::PersonName, "  Lucía ", 5), Ok("Lucía".to_owned()));
        assert_eq!(
            required(Field::PersonName, " \n", 5),
            Err(Refusal::Empty { field: Field::PersonName })
        );
        assert_eq!(
            optional(Field::Place, "Montevideo", 5),
            Err(Refusal::TooLong { field: Field::Place, length: 10, limit: 5 })
        );
    }

    #[test]
    fn cal_1_names_of_zones() {
        let good = ["Europe/Madrid", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5"];
        for zone in good {
            assert!(is_zone(zone), "{zone}");
        }
        for zone in ["", "/", "Europe/", "/Madrid", "Europe//Madrid", "+01:00", "a b", "Á/B", "E;X"]
        {
            assert!(!is_zone(zone), "{zone}");
        }
        assert!(!is_zone(&"a".repeat(ZONE_BYTES_MAX + 1)));
    }

    #[test]
    fn tlk_1_language_tags() {
        for good in ["en", "es-UY", "zh-Hant-TW"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "e", "1n", "en us", "é"] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
