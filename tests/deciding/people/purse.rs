//! Who promises and accepts for a member (PEO-7): the first device, or whom it was handed on to.

use super::*;

/// A hand-over that counts by what its author knew.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HandOver {
    at: u64,
    id: CommandId,
    by: DeviceKey,
    to: DeviceKey,
}

impl Charter<'_> {
    /// Those of these facts that hand a purse on which their author had, to another device of theirs.
    pub(super) fn hand_overs(&self, facts: &[&Fact]) -> Vec<HandOver> {
        let mut all: Vec<HandOver> = Vec::new();
        for fact in facts.iter().filter(|fact| fact.kind == "PurseHandedOn") {
            let (by, to) = (fact.device, fact.get::<DeviceKey>("to"));
            let then = self.with(&fact.past);
            let owner = then.current(&by);
            let had = owner.is_some_and(|owner| then.purse(&owner) == Some(by));
            if had && by != to && then.current(&to) == owner {
                all.push(HandOver { at: fact.at, id: fact.id, by, to });
            }
        }
        all.sort();
        all
    }
}

impl People {
    pub fn hand_overs(&self) -> usize {
        self.handed.len()
    }

    /// The device that holds the purse of a member.
    pub fn purse(&self, member: &MemberId) -> Option<DeviceKey> {
        let mut mine: Vec<DeviceKey> =
            self.devices.iter().filter(|(_, of)| *of == member).map(|(one, _)| *one).collect();
        mine.sort_by_key(|device| (self.linked.get(device).copied(), *device));
        let before_it_was_off = |one: &&HandOver| match self.off.get(&one.by) {
            Some(since) => since > &one.at,
            None => true,
        };
        let mut left: Vec<&HandOver> = self.handed.iter().filter(before_it_was_off).collect();
        left.retain(|one| self.devices.get(&one.by) == Some(member));
        if left.is_empty() {
            return mine.into_iter().find(|one| !self.off.contains_key(one));
        }
        for first in mine {
            // From hand to hand; from one that is off it comes back to who had it first.
            let mut holder = first;
            loop {
                let next = left.iter().position(|one| one.by == holder);
                if let Some(next) = next {
                    holder = left.remove(next).to;
                } else if !self.off.contains_key(&holder) {
                    return Some(holder);
                } else if holder == first {
                    break;
                } else {
                    holder = first;
                }
            }
        }
        None
    }
}
