//! What a browser keeps of a community -> the facts in it, as JSON, with what each builds on.

use std::collections::{BTreeMap, BTreeSet};

use phyle::doc::{ActorKey, Gate, Replica, Verdict, Vetted, from_stored};
use phyle::id::{ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId};
use phyle::sim::relay::Node;
use phyle::sim::world::World;
use phyle::store::keys::{self, KernelKey};
use phyle::store::record::{self, Chunk};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One signed fact.
#[derive(Debug, Clone)]
pub struct Fact {
    pub id: CommandId,
    pub change: ChangeHash,
    pub device: DeviceKey,
    /// All changes that it builds on, however far below.
    pub past: BTreeSet<ChangeHash>,
    pub at: u64,
    pub kind: String,
    pub json: String,
    body: Value,
}

impl Fact {
    /// A field of it.
    pub fn get<T: DeserializeOwned>(&self, field: &str) -> T {
        self.find(field).unwrap_or_else(|| panic!("{field} of {}", self.json))
    }

    /// A field that may be left out.
    pub fn find<T: DeserializeOwned>(&self, field: &str) -> Option<T> {
        let value = self.body.get(field)?;
        Some(serde_json::from_value(value.clone()).unwrap_or_else(|_| panic!("{field}: {value}")))
    }
}

/// Documents, each with its facts, every one after those that it builds on.
pub type Facts = BTreeMap<DocumentId, Vec<Fact>>;

/// Everything is taken: the model judges by itself.
struct Open;

impl Gate for Open {
    fn vet(&mut self, _: &Vetted<'_>) -> Verdict {
        Verdict::Admit
    }
}

/// All that is durable on a node.
pub fn read(world: &World, node: Node, community: CommunityId) -> Facts {
    let prefix = keys::kernel(&community);
    let kept = world.disk(node).range(prefix.clone()..);
    let documents = kept.take_while(|(key, _)| key.starts_with(&prefix)).filter_map(|(key, _)| {
        match keys::parse_kernel(&community, key) {
            Some(KernelKey::Meta(document)) => Some(document),
            Some(_) | None => None,
        }
    });
    documents.map(|document| (document, read_one(world, node, (community, document)))).collect()
}

fn read_one(world: &World, node: Node, names: (CommunityId, DocumentId)) -> Vec<Fact> {
    let (community, document) = names;
    let nobody = ActorKey::new(&DeviceKey([0; 32]), [0; 8]);
    let mut replica = Replica::new(document, community, nobody);
    let prefix = keys::chunks(&community, &document);
    let kept = world.disk(node).range(prefix.clone()..);
    for (_, bytes) in kept.take_while(|(key, _)| key.starts_with(&prefix)) {
        let chunk: Chunk = record::decode(bytes).expect("what was written");
        let (Chunk::Changes(bytes) | Chunk::Snapshot(bytes)) = chunk;
        for part in from_stored(&bytes).0 {
            let admission = replica.admit(&part, &mut Open);
            assert!(admission.refused.is_empty(), "{:?}", admission.refused);
        }
    }
    let mut pasts: BTreeMap<ChangeHash, BTreeSet<ChangeHash>> = BTreeMap::new();
    let mut facts = Vec::new();
    for entry in replica.facts() {
        let mut past = BTreeSet::new();
        for parent in replica.parents_of(&entry.change) {
            past.insert(parent);
            past.extend(pasts.get(&parent).into_iter().flatten().copied());
        }
        pasts.insert(entry.change, past.clone());
        let body: Value = serde_json::from_str(entry.json).expect("JSON");
        facts.push(Fact {
            id: entry.id,
            change: entry.change,
            device: entry.device,
            past,
            at: body["at"].as_u64().expect("a time"),
            kind: body["kind"].as_str().expect("a kind").to_owned(),
            json: entry.json.to_owned(),
            body,
        });
    }
    facts
}

/// The names of the facts of each document.
pub fn names(facts: &Facts) -> BTreeMap<DocumentId, BTreeSet<ChangeHash>> {
    let name = |all: &Vec<Fact>| all.iter().map(|fact| fact.change).collect();
    facts.iter().map(|(document, all)| (*document, name(all))).collect()
}
