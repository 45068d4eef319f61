//! Trade with other communities (ECO-13): entries, judged one after the other by the decisions that they
//! name -> transfers and mirror accounts. Knows no crypto: whether a signature holds is told.

use std::collections::BTreeMap;

use super::agreements::{Agreement, Exposure, Signer, Stage, TransferNow};
use super::seals::Seals;
use super::{Books, Decided, Ground, Signed};
use crate::domain::economy::check;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, CommunityId, MemberId, MotionId};
use crate::message::economy::trade::{
    Answered, Receipt, Sent, TradeFault, TradeTerms, Transfer, Verdict, Way,
};
use crate::message::economy::{Account, EconomyFault};
use crate::money::{Commodity, Money};

/// All transfers, by the community that made them and its name for them, and what they come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mirrors {
    pub transfers: BTreeMap<(CommunityId, CommandId), TransferNow>,
    exposures: BTreeMap<(CommunityId, Commodity), Exposure>,
}

impl Mirrors {
    /// What the account with a community comes to.
    pub fn exposure(&self, partner: CommunityId, commodity: &Commodity) -> Exposure {
        self.exposures.get(&(partner, commodity.clone())).copied().unwrap_or_default()
    }

    /// Whether a transfer of ours can be made.
    pub fn judge_sent(
        &self,
        (us, agreement): (CommunityId, Option<&Agreement>),
        sent: &Sent,
        signer: Signer,
    ) -> Result<(), EconomyFault> {
        let transfer = &sent.transfer;
        let agreement = held(agreement, transfer.to, signer)?;
        if transfer.from != us {
            return Err(TradeFault::NotForUs.into());
        }
        if transfer.key != signer.device {
            return Err(TradeFault::NotTheTrader.into());
        }
        self.fits(agreement, transfer, transfer.way)
    }

    /// Whether a transfer of the others can be answered.
    pub fn judge_answer(
        &self,
        (us, agreement): (CommunityId, Option<&Agreement>),
        answered: &Answered,
        signer: Signer,
    ) -> Result<(), EconomyFault> {
        let transfer = &answered.transfer;
        if transfer.to != us || transfer.from == us {
            return Err(TradeFault::NotForUs.into());
        }
        let agreement = held(agreement, transfer.from, signer)?;
        if transfer.key != agreement.terms.partner.key {
            return Err(TradeFault::NotTheirKey.into());
        }
        if self.transfers.contains_key(&(transfer.from, transfer.id)) {
            return Err(TradeFault::TakenAlready.into());
        }
        match answered.verdict() {
            Verdict::Accepted => self.fits(agreement, transfer, transfer.way.mirrored()),
            Verdict::Declined => Ok(()),
        }
    }

    /// The transfer that an answer is about, if it can be taken in. An answer comes by a key of the
    /// agreement that the transfer was made on, or of a later one.
    pub fn judge_receipt(
        &self,
        (us, agreements): (CommunityId, &[Agreement]),
        receipt: &Receipt,
        by: MemberId,
    ) -> Result<&TransferNow, EconomyFault> {
        if receipt.from != us {
            return Err(TradeFault::NotForUs.into());
        }
        let known = self.transfers.get(&(us, receipt.transfer));
        let known = known.ok_or(TradeFault::UnknownTransfer)?;
        if receipt.to != known.transfer.to {
            return Err(TradeFault::UnknownTransfer.into());
        }
        let since = agreements.iter().skip_while(|one| one.motion != known.agreement);
        let theirs: Vec<&Agreement> = since.filter(|one| one.partner() == receipt.to).collect();
        if !theirs.iter().any(|one| one.terms.partner.key == receipt.key) {
            return Err(TradeFault::NotTheirKey.into());
        }
        if !theirs.iter().any(|one| one.terms.trader == by) {
            return Err(TradeFault::NotTheTrader.into());
        }
        if known.stage != Stage::OnItsWay {
            return Err(TradeFault::TakenAlready.into());
        }
        Ok(known)
    }

    fn fits(
        &self,
        agreement: &Agreement,
        transfer: &Transfer,
        way: Way,
    ) -> Result<(), EconomyFault> {
        let (limit, money) = (&agreement.terms.limit, &transfer.money);
        if money.commodity != limit.commodity {
            return Err(EconomyFault::WrongCommodity);
        }
        let left = self.exposure(agreement.partner(), &limit.commodity).left(way, limit);
        if money.units > left.units {
            return Err(TradeFault::BeyondLimit { left }.into());
        }
        Ok(())
    }

    fn exposure_mut(&mut self, partner: CommunityId, money: &Money) -> &mut Exposure {
        self.exposures.entry((partner, money.commodity.clone())).or_default()
    }

    fn take_sent(&mut self, signed: &Signed, sent: &Sent, walk: &Walk<'_>) -> Checked {
        let agreement = walk.agreement(sent.agreement);
        self.judge_sent((walk.us, agreement), sent, Signer::of(signed))?;
        if sent.transfer.id != signed.id {
            return Err(EconomyFault::UnknownEntry);
        }
        walk.holds(signed)?;
        let transfer = sent.transfer.clone();
        let units = i128::from(transfer.money.units);
        *self.exposure_mut(transfer.to, &transfer.money).waiting(transfer.way) += units;
        let now = TransferNow {
            entry: signed.id,
            at: signed.entry.at,
            by: signed.by,
            agreement: sent.agreement,
            account: Some(sent.account.clone()),
            stage: Stage::OnItsWay,
            own: (signed.device, sent.signature),
            transfer,
        };
        self.transfers.insert((walk.us, signed.id), now);
        Ok(())
    }

    fn take_answer(&mut self, signed: &Signed, answered: &Answered, walk: &Walk<'_>) -> Checked {
        let agreement = walk.agreement(answered.agreement);
        self.judge_answer((walk.us, agreement), answered, Signer::of(signed))?;
        walk.holds(signed)?;
        let transfer = answered.transfer.clone();
        let stage = match answered.verdict() {
            Verdict::Accepted => {
                let change = transfer.way.mirrored().change(&transfer.money);
                let exposure = self.exposure_mut(transfer.from, &transfer.money);
                exposure.booked += i128::from(change.units);
                Stage::Booked
            }
            Verdict::Declined => Stage::Declined,
        };
        let now = TransferNow {
            entry: signed.id,
            at: signed.entry.at,
            by: signed.by,
            agreement: answered.agreement,
            account: answered.account.clone(),
            stage,
            own: (signed.device, answered.answer),
            transfer,
        };
        self.transfers.insert((now.transfer.from, now.transfer.id), now);
        Ok(())
    }

    fn take_receipt(&mut self, signed: &Signed, receipt: &Receipt, walk: &Walk<'_>) -> Checked {
        let known = self.judge_receipt((walk.us, walk.agreements), receipt, signed.by)?;
        walk.holds(signed)?;
        let transfer = known.transfer.clone();
        let exposure = self.exposure_mut(transfer.to, &transfer.money);
        *exposure.waiting(transfer.way) -= i128::from(transfer.money.units);
        let stage = match receipt.verdict {
            Verdict::Accepted => {
                exposure.booked += i128::from(transfer.way.change(&transfer.money).units);
                Stage::Booked
            }
            Verdict::Declined => Stage::Declined,
        };
        if let Some(known) = self.transfers.get_mut(&(walk.us, receipt.transfer)) {
            known.stage = stage;
        }
        Ok(())
    }
}

type Checked = Result<(), EconomyFault>;

/// The agreement that an entry names, if it is with this community, holds, and is in the signer's hand.
fn held(
    agreement: Option<&Agreement>,
    partner: CommunityId,
    signer: Signer,
) -> Result<&Agreement, EconomyFault> {
    let agreement = agreement.filter(|one| one.partner() == partner && one.holds_at(signer.at));
    let agreement = agreement.ok_or(TradeFault::NoAgreement)?;
    if agreement.terms.trader == signer.by {
        Ok(agreement)
    } else {
        Err(TradeFault::NotTheTrader.into())
    }
}

/// What entries are judged by.
struct Walk<'a> {
    us: CommunityId,
    agreements: &'a [Agreement],
    seals: &'a Seals,
}

impl Walk<'_> {
    fn agreement(&self, motion: MotionId) -> Option<&Agreement> {
        self.agreements.iter().find(|one| one.motion == motion)
    }

    fn holds(&self, signed: &Signed) -> Checked {
        if self.seals.holds(&signed.change) { Ok(()) } else { Err(TradeFault::Forged.into()) }
    }
}

impl Books {
    /// The agreement in force with a community.
    pub fn agreement_with(&self, partner: CommunityId) -> Option<&Agreement> {
        self.agreements.iter().find(|one| one.partner() == partner && one.over.is_none())
    }

    pub(super) fn agree(
        &mut self,
        decided: &Decided,
        terms: &TradeTerms,
        ground: &Ground<'_>,
    ) -> Checked {
        check::trade_terms(terms, ground.community)?;
        if !ground.members.contains_key(&terms.trader) {
            return Err(EconomyFault::UnknownMember);
        }
        let partner = terms.partner.community;
        let same = self.agreements.iter_mut().filter(|one| one.partner() == partner);
        for before in same.filter(|one| one.over.is_none()) {
            before.over = Some(decided.at);
        }
        let (motion, terms) = (decided.motion, terms.clone());
        self.agreements.push(Agreement { motion, terms, over: None });
        Ok(())
    }

    pub(super) fn fold_mirrors(&mut self, sound: &[&Signed], ground: &Ground<'_>) {
        self.seals.read(sound, ground.verify);
        let (mirrors, faults) = self.mirrors_of(sound, ground.community);
        self.mirrors = mirrors;
        for (signed, fault) in faults {
            self.fault(signed, fault);
        }
    }

    /// What these entries, which are in order, come to by themselves.
    pub(super) fn mirrors_of<'a>(
        &self,
        inside: &[&'a Signed],
        us: CommunityId,
    ) -> (Mirrors, Vec<(&'a Signed, EconomyFault)>) {
        let walk = Walk { us, agreements: &self.agreements, seals: &self.seals };
        let mut mirrors = Mirrors::default();
        let mut faults = Vec::new();
        for signed in inside {
            let body = &signed.entry.body;
            let taken = if let EntryBody::TransferSent(sent) = body {
                mirrors.take_sent(signed, sent, &walk)
            } else if let EntryBody::TransferAnswered(answered) = body {
                mirrors.take_answer(signed, answered, &walk)
            } else if let EntryBody::AnswerTaken(receipt) = body {
                mirrors.take_receipt(signed, receipt, &walk)
            } else {
                Ok(())
            };
            if let Err(fault) = taken {
                faults.push((*signed, fault));
            }
        }
        (mirrors, faults)
    }
}

/// The account with another community: above zero they owe us.
pub fn mirror_of(partner: &CommunityId) -> Account {
    format!("liabilities:trade:{partner}")
        .parse()
        .expect("a community's name has no odd characters")
}
