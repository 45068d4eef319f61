//! A zip's bytes become files. May touch nothing but those bytes. Invariant: never more than the
//! limits are unpacked, whatever the archive claims about itself.

pub mod pack;

use std::io::{self, Read};

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};

use crate::exchange::{ImportFile, Skipped, is_litter, tidy_path};
use crate::limits::{IMPORT_BYTES_MAX, IMPORT_FILES_MAX, IMPORT_PICTURE_BYTES_MAX};
use crate::message::command::FileFault;

/// What is asked of an archive.
#[derive(Debug, Clone, Copy)]
pub struct ZipLimits {
    /// Entries that are looked at.
    pub files_max: usize,
    /// Bytes of one file, unpacked.
    pub file_bytes_max: usize,
    /// Bytes of all files, unpacked; what is unpacked in vain counts.
    pub bytes_max: usize,
}

impl Default for ZipLimits {
    fn default() -> Self {
        Self {
            files_max: IMPORT_FILES_MAX,
            file_bytes_max: IMPORT_PICTURE_BYTES_MAX,
            bytes_max: IMPORT_BYTES_MAX,
        }
    }
}

/// What an archive held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZipContents {
    /// In the order of the archive.
    pub files: Vec<ImportFile>,
    /// Left out, with the reason.
    pub skipped: Vec<(String, FileFault)>,
}

/// Unpacks an archive. Refuses it as a whole only where it is no zip at all.
pub fn read_zip(bytes: &[u8], limits: ZipLimits) -> Result<ZipContents, FileFault> {
    let archive = ZipArchive::from_slice(bytes).map_err(|_| FileFault::NotAZip)?;
    let mut files = Vec::new();
    let mut skipped = Skipped::default();
    let mut left = limits.bytes_max;
    let mut entries = archive.entries();
    let mut seen = 0;
    loop {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => break,
            // A directory that breaks off: what was found so far may still be good.
            Err(_) if seen > 0 => {
                skipped.add("", FileFault::Unreadable);
                break;
            }
            Err(_) => return Err(FileFault::NotAZip),
        };
        if entry.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        seen += 1;
        if seen > limits.files_max {
            skipped.add(name, FileFault::TooMany);
            break;
        }
        match path_of(&entry) {
            Err(fault) => skipped.add(name, fault),
            Ok(path) if is_litter(&path) => {}
            Ok(path) => match unpack(&archive, &entry, limits.file_bytes_max, &mut left) {
                Ok(content) => files.push(ImportFile { path, content }),
                Err(fault) => skipped.add(path, fault),
            },
        }
    }
    Ok(ZipContents { files, skipped: skipped.into_rows() })
}

fn path_of(entry: &ZipFileHeaderRecord<'_>) -> Result<String, FileFault> {
    let name = entry.file_path();
    let name = std::str::from_utf8(name.as_bytes()).map_err(|_| FileFault::BadPath)?;
    if entry.mode().is_symlink() {
        return Err(FileFault::Unsupported);
    }
    tidy_path(name).ok_or(FileFault::BadPath)
}

/// Unpacks one entry and takes what it cost from `left`.
fn unpack(
    archive: &ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord<'_>,
    file_bytes_max: usize,
    left: &mut usize,
) -> Result<Vec<u8>, FileFault> {
    if entry.flags().is_encrypted() {
        return Err(FileFault::Unreadable);
    }
    let found = archive.get_entry(entry.wayfinder()).map_err(|_| FileFault::Unreadable)?;
    let most = file_bytes_max.min(*left);
    if entry.uncompressed_size_hint() > most as u64 {
        return Err(FileFault::TooLarge);
    }
    let packed = found.data();
    let method = entry.compression_method();
    let (content, outcome) = if method == CompressionMethod::STORE {
        read_up_to(found.verifying_reader(packed), most)
    } else if method == CompressionMethod::DEFLATE {
        // What breaks off or is too much is found out below, as if it were all.
        let inflated = decompress_to_vec_with_limit(packed, most + 1);
        let inflated = inflated.unwrap_or_else(|error| error.output);
        read_up_to(found.verifying_reader(inflated.as_slice()), most)
    } else {
        return Err(FileFault::Unreadable);
    };
    *left -= content.len().min(*left);
    if content.len() > most {
        return Err(FileFault::TooLarge);
    }
    outcome.map_err(|_| FileFault::Unreadable)?;
    Ok(content)
}

/// Reads until the end or until one byte more than `most`.
fn read_up_to(reader: impl Read, most: usize) -> (Vec<u8>, io::Result<usize>) {
    let mut content = Vec::new();
    let outcome = reader.take(most as u64 + 1).read_to_end(&mut content);
    (content, outcome)
}

#[cfg(test)]
mod tests;
