//! A device signed two changes for one place of a document: the charter is told by what proves it, and
//! people are shown who it was and what it concerns. Touches no branch: `doc` holds them all.

use std::collections::BTreeSet;

use crate::doc::{self, SignedChanges};
use crate::domain::fact::Halves;
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::id::{CommandId, CommunityId, DeviceKey, DocumentId};
use crate::limits::{FACT_BYTES_MAX, FAULTS_SHOWN_MAX};
use crate::message::model::{FaultCard, ViewKey};
use crate::sign;

impl Community {
    /// Takes note of who signed two changes for one place of this document, and tells the charter what
    /// proves it, so that the device is off everywhere.
    pub(super) fn note_twice_signed(&mut self, core: &mut Core, document: DocumentId) {
        let Some(entry) = self.documents.get_mut(&document) else { return };
        let Some(open) = &entry.open else { return };
        let pairs = open.replica.equivocations();
        let devices: Vec<DeviceKey> = pairs.iter().map(|pair| pair.device).collect();
        if entry.meta.twice_signed != devices {
            entry.meta.twice_signed = devices;
            core.mark(ViewKey::Faults(self.id));
            core.mark(ViewKey::Sync(self.id));
        }
        for pair in pairs {
            let is_told = self.authority().twice_signed.contains_key(&pair.device);
            let Some(open) = self.open_mut(&document).filter(|_| !is_told) else { continue };
            if let Some(halves) = open.replica.proof_of(&pair) {
                let halves = Halves(halves.map(|half| half.encode()));
                self.tell_twice_signed(core, pair.device, document, halves);
            }
        }
    }

    fn tell_twice_signed(
        &mut self,
        core: &mut Core,
        device: DeviceKey,
        document: DocumentId,
        halves: Halves,
    ) {
        let own = self.local.device;
        if device == own || !self.is_member() {
            return;
        }
        let at = self.claim(core.now, &DocumentId::Charter);
        let body = FactBody::TwiceSigned { device, document, halves };
        let fact = Fact { at, body };
        // What is larger than a fact stays known by the document alone.
        if fact.to_json().len() <= FACT_BYTES_MAX {
            let id = CommandId(sign::name("twice-signed", &[&device.0, &own.0]));
            self.write_fact(core, DocumentId::Charter, id, &fact);
        }
    }

    /// Whether nothing that this device writes in a document reaches others any more.
    pub(super) fn is_cut_off(&self, document: &DocumentId) -> bool {
        let open = self.documents.get(document).and_then(|entry| entry.open.as_ref());
        open.is_some_and(|open| open.replica.is_cut_off())
    }

    /// Who signed two changes for one place, and of what.
    pub(super) fn twice_signed_cards(&self) -> Vec<FaultCard> {
        let told = self.authority().twice_signed.iter().map(|(device, (_, of))| (*of, *device));
        let mut found: BTreeSet<(DocumentId, DeviceKey)> = told.collect();
        for (document, entry) in &self.documents {
            found.extend(entry.meta.twice_signed.iter().map(|device| (*document, *device)));
        }
        let cards = found.iter().take(FAULTS_SHOWN_MAX).map(|(document, device)| {
            let (what, title) = self.named(document);
            FaultCard::TwiceSigned { by: self.author(device), what, title }
        });
        cards.collect()
    }
}

/// Whether the two halves prove that this device signed two changes for one place of a document.
pub(super) fn proves(
    community: &CommunityId,
    device: &DeviceKey,
    document: &DocumentId,
    Halves(halves): &Halves,
) -> bool {
    let [one, other] = halves.each_ref().map(|half| SignedChanges::decode(half));
    let (Ok(one), Ok(other)) = (one, other) else { return false };
    let proved = doc::proved(community, document, &[one, other]);
    proved.is_some_and(|pair| pair.device == *device)
}
