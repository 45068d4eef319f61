//! Authority and tallies of a community as they are folded from facts that are verified already.

use std::collections::BTreeMap;

use phyle::doc::{ActorKey, Gate, Replica, Verdict, Vetted, from_stored};
use phyle::domain::Fact;
use phyle::domain::motion::{Ground, Seen};
use phyle::id::{ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, MemberId, MotionId};
use phyle::projection::charter::{CharterGround, CharterModel};
use phyle::projection::motion::MotionModel;
use phyle::sign;
use phyle::store::keys::{self, KernelKey};
use phyle::store::record::{self, Chunk};

/// What a device keeps.
type Disk = BTreeMap<String, Vec<u8>>;

/// A document's facts, each with what it builds on.
#[derive(Debug)]
struct Read {
    replica: Replica,
    facts: Vec<(CommandId, ChangeHash, DeviceKey, Fact, [u8; 32])>,
}

/// The facts of the charter and of all motions.
#[derive(Debug)]
pub struct Verified {
    community: CommunityId,
    charter: Read,
    motions: Vec<(MotionId, Read)>,
}

/// Whatever is kept is taken.
struct Open;

impl Gate for Open {
    fn vet(&mut self, _: &Vetted<'_>) -> Verdict {
        Verdict::Admit
    }
}

impl Read {
    fn new(community: CommunityId, disk: &Disk, document: DocumentId) -> Self {
        let nobody = ActorKey::new(&DeviceKey([0; 32]), [0; 8]);
        let mut replica = Replica::new(document, community, nobody);
        let prefix = keys::chunks(&community, &document);
        let chunks = disk.range(prefix.clone()..);
        for (_, value) in chunks.take_while(|(key, _)| key.starts_with(&prefix)) {
            let chunk = record::decode(value).expect("what was kept");
            let (Chunk::Changes(bytes) | Chunk::Snapshot(bytes)) = chunk;
            for part in from_stored(&bytes).0 {
                replica.admit(&part, &mut Open);
            }
        }
        let facts = replica.facts().map(|entry| {
            let fact = Fact::from_json(entry.json).expect("a fact");
            (entry.id, entry.change, entry.device, fact, sign::sha256(entry.json.as_bytes()))
        });
        let facts = facts.collect();
        Self { replica, facts }
    }
}

impl Verified {
    pub fn read(community: CommunityId, disk: &Disk) -> Self {
        let charter = Read::new(community, disk, DocumentId::Charter);
        let motions = disk.keys().filter_map(|key| match keys::parse_kernel(&community, key) {
            Some(KernelKey::Meta(DocumentId::Motion(motion))) => {
                Some((motion, Read::new(community, disk, DocumentId::Motion(motion))))
            }
            Some(_) | None => None,
        });
        let motions = motions.collect();
        Self { community, charter, motions }
    }

    /// Who may do what.
    pub fn people(&self) -> CharterModel {
        let mut people = CharterModel::default();
        for (id, change, device, fact, _) in &self.charter.facts {
            people.take(*id, *change, *device, fact.clone());
        }
        self.with_ground(|ground| people.refold(ground));
        people
    }

    /// What every motion comes to; how many are final.
    pub fn decided(&self, people: &mut CharterModel) -> usize {
        let all = self.motions.iter();
        all.filter(|(motion, read)| self.is_final(people, *motion, read)).count()
    }

    fn is_final(&self, people: &mut CharterModel, motion: MotionId, read: &Read) -> bool {
        let mut model = MotionModel::new(motion);
        for (id, change, device, fact, digest) in &read.facts {
            let parents = read.replica.parents_of(change);
            let by = people.authority.member_of(device).unwrap_or_else(|| member(device));
            model.take((*id, *change), (by, *device), &parents, fact.clone(), *digest);
        }
        let heads = model.charter_heads(sign::sha256).expect("it was opened");
        let polity = self.with_ground(|ground| people.polity_at(&heads, ground));
        model.refold(&Ground {
            digest: sign::sha256,
            polity: &|_| polity.clone(),
            accepts: &|_, _, _| true,
            furthest: &|_| Seen::default(),
        });
        model.summary.is_final()
    }

    fn with_ground<T>(&self, act: impl FnOnce(CharterGround<'_>) -> T) -> T {
        act(CharterGround {
            community: &self.community,
            check: &|_, _, _, _| true,
            name: &member,
            digest: sign::sha256,
            accepts: &|_, _, _| true,
            proves: &|_, _, _| false,
            parents: &|change| self.charter.replica.parents_of(change),
        })
    }
}

fn member(device: &DeviceKey) -> MemberId {
    MemberId(sign::name("member", &[&device.0]))
}
