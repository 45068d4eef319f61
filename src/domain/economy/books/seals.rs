//! Which entries of trade are signed as they say (ECO-13). A signature is checked once, however often the
//! books are worked out anew.

use std::collections::BTreeMap;

use super::Signed;
use crate::domain::economy::entry::EntryBody;
use crate::id::{ChangeHash, CommandId, DeviceKey, Signature};
use crate::message::economy::trade::{Transfer, Verdict};

/// Whether a key signed a transfer, or the answer to one.
pub type Verify = fn(&DeviceKey, &Transfer, Option<Verdict>, &Signature) -> bool;

/// Verdicts by entry. It follows from the entries and is no content of its own.
#[derive(Debug, Clone, Default)]
pub struct Seals {
    /// With the entry that an answer is about, which another one can take the place of.
    known: BTreeMap<ChangeHash, (Option<ChangeHash>, bool)>,
}

impl PartialEq for Seals {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Seals {}

impl Seals {
    /// Whether all that an entry is signed with is right.
    pub fn holds(&self, change: &ChangeHash) -> bool {
        self.known.get(change).is_some_and(|(_, holds)| *holds)
    }

    /// Checks what was not checked before.
    pub fn read(&mut self, sound: &[&Signed], verify: Verify) {
        let mut sent: BTreeMap<CommandId, (ChangeHash, &Transfer)> = BTreeMap::new();
        for signed in sound {
            let body = &signed.entry.body;
            if let EntryBody::TransferSent(one) = body {
                sent.insert(signed.id, (signed.change, &one.transfer));
                self.note(signed, None, || {
                    verify(&signed.device, &one.transfer, None, &one.signature)
                });
            } else if let EntryBody::TransferAnswered(one) = body {
                let transfer = &one.transfer;
                self.note(signed, None, || {
                    verify(&transfer.key, transfer, None, &one.sent)
                        && verify(&signed.device, transfer, Some(one.verdict()), &one.answer)
                });
            }
        }
        for signed in sound {
            if let EntryBody::AnswerTaken(receipt) = &signed.entry.body
                && let Some((change, transfer)) = sent.get(&receipt.transfer)
            {
                self.note(signed, Some(*change), || {
                    verify(&receipt.key, transfer, Some(receipt.verdict), &receipt.signature)
                });
            }
        }
    }

    fn note(&mut self, signed: &Signed, about: Option<ChangeHash>, check: impl FnOnce() -> bool) {
        let known = self.known.get(&signed.change).filter(|(before, _)| *before == about);
        if known.is_none() {
            self.known.insert(signed.change, (about, check()));
        }
    }
}
