//! Networks that go and come back, and nights in which all browsers are closed.

use super::World;
use crate::message::{Connectivity, ToEngine};
use crate::sim::relay::Node;

impl World {
    /// A node has no network from now on, and knows it.
    pub fn unplug(&mut self, node: Node) {
        self.relay.unplug(self.now, node);
        for other in (0..self.profiles.len()).map(Node).filter(|other| *other != node) {
            self.fabric.cut(node, other);
        }
        self.profiles[node.0].unplugged = true;
        self.tell(node, ToEngine::Online(Connectivity::Offline));
    }

    /// A node has a network again.
    pub fn plug(&mut self, node: Node) {
        self.relay.plug(node);
        self.profiles[node.0].unplugged = false;
        for other in (0..self.profiles.len()).map(Node).filter(|other| *other != node) {
            if !self.profiles[other.0].unplugged {
                self.fabric.heal(node, other);
            }
        }
        self.tell(node, ToEngine::Online(Connectivity::Online));
    }

    /// All that is open is closed, this much time passes, and it is opened again.
    pub fn sleep_ms(&mut self, ms: u64) {
        self.run_ms(1_000);
        let running: Vec<Node> =
            (0..self.profiles.len()).map(Node).filter(|node| self.is_running(*node)).collect();
        for node in &running {
            self.crash(*node);
        }
        self.run_ms(ms);
        for node in running {
            self.start(node);
        }
    }
}
