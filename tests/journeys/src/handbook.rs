//! The handbook that journeys bring in: the folder as it is, or packed into one zip.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::Error;

/// Its credit, as a person would write it.
pub const CREDIT: &str = "Enspiral Handbook, CC BY-SA 4.0";

/// A page with pictures of its own, by its title.
pub const PAGE_WITH_PICTURES: &str = "Contributing to the Handbook";

/// A page, a link on it, and the title of the page that the link leads to.
pub const LINKED: (&str, &str, &str) =
    ("Introduction", "Find out more about editing the handbook", PAGE_WITH_PICTURES);

/// The folder.
pub fn folder() -> PathBuf {
    xtask::place::root().join("tests").join("data").join("enspiral-handbook")
}

/// All its files with their paths inside it, in order.
pub fn files() -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    read(&folder(), "", &mut files)?;
    files.sort();
    Ok(files)
}

/// How many pages it makes: its table of contents becomes the order of the list, not a page.
pub fn page_count() -> Result<usize, Error> {
    let is_page = |path: &str| path.ends_with(".md") && path != "SUMMARY.md";
    Ok(files()?.iter().filter(|(path, _)| is_page(path)).count())
}

fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { path, source }
    };
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            files.push((format!("{prefix}{name}"), fs::read(&path).map_err(failed(&path))?));
        }
    }
    Ok(())
}

/// Writes the whole of it as one zip.
pub fn write_zip(path: &Path) -> Result<(), Error> {
    fs::write(path, zip(&files()?)).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// A zip of these files, deflated (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (path, bytes) in files {
        let offset = length(&zip);
        let entry = entry(path, bytes);
        zip.extend([0x50, 0x4b, 3, 4, 20, 0]);
        zip.extend(&entry.head);
        zip.extend([0, 0]);
        zip.extend(path.as_bytes());
        zip.extend(&entry.packed);
        directory.extend([0x50, 0x4b, 1, 2, 20, 0, 20, 0]);
        directory.extend(&entry.head);
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(path.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("the handbook has fewer than 65,536 files");
    let (start, size) = (length(&zip), length(&directory));
    zip.extend(directory);
    zip.extend([0x50, 0x4b, 5, 6, 0, 0, 0, 0]);
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(size.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

struct Entry {
    /// Flags to name length, which the local and the central header have alike.
    head: Vec<u8>,
    packed: Vec<u8>,
}

fn entry(path: &str, bytes: &[u8]) -> Entry {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("writing to memory does not fail");
    let packed = encoder.finish().expect("writing to memory does not fail");
    let mut checksum = Crc::new();
    checksum.update(bytes);
    let name_length = u16::try_from(path.len()).expect("paths of the handbook are short");
    let mut head = Vec::new();
    // UTF-8 names, deflate, 1980-01-01 00:00.
    head.extend([0, 8, 8, 0, 0, 0, 0x21, 0]);
    head.extend(checksum.sum().to_le_bytes());
    head.extend(length(&packed).to_le_bytes());
    head.extend(length(bytes).to_le_bytes());
    head.extend(name_length.to_le_bytes());
    Entry { head, packed }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("the handbook is far below 4 GiB")
}
