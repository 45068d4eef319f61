//! What a trader wants to do -> something to be signed, then an entry, or why not (ECO-13). Judged like the
//! entry itself will be by every reader.

use crate::clock::Timestamp;
use crate::domain::economy::books::{Agreement, Books, Signer, Verify};
use crate::domain::economy::check;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, CommunityId, DeviceKey, MemberId, Signature};
use crate::message::economy::trade::{
    Answered, Receipt, Sent, SignedTransfer, TradeAct, TradeFault, TradeLetter, Transfer, Verdict,
};
use crate::message::economy::{Account, EconomyFault, Purse};

/// Who trades.
#[derive(Debug, Clone, Copy)]
pub struct Trader {
    pub community: CommunityId,
    pub me: MemberId,
    pub purse: Purse,
    pub device: DeviceKey,
    /// What the entry would claim.
    pub at: Timestamp,
    /// What the device signed when it was asked to.
    pub signature: Option<Signature>,
    pub verify: Verify,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The device signs the transfer, or the answer to it; then the act is looked at again.
    Sign(Box<Transfer>, Option<Verdict>),
    Write(Box<EntryBody>),
}

/// Stands where a signature will be.
const UNSIGNED: Signature = Signature([0; Signature::LEN]);

impl Trader {
    fn signer(&self) -> Signer {
        Signer { by: self.me, device: self.device, at: self.at }
    }

    fn check_seal(
        &self,
        key: &DeviceKey,
        transfer: &Transfer,
        verdict: Option<Verdict>,
        signature: &Signature,
    ) -> Result<(), EconomyFault> {
        if (self.verify)(key, transfer, verdict, signature) {
            Ok(())
        } else {
            Err(TradeFault::Forged.into())
        }
    }

    /// The step after this one: to sign, or to write what is signed.
    fn signed(
        &self,
        transfer: &Transfer,
        verdict: Option<Verdict>,
        body: EntryBody,
    ) -> Result<Step, EconomyFault> {
        let Some(signature) = &self.signature else {
            return Ok(Step::Sign(Box::new(transfer.clone()), verdict));
        };
        self.check_seal(&self.device, transfer, verdict, signature)?;
        Ok(Step::Write(Box::new(body)))
    }
}

/// What an act of trade comes to; `None` where it was done before.
pub fn step(
    books: &Books,
    id: CommandId,
    act: TradeAct,
    trader: &Trader,
) -> Result<Option<Step>, EconomyFault> {
    if books.knows(&id) {
        return Ok(None);
    }
    if books.terms.is_none() {
        return Err(EconomyFault::BooksNotOpen);
    }
    let step = match act {
        TradeAct::Send { partner, way, money, what, date, account } => {
            let (from, key) = (trader.community, trader.device);
            let transfer = Transfer { id, from, to: partner, key, way, money, what, date };
            send(books, transfer, account, trader)
        }
        TradeAct::Answer { letter, account } => {
            let TradeLetter::Transfer(letter) = read(&letter)? else {
                return Err(TradeFault::NotALetter.into());
            };
            answer(books, letter, account, trader)
        }
        TradeAct::TakeReceipt { letter } => {
            let TradeLetter::Receipt(receipt) = read(&letter)? else {
                return Err(TradeFault::NotALetter.into());
            };
            take_receipt(books, receipt, trader)
        }
    };
    step.map(Some)
}

fn read(letter: &str) -> Result<TradeLetter, EconomyFault> {
    letter.parse().map_err(|error| TradeFault::from(error).into())
}

fn open_agreement(books: &Books, partner: CommunityId) -> Result<&Agreement, EconomyFault> {
    let agreement = books.agreement_with(partner).filter(|one| one.is_open());
    agreement.ok_or(TradeFault::NoAgreement.into())
}

fn send(
    books: &Books,
    transfer: Transfer,
    account: Account,
    trader: &Trader,
) -> Result<Step, EconomyFault> {
    check::transfer(&transfer, Some(&account))?;
    let agreement = open_agreement(books, transfer.to)?;
    let signature = trader.signature.unwrap_or(UNSIGNED);
    let sent = Sent { agreement: agreement.motion, transfer, account, signature };
    let place = (trader.community, Some(agreement));
    books.mirrors.judge_sent(place, &sent, trader.signer())?;
    trader.purse.check()?;
    let transfer = sent.transfer.clone();
    trader.signed(&transfer, None, EntryBody::TransferSent(Box::new(sent)))
}

fn answer(
    books: &Books,
    letter: SignedTransfer,
    account: Option<Account>,
    trader: &Trader,
) -> Result<Step, EconomyFault> {
    let SignedTransfer { transfer, signature } = letter;
    if transfer.to != trader.community {
        return Err(TradeFault::NotForUs.into());
    }
    let agreement = open_agreement(books, transfer.from)?;
    if transfer.key == agreement.terms.partner.key {
        trader.check_seal(&transfer.key, &transfer, None, &signature)?;
    }
    check::transfer(&transfer, account.as_ref())?;
    let answered = Answered {
        agreement: agreement.motion,
        transfer,
        sent: signature,
        account,
        answer: trader.signature.unwrap_or(UNSIGNED),
    };
    let place = (trader.community, Some(agreement));
    books.mirrors.judge_answer(place, &answered, trader.signer())?;
    trader.purse.check()?;
    let (transfer, verdict) = (answered.transfer.clone(), answered.verdict());
    trader.signed(&transfer, Some(verdict), EntryBody::TransferAnswered(Box::new(answered)))
}

fn take_receipt(books: &Books, receipt: Receipt, trader: &Trader) -> Result<Step, EconomyFault> {
    let place = (trader.community, books.agreements.as_slice());
    let known = books.mirrors.judge_receipt(place, &receipt, trader.me)?;
    trader.check_seal(&receipt.key, &known.transfer, Some(receipt.verdict), &receipt.signature)?;
    trader.purse.check()?;
    Ok(Step::Write(Box::new(EntryBody::AnswerTaken(receipt))))
}
