//! Files become a zip's bytes. Nothing is compressed: pictures are already, and words are few.

use std::io::Write as _;

use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::exchange::ImportFile;

/// A zip with these files, in their order.
pub fn write_zip(files: &[ImportFile]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    let memory = "memory takes all, and names are within what a zip can have";
    for file in files {
        let entry = archive.new_file(&file.path).compression_method(CompressionMethod::STORE);
        let (mut entry, config) = entry.start().expect(memory);
        let mut data = config.wrap(&mut entry);
        data.write_all(&file.content).expect(memory);
        let (_, description) = data.finish().expect(memory);
        entry.finish(description).expect(memory);
    }
    archive.finish().expect(memory)
}
