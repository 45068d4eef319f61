//! What other libraries need for the same thing, measured beside ours in the same run. Where Node.js
//! is missing, or a peer does not run, that is said and nothing fails.

use std::path::Path;

use crate::bench::{Row, Verdict};
use crate::{Error, place, program, tools};

/// The npm package and its version.
const AUTOMERGE_REPO: (&str, &str) = ("@automerge/automerge-repo", "2.5.6");

/// A row for each peer that could be measured.
pub fn figures() -> Vec<Row> {
    let Some(node) = program::find("node").filter(|_| program::find("npm").is_some()) else {
        eprintln!("There is no Node.js with npm here: automerge-repo is not measured.");
        return Vec::new();
    };
    match automerge_repo(&node) {
        Ok(row) => vec![row],
        Err(error) => {
            eprintln!("automerge-repo is not measured: {error}");
            Vec::new()
        }
    }
}

fn automerge_repo(node: &Path) -> Result<Row, Error> {
    let (package, version) = AUTOMERGE_REPO;
    let home = tools::npm_package(package, version)?;
    let script = place::root().join("xtask").join("peers").join("automerge-repo.mjs");
    let arguments = [script.to_string_lossy(), home.to_string_lossy()];
    let said = program::output_of(node, &arguments.each_ref().map(AsRef::as_ref));
    let measured = said.as_deref().and_then(read);
    let fault = || Error::Build(format!("`{}` printed no figures", script.display()));
    Ok(Row {
        what: format!("the same post by automerge-repo {version}"),
        measured: measured.ok_or_else(fault)?,
        budget: String::new(),
        verdict: Verdict::Beside,
    })
}

/// Means of bytes and frames from the writer, and of bytes that come back.
fn read(json: &str) -> Option<String> {
    let said: serde_json::Value = serde_json::from_str(json).ok()?;
    let figure = |name: &str| said.get(name).and_then(serde_json::Value::as_f64);
    let (bytes, frames, back) = (figure("bytes")?, figure("frames")?, figure("back")?);
    Some(format!("{bytes} bytes in {frames} frame, unsigned; {back} bytes come back"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_peer_are_read_or_refused() {
        let row = read(r#"{"bytes":535.5,"frames":1,"back":183}"#);
        let expected = "535.5 bytes in 1 frame, unsigned; 183 bytes come back";
        assert_eq!(row.as_deref(), Some(expected));
        assert_eq!(read(r#"{"bytes":535}"#), None);
        assert_eq!(read("TypeError"), None);
    }
}
