//! Who keeps the books of a community: entries and decisions in, acts judged, desks shown. A part of the
//! program of its own.

use crate::clock::{Date, Timestamp};
use crate::domain::Authority;
use crate::domain::economy::acts::{self, Members, Who};
use crate::domain::economy::books::{Books, Decided, Ground, Signed};
use crate::domain::economy::care::{self, Sealing};
use crate::domain::economy::check;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::economy::trading::{self, Step, Trader};
use crate::engine::economy::{Bookkeeper, BooksGround, Doing, NewEntry, letters};
use crate::exchange::everything::{self, About, Taken};
use crate::exchange::zip::pack::write_zip;
use crate::id::{CommandId, CommunityId, MemberId, Signature};
use crate::message::Letter;
use crate::message::command::{Field, Refusal};
use crate::message::economy::care::{CareAct, Sealed};
use crate::message::economy::trade::TradeAct;
use crate::message::economy::view::{Desk, EconomyView};
use crate::message::economy::{EconomyAct, EconomyFault, MoneyEffect};
use crate::message::motion::{EffectKind, MotionDraft, MotionEffect};
use crate::projection::economy::Scene;
use crate::projection::economy::everything::pretty;
use crate::sign::{self, envelope};

/// Books with nothing in them.
pub fn open() -> Box<dyn Bookkeeper> {
    Box::new(Keeper::default())
}

#[derive(Debug, Default)]
struct Keeper {
    books: Books,
    members: Members,
}

fn members_of(authority: &Authority) -> Members {
    let gone = |member: &crate::domain::people::Member| {
        let removed = member.removed.map(|(at, _)| at);
        [member.left, removed].into_iter().flatten().min()
    };
    authority.members.values().map(|member| (member.id, gone(member))).collect()
}

fn decisions_of(authority: &Authority) -> Vec<Decided> {
    let passed = authority.decisions.iter().filter(|decision| decision.tally.passed);
    passed
        .filter_map(|decision| {
            let MotionEffect::Money { effect } = &decision.terms.effect else { return None };
            Some(Decided {
                motion: decision.motion,
                at: decision.terms.deadline,
                electorate: decision.terms.electorate.clone(),
                effect: MoneyEffect::read(effect),
            })
        })
        .collect()
}

fn founder_of(authority: &Authority) -> Option<MemberId> {
    authority.members.values().find(|member| member.invited_by.is_none()).map(|member| member.id)
}

impl Keeper {
    fn on_ground<T>(&self, ground: &BooksGround<'_>, act: impl FnOnce(&Ground<'_>) -> T) -> T {
        let decisions = decisions_of(ground.authority);
        act(&Ground {
            community: ground.community,
            founder: founder_of(ground.authority),
            members: &self.members,
            decisions: &decisions,
            below: ground.below,
            digest: ground.digest,
            verify: letters::verify,
        })
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
        let heads = ground.heads.clone();
        let closing =
            self.on_ground(ground, |ground| self.books.closing_until(until, heads, ground))?;
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
            is_purse: ground.is_purse,
            today: Date::at(ground.at),
        };
        let bodies = if let EconomyAct::Care(act) = act {
            self.care(id, act, who, ground)?
        } else {
            acts::entries(&self.books, id, act, who, &self.members, ground.digest)?
        };
        let claimed = |number: usize| ground.at.plus_ms(u64::try_from(number).unwrap_or_default());
        let entries = bodies.into_iter().enumerate().map(|(number, (id, body))| {
            let at = claimed(number);
            (id, at, Entry { at, body }.to_json())
        });
        Ok(Doing::Write(entries.collect()))
    }

    fn care(
        &self,
        id: CommandId,
        act: CareAct,
        who: Who,
        ground: &BooksGround<'_>,
    ) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
        if self.books.terms.is_none() {
            return Err(EconomyFault::BooksNotOpen);
        }
        if self.books.knows(&id) {
            return Ok(Vec::new());
        }
        let context = context(ground.community, id);
        // A command is sealed once: its name and the secret make keys that nothing else has.
        let random: [u8; 32] = sign::derive(b"phyle need 1", &ground.seal_seed, &[&id.0]);
        let sealing = Sealing {
            own: envelope::seal_key(&ground.seal_seed),
            is_theirs: &|device| ground.authority.current_member(device).is_some(),
            close: &|words, to| Sealed(envelope::close(words, to, &context, &random)),
        };
        let body = care::entry(&self.books, act, who, &self.members, &sealing)?;
        check::entry(&body, who.me, &self.books.base())?;
        Ok(vec![(id, body)])
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
            is_purse: ground.is_purse,
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
            Some(Step::Write(body)) => Doing::Write(vec![(id, at, Entry { at, body }.to_json())]),
        })
    }
}

impl Bookkeeper for Keeper {
    fn take(&mut self, new: NewEntry<'_>) {
        let NewEntry { id, change, by, device, json } = new;
        match Entry::from_json(json) {
            Ok(entry) => self.books.take(Signed { id, change, by, device, entry }),
            Err(_) => self.books.take_unreadable(id, by),
        }
    }

    fn settle(&mut self, ground: &BooksGround<'_>) {
        self.members = members_of(ground.authority);
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
            let at = ground.at;
            (id, at, Entry { at, body }.to_json())
        });
        entry.into_iter().collect()
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

    fn view(&mut self, desk: Desk, ground: &BooksGround<'_>) -> Letter<EconomyView> {
        self.on_scene(ground, |scene| Letter::new(&scene.view(desk)))
    }
}

impl Keeper {
    /// The books, and who looks at them.
    fn on_scene<T>(&self, ground: &BooksGround<'_>, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        let open = |need: &CommandId, sealed: &Sealed| {
            envelope::unseal(&sealed.0, &ground.seal_seed, &context(ground.community, *need))
        };
        look(&Scene {
            community: ground.community,
            community_name: &ground.authority.name,
            books: &self.books,
            me: ground.me,
            is_purse: ground.is_purse,
            purse: ground.authority.purse_of(&ground.me),
            today: Date::at(Timestamp(ground.now.0)),
            members: &self.members,
            about: ground.about,
            digest: ground.digest,
            open: &open,
            seal_key: envelope::seal_key(&ground.seal_seed),
        })
    }
}
