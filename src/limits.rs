//! The one table of limits: everything that comes from outside, every queue, list and retry is
//! measured against a row here. How long something may take stands where it is waited for.

#[path = "limits/sync.rs"]
mod sync;

// domain

/// Bytes of one fact's JSON; a post at its longest fits with room for escapes.
pub const FACT_BYTES_MAX: usize = 64 * 1024;
/// Characters of a name of a person or a community.
pub const NAME_CHARS_MAX: usize = 80;
/// Characters of a title, a place, or one line about someone.
pub const LINE_CHARS_MAX: usize = 200;
/// Characters of a post.
pub const POST_CHARS_MAX: usize = 10_000;
/// Languages in a profile.
pub const LANGUAGES_MAX: usize = 12;
/// Bytes of an encoded profile, portrait included.
pub const PROFILE_BYTES_MAX: usize = 128 * 1024;
/// Longer side of a portrait after shrinking.
pub const PORTRAIT_SIDE_PX_MAX: u32 = 384;
/// People that one invitation may admit: more than anybody can greet by name.
pub const INVITATION_USES_MAX: u32 = 150;
/// Bytes of a language tag, such as `zh-Hant-TW`.
pub const LANGUAGE_TAG_BYTES_MAX: usize = 35;
/// Days for which an invitation may be valid.
pub const INVITATION_DAYS_MAX: u16 = 365;
/// Devices of one member that are not taken off; a further one is sent away.
pub const OWN_DEVICES_MAX: usize = 20;
/// How long an offer to a device of one's own stands: it is used at once, beside the other.
pub const DEVICE_OFFER_MS: u64 = 60 * 60_000;
/// Posts after which a part of a topic closes and the next begins.
pub const PART_POSTS_MAX: u32 = 1_000;
/// Options of one count: strongest paths cost the cube of it.
pub const COUNTED_OPTIONS_MAX: usize = 1_000;
/// The last rank that a ballot can give: each option can have its own.
pub const RANK_MAX: u32 = COUNTED_OPTIONS_MAX as u32;
/// Dots that each person can have in one motion.
pub const DOTS_EACH_MAX: u32 = 1_000;
/// Characters of a motion's text.
pub const MOTION_CHARS_MAX: usize = 10_000;
/// Bytes of what a motion does with money: a trial balance of some hundred accounts.
pub const MONEY_EFFECT_BYTES_MAX: usize = 32 * 1024;
/// Postings of one transaction.
pub const POSTINGS_MAX: usize = 100;
/// Lines of one order.
pub const LINES_OF_ORDER_MAX: usize = 100;
/// The highest tax on an invoice, in hundredths of a percent: as much again.
pub const TAX_RATE_MAX: u32 = 10_000;
/// How many of one thing can be ordered.
pub const QUANTITY_MAX: u32 = 1_000_000_000;
/// Lines of a file in one entry that matches them: they fit a fact.
pub const LINES_MATCHED_MAX: usize = 100;
/// Entries of the ledger that one file is matched with.
pub const STANDING_ROWS_MAX: usize = 20_000;
/// Stewards of one venture.
pub const STEWARDS_MAX: usize = 20;
/// Characters of an address, or of how to pay.
pub const ADDRESS_CHARS_MAX: usize = 1_000;
/// Minutes that one event can take: a week.
pub const EVENT_MINUTES_MAX: u16 = 7 * 24 * 60;
/// What one saying about an event replaces: more than can be said apart before somebody says more.
pub const EVENT_REPLACES_MAX: usize = 200;
/// Bytes of the name of a time zone; the longest of IANA has 30.
pub const ZONE_BYTES_MAX: usize = 64;
/// Days from an invoice to when it is due.
pub const INVOICE_DAYS_MAX: u16 = 365;
/// Minutes that somebody can promise for one order: a year of days.
pub const MINUTES_PROMISED_MAX: u32 = 366 * 24 * 60;
/// Rights that a budget is split into.
pub const RIGHTS_MAX: usize = 150;
/// Bytes of a letter of trade as people paste it, with the line ends that a mail adds.
pub const TRADE_LETTER_BYTES_MAX: usize = 8 * 1024;
/// How long after an agreement to trade was replaced what builds on it still counts: whoever was away
/// cannot know, and the others may have booked it.
pub const AGREEMENT_LINGERS_MS: u64 = 14 * 24 * 60 * 60 * 1_000;
/// Characters of what somebody says of their need to those who keep it.
pub const NEED_CHARS_MAX: usize = 2_000;
/// Bytes of sealed words.
pub const SEALED_BYTES_MAX: usize = 16 * 1024;
/// Devices to which words are sealed.
pub const SEALED_TO_MAX: usize = 32;
/// Pledges that one closing of a need lists.
pub const PLEDGES_MAX: usize = 90;
/// Days until the first part of a claim can fall due: five years.
pub const CLAIM_DAYS_MAX: u32 = 1_825;
/// Monthly parts of a claim: ten years.
pub const CLAIM_PARTS_MAX: u32 = 120;
/// Commodities of which somebody has capital.
pub const CAPITALS_MAX: usize = 20;
/// Minutes of one entry of work: a day.
pub const MINUTES_OF_WORK_MAX: u32 = 24 * 60;
/// Entries after which a part of the ledger closes and the next begins.
pub const PART_ENTRIES_MAX: u32 = 1_000;
/// What a weight of a rule of sharing can be: a share of work or need counts so many times another.
pub const SURPLUS_WEIGHT_MAX: u32 = 10_000;
/// People whose debts are settled with the fewest payments that there are: the cost doubles with each.
pub const SETTLE_EXACT_MAX: usize = 12;
/// Postings of one transaction.
pub const TRANSACTION_POSTINGS_MAX: usize = 100;
/// Hours that a motion may be open: a year.
pub const MOTION_HOURS_MAX: u32 = 24 * 366;
/// Days after its end until which a motion can be looked at again: ten years.
pub const REVIEW_DAYS_MAX: i32 = 3_653;
/// Days without a fact after which a member can be named silent.
pub const SILENT_DAYS: u64 = 90;
/// How long those wait who spoke for somebody that lost all devices, before they speak again: 14 days.
pub const VOUCHING_WAIT_MS: u64 = 14 * 24 * 60 * 60 * 1_000;
/// How long somebody who asks to come back is shown where nobody vouches for them.
pub const RETURN_SHOWN_MS: u64 = 60 * 24 * 60 * 60 * 1_000;
/// People who came by one invitation, are shown so and are not back; more are not recorded.
pub const RETURNS_MAX: usize = 32;
/// Options of one motion.
pub const MOTION_OPTIONS_MAX: usize = 50;
/// Heads of the charter that a motion names.
pub const CHARTER_HEADS_MAX: usize = 256;
/// Last changes of a page's text that a motion names: as many as write at once without hearing of each other.
pub const WORDING_HEADS_MAX: usize = 256;
/// Motions in which a purse acts at once; the rest follows right after.
pub const DUTIES_AT_ONCE_MAX: usize = 20;
/// Rounds of one motion's sealing: one a day, for most of a year.
pub const ROUNDS_MAX: u32 = 300;
/// Characters of the reason of a ballot.
pub const REASON_OF_BALLOT_CHARS_MAX: usize = 2_000;
/// How far ahead of the receiver's clock a claimed time may be before its change is held (CLK-1).
pub const CLOCK_SKEW_MAX_MS: u64 = 10 * 60 * 1000;

// projection

/// Events to come that are told of each device that planned some, the next ones first: whoever plans
/// without end hides nothing of others.
pub const EVENTS_COMING_EACH_MAX: usize = 100;
/// The same of those that are over or called off, what was said last first.
pub const EVENTS_PAST_EACH_MAX: usize = 20;
/// What is told of an event beside what was said last, the newest first.
pub const EVENT_ALSO_MAX: usize = 20;
/// Rows of the ledger, or of a week's work, that one desk shows.
pub const ROWS_SHOWN_MAX: u32 = 5_000;

/// Rows of the ledger at first, and how many more come with each press.
pub const ROWS_STEP: u32 = 40;

/// Expenses, and pieces of work, that wait for somebody and are told singly on the first screen.
pub const WAITS_SHOWN_MAX: usize = 3;

/// Bytes of a backup's records.
pub const BACKUP_BYTES_MAX: usize = 1_000_000_000;

/// Desks of work and money that are kept as they were last shown.
pub const DESKS_KEPT_MAX: usize = 8;

/// Bytes of one of them; a larger one is made anew each time.
pub const DESK_KEPT_BYTES_MAX: usize = 100_000;
/// Characters of a post that a list of topics shows.
pub const LAST_WORDS_CHARS_MAX: usize = 90;

// reading

/// How deep the nodes of a text to be read go; what is deeper is drawn flat.
pub const READING_DEPTH_MAX: usize = 40;

// engine

/// Bytes of a sample community.
pub const SAMPLE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Longer side of a picture after shrinking.
pub const PICTURE_SIDE_PX_MAX: u32 = 1_600;
/// Bytes of one blob.
pub const BLOB_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of one piece of a blob on the wire.
pub const BLOB_PIECE_BYTES: usize = 48 * 1024;
/// Pieces sent for one request, so that a slow reader is not flooded.
pub const BLOB_PIECES_PER_REQUEST: u32 = 8;
/// Between two questions how far the clock is off; relays may make us ask.
pub const CLOCK_CHECK_EVERY_MS: u64 = 10 * 1000;
/// Documents of one community.
pub const DOCUMENTS_MAX: usize = 20_000;
/// Bytes of a text that is read as Markdown; a longer one is shown as it is written.
pub const READING_BYTES_MAX: usize = 256 * 1024;
/// Quotes and lists that one line opens, in a text that is read as Markdown.
pub const READING_NESTED_MAX: usize = 100;
/// Documents whose heads go into one message.
pub const DOCUMENTS_PER_HAVE_MAX: usize = 200;
/// Characters of the name under which a page keeps a picture.
pub const PICTURE_NAME_CHARS_MAX: usize = 120;
/// Happenings that the first screen shows.
pub const HAPPENINGS_MAX: usize = 40;
/// Relays that a new community takes of those that are published.
pub const RELAYS_CHOSEN_MAX: usize = 5;
/// Splices of a page that an engine remembers to rebase late edits.
pub const PAGE_LOG_MAX: usize = 2_000;
/// Chunks of a document in storage before they are compacted into a snapshot.
pub const CHUNKS_MAX: u32 = 64;
/// Bytes of changes in one answer.
pub const ANSWER_BYTES_MAX: usize = 96 * 1024;
/// Places that are told where words stand.
pub const FOUND_MAX: usize = 100;
/// Characters of the text that are shown before words that were found; twice as many after.
pub const FOUND_CHARS_AROUND: usize = 48;
/// Words that are looked for at a time, one for each window.
pub const FIND_AT_ONCE_MAX: usize = 8;
/// Characters of what is looked for.
pub const FIND_CHARS_MAX: usize = 100;
/// Broken rules that are listed.
pub const FAULTS_SHOWN_MAX: usize = 200;
/// Distinct reasons by which refused bytes are counted.
pub const REFUSAL_REASONS_MAX: usize = 64;

// doc

/// A batch of changes as it travels: the largest message of a data channel.
pub const BATCH_BYTES_MAX: usize = 256 << 10;
/// A batch after inflating: deflate can grow a thousandfold, real batches grow three- to fivefold.
pub const BATCH_INFLATED_BYTES_MAX: usize = 2 << 20;
/// One part of a document as it is stored or passed as a file; a document has as many parts as it
/// needs, so that nobody can make it grow until it does not load again.
pub const PART_BYTES_MAX: usize = 32 << 20;
/// A part after inflating.
pub const PART_INFLATED_BYTES_MAX: usize = 96 << 20;
/// A part is begun at this size; it gets larger only where no smaller one can be verified.
pub const PART_BYTES: usize = 2 << 20;
/// Batches smaller than this are not compressed: it would gain little and cost a header.
pub const DEFLATE_FROM_BYTES: usize = 1024;

/// Changes in one batch, or in one part of a stored document.
pub const BATCH_CHANGES_MAX: usize = 50_000;
/// Operations in one batch, by which working memory and time are bounded: a run of deletions is a
/// few bytes and thousands of operations.
pub const BATCH_OPS_MAX: u64 = 250_000;
/// Operations in one part of a stored document.
pub const PART_OPS_MAX: u64 = 4_000_000;
/// Parents of one change: more than the devices that could write at the same moment.
pub const CHANGE_PARENTS_MAX: usize = 1024;
/// Parents of one change that is written here; the rest of the heads waits for the next one.
pub const WRITE_PARENTS_MAX: usize = 256;
/// Operations in one change: each character is one, and each costs some hundred bytes of working
/// memory while the change is put together. Longer texts are written in several changes.
pub const CHANGE_OPS_MAX: usize = 100_000;
/// Values that one put of a field may replace.
pub const FIELD_REPLACED_MAX: usize = 1024;
/// One field of a page.
pub const FIELD_BYTES_MAX: usize = 4 << 10;
/// Counters of operations and sequence numbers: automerge keeps them in 32 bits.
pub const COUNTER_MAX: u64 = 1 << 31;
/// The last second of the year 9999.
pub const CLAIMED_TIME_MAX_S: u64 = 253_402_300_799;

/// Changes that wait for their parents, or for their time, in one document.
pub const WAITING_CHANGES_MAX: usize = 4096;
/// The same, in bytes.
pub const WAITING_BYTES_MAX: usize = 8 << 20;
/// Hashes of refused changes that one document remembers, so as not to ask for them again.
pub const REFUSED_REMEMBERED_MAX: usize = 4096;

/// In a batch, a device signs for at most this many of its changes at once, so that whoever holds
/// the batch can pass on any part of it without carrying a signature for every change.
pub const SIGNATURE_STRIDE_CHANGES: usize = 16;
/// Operations in half of a proof that a device signed two changes for one place.
pub const PROOF_OPS_MAX: u64 = 20_000;
/// A change keeps its own clock when computing it walked over this many others.
pub const CLOCK_WALK_CHANGES: usize = 16;

/// Changes of one device nearer to each other than this are one entry of a page's history.
pub const HISTORY_STRETCH_S: u64 = 10 * 60;
/// Restoring compares two texts line by line up to this product of their numbers of differing
/// lines; beyond it the differing part is replaced as a whole.
pub const RESTORE_COMPARED_LINES_MAX: usize = 4_000_000;

// sync

pub use sync::*;

// exchange

/// Files of one import that are looked at; the rest is left out and said so.
pub const IMPORT_FILES_MAX: usize = 5_000;
/// How deep the folders of an import go; what lies deeper is not looked into.
pub const IMPORT_FOLDERS_DEEP_MAX: usize = 32;
/// Bytes of one file, zips too, that a window reads to hand it on.
pub const IMPORT_FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Lines that front matter may have.
pub const FRONT_LINES_MAX: usize = 100;
/// Bytes of all files of one import, unpacked.
pub const IMPORT_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Bytes of one Markdown file: what is written before the first signature must fit one batch.
pub const IMPORT_PAGE_BYTES_MAX: usize = 192 * 1024;
/// Bytes of one picture before it is shrunk.
pub const IMPORT_PICTURE_BYTES_MAX: usize = 24 * 1024 * 1024;
/// Bytes of one path.
pub const IMPORT_PATH_BYTES_MAX: usize = 512;
/// Characters of a title that an import gives a page.
pub const IMPORT_TITLE_CHARS_MAX: usize = 120;
/// Files left out, and broken links, that are kept for the report.
pub const IMPORT_REPORT_ROWS_MAX: usize = 1_000;

/// Bytes of one file of ballots: more than a million rows of twenty options.
pub const TALLY_FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Rows of ballots in one file; alike ballots can share a row.
pub const TALLY_ROWS_MAX: usize = 2_000_000;
/// Rows of one file times its options, by which memory is bounded: a short row can be about many.
pub const TALLY_CELLS_MAX: usize = 40_000_000;
/// Rows of a file of ballots that are told one by one when they are refused.
pub const TALLY_REFUSED_ROWS_MAX: usize = 100;

/// Bytes of one file of entries for the ledger.
pub const LEDGER_FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Entries of one import into the ledger.
pub const LEDGER_IMPORT_ROWS_MAX: usize = 20_000;
/// Columns of a table.
pub const TABLE_COLUMNS_MAX: usize = 200;
/// Minutes of one piece of work: the longest day that somebody changing zones can have.
pub const WORK_MINUTES_MAX: u32 = 26 * 60;

// platform

/// Bytes of a picture that is decoded to be shrunk.
pub const PICTURE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Pixels of a picture that is drawn to be shrunk.
pub const PICTURE_PIXELS_MAX: u64 = 40_000_000;
/// Bytes that a data channel may hold back before the connection is ended: Chromium throws at
/// 16 MiB, Firefox takes everything.
pub const CHANNEL_BUFFER_BYTES_MAX: u32 = 15 * 1024 * 1024;

// runtime

/// Engines that may die of one thing before it is left out.
pub const ENGINE_DEATHS_MAX: u32 = 3;

// text_edit

/// Splices of one edit: moving two lists past each other costs the product of their lengths.
pub const EDIT_SPLICES_MAX: usize = 1_000;
