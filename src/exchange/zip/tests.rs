//! Archives as people make them, and as somebody would make them to do harm.

use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use rawzip::ZipArchiveWriter;
use rawzip::path::EntryPath;

use super::*;

const LIMITS: ZipLimits = ZipLimits { files_max: 10, file_bytes_max: 100_000, bytes_max: 250_000 };

/// How the test packs an entry.
#[derive(Clone, Copy)]
enum Packing {
    Stored,
    Deflated,
}

fn archive(entries: &[(&str, &[u8])], packing: Packing) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, content) in entries {
        let method = match packing {
            Packing::Stored => CompressionMethod::STORE,
            Packing::Deflated => CompressionMethod::DEFLATE,
        };
        let file = archive.new_file(EntryPath::verbatim(path.as_bytes().to_vec()));
        let (mut entry, config) = file.compression_method(method).start().expect("entry");
        let descriptor = match packing {
            Packing::Stored => {
                let mut writer = config.wrap(&mut entry);
                writer.write_all(content).expect("in memory");
                writer.finish().expect("in memory").1
            }
            Packing::Deflated => {
                let mut writer = config.wrap(io::sink());
                writer.write_all(content).expect("nowhere");
                let (_, descriptor) = writer.finish().expect("nowhere");
                entry.write_all(&compress_to_vec(content, 6)).expect("in memory");
                descriptor
            }
        };
        entry.finish(descriptor).expect("in memory");
    }
    archive.finish().expect("in memory");
    bytes
}

fn paths(contents: &ZipContents) -> Vec<&str> {
    contents.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn files_come_out_as_they_went_in() {
    let entries: [(&str, &[u8]); 3] =
        [("h/a.md", b"# A\n"), ("h/b c/\u{e9}.md", b""), ("h/p.png", &[7; 5_000])];
    for packing in [Packing::Stored, Packing::Deflated] {
        let contents = read_zip(&archive(&entries, packing), LIMITS).expect("a zip");
        let files: Vec<(&str, &[u8])> =
            contents.files.iter().map(|file| (file.path.as_str(), &file.content[..])).collect();
        assert_eq!(files, entries);
        assert_eq!(contents.skipped, []);
    }
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let entries: [(&str, &[u8]); 4] =
        [("../up.md", b"x"), ("/root.md", b"x"), ("a/../../b.md", b"x"), ("good.md", b"x")];
    let contents = read_zip(&archive(&entries, Packing::Stored), LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["good.md"]);
    let refused: Vec<_> = contents.skipped.iter().map(|(_, fault)| *fault).collect();
    assert_eq!(refused, [FileFault::BadPath; 3]);
}

#[test]
fn a_bomb_is_never_unpacked() {
    let zeros = vec![0; 2_000_000];
    let bomb = archive(&[("bomb.md", &zeros), ("small.md", b"x")], Packing::Deflated);
    assert!(bomb.len() < 5_000, "packed small: {}", bomb.len());
    let contents = read_zip(&bomb, LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["small.md"]);
    assert_eq!(contents.skipped, [("bomb.md".to_owned(), FileFault::TooLarge)]);

    // The same, claiming to be small: the claim stands in the central directory.
    let honest = 2_000_000_u32.to_le_bytes();
    let mut lying = bomb;
    let claims: Vec<usize> =
        (0..lying.len() - 4).filter(|at| lying[*at..at + 4] == honest).collect();
    assert!(!claims.is_empty());
    for at in claims {
        lying[at..at + 4].copy_from_slice(&50_u32.to_le_bytes());
    }
    let contents = read_zip(&lying, LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["small.md"]);
    assert_eq!(contents.skipped, [("bomb.md".to_owned(), FileFault::Unreadable)]);
}

#[test]
fn all_files_together_are_bounded() {
    let part = vec![0; 90_000];
    let entries: [(&str, &[u8]); 3] = [("1.md", &part), ("2.md", &part), ("3.md", &part)];
    let contents = read_zip(&archive(&entries, Packing::Deflated), LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["1.md", "2.md"]);
    assert_eq!(contents.skipped, [("3.md".to_owned(), FileFault::TooLarge)]);

    let names: Vec<String> = (0..12).map(|number| format!("{number}.md")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let contents = read_zip(&archive(&entries, Packing::Stored), LIMITS).expect("a zip");
    assert_eq!(contents.files.len(), 10);
    assert_eq!(contents.skipped, [("10.md".to_owned(), FileFault::TooMany)]);
}

#[test]
fn damaged_content_is_named() {
    let mut bytes = archive(&[("a.md", b"some words"), ("b.md", b"others")], Packing::Stored);
    let at = bytes.windows(10).position(|part| part == b"some words").expect("stored as it is");
    bytes[at] = b'S';
    let contents = read_zip(&bytes, LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["b.md"]);
    assert_eq!(contents.skipped, [("a.md".to_owned(), FileFault::Unreadable)]);
}

#[test]
fn encrypted_content_is_named() {
    let mut bytes = archive(&[("a.md", b"some words")], Packing::Stored);
    let directory = bytes.windows(4).position(|part| part == b"PK\x01\x02").expect("a directory");
    bytes[directory + 8] |= 1;
    let contents = read_zip(&bytes, LIMITS).expect("a zip");
    assert_eq!(contents.skipped, [("a.md".to_owned(), FileFault::Unreadable)]);
}

#[test]
fn what_tools_leave_behind_is_passed_over() {
    let entries: [(&str, &[u8]); 3] =
        [("h/a.md", b"x"), ("__MACOSX/h/._a.md", b"x"), ("h/.DS_Store", b"x")];
    let contents = read_zip(&archive(&entries, Packing::Stored), LIMITS).expect("a zip");
    assert_eq!(paths(&contents), ["h/a.md"]);
    assert_eq!(contents.skipped, []);
}

#[test]
fn other_files_are_no_zip() {
    assert_eq!(read_zip(b"", LIMITS), Err(FileFault::NotAZip));
    assert_eq!(read_zip(b"# A page\n", LIMITS), Err(FileFault::NotAZip));
    let whole = archive(&[("a.md", b"some words")], Packing::Stored);
    assert_eq!(read_zip(&whole[..whole.len() / 2], LIMITS), Err(FileFault::NotAZip));
}

proptest! {
    #[test]
    fn changed_archives_never_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let entries: [(&str, &[u8]); 2] = [("a/b.md", &[b'x'; 300]), ("c.md", b"words")];
        let mut bytes = archive(&entries, Packing::Deflated);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for part in [&bytes[..], &bytes[..cut.index(bytes.len())]] {
            if let Ok(contents) = read_zip(part, LIMITS) {
                let total: usize = contents.files.iter().map(|file| file.content.len()).sum();
                prop_assert!(total <= LIMITS.bytes_max);
            }
        }
    }
}
