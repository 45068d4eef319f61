//! Session descriptions of browsers in, about a hundred bytes out, and a whole description back. It
//! may use nothing but text and bytes. Whatever a peer put into the bytes, the text that is rebuilt
//! has only lines that we chose.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::limits::{CANDIDATES_MAX, SDP_BYTES_MAX};

const UFRAG_CHARS_MAX: usize = 32;
const PWD_CHARS_MAX: usize = 64;
const NAME_CHARS_MAX: usize = 64;
const LOCAL: &str = ".local";

/// A description that we cannot use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SdpFault {
    /// Longer than any browser writes for one data channel.
    #[error("the session description is too long")]
    TooLong,
    /// `ice-ufrag`, `ice-pwd`, `fingerprint` or `setup` is absent or not well formed.
    #[error("the session description lacks {0}")]
    Lacks(&'static str),
    /// The compact bytes are not ours.
    #[error("the compact description cannot be read")]
    Garbled,
}

/// Who begins the DTLS handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setup {
    /// Either; only in offers.
    Actpass,
    /// The describing side.
    Active,
    /// The other side.
    Passive,
}

impl Setup {
    fn name(self) -> &'static str {
        match self {
            Self::Actpass => "actpass",
            Self::Active => "active",
            Self::Passive => "passive",
        }
    }
}

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CandidateKind {
    Host,
    Srflx,
    Relay,
}

/// Where a peer may be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Address {
    V4([u8; 4]),
    V6([u8; 16]),
    /// `<uuid>.local`, as browsers hide host addresses.
    Mdns([u8; 16]),
    /// Another `.local` name, without its ending.
    Local(String),
}

/// A UDP candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub kind: CandidateKind,
    pub address: Address,
    pub port: u16,
}

/// What of a description cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    ufrag: String,
    pwd: String,
    /// SHA-256 of the DTLS certificate.
    pub fingerprint: [u8; 32],
    pub setup: Setup,
    candidates: Vec<Candidate>,
}

impl Description {
    /// Reads what a browser wrote. TCP candidates and those we cannot express are left out.
    pub fn parse(sdp: &str) -> Result<Self, SdpFault> {
        if sdp.len() > SDP_BYTES_MAX {
            return Err(SdpFault::TooLong);
        }
        let value = |name: &'static str| {
            sdp.lines()
                .find_map(|line| line.trim_end().strip_prefix("a=")?.strip_prefix(name))
                .and_then(|rest| rest.strip_prefix(':'))
                .ok_or(SdpFault::Lacks(name))
        };
        let setup = match value("setup")? {
            "actpass" => Setup::Actpass,
            "active" => Setup::Active,
            "passive" => Setup::Passive,
            _ => return Err(SdpFault::Lacks("setup")),
        };
        let mut candidates = Vec::new();
        for line in sdp.lines().filter_map(|line| line.trim_end().strip_prefix("a=candidate:")) {
            if let Some(candidate) = parse_candidate(line)
                && candidates.len() < CANDIDATES_MAX
                && !candidates.contains(&candidate)
            {
                candidates.push(candidate);
            }
        }
        let fingerprint =
            parse_fingerprint(value("fingerprint")?).ok_or(SdpFault::Lacks("fingerprint"))?;
        let (ufrag, pwd) = (value("ice-ufrag")?.to_owned(), value("ice-pwd")?.to_owned());
        Self { ufrag, pwd, fingerprint, setup, candidates }.checked()
    }

    /// The compact bytes.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("plain data")
    }

    /// Reads compact bytes from a peer.
    pub fn decode(bytes: &[u8]) -> Result<Self, SdpFault> {
        let (description, rest) =
            postcard::take_from_bytes::<Self>(bytes).map_err(|_| SdpFault::Garbled)?;
        if rest.is_empty() { description.checked() } else { Err(SdpFault::Garbled) }
    }

    /// How many candidates there are.
    pub fn candidate_count(&self) -> usize {
        self.candidates.len()
    }

    /// A whole description of one data channel, as the remote side of either browser.
    pub fn to_sdp(&self) -> String {
        // Any stable number does; browsers only compare it with that of a renegotiation.
        let origin = u32::from_be_bytes(self.fingerprint[..4].try_into().expect("4 of 32 bytes"));
        let hex: Vec<String> = self.fingerprint.iter().map(|byte| format!("{byte:02X}")).collect();
        let mut sdp = format!(
            "v=0\r\no=- {origin} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
             m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n"
        );
        for (at, candidate) in self.candidates.iter().enumerate() {
            write_candidate(&mut sdp, at, candidate);
        }
        write!(
            sdp,
            "a=ice-ufrag:{}\r\na=ice-pwd:{}\r\na=ice-options:trickle\r\n\
             a=fingerprint:sha-256 {}\r\na=setup:{}\r\na=mid:0\r\na=sctp-port:5000\r\n\
             a=max-message-size:262144\r\n",
            self.ufrag,
            self.pwd,
            hex.join(":"),
            self.setup.name(),
        )
        .expect("writing to a string cannot fail");
        sdp
    }

    /// Refuses what would put lines of a peer's choice into our text.
    fn checked(self) -> Result<Self, SdpFault> {
        let ice = |text: &str| {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
        };
        let name_ok = |candidate: &Candidate| match &candidate.address {
            Address::Local(name) => is_local_name(name),
            Address::V4(_) | Address::V6(_) | Address::Mdns(_) => true,
        };
        if !(4..=UFRAG_CHARS_MAX).contains(&self.ufrag.len()) || !ice(&self.ufrag) {
            Err(SdpFault::Lacks("ice-ufrag"))
        } else if !(22..=PWD_CHARS_MAX).contains(&self.pwd.len()) || !ice(&self.pwd) {
            Err(SdpFault::Lacks("ice-pwd"))
        } else if self.candidates.len() > CANDIDATES_MAX || !self.candidates.iter().all(name_ok) {
            Err(SdpFault::Garbled)
        } else {
            Ok(self)
        }
    }
}

fn is_local_name(name: &str) -> bool {
    (1..=NAME_CHARS_MAX).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// `sha-256 AA:BB:..`
fn parse_fingerprint(text: &str) -> Option<[u8; 32]> {
    let (algorithm, hex) = text.split_once(' ')?;
    if !algorithm.eq_ignore_ascii_case("sha-256") {
        return None;
    }
    let mut bytes = [0; 32];
    let mut parts = hex.split(':');
    for byte in &mut bytes {
        let part = parts.next().filter(|part| part.len() == 2)?;
        *byte = u8::from_str_radix(part, 16).ok()?;
    }
    parts.next().is_none().then_some(bytes)
}

/// `<foundation> 1 udp <priority> <address> <port> typ <kind> ...`
fn parse_candidate(line: &str) -> Option<Candidate> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let (component, transport) = (words.next()?, words.next()?);
    if component != "1" || !transport.eq_ignore_ascii_case("udp") {
        return None;
    }
    let (address, port) = (words.nth(1)?, words.next()?);
    let kind = match (words.next()?, words.next()?) {
        ("typ", "host") => CandidateKind::Host,
        ("typ", "srflx") => CandidateKind::Srflx,
        ("typ", "relay") => CandidateKind::Relay,
        _ => return None,
    };
    Some(Candidate { kind, address: parse_address(address)?, port: port.parse().ok()? })
}

fn parse_address(text: &str) -> Option<Address> {
    if let Some(name) = text.strip_suffix(LOCAL) {
        return match parse_uuid(name) {
            Some(uuid) => Some(Address::Mdns(uuid)),
            None => is_local_name(name).then(|| Address::Local(name.to_owned())),
        };
    }
    match text.parse().ok()? {
        IpAddr::V4(address) => Some(Address::V4(address.octets())),
        IpAddr::V6(address) => Some(Address::V6(address.octets())),
    }
}

fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    if digits.len() != 32 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    // Only the usual spelling can be given back; others travel as names.
    (format_uuid(&bytes) == text).then_some(bytes)
}

fn format_uuid(bytes: &[u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            text.push('-');
        }
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
    }
    text
}

fn write_candidate(sdp: &mut String, at: usize, candidate: &Candidate) {
    let address = match &candidate.address {
        Address::V4(bytes) => Ipv4Addr::from(*bytes).to_string(),
        Address::V6(bytes) => Ipv6Addr::from(*bytes).to_string(),
        Address::Mdns(uuid) => format!("{}{LOCAL}", format_uuid(uuid)),
        Address::Local(name) => format!("{name}{LOCAL}"),
    };
    let (preference, kind) = match candidate.kind {
        CandidateKind::Host => (126_u32, "host"),
        CandidateKind::Srflx => (100, "srflx raddr 0.0.0.0 rport 0"),
        CandidateKind::Relay => (0, "relay raddr 0.0.0.0 rport 0"),
    };
    // The formula of RFC 8445 5.1.2.1 for component 1; earlier candidates are preferred.
    let local = 65_535 - u32::try_from(at).expect("at most 16 candidates");
    let priority = (preference << 24) + (local << 8) + 255;
    let (foundation, port) = (at + 1, candidate.port);
    write!(sdp, "a=candidate:{foundation} 1 udp {priority} {address} {port} typ {kind}\r\n")
        .expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests;
