//! What people, relays and files may send to hurt: bytes that no program of ours would write, and
//! whole engines that meet members whose program was rewritten.
//! `PHYLE_CASES=<count> cargo test --test hostile` looks at more cases than usual.

mod decoders;
mod texts;

/// Cases of each property.
fn cases() -> u32 {
    let asked = std::env::var("PHYLE_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(48)
}
