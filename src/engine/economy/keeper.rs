//! Who keeps the books of a community: entries and decisions in, acts judged, desks shown. A part of the
//! program of its own.

use crate::clock::{Date, Timestamp};
use crate::domain::Authority;
use crate::domain::economy::acts::{self, Members, Who};
use crate::domain::economy::books::{Books, Decided, Ground, Signed};
use crate::domain::economy::entry::Entry;
use crate::engine::economy::{Bookkeeper, BooksGround, Doing, NewEntry};
use crate::id::{CommandId, MemberId};
use crate::message::Letter;
use crate::message::command::{Field, Refusal};
use crate::message::economy::view::{Desk, EconomyView};
use crate::message::economy::{EconomyAct, EconomyFault, MoneyEffect};
use crate::message::motion::{EffectKind, MotionDraft, MotionEffect};
use crate::projection::economy::Scene;

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
            founder: founder_of(ground.authority),
            members: &self.members,
            decisions: &decisions,
            below: ground.below,
            digest: ground.digest,
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
        let bodies = acts::entries(&self.books, id, act, who, &self.members, ground.digest)?;
        let claimed = |number: usize| ground.at.plus_ms(u64::try_from(number).unwrap_or_default());
        let entries = bodies.into_iter().enumerate().map(|(number, (id, body))| {
            let at = claimed(number);
            (id, at, Entry { at, body }.to_json())
        });
        Ok(Doing::Write(entries.collect()))
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
        ground: &BooksGround<'_>,
    ) -> Result<Doing, Refusal> {
        let act = act.open().ok_or(Refusal::Unknown { what: Field::Ledger })?;
        let done = if let EconomyAct::ProposeClosing { until, title, text, hours } = act {
            self.closing((until, title, text, hours), ground)
        } else {
            self.entries(id, act, ground)
        };
        done.map_err(|fault| Refusal::Economy { fault: Letter::new(&fault) })
    }

    fn view(&mut self, desk: Desk, ground: &BooksGround<'_>) -> Letter<EconomyView> {
        let scene = Scene {
            community: ground.community,
            community_name: &ground.authority.name,
            books: &self.books,
            me: ground.me,
            is_purse: ground.is_purse,
            today: Date::at(Timestamp(ground.now.0)),
            members: &self.members,
            about: ground.about,
            digest: ground.digest,
        };
        Letter::new(&scene.view(desk))
    }
}
