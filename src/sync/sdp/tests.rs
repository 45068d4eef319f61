//! Descriptions as Chromium and Firefox write them, and what a hostile peer may make of them.

use proptest::prelude::*;

use super::*;

const CHROMIUM: &str = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
    a=group:BUNDLE 0\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n\
    m=application 54400 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 203.0.113.7\r\n\
    a=candidate:2322117344 1 udp 2113937151 5ea4d4a1-3a1c-4d9b-9c4b-0b8a5a0c9f10.local 54400 \
    typ host generation 0 network-cost 999\r\n\
    a=candidate:842163049 1 udp 1677729535 203.0.113.7 54400 typ srflx raddr 0.0.0.0 rport 0 \
    generation 0 network-cost 999\r\n\
    a=candidate:99 1 tcp 1518214911 192.0.2.5 9 typ host tcptype active generation 0\r\n\
    a=ice-ufrag:Yh3+\r\na=ice-pwd:kE1xKq9mVb3n7s/dTQ2wLz8r\r\na=ice-options:trickle\r\n\
    a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:\
    16:17:18:19:1A:1B:1C:1D:1E:FF\r\na=setup:actpass\r\na=mid:0\r\na=sctp-port:5000\r\n\
    a=max-message-size:262144\r\n";

const FIREFOX: &str = "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 5327458394857 0 IN IP4 0.0.0.0\
    \r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 \
    FF:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:\
    1E:1F\r\na=group:BUNDLE 0\r\na=ice-options:trickle\r\na=msid-semantic:WMS *\r\n\
    m=application 48190 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 192.0.2.44\r\n\
    a=candidate:0 1 UDP 2122252543 192.0.2.44 48190 typ host\r\n\
    a=candidate:2 1 UDP 2122187007 2001:db8::5 40111 typ host\r\n\
    a=candidate:3 1 TCP 2105524479 192.0.2.44 9 typ host tcptype active\r\n\
    a=candidate:9 1 UDP 8331263 198.51.100.9 3478 typ relay raddr 192.0.2.44 rport 48190\r\n\
    a=candidate:0 2 UDP 2122252542 192.0.2.44 48191 typ host\r\n\
    a=sendrecv\r\na=end-of-candidates\r\na=ice-pwd:0a5ecc6fd7f4a3b2c1d0e9f8a7b6c5d4\r\n\
    a=ice-ufrag:7c1f2e3d\r\na=mid:0\r\na=setup:active\r\na=sctp-port:5000\r\n\
    a=max-message-size:1073741823\r\n";

#[track_caller]
fn check_round_trip(sdp: &str) -> Description {
    let description = Description::parse(sdp).expect("a browser's description");
    assert_eq!(Description::decode(&description.encode()), Ok(description.clone()));
    assert_eq!(Description::parse(&description.to_sdp()), Ok(description.clone()));
    description
}

#[test]
fn chromium_offer() {
    let description = check_round_trip(CHROMIUM);
    assert_eq!(description.setup, Setup::Actpass);
    assert_eq!(description.fingerprint[31], 0xff);
    assert_eq!(description.candidates.len(), 2);
    assert!(matches!(description.candidates[0].address, Address::Mdns(_)));
    assert_eq!(description.candidates[1].kind, CandidateKind::Srflx);
    assert!(description.encode().len() <= 100, "{}", description.encode().len());
}

#[test]
fn firefox_answer() {
    let description = check_round_trip(FIREFOX);
    assert_eq!(description.setup, Setup::Active);
    assert_eq!(description.fingerprint[0], 0xff);
    let kinds: Vec<_> = description.candidates.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [CandidateKind::Host, CandidateKind::Host, CandidateKind::Relay]);
}

#[test]
fn rebuilt_text_has_what_both_browsers_ask_for() {
    let sdp = Description::parse(CHROMIUM).expect("sample").to_sdp();
    for line in [
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "a=group:BUNDLE 0",
        "a=mid:0",
        "a=sctp-port:5000",
        "a=max-message-size:262144",
        "a=candidate:2 1 udp 1694498559 203.0.113.7 54400 typ srflx raddr 0.0.0.0 rport 0",
    ] {
        assert!(sdp.split("\r\n").any(|have| have == line), "{line}\n{sdp}");
    }
}

#[test]
fn a_peer_cannot_put_lines_into_our_text() {
    let good = Description::parse(CHROMIUM).expect("sample");
    let bent = Description { ufrag: "abcd\r\na=x".into(), ..good.clone() };
    assert_eq!(Description::decode(&bent.encode()), Err(SdpFault::Lacks("ice-ufrag")));
    let host = Address::Local("x\r\na=y".into());
    let candidate = Candidate { kind: CandidateKind::Host, address: host, port: 1 };
    let bent = Description { candidates: vec![candidate.clone()], ..good.clone() };
    assert_eq!(Description::decode(&bent.encode()), Err(SdpFault::Garbled));
    let bent = Description { candidates: vec![good.candidates[0].clone(); 17], ..good };
    assert_eq!(Description::decode(&bent.encode()), Err(SdpFault::Garbled));
}

#[test]
fn candidates_are_bounded() {
    let mut sdp = CHROMIUM.to_owned();
    for port in 1..100 {
        write!(sdp, "a=candidate:1 1 udp 1 192.0.2.1 {port} typ host\r\n").expect("text");
    }
    let description = Description::parse(&sdp).expect("still one");
    assert_eq!(description.candidate_count(), CANDIDATES_MAX);
}

#[test]
fn a_description_without_its_parts_is_refused() {
    for name in ["ice-ufrag", "ice-pwd", "fingerprint", "setup"] {
        let sdp = CHROMIUM.replace(&format!("a={name}:"), "a=other:");
        assert_eq!(Description::parse(&sdp), Err(SdpFault::Lacks(name)));
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in ".{0,400}", bytes: Vec<u8>) {
        let described = Description::parse(&text).is_ok();
        prop_assert!(!described);
        if let Ok(description) = Description::decode(&bytes) {
            prop_assert_eq!(Description::parse(&description.to_sdp()).is_ok(), true);
        }
    }

    #[test]
    fn candidate_lines_never_panic(line in "[0-9a-f .:]{0,80}( typ (host|srflx|x))?.{0,9}") {
        let sdp = format!("{CHROMIUM}a=candidate:{line}\r\n");
        prop_assert!(Description::parse(&sdp).is_ok());
    }
}
