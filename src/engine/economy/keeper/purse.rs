//! What the purse of a member may do (PEO-7): nothing while what was done with it before has not come, and
//! nothing of what was lost with the devices of whoever came back by the word of the others.

use crate::domain::Authority;
use crate::domain::economy::books::{Signed, terms_after};
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::standing::{Standing, asks_purse, budget_of};
use crate::domain::people::HandOver;
use crate::engine::economy::BooksGround;
use crate::engine::economy::keeper::Keeper;
use crate::id::{ChangeHash, DeviceKey, MemberId, MotionId};
use crate::message::economy::{EconomyFault, Purse};

/// By which return somebody is here, and on which charter that was decided which they draw on; nothing
/// was decided: no charter.
type Drawn = (DeviceKey, Option<Vec<ChangeHash>>);

/// Hand-overs of which the next device has to know everything. Where whoever gave the purse away is off, it
/// is as after any loss: what nobody has seen, nobody waits for.
pub(super) fn handed(authority: &Authority, member: MemberId) -> impl Iterator<Item = &HandOver> {
    let all = authority.hand_overs.iter().filter(move |one| one.member == member);
    all.filter(move |one| !authority.revoked.contains_key(&one.by))
}

/// What an entry draws on that may be lost.
pub(super) fn drawn_on(
    authority: &Authority,
    terms: Option<MotionId>,
    (device, body): (&DeviceKey, &EntryBody),
) -> Option<Drawn> {
    if let EntryBody::CreditPaid { .. } = body {
        return drawn_on_credit(authority, terms, device);
    }
    drawn_on_budget(authority, budget_of(body)?, device)
}

fn drawn_on_credit(
    authority: &Authority,
    terms: Option<MotionId>,
    device: &DeviceKey,
) -> Option<Drawn> {
    let charter = terms.and_then(|terms| charter_of(authority, terms));
    Some((authority.returned_by(device)?, charter))
}

fn drawn_on_budget(authority: &Authority, budget: MotionId, device: &DeviceKey) -> Option<Drawn> {
    let charter = charter_of(authority, budget)?;
    Some((authority.returned_by(device)?, Some(charter)))
}

/// On which charter something was decided.
fn charter_of(authority: &Authority, motion: MotionId) -> Option<Vec<ChangeHash>> {
    let decision = authority.decisions.iter().find(|decision| decision.motion == motion)?;
    Some(decision.terms.charter.clone())
}

impl Keeper {
    /// What the charter says of who signed an entry, at the heads that the entry names; `None` while not
    /// all is here.
    pub(super) fn standing(&self, signed: &Signed, ground: &BooksGround<'_>) -> Option<Standing> {
        let (standing, named, drawn) = self.on_past(&signed.entry.charter, ground, |past| {
            (past.standing(signed), past.named(signed), past.drawn_on(signed))
        })?;
        if !standing.is_purse || !asks_purse(&signed.entry.body) {
            return Some(standing);
        }
        let is_behind = if named.is_empty() {
            false
        } else {
            let below = (ground.below)(&vec![(signed.part, vec![signed.change])])?;
            !named.iter().all(|head| below.contains(head))
        };
        let is_lost = self.is_lost(drawn, ground)?;
        Some(Standing { is_behind, is_lost, ..standing })
    }

    /// Whether something was decided on a charter that did not know of a return.
    fn is_lost(&self, drawn: Option<Drawn>, ground: &BooksGround<'_>) -> Option<bool> {
        match drawn {
            None => Some(false),
            Some((_, None)) => Some(true),
            Some((back, Some(charter))) => {
                self.on_past(&charter, ground, |past| !past.knows(&back))
            }
        }
    }

    /// Whether what an act comes to would draw on what is lost.
    pub(super) fn check_lost(
        &self,
        body: &EntryBody,
        ground: &BooksGround<'_>,
    ) -> Result<(), EconomyFault> {
        let terms = terms_after(&self.decisions);
        let drawn = drawn_on(ground.authority, terms, (&ground.device, body));
        match self.is_lost(drawn, ground) {
            Some(false) => Ok(()),
            Some(true) => Err(EconomyFault::LostWithThePurse),
            None => Err(EconomyFault::CharterMissing),
        }
    }

    /// Whether this device does what must not fork, and can.
    pub(super) fn purse(&self, ground: &BooksGround<'_>) -> Purse {
        if !ground.is_purse {
            return Purse::Elsewhere;
        }
        let mut handed = handed(ground.authority, ground.me);
        let is_here = handed.all(|one| self.books.has_handed(&one.change));
        if is_here { Purse::Here } else { Purse::Behind }
    }

    /// The same, where credit or a right of a budget would be drawn on.
    pub(super) fn purse_for(&self, budget: Option<MotionId>, ground: &BooksGround<'_>) -> Purse {
        let (authority, device) = (ground.authority, &ground.device);
        let drawn = match budget {
            Some(budget) => drawn_on_budget(authority, budget, device),
            None => drawn_on_credit(authority, terms_after(&self.decisions), device),
        };
        match self.purse(ground) {
            Purse::Here if self.is_lost(drawn, ground) == Some(true) => Purse::Lost,
            purse @ (Purse::Here | Purse::Behind | Purse::Lost | Purse::Elsewhere) => purse,
        }
    }
}
