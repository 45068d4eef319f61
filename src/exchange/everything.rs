//! A whole community as files for anybody to read (EXT-1), and such files read back for a community that
//! grows out of it. Pure over what it is given. Invariant: two pages never have one path, and links
//! between pages, and to pictures, lead to the files.

mod paths;
#[cfg(test)]
mod tests;
mod topics;

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::exchange::ImportFile;
use crate::exchange::ics::{EventOut, events_file};
use crate::exchange::zip::ZipContents;
use crate::id::{BlobHash, CommunityId, PageId};
use crate::message::economy::{RowFault, Transaction};
use crate::money::Commodity;
use crate::ordered::{Map, Set};
use paths::{Paths, relative};

pub use topics::{PostOut, TopicOut};

use super::ledger::grown::grown;
use super::ledger::journal::{JournalReading, read_journal};
use super::ledger::text_of;

/// Where pages are, with their pictures.
const PAGES: &str = "pages/";
const JOURNAL: &str = "money/books.journal";
const ABOUT: &str = "community.json";
/// Where topics are.
const TALK: &str = "talk/";
const CALENDAR: &str = "calendar.ics";

/// A page that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOut {
    pub id: PageId,
    pub title: String,
    pub path: String,
    pub credit: String,
    pub text: String,
}

/// A picture that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureOut {
    pub hash: BlobHash,
    pub mime: String,
    pub bytes: Vec<u8>,
}

/// What pages and pictures there are, and what is said of all of it in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub readme: String,
    pub pages: Vec<PageOut>,
    pub pictures: Vec<PictureOut>,
    pub topics: Vec<TopicOut>,
    /// What is planned.
    pub events: Vec<EventOut>,
}

/// What stands first: whose files these are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub id: CommunityId,
    pub name: String,
    pub sentence: String,
    /// When the files were made.
    pub on: Date,
    /// In which the community counts; none where its books were never opened.
    pub base: Option<Commodity>,
}

/// Text files about money, work and people, by path.
pub type Texts = Vec<(&'static str, String)>;

/// The name of the journal among the texts.
pub fn journal_path() -> &'static str {
    JOURNAL
}

/// All files, in the order in which somebody would look at them.
pub fn files(about: &About, taken: &Taken, texts: Texts) -> Vec<ImportFile> {
    let text =
        |path: &str, text: String| ImportFile { path: path.to_owned(), content: text.into_bytes() };
    let mut files = vec![
        text("README.txt", taken.readme.clone()),
        text(ABOUT, serde_json::to_string_pretty(about).expect("plain data")),
    ];
    files.extend(texts.into_iter().map(|(path, content)| text(path, content)));
    if !taken.events.is_empty() {
        files.push(text(CALENDAR, events_file(&taken.events)));
    }
    let mut paths = Paths::default();
    let places: Map<PageId, String> =
        taken.pages.iter().map(|page| (page.id, paths.page(&page.path, &page.title))).collect();
    let shown: Map<BlobHash, String> = taken
        .pictures
        .iter()
        .filter(|one| taken.pages.iter().any(|page| page.text.contains(&link_to(one))))
        .map(|one| (one.hash, paths::picture(&one.hash, &one.mime)))
        .collect();
    for page in &taken.pages {
        let path = &places[&page.id];
        let content = page_text(page, path, &places, &shown);
        files.push(text(&format!("{PAGES}{path}"), content));
    }
    let mut names = Paths::default();
    for topic in &taken.topics {
        let name = names.page("", &topic.title);
        files.push(text(&format!("{TALK}{name}"), topics::text(topic)));
    }
    for picture in &taken.pictures {
        let path = match shown.get(&picture.hash) {
            Some(path) => format!("{PAGES}{path}"),
            None => format!("other-{}", paths::picture(&picture.hash, &picture.mime)),
        };
        files.push(ImportFile { path, content: picture.bytes.clone() });
    }
    files
}

fn link_to(picture: &PictureOut) -> String {
    format!("blob:{}", picture.hash)
}

/// A page with its title, and its links as they lead among the files.
fn page_text(
    page: &PageOut,
    path: &str,
    places: &Map<PageId, String>,
    shown: &Map<BlobHash, String>,
) -> String {
    let mut text = page.text.clone();
    for (id, to) in places.iter() {
        text = text.replace(&format!("page:{id}"), &relative(path, to));
    }
    for (hash, to) in shown.iter() {
        text = text.replace(&format!("blob:{hash}"), &relative(path, to));
    }
    let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, credit) = (line(&page.title), line(&page.credit));
    let front =
        if credit.is_empty() { String::new() } else { format!("---\ncredit: {credit}\n---\n\n") };
    format!("{front}# {title}\n\n{text}")
}

/// What somebody took along, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Along {
    pub about: About,
    /// Pages and their pictures, for an import.
    pub pages: Vec<ImportFile>,
    /// The books as transactions that another community can take in.
    pub books: Vec<Transaction>,
}

/// Why files are not what somebody took along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// They are no files of a community.
    Unknown,
    /// Lines of the journal that cannot be read.
    Journal(Vec<RowFault>),
}

/// Reads what somebody took along. `left_behind` puts into words that what the old community, which it
/// is given, has stays with it; it is what the last entries say.
pub fn read(
    contents: ZipContents,
    left_behind: impl FnOnce(&str) -> String,
) -> Result<Along, NotTaken> {
    let find = |path: &str| contents.files.iter().find(|file| file.path == path);
    let about = find(ABOUT).ok_or(NotTaken::Unknown)?;
    let about: About = serde_json::from_slice(&about.content).map_err(|_| NotTaken::Unknown)?;
    let books = match (find(JOURNAL), &about.base) {
        (Some(journal), Some(base)) => {
            let text = text_of(&journal.content).map_err(NotTaken::Journal)?;
            let reading = JournalReading::new(&format!("phyle:{}", about.id), base);
            let entries = read_journal(text, &reading).map_err(NotTaken::Journal)?;
            grown(entries, &reading.file, about.on, &left_behind(&about.name))
        }
        (Some(_) | None, Some(_) | None) => Vec::new(),
    };
    let pages = contents.files.into_iter().filter_map(|file| {
        let path = file.path.strip_prefix(PAGES)?.to_owned();
        Some(ImportFile { path, content: file.content })
    });
    Ok(Along { about, pages: pages.collect(), books })
}

impl Along {
    /// Pages among the files.
    pub fn page_count(&self) -> usize {
        let paths: Set<&str> = self.pages.iter().map(|file| file.path.as_str()).collect();
        paths.iter().filter(|path| path.ends_with(".md")).count()
    }
}
