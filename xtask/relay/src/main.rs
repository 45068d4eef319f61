//! A real Nostr relay on loopback, for `serve` and the browser journeys: events come in over a
//! WebSocket and go out to those who asked. It keeps nothing on disk and listens on 127.0.0.1
//! only; ephemeral events over a minute old are refused, as public relays do.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use nostr_relay_builder::builder::{PolicyResult, RateLimit, WritePolicy};
use nostr_relay_builder::prelude::{BoxedFuture, Event, Timestamp};
use nostr_relay_builder::{LocalRelay, RelayBuilder};
use tokio::io::AsyncReadExt;

const USAGE: &str = "usage: relay --port PORT [--ahead SECONDS] [--until-stdin-closes]";

/// Seconds after which public relays refuse an ephemeral event.
const EPHEMERAL_AGE_MAX_S: u64 = 60;

/// Writes a minute and connection; far above what the app allows itself.
const WRITES_PER_MINUTE_MAX: u32 = 600;

/// Subscriptions a connection.
const SUBSCRIPTIONS_MAX: usize = 100;

/// When to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lifetime {
    /// Until Ctrl+C or a signal.
    Signal,
    /// Until standard input closes, so that the relay never outlives who started it.
    Parent,
}

/// What the command line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Options {
    port: u16,
    /// By how much its clock is ahead, or behind below zero, for tests of what takes days.
    ahead_s: i64,
    lifetime: Lifetime,
}

/// Refuses what a public relay would refuse for its age.
#[derive(Debug)]
struct FreshOnly {
    ahead_s: i64,
}

impl WritePolicy for FreshOnly {
    fn admit_event<'a>(
        &'a self,
        event: &'a Event,
        _from: &'a SocketAddr,
    ) -> BoxedFuture<'a, PolicyResult> {
        Box::pin(async move {
            let now_s = Timestamp::now().as_secs().saturating_add_signed(self.ahead_s);
            let age_s = now_s.saturating_sub(event.created_at.as_secs());
            if event.kind.is_ephemeral() && age_s > EPHEMERAL_AGE_MAX_S {
                PolicyResult::Reject(format!("ephemeral event is {age_s} s old"))
            } else {
                PolicyResult::Accept
            }
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(options) = read_arguments(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("The relay cannot listen on 127.0.0.1:{}: {reason}", options.port);
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(arguments: &[String]) -> Option<Options> {
    let (mut port, mut ahead_s) = (None, 0);
    let mut lifetime = Lifetime::Signal;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--port" => port = rest.next()?.parse().ok(),
            "--ahead" => ahead_s = rest.next()?.parse().ok()?,
            "--until-stdin-closes" => lifetime = Lifetime::Parent,
            _ => return None,
        }
    }
    Some(Options { port: port?, ahead_s, lifetime })
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let Options { port, ahead_s, lifetime } = options;
    let builder = RelayBuilder::default()
        .addr(IpAddr::V4(Ipv4Addr::LOCALHOST))
        .port(port)
        .rate_limit(RateLimit {
            max_reqs: SUBSCRIPTIONS_MAX,
            notes_per_minute: WRITES_PER_MINUTE_MAX,
        })
        .write_policy(FreshOnly { ahead_s });
    let relay = LocalRelay::new(builder);
    relay.run().await?;
    println!("relay ready at ws://127.0.0.1:{port}");
    match lifetime {
        Lifetime::Signal => tokio::signal::ctrl_c().await?,
        Lifetime::Parent => {
            let mut ignored = Vec::new();
            tokio::io::stdin().read_to_end(&mut ignored).await?;
        }
    }
    relay.shutdown();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        read_arguments(&arguments)
    }

    #[test]
    fn arguments_are_read_or_refused() {
        let options = |port, ahead_s, lifetime| Some(Options { port, ahead_s, lifetime });
        assert_eq!(read("--port 7447"), options(7447, 0, Lifetime::Signal));
        let parent = read("--until-stdin-closes --port 1 --ahead -60");
        assert_eq!(parent, options(1, -60, Lifetime::Parent));
        assert_eq!(read("--port 7447 --ahead soon"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("--port many"), None);
        assert_eq!(read("--port 7447 --host 0.0.0.0"), None);
    }
}
