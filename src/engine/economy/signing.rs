//! Acts that this device signs before they are written: the words go out, the signature comes back, and
//! the act is judged again, since much can have come meanwhile.

use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::io::Effect;
use crate::engine::pending::Pending;
use crate::id::{CommandId, Signature};
use crate::message::Letter;
use crate::message::command::Refusal;
use crate::message::economy::EconomyAct;

impl Community {
    pub(super) fn sign_for(
        &self,
        core: &mut Core,
        command: CommandId,
        act: Letter<EconomyAct>,
        message: Vec<u8>,
    ) {
        let ticket = core.ticket(Pending::Economy { community: self.id, command, act });
        let key = self.local.device;
        core.effects.push(Effect::Sign { ticket, key, message });
    }

    /// The device signed, or could not.
    pub(in crate::engine) fn economy_signed(
        &mut self,
        core: &mut Core,
        (command, act): (CommandId, Letter<EconomyAct>),
        signature: Option<Signature>,
    ) {
        match signature {
            Some(_) => self.go_on_with(core, command, act, signature),
            None => core.refuse(command, Refusal::CannotSign),
        }
    }
}
