//! What a member wants to do about needs and pledges -> an entry, or why not (ECO-11). Words are sealed on
//! the way, and go beside the entry, which names them by their hash; how, is told by whoever asks.

use crate::domain::economy::acts::{Members, Who};
use crate::domain::economy::books::{Books, NeedNow};
use crate::domain::economy::entry::EntryBody;
use crate::domain::motion::Digest;
use crate::id::{BlobHash, CommandId, DeviceKey, SealKey};
use crate::limits::NEED_CHARS_MAX;
use crate::message::economy::EconomyFault;
use crate::message::economy::care::{CareAct, Need};

/// How words come under seal.
pub struct Sealing<'a> {
    /// Of the device that acts, which reads its own words.
    pub own: SealKey,
    /// Whether a device is one of a member's who is here.
    pub is_theirs: &'a dyn Fn(&DeviceKey) -> bool,
    pub close: &'a dyn Fn(&str, &[SealKey]) -> Vec<u8>,
    pub digest: Digest,
}

/// What an act comes to: an entry, and the sealed words that it names.
pub type Written = (EntryBody, Option<Vec<u8>>);

fn open<'a>(books: &'a Books, need: &CommandId) -> Result<&'a NeedNow, EconomyFault> {
    let need = books.needs.get(need).ok_or(EconomyFault::UnknownEntry)?;
    if need.is_open() { Ok(need) } else { Err(EconomyFault::WrongState) }
}

/// What an act comes to, or why it does not.
pub fn entry(
    books: &Books,
    act: CareAct,
    who: Who,
    members: &Members,
    sealing: &Sealing<'_>,
) -> Result<Written, EconomyFault> {
    let body = match act {
        CareAct::Listen => {
            if who.is_voter {
                EntryBody::SealKeyShown { key: sealing.own }
            } else {
                return Err(EconomyFault::NotAVoter);
            }
        }
        CareAct::Ask { need, words } => {
            return ask(books, need, &words, (who, members), sealing);
        }
        CareAct::EraseWords { need } => {
            let known = books.needs.get(&need).ok_or(EconomyFault::UnknownEntry)?;
            if known.by != who.me {
                return Err(EconomyFault::NotTheAuthor);
            }
            if known.need.words.is_none() || known.erased.is_some() {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::WordsErased { need }
        }
        CareAct::TakeBackNeed { need } => {
            if open(books, &need)?.by != who.me {
                return Err(EconomyFault::NotTheAuthor);
            }
            EntryBody::NeedTakenBack { need }
        }
        CareAct::Pledge { need, money } => {
            let known = open(books, &need)?;
            if known.by == who.me {
                return Err(EconomyFault::ToOneself);
            }
            EntryBody::PledgeMade { need, money }
        }
        CareAct::TakeBackPledge { pledge } => {
            let need = books.needs.values().find(|need| need.pledges.contains_key(&pledge));
            let need = need.ok_or(EconomyFault::UnknownEntry)?;
            let known = &need.pledges[&pledge];
            if known.by != who.me {
                return Err(EconomyFault::NotTheAuthor);
            }
            if !need.is_open() || known.is_taken_back {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::PledgeTakenBack { pledge }
        }
        CareAct::Close { need, pledges, into, date } => {
            let known = open(books, &need)?;
            if known.need.steward != who.me {
                return Err(EconomyFault::NotTheSteward);
            }
            who.purse.check()?;
            let stands =
                |id: &CommandId| known.pledges.get(id).is_some_and(|pledge| !pledge.is_taken_back);
            if !pledges.iter().all(stands) {
                return Err(EconomyFault::UnknownEntry);
            }
            EntryBody::NeedClosed { need, pledges, into, date }
        }
    };
    Ok((body, None))
}

fn ask(
    books: &Books,
    need: Need,
    words: &str,
    (who, members): (Who, &Members),
    sealing: &Sealing<'_>,
) -> Result<Written, EconomyFault> {
    if need.steward == who.me {
        return Err(EconomyFault::OwnNeed);
    }
    if members.get(&need.steward) != Some(&None) {
        return Err(EconomyFault::UnknownMember);
    }
    let mut keys = books.keys_of(&need.steward, sealing.is_theirs);
    if keys.is_empty() {
        return Err(EconomyFault::NotListening);
    }
    let words = words.trim();
    if words.chars().count() > NEED_CHARS_MAX {
        return Err(EconomyFault::TooLong);
    }
    keys.truncate(crate::limits::SEALED_TO_MAX);
    keys.push(sealing.own);
    let sealed = (!words.is_empty()).then(|| (sealing.close)(words, &keys));
    let words = sealed.as_ref().map(|sealed| BlobHash((sealing.digest)(sealed)));
    Ok((EntryBody::NeedAsked(Need { words, ..need }), sealed))
}
