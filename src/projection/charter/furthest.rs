//! Changes of the charter -> the few that lie furthest, as promises name what they had seen (PEO-4).

use super::CharterModel;
use crate::clock::Timestamp;
use crate::domain::FactBody;
use crate::domain::people::CharterFact;
use crate::id::{ChangeHash, DeviceKey};
use crate::limits::CUT_CHANGES_MAX;
use crate::ordered;

impl CharterModel {
    /// The furthest changes of these devices. The newest, where there are too many.
    pub fn furthest(&self, devices: &[DeviceKey]) -> Vec<ChangeHash> {
        few(self.furthest_of(|entry| devices.contains(&entry.author)))
    }

    /// The furthest changes by which people came in. Where there are too many, the furthest of all
    /// changes: whatever was written on top of several names them all.
    pub fn furthest_claims(&self) -> Vec<ChangeHash> {
        let claims =
            |entry: &CharterFact| matches!(entry.fact.body, FactBody::InvitationClaimed { .. });
        let furthest = self.furthest_of(claims);
        few(if furthest.len() > CUT_CHANGES_MAX { self.furthest_of(|_| true) } else { furthest })
    }

    /// The furthest of such changes, the newest first: none of them lies below another.
    fn furthest_of(&self, is_such: impl Fn(&CharterFact) -> bool) -> Vec<ChangeHash> {
        let own = self.facts.iter().map(|placed| &placed.entry);
        let own = own.filter(|entry| is_such(entry));
        let mut own: Vec<(std::cmp::Reverse<Timestamp>, ChangeHash)> =
            own.map(|entry| (std::cmp::Reverse(entry.fact.at), entry.change)).collect();
        ordered::sort(&mut own);
        let mut furthest: Vec<ChangeHash> = Vec::new();
        for (_, change) in own {
            if furthest.iter().any(|known| self.pasts.is_below(&change, known)) {
                continue;
            }
            furthest.retain(|known| !self.pasts.is_below(known, &change));
            furthest.push(change);
        }
        furthest
    }
}

/// As many of them as a promise names, in order.
fn few(mut changes: Vec<ChangeHash>) -> Vec<ChangeHash> {
    changes.truncate(CUT_CHANGES_MAX);
    ordered::sort(&mut changes);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fact;
    use crate::id::{BlobHash, CommandId, CommunityId, InvitationKey, MemberId, Signature};
    use crate::projection::charter::CharterGround;

    const DEVICE: DeviceKey = DeviceKey([1; 32]);

    /// So many claims upon the founding, none of which knows another; and what lies on all of them.
    fn charter(claims: u8, on_top: Option<FactBody>) -> CharterModel {
        let change = |number: u8| ChangeHash([number; 32]);
        let profile = BlobHash([1; 32]);
        let claimed = |number| FactBody::InvitationClaimed {
            invitation: InvitationKey([5; 32]),
            device: DeviceKey([number; 32]),
            proof: Signature([number; 64]),
            profile,
        };
        let mut charter = CharterModel::default();
        let bodies = std::iter::once(FactBody::ProfileChanged { profile })
            .chain((2..claims + 2).map(claimed))
            .chain(on_top);
        for (number, body) in (1..).zip(bodies) {
            let fact = Fact { at: Timestamp(u64::from(number)), body };
            charter.take(CommandId([number; 16]), change(number), DEVICE, fact);
        }
        let top = claims + 2;
        charter.refold(CharterGround {
            community: &CommunityId([1; 32]),
            check: &|_, _, _, _| true,
            name: &|device| MemberId([device.0[0]; 16]),
            digest: |_| [0; 32],
            accepts: &|_, _, _| false,
            proves: &|_, _, _| false,
            parents: &|one| match one.0[0] {
                1 => Vec::new(),
                number if number == top => (2..top).map(change).collect(),
                _ => vec![change(1)],
            },
        });
        charter
    }

    fn numbers(changes: &[ChangeHash]) -> Vec<u8> {
        changes.iter().map(|one| one.0[0]).collect()
    }

    #[test]
    fn peo_4_a_promise_names_the_furthest_claims_or_what_lies_on_them_where_they_are_many() {
        let top = || Some(FactBody::MemberReturned {});
        let many = u8::try_from(CUT_CHANGES_MAX).expect("few") + 1;
        assert_eq!(numbers(&charter(2, None).furthest_claims()), [2, 3]);
        // What nobody came in by is not named.
        assert_eq!(numbers(&charter(2, top()).furthest_claims()), [2, 3]);
        assert_eq!(numbers(&charter(many, top()).furthest_claims()), [many + 2]);
        // Where nothing covers them, the newest are named: each of these was seen.
        assert_eq!(numbers(&charter(many, None).furthest_claims()), [3, 4, 5, 6]);
    }
}
