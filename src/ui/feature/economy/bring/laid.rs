//! A file of one account laid beside the books: what is here, what is perhaps the same, what is
//! new, what the file does not have; and what is to be written down, once it was said of each.

use leptos::prelude::*;

use super::found::Lines;
use crate::clock::Date;
use crate::exchange::ledger::matching::{Movement, candidates, propose};
use crate::message::economy::view::{Standing, StandingRow};
use crate::message::economy::{Account, EconomyAct, LineMatch, Origin, Transaction, moved};
use crate::money::Money;
use crate::ui::words;

/// What somebody says of a line and an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Open,
    Same,
    New,
}

/// A line of the file, with what it moves in the account.
#[derive(Debug, Clone)]
pub struct Line {
    pub transaction: Transaction,
    pub movement: Movement,
    /// Its transaction is in the books: it stands by itself since its match was taken back.
    pub is_booked: bool,
}

/// A line that perhaps tells what stands here.
#[derive(Debug, Clone)]
pub struct Pair {
    pub line: Line,
    /// The likeliest first.
    pub entries: Vec<StandingRow>,
    /// The number of the entry that is chosen among them.
    pub chosen: RwSignal<String>,
    pub verdict: RwSignal<Verdict>,
}

impl Pair {
    /// What the account gains or loses in the books by what is said of it.
    pub fn change(&self) -> Option<Money> {
        match (self.verdict.get(), self.line.is_booked) {
            (Verdict::New, false) => Some(self.line.movement.money.clone()),
            (Verdict::Same, true) => Some(self.line.movement.money.negated()),
            (Verdict::Open, _) | (Verdict::New, true) | (Verdict::Same, false) => None,
        }
    }

    /// The entry that is chosen.
    pub fn entry(&self) -> Option<&StandingRow> {
        let chosen = self.chosen.get();
        self.entries.get(chosen.parse::<usize>().ok()?)
    }
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Beside {
    pub here: usize,
    pub pairs: Vec<Pair>,
    pub new: Vec<Line>,
    /// Entries of the account that tell no line of the file so far.
    pub free: Vec<StandingRow>,
    pub span: (Date, Date),
    pub closing: Option<(Date, Money)>,
    /// What the books say at the end of the file, in the file's currency.
    pub books: Option<Money>,
}

/// Lays the file beside the books.
pub fn laid(file: Lines, standing: &Standing, span: (Date, Date)) -> Beside {
    let own: Vec<&StandingRow> =
        standing.rows.iter().filter(|row| row.account == file.account).collect();
    let is_here = |origin: &Origin| standing.here.binary_search(origin).is_ok();
    let is_again = |origin: &Origin| standing.again.binary_search(origin).is_ok();
    let is_done = |origin: &Origin| is_here(origin) && !is_again(origin);
    let (known, lines): (Vec<Transaction>, Vec<Transaction>) =
        file.transactions.into_iter().partition(|one| one.origin.as_ref().is_some_and(is_done));
    let name = lines.iter().chain(&known).find_map(|one| one.origin.clone());
    let name = name.map(|origin| origin.file).unwrap_or_default();
    let mut free: Vec<StandingRow> =
        own.iter().filter(|row| !row.files.contains(&name)).map(|row| (*row).clone()).collect();
    let entries: Vec<Movement> = free.iter().map(movement).collect();
    let lines: Vec<Line> = lines
        .into_iter()
        .filter_map(|transaction| {
            let money = moved(&transaction, &file.account)?;
            let movement =
                Movement { date: transaction.date, what: transaction.what.clone(), money };
            let is_booked = transaction.origin.as_ref().is_some_and(is_again);
            Some(Line { transaction, movement, is_booked })
        })
        .collect();
    let movements: Vec<Movement> = lines.iter().map(|line| line.movement.clone()).collect();
    let (mut pairs, mut new, mut here) = (Vec::new(), Vec::new(), known.len());
    for (line, proposed) in lines.into_iter().zip(propose(&movements, &entries)) {
        let Some(proposed) = proposed else {
            if line.is_booked {
                here += 1;
            } else {
                new.push(line);
            }
            continue;
        };
        let fits = candidates(&line.movement, &entries);
        let chosen = fits.iter().position(|at| *at == proposed).unwrap_or_default();
        pairs.push(Pair {
            entries: fits.iter().map(|at| free[*at].clone()).collect(),
            chosen: RwSignal::new(chosen.to_string()),
            verdict: RwSignal::new(Verdict::Open),
            line,
        });
    }
    let books = balance(standing, &file.account, &movements, file.closing.as_ref(), span.1);
    free.retain(|row| (span.0..=span.1).contains(&row.date));
    Beside { here, pairs, new, free, span, closing: file.closing, books }
}

/// What an entry moves.
pub fn movement(row: &StandingRow) -> Movement {
    Movement { date: row.date, what: row.what.clone(), money: row.money.clone() }
}

/// What the account came to in the books at the end of the file.
fn balance(
    standing: &Standing,
    account: &Account,
    lines: &[Movement],
    closing: Option<&(Date, Money)>,
    last: Date,
) -> Option<Money> {
    let first = lines.first().map(|line| &line.money);
    let commodity = closing.map(|(_, money)| money).or(first)?.commodity.clone();
    let is_of = |of: &Account, money: &Money| of == account && money.commodity == commodity;
    let balance = standing.balances.iter().find(|one| is_of(&one.account, &one.money));
    let after = standing.rows.iter().filter(|row| row.date > last);
    let after = after.filter(|row| is_of(&row.account, &row.money));
    let later: i128 = after.map(|row| i128::from(row.money.units)).sum();
    let units = balance.map_or(0, |one| i128::from(one.money.units)) - later;
    Money::new(units, commodity)
}

/// What is to be written down, or what is still to be said.
pub fn act(beside: &Beside) -> Result<EconomyAct, String> {
    untrack(|| {
        let mut fresh: Vec<Transaction> =
            beside.new.iter().map(|line| line.transaction.clone()).collect();
        let mut matched: Vec<LineMatch> = Vec::new();
        for pair in &beside.pairs {
            match pair.verdict.get() {
                Verdict::Open => return Err(words::matching::undecided()),
                Verdict::New if pair.line.is_booked => {}
                Verdict::New => fresh.push(pair.line.transaction.clone()),
                Verdict::Same => {
                    let entry = pair.entry().ok_or_else(words::matching::undecided)?;
                    let origin = pair.line.transaction.origin.clone();
                    matched.push(LineMatch {
                        origin: origin.ok_or_else(words::matching::undecided)?,
                        date: pair.line.movement.date,
                        account: entry.account.clone(),
                        money: entry.money.clone(),
                        entry: entry.id,
                    });
                }
            }
        }
        let is_twice = |at: usize| matched[..at].iter().any(|one| one.entry == matched[at].entry);
        if (0..matched.len()).any(is_twice) {
            return Err(words::matching::chosen_twice());
        }
        Ok(EconomyAct::BringLines { matched, fresh })
    })
}
