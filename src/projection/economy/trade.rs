//! Trade with other communities on its desk: agreements with their balances, transfers with their letters.

use super::Scene;
use crate::domain::economy::books::{Agreement, Books, Stage, TransferNow};
use crate::id::CommunityId;
use crate::message::economy::trade::{Introduction, TradeLetter, Way};
use crate::message::economy::view::{AgreementView, TradeView, TransferState, TransferView};
use crate::money::Money;
use crate::ordered;

impl Books {
    /// All with whom we ever agreed to trade, and what they were called last.
    pub fn partners(&self) -> impl Iterator<Item = (CommunityId, &str)> {
        let last = self.agreements.iter().filter(|one| one.over.is_none());
        last.map(|one| (one.partner(), one.terms.partner.name.as_str()))
    }
}

impl Scene<'_> {
    /// What another community is called.
    pub(super) fn partner_name(&self, partner: &CommunityId) -> String {
        let known = self.books.partners().find(|(id, _)| id == partner);
        known.map_or_else(|| partner.to_string(), |(_, name)| name.to_owned())
    }

    pub(super) fn trade(&self) -> TradeView {
        let introduction = self.signer.map(|key| {
            let name = self.community_name.to_owned();
            let trader = (self.about)(&self.me).name;
            let community = self.community;
            let introduction = Introduction { community, name, trader, key };
            TradeLetter::Introduction(introduction).to_string()
        });
        let mut agreements: Vec<AgreementView> = self
            .books
            .agreements
            .iter()
            .filter(|one| one.over.is_none())
            .map(|one| self.agreement(one))
            .filter(|one| one.is_open || one.balance.units != 0)
            .collect();
        ordered::sort_by_key(&mut agreements, |one| {
            let partner = &one.terms.partner;
            (!one.is_open, partner.name.clone(), partner.community)
        });
        let mut transfers: Vec<TransferView> =
            self.books.mirrors.transfers.values().map(|one| self.transfer(one)).collect();
        transfers.sort_by_key(|one| std::cmp::Reverse((one.date, one.id)));
        TradeView {
            introduction,
            agreements,
            transfers,
            base: self.books.base(),
            accounts: self.accounts(),
            purse: self.purse,
        }
    }

    fn agreement(&self, agreement: &Agreement) -> AgreementView {
        let terms = &agreement.terms;
        let limit = &terms.limit;
        let exposure = self.books.mirrors.exposure(agreement.partner(), &limit.commodity);
        let none = Money { commodity: limit.commodity.clone(), units: 0 };
        AgreementView {
            motion: agreement.motion,
            terms: terms.clone(),
            is_open: agreement.is_open(),
            balance: Money::new(exposure.booked, limit.commodity.clone()).unwrap_or(none),
            can_give: exposure.left(Way::Gave, limit),
            can_get: exposure.left(Way::Got, limit),
        }
    }

    fn transfer(&self, known: &TransferNow) -> TransferView {
        let us = self.community;
        let is_ours = known.transfer.from == us;
        let state = match (known.stage, is_ours) {
            (Stage::OnItsWay, _) => TransferState::OnItsWay,
            (Stage::Booked, true) => TransferState::Booked,
            (Stage::Booked, false) => TransferState::Answered,
            (Stage::Declined, true) => TransferState::DeclinedByThem,
            (Stage::Declined, false) => TransferState::DeclinedByUs,
        };
        let letter = match state {
            TransferState::OnItsWay => Some(TradeLetter::Transfer(known.letter())),
            TransferState::Answered | TransferState::DeclinedByUs => {
                Some(TradeLetter::Receipt(known.receipt()))
            }
            TransferState::Booked | TransferState::DeclinedByThem => None,
        };
        TransferView {
            id: known.entry,
            by: known.by,
            partner: self.partner_name(&known.partner(us)),
            way: known.way(us),
            money: known.transfer.money.clone(),
            what: known.transfer.what.clone(),
            date: known.transfer.date,
            account: known.account.clone(),
            state,
            letter: letter.map(|letter| letter.to_string()),
        }
    }
}
