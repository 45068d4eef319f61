//! What the books know of trade with other communities (ECO-13): agreements, how far accounts have gone, and
//! transfers with what our trader signed.

use super::Signed;
use crate::clock::Timestamp;
use crate::id::{CommandId, CommunityId, DeviceKey, MemberId, MotionId, Signature};
use crate::limits::AGREEMENT_LINGERS_MS;
use crate::message::economy::Account;
use crate::message::economy::trade::{Receipt, SignedTransfer, TradeTerms, Transfer, Verdict, Way};
use crate::money::Money;

/// What was decided about trade with one community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub motion: MotionId,
    pub terms: TradeTerms,
    /// When something else was decided with the same community.
    pub over: Option<Timestamp>,
}

impl Agreement {
    /// With whom.
    pub fn partner(&self) -> CommunityId {
        self.terms.partner.community
    }

    /// Whether transfers can be made on it.
    pub fn is_open(&self) -> bool {
        self.over.is_none() && self.terms.limit.units > 0
    }

    /// Who was away when it was replaced may have built on it.
    pub(super) fn holds_at(&self, at: Timestamp) -> bool {
        let lingers = |over: Timestamp| at <= over.plus_ms(AGREEMENT_LINGERS_MS);
        self.terms.limit.units > 0 && self.over.is_none_or(lingers)
    }
}

/// What an account with another community comes to, in minor units; above zero they owe us.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exposure {
    pub booked: i128,
    /// On its way, each direction by itself: nobody knows what will be accepted.
    pub gave: i128,
    pub got: i128,
}

impl Exposure {
    /// How much further it may go.
    pub fn left(&self, way: Way, limit: &Money) -> Money {
        let limit_units = i128::from(limit.units);
        let left = match way {
            Way::Gave => limit_units - self.booked - self.gave,
            Way::Got => limit_units + self.booked - self.got,
        };
        let none = Money { commodity: limit.commodity.clone(), units: 0 };
        Money::new(left.max(0), limit.commodity.clone()).unwrap_or(none)
    }

    pub(super) fn waiting(&mut self, way: Way) -> &mut i128 {
        match way {
            Way::Gave => &mut self.gave,
            Way::Got => &mut self.got,
        }
    }
}

/// How far a transfer is, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// We made it; the answer is not here.
    OnItsWay,
    Booked,
    Declined,
}

/// A transfer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferNow {
    /// Our entry: that we made it, or our answer.
    pub entry: CommandId,
    pub at: Timestamp,
    pub by: MemberId,
    pub agreement: MotionId,
    pub transfer: Transfer,
    pub account: Option<Account>,
    pub stage: Stage,
    /// What our trader signed, and with which key.
    pub own: (DeviceKey, Signature),
}

impl TransferNow {
    /// Which way it went, as we see it.
    pub fn way(&self, us: CommunityId) -> Way {
        if self.transfer.from == us { self.transfer.way } else { self.transfer.way.mirrored() }
    }

    /// The other community.
    pub fn partner(&self, us: CommunityId) -> CommunityId {
        if self.transfer.from == us { self.transfer.to } else { self.transfer.from }
    }

    /// The letter that says it to the others.
    pub fn letter(&self) -> SignedTransfer {
        SignedTransfer { transfer: self.transfer.clone(), signature: self.own.1 }
    }

    /// What we answered.
    pub fn receipt(&self) -> Receipt {
        let Transfer { id, from, to, .. } = self.transfer;
        let verdict = match self.stage {
            Stage::Booked => Verdict::Accepted,
            Stage::OnItsWay | Stage::Declined => Verdict::Declined,
        };
        let (key, signature) = self.own;
        Receipt { from, to, transfer: id, verdict, key, signature }
    }
}

/// Who signs an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer {
    pub by: MemberId,
    pub device: DeviceKey,
    pub at: Timestamp,
}

impl Signer {
    pub(super) fn of(signed: &Signed) -> Self {
        Self { by: signed.by, device: signed.device, at: signed.entry.at }
    }
}
