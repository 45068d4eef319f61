//! What a window wants of the engine: the views it shows and the commands that were not answered.
//! Pure; whatever is in here is said again, in the same order, to every new engine.

use crate::ordered::Map;

use crate::id::CommandId;
use crate::message::{Command, ToEngine, ViewKey};

/// Views that are shown and commands that wait for an answer.
#[derive(Debug, Default)]
pub struct Outbox {
    watched: Map<ViewKey, u32>,
    waiting: Vec<(CommandId, Command)>,
}

impl Outbox {
    /// One more place shows this view; the message to send when it is the first.
    pub fn watch(&mut self, key: ViewKey) -> Option<ToEngine> {
        let places = self.watched.entry(key.clone()).or_insert(0);
        *places += 1;
        (*places == 1).then_some(ToEngine::Watch(key))
    }

    /// One place less shows this view; the message to send when it was the last.
    pub fn unwatch(&mut self, key: &ViewKey) -> Option<ToEngine> {
        let places = self.watched.get_mut(key)?;
        *places -= 1;
        if *places > 0 {
            return None;
        }
        self.watched.remove(key);
        Some(ToEngine::Unwatch(key.clone()))
    }

    /// Keeps a command until it is answered; the message to send now.
    pub fn give(&mut self, id: CommandId, command: Command) -> ToEngine {
        if !self.waiting.iter().any(|(waiting, _)| *waiting == id) {
            self.waiting.push((id, command.clone()));
        }
        ToEngine::Command { id, command }
    }

    /// A command was answered.
    pub fn answered(&mut self, id: CommandId) {
        self.waiting.retain(|(waiting, _)| *waiting != id);
    }

    /// How many commands wait for an answer.
    pub fn unanswered(&self) -> usize {
        self.waiting.len()
    }

    /// Everything a new engine must hear: that the window is here, its views, its commands.
    pub fn all(&self) -> Vec<ToEngine> {
        let views = self.watched.keys().cloned().map(ToEngine::Watch);
        let commands = self
            .waiting
            .iter()
            .map(|(id, command)| ToEngine::Command { id: *id, command: command.clone() });
        std::iter::once(ToEngine::WindowOpened).chain(views).chain(commands).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CommunityId;

    fn command(byte: u8) -> (CommandId, Command) {
        let community = CommunityId([byte; 32]);
        (CommandId([byte; 16]), Command::Reconnect { community })
    }

    #[test]
    fn a_view_is_watched_once_however_many_places_show_it() {
        let mut outbox = Outbox::default();
        assert_eq!(outbox.watch(ViewKey::Home), Some(ToEngine::Watch(ViewKey::Home)));
        assert_eq!(outbox.watch(ViewKey::Home), None);
        assert_eq!(outbox.unwatch(&ViewKey::Home), None);
        assert_eq!(outbox.unwatch(&ViewKey::Home), Some(ToEngine::Unwatch(ViewKey::Home)));
        assert_eq!(outbox.unwatch(&ViewKey::Home), None);
    }

    #[test]
    fn unanswered_commands_are_said_again_in_order() {
        let mut outbox = Outbox::default();
        for byte in [9, 3, 5, 3] {
            let (id, command) = command(byte);
            outbox.give(id, command);
        }
        outbox.answered(CommandId([9; 16]));
        assert_eq!(outbox.unanswered(), 2);
        let (third, fifth) = (command(3), command(5));
        assert_eq!(
            outbox.all(),
            [
                ToEngine::WindowOpened,
                ToEngine::Command { id: third.0, command: third.1 },
                ToEngine::Command { id: fifth.0, command: fifth.1 },
            ]
        );
    }
}
