//! Where everything is: delivery of the whole, who is connected, what was tried, and the state
//! hash.

use crate::ordered::{Map, Set};

use serde::Serialize;

use crate::clock::Timestamp;
use crate::domain::people::{Applicant, Member, Silence, Upheld, Vouching};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::id::{CommandId, DeviceKey, InvitationKey, MemberId, MotionId};
use crate::message::model::{Delivery, PeerCard, SyncReport};
use crate::message::motion::Rules;
use crate::sign;

/// What the state hash covers: all read models, in key order, without anything that is only this
/// device's. How many documents have changes, and the sum of their digests, follow its own hash.
#[derive(Serialize)]
struct State<'a> {
    name: &'a str,
    sentence: &'a str,
    members: &'a Map<MemberId, Member>,
    applicants: &'a Map<MemberId, Applicant>,
    voters: &'a Set<MemberId>,
    rules: &'a Rules,
    decisions: Vec<(MotionId, CommandId, bool, &'a [u32])>,
    devices: Vec<(DeviceKey, MemberId)>,
    invitations: Vec<(InvitationKey, MemberId, Timestamp, Timestamp, u32, Option<Timestamp>)>,
    /// Where one lacks an offer or that a device is off, others are taken in and served.
    offers: Vec<(InvitationKey, MemberId, Timestamp, Option<Timestamp>)>,
    linked: Vec<(DeviceKey, Timestamp)>,
    revoked: &'a Map<DeviceKey, Timestamp>,
    returns: Vec<(DeviceKey, Timestamp)>,
    vouchings: &'a Map<(DeviceKey, MemberId), Vouching>,
    upheld: &'a Map<MotionId, Upheld>,
    silences: &'a Map<MemberId, Silence>,
}

impl Community {
    /// Where all that is here is.
    pub fn whole_delivery(&self) -> Delivery {
        self.delivery(|device| self.device_has_everything(device))
    }

    /// Changes that no other member is known to have: counted one by one in open documents, and
    /// as one for a document that is closed.
    fn only_here(&self) -> u32 {
        if self.visit.is_some() {
            return 0;
        }
        let others: Vec<DeviceKey> = self
            .authority()
            .devices
            .keys()
            .copied()
            .filter(|device| *device != self.local.device)
            .collect();
        let mut count: usize = 0;
        for (document, entry) in &self.documents {
            if entry.meta.heads.is_empty() {
                continue;
            }
            if others.iter().any(|device| self.device_has_all(device, document, entry)) {
                continue;
            }
            count += match &entry.open {
                Some(open) => {
                    let mut seen = std::collections::BTreeSet::new();
                    for device in &others {
                        seen.extend(open.seen.get(device).into_iter().flatten().copied());
                    }
                    open.replica.ancestors_not_in(&open.replica.heads(), &mut seen).len()
                }
                None => 1,
            };
        }
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The Sync screen.
    pub fn sync_report(&mut self, core: &Core) -> SyncReport {
        self.count_stale();
        let me = self.me();
        let members = self.authority().members.keys().filter(|member| **member != me);
        let peers = members
            .map(|member| {
                let devices = self.devices_of(member);
                PeerCard {
                    member: *member,
                    presence: self.presence(member),
                    has_all: devices.iter().any(|device| self.device_has_everything(device)),
                    pending_bytes: devices
                        .iter()
                        .map(|device| self.mesh.pending_bytes(device))
                        .sum(),
                }
            })
            .collect();
        let attempts = self.mesh.attempts(core.mesh, core.device_now).into_iter().map(
            |(mut attempt, device)| {
                attempt.member = device.and_then(|device| self.authority().member_of(&device));
                attempt
            },
        );
        let mut refusals: Map<String, u32> = self.refusals.clone();
        for (code, count) in self.mesh.refusals() {
            *refusals.entry(code.to_owned()).or_default() += count;
        }
        let documents = self.documents.values().map(|entry| entry.meta.bytes);
        let blobs = self.blobs.values().map(|blob| u64::from(blob.bytes));
        SyncReport {
            delivery: self.whole_delivery(),
            only_here: self.only_here(),
            checked: self.checked(),
            peers,
            relays: self.mesh.relays(),
            attempts: attempts.collect(),
            refusals: refusals.into_iter().collect(),
            clock_ahead: core.ahead,
            my_device: self.local.device,
            stored_bytes: documents.chain(blobs).sum(),
        }
    }

    /// SHA-256 over all read models, as hex; the same whatever the order in which they came.
    pub fn state_hash(&self) -> String {
        let mut bytes = self.charter.state.get_or_init(|| self.people_state()).to_vec();
        let (documents, digest) = self.documents_state();
        bytes = postcard::to_extend(&documents, bytes).expect("a number is encodable");
        bytes.extend(digest);
        sign::sha256(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The part of it that changes with the charter only, and grows with all that it ever held.
    pub(in crate::engine) fn people_state(&self) -> [u8; 32] {
        let authority = self.authority();
        let state = State {
            name: &authority.name,
            sentence: &authority.sentence,
            members: &authority.members,
            applicants: &authority.applicants,
            voters: &authority.voters,
            rules: &authority.rules,
            decisions: authority
                .decisions
                .iter()
                .map(|one| (one.motion, one.version, one.tally.passed, one.tally.order.as_slice()))
                .collect(),
            devices: authority.devices.iter().map(|(key, member)| (*key, *member)).collect(),
            invitations: authority
                .invitations
                .iter()
                .map(|(key, made)| {
                    (*key, made.by, made.made, made.expires, made.uses_max, made.withdrawn)
                })
                .collect(),
            offers: authority
                .offers
                .iter()
                .map(|(key, offer)| (*key, offer.by, offer.made, offer.expires))
                .collect(),
            linked: authority.linked.iter().map(|(key, linked)| (*key, linked.at)).collect(),
            revoked: &authority.revoked,
            returns: authority.returns.iter().map(|(key, asked)| (*key, asked.at)).collect(),
            vouchings: &authority.vouchings,
            upheld: &authority.upheld,
            silences: &authority.silences,
        };
        sign::sha256(&postcard::to_stdvec(&state).expect("state is encodable"))
    }
}
