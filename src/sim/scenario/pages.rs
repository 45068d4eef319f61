//! Writing pages, and telling what is not as a script expects it.

use crate::message::command::{PageAct, Splice, Writing};
use crate::message::model::{PageDelta, ViewDelta, ViewKey};
use crate::sim::scenario::expect::Expectation;
use crate::sim::scenario::play::{Labelled, Player};

impl Player<'_> {
    pub(super) fn write_page(&mut self, by: &str, label: &str, text: &str) -> Result<(), String> {
        let Some(Labelled::Page(page)) = self.labels.get(label).cloned() else {
            return Err(format!("no page was labelled `{label}`"));
        };
        let (node, community) = (self.node(by)?, self.here()?);
        let shown = self.world.view(node, ViewKey::Page(community, page));
        let whole = |delta| {
            let ViewDelta::Page { delta: PageDelta::All { version, text, .. }, .. } = delta else {
                return None;
            };
            Some((version, text))
        };
        let found = shown.into_iter().rev().find_map(whole);
        let (version, before) = found.ok_or_else(|| format!("`{by}` has no such page yet"))?;
        let delete = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
        let splices = vec![Splice { at: 0, delete, insert: text.to_owned() }];
        let act = PageAct::Edit { base: version, splices };
        self.write(by, Writing::Page { page, act }, None).map(drop)
    }

    pub(super) fn expect(&mut self, expected: &Expectation) -> Result<(), String> {
        let nodes = match expected.on() {
            Some(names) => self.nodes(names)?,
            None => self.meeting(),
        };
        if let Expectation::Same { .. } = expected {
            let hashes = self.hashes(&nodes);
            if hashes.iter().any(|hash| *hash != hashes[0]) {
                return Err(format!("replicas differ: {hashes:?}"));
            }
        }
        if let Expectation::Pages { titles, .. } = expected {
            return nodes.into_iter().try_for_each(|node| self.expect_pages(node, titles));
        }
        if let Expectation::Economy { desk, at, is, .. } = expected {
            for node in nodes {
                let of = self.script.members[node.0].clone();
                self.expect_desk(node, (desk, at), is)
                    .map_err(|problem| format!("{of}: {problem}"))?;
            }
            return Ok(());
        }
        if let Expectation::Calendar { events, .. } = expected {
            for node in nodes {
                let of = self.script.members[node.0].clone();
                self.expect_calendar(node, events).map_err(|problem| format!("{of}: {problem}"))?;
            }
            return Ok(());
        }
        for node in nodes {
            let replica = self.replica(node);
            expected.unmet(&replica).map_err(|problem| format!("{}: {problem}", replica.of))?;
        }
        Ok(())
    }
}
