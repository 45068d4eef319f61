//! Motions inside the engine: opened, voted on, and made final. What a purse is to do (DEC-7) it does
//! unasked, whenever a motion changed or its time came; what is final is kept in the charter.

use std::sync::Arc;

use crate::clock::Timestamp;
use crate::doc::Patch;
use crate::domain::motion::finality::{Duty, Moment};
use crate::domain::motion::terms::Polity;
use crate::domain::motion::{self, Ground, Seen, Stage};
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::{Document, Model};
use crate::engine::gate;
use crate::engine::io::Effect;
use crate::engine::pending::{Pending, Task};
use crate::id::{ChangeHash, CommandId, DocumentId, MotionId, Signature};
use crate::limits::{CHARTER_HEADS_MAX, DUTIES_AT_ONCE_MAX};
use crate::message::command::{Field, MotionAct, Outcome, Refusal};
use crate::message::model::ViewKey;
use crate::message::motion::MotionDraft;
use crate::projection::motion::MotionModel;
use crate::projection::summary::Summary;
use crate::sign;

/// Who did not seal a decision leaves it so long to who did to write it into the charter.
pub(super) const OTHERS_WRITE_MS: u64 = 60_000;

impl Community {
    /// Who decides now, and by what rules.
    pub fn polity(&self) -> Polity {
        self.authority().polity()
    }

    /// Who decides, as the charter is at these heads.
    fn polity_at(&mut self, heads: &[ChangeHash]) -> Option<Arc<Polity>> {
        self.with_charter(|charter, ground| charter.polity_at(heads, ground))
    }

    /// Puts a motion to the voters.
    pub(super) fn open_motion(
        &mut self,
        core: &mut Core,
        id: CommandId,
        draft: &MotionDraft,
    ) -> Result<(), Refusal> {
        if let Some(motion) = self.motion_of(id) {
            core.finish(id, Outcome::Motion(motion));
            return Ok(());
        }
        let at = self.claim(core.now, &DocumentId::Charter);
        let mut charter = self.heads_of(&DocumentId::Charter);
        charter.truncate(CHARTER_HEADS_MAX);
        let polity = self.polity_at(&charter).unwrap_or_else(|| Arc::new(self.polity()));
        let ground = (charter, self.wording_adopted(draft)?);
        let terms = motion::terms::open(draft, (self.me(), at), &polity, ground, 0)?;
        let body = FactBody::MotionOpened { terms: Box::new(terms), amends: None };
        let mut fact = Fact { at, body };
        let mut motion = motion::name(&fact, &self.local.device, sign::sha256);
        // The same words put twice by a clock that is behind are two motions all the same.
        while self.documents.contains_key(&DocumentId::Motion(motion)) {
            fact.at = fact.at.plus_ms(1);
            motion = motion::name(&fact, &self.local.device, sign::sha256);
        }
        let document = DocumentId::Motion(motion);
        // It is new, so there is nothing to wait for.
        if self.with_open(core, document, Task::Attend).is_some() {
            self.write_and_acknowledge(core, document, id, &fact, Outcome::Motion(motion));
        }
        Ok(())
    }

    /// The motion that a command opened in an earlier life.
    fn motion_of(&self, command: CommandId) -> Option<MotionId> {
        self.documents.iter().find_map(|(document, entry)| {
            let (DocumentId::Motion(motion), Summary::Motion(summary)) =
                (document, &entry.meta.summary)
            else {
                return None;
            };
            (summary.about.as_ref()?.command == command).then_some(*motion)
        })
    }

    /// Does something in a motion that is open.
    pub(super) fn act_in_motion(
        &mut self,
        core: &mut Core,
        id: CommandId,
        (motion, at): (MotionId, Timestamp),
        act: MotionAct,
    ) -> Result<(), Refusal> {
        let document = DocumentId::Motion(motion);
        let who = (self.me(), at);
        let polity = self.polity_of(motion);
        let known = self.motion_model(motion);
        let known = &known.ok_or(Refusal::Unknown { what: Field::Motion })?.motion;
        let fact = match act {
            MotionAct::CastBallot { choice, reason } => motion::cast(known, who, choice, &reason)?,
            MotionAct::Remark { body, language } => motion::remark(&body, &language, at)?,
            MotionAct::Withdraw => motion::withdraw(known, who)?,
            MotionAct::Amend { draft } => {
                let polity = polity.ok_or(Refusal::Unknown { what: Field::Motion })?;
                motion::amend(known, who, (&draft, self.wording_adopted(&draft)?), &polity)?
            }
        };
        self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
        Ok(())
    }

    /// The model of a motion, if that is open.
    pub fn motion_model(&self, motion: MotionId) -> Option<&MotionModel> {
        match &self.documents.get(&DocumentId::Motion(motion))?.open.as_ref()?.model {
            Model::Motion(model) => Some(model),
            Model::Charter
            | Model::Talk(_)
            | Model::Page(_)
            | Model::Ledger(_)
            | Model::Calendar(_) => None,
        }
    }

    /// Who decides on a motion: the charter as its proposer knew it.
    fn polity_of(&mut self, motion: MotionId) -> Option<Arc<Polity>> {
        let heads = self.motion_model(motion)?.charter_heads(sign::sha256)?;
        self.polity_at(&heads)
    }

    /// Takes new facts of a motion, or looks at it again because the charter grew.
    pub(super) fn fold_motion(&mut self, motion: MotionId, facts: Vec<NewFact>) {
        let polity_needed = {
            let document = DocumentId::Motion(motion);
            let entry = self.documents.get_mut(&document);
            let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
            let Model::Motion(model) = &mut open.model else { return };
            for new in facts {
                let parents = open.replica.parents_of(&new.change);
                let names = (new.id, new.change);
                model.take(names, new.author, &parents, new.fact, new.digest);
            }
            model.charter_heads(sign::sha256)
        };
        let polity = polity_needed.as_ref().and_then(|heads| self.polity_at(heads));
        let community = self.id;
        let ground = Ground {
            digest: sign::sha256,
            polity: &|_| polity.clone(),
            accepts: &|device, digest, signature| {
                gate::check_acceptance(&community, device, digest, signature)
            },
            // Nothing is promised by looking.
            furthest: &|_| Seen::default(),
        };
        let entry = self.documents.get_mut(&DocumentId::Motion(motion));
        let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
        let Model::Motion(model) = &mut open.model else { return };
        model.refold(&ground);
        self.remind_at = None;
        match model.motion.stage {
            Stage::Incomplete | Stage::Running | Stage::Final(_) => {
                self.attended.insert(motion, Timestamp(0));
            }
            Stage::Void(_) | Stage::Withdrawn | Stage::Disputed => {
                self.attended.remove(&motion);
            }
        }
    }

    /// Takes facts of a motion and marks the views that show it.
    pub fn absorb_motion(&mut self, core: &mut Core, motion: MotionId, patches: Vec<Patch>) {
        let mut facts = Vec::new();
        for patch in patches {
            let Patch::Fact { id, json, change, device, .. } = patch else { continue };
            match Fact::from_json(&json) {
                Ok(fact) => {
                    let digest = sign::sha256(json.as_bytes());
                    let author = (self.author(&device), device);
                    facts.push(NewFact { id, change, author, fact, digest });
                }
                Err(error) => self.refused(error.code()),
            }
        }
        self.fold_motion(motion, facts);
        core.mark(ViewKey::Motions(self.id));
        // One may look again at another.
        core.mark_motions(self.id);
    }

    /// Motions whose charter was not here yet are looked at again.
    pub(super) fn refold_incomplete(&mut self, core: &mut Core) {
        let incomplete: Vec<MotionId> = self
            .attended
            .keys()
            .copied()
            .filter(|motion| {
                let model = self.motion_model(*motion);
                model.is_some_and(|model| model.motion.stage == Stage::Incomplete)
            })
            .collect();
        for motion in incomplete {
            self.absorb_motion(core, motion, Vec::new());
            let document = DocumentId::Motion(motion);
            if let Some(entry) = self.documents.get_mut(&document)
                && let Some(open) = &entry.open
            {
                entry.meta.summary = open.model.summary();
            }
            self.recount(document);
        }
    }

    /// Opens what is not settled, since its time may come while nobody looks, and what is final but
    /// not yet in the charter.
    pub fn open_unsettled(&mut self, core: &mut Core) {
        let decisions = &self.authority().decisions;
        let waits = |(document, entry): (&DocumentId, &Document)| {
            let (DocumentId::Motion(id), Summary::Motion(motion)) = (document, &entry.meta.summary)
            else {
                return None;
            };
            let is_kept = decisions.iter().any(|kept| kept.motion == *id);
            (!motion.is_settled() || (motion.is_final() && !is_kept)).then_some(*document)
        };
        let unsettled: Vec<DocumentId> = self.documents.iter().filter_map(waits).collect();
        for document in unsettled {
            self.with_open(core, document, Task::Attend);
        }
    }

    /// The clock was wrong: whatever waits for a time is looked at again.
    pub(super) fn look_at_all_again(&mut self, core: &mut Core) {
        for (motion, at) in &mut self.attended {
            *at = Timestamp(0);
            core.mark(ViewKey::Motion(self.id, *motion));
        }
        self.remind_at = None;
        core.mark(ViewKey::Motions(self.id));
        core.mark(ViewKey::Today(self.id));
        core.mark(ViewKey::Home);
    }

    /// When a motion is to be looked at again.
    pub fn next_duty(&self) -> Option<Timestamp> {
        let former = self.local.former.iter().map(|former| former.until);
        self.attended.values().copied().chain(former).min()
    }

    /// Does what this device's purse is to do in the motions whose time has come.
    pub fn attend(&mut self, core: &mut Core) {
        self.forget_former_secrets(core);
        let due: Vec<MotionId> = self
            .attended
            .iter()
            .filter(|(_, at)| **at <= core.now)
            .map(|(motion, _)| *motion)
            .take(DUTIES_AT_ONCE_MAX)
            .collect();
        for motion in due {
            let next = self.attend_one(core, motion);
            match next {
                Some(at) => self.attended.insert(motion, at.max(core.now.plus_ms(1))),
                None => self.attended.remove(&motion),
            };
            core.mark(ViewKey::Motions(self.id));
            core.mark(ViewKey::Motion(self.id, motion));
            core.mark(ViewKey::Today(self.id));
            core.mark(ViewKey::Home);
        }
    }

    /// Does the next thing, and says when to look again by itself.
    fn attend_one(&mut self, core: &mut Core, motion: MotionId) -> Option<Timestamp> {
        let never = Timestamp(u64::MAX);
        // It is looked at again once more of the charter has come: nobody knows yet whose purse seals.
        let is_incomplete = |model: &MotionModel| model.motion.stage == Stage::Incomplete;
        if self.motion_model(motion).is_some_and(is_incomplete) {
            return Some(never);
        }
        if !self.is_member() || self.ask_rules().is_err() {
            return None;
        }
        let me = self.me();
        let community = self.id;
        let model = self.motion_model(motion)?;
        let known = &model.motion;
        if self.is_cut_off(&DocumentId::Motion(motion)) {
            return None;
        }
        if let Stage::Final(_) = known.stage {
            let kept = self.keep_decision(core, motion);
            return kept.or_else(|| self.renew_after(core, motion));
        }
        if !known.is_purse(&me, &self.local.device) {
            return None;
        }
        let ground = Ground {
            digest: sign::sha256,
            polity: &|_| None,
            accepts: &|_, _, _| false,
            furthest: &|ended| self.furthest(ended),
        };
        let version = known.current()?;
        let times = [version.terms.deadline, version.sealed_from()];
        let clock = times.into_iter().filter(|at| *at > core.now).min();
        let moment = Moment { now: core.now, awake_since: core.awake_since };
        let next = known.next_duty_at(me, moment).into_iter().chain(clock).min();
        let document = DocumentId::Motion(motion);
        match known.duty(me, moment, model.facts(), &ground) {
            None => {}
            Some(Duty::Accept { seal, digest }) => {
                let is_first = self.accepting.insert((motion, seal));
                if is_first {
                    let ticket = core.ticket(Pending::Acceptance { community, motion, seal });
                    let message = gate::acceptance_message(&community, &digest);
                    let key = self.local.device;
                    core.effects.push(Effect::Sign { ticket, key, message });
                }
            }
            Some(Duty::Write(body)) => {
                self.write_unasked(core, document, *body);
                return Some(core.now);
            }
        }
        Some(next.unwrap_or(never))
    }

    pub(super) fn write_unasked(&mut self, core: &mut Core, document: DocumentId, body: FactBody) {
        let at = self.claim(core.now, &document);
        let id = CommandId(core.random());
        self.write_fact(core, document, id, &Fact { at, body });
    }

    /// The purse signed that it accepts a seal.
    pub(super) fn acceptance_signed(
        &mut self,
        core: &mut Core,
        (motion, seal): (MotionId, CommandId),
        signature: Option<Signature>,
    ) {
        self.accepting.remove(&(motion, seal));
        if let Some(signature) = signature {
            let body = FactBody::SealAccepted { seal, signature };
            self.write_unasked(core, DocumentId::Motion(motion), body);
        }
    }

    /// Copies what is final into the charter, where it proves itself.
    fn keep_decision(&mut self, core: &mut Core, motion: MotionId) -> Option<Timestamp> {
        if self.authority().decisions.iter().any(|kept| kept.motion == motion) {
            return None;
        }
        let known = &self.motion_model(motion)?.motion;
        let decision = known.decision(sign::sha256)?;
        let (seal, _) = known.decided()?;
        let last = known.protocol.acceptances.iter().map(|one| one.at).max()?;
        let turn = last.plus_ms(if seal.key.1 == self.me() { 0 } else { OTHERS_WRITE_MS });
        if core.now < turn {
            return Some(turn);
        }
        let body = FactBody::DecisionTaken(Arc::new(decision));
        let at = self.claim(core.now, &DocumentId::Charter);
        let id = CommandId(sign::name("decision", &[&motion.0, &self.local.device.0]));
        self.write_fact(core, DocumentId::Charter, id, &Fact { at, body });
        None
    }
}

/// A fact of a motion's document as it came in.
pub struct NewFact {
    pub id: CommandId,
    pub change: ChangeHash,
    pub author: (crate::id::MemberId, crate::id::DeviceKey),
    pub fact: Fact,
    pub digest: [u8; 32],
}
