//! How ten years of decisions are folded from verified facts in a browser's worker, by a program that
//! does only that, built beforehand as the engine is.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use journeys::browser::Kind;
use journeys::figures::middle;
use journeys::page::Page;
use journeys::{Error, World};
use xtask::place;

use crate::TIMES;
use crate::decade::{Decade, LARGE};

const FOLD_MAX_MS: f64 = 2_000.0;
const LIMIT: Duration = Duration::from_secs(300);

/// The worker: reads what is kept, folds it again and again, and says what each time took.
const WORKER: &str = r"
    import init, { Folding } from './folding.js';
    const fold = async ({ community, times }) => {
        const module_or_path = new URL('./folding_bg.wasm', import.meta.url);
        await init({ module_or_path });
        const kept = await (await fetch('./entries')).arrayBuffer();
        const folding = new Folding(new Uint8Array(community), new Uint8Array(kept));
        const all = [];
        for (let time = 0; time < times; time += 1) {
            const began = performance.now();
            folding.people();
            const people = performance.now() - began;
            const decided = folding.decided();
            all.push([people, performance.now() - began, decided]);
        }
        return all;
    };
    onmessage = ({ data }) => fold(data).then(postMessage, (error) => postMessage(String(error)));";

const FOLD: &str = r"
    const [script, task] = arguments;
    window.folded = null;
    const worker = new Worker(script, { type: 'module' });
    worker.onerror = (error) => window.folded = error.message || 'the worker failed';
    worker.onmessage = ({ data }) => {
        window.folded = data;
        worker.terminate();
    };
    worker.postMessage(task);
    return true;";

/// The host has the program too, and what it is to read.
pub fn serve(world: &World, entries: Vec<u8>) -> Result<(), Error> {
    let parts = place::target().join("parts").join("folding");
    for name in ["folding.js", "folding_link.js", "folding_bg.wasm"] {
        let path = parts.join(name);
        let bytes = fs::read(&path).map_err(|source| Error::File { path, source })?;
        world.serve_also(name, bytes)?;
    }
    world.serve_also("worker.js", WORKER.into())?;
    world.serve_also("entries", entries)
}

pub async fn measure((page, kind): (&Page, Kind), ten_years: &Decade) -> Result<(), Error> {
    let task = json!({ "community": ten_years.community.0, "times": TIMES });
    page.script(FOLD, vec![json!("./worker.js"), task]).await?;
    let folded = page.until("the worker", LIMIT, "return window.folded", Vec::new()).await?;
    let number = |one: &Value, at: usize| one[at].as_f64().unwrap_or(f64::MAX);
    let all: Vec<&Value> = folded.as_array().into_iter().flatten().collect();
    let is_whole = |one: &&Value| one[2].as_u64() == Some(LARGE.motions as u64);
    if all.len() != TIMES || !all.iter().all(is_whole) {
        return Err(page.browser().wrong(format!("not all was folded: {folded}")));
    }
    let [people, whole] = [0, 1].map(|at| middle(all.iter().map(|one| number(one, at)).collect()));
    let first = number(all[0], 1);
    let verdict = if whole <= FOLD_MAX_MS { "kept" } else { "over" };
    println!(
        "authority and tallies folded from verified facts in a worker, {kind:?}\t{whole:.0} ms ({people:.0} ms \
         the charter alone; the first time {first:.0} ms)\tat most {FOLD_MAX_MS:.0} ms\t{verdict}",
    );
    Ok(())
}
