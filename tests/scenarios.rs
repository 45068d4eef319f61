//! Every script in `tests/scenarios/`, played twice with the facts arriving in different orders; and
//! what is said of scripts that are wrong. Playing takes a minute, so `cargo xtask test` does it.

use std::fs;
use std::path::PathBuf;

use phyle::sim::scenario::{Script, play, sample};

fn scripts() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join("scenarios");
    let entries = fs::read_dir(&folder).expect("the folder of scripts");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut scripts: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    scripts.sort();
    scripts
}

fn play_all(shuffle: u64) {
    let scripts = scripts();
    assert!(scripts.len() >= 14, "{} scripts", scripts.len());
    for path in scripts {
        let text = fs::read_to_string(&path).expect("a script");
        let script = Script::read(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let report = play(&script, shuffle).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        assert!(report.same, "{path:?}");
    }
}

#[test]
#[ignore = "takes a minute: `cargo xtask test` plays it"]
fn scenarios_end_as_expected() {
    play_all(0);
}

#[test]
#[ignore = "takes a minute: `cargo xtask test` plays it"]
fn scenarios_end_as_expected_in_another_order_of_arrival() {
    play_all(3);
}

#[test]
fn a_wrong_script_is_told_by_line_and_field() {
    let script = |step: &str| {
        let text = "{\n \"title\": \"t\",\n \"members\": [\"Awa\"],\n \"steps\": [\n  ";
        format!("{text}{step}\n ]\n}}")
    };
    let cases = [
        (r#"{ "do": "FoundCommunity", "by": "Awa" }"#, 5, "missing field `name`"),
        (r#"{ "do": "Found" }"#, 5, "unknown variant `Found`"),
        ("{ \"do\": \"Wait\",\n  \"days\": 3 }", 6, "unknown field `days`"),
        (r#"{ "expect": "Motion" }"#, 5, "missing field `motion`"),
        (r#"{ "by": "Awa" }"#, 5, "expected a field `do` or `expect`"),
        (r#"{ "do": "Wait", "hours": "many" }"#, 5, "expected u64"),
    ];
    for (step, line, words) in cases {
        let error = Script::read(&script(step)).expect_err(step);
        assert_eq!(error.line, line, "{step}: {error}");
        assert!(error.problem.contains(words), "{step}: {error}");
    }
    let unknown = Script::read("{\n \"titel\": 1 }").expect_err("no such field");
    assert_eq!(unknown.line, 2, "{unknown}");
}

#[test]
fn what_is_not_as_expected_is_told_by_line() {
    let text = r#"{
  "title": "t", "members": ["Awa"],
  "steps": [
    { "do": "FoundCommunity", "by": "Awa", "name": "Four Shores" },
    { "expect": "People", "members": ["Ravi"] }
  ]
}"#;
    let script = Script::read(text).expect("it can be read");
    let failure = play(&script, 0).expect_err("Ravi is not there");
    assert_eq!(failure.line, 5);
    assert!(failure.problem.contains("members"), "{failure}");
    let nobody = text.replace("\"by\": \"Awa\"", "\"by\": \"Kofi\"");
    let script = Script::read(&nobody).expect("it can be read");
    let failure = play(&script, 0).expect_err("nobody of that name");
    assert!(failure.problem.contains("`Kofi` is not one of `members`"), "{failure}");
}

#[test]
#[ignore = "takes a while: `cargo xtask test` plays it"]
fn the_sample_that_is_served_is_the_story_of_four_shores() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("tests/scenarios/four-shores.json")).expect("a script");
    let script = Script::read(&text).expect("it can be read");
    let portrait = |name: &String| {
        let file = root.join("examples/sample/portraits").join(format!("{name}.webp"));
        (name.clone(), fs::read(file).expect("a portrait"))
    };
    let portraits = script.members.iter().map(portrait).collect();
    let played = sample(&script, portraits).expect("it can be played").write();
    let served = fs::read(root.join("public/sample.phyle")).expect("it is kept");
    assert!(played == served, "`cargo xtask sample` writes it anew");
}
