//! Tests of the last build step, on a staged folder in miniature.

use super::*;

fn staged() -> Files {
    let index = r#"<meta name="phyle-engine" content="./engine_loader.js">
        <meta name="phyle-build" content="unbuilt"><link rel="stylesheet" href="./style.css">
        <script src="./start.js" data-js="./phyle-1.js" data-wasm="./phyle-1_bg.wasm"></script>"#;
    let loader = r#"importScripts("./engine.js");wasm_bindgen("./engine_bg.wasm");"#;
    [
        ("index.html", index),
        ("sw.template.js", r#"const BUILD = "@BUILD@"; const FILES = @FILES@;"#),
        ("phyle-1.js", "window glue"),
        ("phyle-1_bg.wasm", "window code"),
        ("engine.js", "engine glue"),
        ("engine_bg.wasm", "engine code"),
        ("engine_loader.js", loader),
        (
            "parts/phyle/phyle.js",
            r#"import * as link from "./phyle_link.js"; ({ "./phyle_link.js": link });"#,
        ),
        (
            "parts/phyle/phyle_link.js",
            r#"import { a } from "./phyle.js"; new URL("./split_rooms.wasm")"#,
        ),
        ("parts/phyle/phyle_bg.wasm", "window code"),
        ("parts/phyle/split_rooms.wasm", "rooms"),
        ("parts/engine/engine.js", "engine glue"),
        ("parts/engine/engine_bg.wasm", "engine code"),
        ("start.js", "start"),
        ("style.css", "a {}"),
        ("meeting.json", "{}"),
    ]
    .into_iter()
    .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
    .collect()
}

fn assembled(files: &mut Files) -> (String, String, String) {
    let build = assemble(files).expect("the staged files are complete");
    let read = |name: &str| String::from_utf8(files[name].clone()).expect("it is text");
    (build, read("index.html"), read("sw.js"))
}

#[test]
fn every_name_in_the_page_is_a_file_and_in_the_precache_list() {
    let mut files = staged();
    let (build, index, worker) = assembled(&mut files);
    assert!(index.contains(&format!("content=\"{build}\"")));
    for part in index.split('"').filter_map(|part| part.strip_prefix("./")) {
        assert!(files.contains_key(part), "{part} is named but not there");
        assert!(worker.contains(part), "{part} is not kept for offline use");
    }
    assert!(worker.contains("\"./\"") && worker.contains(&build));
    assert!(
        !worker.contains("sw.js")
            && !worker.contains("index.html")
            && !files.contains_key("sw.template.js")
    );
}

#[test]
fn a_change_in_the_engine_changes_every_name_on_the_way_to_it() {
    let mut old = staged();
    let mut new = staged();
    new.insert("parts/engine/engine_bg.wasm".to_owned(), b"other code".to_vec());
    let (old_build, old_index, _) = assembled(&mut old);
    let (new_build, new_index, _) = assembled(&mut new);
    assert_ne!(old_build, new_build);
    let engine = |index: &str| index.split('"').nth(3).map(str::to_owned);
    assert!(engine(&old_index).is_some_and(|name| name.starts_with("./engine-start-")));
    assert_ne!(engine(&old_index), engine(&new_index));
}

#[test]
fn an_incomplete_stage_is_refused() {
    for name in ["index.html", "start.js", "engine_loader.js", "parts/phyle/phyle_bg.wasm"] {
        let mut files = staged();
        files.remove(name);
        assert!(matches!(assemble(&mut files), Err(Error::Build(_))), "{name}");
    }
}

#[test]
fn parts_name_each_other_by_the_names_they_are_served_by() {
    let mut files = staged();
    assembled(&mut files);
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".js") && *name != "sw.js")
    {
        let words = String::from_utf8_lossy(bytes);
        let fetched = ["from \"./", "URL(\"./"];
        let parts = fetched.iter().flat_map(|place| words.split(place).skip(1));
        for part in parts.filter_map(|part| part.split('"').next()) {
            assert!(files.contains_key(part), "{name} fetches {part}");
        }
    }
    let module = files.iter().find(|(name, _)| name.starts_with("phyle-") && name.ends_with(".js"));
    let module = String::from_utf8_lossy(module.expect("the window's module").1).into_owned();
    assert!(module.contains("\"./phyle_link.js\": link"), "the program asks for it by this name");
}
