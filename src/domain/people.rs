//! People: who is in the community, by which devices and whose invitation. `Authority` is a fold
//! over the charter's facts: total, and the same on every replica that has the same facts.

mod acts;
mod claims;
mod cut;
pub mod decisions;
mod devices;
mod invitations;
mod lookups;
mod member;
mod purse;
mod reviews;
mod silence;
mod standing;
mod vouching;

pub use acts::{confirm, found, invite, notice, offer_device, revoke_device, uphold};
pub use claims::Applicant;
pub use cut::heads_within;
pub use devices::{DeviceOffer, Linked};
pub use invitations::Invitation;
pub use member::Member;
pub use purse::{HandOver, hand_on_purse};
pub use reviews::Upheld;
pub use silence::{Silence, is_long};
pub use vouching::{Return, Vouching, refuse_return, vouch, weigh_vouch};

use std::sync::Arc;

use crate::ordered::{self, Map, Set};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::clock::Timestamp;
use crate::domain::fact::{Decision, Fact, FactBody};
use crate::domain::people::devices::Revocation;
use crate::domain::people::standing::{Event, let_in};
use crate::id::{
    ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, InvitationKey, MemberId, MotionId,
    Signature,
};
use crate::limits::INVITATION_USES_MAX;
use crate::message::command::Comes;
use crate::message::motion::{AdmissionRule, MotionFault, Rules};

/// A charter fact with who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharterFact {
    pub id: CommandId,
    pub author: DeviceKey,
    pub change: ChangeHash,
    pub fact: Fact,
}

/// Checks that the holder of an invitation signed for a device that comes as this.
pub type CheckProof<'a> = &'a dyn Fn(Comes, &InvitationKey, &DeviceKey, &Signature) -> bool;

/// Names the member whose first device this is.
pub type NameMember<'a> = &'a dyn Fn(&DeviceKey) -> MemberId;

/// What the fold of a charter asks of the rest of the house.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub community: &'a CommunityId,
    pub check: CheckProof<'a>,
    pub name: NameMember<'a>,
    /// How people came in, as the author of this fact knew it: later rules take no admission back that
    /// those who decided them had seen.
    pub admission: &'a dyn Fn(&CharterFact) -> AdmissionRule,
    /// Whether its author had a vote, as far as they knew themselves.
    pub by_voter: &'a dyn Fn(&CharterFact) -> bool,
    /// Whether this fact proves that a device signed two changes for one place.
    pub proves: &'a dyn Fn(&CharterFact) -> bool,
    /// How many other voters there were, as the author of a word for somebody who comes back knew it; or
    /// why the word counts for nothing.
    pub vouch: &'a dyn Fn(&CharterFact) -> Result<u32, MotionFault>,
    /// Whether the author of a hand-over held the purse as far as they knew, and gave it to another
    /// device of theirs; or why it counts for nothing.
    pub hands_on: &'a dyn Fn(&CharterFact) -> Result<(), MotionFault>,
    /// What its author knew to be the last that was heard in the charter of whom it names.
    pub heard: &'a dyn Fn(&CharterFact) -> Option<Timestamp>,
    /// Whether the author of the first change knew the second.
    pub knew: &'a dyn Fn(&ChangeHash, &ChangeHash) -> bool,
    /// Whether a change lies within the cut of a decision: one of those that promised had seen it.
    pub within: &'a dyn Fn(&Decision, &ChangeHash) -> bool,
}

/// A charter fact that breaks a rule; it has no effect and is shown with who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityFault {
    pub author: DeviceKey,
    pub at: Timestamp,
    /// Id of the rule.
    pub rule: &'static str,
    /// Stable code.
    pub code: &'static str,
}

/// What a fact waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// That this device is admitted.
    Author(DeviceKey),
    /// That this invitation is made, and open at this time.
    Invitation(InvitationKey, Timestamp),
}

/// Who may do what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authority {
    pub name: String,
    pub sentence: String,
    pub founded: Option<Timestamp>,
    pub members: Map<MemberId, Member>,
    pub devices: Map<DeviceKey, MemberId>,
    pub invitations: Map<InvitationKey, Invitation>,
    pub applicants: Map<MemberId, Applicant>,
    /// Members' offers to take in devices of theirs (PEO-1).
    pub offers: Map<InvitationKey, DeviceOffer>,
    /// Devices that came later than their members.
    pub linked: Map<DeviceKey, Linked>,
    /// Devices that their members took off, and since when.
    pub revoked: Map<DeviceKey, Timestamp>,
    /// Devices that signed two changes for one place (PEO-7): when that was first told, and of what.
    pub twice_signed: Map<DeviceKey, (Timestamp, DocumentId)>,
    revocations: Vec<Revocation>,
    /// Devices that gave the purse to others, in order, as each could by what it knew (PEO-7).
    pub hand_overs: Vec<HandOver>,
    /// Who lost all devices and came to the door with a new one, by that.
    pub returns: Map<DeviceKey, Return>,
    /// How far each of them has come, as whom (PEO-1).
    pub vouchings: Map<(DeviceKey, MemberId), Vouching>,
    spoken: vouching::Spoken,
    /// Voters who let somebody in, and when.
    sponsors: Map<MemberId, Map<MemberId, Timestamp>>,
    /// Whom final decisions let in, and when.
    let_in: Map<MemberId, Timestamp>,
    /// Who may vote, invite and vouch (PEO-2).
    pub voters: Set<MemberId>,
    pub rules: Rules,
    /// Final decisions, in the order in which they take effect (DEC-10).
    pub decisions: Vec<Arc<Decision>>,
    /// Decisions that stand as they are, looked at again (DEC-1).
    pub upheld: Map<MotionId, Upheld>,
    words: Vec<reviews::Word>,
    /// Of whom voters have heard nothing for long, by notices that stand (DEC-1).
    pub silences: Map<MemberId, Silence>,
    notices: Vec<silence::Notice>,
    events: Vec<Event>,
    /// Somebody was said to be silent, whether it stands or not.
    pub has_notices: bool,
    /// Some facts wait for what they need, and have no effect meanwhile.
    pub has_waiting: bool,
    pub faults: Vec<AuthorityFault>,
}

impl Authority {
    /// Folds the charter. Facts are taken in the order (claimed time, id, author); admissions wait
    /// until the device that recorded them is itself admitted, and their invitation is open long
    /// enough. More facts never take anybody's admission back, or a device's changes would be let
    /// in or not by the order in which they came. `decisions` are those among the facts that stand.
    pub fn fold<'a>(
        facts: impl IntoIterator<Item = &'a CharterFact>,
        decisions: Vec<Arc<Decision>>,
        asked: Asked<'_>,
    ) -> Self {
        let mut sorted: Vec<&CharterFact> = facts.into_iter().collect();
        ordered::sort_by_key(&mut sorted, |fact| (fact.fact.at, fact.id, fact.author, fact.change));
        let mut authority = Self { let_in: let_in(&decisions), ..Self::default() };
        authority.found(&sorted, asked);
        let mut ready = BTreeSet::new();
        // What is collected is sorted first; this is in order.
        ready.extend(0..sorted.len());
        let mut waiting: BTreeMap<Lack, Vec<usize>> = BTreeMap::new();
        // Each fact is looked at three times at most, however somebody arranged them.
        loop {
            let Some(at) = ready.pop_first() else {
                let back = authority.bring_back();
                if back.is_empty() {
                    break;
                }
                let woken = back.into_iter().filter_map(|one| waiting.remove(&Lack::Author(one)));
                ready.extend(woken.flatten());
                continue;
            };
            match authority.take(sorted[at], asked) {
                Err(lack) => waiting.entry(lack).or_default().push(at),
                Ok(admitted) => {
                    let news = authority.news(&sorted[at].fact.body, admitted);
                    let Some(news) = news else { continue };
                    let woken: Vec<Lack> = waiting.range(news).map(|(lack, _)| *lack).collect();
                    ready.extend(woken.iter().filter_map(|lack| waiting.remove(lack)).flatten());
                }
            }
        }
        let mut left: Vec<(usize, Lack)> = Vec::new();
        for (lack, facts) in waiting {
            left.extend(facts.into_iter().map(|at| (at, lack)));
        }
        ordered::sort(&mut left);
        authority.has_waiting = !left.is_empty();
        for (at, lack) in left {
            let code = authority.code_of(lack);
            authority.fault(sorted[at], "PEO-2", code);
        }
        authority.cut_off(&sorted, &decisions, asked);
        authority.withdraw_faults();
        authority.settle_vouchings();
        authority.revoke_devices();
        authority.settle_hand_overs(asked);
        authority.take_effect(decisions);
        authority.take_words();
        authority.take_notices(&sorted);
        authority
    }

    fn found(&mut self, facts: &[&CharterFact], asked: Asked<'_>) {
        let root = facts.iter().find(|fact| fact.change.0 == asked.community.0);
        if let Some((
            root,
            FactBody::CommunityFounded { name: called, sentence, profile, preset, rules_version },
        )) = root.map(|root| (root, &root.fact.body))
        {
            let id = (asked.name)(&root.author);
            self.events.push(Event::founded(root.fact.at, root.id, id));
            self.name.clone_from(called);
            self.sentence.clone_from(sentence);
            self.founded = Some(root.fact.at);
            self.rules = Rules { version: *rules_version, ..preset.rules() };
            self.admit(root.author, id, root.fact.at, None, *profile);
        }
    }

    /// Takes one fact, or says what it waits for; says who came in by it.
    fn take(&mut self, entry: &CharterFact, asked: Asked<'_>) -> Result<Option<DeviceKey>, Lack> {
        let unknown = Lack::Author(entry.author);
        if let FactBody::DeviceLinked { offer, device, proof } = &entry.fact.body
            && *device == entry.author
        {
            // Whoever comes back alone has nobody to record it: the proof says all (PEO-1).
            return self.take_link(entry, (offer, device, proof), asked);
        }
        let author = self.devices.get(&entry.author).copied().ok_or(unknown)?;
        let at = entry.fact.at;
        match &entry.fact.body {
            FactBody::CommunityFounded { .. } => {
                if entry.change.0 != asked.community.0 {
                    self.fault(entry, "PEO-2", "founded-twice");
                }
            }
            FactBody::InvitationMade { .. } if !(asked.by_voter)(entry) => {
                self.fault(entry, "PEO-2", MotionFault::NotAVoter.code());
            }
            FactBody::InvitationMade { invitation, uses_max, expires } => {
                let uses_max = (*uses_max).min(INVITATION_USES_MAX);
                let known = self.invitations.entry(*invitation).or_insert(Invitation {
                    by: author,
                    made: at,
                    expires: *expires,
                    uses_max,
                    withdrawn: None,
                    came: Vec::new(),
                });
                // Nobody closes another's invitation by making it once more.
                known.expires = known.expires.max(*expires);
                known.uses_max = known.uses_max.max(uses_max);
            }
            FactBody::InvitationWithdrawn { invitation } => {
                let lack = Lack::Invitation(*invitation, Timestamp(0));
                let known = self.invitations.get_mut(invitation).ok_or(lack)?;
                known.withdrawn = Some(known.withdrawn.map_or(at, |before| before.min(at)));
            }
            FactBody::InvitationClaimed { invitation, device, proof, profile } => {
                let claim = (invitation, device, proof, *profile);
                return self.take_claim(entry, claim, asked);
            }
            FactBody::DeviceOffered { offer, expires, proof } => {
                self.take_offer(entry, author, (offer, *expires, proof), asked);
            }
            FactBody::DeviceLinked { offer, device, proof } => {
                return self.take_link(entry, (offer, device, proof), asked);
            }
            FactBody::DeviceRevoked { device } => self.take_revocation(entry, author, *device)?,
            FactBody::PurseHandedOn { to, ledger } => {
                self.take_hand_over(entry, author, (*to, ledger), asked);
            }
            FactBody::TwiceSigned { device, document, .. } => {
                self.take_twice_signed(entry, (*device, *document), asked);
            }
            FactBody::ReturnAsked { invitation, device, proof, profile } => {
                self.take_return(entry, (invitation, device, proof, *profile), asked)?;
            }
            FactBody::DeviceVouched { device, member } => {
                self.take_vouch(entry, author, (*device, *member), asked);
            }
            FactBody::ReturnRefused { device } => self.take_objection(entry, *device),
            FactBody::ProfileChanged { profile } => self.take_profile(author, at, *profile),
            FactBody::MemberConfirmed { member } => {
                self.events.push(Event::confirmed(at, entry.id, author, *member));
                if (asked.by_voter)(entry) {
                    let sponsors = self.sponsors.entry(*member).or_default();
                    let known = sponsors.entry(author).or_insert(at);
                    *known = at.min(*known);
                    return Ok(self.let_in(*member));
                }
            }
            FactBody::DecisionUpheld { motion } => {
                self.take_word(entry, author, *motion, asked);
            }
            FactBody::SilenceNoticed { member, since } => {
                self.take_notice(entry, author, (*member, *since), asked);
            }
            // That it is there says all.
            FactBody::MemberReturned {} => {}
            FactBody::MemberLeft {} => self.take_departure(entry, author),
            // Those that stand come in with the fold.
            FactBody::DecisionTaken(_) => {}
            FactBody::ThreadStarted { .. }
            | FactBody::PostWritten { .. }
            | FactBody::PictureAdded { .. }
            | FactBody::PageBroughtIn { .. }
            | FactBody::MotionDrafted {}
            | FactBody::DraftDropped {}
            | FactBody::MotionOpened { .. }
            | FactBody::MotionWithdrawn {}
            | FactBody::BallotCast { .. }
            | FactBody::RemarkMade { .. }
            | FactBody::RoundOpened { .. }
            | FactBody::PromiseGiven { .. }
            | FactBody::SealMade { .. }
            | FactBody::SealAccepted { .. }
            | FactBody::SecretRenewed { .. }
            | FactBody::EventPlanned { .. }
            | FactBody::EventChanged { .. }
            | FactBody::EventCancelled { .. } => {
                self.fault(entry, "PEO-2", "fact-out-of-place");
            }
        }
        Ok(None)
    }

    /// What facts may have waited for until this one was taken.
    fn news(&self, body: &FactBody, admitted: Option<DeviceKey>) -> Option<RangeInclusive<Lack>> {
        if let Some(device) = admitted {
            return Some(Lack::Author(device)..=Lack::Author(device));
        }
        let (key, expires) = if let FactBody::InvitationMade { invitation, .. } = body {
            (*invitation, self.invitations.get(invitation)?.expires)
        } else if let FactBody::DeviceOffered { offer, .. } = body {
            (*offer, self.offers.get(offer)?.until())
        } else {
            return None;
        };
        Some(Lack::Invitation(key, Timestamp(0))..=Lack::Invitation(key, expires))
    }

    /// The fault of a fact that waited in vain.
    fn code_of(&self, lack: Lack) -> &'static str {
        match lack {
            Lack::Author(_) => "author-unknown",
            Lack::Invitation(key, _)
                if self.invitations.contains_key(&key) || self.offers.contains_key(&key) =>
            {
                "invitation-expired"
            }
            Lack::Invitation(..) => "invitation-unknown",
        }
    }

    fn fault(&mut self, entry: &CharterFact, rule: &'static str, code: &'static str) {
        let (author, at) = (entry.author, entry.fact.at);
        self.faults.push(AuthorityFault { author, at, rule, code });
    }
}

#[cfg(test)]
mod tests;
