//! Meeting elsewhere after a removal (PEO-4). The secret is made of one salt for each removal,
//! which only members are served: whoever lacks one of them lacks the secret. What counted before
//! is listened for a while, so that whoever was away finds the others.

use std::sync::Arc;

use crate::clock::Timestamp;
use crate::domain::FactBody;
use crate::domain::fact::Decision;
use crate::domain::motion::renewal::{self, Renewal};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::motions::OTHERS_WRITE_MS;
use crate::engine::peers::PeerStanding;
use crate::engine::pending::Task;
use crate::id::{DeviceKey, DocumentId, MotionId, Salt};
use crate::limits::{FORMER_SECRET_MS, FORMER_SECRETS_MAX, LINK_DOUBTED_MS};
use crate::message::model::ViewKey;
use crate::message::motion::EffectKind;
use crate::projection::summary::Summary;
use crate::sign;
use crate::store::record::FormerSecret;
use crate::sync::{Link, MeshInput, Places};

const SALT: &[u8] = b"phyle renewal 1";

/// What leads to another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LedBy {
    Facts,
    Link,
}

/// What the members meet by.
struct Renewed {
    /// How many removals there were.
    generation: u32,
    secret: [u8; 32],
    /// When that began.
    at: Timestamp,
}

impl Community {
    /// Decisions by which somebody was removed, in the order in which they take effect.
    fn removals(&self) -> impl Iterator<Item = &Arc<Decision>> {
        let decisions = self.authority().decisions.iter();
        decisions.filter(|one| one.tally.passed && one.terms.effect.kind() == EffectKind::Removal)
    }

    fn renewals_of(&self, motion: MotionId) -> &[Renewal] {
        if let Some(model) = self.motion_model(motion) {
            return &model.motion.renewals;
        }
        let entry = self.documents.get(&DocumentId::Motion(motion));
        if let Some(Summary::Motion(summary)) = entry.map(|entry| &entry.meta.summary) {
            &summary.renewals
        } else {
            &[]
        }
    }

    fn renewal_of(&self, motion: MotionId) -> Option<Renewal> {
        let is_member = |device: &DeviceKey| self.authority().current_member(device).is_some();
        renewal::chosen(motion, self.renewals_of(motion), is_member, sign::sha256)
    }

    /// What the members meet by since the last removal; `None` where there was none, or while a
    /// salt is missing.
    fn renewed(&self) -> Option<Renewed> {
        let renewals: Option<Vec<Renewal>> =
            self.removals().map(|one| self.renewal_of(one.motion)).collect();
        let renewals = renewals?;
        let at = renewals.iter().map(|one| one.at).max()?;
        let generation = u32::try_from(renewals.len()).unwrap_or(u32::MAX);
        let salts: Vec<[u8; 32]> = renewals.iter().map(|one| one.salt.0).collect();
        let secret = sign::derive(SALT, &sign::sha256(&salts.concat()), &[&self.id.0]);
        Some(Renewed { generation, secret, at })
    }

    /// The charter or a motion changed: moves to where the members meet now, and sees to what is
    /// missing for it.
    pub(super) fn renew_secret(&mut self, core: &mut Core) {
        if self.visit.is_some() || !self.is_member() {
            return;
        }
        let missing: Vec<MotionId> = self
            .removals()
            .map(|one| one.motion)
            .filter(|motion| self.renewal_of(*motion).is_none())
            .collect();
        self.unrenewed.retain(|motion, _| missing.contains(motion));
        for motion in missing {
            if self.unrenewed.contains_key(&motion) {
                continue;
            }
            self.unrenewed.insert(motion, core.now);
            self.attended.insert(motion, Timestamp(0));
            let document = DocumentId::Motion(motion);
            if self.documents.contains_key(&document) {
                self.with_open(core, document, Task::Attend);
            }
        }
        self.follow_facts(core);
    }

    /// What the facts say counts, but for a while where a link led further than what is here.
    fn follow_facts(&mut self, core: &mut Core) {
        if self.removals().next().is_none() {
            // A link says what it likes.
            self.local.generation = 0;
        }
        let Some(renewed) = self.renewed() else { return };
        let left = |former: &&FormerSecret| former.secret == renewed.secret;
        let is_doubted = self.local.former.iter().find(left).is_some_and(|former| former.by_link);
        if renewed.secret == self.local.secret {
            self.local.generation = renewed.generation;
            self.local.former.iter_mut().for_each(|former| former.by_link = false);
        } else if !is_doubted {
            // Another salt of the same removal may have been written long ago.
            let risen = renewed.generation > self.local.generation;
            let from = if risen { renewed.at } else { core.now };
            self.local.generation = renewed.generation;
            self.move_to(core, renewed.secret, from.plus_ms(FORMER_SECRET_MS), LedBy::Facts);
        }
    }

    /// A member who was away for long follows a newer link: for a day, unless what is met there says
    /// the same. Anybody can write a link, so nothing is forgotten for it.
    pub(super) fn follow_elsewhere(&mut self, core: &mut Core, link: &Link) {
        let is_newer = link.generation > self.local.generation;
        if self.is_member() && is_newer && link.secret != self.local.secret {
            self.move_to(core, link.secret, core.now.plus_ms(LINK_DOUBTED_MS), LedBy::Link);
        }
    }

    fn move_to(&mut self, core: &mut Core, secret: [u8; 32], until: Timestamp, led_by: LedBy) {
        let by_link = led_by == LedBy::Link;
        let before = std::mem::replace(&mut self.local.secret, secret);
        let former = &mut self.local.former;
        former.retain(|one| one.secret != secret && one.secret != before);
        former.push(FormerSecret { secret: before, until, by_link });
        let over = former.len().saturating_sub(FORMER_SECRETS_MAX);
        former.drain(..over);
        self.places_changed(core);
    }

    /// What nobody is waited for any more is not listened for; where a link led to nobody, the place
    /// before counts again.
    pub(super) fn forget_former_secrets(&mut self, core: &mut Core) {
        let doubted = |former: &FormerSecret| former.by_link && former.until <= core.now;
        if let Some(at) = self.local.former.iter().position(doubted) {
            self.local.secret = self.local.former.remove(at).secret;
            self.local.former.iter_mut().for_each(|former| former.by_link = false);
            self.places_changed(core);
        }
        let before = self.local.former.len();
        self.local.former.retain(|former| former.until > core.now);
        if self.local.former.len() != before {
            self.places_changed(core);
        }
    }

    fn places_changed(&mut self, core: &mut Core) {
        self.store_local(core);
        let before = self.local.former.iter().map(|former| former.secret).collect();
        let places = Places { now: self.local.secret, before };
        self.mesh_input(core, MeshInput::Moved(places));
        core.mark(ViewKey::Invitations(self.id));
    }

    /// Writes what the next secret is made of, unless somebody who comes first is here to do it.
    pub(super) fn renew_after(&mut self, core: &mut Core, motion: MotionId) -> Option<Timestamp> {
        let noticed = *self.unrenewed.get(&motion)?;
        let model = self.motion_model(motion)?;
        let may = |device: &DeviceKey| model.motion.may_renew(&self.author(device), device);
        if !may(&self.local.device) {
            return None;
        }
        let rank = |device: &DeviceKey| renewal::rank(motion, device, sign::sha256);
        let mine = rank(&self.local.device);
        let before = self.peers.iter().filter(|(device, peer)| {
            peer.standing == PeerStanding::Member && may(device) && rank(device) < mine
        });
        let turn = noticed.plus_ms(OTHERS_WRITE_MS * before.count() as u64);
        if core.now < turn {
            return Some(turn);
        }
        let has_written =
            self.renewals_of(motion).iter().any(|one| one.device == self.local.device);
        if !has_written {
            let body = FactBody::SecretRenewed { salt: Salt(core.random()) };
            self.write_unasked(core, DocumentId::Motion(motion), body);
        }
        None
    }
}
