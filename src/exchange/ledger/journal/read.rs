//! A journal -> transactions, or every line that is wrong. Read is what bookkeeping of money needs:
//! dates, marks, codes, descriptions, comments, postings, prices, simple assertions. What would change
//! entries elsewhere, such as `include`, automatic postings or aliases, is refused by its line, so
//! that nothing is read otherwise than it was meant.

use super::balance::{Draft, Price, balance};
use super::checks::{Check, check};
use super::lines::{Ways, account, amount, cut, date};
use super::{EXCHANGE, lines};
use crate::clock::Date;
use crate::exchange::ledger::number::Mark;
use crate::exchange::ledger::{Faults, Names, line_of, without_mark};
use crate::limits::{LEDGER_FILE_BYTES_MAX, LEDGER_IMPORT_ROWS_MAX, TRANSACTION_POSTINGS_MAX};
use crate::message::economy::{Exchange, RowFault, RowReason, Transaction};
use crate::money::Commodity;

/// What a reader is told beside the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalReading {
    /// The file's name among origins: the same for a newer version of it.
    pub file: String,
    /// What signs mean that several currencies share, such as `$`.
    pub signs: Vec<(String, Commodity)>,
}

impl JournalReading {
    /// A sign that is this currency's means it.
    pub fn new(file: &str, commodity: &Commodity) -> Self {
        let signs = commodity.sign().map(|sign| (sign, commodity.clone())).into_iter().collect();
        Self { file: file.to_owned(), signs }
    }
}

/// All transactions of a journal, in its order. Entries that move nothing are left out.
pub fn read_journal(
    text: &str,
    reading: &JournalReading,
) -> Result<Vec<Transaction>, Vec<RowFault>> {
    let mut reader = Reader::new(reading);
    if text.len() > LEDGER_FILE_BYTES_MAX {
        reader.faults.add(0, "", RowReason::TooLarge);
        return reader.finish();
    }
    for (at, line) in without_mark(text).lines().enumerate() {
        reader.line(at + 1, line.trim_end());
    }
    reader.finish()
}

struct Reader<'a> {
    file: &'a str,
    ways: Ways,
    /// Whether what is indented belongs to a directive that means nothing here.
    is_in_directive: bool,
    is_in_comment: bool,
    entry: Option<Entry>,
    names: Names,
    done: Vec<Transaction>,
    checks: Vec<Check>,
    faults: Faults,
}

/// An entry whose lines are being read.
struct Entry {
    line: usize,
    /// `None` where it is wrong, which is told already.
    date: Option<Date>,
    what: String,
    drafts: Vec<Draft>,
    /// For each draft.
    says: Vec<Option<lines::Amount>>,
    exchange: Option<Exchange>,
    is_wrong: bool,
}

impl<'a> Reader<'a> {
    fn new(reading: &'a JournalReading) -> Self {
        Self {
            file: &reading.file,
            ways: Ways { signs: reading.signs.clone(), ..Ways::default() },
            is_in_directive: false,
            is_in_comment: false,
            entry: None,
            names: Names::default(),
            done: Vec::new(),
            checks: Vec::new(),
            faults: Faults::default(),
        }
    }

    fn finish(mut self) -> Result<Vec<Transaction>, Vec<RowFault>> {
        self.end_entry();
        if self.faults.0.is_empty() {
            check(self.checks, &mut self.faults);
        }
        self.faults.or(self.done)
    }

    fn line(&mut self, at: usize, line: &str) {
        if self.is_in_comment {
            self.is_in_comment = line != "end comment";
            return;
        }
        let words = line.trim_start();
        let is_indented = words.len() < line.len();
        if words.is_empty() {
            self.end_entry();
            self.is_in_directive = false;
        } else if is_indented {
            self.indented(at, words);
        } else {
            self.end_entry();
            self.is_in_directive = false;
            match words.chars().next() {
                Some(';' | '#' | '*') => {}
                Some('0'..='9') => self.head(at, words),
                _ => self.directive(at, words),
            }
        }
    }

    fn directive(&mut self, at: usize, line: &str) {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = cut(rest, ';').0.trim();
        match word {
            "comment" => self.is_in_comment = true,
            // Prices of a market, people and tags change no entry.
            "account" | "payee" | "tag" | "P" => self.is_in_directive = true,
            "commodity" => {
                self.is_in_directive = true;
                self.commodity(rest);
            }
            "decimal-mark" => {
                let mut letters = rest.chars();
                match (letters.next().and_then(Mark::of), letters.next()) {
                    (Some(mark), None) => self.ways.mark = Some(mark),
                    _ => self.faults.add(at, "decimal-mark", RowReason::UnknownWord),
                }
            }
            _ => match year(word, rest) {
                Some(year) => self.ways.year = Some(year),
                None => self.faults.add(at, &line_of(word), RowReason::NotRead),
            },
        }
    }

    /// A sample such as `EUR 1.000,00` says which mark is before the decimals.
    fn commodity(&mut self, sample: &str) {
        let last = sample.rfind(['.', ',']);
        let mark = last.and_then(|at| sample[at..].chars().next()).and_then(Mark::of);
        let ways = Ways { mark, signs: self.ways.signs.clone(), ..Ways::default() };
        if let (Ok(sample), Some(mark)) = (amount(sample, &ways), mark) {
            self.ways.marks.extend(sample.commodity.map(|commodity| (commodity, mark)));
        }
    }

    fn head(&mut self, at: usize, line: &str) {
        let (day, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (day, rest) = match day.split_once(';') {
            Some((day, _)) => (day, ""),
            None => (day, rest),
        };
        let date = date(day, self.ways.year);
        if date.is_none() {
            self.faults.add(at, "date", RowReason::NotADate);
        }
        let rest = rest.trim_start();
        let rest = rest.strip_prefix(['*', '!']).unwrap_or(rest).trim_start();
        let (code, rest) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((code, rest)) => (code, rest),
            None => ("", rest),
        };
        let (what, comment) = rest.split_once(';').unwrap_or((rest, ""));
        let what = match (line_of(what), line_of(code)) {
            (what, code) if what.is_empty() => code,
            (what, _) => what,
        };
        let exchange = exchange(comment);
        let (drafts, says) = (Vec::new(), Vec::new());
        let is_wrong = date.is_none();
        self.entry = Some(Entry { line: at, date, what, drafts, says, exchange, is_wrong });
    }

    fn indented(&mut self, at: usize, words: &str) {
        let Some(entry) = &mut self.entry else {
            if !self.is_in_directive && !words.starts_with(';') {
                self.faults.add(at, "date", RowReason::Empty);
            }
            return;
        };
        if let Some(comment) = words.strip_prefix(';') {
            entry.exchange = entry.exchange.take().or_else(|| exchange(comment));
            return;
        }
        match posting(at, words, &self.ways) {
            Ok((draft, said)) => {
                entry.drafts.push(draft);
                entry.says.push(said);
            }
            Err((field, reason)) => {
                entry.is_wrong = true;
                self.faults.add(at, field, reason);
            }
        }
    }

    fn end_entry(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        let Some(date) = entry.date.filter(|_| !entry.is_wrong) else { return };
        if self.done.len() >= LEDGER_IMPORT_ROWS_MAX {
            return self.faults.add(entry.line, "", RowReason::TooManyRows);
        }
        let balanced = match balance(&entry.drafts) {
            Ok(balanced) => balanced,
            Err((line, field, reason)) => {
                return self.faults.add(line.unwrap_or(entry.line), field, reason);
            }
        };
        let postings = balanced.postings(&entry.drafts);
        if postings.len() > TRANSACTION_POSTINGS_MAX {
            return self.faults.add(entry.line, "postings", RowReason::TooLong);
        }
        let accounts = entry.drafts.into_iter().map(|draft| (draft.line, draft.account));
        let rows = accounts.zip(balanced.of_drafts).zip(entry.says);
        let check =
            |(((line, account), amounts), said)| Check { line, date, account, amounts, said };
        self.checks.extend(rows.map(check));
        let Some(last) = postings.last() else { return };
        // Nothing is said of some entries: then the account that it went to says it.
        let what = if entry.what.is_empty() { last.account.to_string() } else { entry.what };
        let source = line_of(self.file);
        let computed = balanced.rate.map(|rate| Exchange { rate, source });
        let exchange = entry.exchange.filter(|_| computed.is_some()).or(computed);
        let made = self.names.transaction(self.file, (date, what), postings, exchange);
        self.done.push(made);
    }
}

/// `Y2026`, `Y 2026`, `year 2026`, `apply year 2026`.
fn year(word: &str, rest: &str) -> Option<i16> {
    let year = match word {
        "Y" | "year" => rest,
        "apply" => rest.strip_prefix("year")?.trim(),
        word => word.strip_prefix('Y').filter(|_| rest.is_empty())?,
    };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    year.parse().ok().filter(|_| is_year)
}

/// The rate in a comment that `journal` wrote.
fn exchange(comment: &str) -> Option<Exchange> {
    let (rate, source) = comment.trim().strip_prefix(EXCHANGE)?.trim().split_once(' ')?;
    let source = line_of(source);
    (!source.is_empty()).then_some(Exchange { rate: rate.parse().ok()?, source })
}

/// `expenses:printing  10.00 EUR @ 1.2 USD = 30.00 EUR ; comment`
fn posting(
    line: usize,
    words: &str,
    ways: &Ways,
) -> Result<(Draft, Option<lines::Amount>), (&'static str, RowReason)> {
    let words = words.strip_prefix(['*', '!']).map_or(words, str::trim_start);
    if words.starts_with(['(', '[']) {
        // Such postings need not sum to zero.
        return Err(("account", RowReason::NotRead));
    }
    let wide = words.replace('\t', "  ");
    let (name, rest) = wide.split_once("  ").unwrap_or((&wide, ""));
    let account = account(name.trim()).map_err(|reason| ("account", reason))?;
    let (rest, _) = cut(rest, ';');
    let (rest, said) = cut(rest, '=');
    let said = match said {
        None => None,
        Some(said) if rest.trim().is_empty() || said.starts_with(['=', '*']) => {
            return Err(("balance", RowReason::NotRead));
        }
        Some(said) => Some(amount(said, ways).map_err(|reason| ("balance", reason))?),
    };
    let (rest, price) = cut(rest, '@');
    if rest.contains(['{', '[', '(']) {
        return Err(("amount", RowReason::NotRead));
    }
    let price = match price {
        None => None,
        Some(price) => {
            let read = |text| amount(text, ways).map_err(|reason| ("price", reason));
            Some(match price.strip_prefix('@') {
                Some(whole) => Price::Whole(read(whole)?),
                None => Price::Each(read(price)?),
            })
        }
    };
    let amount = match rest.trim() {
        "" if price.is_some() => return Err(("amount", RowReason::Empty)),
        "" => None,
        rest => Some(amount(rest, ways).map_err(|reason| ("amount", reason))?),
    };
    Ok((Draft { line, account, amount, price }, said))
}
