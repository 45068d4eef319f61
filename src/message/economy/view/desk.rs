//! Which screen of work and money is watched, and how its view comes.

use serde::{Deserialize, Serialize};

use super::EconomyView;
use crate::clock::Date;
use crate::id::{CommandId, MemberId};
use crate::message::Letter;

/// Which screen is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Desk {
    /// -> `EconomyView::Books`; so many rows of the ledger, newest first.
    Books { rows: u32 },
    /// -> `EconomyView::Person`
    Person(MemberId),
    /// -> `EconomyView::Sharing`
    Sharing,
    /// -> `EconomyView::Ventures`
    Ventures,
    /// -> `EconomyView::Venture`
    Venture(CommandId),
    /// -> `EconomyView::Work`; the week that begins so many weeks before this one.
    Work { weeks_ago: u16 },
    /// -> `EconomyView::Export`: everything as one file.
    Export(ExportForm),
    /// -> `EconomyView::Reports`; of one year.
    Reports { year: i16 },
    /// -> `EconomyView::Trade`
    Trade,
    /// -> `EconomyView::Care`
    Care,
    /// -> `EconomyView::Leaving`; what leaving would come to for the reader.
    Leaving,
    /// -> `EconomyView::Standing`; of these days.
    Standing { from: Date, until: Date },
}

/// The form of a file that goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExportForm {
    /// A journal of hledger.
    Journal,
    /// A table, one posting a row.
    Table,
    Json,
    /// Work and money as economic events, in JSON-LD.
    Valueflows,
    /// The reader's own work as a table.
    Work,
}

/// What a window is sent of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskView {
    /// As the books are.
    Now(Letter<EconomyView>),
    /// As it was when it was last shown here, while the books are on their way. It is old where the
    /// ledger or the charter went on since.
    Kept { view: Letter<EconomyView>, is_old: bool },
    /// The part of the program that keeps the books did not come.
    Missed,
}
