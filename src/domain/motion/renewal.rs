//! Meeting elsewhere once somebody was removed (PEO-4): the salts that members wrote into the
//! motion's document after it was final. Who was removed is served nothing of it any more, so they
//! never learn what the next secret is made of.

use serde::{Deserialize, Serialize};

use super::finality::is_enough;
use super::past::Past;
use super::{Digest, Fault, Motion, MotionFact};
use crate::clock::Timestamp;
use crate::domain::fact::FactBody;
use crate::id::{DeviceKey, MemberId, MotionId, Salt};
use crate::message::motion::MotionFault;
use crate::ordered::{Map, Set};

/// A salt, and the device that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    pub device: DeviceKey,
    pub salt: Salt,
    /// When its author says that it was written.
    pub at: Timestamp,
}

/// The salt that counts: of several that were written apart that of the lowest SHA-256(motion,
/// device). Only devices count that the motion knew before it was opened, or somebody could make one that
/// is lower; and only those of members, so nobody who is gone knows all salts.
pub fn chosen(
    motion: MotionId,
    renewals: &[Renewal],
    is_member: impl Fn(&DeviceKey) -> bool,
    digest: Digest,
) -> Option<Renewal> {
    let standing = renewals.iter().filter(|renewal| is_member(&renewal.device));
    standing.min_by_key(|renewal| rank(motion, &renewal.device, digest)).copied()
}

/// Who comes before whom, the same for all.
pub fn rank(motion: MotionId, device: &DeviceKey, digest: Digest) -> [u8; 32] {
    digest(&[motion.0.as_slice(), device.0.as_slice()].concat())
}

impl Motion {
    /// Whom this motion removed.
    pub fn removed(&self) -> Option<MemberId> {
        let (seal, version) = self.decided()?;
        version.terms.effect.removes().filter(|_| seal.tally.passed)
    }

    /// Whether this device may write a salt: an elector's purse, as the charter was when the motion was
    /// opened.
    pub fn may_renew(&self, member: &MemberId, device: &DeviceKey) -> bool {
        self.protocol.tellers.contains(member) && self.is_purse(member, device)
    }

    /// One salt of each device, written when it knew that the motion is final. Of a device that wrote
    /// two none counts, or it could move everybody again and again.
    pub(super) fn take_renewals(&mut self, facts: &[MotionFact]) {
        if self.decided().is_none() {
            return;
        }
        let removes = self.removed().is_some();
        let mut by_device: Map<DeviceKey, Vec<(&MotionFact, Salt)>> = Map::new();
        for fact in facts {
            let FactBody::SecretRenewed { salt } = fact.fact.body else { continue };
            let in_time = fact.fact.at >= fact.past_until;
            let may = self.may_renew(&fact.by, &fact.device);
            if removes && may && in_time && self.was_final(&fact.past) {
                by_device.entry(fact.device).or_default().push((fact, salt));
            } else {
                self.faults.push(Fault::of(fact, MotionFault::AgainstProtocol));
            }
        }
        for (device, written) in by_device {
            if let [(fact, salt)] = written.as_slice() {
                self.renewals.push(Renewal { device, salt: *salt, at: fact.fact.at });
            } else {
                let faults = written.iter();
                let faults = faults.map(|(fact, _)| Fault::of(fact, MotionFault::AgainstProtocol));
                self.faults.extend(faults);
            }
        }
    }

    /// Whether a seal was final as far as these facts tell.
    fn was_final(&self, past: &Past) -> bool {
        self.protocol.seals.iter().any(|seal| {
            let accepted = self.protocol.acceptances.iter();
            let accepted =
                accepted.filter(|one| one.seal == seal.place && past.contains(one.place));
            let accepted: Set<MemberId> = accepted.map(|one| one.by).collect();
            self.versions
                .get(seal.version)
                .is_some_and(|version| is_enough(&version.terms, accepted.len()))
        })
    }
}
