//! The proof at the start of a channel: nonces and signatures in, a proved device out. It may use
//! crypto only. Both sides sign both DTLS fingerprints, so whoever stands between cannot be either.

use crate::id::{CommunityId, DeviceKey, Signature};
use crate::sign;
use crate::sync::frame::Frame;
use crate::sync::signal::SessionId;

const TAG: &[u8] = b"phyle session proof 1";

/// Which side of a connection this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Offerer,
    Answerer,
}

impl Role {
    fn other(self) -> Self {
        match self {
            Self::Offerer => Self::Answerer,
            Self::Answerer => Self::Offerer,
        }
    }
}

/// What both sides know before the channel opens.
#[derive(Debug, Clone)]
pub struct Binding {
    pub community: CommunityId,
    pub role: Role,
    pub local: (SessionId, [u8; 32]),
    pub remote: (SessionId, [u8; 32]),
}

/// Why a proof was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// A frame that has no place at this point.
    #[error("unexpected frame")]
    Unexpected,
    /// The peer says that it is this very device.
    #[error("the peer claims our own key")]
    OwnDevice,
    /// The signature is not that of the device over this connection.
    #[error("the signature does not fit this connection")]
    Signature,
}

/// One side of a proof.
#[derive(Debug)]
pub struct Handshake {
    binding: Binding,
    me: DeviceKey,
    nonce: [u8; 32],
    remote: Option<(DeviceKey, [u8; 32])>,
    proof_sent: Progress,
    proof_checked: Progress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Open,
    Done,
}

/// What comes of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// This must be signed with the device key.
    Sign(Vec<u8>),
    /// Nothing yet.
    Wait,
    /// Both sides have proved themselves.
    Proved(DeviceKey),
}

impl Handshake {
    /// Begins; the frame goes first on the channel.
    pub fn new(binding: Binding, me: DeviceKey, nonce: [u8; 32]) -> (Self, Frame) {
        let (proof_sent, proof_checked) = (Progress::Open, Progress::Open);
        let frame = Frame::Auth { device: me, nonce };
        (Self { binding, me, nonce, remote: None, proof_sent, proof_checked }, frame)
    }

    /// The peer's first frame.
    pub fn auth(&mut self, device: DeviceKey, nonce: [u8; 32]) -> Result<Step, ProofFault> {
        if self.remote.is_some() || nonce == self.nonce {
            return Err(ProofFault::Unexpected);
        }
        if device == self.me {
            return Err(ProofFault::OwnDevice);
        }
        self.remote = Some((device, nonce));
        Ok(Step::Sign(self.message(self.binding.role, self.me, nonce)))
    }

    /// Our signature is there; the frame carries it.
    pub fn signed(&mut self, signature: Signature) -> (Frame, Step) {
        self.proof_sent = Progress::Done;
        (Frame::Proof { signature }, self.step())
    }

    /// The peer's signature.
    pub fn proof(&mut self, signature: &Signature) -> Result<Step, ProofFault> {
        let Some((device, nonce)) = self.remote else { return Err(ProofFault::Unexpected) };
        if self.proof_checked == Progress::Done {
            return Err(ProofFault::Unexpected);
        }
        let message = self.message(self.binding.role.other(), device, nonce);
        if sign::verify(&device, &message, signature).is_err() {
            return Err(ProofFault::Signature);
        }
        self.proof_checked = Progress::Done;
        Ok(self.step())
    }

    fn step(&self) -> Step {
        let done = self.proof_sent == Progress::Done && self.proof_checked == Progress::Done;
        match self.remote {
            Some((device, _)) if done => Step::Proved(device),
            Some(_) | None => Step::Wait,
        }
    }

    /// What the side of this role signs: fixed lengths throughout, offerer before answerer.
    fn message(&self, signer: Role, device: DeviceKey, remote_nonce: [u8; 32]) -> Vec<u8> {
        let binding = &self.binding;
        let local = (binding.local, self.nonce);
        let remote = (binding.remote, remote_nonce);
        let (offerer, answerer) = match binding.role {
            Role::Offerer => (local, remote),
            Role::Answerer => (remote, local),
        };
        let side = match signer {
            Role::Offerer => [1],
            Role::Answerer => [2],
        };
        let mut message = Vec::with_capacity(256);
        message.extend_from_slice(TAG);
        message.extend_from_slice(&binding.community.0);
        for ((session, fingerprint), nonce) in [offerer, answerer] {
            message.extend_from_slice(&session.0);
            message.extend_from_slice(&fingerprint);
            message.extend_from_slice(&nonce);
        }
        message.extend_from_slice(&side);
        message.extend_from_slice(&device.0);
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::SoftwareKey;

    fn key(seed: u8) -> (SoftwareKey, DeviceKey) {
        let key = SoftwareKey::from_seed(&[seed; 32]);
        let device = key.public();
        (key, device)
    }

    fn binding(role: Role) -> Binding {
        let (offerer, answerer) = ((SessionId([1; 8]), [1; 32]), (SessionId([2; 8]), [2; 32]));
        let community = CommunityId([9; 32]);
        match role {
            Role::Offerer => Binding { community, role, local: offerer, remote: answerer },
            Role::Answerer => Binding { community, role, local: answerer, remote: offerer },
        }
    }

    /// Runs both sides; the answerer's binding may be bent.
    fn run(answerer: Binding) -> (Result<Step, ProofFault>, Result<Step, ProofFault>) {
        let ((key_a, device_a), (key_b, device_b)) = (key(1), key(2));
        let (mut a, _) = Handshake::new(binding(Role::Offerer), device_a, [3; 32]);
        let (mut b, _) = Handshake::new(answerer, device_b, [4; 32]);
        let sign = |key: &SoftwareKey, step| match step {
            Step::Sign(message) => key.sign(&message),
            Step::Wait | Step::Proved(_) => panic!("must sign first"),
        };
        let from_a = sign(&key_a, a.auth(device_b, [4; 32]).expect("first"));
        let from_b = sign(&key_b, b.auth(device_a, [3; 32]).expect("first"));
        assert_eq!(a.signed(from_a).1, Step::Wait);
        let early = b.proof(&from_a).map(|step| {
            assert_eq!(step, Step::Wait, "nobody is proved before both signed");
            b.signed(from_b).1
        });
        (a.proof(&from_b), early)
    }

    #[test]
    fn two_devices_prove_themselves() {
        let (a, b) = run(binding(Role::Answerer));
        assert_eq!(a, Ok(Step::Proved(key(2).1)));
        assert_eq!(b, Ok(Step::Proved(key(1).1)));
    }

    #[test]
    fn another_fingerprint_community_or_session_fails() {
        let fault = Err(ProofFault::Signature);
        let good = binding(Role::Answerer);
        let bent = [
            Binding { remote: (good.remote.0, [8; 32]), ..good.clone() },
            Binding { local: (good.local.0, [8; 32]), ..good.clone() },
            Binding { local: (SessionId([8; 8]), good.local.1), ..good.clone() },
            Binding { community: CommunityId([8; 32]), ..good.clone() },
            Binding { role: Role::Offerer, ..good },
        ];
        for binding in bent {
            assert_eq!(run(binding), (fault.clone(), fault.clone()));
        }
    }

    #[test]
    fn a_reflected_proof_is_worth_nothing() {
        let device = key(1).1;
        let (mut a, _) = Handshake::new(binding(Role::Offerer), device, [3; 32]);
        assert_eq!(a.proof(&Signature([0; 64])), Err(ProofFault::Unexpected));
        assert_eq!(a.auth(device, [4; 32]), Err(ProofFault::OwnDevice));
        assert_eq!(a.auth(key(2).1, [3; 32]), Err(ProofFault::Unexpected));
    }
}
