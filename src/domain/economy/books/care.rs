//! Needs and pledges (ECO-11). A pledge is a promise until who keeps the need says that it came in; what
//! then is more than was needed goes back to who gave it, in proportion. What a closing lists counts,
//! whatever comes later.

use std::collections::BTreeMap;

use super::bookings::{Booked, BookedKind, plain};
use super::{Books, Ground, Signed, owed_to};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::surplus::allocate;
use crate::domain::motion::Digest;
use crate::id::{CommandId, DeviceKey, MemberId, SealKey};
use crate::message::economy::care::Need;
use crate::message::economy::{Account, EconomyFault, Posting};
use crate::money::Money;
use crate::ordered::Map;

/// A need as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedNow {
    pub id: CommandId,
    pub by: MemberId,
    /// Signed it: sealed words go by its name.
    pub device: DeviceKey,
    pub need: Need,
    /// When its words were erased first, as claimed.
    pub erased: Option<Timestamp>,
    pub pledges: BTreeMap<CommandId, PledgeNow>,
    pub is_taken_back: bool,
    pub outcome: Option<Outcome>,
}

/// A pledge as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeNow {
    pub by: MemberId,
    pub money: Money,
    pub is_taken_back: bool,
    /// It came in.
    pub counts: bool,
}

/// How a need was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The entry that closed it.
    pub entry: CommandId,
    pub at: Timestamp,
    pub by: MemberId,
    pub date: Date,
    pub into: Account,
    pub came: Money,
    /// What of it is for the one in need.
    pub given: Money,
    /// What goes back, by member.
    pub back: Vec<(MemberId, Money)>,
}

impl NeedNow {
    /// Neither closed nor taken back.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none() && !self.is_taken_back
    }

    fn money(&self, units: i64) -> Money {
        Money { commodity: self.need.money.commodity.clone(), units }
    }

    fn close(
        &mut self,
        signed: &Signed,
        (pledges, into): (&[CommandId], &Account),
        date: Date,
        digest: Digest,
    ) -> Result<(), EconomyFault> {
        if signed.by != self.need.steward {
            return Err(EconomyFault::NotTheSteward);
        }
        if self.outcome.is_some() {
            return Err(EconomyFault::WrongState);
        }
        let mut by: Map<MemberId, u64> = Map::new();
        let mut came = 0_i64;
        for id in pledges {
            let pledge = self.pledges.get(id).ok_or(EconomyFault::UnknownEntry)?;
            came = came.checked_add(pledge.money.units).ok_or(EconomyFault::OutOfRange)?;
            *by.entry(pledge.by).or_default() += pledge.money.units.unsigned_abs();
        }
        Money::new(i128::from(came), self.need.money.commodity.clone())
            .ok_or(EconomyFault::OutOfRange)?;
        let given = came.min(self.need.money.units);
        let weights: Vec<(MemberId, u64)> = by.into_iter().collect();
        let back = allocate(came - given, &weights, &signed.id.0, digest);
        let back = back.into_iter().filter(|(_, units)| *units > 0);
        let back = back.map(|(member, units)| (member, self.money(units))).collect();
        for id in pledges {
            if let Some(pledge) = self.pledges.get_mut(id) {
                pledge.counts = true;
            }
        }
        self.outcome = Some(Outcome {
            entry: signed.id,
            at: signed.entry.at,
            by: signed.by,
            date,
            into: into.clone(),
            came: self.money(came),
            given: self.money(given),
            back,
        });
        Ok(())
    }
}

type Needs<'a> = (BTreeMap<CommandId, NeedNow>, Vec<(&'a Signed, EconomyFault)>);

/// All needs with what was said of them. What refers to others comes after all of these, whatever its
/// claimed time.
fn needs<'a>(inside: &[&'a Signed], digest: Digest) -> Needs<'a> {
    let (mut needs, mut faults) = (BTreeMap::new(), Vec::new());
    for signed in inside {
        if let EntryBody::NeedAsked(need) = &signed.entry.body {
            let (id, by, device, need) = (signed.id, signed.by, signed.device, need.clone());
            let (erased, pledges, is_taken_back, outcome) = (None, BTreeMap::new(), false, None);
            let now = NeedNow { id, by, device, need, erased, pledges, is_taken_back, outcome };
            needs.insert(id, now);
        }
    }
    let steps: [Step; 4] = [pledge, take_back, erase, |needs, signed, digest| {
        let EntryBody::NeedClosed { need, pledges, into, date } = &signed.entry.body else {
            return Ok(());
        };
        let need = needs.get_mut(need).ok_or(EconomyFault::UnknownEntry)?;
        need.close(signed, (pledges, into), *date, digest)
    }];
    for step in steps {
        for signed in inside {
            if let Err(fault) = step(&mut needs, signed, digest) {
                faults.push((*signed, fault));
            }
        }
    }
    (needs, faults)
}

type Step = fn(&mut BTreeMap<CommandId, NeedNow>, &Signed, Digest) -> Result<(), EconomyFault>;

fn pledge(
    needs: &mut BTreeMap<CommandId, NeedNow>,
    signed: &Signed,
    _: Digest,
) -> Result<(), EconomyFault> {
    let EntryBody::PledgeMade { need, money } = &signed.entry.body else { return Ok(()) };
    let need = needs.get_mut(need).ok_or(EconomyFault::UnknownEntry)?;
    if need.by == signed.by {
        return Err(EconomyFault::ToOneself);
    }
    let (by, money) = (signed.by, money.clone());
    let pledge = PledgeNow { by, money, is_taken_back: false, counts: false };
    need.pledges.insert(signed.id, pledge);
    Ok(())
}

fn take_back(
    needs: &mut BTreeMap<CommandId, NeedNow>,
    signed: &Signed,
    _: Digest,
) -> Result<(), EconomyFault> {
    let (by, is_taken_back) = if let EntryBody::NeedTakenBack { need } = &signed.entry.body {
        let need = needs.get_mut(need).ok_or(EconomyFault::UnknownEntry)?;
        (need.by, &mut need.is_taken_back)
    } else if let EntryBody::PledgeTakenBack { pledge } = &signed.entry.body {
        let pledge = needs.values_mut().find_map(|need| need.pledges.get_mut(pledge));
        let pledge = pledge.ok_or(EconomyFault::UnknownEntry)?;
        (pledge.by, &mut pledge.is_taken_back)
    } else {
        return Ok(());
    };
    if by != signed.by {
        return Err(EconomyFault::NotTheAuthor);
    }
    *is_taken_back = true;
    Ok(())
}

/// Erasing is for whoever asked. A second time changes nothing: the first is told.
fn erase(
    needs: &mut BTreeMap<CommandId, NeedNow>,
    signed: &Signed,
    _: Digest,
) -> Result<(), EconomyFault> {
    let EntryBody::WordsErased { need } = &signed.entry.body else { return Ok(()) };
    let need = needs.get_mut(need).ok_or(EconomyFault::UnknownEntry)?;
    if need.by != signed.by {
        return Err(EconomyFault::NotTheAuthor);
    }
    if need.need.words.is_none() {
        return Err(EconomyFault::WrongState);
    }
    let at = signed.entry.at;
    need.erased = Some(need.erased.map_or(at, |first| first.min(at)));
    Ok(())
}

/// What closed needs book: what came in, what it is owed to, and what goes back.
pub(super) fn bookings(inside: &[&Signed], ground: &Ground<'_>) -> Vec<Booked> {
    let is_one = |signed: &&Signed| matches!(signed.entry.body, EntryBody::NeedClosed { .. });
    if !inside.iter().any(is_one) {
        return Vec::new();
    }
    let mut booked = Vec::new();
    for (id, now) in needs(inside, ground.digest).0 {
        let Some(outcome) = now.outcome.filter(|outcome| outcome.came.units > 0) else { continue };
        let kind = BookedKind::NeedMet { need: id, payee: now.by };
        let mut one = plain(outcome.entry, (outcome.date, outcome.at), outcome.by, kind);
        let owed = std::iter::once((now.by, outcome.given)).chain(outcome.back);
        one.postings.push(Posting { account: outcome.into, money: outcome.came });
        one.postings.extend(
            owed.map(|(member, money)| Posting {
                account: owed_to(&member),
                money: money.negated(),
            }),
        );
        booked.push(one);
    }
    booked
}

impl Books {
    pub(super) fn fold_care(&mut self, sound: &[&Signed], ground: &Ground<'_>) {
        for signed in sound {
            if let EntryBody::SealKeyShown { key } = &signed.entry.body {
                self.listeners.entry(signed.by).or_default().insert(signed.device, *key);
            }
        }
        let (needs, faults) = needs(sound, ground.digest);
        self.needs = needs;
        for (signed, fault) in faults {
            self.fault(signed, fault);
        }
    }

    /// Keys to which a member can be told a need, of devices that are still theirs.
    pub fn keys_of(
        &self,
        member: &MemberId,
        is_theirs: &dyn Fn(&DeviceKey) -> bool,
    ) -> Vec<SealKey> {
        let devices = self.listeners.get(member).into_iter().flat_map(|devices| devices.iter());
        devices.filter(|(device, _)| is_theirs(device)).map(|(_, key)| *key).collect()
    }
}
