//! Names of files: words of people become paths that every computer can have.

use crate::id::BlobHash;
use crate::ordered::Set;

/// Characters of one part of a path.
const PART_CHARS_MAX: usize = 80;
/// Parts of a path.
const PARTS_MAX: usize = 8;

/// Paths that are taken, without regard to small and capital letters.
#[derive(Debug, Default)]
pub struct Paths(Set<String>);

impl Paths {
    /// A path for a page, by its place in the list, else by its title; no other page has it.
    pub fn page(&mut self, place: &str, title: &str) -> String {
        let parts = place.split('/').map(part).filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.take(PARTS_MAX).collect();
        let name = if parts.is_empty() { part(title) } else { parts.join("/") };
        // These stand for their folders, and a folder has its own.
        let is_own =
            ["readme", "index", "summary", "pictures", ""].contains(&name.to_lowercase().as_str());
        let name = if is_own { format!("page {name}").trim().to_owned() } else { name };
        let mut path = format!("{name}.md");
        let mut number = 2;
        while !self.0.insert(path.to_lowercase()) {
            path = format!("{name} {number}.md");
            number += 1;
        }
        path
    }
}

/// A part of a path: letters, figures and what joins them.
fn part(words: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { ' ' }
    };
    let spaced: String = words.chars().map(plain).collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = joined.chars().take(PART_CHARS_MAX).collect();
    cut.trim_matches(['.', ' ']).to_owned()
}

/// Where a picture is, below the pages.
pub fn picture(hash: &BlobHash, mime: &str) -> String {
    let ending = match mime {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "webp",
    };
    format!("pictures/{hash}.{ending}")
}

/// How a file links to another one, both given from the same folder.
pub fn relative(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    format!("{up}{}", to.replace(' ', "%20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ext_1_no_two_pages_have_one_path() {
        let mut paths = Paths::default();
        let path = |paths: &mut Paths, place: &str, title: &str| paths.page(place, title);
        assert_eq!(path(&mut paths, "guides/values", "x"), "guides/values.md");
        assert_eq!(path(&mut paths, "", "How we: work?"), "How we work.md");
        assert_eq!(path(&mut paths, "", "how we work"), "how we work 2.md");
        assert_eq!(path(&mut paths, "../../etc", "x"), "etc.md");
        assert_eq!(path(&mut paths, "", "README"), "page README.md");
        assert_eq!(path(&mut paths, "", "???"), "page.md");
        assert_eq!(relative("a/b.md", "How we work.md"), "../How%20we%20work.md");
    }
}
