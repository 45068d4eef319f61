//! Every bound on what comes from outside or is kept for others, in one table. Nothing here is
//! computed; raising a figure never changes a format.

// text_edit

/// Splices that one edit of a page may have: moving lists past each other costs their product.
pub const EDIT_SPLICES_MAX: usize = 1_000;

// exchange

/// Files of one import that are looked at; the rest is left out and said so.
pub const IMPORT_FILES_MAX: usize = 5_000;
/// Bytes of all files of one import, unpacked.
pub const IMPORT_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Bytes of one Markdown file.
pub const IMPORT_PAGE_BYTES_MAX: usize = 512 * 1024;
/// Bytes of one picture before it is shrunk.
pub const IMPORT_PICTURE_BYTES_MAX: usize = 24 * 1024 * 1024;
/// Bytes of one path.
pub const IMPORT_PATH_BYTES_MAX: usize = 512;
/// Characters of a title that an import gives a page.
pub const IMPORT_TITLE_CHARS_MAX: usize = 120;
/// Files left out, and broken links, that are kept for the report.
pub const IMPORT_REPORT_ROWS_MAX: usize = 1_000;
