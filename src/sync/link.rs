//! Invitation links: text in, what a newcomer needs out, and back. It may use ids and base64 only.
//! Every link that is accepted is the one that we would print for the same contents.
//!
//! `#/join/<version>.<community>.<secret>.<generation>.<invitation>.<hints>.<check>`: binary parts
//! are base64url, numbers decimal, hints the relay addresses joined by line feeds. An absent part
//! is empty and its dot stays. The check is the first two bytes of the SHA-256 of all before it, so
//! that a cut or hand-edited link is told from a good one. `#/device/` stands for `#/join/` in the link for
//! a device of a member's own.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::id::CommunityId;
use crate::limits::{LINK_CHARS_MAX, RELAY_URL_BYTES_MAX, RELAYS_MAX};
use crate::message::command::LinkFault;
use crate::sign;

const VERSION: u32 = 1;
const MARK: &str = "#/join/";
const DEVICE_MARK: &str = "#/device/";
const PARTS: usize = 7;
/// Two bytes as base64url.
const CHECK_CHARS: usize = 3;

/// What an invitation link carries.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    pub community: CommunityId,
    /// What rendezvous keys are derived from.
    pub secret: [u8; 32],
    /// How many times the secret was renewed.
    pub generation: u32,
    /// Seed of the key whose holder is admitted; `None` for a link that only finds the others.
    pub invitation: Option<[u8; 32]>,
    /// For a device of a member's own: the seed is that of an offer.
    pub is_own: bool,
    /// Relays where the others are likely to be.
    pub relays: Vec<String>,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets stay out of logs.
        write!(f, "Link({}, generation {})", self.community, self.generation)
    }
}

impl Link {
    /// Reads a whole address, its fragment, or the fragment without `#`; or a message with the link
    /// somewhere in it, even where a mail program has broken the link into lines.
    pub fn parse(text: &str) -> Result<Self, LinkFault> {
        let text = text.trim();
        let is_own = text.contains(&DEVICE_MARK[1..]);
        let mark = if is_own { DEVICE_MARK } else { MARK };
        let rest = match text.find(mark) {
            Some(at) => &text[at + mark.len()..],
            None => text.strip_prefix(&mark[1..]).ok_or(LinkFault::NotALink)?,
        };
        Self::parse_rest(rest).map(|link| Self { is_own, ..link })
    }

    fn parse_rest(rest: &str) -> Result<Self, LinkFault> {
        let first = Self::parse_body(body_at_start(rest));
        let Err(fault) = first else { return first };
        if !rest.contains(char::is_whitespace) || rest.len() > LINK_CHARS_MAX {
            return Err(fault);
        }
        let joined: String = rest.split_whitespace().collect();
        Self::parse_body(body_at_start(&joined)).map_err(|_| fault)
    }

    fn parse_body(body: &str) -> Result<Self, LinkFault> {
        if body.len() > LINK_CHARS_MAX {
            return Err(LinkFault::Garbled);
        }
        let parts: Vec<&str> = body.split('.').collect();
        check_version(&parts)?;
        if parts.len() < PARTS || parts[PARTS - 1].len() < CHECK_CHARS {
            return Err(LinkFault::Truncated);
        }
        let link = Self {
            community: CommunityId(bytes32(parts[1])?),
            secret: bytes32(parts[2])?,
            generation: number(parts[3])?,
            invitation: if parts[4].is_empty() { None } else { Some(bytes32(parts[4])?) },
            relays: hints(parts[5])?,
            is_own: false,
        };
        // Whatever the parts mean, text that we would not print ourselves was tampered with.
        if link.body() == body { Ok(link) } else { Err(LinkFault::Garbled) }
    }

    /// The fragment, with its `#`.
    pub fn to_fragment(&self) -> String {
        let mark = if self.is_own { DEVICE_MARK } else { MARK };
        format!("{mark}{}", self.body())
    }

    /// The link at an address of the app; a fragment that `base` has is replaced.
    pub fn to_url(&self, base: &str) -> String {
        let base = base.split('#').next().unwrap_or_default();
        format!("{base}{}", self.to_fragment())
    }

    fn body(&self) -> String {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let text = format!(
            "{VERSION}.{}.{}.{}.{}.{}",
            self.community,
            encode(&self.secret),
            self.generation,
            self.invitation.map(|seed| encode(&seed)).unwrap_or_default(),
            encode(self.relays.join("\n").as_bytes()),
        );
        let check = encode(&sign::sha256(&[b"phyle link", text.as_bytes()].concat())[..2]);
        format!("{text}.{check}")
    }
}

/// What stands before the first character that no link has: what closes the link, in a message. A
/// full stop after it is the sentence's.
fn body_at_start(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let body = text.find(|c| !is_part(c)).map_or(text, |end| &text[..end]);
    match body.strip_suffix('.') {
        Some(shorter) if shorter.matches('.').count() == PARTS - 1 => shorter,
        Some(_) | None => body,
    }
}

/// Whether this is an address of a relay that we would open.
pub fn is_relay_url(url: &str) -> bool {
    let rest = url.strip_prefix("wss://").or_else(|| url.strip_prefix("ws://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    url.len() <= RELAY_URL_BYTES_MAX
        && url.bytes().all(|byte| byte.is_ascii_graphic())
        && !host.is_empty()
        && !host.contains('@')
}

/// Whether this is an address of a STUN or TURN server.
pub fn is_ice_url(url: &str) -> bool {
    let rest =
        ["stun:", "stuns:", "turn:", "turns:"].iter().find_map(|kind| url.strip_prefix(kind));
    url.len() <= RELAY_URL_BYTES_MAX
        && url.bytes().all(|byte| byte.is_ascii_graphic())
        && rest.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
}

fn check_version(parts: &[&str]) -> Result<(), LinkFault> {
    match parts[0] {
        "" => Err(LinkFault::Truncated),
        text if text.bytes().any(|byte| !byte.is_ascii_digit()) => Err(LinkFault::Garbled),
        text => match text.parse::<u32>() {
            Ok(VERSION) => Ok(()),
            Ok(0) => Err(LinkFault::Garbled),
            Ok(_) | Err(_) => Err(LinkFault::NewerVersion),
        },
    }
}

fn number(text: &str) -> Result<u32, LinkFault> {
    if text.is_empty() {
        return Err(LinkFault::Truncated);
    }
    text.parse().map_err(|_| LinkFault::Garbled)
}

fn bytes32(text: &str) -> Result<[u8; 32], LinkFault> {
    let short = text.len() < 43;
    if text.bytes().any(|byte| !(byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')) {
        return Err(LinkFault::Garbled);
    }
    if short {
        return Err(LinkFault::Truncated);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkFault::Garbled)?;
    bytes.try_into().map_err(|_| LinkFault::Garbled)
}

fn hints(text: &str) -> Result<Vec<String>, LinkFault> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkFault::Garbled)?;
    let text = String::from_utf8(bytes).map_err(|_| LinkFault::Garbled)?;
    let relays: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if relays.len() > RELAYS_MAX || !relays.iter().all(|url| is_relay_url(url)) {
        return Err(LinkFault::Garbled);
    }
    Ok(relays)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Link {
        Link {
            community: CommunityId([7; 32]),
            secret: [8; 32],
            generation: 3,
            invitation: Some([9; 32]),
            is_own: false,
            relays: vec!["wss://relay.example".into(), "ws://127.0.0.1:7777".into()],
        }
    }

    #[track_caller]
    fn check(text: &str, fault: LinkFault) {
        assert_eq!(Link::parse(text), Err(fault), "{text}");
    }

    #[test]
    fn a_link_reads_back_in_every_wrapping() {
        let link = sample();
        let url = link.to_url("https://any.example/some/path/?x=1#/old");
        assert!(url.starts_with("https://any.example/some/path/?x=1#/join/1."));
        assert_eq!(Link::parse(&url), Ok(link.clone()));
        assert_eq!(Link::parse(&format!("  \n{url}\t ")), Ok(link.clone()));
        assert_eq!(Link::parse(&link.to_fragment()), Ok(link.clone()));
        assert_eq!(Link::parse(&link.to_fragment()[1..]), Ok(link));
    }

    #[test]
    fn a_link_is_found_in_the_message_it_came_in() {
        let link = sample();
        let url = link.to_url("https://any.example/app/");
        for message in [
            format!("Come in: {url} see you!"),
            format!("Come in: {url}."),
            format!("<{url}>"),
            format!("“{url}”, says Ana"),
            format!("({url})"),
            format!("{}\n  {}", &url[..80], &url[80..]),
            format!("{}\r\n{}\r\n{}", &url[..60], &url[60..100], &url[100..]),
        ] {
            assert_eq!(Link::parse(&message), Ok(link.clone()), "{message}");
        }
        check(&format!("{} and so on", &url[..80]), LinkFault::Truncated);
    }

    #[test]
    fn absent_parts_are_empty() {
        let link = Link { invitation: None, relays: Vec::new(), ..sample() };
        assert!(link.to_fragment().contains(".3..."));
        assert_eq!(Link::parse(&link.to_fragment()), Ok(link));
    }

    #[test]
    fn foreign_and_newer_links_are_told_apart() {
        check("", LinkFault::NotALink);
        check("https://example.org/#/today", LinkFault::NotALink);
        check("#/join/", LinkFault::Truncated);
        check("#/join/2.whatever", LinkFault::NewerVersion);
        check("#/join/99999999999.x", LinkFault::NewerVersion);
        check("#/join/0.x", LinkFault::Garbled);
        check("#/join/x.y", LinkFault::Garbled);
        check(&format!("#/join/1.{}", "a".repeat(5000)), LinkFault::Garbled);
    }

    #[test]
    fn every_cut_is_noticed() {
        let text = sample().to_fragment();
        for end in "#/join/".len()..text.len() {
            check(&text[..end], LinkFault::Truncated);
        }
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let text = sample().to_fragment();
        for at in "#/join/".len()..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let bent = String::from_utf8(bytes).expect("ascii");
            assert!(Link::parse(&bent).is_err(), "{bent}");
        }
        check(&format!("{text}x"), LinkFault::Garbled);
        check(&format!("{text}.x"), LinkFault::Garbled);
    }

    #[test]
    fn hints_are_relays_and_few() {
        let bad = |relays| Link { relays, ..sample() }.to_fragment();
        check(&bad(vec!["https://x.example".into()]), LinkFault::Garbled);
        check(&bad(vec!["wss://a b".into()]), LinkFault::Garbled);
        check(&bad(vec!["wss://user@x".into()]), LinkFault::Garbled);
        check(&bad(vec!["wss://x".into(); RELAYS_MAX + 1]), LinkFault::Garbled);
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "(#/join/)?(1\\.)?.{0,300}") {
            if let Ok(link) = Link::parse(&text) {
                prop_assert_eq!(Link::parse(&link.to_fragment()), Ok(link));
            }
        }

        #[test]
        fn links_round_trip(
            community: [u8; 32], secret: [u8; 32], generation: u32, seed: Option<[u8; 32]>,
            is_own: bool,
        ) {
            let community = CommunityId(community);
            let link = Link {
                community,
                secret,
                generation,
                invitation: seed,
                is_own,
                relays: vec![],
            };
            prop_assert_eq!(Link::parse(&link.to_fragment()), Ok(link));
        }
    }
}
