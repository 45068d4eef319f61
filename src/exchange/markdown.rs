//! A folder of Markdown files becomes pages to be written: their titles, their words, and where
//! their links lead. Pure over bytes. Invariant: an author's words change only where a destination
//! or a site builder's own notation must; every other byte stays.

mod front;
mod index;
mod links;
mod tidy;

use crate::ordered::{Map, Set};
use std::ops::Range;

use crate::exchange::{ImportFile, Skipped, is_litter, tidy_path};
use crate::limits::{
    IMPORT_BYTES_MAX, IMPORT_FILES_MAX, IMPORT_PAGE_BYTES_MAX, IMPORT_PICTURE_BYTES_MAX,
    IMPORT_REPORT_ROWS_MAX, IMPORT_TITLE_CHARS_MAX,
};
use crate::message::command::FileFault;
use crate::reading::nests_too_deep;
use index::{Index, Place};

/// What an import will make.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ImportPlan {
    /// The folder around everything, where there is one: it tells a site from others.
    pub folder: String,
    /// In the order of the table of contents, then by path.
    pub pages: Vec<PlannedPage>,
    /// The pictures that pages show or link to, by path.
    pub pictures: Vec<ImportFile>,
    /// Pictures that no page shows; they are left behind.
    pub unused: Vec<String>,
    /// Files left out, with the reason.
    pub skipped: Vec<(String, FileFault)>,
    /// (Page, destination) of links that lead nowhere within the folder; they stay as they are.
    pub broken_links: Vec<(String, String)>,
}

/// A page to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPage {
    /// Of its file.
    pub path: String,
    /// Where it stands among the others: the path without ending; a folder's own page is the
    /// folder, and the first page is empty.
    pub place: String,
    /// From its first heading, its front matter, the table of contents, or its file's name.
    pub title: String,
    /// Its Markdown, without the heading that became the title.
    pub text: String,
    /// Links within the import, in the order of the text.
    pub links: Vec<PlannedLink>,
}

/// A destination in a page's text that must become another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLink {
    /// The bytes of the destination.
    pub range: Range<usize>,
    /// What it leads to.
    pub target: Target,
    /// With its `#`; empty where there is none.
    pub fragment: String,
}

/// What a link within an import leads to, by path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Another page, or the page itself.
    Page(String),
    /// A picture.
    Picture(String),
}

impl PlannedPage {
    /// The text with each destination that `resolve` knows in place of the path.
    pub fn rewrite(&self, resolve: &dyn Fn(&Target) -> Option<String>) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut copied = 0;
        for link in &self.links {
            let Some(destination) = resolve(&link.target) else { continue };
            text.push_str(&self.text[copied..link.range.start]);
            text.push_str(&destination);
            text.push_str(&link.fragment);
            copied = link.range.end;
        }
        text.push_str(&self.text[copied..]);
        text
    }

    /// The pictures that the page shows or links to, each once.
    pub fn pictures(&self) -> Set<&str> {
        let picture = |link: &'_ PlannedLink| match &link.target {
            Target::Picture(_) => true,
            Target::Page(_) => false,
        };
        self.links.iter().filter(|link| picture(link)).map(|link| link.target.path()).collect()
    }
}

impl Target {
    /// The path of the file.
    pub fn path(&self) -> &str {
        match self {
            Self::Page(path) | Self::Picture(path) => path,
        }
    }
}

/// Decides what to make of the files of a folder.
pub fn plan(files: Vec<ImportFile>) -> ImportPlan {
    let mut skipped = Skipped::default();
    let (mut texts, mut pictures, around) = sort_files(files, &mut skipped);
    let summary = texts.keys().find(|path| path.eq_ignore_ascii_case("SUMMARY.md")).cloned();
    let summary = summary.and_then(|path| texts.remove(&path).map(|text| (path, text)));
    let folder = around.last().cloned().unwrap_or_default();
    let index = Index::new(texts.keys(), pictures.keys(), around);
    let mut broken_links = Vec::new();
    let contents = match &summary {
        Some((path, text)) => table_of_contents(&index, path, text, &mut broken_links),
        None => Vec::new(),
    };
    let titles: Map<&str, &str> =
        contents.iter().rev().map(|(path, title)| (path.as_str(), title.as_str())).collect();
    let mut pages = Vec::new();
    let in_order = contents.iter().map(|(path, _)| path.clone());
    for path in in_order.chain(texts.keys().cloned().collect::<Vec<_>>()) {
        if let Some(text) = texts.remove(&path) {
            let listed = titles.get(path.as_str()).copied();
            pages.push(plan_page(&index, path, &text, listed, &mut broken_links));
        }
    }
    let used: Set<&str> = pages.iter().flat_map(PlannedPage::pictures).collect();
    let unused: Vec<String> =
        pictures.keys().filter(|path| !used.contains(path.as_str())).cloned().collect();
    pictures.retain(|path, _| used.contains(path.as_str()));
    let pictures =
        pictures.into_iter().map(|(path, content)| ImportFile { path, content }).collect();
    let skipped = skipped.into_rows();
    ImportPlan { folder, pages, pictures, unused, skipped, broken_links }
}

type Texts = Map<String, String>;
type Pictures = Map<String, Vec<u8>>;

/// Tells pages from pictures, and names what is neither.
fn sort_files(files: Vec<ImportFile>, skipped: &mut Skipped) -> (Texts, Pictures, Vec<String>) {
    let mut kept = Vec::new();
    let mut left = IMPORT_BYTES_MAX;
    for file in files {
        match tidy_path(&file.path) {
            None => skipped.add(file.path, FileFault::BadPath),
            Some(path) if is_litter(&path) => {}
            Some(path) if kept.len() == IMPORT_FILES_MAX => skipped.add(path, FileFault::TooMany),
            Some(path) if file.content.len() > left => skipped.add(path, FileFault::TooLarge),
            Some(path) => {
                left -= file.content.len();
                kept.push((path, file.content));
            }
        }
    }
    let around = strip_common_folders(&mut kept);
    let (mut texts, mut pictures) = (Texts::new(), Pictures::new());
    for (path, content) in kept {
        let taken = texts.contains_key(&path) || pictures.contains_key(&path);
        match kind_of(&path) {
            _ if taken => skipped.add(path, FileFault::BadPath),
            Kind::Text => match read_text(content) {
                Ok(text) => drop(texts.insert(path, text)),
                Err(fault) => skipped.add(path, fault),
            },
            Kind::Picture if content.len() > IMPORT_PICTURE_BYTES_MAX => {
                skipped.add(path, FileFault::TooLarge);
            }
            Kind::Picture if is_picture(&content) => drop(pictures.insert(path, content)),
            Kind::Picture => skipped.add(path, FileFault::NotAPicture),
            Kind::Other => skipped.add(path, FileFault::Unsupported),
        }
    }
    (texts, pictures, around)
}

/// A folder picker and most zips put one folder around everything, and whoever picks the folder above
/// it another one: they are not part of the paths. Gives them, the outermost first.
fn strip_common_folders(files: &mut [(String, Vec<u8>)]) -> Vec<String> {
    let mut around = Vec::new();
    while let Some((folder, _)) = files.first().and_then(|(path, _)| path.split_once('/')) {
        let start = format!("{folder}/");
        if !files.iter().all(|(path, _)| path.starts_with(&start)) {
            break;
        }
        around.push(folder.to_owned());
        for (path, _) in files.iter_mut() {
            path.drain(..start.len());
        }
    }
    around
}

enum Kind {
    Text,
    Picture,
    Other,
}

fn kind_of(path: &str) -> Kind {
    match path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("md" | "markdown") => Kind::Text,
        Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp") => Kind::Picture,
        _ => Kind::Other,
    }
}

/// Whether the first bytes are those of a picture that browsers read.
fn is_picture(content: &[u8]) -> bool {
    let inside = |at: usize, word: &[u8]| content.get(at..at + word.len()) == Some(word);
    inside(0, b"\x89PNG\r\n\x1a\n")
        || inside(0, b"\xff\xd8\xff")
        || inside(0, b"GIF8")
        || inside(0, b"BM")
        || (inside(0, b"RIFF") && inside(8, b"WEBP"))
        || (inside(4, b"ftypavi"))
}

/// Line ends become `\n`, as in every text field of a browser.
fn read_text(content: Vec<u8>) -> Result<String, FileFault> {
    if content.len() > IMPORT_PAGE_BYTES_MAX {
        return Err(FileFault::TooLarge);
    }
    let text = String::from_utf8(content).map_err(|_| FileFault::NotText)?;
    if text.contains('\0') {
        return Err(FileFault::NotText);
    }
    if nests_too_deep(&text) {
        return Err(FileFault::Unreadable);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The pages that a table of contents lists, with their titles there.
fn table_of_contents(
    index: &Index,
    path: &str,
    text: &str,
    broken: &mut Vec<(String, String)>,
) -> Vec<(String, String)> {
    let mut contents = Vec::new();
    for link in links::find(text) {
        match index.find(path, &link.destination) {
            Place::Within { target: Target::Page(page), .. } => contents.push((page, link.words)),
            Place::Within { target: Target::Picture(_), .. } | Place::Elsewhere => {}
            Place::Nowhere => note_broken(broken, path, link.destination),
        }
    }
    contents
}

fn plan_page(
    index: &Index,
    path: String,
    text: &str,
    listed: Option<&str>,
    broken: &mut Vec<(String, String)>,
) -> PlannedPage {
    let front = front::read(text);
    let tidied = tidy::tidy(front.rest);
    let (heading, body) = front::take_heading(&tidied);
    let place = index::place_of(&path);
    let title = [heading.as_deref(), front.title.as_deref(), listed]
        .into_iter()
        .flatten()
        .map(one_line)
        .find(|title| !title.is_empty())
        .unwrap_or_else(|| title_from_place(&place, &path));
    let text = match front.description {
        Some(description) if body.is_empty() => format!("{description}\n"),
        Some(description) => format!("{description}\n\n{body}"),
        None => body.to_owned(),
    };
    let mut links = Vec::new();
    for link in links::find(&text) {
        match index.find(&path, &link.destination) {
            Place::Within { target, fragment } => {
                links.push(PlannedLink { range: link.range, target, fragment });
            }
            Place::Elsewhere => {}
            Place::Nowhere => note_broken(broken, &path, link.destination),
        }
    }
    PlannedPage { path, place, title, text, links }
}

fn note_broken(broken: &mut Vec<(String, String)>, path: &str, destination: String) {
    if broken.len() < IMPORT_REPORT_ROWS_MAX {
        broken.push((path.to_owned(), destination));
    }
}

/// White space joined, and cut to what a title may have.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if !word.is_empty() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    if let Some((end, _)) = line.char_indices().nth(IMPORT_TITLE_CHARS_MAX) {
        line.truncate(end);
    }
    line
}

fn title_from_place(place: &str, path: &str) -> String {
    let name = if place.is_empty() { path } else { place };
    let name = name.rsplit('/').next().unwrap_or(name);
    let title = one_line(&name.replace(['_', '-'], " "));
    if title.is_empty() { name.to_owned() } else { title }
}

#[cfg(test)]
mod tests;
