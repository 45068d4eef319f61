//! Whether a transfer to another community, or terms of trade, can stand by themselves (ECO-13).

use super::{Checked, is_kept, positive, words};
use crate::id::CommunityId;
use crate::limits::{LINE_CHARS_MAX, NAME_CHARS_MAX};
use crate::message::economy::trade::{TradeFault, TradeTerms, Transfer};
use crate::message::economy::{Account, EconomyFault};
use crate::money::Commodity;

/// Checks a transfer, and the account that it is charged to; nothing where it is declined.
pub fn transfer(transfer: &Transfer, account: Option<&Account>) -> Checked {
    words(&transfer.what, LINE_CHARS_MAX)?;
    positive(&transfer.money)?;
    if transfer.money.commodity == Commodity::credit() {
        return Err(EconomyFault::WrongCommodity);
    }
    if transfer.from == transfer.to {
        return Err(TradeFault::WithOurselves.into());
    }
    match account {
        Some(account) if account.leaf().is_empty() || is_kept(account) => {
            Err(EconomyFault::WrongAccount)
        }
        Some(_) | None => Ok(()),
    }
}

/// Checks terms that were decided by this community.
pub fn trade_terms(terms: &TradeTerms, us: CommunityId) -> Checked {
    words(&terms.partner.name, NAME_CHARS_MAX)?;
    words(&terms.partner.trader, NAME_CHARS_MAX)?;
    if terms.partner.community == us {
        return Err(TradeFault::WithOurselves.into());
    }
    // Mutual credit is among members.
    if terms.limit.commodity == Commodity::credit() {
        return Err(EconomyFault::WrongCommodity);
    }
    if terms.limit.units < 0 { Err(EconomyFault::OutOfRange) } else { Ok(()) }
}
