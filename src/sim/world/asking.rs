//! Commands given to nodes, and what they were answered.

use super::World;
use crate::id::CommandId;
use crate::message::command::{Command, Outcome, Refusal};
use crate::sim::relay::Node;

impl World {
    /// Does something and waits for the answer.
    pub fn ask(&mut self, node: Node, command: Command) -> Result<Outcome, Refusal> {
        self.ask_as(node, command).0
    }

    /// The same, with the command's id.
    pub fn ask_as(
        &mut self,
        node: Node,
        command: Command,
    ) -> (Result<Outcome, Refusal>, CommandId) {
        let id = self.command(node, command);
        for _ in 0..2_000 {
            if let Some(answer) = self.answer(node, &id) {
                return (answer, id);
            }
            self.run_ms(10);
        }
        panic!("command {id} got no answer");
    }

    /// What a command was answered.
    pub fn answer(&self, node: Node, id: &CommandId) -> Option<Result<Outcome, Refusal>> {
        self.profiles[node.0].answers.get(id).cloned()
    }
}
