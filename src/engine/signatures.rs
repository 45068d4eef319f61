//! A signature that the device made -> whoever waits for it. Nothing is signed here.

use crate::engine::Engine;
use crate::engine::io::Ticket;
use crate::engine::pending::Pending;
use crate::id::Signature;
use crate::sync::MeshInput;

impl Engine {
    pub(super) fn signed(&mut self, ticket: Ticket, signature: Option<Signature>) {
        match self.core.pending.remove(&ticket) {
            Some(Pending::Tip(community, document, tip)) => {
                let Some(community) = self.communities.get_mut(&community) else { return };
                match signature {
                    Some(signature) => {
                        community.signed(&mut self.core, document, tip, signature);
                    }
                    None => community.sign_failed(&mut self.core, document),
                }
            }
            Some(Pending::Mesh(community, ticket)) => {
                if let Some(community) = self.communities.get_mut(&community) {
                    let input = MeshInput::Signed { ticket, signature };
                    community.mesh.handle(self.core.device_now, input);
                }
            }
            Some(Pending::Staged(import, page)) => self.page_signed(import, page, signature),
            Some(Pending::Acceptance { community, motion, seal }) => {
                if let Some(community) = self.communities.get_mut(&community) {
                    community.acceptance_signed(&mut self.core, (motion, seal), signature);
                }
            }
            Some(Pending::Economy { community, command, act }) => {
                if let Some(community) = self.communities.get_mut(&community) {
                    community.economy_signed(&mut self.core, (command, act), signature);
                }
            }
            Some(_) | None => {}
        }
    }
}
