//! A device signed two changes for one place of a document: the charter is told by what proves it,
//! and people are shown who it was and what it concerns. Touches no branch: `doc` holds them all.

use crate::doc::{self, SignedChanges};
use crate::domain::fact::Halves;
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::peers::Greeting;
use crate::id::{CommandId, CommunityId, DeviceKey, DocumentId};
use crate::limits::{FACT_BYTES_MAX, FAULTS_SHOWN_MAX};
use crate::message::model::{FaultCard, ViewKey};
use crate::ordered::Set;
use crate::sync::MeshInput;

impl Community {
    /// Takes note of who signed two changes for one place of this document, and tells the charter
    /// what proves it, so that the device is off everywhere.
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
        let own = self.local.device;
        if !self.is_member() {
            return;
        }
        for pair in pairs.into_iter().filter(|pair| pair.device != own) {
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
        // What is too large for others to look at stays known by the document alone.
        if !proves(&self.id, &device, &document, &halves) {
            return;
        }
        let at = self.claim(core.now, &DocumentId::Charter);
        let body = FactBody::TwiceSigned { device, document, halves };
        let fact = Fact { at, body };
        if fact.to_json().len() <= FACT_BYTES_MAX {
            // By chance: whoever knew it before could have taken it.
            let id = CommandId(core.random());
            self.write_fact(core, DocumentId::Charter, id, &fact);
        }
    }

    /// Whether nothing that this device writes in a document reaches others any more.
    pub(super) fn is_cut_off(&self, document: &DocumentId) -> bool {
        let open = self.documents.get(document).and_then(|entry| entry.open.as_ref());
        open.is_some_and(|open| open.replica.is_cut_off())
    }

    /// Whether this device signed two changes for one place, as far as is known here.
    pub(super) fn is_caught(&self) -> bool {
        let own = &self.local.device;
        let mut documents = self.documents.values();
        self.authority().twice_signed.contains_key(own)
            || documents.any(|entry| entry.meta.twice_signed.contains(own))
    }

    /// Sends a caught device what proves it, so that its owner hears of it.
    pub(super) fn tell_caught(&mut self, core: &mut Core, device: DeviceKey) {
        if !self.authority().twice_signed.contains_key(&device) {
            return;
        }
        if let Some(proof) = self.proof_against(&device) {
            self.greet(core, device, &Greeting::TwiceSigned(proof));
        }
    }

    fn proof_against(&self, device: &DeviceKey) -> Option<String> {
        let open = self.documents.get(&DocumentId::Charter)?.open.as_ref()?;
        let mut texts = open.replica.facts().map(|fact| fact.json);
        texts.find(|text| self.proves_of(text, device).is_some()).map(str::to_owned)
    }

    /// Somebody says that this device signed two changes for one place: it did if that is proved.
    pub(super) fn told_caught(&mut self, core: &mut Core, from: DeviceKey, text: &str) {
        let own = self.local.device;
        let Some(body) = self.proves_of(text, &own) else {
            // To look at it is work: nobody is heard twice.
            let code = "caught-false";
            self.refused(code);
            return self.mesh_input(core, MeshInput::DropPeer { device: from, code });
        };
        let at = self.claim(core.now, &DocumentId::Charter);
        let id = CommandId(core.random());
        self.write_fact(core, DocumentId::Charter, id, &Fact { at, body });
        self.mark_people(core);
    }

    /// The body of a fact that proves of this device that it signed two changes for one place.
    fn proves_of(&self, text: &str, of: &DeviceKey) -> Option<FactBody> {
        let body = text.contains("TwiceSigned").then(|| Fact::from_json(text))?.ok()?.body;
        let FactBody::TwiceSigned { device, document, halves } = &body else { return None };
        (device == of && proves(&self.id, device, document, halves)).then_some(body)
    }

    /// Who signed two changes for one place, and of what.
    pub(super) fn twice_signed_cards(&self) -> Vec<FaultCard> {
        let told = self.authority().twice_signed.iter().map(|(device, (_, of))| (*of, *device));
        let mut found: Set<(DocumentId, DeviceKey)> = told.collect();
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
    let [one, other] = halves.each_ref().map(|half| SignedChanges::decode_proof(half));
    let (Ok(one), Ok(other)) = (one, other) else { return false };
    let proved = doc::proved(community, document, &[one, other]);
    proved.is_some_and(|pair| pair.device == *device)
}
