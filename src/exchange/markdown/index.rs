//! Where a destination written in one file leads among the others. Knows paths only. Invariant: a
//! destination that climbs out of the folder leads nowhere.

use crate::ordered::{Map, Set};

use crate::exchange::markdown::Target;

/// The files of a folder, as links name them.
#[derive(Debug, Default)]
pub(super) struct Index {
    pages: Set<String>,
    /// By place: how sites name pages, without ending, and a folder for its own page.
    places: Map<String, String>,
    pictures: Set<String>,
    /// Folders around all of them, the outermost first: links may begin with the last ones.
    around: Vec<String>,
}

/// Where a destination leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To a file of the folder.
    Within { target: Target, fragment: String },
    /// To another site, or to a heading of the same page.
    Elsewhere,
    /// To a file that is not there.
    Nowhere,
}

impl Index {
    pub(super) fn new<'a>(
        pages: impl Iterator<Item = &'a String>,
        pictures: impl Iterator<Item = &'a String>,
        around: Vec<String>,
    ) -> Self {
        let pages: Set<String> = pages.cloned().collect();
        let mut places = Map::new();
        // A file of that name comes before a folder of that name.
        let (folders, files): (Vec<_>, Vec<_>) =
            pages.iter().partition(|path| place_of(path) != without_ending(path));
        for path in files.into_iter().chain(folders) {
            places.entry(place_of(path)).or_insert_with(|| path.clone());
        }
        Self { pages, places, pictures: pictures.cloned().collect(), around }
    }

    /// Where `destination` leads, written in the file `from`.
    pub(super) fn find(&self, from: &str, destination: &str) -> Place {
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (destination, None),
        };
        if is_elsewhere(destination) || (path.is_empty() && fragment.is_some()) {
            return Place::Elsewhere;
        }
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let plain = percent_decoded(path);
        let found = self.file(from, path).or_else(|| self.file(from, plain.as_deref()?));
        match found {
            Some(target) if !path.is_empty() => {
                let fragment = fragment.filter(|fragment| !fragment.is_empty());
                let fragment = match &target {
                    Target::Page(_) => fragment.map(|words| format!("#{}", encoded(words))),
                    Target::Picture(_) => None,
                };
                Place::Within { target, fragment: fragment.unwrap_or_default() }
            }
            _ => Place::Nowhere,
        }
    }

    fn file(&self, from: &str, path: &str) -> Option<Target> {
        let joined = joined(from, path)?;
        if path.starts_with('/') { self.below_a_root(from, &joined) } else { self.at(&joined) }
    }

    /// A path from the root of a site, which may lie anywhere in what was picked: at its top, in a
    /// folder around the file, or in one beside it that a site builder empties into the root. Last of
    /// all, what was picked may be only a part of the site.
    fn below_a_root(&self, from: &str, path: &str) -> Option<Target> {
        let folders = from.match_indices('/').map(|(end, _)| &from[..end]);
        let around = folders.map(|folder| match path {
            "" => folder.to_owned(),
            path => format!("{folder}/{path}"),
        });
        let inside = (0..self.around.len()).filter_map(|at| {
            let start = self.around[at..].join("/");
            path.strip_prefix(&start)?.strip_prefix('/').map(str::to_owned)
        });
        std::iter::once(path.to_owned())
            .chain(around)
            .find_map(|path| self.at(&path))
            .or_else(|| self.at_the_end_of(path))
            .or_else(|| inside.into_iter().find_map(|path| self.at(&path)))
    }

    /// The one file whose path ends so.
    fn at_the_end_of(&self, path: &str) -> Option<Target> {
        let (end, own) = (format!("/{path}"), place_of(path));
        let mut pictures = self.pictures.iter().filter(|one| one.ends_with(&end));
        let mut places = self.places.iter().filter(|(place, _)| {
            !own.is_empty() && place.strip_suffix(&own).is_some_and(|rest| rest.ends_with('/'))
        });
        match (pictures.next(), pictures.next(), places.next(), places.next()) {
            (Some(one), None, None, _) => Some(Target::Picture(one.clone())),
            (None, _, Some((_, page)), None) => Some(Target::Page(page.clone())),
            _ => None,
        }
    }

    /// What stands at a path.
    fn at(&self, path: &str) -> Option<Target> {
        if self.pages.contains(path) {
            return Some(Target::Page(path.to_owned()));
        }
        if self.pictures.contains(path) {
            return Some(Target::Picture(path.to_owned()));
        }
        self.places.get(&place_of(path)).cloned().map(Target::Page)
    }
}

/// The path without a page's ending; a folder for the page that stands for it.
pub(super) fn place_of(path: &str) -> String {
    let path = without_ending(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if ["readme", "index"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
        folder.to_owned()
    } else {
        path.to_owned()
    }
}

fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((rest, ending))
            if ["md", "markdown", "html", "htm"]
                .iter()
                .any(|page| ending.eq_ignore_ascii_case(page)) =>
        {
            rest
        }
        _ => path,
    }
}

/// Whether a destination names a scheme or a host.
fn is_elsewhere(destination: &str) -> bool {
    let scheme = destination.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '.' | '-'))
    });
    scheme || destination.starts_with("//")
}

/// The path that `path` means in the file `from`; `None` where it climbs out of the folder.
fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The text with `%20` and its like resolved; `None` where there are none, or they are no text.
fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16).map(|digit| digit as u8);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).ok()
}

/// The text as a part of a destination: what would end or change it there is percent-encoded.
pub(super) fn encoded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        let special = matches!(letter, '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '&' | '|' | '"');
        if letter.is_ascii() && (special || letter.is_whitespace() || letter.is_control()) {
            safe.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            safe.push(letter);
        }
    }
    safe
}
