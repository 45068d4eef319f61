//! The purse (PEO-7): acts that must never fork are done by one device of a member at a time, and that one
//! hands it on. Invariant: whether a hand-over counts is judged by what lay below it and never changes.

use crate::clock::Timestamp;
use crate::domain::fact::{Fact, FactBody};
use crate::domain::people::{Asked, Authority, AuthorityFault, CharterFact};
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId};
use crate::message::command::Refusal;
use crate::message::economy::LedgerHeads;
use crate::message::motion::MotionFault;
use crate::ordered::{self, Map, Set};

/// One device of a member gave the purse to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HandOver {
    pub at: Timestamp,
    pub id: CommandId,
    pub by: DeviceKey,
    /// The change that carries it.
    pub change: ChangeHash,
    pub to: DeviceKey,
    pub member: MemberId,
    /// The ledger as `by` had it: what it did there with the purse lies at or below these.
    pub ledger: LedgerHeads,
}

impl Authority {
    pub(super) fn take_hand_over(
        &mut self,
        entry: &CharterFact,
        member: MemberId,
        (to, ledger): (DeviceKey, &LedgerHeads),
        asked: Asked<'_>,
    ) {
        if let Err(fault) = (asked.hands_on)(entry) {
            return self.fault(entry, fault.rule(), fault.code());
        }
        self.hand_overs.push(HandOver {
            at: entry.fact.at,
            id: entry.id,
            by: entry.author,
            change: entry.change,
            to,
            member,
            ledger: ledger.clone(),
        });
    }

    /// Puts hand-overs in order, once it is known who is off. What a device gave away after it was taken
    /// off moves the purse nowhere, though it had not heard of that: the next device has it already. A device
    /// that gave it to two, without knowing at the one that it had given it to the other, is named for each.
    pub(super) fn settle_hand_overs(&mut self, asked: Asked<'_>) {
        ordered::sort(&mut self.hand_overs);
        let twice = self.handed_twice(asked);
        let fault_of = |one: &HandOver| {
            if !self.moves_the_purse(one) {
                Some(MotionFault::NotThePurse)
            } else {
                twice.contains(&one.change).then_some(MotionFault::PurseHandedTwice)
            }
        };
        let faults: Vec<AuthorityFault> = self
            .hand_overs
            .iter()
            .filter_map(|one| {
                let fault = fault_of(one)?;
                let (rule, code) = (fault.rule(), fault.code());
                Some(AuthorityFault { author: one.by, at: one.at, rule, code })
            })
            .collect();
        self.faults.extend(faults);
    }

    /// Hand-overs of one device of which neither knows of the other. Each is compared with the furthest
    /// before it: so many hand-overs cost no more than they are.
    fn handed_twice(&self, asked: Asked<'_>) -> Set<ChangeHash> {
        let mut furthest: Map<DeviceKey, ChangeHash> = Map::new();
        let mut twice = Set::new();
        for one in &self.hand_overs {
            let before = furthest.entry(one.by).or_insert(one.change);
            if *before == one.change || (asked.knew)(&one.change, before) {
                *before = one.change;
            } else if !(asked.knew)(before, &one.change) {
                twice.extend([*before, one.change]);
            }
        }
        twice
    }

    fn moves_the_purse(&self, one: &HandOver) -> bool {
        self.revoked.get(&one.by).is_none_or(|off| *off > one.at)
    }

    /// The device of a member that does what must not fork: the first, or whom it was handed on to; where
    /// that one is taken off, the next.
    pub fn purse_of(&self, member: &MemberId) -> Option<DeviceKey> {
        let mine = self.devices.iter().filter(|(_, owner)| *owner == member);
        let mine = mine.map(|(device, _)| *device);
        let order = |device: &DeviceKey| (self.linked.get(device).map(|linked| linked.at), *device);
        let handed = self.hand_overs.iter().filter(|one| one.member == *member);
        let mut handed: Vec<&HandOver> = handed.filter(|one| self.moves_the_purse(one)).collect();
        if handed.is_empty() {
            return mine.filter(|one| !self.revoked.contains_key(one)).min_by_key(order);
        }
        let mut mine: Vec<DeviceKey> = mine.collect();
        ordered::sort_by_key(&mut mine, order);
        mine.into_iter().find_map(|first| self.follow(first, &mut handed))
    }

    /// Who holds the purse that this device has in its turn: each hand-over counts once. What was given to a
    /// device that is off comes back to who had it first.
    fn follow(&self, first: DeviceKey, handed: &mut Vec<&HandOver>) -> Option<DeviceKey> {
        let mut holder = first;
        loop {
            while let Some(next) = handed.iter().position(|one| one.by == holder) {
                holder = handed.remove(next).to;
            }
            if !self.revoked.contains_key(&holder) {
                return Some(holder);
            }
            if holder == first {
                return None;
            }
            holder = first;
        }
    }

    /// Whether a device may give the purse to another, as this charter is.
    pub fn weigh_hand_over(&self, by: &DeviceKey, to: &DeviceKey) -> Result<(), MotionFault> {
        let member = self.current_member(by).ok_or(MotionFault::NotThePurse)?;
        if self.purse_of(&member) != Some(*by) {
            return Err(MotionFault::NotThePurse);
        }
        // A way back is no device: nobody signs with it.
        if by == to || self.current_member(to) != Some(member) {
            return Err(MotionFault::NotOwnDevice);
        }
        Ok(())
    }

    /// The device that came back by the word of the others, if this is that one or came by it (PEO-1): what
    /// could be spent before may be spent already by the one that was lost.
    pub fn returned_by(&self, device: &DeviceKey) -> Option<DeviceKey> {
        self.origins().get(device).copied().flatten().map(|(_, back)| back)
    }
}

/// The fact by which a device gives the purse to another; `ledger` is what it has of the ledger.
pub fn hand_on_purse(
    authority: &Authority,
    (from, to): (DeviceKey, DeviceKey),
    ledger: LedgerHeads,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let weighed = authority.weigh_hand_over(&from, &to);
    weighed.map_err(|fault| Refusal::Motion { fault })?;
    Ok(Fact { at, body: FactBody::PurseHandedOn { to, ledger } })
}

#[cfg(test)]
mod tests;
