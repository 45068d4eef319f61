//! Whoever was removed is told so, by the decision itself, and is served nothing else (PEO-4). What
//! tells it proves itself: nobody can make somebody believe it.

use std::sync::Arc;

use crate::domain::fact::Decision;
use crate::domain::people::decisions;
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::gate;
use crate::engine::peers::Greeting;
use crate::id::{CommandId, DeviceKey, DocumentId, MotionId};
use crate::message::motion::MotionEffect;
use crate::projection::motion::SummaryStage;
use crate::projection::summary::Summary;
use crate::sign;
use crate::sync::MeshInput;

impl Community {
    /// The decision by which this device's member was removed.
    pub(super) fn removed_by(&self) -> Option<MotionId> {
        let me = self.authority().members.get(&self.me())?;
        me.removed.map(|(_, motion)| motion)
    }

    /// Whether a motion removed the member of this device, as the motion's own document tells: the
    /// charter may not have heard of it yet.
    pub(super) fn is_removed_by(&self, device: &DeviceKey, document: &DocumentId) -> bool {
        let Some(Summary::Motion(motion)) =
            self.documents.get(document).map(|entry| &entry.meta.summary)
        else {
            return false;
        };
        motion.about.as_ref().is_some_and(|about| {
            about.stage == SummaryStage::Final { passed: true }
                && about.effect == MotionEffect::RemoveMember { member: self.author(device) }
        })
    }

    /// Whether the member of a device came in by what a decision made void or judges by a new rule, and
    /// waits again.
    pub(super) fn is_at_the_door_again(&self, device: &DeviceKey) -> bool {
        let authority = self.authority();
        let member = authority.member_of(device).and_then(|one| authority.members.get(&one));
        member
            .is_some_and(|one| one.voided.is_some() && one.left.is_none() && one.removed.is_none())
    }

    /// Sends the decision to a device of somebody who was removed.
    pub(super) fn tell_removed(&mut self, core: &mut Core, device: DeviceKey) {
        let authority = self.authority();
        let member = authority.member_of(&device).and_then(|one| authority.members.get(&one));
        let Some((_, motion)) = member.and_then(|member| member.removed) else { return };
        let decision = authority.decisions.iter().find(|one| one.motion == motion);
        let Some(decision) = decision.cloned() else { return };
        let fact = Fact { at: core.now, body: FactBody::DecisionTaken(decision) };
        self.greet(core, device, &Greeting::Removed(fact.to_json()));
    }

    /// Somebody says that this device's member was removed: it is so if the decision proves itself.
    pub(super) fn told_removed(&mut self, core: &mut Core, from: DeviceKey, text: &str) {
        let Some(decision) = self.proved_removal(text) else {
            // To look at it is work: nobody is heard twice.
            let code = "removal-false";
            self.refused(code);
            return self.mesh_input(core, MeshInput::DropPeer { device: from, code });
        };
        let at = self.claim(core.now, &DocumentId::Charter);
        let id = CommandId(sign::name("decision", &[&decision.motion.0, &self.local.device.0]));
        let fact = Fact { at, body: FactBody::DecisionTaken(decision) };
        self.write_fact(core, DocumentId::Charter, id, &fact);
    }

    /// The decision that this device's member was removed, if it is one.
    fn proved_removal(&self, text: &str) -> Option<Arc<Decision>> {
        let fact = Fact::from_json(text).ok()?;
        let FactBody::DecisionTaken(decision) = fact.body else { return None };
        let concerns_me = decision.terms.effect == MotionEffect::RemoveMember { member: self.me() };
        if !self.is_member() || !concerns_me || !decision.tally.passed {
            return None;
        }
        let community = self.id;
        let accepts = |device: &DeviceKey, digest: &[u8; 32], signature: &_| {
            gate::check_acceptance(&community, device, digest, signature)
        };
        let then = self.authority_at(&decision.terms.charter)?;
        decisions::judge(&decision, &then.polity(), &accepts, sign::sha256)
            .is_ok()
            .then_some(decision)
    }

    /// Who was removed does not look for the others any more.
    pub(super) fn stop_if_removed(&mut self, core: &mut Core) {
        if self.visit.is_none() && self.local.joining.is_none() && self.removed_by().is_some() {
            self.mesh_input(core, MeshInput::Stop);
        }
    }
}
