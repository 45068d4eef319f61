//! The charter as entries and decisions knew it: who was in, who had a vote, what had been decided about
//! money. It never changes: what lies below given heads does not.

use crate::clock::Timestamp;
use crate::domain::Authority;
use crate::domain::economy::acts::Members;
use crate::domain::economy::books::{Decided, Signed, terms_after};
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::standing::{Standing, budget_of};
use crate::domain::fact::Decision;
use crate::domain::people::Member;
use crate::engine::economy::keeper::purse;
use crate::id::{ChangeHash, DeviceKey, MemberId, MotionId};
use crate::message::economy::{EffectText, MoneyEffect};
use crate::message::motion::MotionEffect;
use crate::ordered::Set;

/// What the charter at some heads says of entries.
#[derive(Debug)]
pub struct Past {
    authority: Authority,
    terms: Option<MotionId>,
    /// In whose place others were put.
    replaced: Set<MotionId>,
}

impl Past {
    pub fn of(authority: Authority) -> Self {
        let decisions = decisions_of(&authority);
        let terms = terms_after(&decisions);
        let replaced = decisions.iter().filter_map(|one| one.replaces).collect();
        Self { authority, terms, replaced }
    }

    fn is_of_gone(&self, body: &EntryBody) -> bool {
        let EntryBody::LeavingSettled { member, .. } = body else { return false };
        self.authority.members.get(member).is_some_and(|member| gone(member).is_some())
    }

    pub fn standing(&self, signed: &Signed) -> Standing {
        Standing {
            is_member: self.authority.current_member(&signed.device) == Some(signed.by),
            is_voter: self.authority.voters.contains(&signed.by),
            is_purse: self.authority.purse_of(&signed.by) == Some(signed.device),
            is_behind: false,
            is_lost: false,
            is_of_gone: self.is_of_gone(&signed.entry.body),
            is_right_ended: budget_of(&signed.entry.body)
                .is_some_and(|budget| self.replaced.contains(&budget)),
            terms: self.terms,
        }
    }

    /// What devices that gave the purse away named of the part in which an entry stands.
    pub fn named(&self, signed: &Signed) -> Vec<ChangeHash> {
        let handed = purse::handed(&self.authority, signed.by).flat_map(|one| one.ledger.iter());
        let of_part = handed.filter(|(part, _)| *part == signed.part);
        of_part.flat_map(|(_, heads)| heads.iter().copied()).collect()
    }

    /// What an entry draws on that may be lost.
    pub fn drawn_on(&self, signed: &Signed) -> Option<(DeviceKey, Option<Vec<ChangeHash>>)> {
        purse::drawn_on(&self.authority, self.terms, (&signed.device, &signed.entry.body))
    }

    /// Whether a device was somebody's.
    pub fn knows(&self, device: &DeviceKey) -> bool {
        self.authority.devices.contains_key(device)
    }
}

/// Since when somebody is gone, if they are.
fn gone(member: &Member) -> Option<Timestamp> {
    let removed = member.removed.map(|(at, _)| at);
    [member.left, removed].into_iter().flatten().min()
}

pub fn members_of(authority: &Authority) -> Members {
    authority.members.values().map(|member| (member.id, gone(member))).collect()
}

/// Decisions about money that passed, in order.
pub fn money_of(authority: &Authority) -> impl Iterator<Item = (&Decision, &EffectText)> {
    let passed = authority.decisions.iter().filter(|decision| decision.tally.passed);
    passed.filter_map(|decision| {
        let MotionEffect::Money { effect } = &decision.terms.effect else { return None };
        Some((&**decision, effect))
    })
}

pub fn decisions_of(authority: &Authority) -> Vec<Decided> {
    let decided = |(decision, effect): (&Decision, &EffectText)| Decided {
        motion: decision.motion,
        at: decision.terms.deadline,
        electorate: decision.terms.electorate.clone(),
        charter: decision.terms.charter.clone(),
        knew: Vec::new(),
        replaces: decision.terms.looks_again,
        effect: MoneyEffect::read(effect),
    };
    money_of(authority).map(decided).collect()
}

pub fn founder_of(authority: &Authority) -> Option<MemberId> {
    authority.members.values().find(|member| member.invited_by.is_none()).map(|member| member.id)
}
