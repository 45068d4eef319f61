//! Ways of meeting as a publisher of the app writes them down: `meeting.json`, read with bounds.
//! Addresses that are none are left out; nothing here opens anything.

use serde::Deserialize;

use crate::limits::{MEETING_ADDRESSES_MAX, MEETING_FILE_BYTES_MAX};
use crate::message::command::Meeting;
use crate::message::rtc::IceServer;
use crate::sync::link::{is_ice_url, is_relay_url};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    relays: Vec<String>,
    #[serde(default)]
    ice_servers: Vec<Server>,
}

#[derive(Deserialize)]
struct Server {
    url: String,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    credential: Option<String>,
}

/// Reads `meeting.json`; what cannot be read gives no way of meeting.
pub fn parse(json: &str) -> Meeting {
    let file =
        (json.len() <= MEETING_FILE_BYTES_MAX).then(|| serde_json::from_str::<File>(json).ok());
    let Some(file) = file.flatten() else { return Meeting::default() };
    let servers = file.ice_servers.into_iter().filter(|server| is_ice_url(&server.url));
    Meeting {
        relays: file
            .relays
            .into_iter()
            .filter(|url| is_relay_url(url))
            .take(MEETING_ADDRESSES_MAX)
            .collect(),
        ice_servers: servers
            .take(MEETING_ADDRESSES_MAX)
            .map(|Server { url, username, credential }| IceServer { url, username, credential })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_none_are_left_out() {
        let json = r#"{"source": "x", "relays": ["wss://a.example", "javascript:1"],
            "ice_servers": [{"url": "stun:b.example:3478"}, {"url": "https://c.example"}]}"#;
        let meeting = parse(json);
        assert_eq!(meeting.relays, ["wss://a.example"]);
        assert_eq!(meeting.ice_servers.len(), 1);
        assert_eq!(parse("not json"), Meeting::default());
    }

    #[test]
    fn the_published_defaults_are_read_whole() {
        let meeting = parse(include_str!("../../public/meeting.json"));
        assert_eq!((meeting.relays.len(), meeting.ice_servers.len()), (28, 4));
    }
}
