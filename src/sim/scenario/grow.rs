//! Taking everything along, and a community that grows out of it: what a window does, without its screens.

use crate::exchange::everything;
use crate::exchange::zip::{ZipLimits, read_zip};
use crate::message::Letter;
use crate::message::command::{Command, MemberAct, Outcome};
use crate::message::economy::EconomyAct;
use crate::message::model::{ViewDelta, ViewKey};
use crate::message::motion::Preset;
use crate::sim::relay::Node;
use crate::sim::scenario::play::{Labelled, Player};
use crate::sim::world::named;

impl Player<'_> {
    pub(super) fn take_out(&mut self, by: &str, label: &str) -> Result<(), String> {
        let act = MemberAct::TakeOut { readme: "Everything.".to_owned() };
        match self.ask_as(by, act, None)?.0 {
            Some(Outcome::File(bytes)) => self.label(label, Labelled::File(bytes)),
            Some(_) | None => Err("no file came of it".to_owned()),
        }
    }

    /// From here on the script speaks of the new community.
    pub(super) fn grow(&mut self, by: &str, from: &str, name: &str) -> Result<(), String> {
        let Some(Labelled::File(bytes)) = self.labels.get(from) else {
            return Err(format!("no file was labelled `{from}`"));
        };
        let contents = read_zip(bytes, ZipLimits::default()).map_err(|why| format!("{why:?}"))?;
        let along = everything::read(contents, |old| format!("What {old} has stays there."))
            .map_err(|why| format!("{why:?}"))?;
        let node = self.node(by)?;
        let found = Command::FoundCommunity {
            name: name.to_owned(),
            sentence: format!("Grew out of {}.", along.about.name),
            founder: named(by),
            preset: Preset::default(),
        };
        match self.world.ask(node, found) {
            Ok(Outcome::Community(community)) => self.community = Some(community),
            Ok(_) => return Err("no community came of it".to_owned()),
            Err(refusal) => return Err(format!("refused: {refusal}")),
        }
        if let Some(base) = along.about.base {
            for act in [EconomyAct::OpenBooks { base }, EconomyAct::RecordAll(along.books)] {
                self.ask_as(by, MemberAct::Economy(Letter::new(&act)), None)?;
            }
        }
        let (_, import) = self.ask_as(by, MemberAct::BeginImport, None)?;
        for file in along.pages {
            let (path, bytes) = (file.path, file.content);
            self.give(node, Command::ImportFile { import, path, bytes })?;
        }
        self.give(node, Command::FinishImport { import, credit: String::new() })
    }

    fn give(&mut self, node: Node, command: Command) -> Result<(), String> {
        self.world.ask(node, command).map(drop).map_err(|refusal| format!("refused: {refusal}"))
    }

    /// Whether a replica has just these pages.
    pub(super) fn expect_pages(&mut self, node: Node, titles: &[String]) -> Result<(), String> {
        let deltas = self.world.view(node, ViewKey::Pages(self.here()?));
        let mut found: Vec<String> = Vec::new();
        if let Some(ViewDelta::Pages { pages, .. }) = deltas.last() {
            found = pages.iter().map(|page| page.title.clone()).collect();
        }
        found.sort_unstable();
        let mut wanted = titles.to_vec();
        wanted.sort_unstable();
        if found == wanted {
            Ok(())
        } else {
            let of = &self.script.members[node.0];
            Err(format!("{of}: titles: expected {wanted:?}, found {found:?}"))
        }
    }
}
