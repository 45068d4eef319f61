//! The guard of ARCHITECTURE.md: reads the sources and fails on a name that has no business in its
//! room. Map and guard change together.

use std::fs;
use std::path::{Path, PathBuf};

/// A name, and the only places under `src/` where it may stand.
struct Rule {
    name: &'static str,
    /// Files, or folders with a slash at their end.
    rooms: &'static [&'static str],
    reason: &'static str,
}

const BROWSER: &[&str] = &["platform.rs", "platform/", "runtime.rs", "runtime/", "ui.rs", "ui/"];
const SCREEN: &[&str] = &["main.rs", "ui.rs", "ui/"];
const PLATFORM: &[&str] = &["platform.rs", "platform/"];
const SIGNING: &[&str] = &["sign.rs", "sign/"];

/// The shells speak its inputs and effects.
const ENGINE: &[&str] = &["engine.rs", "engine/", "runtime/", "platform/", "sim.rs", "sim/"];

/// Rooms that know what a fact means.
const DOMAIN: &[&str] = &[
    "domain.rs",
    "domain/",
    "doc.rs",
    "doc/",
    "projection.rs",
    "projection/",
    "engine.rs",
    "engine/",
    "sim.rs",
    "sim/",
    // What a rule would do is tried while a slider moves.
    "ui/feature/economy/sharing/",
];

/// Rooms that fold read models, and the one that keeps their summaries.
const READ_MODELS: &[&str] =
    &["projection.rs", "projection/", "store.rs", "store/", "engine.rs", "engine/"];

/// Rooms that open documents.
const DOCUMENTS: &[&str] =
    &["doc.rs", "doc/", "projection.rs", "projection/", "engine.rs", "engine/", "sim.rs", "sim/"];

const RULES: &[Rule] = &[
    rule("web_sys", BROWSER, "browsers are reached through `platform`"),
    rule("js_sys", BROWSER, "browsers are reached through `platform`"),
    rule("gloo", BROWSER, "browsers are reached through `platform`"),
    rule("wasm_bindgen", BROWSER, "browsers are reached through `platform`"),
    rule("leptos", SCREEN, "only the interface draws"),
    rule("automerge", &["doc.rs", "doc/"], "`doc` alone knows Automerge"),
    rule("ed25519_dalek", SIGNING, "signatures are made and checked in `sign`"),
    rule("x25519_dalek", SIGNING, "things are sealed in `sign`"),
    rule("chacha20poly1305", SIGNING, "things are sealed in `sign`"),
    rule("k256", SIGNING, "signatures are made and checked in `sign`"),
    rule("hkdf", SIGNING, "keys are derived in `sign`"),
    rule("sha2", SIGNING, "hashes are computed in `sign`"),
    rule("SystemTime", PLATFORM, "time is an argument"),
    rule("Instant", PLATFORM, "time is an argument"),
    rule("Date::now", PLATFORM, "time is an argument"),
    rule("getrandom", PLATFORM, "chance is an argument: a seed"),
    rule("thread_rng", PLATFORM, "chance is an argument: a seed"),
    rule("OsRng", PLATFORM, "chance is an argument: a seed"),
    rule("Math::random", PLATFORM, "chance is an argument: a seed"),
    rule("HashMap", PLATFORM, "its order differs from run to run: use BTreeMap"),
    rule("HashSet", PLATFORM, "its order differs from run to run: use BTreeSet"),
    rule("innerHTML", &[], "text is never taken for HTML"),
    rule("inner_html", &[], "text is never taken for HTML"),
    rule("set_inner_html", &[], "text is never taken for HTML"),
    rule("insert_adjacent_html", &[], "text is never taken for HTML"),
    rule("outer_html", &[], "text is never taken for HTML"),
    rule("verify_batch", &[], "it accepts what `verify_strict` refuses: replicas would split"),
    rule("crate::ui", &["ui.rs", "ui/", "runtime/window.rs"], "nothing depends on the interface"),
    rule("crate::engine", ENGINE, "the engine composes, nothing below it knows it"),
    rule("crate::domain", DOMAIN, "`sync`, `sign` and `store` do not know what a fact means"),
    rule("crate::projection", READ_MODELS, "views are folded for the engine alone"),
    rule("crate::doc", DOCUMENTS, "documents are opened by the engine alone"),
    rule("todo!", &[], "what is not there is not there"),
    rule("dbg!", &[], "it is for the desk only"),
];

const fn rule(name: &'static str, rooms: &'static [&'static str], reason: &'static str) -> Rule {
    Rule { name, rooms, reason }
}

/// Lines that a file may have.
const LINES_MAX: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below, with paths relative to `folder` and `/` between their parts.
fn files(folder: &Path, ends: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.expect("an entry of a folder that can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
                let text = fs::read_to_string(&path).expect("a source is UTF-8");
                let name = path.strip_prefix(folder).expect("it is below the folder");
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    found
}

fn is_in(file: &str, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| file == *room || room.ends_with('/') && file.starts_with(room))
}

/// Whether the name stands in the line as a whole word.
fn names(line: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The line without its comment.
fn code_of(line: &str) -> &str {
    match line.find("//") {
        Some(at) if !line[..at].ends_with(':') => &line[..at],
        Some(_) | None => line,
    }
}

fn breaches(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = code_of(line);
        for rule in RULES.iter().filter(|rule| !is_in(file, rule.rooms)) {
            if names(code, rule.name) {
                let (name, reason, line) = (rule.name, rule.reason, number + 1);
                found.push(format!("src/{file}:{line}: `{name}`: {reason}"));
            }
        }
    }
    found
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn names_stay_in_their_rooms() {
    let sources = files(&root().join("src"), &[".rs"]);
    assert!(sources.len() > 5, "the sources were not found");
    let found: Vec<String> = sources.iter().flat_map(|(file, text)| breaches(file, text)).collect();
    assert_none(&found);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut found = Vec::new();
    for folder in ["src", "tests", "examples", "xtask"] {
        for (file, text) in files(&root().join(folder), &[".rs"]) {
            let count = text.lines().count();
            if count > LINES_MAX {
                found.push(format!("{folder}/{file}: {count} lines; the most is {LINES_MAX}"));
            }
            if !text.starts_with("//! ") {
                found.push(format!("{folder}/{file}: its first line does not say what it is"));
            }
        }
    }
    assert_none(&found);
}

/// A colour as CSS writes it: `#` with 3, 4, 6 or 8 digits, or a colour function.
fn raw_colour(line: &str) -> Option<&str> {
    let function = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("]
        .into_iter()
        .find(|function| line.contains(function));
    function.or_else(|| {
        line.match_indices('#').find_map(|(at, _)| {
            let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
            let after = line[at + 1 + digits..].chars().next();
            let ends = !after.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
            (ends && matches!(digits, 3 | 4 | 6 | 8)).then(|| &line[at..=at + digits])
        })
    })
}

#[test]
fn colours_are_tokens() {
    let mut found = Vec::new();
    let sheets = files(&root().join("style"), &[".css"]);
    for (file, text) in sheets.iter().filter(|(file, _)| file != "tokens.css") {
        for (number, line) in text.lines().enumerate() {
            if let Some(colour) = raw_colour(line) {
                let number = number + 1;
                found.push(format!("style/{file}:{number}: {colour}: name the role's token"));
            }
        }
    }
    for (file, text) in files(&root().join("src").join("ui"), &[".rs"]) {
        for (number, line) in text.lines().enumerate() {
            // A hash in Rust is mostly an attribute, a route or an icon: only text can be a colour.
            let colour = line.split('"').skip(1).step_by(2).find_map(raw_colour);
            if let Some(colour) = colour {
                let number = number + 1;
                found.push(format!("src/ui/{file}:{number}: {colour}: name the role's token"));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn the_kit_knows_no_domain() {
    let words = ["crate::message", "crate::id", "crate::ui::feature", "crate::ui::store"];
    let mut found = Vec::new();
    for (file, text) in files(&root().join("src").join("ui").join("kit"), &[".rs"]) {
        for word in words.iter().filter(|word| text.contains(**word)) {
            found.push(format!("src/ui/kit/{file}: `{word}`: the kit has no domain word in it"));
        }
    }
    assert_none(&found);
}

#[test]
fn no_path_of_any_machine_is_written_down() {
    let homes = ["home", "root", "Users"].map(|home| format!("/{home}/"));
    let machine = homes.into_iter().chain([["C:", "Users"].join("\\")]);
    let machine: Vec<String> = machine.collect();
    let mut found = Vec::new();
    for folder in ["src", "xtask/src", "xtask/relay/src", "tests/journeys", "public", "docs"] {
        for (file, text) in files(&root().join(folder), &[".rs", ".js", ".md", ".toml", ".css"]) {
            for path in machine.iter().filter(|path| text.contains(*path)) {
                found.push(format!("{folder}/{file}: `{path}`"));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn the_guard_sees_what_it_guards() {
    let check = |file: &str, text: &str, count: usize| {
        assert_eq!(breaches(file, text).len(), count, "{file}: {text}");
    };
    check("sync/peer.rs", "use web_sys::Window;", 1);
    check("platform/rtc.rs", "use web_sys::Window;", 0);
    check("engine.rs", "let doc = automerge::AutoCommit::new();", 1);
    check("engine.rs", "// not automerge itself", 0);
    check("doc/page.rs", "use automerge::AutoCommit;", 0);
    check("domain/people.rs", "let now = std::time::SystemTime::now();", 1);
    check("ui/feature/talk.rs", "node.set_inner_html(&text);", 1);
    check("store.rs", "use my_automerge_like::Thing;", 0);
    assert_eq!(raw_colour("color: #FBF7EF;"), Some("#FBF7EF"));
    assert_eq!(raw_colour("fill: url(#night-hatch);"), None);
    assert_eq!(raw_colour("href=#/c/feed/page"), None);
    assert_eq!(raw_colour("color: rgb(0 0 0)"), Some("rgb("));
}
