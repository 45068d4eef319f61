//! Who keeps the books of a community: entries and decisions in, acts judged, desks shown. A part of the
//! program of its own.

mod past;
mod purse;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::domain::economy::acts::{self, Members, Who};
use crate::domain::economy::books::{Books, Decided, Ground, Kept, LedgerHeads, NeedNow, Signed};
use crate::domain::economy::care::{self, Sealing};
use crate::domain::economy::check;
use crate::domain::economy::entry::Entry;
use crate::domain::economy::trading::{self, Step, Trader};
use crate::engine::economy::keeper::past::{Past, decisions_of, founder_of, members_of, money_of};
use crate::engine::economy::{Bookkeeper, BooksGround, Doing, NewEntry, letters};
use crate::exchange::everything::{self, About, Taken};
use crate::exchange::zip::pack::write_zip;
use crate::id::{BlobHash, ChangeHash, CommandId, CommunityId, MotionId, Signature};
use crate::message::Letter;
use crate::message::command::{Field, Refusal};
use crate::message::economy::care::{CareAct, WordsView};
use crate::message::economy::trade::TradeAct;
use crate::message::economy::view::{Desk, EconomyView};
use crate::message::economy::{EconomyAct, EconomyFault, MoneyEffect};
use crate::message::model::BooksWait;
use crate::message::motion::{EffectKind, MotionDraft, MotionEffect};
use crate::ordered::Map;
use crate::projection::economy::Scene;
use crate::projection::economy::everything::pretty;
use crate::sign::{self, envelope};
use crate::store::record;

/// Books with nothing in them.
pub fn open() -> Box<dyn Bookkeeper> {
    Box::new(Keeper::default())
}

#[derive(Debug, Default)]
struct Keeper {
    books: Books,
    members: Members,
    /// About money, that passed.
    decisions: Vec<Decided>,
    /// The charter at heads that entries name; the last few, since entries in a row name the same.
    past: RefCell<Map<Vec<ChangeHash>, Past>>,
    /// Decisions that were final where these motions were put.
    knew: Map<MotionId, Vec<MotionId>>,
}

/// Books as they are stored; of another version they are not read.
#[derive(Debug, Serialize, Deserialize)]
struct KeptBooks {
    version: u32,
    knew: Map<MotionId, Vec<MotionId>>,
    books: Kept,
}

/// Counted up whenever the form of an entry, or of what is kept with it, changes.
const KEPT_VERSION: u32 = 7;

/// The version and the digest of one entry of each kind as it is kept: who changes the form is told.
#[cfg(test)]
const KEPT_FORM: (u32, &str) = (7, "5CEdDUyImYQSMlGh5CM9xbdJehBPHbYUM1R8ZC_5LlA");

/// How many states of the charter are kept in mind.
const PAST_KEPT_MAX: usize = 16;

impl Keeper {
    fn on_ground<T>(&self, ground: &BooksGround<'_>, act: impl FnOnce(&Ground<'_>) -> T) -> T {
        act(&Ground {
            community: ground.community,
            founder: founder_of(ground.authority),
            members: &self.members,
            decisions: &self.decisions,
            below: ground.below,
            charter_below: ground.charter_below,
            charter_has: ground.charter_has,
            hand_overs: &ground.authority.hand_overs,
            standing: &|signed| self.standing(signed, ground),
            digest: ground.digest,
            verify: letters::verify,
        })
    }

    /// Looks at the charter at some heads; `None` while not all of it is here.
    fn on_past<T>(
        &self,
        heads: &[ChangeHash],
        ground: &BooksGround<'_>,
        look: impl FnOnce(&Past) -> T,
    ) -> Option<T> {
        let mut past = self.past.borrow_mut();
        if let Some(known) = past.get(heads) {
            return Some(look(known));
        }
        let authority = if heads == ground.charter {
            ground.authority.clone()
        } else {
            (ground.authority_at)(heads)?
        };
        let new = Past::of(authority);
        let seen = look(&new);
        if past.len() >= PAST_KEPT_MAX {
            *past = Map::new();
        }
        past.insert(heads.to_vec(), new);
        Some(seen)
    }

    /// Follows what was decided, and what closings build on.
    fn follow_decisions(&mut self, ground: &BooksGround<'_>) {
        let now = money_of(ground.authority).map(|(decision, _)| decision.motion);
        if !self.decisions.iter().map(|decided| decided.motion).eq(now) {
            self.decisions = decisions_of(ground.authority);
        }
        for decided in &mut self.decisions {
            let closes = matches!(decided.effect, Some(MoneyEffect::ClosePeriod(_)));
            if !closes || !decided.knew.is_empty() {
                continue;
            }
            if !self.knew.contains_key(&decided.motion)
                && let Some(authority) = (ground.authority_at)(&decided.charter)
            {
                let knew = money_of(&authority).map(|(decision, _)| decision.motion).collect();
                self.knew.insert(decided.motion, knew);
            }
            decided.knew = self.knew.get(&decided.motion).cloned().unwrap_or_default();
        }
    }

    fn closing(
        &self,
        (until, title, text, hours): (Date, String, String, u32),
        ground: &BooksGround<'_>,
    ) -> Result<Doing, EconomyFault> {
        if self.books.terms.is_none() {
            return Err(EconomyFault::BooksNotOpen);
        }
        if until >= Date::at(ground.now) {
            return Err(EconomyFault::WrongPeriod);
        }
        let (heads, charter) = (ground.heads.clone(), ground.charter);
        let closing =
            self.on_ground(ground, |on| self.books.closing_until(until, (heads, charter), on))?;
        let rule = ground.authority.rules.of(EffectKind::Money);
        let effect = MoneyEffect::ClosePeriod(Box::new(closing)).to_text();
        Ok(Doing::Propose(Box::new(MotionDraft {
            title,
            text,
            method: rule.method,
            options: Vec::new(),
            effect: MotionEffect::Money { effect },
            quorum: rule.quorum,
            hours,
            review: None,
            looks_again: None,
            page: None,
        })))
    }

    fn entries(
        &self,
        id: CommandId,
        act: EconomyAct,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, EconomyFault> {
        let who = Who {
            me: ground.me,
            is_voter: ground.authority.voters.contains(&ground.me),
            is_founder: founder_of(ground.authority) == Some(ground.me),
            purse: self.purse(ground),
            today: Date::at(ground.at),
        };
        if let EconomyAct::Care(act) = act {
            return self.care(id, act, who, ground);
        }
        let bodies = acts::entries(&self.books, id, act, who, &self.members, ground.digest)?;
        for (_, body) in &bodies {
            self.check_lost(body, ground)?;
        }
        let claimed = |number: usize| ground.at.plus_ms(u64::try_from(number).unwrap_or_default());
        let entries = bodies.into_iter().enumerate().map(|(number, (id, body))| {
            let at = claimed(number);
            let charter = ground.charter.to_vec();
            (id, at, Entry { at, charter, body }.to_json())
        });
        Ok(Doing::Write(entries.collect()))
    }

    fn care(
        &self,
        id: CommandId,
        act: CareAct,
        who: Who,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, EconomyFault> {
        if self.books.terms.is_none() {
            return Err(EconomyFault::BooksNotOpen);
        }
        if self.books.knows(&id) {
            return Ok(Doing::Write(Vec::new()));
        }
        let context = context(ground.community, id);
        // A command is sealed once: its name and the secret make keys that nothing else has.
        let random: [u8; 32] = sign::derive(b"phyle need 1", &ground.seal_seed, &[&id.0]);
        let sealing = Sealing {
            own: envelope::seal_key(&ground.seal_seed),
            is_theirs: &|device| ground.authority.current_member(device).is_some(),
            close: &|words, to| envelope::close(words, to, &context, &random),
            digest: ground.digest,
        };
        let (body, sealed) = care::entry(&self.books, act, who, &self.members, &sealing)?;
        check::entry(&body, who.me, &self.books.base())?;
        self.check_lost(&body, ground)?;
        let (at, charter) = (ground.at, ground.charter.to_vec());
        let entry = (id, at, Entry { at, charter, body }.to_json());
        Ok(match sealed {
            Some(sealed) => Doing::WriteWithWords(entry, sealed),
            None => Doing::Write(vec![entry]),
        })
    }
}

/// What words of a need are bound to, so that nobody shows them as another one's.
fn context(community: CommunityId, need: CommandId) -> Vec<u8> {
    [community.0.as_slice(), &need.0].concat()
}

impl Keeper {
    fn trade(
        &self,
        id: CommandId,
        act: TradeAct,
        signature: Option<Signature>,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, EconomyFault> {
        let trader = Trader {
            community: ground.community,
            me: ground.me,
            purse: self.purse(ground),
            device: ground.device,
            at: ground.at,
            signature,
            verify: letters::verify,
        };
        let at = ground.at;
        Ok(match trading::step(&self.books, id, act, &trader)? {
            None => Doing::Write(Vec::new()),
            Some(Step::Sign(transfer, verdict)) => {
                Doing::Sign(letters::message(&transfer, verdict))
            }
            Some(Step::Write(body)) => {
                let charter = ground.charter.to_vec();
                Doing::Write(vec![(id, at, Entry { at, charter, body: *body }.to_json())])
            }
        })
    }
}

impl Bookkeeper for Keeper {
    fn take(&mut self, new: NewEntry<'_>) {
        let NewEntry { id, part, change, by, device, json } = new;
        if self.books.has(&id, &change) {
            return;
        }
        match Entry::from_json(json) {
            Ok(entry) => {
                let (standing, held) = (None, None);
                self.books.take(Signed { id, part, change, by, device, standing, held, entry });
            }
            Err(_) => self.books.take_unreadable(id, (part, by)),
        }
    }

    fn restore(&mut self, kept: &[u8], heads: &LedgerHeads) -> Vec<u32> {
        match record::decode::<KeptBooks>(kept) {
            Ok(kept) if kept.version == KEPT_VERSION => {
                self.knew = kept.knew;
                self.books.restore(kept.books, heads)
            }
            Ok(_) | Err(_) => heads.iter().map(|(part, _)| *part).collect(),
        }
    }

    fn keep(&self, heads: &LedgerHeads) -> Vec<u8> {
        let (version, knew) = (KEPT_VERSION, self.knew.clone());
        record::encode(&KeptBooks { version, knew, books: self.books.keep(heads) })
    }

    fn settle(&mut self, ground: &BooksGround<'_>) {
        self.members = members_of(ground.authority);
        self.follow_decisions(ground);
        let mut books = std::mem::take(&mut self.books);
        self.on_ground(ground, |ground| books.settle(ground));
        self.books = books;
    }

    fn act(
        &mut self,
        id: CommandId,
        act: &Letter<EconomyAct>,
        signature: Option<Signature>,
        ground: &BooksGround<'_>,
    ) -> Result<Doing, Refusal> {
        let act = act.open().ok_or(Refusal::Unknown { what: Field::Ledger })?;
        let done = if let EconomyAct::ProposeClosing { until, title, text, hours } = act {
            self.closing((until, title, text, hours), ground)
        } else if let EconomyAct::Trade(act) = act {
            self.trade(id, act, signature, ground)
        } else {
            self.entries(id, act, ground)
        };
        done.map_err(|fault| Refusal::Economy { fault: Letter::new(&fault) })
    }

    fn leave(
        &mut self,
        id: CommandId,
        day: Date,
        ground: &BooksGround<'_>,
    ) -> Vec<(CommandId, Timestamp, String)> {
        let body = self.books.settling(ground.me, day);
        let entry = body.map(|body| {
            let (at, charter) = (ground.at, ground.charter.to_vec());
            (id, at, Entry { at, charter, body }.to_json())
        });
        entry.into_iter().collect()
    }

    fn false_closings(&self) -> Vec<MotionId> {
        self.books.false_closings(&self.decisions)
    }

    fn take_out(&mut self, taken: Taken, ground: &BooksGround<'_>) -> Vec<u8> {
        let authority = ground.authority;
        let about = About {
            id: ground.community,
            name: authority.name.clone(),
            sentence: authority.sentence.clone(),
            on: Date::at(ground.now),
            base: self.books.terms.as_ref().map(|terms| terms.base.clone()),
        };
        let mut texts = self.on_scene(ground, |scene| scene.texts());
        texts.push(("decisions.json", pretty(&authority.decisions)));
        write_zip(&everything::files(&about, &taken, texts))
    }

    fn waits(&mut self, ground: &BooksGround<'_>) -> BooksWait {
        let waits = self.on_scene(ground, |scene| scene.waits());
        BooksWait { count: waits.count(), waits: Letter::new(&waits) }
    }

    fn view(&mut self, desk: Desk, ground: &BooksGround<'_>) -> Letter<EconomyView> {
        self.on_scene(ground, |scene| Letter::new(&scene.view(desk)))
    }
}

impl Keeper {
    /// The books, and who looks at them.
    fn on_scene<T>(&self, ground: &BooksGround<'_>, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        let open = |need: &NeedNow, sha256: &BlobHash| {
            let sealed = (ground.words)(need, sha256);
            let Some(sealed) = sealed else { return WordsView::Coming };
            let context = context(ground.community, need.id);
            envelope::unseal(&sealed, &ground.seal_seed, &context)
                .map_or(WordsView::Sealed, WordsView::Open)
        };
        look(&Scene {
            community: ground.community,
            community_name: &ground.authority.name,
            books: &self.books,
            me: ground.me,
            purse: self.purse(ground),
            purse_for: &|budget| self.purse_for(budget, ground),
            signer: ground.authority.purse_of(&ground.me),
            today: Date::at(Timestamp(ground.now.0)),
            members: &self.members,
            about: ground.about,
            digest: ground.digest,
            open: &open,
            seal_key: envelope::seal_key(&ground.seal_seed),
        })
    }
}
