//! The last build step: staged files in, a folder for any static host out. Names carry the hash of
//! their content, so that no host or cache can mix two builds; index.html and sw.js name the rest.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::split::{PROGRAMS, Program};

/// Served fresh at every visit; all else that was renamed may be kept for ever.
pub const ALWAYS_FRESH: [&str; 3] = ["index.html", "sw.js", "meeting.json"];

/// What newcomers look around in; whoever stays needs it no more, so it is not in the offline copy.
const SAMPLE: &str = "sample.phyle";

/// Where the programs' parts are kept among the staged files, until they have their names.
const PARTS: &str = "parts/";

/// Hexadecimal digits of a hash in a name.
const HASH_DIGITS: usize = 12;

/// Where each style sheet stands: these first, then the others by name.
const STYLE_ORDER: [&str; 3] = ["tokens.css", "base.css", "kit.css"];

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub folder: PathBuf,
    /// Hash over everything in it.
    pub build: String,
    /// Bytes as they are and after gzip, by name.
    pub sizes: BTreeMap<String, Size>,
}

/// How large a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub bytes: usize,
    pub gzip_bytes: usize,
}

impl Site {
    /// The one file with this beginning and end.
    pub fn size_of(&self, start: &str, end: &str) -> Option<Size> {
        let fits = |name: &str| name.starts_with(start) && name.ends_with(end);
        self.sizes.iter().find(|(name, _)| fits(name)).map(|(_, size)| *size)
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// Makes `dist` of what trunk staged and of the programs' parts; whatever was there before is replaced as a whole.
pub fn finish(stage: &Path, parts: &Path, style: &Path, dist: &Path) -> Result<Site, Error> {
    let mut files = Files::new();
    read_folder(stage, "", &mut files)?;
    read_folder(parts, PARTS, &mut files)?;
    files.insert("style.css".to_owned(), bundle_style(style)?);
    let build = assemble(&mut files)?;
    let fresh = dist.with_extension("new");
    remove_folder(&fresh)?;
    for (name, bytes) in &files {
        let path = fresh.join(name);
        let folder = path.parent().expect("a file in a folder has a parent");
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
        fs::write(&path, bytes).map_err(Error::file(&path))?;
    }
    remove_folder(dist)?;
    fs::rename(&fresh, dist).map_err(Error::file(dist))?;
    let sizes = files.iter().map(|(name, bytes)| (name.clone(), size(bytes))).collect();
    Ok(Site { folder: dist.to_owned(), build, sizes })
}

/// Renames, rewires and lists; gives the hash of the build.
fn assemble(files: &mut Files) -> Result<String, Error> {
    let mut index = text(take(files, "index.html")?)?;
    let template = text(take(files, "sw.template.js")?)?;

    let [window, engine] = PROGRAMS.map(|program| name_parts(files, program));
    let (window, engine) = (window?, engine?);
    // What trunk staged of the programs was never cut.
    let whole_js = only(files, "phyle-", ".js")?;
    let whole_wasm = only(files, "phyle-", "_bg.wasm")?;
    for name in [&whole_js, &whole_wasm, "engine.js", "engine_bg.wasm", "engine_loader.js"] {
        take(files, name)?;
    }
    let loader = format!(
        "import start from \"./{}\";\nawait start({{ module_or_path: new URL(\"./{}\", import.meta.url) }});\n",
        engine.module, engine.first,
    );
    files.insert("engine_loader.js".to_owned(), loader.into_bytes());
    for (name, bytes) in [window.files, engine.files].into_iter().flatten() {
        files.insert(name, bytes);
    }
    let window_js = (whole_js, window.module);
    let window_wasm = (whole_wasm, window.first);
    let engine_loader = rename(files, "engine_loader.js", "engine-start", ".js")?;
    let start = rename(files, "start.js", "start", ".js")?;
    let style = rename(files, "style.css", "style", ".css")?;

    for (old, new) in [&window_js, &window_wasm, &engine_loader, &start, &style] {
        index = replace(&index, &format!("./{old}"), &format!("./{new}"))?;
    }
    let build = hash_of(files, &index);
    index = replace(&index, "content=\"unbuilt\"", &format!("content=\"{build}\""))?;

    // The page is kept under the folder's own address: some hosts redirect index.html to it, and a
    // redirected answer may not be used for opening a page.
    let kept = files.keys().map(String::as_str).filter(|name| *name != SAMPLE);
    let names: Vec<&str> = std::iter::once("./").chain(kept).collect();
    let list = serde_json::to_string_pretty(&names).expect("names are plain text");
    let worker = replace(&template, "@BUILD@", &build)?;
    let worker = replace(&worker, "@FILES@", &list)?;
    files.insert("index.html".to_owned(), index.into_bytes());
    files.insert("sw.js".to_owned(), worker.into_bytes());
    Ok(build)
}

/// A program's parts under the names they are served by.
struct Named {
    module: String,
    first: String,
    files: Files,
}

/// Modules and parts name each other, so all carry one hash: that of everything in them.
fn name_parts(files: &mut Files, program: Program) -> Result<Named, Error> {
    let folder = format!("{PARTS}{}/", program.name);
    let own: Vec<String> = files.keys().filter(|name| name.starts_with(&folder)).cloned().collect();
    let mut parts = Files::new();
    for name in own {
        let bytes = take(files, &name)?;
        parts.insert(name[folder.len()..].to_owned(), bytes);
    }
    let hash = hash_of(&parts, program.name);
    let named = |name: &str| {
        let (start, end) = name.rsplit_once('.').unwrap_or((name, ""));
        let start = start.strip_suffix("_bg").unwrap_or(start);
        format!("{}-{hash}.{end}", start.replace('_', "-"))
    };
    let names: Vec<String> = parts.keys().cloned().collect();
    let mut result = Named {
        module: named(&program.module()),
        first: named(&program.first()),
        files: Files::new(),
    };
    for name in [program.module(), program.first()] {
        if !parts.contains_key(&name) {
            return Err(Error::Build(format!("{name} was not made")));
        }
    }
    for (name, bytes) in parts {
        let bytes = if name.ends_with(".js") {
            let mut words = text(bytes)?;
            for old in &names {
                // Where a file is fetched from; elsewhere the name is one that the program gives.
                for place in ["from ", "URL("] {
                    let (old, new) = (format!("{place}\"./{old}\""), named(old));
                    words = words.replace(&old, &format!("{place}\"./{new}\""));
                }
            }
            words.into_bytes()
        } else {
            bytes
        };
        result.files.insert(named(&name), bytes);
    }
    Ok(result)
}

/// The style sheets as one, in the order of their layers.
fn bundle_style(style: &Path) -> Result<Vec<u8>, Error> {
    let mut sheets = Files::new();
    read_folder(style, "", &mut sheets)?;
    sheets.retain(|name, _| name.ends_with(".css"));
    let mut bundle = Vec::new();
    for name in STYLE_ORDER {
        bundle.extend(sheets.remove(name).unwrap_or_default());
    }
    bundle.extend(sheets.into_values().flatten());
    Ok(bundle)
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
        let entry = entry.map_err(Error::file(folder))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(Error::file(&path))?);
        }
    }
    Ok(())
}

fn remove_folder(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::file(folder))?;
    }
    Ok(())
}

fn take(files: &mut Files, name: &str) -> Result<Vec<u8>, Error> {
    files.remove(name).ok_or_else(|| Error::Build(format!("{name} was not staged")))
}

fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::Build("a text file is not UTF-8".to_owned()))
}

fn only(files: &Files, start: &str, end: &str) -> Result<String, Error> {
    let mut names = files.keys().filter(|name| name.starts_with(start) && name.ends_with(end));
    match (names.next(), names.next()) {
        (Some(name), None) => Ok(name.clone()),
        (None, _) => Err(Error::Build(format!("no {start}*{end} was staged"))),
        (Some(_), Some(_)) => Err(Error::Build(format!("several {start}*{end} were staged"))),
    }
}

/// Puts the content's hash into a name; gives the old and the new one.
fn rename(files: &mut Files, old: &str, start: &str, end: &str) -> Result<(String, String), Error> {
    let bytes = take(files, old)?;
    let new = format!("{start}-{}{end}", hash(&[&bytes]));
    files.insert(new.clone(), bytes);
    Ok((old.to_owned(), new))
}

fn replace(text: &str, old: &str, new: &str) -> Result<String, Error> {
    if !text.contains(old) {
        return Err(Error::Build(format!("nothing names {old}")));
    }
    Ok(text.replace(old, new))
}

fn hash_of(files: &Files, index: &str) -> String {
    let parts = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
    hash(&parts.chain([index.as_bytes()]).collect::<Vec<_>>())
}

/// The first digits of the SHA-256 of the parts, each with its length before it.
fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let hex: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..HASH_DIGITS].to_owned()
}

fn size(bytes: &[u8]) -> Size {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("writing to memory does not fail");
    let gzip_bytes = encoder.finish().expect("writing to memory does not fail").len();
    Size { bytes: bytes.len(), gzip_bytes }
}

#[cfg(test)]
#[path = "finish_tests.rs"]
mod tests;
