//! A backup: a community's records and the way back in -> one file, sealed under twelve words; and back.
//! Invariant: the file without the words, or the words without the file, tell nothing.
//!
//! `phyle backup 1`, a line feed, a nonce, then XChaCha20-Poly1305 of the zlib stream of the record.

use bip39::{Language, Mnemonic};
use miniz_oxide::deflate::{CompressionLevel, compress_to_vec_zlib};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::limits::BACKUP_BYTES_MAX;
use crate::message::command::{FileFault, WordList};
use crate::plain::plain;
use crate::sign;

/// How a file begins.
const MARK: &[u8] = b"phyle backup 1\n";
/// What the keys are derived under.
const SALT: &[u8] = b"phyle backup 1";
/// Bytes that twelve words stand for.
pub const ENTROPY: usize = 16;

/// What is in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub made: Timestamp,
    /// The fragment of a link for a device of the member's own, which has no end.
    pub link: String,
    /// Records under their keys, as a device keeps them.
    pub records: Vec<(String, Vec<u8>)>,
}

/// What a backup is sealed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secret {
    /// What the words stand for.
    pub entropy: [u8; ENTROPY],
    /// Random, and used once.
    pub nonce: [u8; 24],
}

/// A backup that is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub file: Vec<u8>,
    pub words: String,
}

/// The seed of the recovery key that the words stand for.
pub fn recovery_seed(entropy: &[u8; ENTROPY]) -> [u8; 32] {
    sign::derive(SALT, &sign::sha256(entropy), &[b"recovery"])
}

/// The file and its words.
pub fn close(backup: &Backup, secret: Secret, list: WordList) -> Closed {
    let Secret { entropy, nonce } = secret;
    let language = match list {
        WordList::English => Language::English,
        WordList::Spanish => Language::Spanish,
    };
    let words =
        Mnemonic::from_entropy_in(language, &entropy).expect("as many bytes as twelve words");
    let plain = postcard::to_stdvec(backup).expect("records are plain data");
    let packed = compress_to_vec_zlib(&plain, CompressionLevel::BestSpeed as u8);
    let sealed = sign::seal(&file_key(&entropy), nonce, &packed);
    Closed { file: [MARK, &sealed].concat(), words: words.to_string() }
}

/// Reads a file by its words, in whichever list they are.
pub fn open(file: &[u8], words: &str) -> Result<Backup, FileFault> {
    let sealed = file.strip_prefix(MARK).ok_or(FileFault::NotABackup)?;
    let entropy = entropy_of(words).ok_or(FileFault::NotTheWords)?;
    let packed = sign::open(&file_key(&entropy), sealed).ok_or(FileFault::WordsOfAnother)?;
    let plain = decompress_to_vec_zlib_with_limit(&packed, BACKUP_BYTES_MAX);
    let plain = plain.map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            FileFault::TooLarge
        } else {
            FileFault::Unreadable
        }
    })?;
    match postcard::take_from_bytes(&plain) {
        Ok((backup, [])) => Ok(backup),
        Ok(_) | Err(_) => Err(FileFault::Unreadable),
    }
}

/// What words stand for, of whichever list they are; accents need not be typed.
fn entropy_of(words: &str) -> Option<[u8; ENTROPY]> {
    let typed: Vec<String> = words.split_whitespace().map(plain).collect();
    [Language::English, Language::Spanish].into_iter().find_map(|language| {
        let all = language.word_list();
        let known = typed.iter().map(|typed| all.iter().copied().find(|one| plain(one) == *typed));
        let words: Vec<&str> = known.collect::<Option<_>>()?;
        let words = Mnemonic::parse_in_normalized(language, &words.join(" ")).ok()?;
        let (bytes, length) = words.to_entropy_array();
        bytes[..length].try_into().ok()
    })
}

fn file_key(entropy: &[u8; ENTROPY]) -> [u8; 32] {
    sign::derive(SALT, &sign::sha256(entropy), &[b"file"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peo_1_no_two_words_of_a_list_differ_by_accents_alone() {
        for language in [Language::English, Language::Spanish] {
            let all = language.word_list().iter().copied();
            let plain: std::collections::BTreeSet<String> = all.map(plain).collect();
            assert_eq!(plain.len(), 2_048);
        }
    }

    fn backup() -> Backup {
        let link = "#/device/1.x".to_owned();
        let records = vec![("c/x/d".to_owned(), vec![1, 2, 3]), ("c/x/e".to_owned(), vec![0; 999])];
        Backup { made: Timestamp(5), link, records }
    }

    #[test]
    fn peo_1_a_backup_opens_by_its_own_words_in_either_list() {
        for list in [WordList::English, WordList::Spanish] {
            let secret = |byte| Secret { entropy: [byte; ENTROPY], nonce: [1; 24] };
            let Closed { file, words } = close(&backup(), secret(7), list);
            assert_eq!(words.split(' ').count(), 12);
            assert_eq!(open(&file, &words), Ok(backup()));
            let typed = format!("  {}\n", words.to_uppercase().replace(' ', " \n"));
            assert_eq!(open(&file, &typed), Ok(backup()), "as somebody types it");
            let typed: String = words.split(' ').map(|word| plain(word) + " ").collect();
            assert_eq!(open(&file, &typed), Ok(backup()), "without accents");
            let others = close(&backup(), secret(8), list).words;
            assert_eq!(open(&file, &others), Err(FileFault::WordsOfAnother));
            let few = words.rsplit_once(' ').expect("twelve").0;
            for wrong in ["", "hello", few] {
                assert_eq!(open(&file, wrong), Err(FileFault::NotTheWords), "{wrong}");
            }
            for length in [0, 5, MARK.len(), MARK.len() + 30, file.len() - 1] {
                assert!(open(&file[..length], &words).is_err(), "cut at {length}");
            }
            let mut bent = file;
            let last = bent.len() - 1;
            bent[last] ^= 1;
            assert_eq!(open(&bent, &words), Err(FileFault::WordsOfAnother));
        }
    }
}
