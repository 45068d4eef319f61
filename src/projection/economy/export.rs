//! All that is booked, and all work, as one file that other programs read.

use std::str::FromStr;

use super::Scene;
use crate::domain::economy::books::{Booked, BookedKind, WorkNow};
use crate::exchange::ledger::work::work_csv;
use crate::exchange::ledger::{JournalEntry, journal, rows};
use crate::id::{CommandId, CommunityId, MemberId};
use crate::message::economy::Account;
use crate::message::economy::view::ExportForm;

impl Scene<'_> {
    /// Everything in the form that is asked for, oldest first.
    pub(super) fn export(&self, form: ExportForm) -> String {
        match form {
            ExportForm::Journal => journal::journal(&self.entries(), &|one| self.account_name(one)),
            ExportForm::Table => rows::csv(&self.entries()),
            ExportForm::Json => rows::json(&self.entries()),
            ExportForm::Valueflows => self.flows(),
            ExportForm::Work => {
                let venture = |id: &CommandId| {
                    self.books.ventures.get(id).map(|venture| venture.name.as_str())
                };
                let row =
                    |one: &WorkNow| (one.work.clone(), one.work.venture.as_ref().and_then(venture));
                let own = self.all_work().into_iter().filter(|one| one.by == self.me);
                work_csv(&own.map(row).collect::<Vec<_>>())
            }
        }
    }

    pub(super) fn all_work(&self) -> Vec<&WorkNow> {
        let mut work: Vec<&WorkNow> = self.books.work.values().collect();
        work.sort_by_key(|one| (one.work.date, one.id));
        work
    }

    pub(super) fn all_booked(&self) -> Vec<&Booked> {
        let mut all: Vec<&Booked> = self.books.booked.values().collect();
        all.sort_by_key(|one| one.place());
        all
    }

    fn entries(&self) -> Vec<JournalEntry> {
        let entry = |booked: &&Booked| JournalEntry {
            date: booked.date,
            what: self.sentence(booked),
            id: booked.id.to_string(),
            postings: booked.postings.clone(),
            exchange: booked.exchange.clone(),
        };
        self.all_booked().iter().map(entry).collect()
    }

    pub(super) fn name(&self, member: &MemberId) -> String {
        let name = (self.about)(member).name;
        if name.is_empty() { member.to_string() } else { name }
    }

    /// Accounts of members and of other communities by their names.
    fn account_name(&self, account: &Account) -> String {
        let told = |part: &str| match MemberId::from_str(part) {
            Ok(member) if self.members.contains_key(&member) => {
                self.name(&member).replace(':', " ")
            }
            Ok(_) | Err(_) => match CommunityId::from_str(part) {
                Ok(partner) => self.partner_name(&partner).replace(':', " "),
                Err(_) => part.to_owned(),
            },
        };
        account.name().split(':').map(told).collect::<Vec<_>>().join(":")
    }

    /// What people wrote, and for what follows from decisions its kind: files have no language.
    pub(super) fn sentence(&self, booked: &Booked) -> String {
        let of_expense = |expense: &CommandId| {
            self.books.expenses.get(expense).map_or("", |known| known.expense.what.as_str())
        };
        match &booked.kind {
            BookedKind::Recorded { what, .. }
            | BookedKind::Credit { what, .. }
            | BookedKind::Traded { what, .. } => what.clone(),
            BookedKind::Expense { expense } => of_expense(expense).to_owned(),
            BookedKind::ExpensePaid { expense } => format!("paid: {}", of_expense(expense)),
            BookedKind::SharedOut { closing } => {
                let until = self.books.closed.get(*closing).map(|closed| closed.until.to_string());
                format!("closing {}", until.unwrap_or_default())
            }
            BookedKind::LeavingSettled { member } => format!("left: {}", self.name(member)),
            BookedKind::NeedMet { payee, .. } => format!("pledges for {}", self.name(payee)),
            BookedKind::Reversal { of } => format!("reversal {of}"),
        }
    }
}
