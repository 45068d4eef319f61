//! Looking around: the records of a sample go into storage and are opened like any others. Nobody is
//! met there and nothing is written; whoever has seen enough forgets it all.

use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::document::Document;
use crate::engine::io::Entry;
use crate::engine::pending::After;
use crate::id::{CommandId, DeviceKey, DocumentId};
use crate::message::ViewKey;
use crate::message::command::{FileFault, Meeting, Outcome, Refusal};
use crate::ordered;
use crate::store::{Local, Sample, keys, record};

impl Engine {
    /// Opens a sample; one that is on this device already is simply shown.
    pub(super) fn look_around(&mut self, command: CommandId, file: &[u8]) -> Result<(), Refusal> {
        let sample = Sample::read(file)
            .map_err(|_| Refusal::BadFile { path: String::new(), reason: FileFault::Unreadable })?;
        let id = sample.community;
        if self.communities.contains_key(&id) {
            self.core.finish(command, Outcome::Community(id));
            return Ok(());
        }
        // Nobody's: who looks around is no member.
        let device = DeviceKey(self.core.random());
        let local = Local::new(id, device, [0; 32], Meeting::default());
        let kept: Vec<String> = sample.entries.iter().map(|(key, _)| key.clone()).collect();
        let visit = Entry { key: keys::visit(&id), value: record::encode(&kept) };
        let (mut community, mut puts) = self.open_records(local, sample.entries);
        puts.push(visit);
        community.visit = Some(kept);
        self.communities.insert(id, community);
        let acks = vec![(command, Outcome::Community(id))];
        self.core.store(puts, Vec::new(), After { acks, ..After::default() });
        self.core.mark(ViewKey::Home);
        Ok(())
    }

    /// A community with what these records hold, and all that is to be stored of it.
    pub(super) fn open_records(
        &mut self,
        local: Local,
        mut records: Vec<(String, Vec<u8>)>,
    ) -> (Community, Vec<Entry>) {
        let id = local.community;
        let mut puts = vec![Entry { key: keys::local(&id), value: record::encode(&local) }];
        let mut community = self.begin(local);
        let (kernel, chunks) = (keys::kernel(&id), keys::chunks(&id, &DocumentId::Charter));
        let mut charter = Vec::new();
        ordered::sort(&mut records);
        for (key, value) in records {
            if key.starts_with(&chunks) {
                charter.push(value.clone());
            }
            let entry = Entry { key, value };
            if entry.key.starts_with(&kernel) {
                community.take_kernel(&entry);
            }
            puts.push(entry);
        }
        let entry = community.documents.entry(DocumentId::Charter);
        entry.or_insert_with(|| Document::new(&DocumentId::Charter));
        community.recount(DocumentId::Charter);
        community.open_document(&mut self.core, DocumentId::Charter, &charter);
        (community, puts)
    }
}
