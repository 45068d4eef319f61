//! A file that was read: what is in it, or what is wrong with it.

use crate::clock::Date;
use crate::exchange::ledger::bank::{BankMapping, closing_balance, read_bank_csv};
use crate::exchange::ledger::journal::{JournalReading, read_journal};
use crate::exchange::ledger::open_collective::read_open_collective;
use crate::exchange::ledger::text_of;
use crate::exchange::ledger::work::{WorkLine, read_work_csv};
use crate::message::economy::{Account, EconomyAct, RowFault, Transaction, VentureId};
use crate::money::{Commodity, Money};
use crate::ui::words;

/// What a file is; the words are values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Journal,
    OpenCollective,
    Bank,
    Work,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Journal, Self::OpenCollective, Self::Bank, Self::Work];

    pub fn value(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::OpenCollective => "open-collective",
            Self::Bank => "bank",
            Self::Work => "work",
        }
    }

    pub fn label(self) -> String {
        match self {
            Self::Journal => words::bring::journal(),
            Self::OpenCollective => words::bring::open_collective(),
            Self::Bank => words::bring::bank(),
            Self::Work => words::bring::work(),
        }
    }
}

/// What came of reading.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Unreadable,
    Wrong(Vec<RowFault>),
    Right(Right),
    /// Of one account: it is laid beside what is here.
    Lines(Lines),
}

/// A file that is written down as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Right {
    pub name: String,
    pub count: usize,
    pub span: Option<(Date, Date)>,
    pub act: EconomyAct,
}

/// A file of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    pub name: String,
    pub account: Account,
    pub transactions: Vec<Transaction>,
    pub wrong_balances: Vec<RowFault>,
    /// What the file says that the account came to.
    pub closing: Option<(Date, Money)>,
}

/// What is said beside a file.
pub struct Reading<'a> {
    pub kind: Kind,
    pub name: &'a str,
    pub currency: Commodity,
    /// Of which a bank's table is.
    pub account: Account,
    pub ventures: &'a [(VentureId, String)],
}

/// Reads a file.
pub fn read(bytes: &[u8], reading: Reading<'_>) -> Found {
    let name = reading.name.to_owned();
    let read = match reading.kind {
        Kind::Work => text_of(bytes).and_then(|text| {
            let lines = read_work_csv(text, reading.ventures)?;
            let days = lines.iter().map(|line| line.work.date).collect();
            let named = |line: WorkLine| (line.entry, line.work);
            let act = EconomyAct::LogAll(lines.into_iter().map(named).collect());
            Ok(right(name, days, act))
        }),
        Kind::Journal => text_of(bytes).and_then(|text| {
            let all = read_journal(text, &JournalReading::new("journal", &reading.currency))?;
            let days = all.iter().map(|one| one.date).collect();
            Ok(right(name, days, EconomyAct::RecordAll(all)))
        }),
        Kind::Bank => text_of(bytes).and_then(|text| {
            let mut mapping = BankMapping::new("bank", reading.currency);
            mapping.account = reading.account;
            Ok(Found::Lines(Lines {
                name,
                transactions: read_bank_csv(text, &mapping)?,
                wrong_balances: Vec::new(),
                closing: closing_balance(text, &mapping),
                account: mapping.account,
            }))
        }),
        Kind::OpenCollective => {
            let slug = reading.name.split('.').next().unwrap_or(reading.name);
            read_open_collective(bytes, slug).map(|read| {
                Found::Lines(Lines {
                    name: name.clone(),
                    account: "assets:open collective".parse().expect("an account below a root"),
                    transactions: read.transactions,
                    wrong_balances: read.wrong_balances,
                    closing: read.closing,
                })
            })
        }
    };
    read.unwrap_or_else(Found::Wrong)
}

fn right(name: String, days: Vec<Date>, act: EconomyAct) -> Found {
    let span = days.iter().min().zip(days.iter().max());
    let span = span.map(|(from, until)| (*from, *until));
    Found::Right(Right { name, count: days.len(), span, act })
}
