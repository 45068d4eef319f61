//! A person is a set of devices (PEO-1): one offers to take in another, which proves that it holds the
//! offer; any of them takes another off.

use crate::clock::Timestamp;
use crate::domain::people::{Asked, Authority, CharterFact, Lack};
use crate::id::{DeviceKey, DocumentId, InvitationKey, MemberId, Signature};
use crate::message::command::{Comes, Refusal};
use crate::ordered::Set;

/// A member's offer to take in a device of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceOffer {
    pub by: MemberId,
    pub made: Timestamp,
    /// `None`: a recovery key, for whoever loses all devices.
    pub expires: Option<Timestamp>,
    /// Of its member's devices, the one that made it.
    pub(super) from: DeviceKey,
    pub(super) came: Vec<DeviceKey>,
    /// Whom somebody took down who did not come by it.
    taken_down: Set<DeviceKey>,
}

impl DeviceOffer {
    /// Devices that came by it and that nobody else took down.
    fn came_alone(&self) -> impl Iterator<Item = DeviceKey> {
        self.came.iter().copied().filter(|device| !self.taken_down.contains(device))
    }

    /// Until when it takes in devices.
    pub fn until(&self) -> Timestamp {
        self.expires.unwrap_or(Timestamp(u64::MAX))
    }
}

/// A device that a member took in later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked {
    pub member: MemberId,
    pub at: Timestamp,
}

/// One device of a member took another off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Revocation {
    at: Timestamp,
    pub(super) by: DeviceKey,
    device: DeviceKey,
}

impl Authority {
    /// Who copies another's offer cannot prove that they hold it, so nobody draws a device to them.
    pub(super) fn take_offer(
        &mut self,
        entry: &CharterFact,
        by: MemberId,
        (key, expires, proof): (&InvitationKey, Option<Timestamp>, &Signature),
        asked: Asked<'_>,
    ) {
        if !(asked.check)(Comes::New, key, &entry.author, proof) {
            return self.fault(entry, "PEO-1", "proof-false");
        }
        let new = DeviceOffer {
            by,
            made: entry.fact.at,
            expires,
            from: entry.author,
            came: Vec::new(),
            taken_down: Set::new(),
        };
        let known = self.offers.entry(*key).or_insert(new);
        known.expires = known.expires.zip(expires).map(|(one, other)| one.max(other));
    }

    pub(super) fn take_link(
        &mut self,
        entry: &CharterFact,
        (key, device, proof): (&InvitationKey, &DeviceKey, &Signature),
        asked: Asked<'_>,
    ) -> Result<Option<DeviceKey>, Lack> {
        let lack = Lack::Invitation(*key, entry.fact.at);
        let offer = self.offers.get_mut(key).ok_or(lack)?;
        // Only a way back, which has no end, takes in whom nobody takes down: anybody can claim that
        // an hour is not over.
        let is_alone = entry.author == *device;
        if is_alone && offer.expires.is_some() {
            return Err(lack);
        }
        if !is_alone && !offer.came.contains(&entry.author) {
            offer.taken_down.insert(*device);
        }
        if self.devices.contains_key(device) {
            return Ok(None);
        }
        if entry.fact.at > offer.until() {
            return Err(lack);
        }
        if !(asked.check)(Comes::New, key, device, proof) {
            self.fault(entry, "PEO-1", "proof-false");
            return Ok(None);
        }
        offer.came.push(*device);
        let (member, overused) = (offer.by, offer.expires.is_some() && offer.came.len() > 1);
        if overused {
            self.fault(entry, "PEO-1", "offer-overused");
        }
        self.devices.insert(*device, member);
        self.linked.insert(*device, Linked { member, at: entry.fact.at });
        Ok(Some(*device))
    }

    pub(super) fn take_revocation(
        &mut self,
        entry: &CharterFact,
        by: MemberId,
        device: DeviceKey,
    ) -> Result<(), Lack> {
        let recovery = self.offers.get(&InvitationKey(device.0)).map(|offer| offer.by);
        let owner = self.devices.get(&device).copied().or(recovery).ok_or(Lack::Author(device))?;
        if owner != by || device == entry.author {
            self.fault(entry, "PEO-1", "not-own-device");
        } else {
            self.revocations.push(Revocation { at: entry.fact.at, by: entry.author, device });
        }
        Ok(())
    }

    /// Anybody may tell it, since it proves itself.
    pub(super) fn take_twice_signed(
        &mut self,
        entry: &CharterFact,
        (device, document): (DeviceKey, DocumentId),
        asked: Asked<'_>,
    ) {
        if !(asked.proves)(entry) {
            return self.fault(entry, "PEO-7", "proof-false");
        }
        let told = (entry.fact.at, document);
        let known = self.twice_signed.entry(device).or_insert(told);
        *known = told.min(*known);
    }

    /// Whom a revocation takes off. A recovery key takes along who came by it with nobody to take them
    /// down, but not whoever says so: that may have been a thief, and whose device it is comes in by
    /// another offer.
    pub(super) fn taken_off(&self, one: &Revocation) -> Vec<DeviceKey> {
        let offer = self.offers.get(&InvitationKey(one.device.0));
        let along = offer.into_iter().flat_map(DeviceOffer::came_alone);
        along.filter(|device| *device != one.by).chain([one.device]).collect()
    }

    /// Whoever signed two changes for one place is off from when that was told. Revocations count
    /// in the order of their times; what a device does after it was taken off counts only against
    /// the one that did it: two that take each other off are both off, since nobody can tell which
    /// of them is in the right hands.
    pub(super) fn revoke_devices(&mut self) {
        let mut all = std::mem::take(&mut self.revocations);
        crate::ordered::sort(&mut all);
        let pairs: Vec<(Revocation, DeviceKey)> = all
            .iter()
            .flat_map(|one| self.taken_off(one).into_iter().map(|device| (*one, device)))
            .collect();
        for (Revocation { at, by, .. }, device) in &pairs {
            let crosses = pairs.iter().any(|(one, off)| one.by == *device && off == by);
            let is_off = |told: &(Timestamp, DocumentId)| told.0 <= *at;
            // Whom somebody came back in the place of is off from then on, and was not before.
            let by_off = self.revoked.get(by).is_some_and(|off| off <= at)
                || self.twice_signed.get(by).is_some_and(is_off);
            if crosses || !by_off {
                let known = self.revoked.entry(*device).or_insert(*at);
                *known = (*known).min(*at);
            }
        }
        for (device, (at, _)) in &self.twice_signed {
            let known = self.revoked.entry(*device).or_insert(*at);
            *known = (*known).min(*at);
        }
        self.revocations = all;
    }

    /// Whether an offer would take in a device, now.
    pub fn offer_open(&self, key: &InvitationKey, now: Timestamp) -> Result<(), Refusal> {
        let open = self.offers.get(key).is_some_and(|offer| {
            (offer.expires.is_none() || offer.came.is_empty())
                && now <= offer.until()
                && self.is_here(&offer.by)
                && !self.revoked.contains_key(&DeviceKey(key.0))
        });
        if open { Ok(()) } else { Err(Refusal::InvitationOver) }
    }

    fn is_here(&self, member: &MemberId) -> bool {
        self.members.get(member).is_some_and(super::Member::is_here)
    }
}

#[cfg(test)]
mod tests;
