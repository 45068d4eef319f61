//! Coming back by the word of the others (PEO-1): whoever lost all devices comes to the door with a new
//! one; more than half of the other voters say who that is, and say so again after 14 days. Invariant:
//! more facts never make a device unknown that was known by this; an objection takes it off.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::clock::Timestamp;
use crate::domain::fact::{Fact, FactBody};
use crate::domain::motion::terms::Polity;
use crate::domain::people::devices::Linked;
use crate::domain::people::standing::Event;
use crate::domain::people::{Asked, Authority, AuthorityFault, CharterFact, Lack};
use crate::id::{BlobHash, ChangeHash, DeviceKey, InvitationKey, MemberId, Signature};
use crate::limits::VOUCHING_WAIT_MS;
use crate::message::command::{Comes, Refusal};
use crate::message::motion::MotionFault;
use crate::ordered::{self, Map, Set};

/// Fewer voters than this cannot vouch for one of them.
const VOTERS_MIN: usize = 3;

/// Who came to the door as somebody that lost all devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    pub at: Timestamp,
    pub invitation: InvitationKey,
    pub invited_by: MemberId,
    pub profile: BlobHash,
}

/// How far somebody has come who is said to be a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Vouching {
    /// Who said so, and when first.
    pub vouched: Map<MemberId, Timestamp>,
    /// Once they were enough: from when on they say so again.
    pub again_from: Option<Timestamp>,
    /// Who did.
    pub again: Set<MemberId>,
    /// Since when the device is this member's.
    pub back: Option<Timestamp>,
    /// An older device of this member said no.
    pub refused: Option<Timestamp>,
}

/// A voter said that a device is a member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Vouch {
    at: Timestamp,
    by: MemberId,
    /// How many other voters there were, as they knew it.
    others: u32,
    change: ChangeHash,
}

/// A device said that another is not its member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Objection {
    at: Timestamp,
    by: DeviceKey,
    of: DeviceKey,
}

/// What was said of those who come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    vouches: BTreeMap<(DeviceKey, MemberId), Vec<Vouch>>,
    objections: Vec<Objection>,
    /// Devices that came to be a member's by that.
    back: Map<DeviceKey, MemberId>,
    /// By which device somebody left.
    left: Vec<(DeviceKey, Event)>,
}

/// By which return of its member a device is here, and since when; `None`: it is older than all.
type Origin = Option<(Timestamp, DeviceKey)>;

impl Spoken {
    /// Takes back what lies beyond a cut (PEO-4).
    pub(super) fn unsay(&mut self, is_void: impl Fn(&ChangeHash) -> bool) {
        for vouches in self.vouches.values_mut() {
            vouches.retain(|vouch| !is_void(&vouch.change));
        }
    }
}

/// The first time at which those who had spoken were more than half, by what some of them knew: so one
/// more who speaks, with more people around them, takes nothing back.
fn enough_at(spoke: impl Iterator<Item = Vouch>) -> Option<Timestamp> {
    let mut others: Map<MemberId, u32> = Map::new();
    // The same, the fewest first.
    let mut all: Vec<u32> = Vec::new();
    for vouch in spoke {
        if let Some(known) = others.get(&vouch.by) {
            if *known <= vouch.others {
                continue;
            }
            all.remove(all.partition_point(|one| one < known));
        }
        others.insert(vouch.by, vouch.others);
        all.insert(all.partition_point(|one| *one < vouch.others), vouch.others);
        if (1_u64..).zip(&all).any(|(count, of)| 2 * count > u64::from(*of)) {
            return Some(vouch.at);
        }
    }
    None
}

impl Vouching {
    fn of(vouches: &[Vouch]) -> Self {
        let mut vouches = vouches.to_vec();
        ordered::sort(&mut vouches);
        let mut vouched: Map<MemberId, Timestamp> = Map::new();
        for vouch in &vouches {
            vouched.entry(vouch.by).or_insert(vouch.at);
        }
        let again_from = enough_at(vouches.iter().copied()).map(|at| at.plus_ms(VOUCHING_WAIT_MS));
        let told = Self { vouched, again_from, ..Self::default() };
        vouches.retain(|vouch| told.due(vouch.by).is_some_and(|due| vouch.at >= due));
        let again = vouches.iter().map(|vouch| vouch.by).collect();
        Self { again, back: enough_at(vouches.into_iter()), ..told }
    }

    /// From when on somebody who spoke for them can do so again.
    pub fn due(&self, by: MemberId) -> Option<Timestamp> {
        let own = self.vouched.get(&by)?.plus_ms(VOUCHING_WAIT_MS);
        self.again_from.map(|from| from.max(own))
    }

    /// Whether a word of this voter's helps, now.
    pub fn helps(&self, by: MemberId, now: Timestamp) -> bool {
        let is_open = self.back.is_none() && self.refused.is_none();
        let is_due = self.due(by).is_some_and(|due| now >= due) && !self.again.contains(&by);
        is_open && (!self.vouched.contains_key(&by) || is_due)
    }
}

impl Authority {
    pub(super) fn take_return(
        &mut self,
        entry: &CharterFact,
        (key, device, proof, profile): (&InvitationKey, &DeviceKey, &Signature, BlobHash),
        asked: Asked<'_>,
    ) -> Result<(), Lack> {
        let at = entry.fact.at;
        let lack = Lack::Invitation(*key, at);
        let invitation = self.invitations.get(key).ok_or(lack)?;
        if at > invitation.expires {
            return Err(lack);
        }
        let invited_by = invitation.by;
        if (asked.check)(Comes::Back, key, device, proof) {
            self.returns.entry(*device).or_insert(Return {
                at,
                invitation: *key,
                invited_by,
                profile,
            });
        } else {
            self.fault(entry, "PEO-1", "proof-false");
        }
        Ok(())
    }

    pub(super) fn take_vouch(
        &mut self,
        entry: &CharterFact,
        by: MemberId,
        (device, member): (DeviceKey, MemberId),
        asked: Asked<'_>,
    ) {
        let weighed = (asked.vouch)(entry);
        let fault = match weighed {
            Ok(_) if by == member => MotionFault::VouchedForOneself,
            Ok(others) => {
                let vouch = Vouch { at: entry.fact.at, by, others, change: entry.change };
                return self.spoken.vouches.entry((device, member)).or_default().push(vouch);
            }
            Err(fault) => fault,
        };
        self.fault(entry, fault.rule(), fault.code());
    }

    pub(super) fn take_objection(&mut self, entry: &CharterFact, of: DeviceKey) {
        self.spoken.objections.push(Objection { at: entry.fact.at, by: entry.author, of });
    }

    /// Whoever was refused does not leave for the one that they were said to be.
    pub(super) fn take_departure(&mut self, entry: &CharterFact, by: MemberId) {
        let event = Event::left(entry.fact.at, entry.id, by);
        self.spoken.left.push((entry.author, event.clone()));
        self.events.push(event);
    }

    /// Gives their devices to those for whom enough have spoken; says which are known by that.
    pub(super) fn bring_back(&mut self) -> Vec<DeviceKey> {
        let asks = |device| self.returns.contains_key(device) && !self.devices.contains_key(device);
        let pairs = self.spoken.vouches.iter().filter(|((device, _), _)| asks(device));
        let ready = pairs.filter_map(|((device, member), vouches)| {
            Some((Vouching::of(vouches).back?, *device, *member))
        });
        let mut ready: Vec<(Timestamp, DeviceKey, MemberId)> = ready.collect();
        ordered::sort(&mut ready);
        let mut came = Vec::new();
        for (at, device, member) in ready {
            if !self.devices.contains_key(&device) {
                self.devices.insert(device, member);
                self.linked.insert(device, Linked { member, at });
                self.spoken.back.insert(device, member);
                came.push(device);
            }
        }
        came
    }

    /// Which return each device is here by, itself or by an offer.
    pub(super) fn origins(&self) -> BTreeMap<DeviceKey, Origin> {
        if self.spoken.back.is_empty() {
            return BTreeMap::new();
        }
        let offers = self.offers.values();
        let came = offers.flat_map(|offer| offer.came.iter().map(|device| (*device, offer.from)));
        let came_from: Map<DeviceKey, DeviceKey> = came.collect();
        let mut origins: BTreeMap<DeviceKey, Origin> = BTreeMap::new();
        for device in self.devices.keys() {
            let (mut at, mut way) = (*device, Vec::new());
            let origin = loop {
                if let Some(known) = origins.get(&at) {
                    break *known;
                }
                way.push(at);
                if self.spoken.back.contains_key(&at) {
                    break self.linked.get(&at).map(|linked| (linked.at, at));
                }
                // Nobody offers before they are here: this ends.
                match came_from.get(&at).filter(|_| way.len() <= came_from.len()) {
                    Some(from) => at = *from,
                    None => break None,
                }
            };
            origins.extend(way.into_iter().map(|device| (device, origin)));
        }
        origins
    }

    /// Says how far each has come, by what is not void; takes off whom they came in the place of, or
    /// those whom an older device refused.
    pub(super) fn settle_vouchings(&mut self) {
        if self.spoken.vouches.is_empty() && self.spoken.objections.is_empty() {
            return;
        }
        let asked = |(pair, _): &(&(DeviceKey, MemberId), _)| self.returns.contains_key(&pair.0);
        for (pair, vouches) in self.spoken.vouches.iter().filter(asked) {
            self.vouchings.insert(*pair, Vouching::of(vouches));
        }
        let origins = self.origins();
        for objection in std::mem::take(&mut self.spoken.objections) {
            self.object(objection, &origins);
        }
        let origin_of = |device: &DeviceKey| origins.get(device).copied().flatten();
        let mut off: Vec<(DeviceKey, Timestamp)> = Vec::new();
        let mut refused_devices: Set<DeviceKey> = Set::new();
        for (device, member) in self.spoken.back.iter() {
            let (own, told) = (origin_of(device), self.vouchings.get(&(*device, *member)));
            let refused = told.and_then(|told| told.refused);
            let back = told.and_then(|told| told.back).filter(|_| refused.is_none());
            let since = own.map(|(at, _)| at).unwrap_or_default();
            let devices = self.devices.iter().filter(|(_, owner)| *owner == member);
            let devices = devices.map(|(device, _)| (*device, origin_of(device)));
            let offers = self.offers.iter().filter(|(_, offer)| offer.by == *member);
            let keys = devices
                .chain(offers.map(|(key, offer)| (DeviceKey(key.0), origin_of(&offer.from))));
            off.extend(keys.filter_map(|(key, origin)| match back {
                Some(at) => (origin < own).then_some((key, at)),
                None => (origin == own).then_some((key, refused.unwrap_or(since))),
            }));
            if back.is_none() {
                let theirs = self.devices.keys().filter(|device| origin_of(device) == own);
                refused_devices.extend(theirs.copied());
            }
        }
        for (_, event) in self.spoken.left.iter().filter(|(by, _)| refused_devices.contains(by)) {
            self.events.retain(|one| one != event);
        }
        for (key, at) in off {
            let known = self.revoked.entry(key).or_insert(at);
            *known = at.min(*known);
        }
    }

    /// Older devices of the member can say no, unless one that is older than the new one took them off,
    /// or they signed twice: whoever lost a device to somebody else takes it off in time.
    fn object(&mut self, objection: Objection, origins: &BTreeMap<DeviceKey, Origin>) {
        let Objection { at, by, of } = objection;
        let origin_of = |device: &DeviceKey| origins.get(device).copied().flatten();
        let is_older = |device: &DeviceKey| {
            // Who is not back yet is younger than all.
            !self.spoken.back.contains_key(&of) || origin_of(device) < origin_of(&of)
        };
        let is_off = || {
            let took_off = |device: &DeviceKey| {
                let mut all = self.revocations.iter();
                all.any(|one| is_older(&one.by) && self.taken_off(one).contains(device))
            };
            self.twice_signed.contains_key(&by) || took_off(&by)
        };
        // Whoever is not spoken of is not looked for among all that was taken off.
        let told = self.member_of(&by).filter(|member| {
            self.vouchings.contains_key(&(of, *member)) && is_older(&by) && !is_off()
        });
        let told = told.and_then(|member| self.vouchings.get_mut(&(of, member)));
        match told {
            Some(told) => told.refused = Some(told.refused.map_or(at, |known| known.min(at))),
            None => self.faults.push(AuthorityFault {
                author: by,
                at,
                rule: MotionFault::NotComingBack.rule(),
                code: MotionFault::NotComingBack.code(),
            }),
        }
    }

    /// Whether somebody asks to come back with this device and is not back.
    pub fn asks_to_return(&self, device: &DeviceKey) -> bool {
        self.returns.contains_key(device) && !self.devices.contains_key(device)
    }

    /// How many it takes to vouch for a member: more than half of the other voters.
    pub fn needed_for(&self, member: MemberId) -> u32 {
        others(&self.voters, member) / 2 + 1
    }

    /// As whom somebody who comes back was vouched for.
    pub fn vouchings_of(&self, device: DeviceKey) -> impl Iterator<Item = (MemberId, &Vouching)> {
        let all = self.vouchings.iter().filter(move |((one, _), _)| *one == device);
        all.map(|((_, member), vouching)| (*member, vouching))
    }
}

/// How many others there are to vouch for a member, by who decides; or why nobody can.
pub fn weigh_vouch(polity: &Polity, member: MemberId) -> Result<u32, MotionFault> {
    if !polity.members.contains(&member) {
        return Err(MotionFault::NoSuchMember);
    }
    if polity.voters.len() < VOTERS_MIN {
        return Err(MotionFault::TooFewToVouch);
    }
    Ok(others(&polity.voters, member))
}

/// How many of the voters are not this member.
fn others(voters: &Set<MemberId>, member: MemberId) -> u32 {
    let others = voters.iter().filter(|voter| **voter != member).count();
    u32::try_from(others).unwrap_or(u32::MAX)
}

/// The fact by which a voter says that whoever came with a device is a member.
pub fn vouch(
    authority: &Authority,
    by: MemberId,
    (device, member): (DeviceKey, MemberId),
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let told = authority.vouchings.get(&(device, member));
    let is_refused = told.is_some_and(|told| told.refused.is_some());
    let fault = if !authority.voters.contains(&by) {
        MotionFault::NotAVoter
    } else if by == member {
        MotionFault::VouchedForOneself
    } else if !authority.asks_to_return(&device) || is_refused {
        MotionFault::NotComingBack
    } else if let Err(fault) = weigh_vouch(&authority.polity(), member) {
        fault
    } else if told.is_some_and(|told| !told.helps(by, at)) {
        MotionFault::VouchedAlready
    } else {
        return Ok(Fact { at, body: FactBody::DeviceVouched { device, member } });
    };
    Err(Refusal::Motion { fault })
}

/// The fact by which a member says, on a device of theirs, that whoever came with another is not them.
pub fn refuse_return(
    authority: &Authority,
    by: MemberId,
    device: DeviceKey,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let told = authority.vouchings.get(&(device, by));
    let is_open = told.is_some_and(|told| told.refused.is_none());
    if !is_open || !authority.asks_to_return(&device) {
        return Err(Refusal::Motion { fault: MotionFault::NotComingBack });
    }
    Ok(Fact { at, body: FactBody::ReturnRefused { device } })
}

#[cfg(test)]
mod tests;
