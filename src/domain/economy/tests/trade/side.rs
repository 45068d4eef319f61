//! One side of trade in the making: a ledger, decisions, and a trader whose signatures are hashes.

use std::collections::BTreeSet;

use crate::clock::Timestamp;
use crate::domain::economy::acts::Members;
use crate::domain::economy::books::{Books, Decided, Ground, LedgerHeads, Signed};
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::economy::standing::Standing;
use crate::domain::economy::tests::scene::{day, money};
use crate::domain::economy::trading::{self, Step, Trader};
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, MemberId, MotionId, Signature};
use crate::message::economy::trade::{
    Introduction, TradeAct, TradeLetter, TradeTerms, Transfer, Verdict, Way,
};
use crate::message::economy::{EconomyFault, MoneyEffect, Purse};

/// A signature that only holds for these words and this key.
pub fn sign(key: &DeviceKey, transfer: &Transfer, verdict: Option<Verdict>) -> Signature {
    let said = serde_json::to_vec(&(key, transfer, verdict)).expect("plain data");
    let hash = crate::sign::sha256(&said);
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&hash);
    Signature(signature)
}

fn holds(
    key: &DeviceKey,
    transfer: &Transfer,
    verdict: Option<Verdict>,
    signature: &Signature,
) -> bool {
    sign(key, transfer, verdict) == *signature
}

pub fn gave(amount: &str) -> TradeAct {
    trade(Way::Gave, amount)
}

pub fn got(amount: &str) -> TradeAct {
    trade(Way::Got, amount)
}

fn trade(way: Way, amount: &str) -> TradeAct {
    let (money, what, date) = (money(amount), "Beans".to_owned(), day("2026-03-12"));
    let account = "income:beans".parse().expect("an account");
    // Filled in by the side that acts.
    TradeAct::Send { partner: CommunityId([0; 32]), way, money, what, date, account }
}

/// What the second side decides about trade with the first.
pub fn agreed(with: &Side, us: &Side, limit: &str) -> MoneyEffect {
    let partner = with.introduction();
    let trader = us.me;
    MoneyEffect::AgreeTrade(Box::new(TradeTerms { partner, trader, limit: money(limit) }))
}

/// Two communities that agreed on a hundred euros.
pub fn pair() -> (Side, Side) {
    let (mut one, mut other) = (Side::new(1), Side::new(2));
    one.decide(agreed(&other, &one, "100.00 EUR"));
    other.decide(agreed(&one, &other, "100.00 EUR"));
    (one, other)
}

/// The charter never changes here.
const CHARTER: [ChangeHash; 1] = [ChangeHash([0; 32])];

#[derive(Clone)]
pub struct Side {
    pub us: CommunityId,
    pub me: MemberId,
    pub device: DeviceKey,
    pub is_purse: bool,
    pub entries: Vec<Signed>,
    pub decisions: Vec<Decided>,
}

impl Side {
    pub fn new(number: u8) -> Self {
        let mut side = Self {
            us: CommunityId([number; 32]),
            me: MemberId([number; 16]),
            device: DeviceKey([number; 32]),
            is_purse: true,
            entries: Vec::new(),
            decisions: Vec::new(),
        };
        side.write(EntryBody::BooksOpened { base: "EUR".parse().expect("known") });
        side
    }

    pub fn introduction(&self) -> Introduction {
        let (name, trader) = (format!("Side {}", self.us.0[0]), "Awa".to_owned());
        Introduction { community: self.us, name, trader, key: self.device }
    }

    pub fn decide(&mut self, effect: MoneyEffect) -> MotionId {
        let number = u8::try_from(self.decisions.len()).expect("few decisions");
        let motion = MotionId([0xa0 + number; 16]);
        let (at, electorate) = (Timestamp(1_000 + self.entries.len() as u64), vec![self.me]);
        let knew = self.decisions.iter().map(|decided| decided.motion).collect();
        let (charter, effect) = (CHARTER.to_vec(), Some(effect));
        let replaces = None;
        self.decisions.push(Decided { motion, at, electorate, charter, knew, replaces, effect });
        motion
    }

    /// The name of the next entry.
    pub fn next(&self) -> CommandId {
        let number = u8::try_from(self.entries.len()).expect("few entries");
        let mut id = [number; 16];
        id[0] = self.us.0[0];
        CommandId(id)
    }

    /// Whoever it is by, whatever it says.
    pub fn write(&mut self, body: EntryBody) -> CommandId {
        let (id, by, device) = (self.next(), self.me, self.device);
        let number = self.entries.len();
        let change = ChangeHash([u8::try_from(number).expect("few entries"); 32]);
        let charter = CHARTER.to_vec();
        let entry = Entry { at: Timestamp(1_000 + number as u64), charter, body };
        let (part, standing, held) = (0, None, None);
        self.entries.push(Signed { id, part, change, by, device, standing, held, entry });
        id
    }

    pub fn act(&mut self, mut act: TradeAct) -> Result<CommandId, EconomyFault> {
        if let TradeAct::Send { partner, .. } = &mut act
            && partner.0 == [0; 32]
        {
            *partner = CommunityId([3 - self.us.0[0]; 32]);
        }
        let (books, id) = (self.books(), self.next());
        let mut trader = Trader {
            community: self.us,
            me: self.me,
            purse: if self.is_purse { Purse::Here } else { Purse::Elsewhere },
            device: self.device,
            at: Timestamp(1_000 + self.entries.len() as u64),
            signature: None,
            verify: holds,
        };
        let first = trading::step(&books, id, act.clone(), &trader)?;
        let body = match first.expect("it is new") {
            Step::Write(body) => *body,
            Step::Sign(transfer, verdict) => {
                trader.signature = Some(sign(&self.device, &transfer, verdict));
                match trading::step(&books, id, act, &trader)? {
                    Some(Step::Write(body)) => *body,
                    next => panic!("signed, and then {next:?}"),
                }
            }
        };
        Ok(self.write(body))
    }

    pub fn accept(&mut self, letter: &str) -> Result<CommandId, EconomyFault> {
        let account = Some("income:beans".parse().expect("an account"));
        self.act(TradeAct::Answer { letter: letter.to_owned(), account })
    }

    pub fn decline(&mut self, letter: &str) -> Result<CommandId, EconomyFault> {
        self.act(TradeAct::Answer { letter: letter.to_owned(), account: None })
    }

    /// What an entry of ours gives to be handed over.
    pub fn letter(&self, entry: CommandId) -> String {
        let books = self.books();
        let known = books.mirrors.transfers.values().find(|one| one.entry == entry);
        let known = known.expect("it stands");
        let letter = if known.transfer.from == self.us {
            TradeLetter::Transfer(known.letter())
        } else {
            TradeLetter::Receipt(known.receipt())
        };
        letter.to_string()
    }

    /// The mirror account, as postings have it.
    pub fn balance(&self, with: &Self) -> i128 {
        let account = format!("liabilities:trade:{}", with.us);
        self.books().balance(&account).values().sum()
    }

    pub fn books(&self) -> Books {
        self.books_of(self.entries.iter())
    }

    /// From the same entries, which come one by one in some order.
    pub fn shuffled(&self, order: u64) -> Books {
        let mut rest: Vec<&Signed> = self.entries.iter().collect();
        let mut mixed = Vec::new();
        let mut state = order;
        while !rest.is_empty() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            mixed.push(rest.swap_remove((state >> 33) as usize % rest.len()));
        }
        let mut books = Books::default();
        for signed in mixed {
            books.take(signed.clone());
            self.settle(&mut books);
        }
        books
    }

    fn books_of<'a>(&self, entries: impl Iterator<Item = &'a Signed>) -> Books {
        let mut books = Books::default();
        for signed in entries {
            books.take(signed.clone());
        }
        self.settle(&mut books);
        books
    }

    /// Closes what is here.
    pub fn close(&mut self, until: &str) {
        let heads = vec![(0, vec![self.entries.last().expect("it has entries").change])];
        let books = self.books();
        let closing =
            self.on_ground(|ground| books.closing_until(day(until), (heads, &CHARTER), ground));
        self.decide(MoneyEffect::ClosePeriod(Box::new(closing.expect("a closing"))));
    }

    fn settle(&self, books: &mut Books) {
        self.on_ground(|ground| books.settle(ground));
    }

    fn on_ground<T>(&self, act: impl FnOnce(&Ground<'_>) -> T) -> T {
        let members: Members = (1..=2).flat_map(|one| [(MemberId([one; 16]), None)]).collect();
        // Changes are numbered, and each is above all before it.
        let below = |heads: &LedgerHeads| {
            let last = heads.first()?.1.first()?;
            let all = self.entries.iter().map(|one| one.change);
            Some(all.filter(|change| change <= last).collect::<BTreeSet<ChangeHash>>())
        };
        act(&Ground {
            community: self.us,
            founder: self.entries.first().map(|opened| opened.by),
            members: &members,
            decisions: &self.decisions,
            below: &below,
            charter_below: &|heads| Some(heads.iter().copied().collect()),
            charter_has: &|heads, change| heads.contains(change),
            hand_overs: &[],
            standing: &|_| {
                let (is_member, is_voter, is_purse) = (true, true, true);
                Some(Standing { is_member, is_voter, is_purse, ..Standing::default() })
            },
            digest: crate::sign::sha256,
            verify: holds,
        })
    }
}
