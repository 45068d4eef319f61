//! Looking for words in all that was written: topics, pages and motions are opened one after another,
//! the newest first, and closed again where nobody else needs them. Nothing is written. All but the asking
//! is a part of the program that comes when somebody first looks for words.

use std::cmp::Reverse;
use std::fmt;

use crate::clock::Timestamp;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::{Model, Open};
use crate::engine::io::{Effect, NotLoaded};
use crate::engine::pending::Task;
use crate::engine::views::Asked;
use crate::id::{CommunityId, DocumentId, ThreadId};
use crate::limits::{FIND_AT_ONCE_MAX, FIND_CHARS_MAX, FOUND_CHARS_AROUND, FOUND_MAX};
use crate::message::model::{Ended, Found, Hit, HitPlace, ViewDelta, ViewKey};
use crate::message::{FromEngine, Letter, WindowId};
use crate::ordered;
use crate::plain;
use crate::projection::summary::Summary;

/// How often those who wait are told how far it has come.
const TELL_EVERY_MS: u64 = 100;

/// What somebody looks for.
#[derive(Debug)]
pub struct Finding {
    key: ViewKey,
    words: Vec<String>,
    /// What is still to be looked through, the next one last.
    left: Vec<DocumentId>,
    /// Opened for this alone.
    opened: Option<DocumentId>,
    found: Found,
    told: Timestamp,
}

/// Looks for words: a part of the program that comes later is reached through these alone.
#[derive(Clone, Copy)]
pub struct Finder {
    begin: fn(&mut Engine, CommunityId, &ViewKey, &str) -> Option<ViewDelta>,
    go_on: fn(&mut Community, &mut Core, &ViewKey),
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Finder")
    }
}

impl PartialEq for Finder {
    /// There is only one such part.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// How far that part of the program has come.
#[derive(Debug, Default, Clone, Copy)]
pub enum FinderPart {
    #[default]
    NotAsked,
    Coming,
    Here(Finder),
}

/// The part itself.
pub fn finder() -> Finder {
    Finder { begin, go_on: Community::look_on }
}

impl Engine {
    /// A window begins to look for words, or asks how far it has come.
    pub(super) fn find(
        &mut self,
        id: CommunityId,
        key: &ViewKey,
        asked: Asked,
    ) -> Option<ViewDelta> {
        self.communities.get(&id)?;
        let (ViewKey::Found(_, words), Asked::First(_)) = (key, asked) else { return None };
        match self.core.finder {
            FinderPart::Here(finder) => return (finder.begin)(self, id, key, words),
            FinderPart::NotAsked => {
                self.core.finder = FinderPart::Coming;
                self.core.effects.push(Effect::LoadFinder);
            }
            FinderPart::Coming => {}
        }
        not_begun(key, Ended::NotYet)
    }

    /// Whoever waits for the part goes on, or is told that it did not come.
    pub(super) fn finder_loaded(&mut self, part: Result<Finder, NotLoaded>) {
        self.core.finder = part.map_or(FinderPart::NotAsked, FinderPart::Here);
        let windows = self.core.windows.iter();
        let waits =
            windows.flat_map(|(window, keys)| keys.iter().map(|key| (*window, key.clone())));
        let waits: Vec<(WindowId, ViewKey)> =
            waits.filter(|(_, key)| matches!(key, ViewKey::Found(..))).collect();
        for (window, key) in waits {
            match (part, not_begun(&key, Ended::Missed)) {
                (Ok(_), _) => self.watch(window, &key),
                (Err(NotLoaded), Some(delta)) => self.core.tell(window, FromEngine::View(delta)),
                (Err(NotLoaded), None) => {}
            }
        }
    }
}

/// What is told where nothing was looked through.
fn not_begun(key: &ViewKey, ended: Ended) -> Option<ViewDelta> {
    let ViewKey::Found(community, words) = key else { return None };
    let found = Letter::new(&Found { ended, ..Found::default() });
    Some(ViewDelta::Found { community: *community, words: words.clone(), found })
}

fn begin(engine: &mut Engine, id: CommunityId, key: &ViewKey, words: &str) -> Option<ViewDelta> {
    let core = &mut engine.core;
    if !core.finding.iter().any(|one| one.key == *key) {
        let all = std::mem::take(&mut core.finding);
        let (mut kept, mut gone): (Vec<Finding>, Vec<Finding>) =
            all.into_iter().partition(|one| is_wanted(core, one));
        if kept.len() >= FIND_AT_ONCE_MAX {
            gone.push(kept.remove(0));
        }
        core.finding = kept;
        for mut one in gone {
            if let ViewKey::Found(of, _) = &one.key
                && let Some(its) = engine.communities.get_mut(of)
            {
                its.close_again(core, &mut one);
            }
        }
        let community = engine.communities.get_mut(&id)?;
        core.finding.push(community.begin_to_find(key.clone(), words));
        community.look_on(core, key);
    }
    let one = core.finding.iter().find(|one| one.key == *key)?;
    Some(told(id, words, &one.found))
}

fn is_wanted(core: &Core, finding: &Finding) -> bool {
    !core.watching(&finding.key).is_empty()
}

fn told(community: CommunityId, words: &str, found: &Found) -> ViewDelta {
    let mut found = found.clone();
    ordered::sort_by_key(&mut found.hits, |hit| Reverse(hit.at));
    ViewDelta::Found { community, words: words.to_owned(), found: Letter::new(&found) }
}

impl Community {
    fn begin_to_find(&self, key: ViewKey, typed: &str) -> Finding {
        let typed: String = typed.chars().take(FIND_CHARS_MAX).collect();
        let words = plain::words(&typed);
        let all = self.documents.iter().filter_map(|(document, entry)| {
            let at = match &entry.meta.summary {
                Summary::Talk(talk) => talk.last.as_ref()?.at,
                Summary::Page(page) => page.changed,
                Summary::Motion(motion) => motion.about.as_ref()?.opened,
                Summary::Charter | Summary::Ledger(_) | Summary::Calendar(_) => return None,
            };
            Some((at, *document))
        });
        let mut all: Vec<(Timestamp, DocumentId)> = all.filter(|_| !words.is_empty()).collect();
        ordered::sort(&mut all);
        let left: Vec<DocumentId> = all.into_iter().map(|(_, document)| document).collect();
        let of = u32::try_from(left.len()).unwrap_or(u32::MAX);
        let found = Found { of, ..Found::default() };
        Finding { key, words, left, opened: None, found, told: Timestamp(0) }
    }

    /// A document was opened for this.
    pub(super) fn find_on(&mut self, core: &mut Core, key: &ViewKey) {
        if let FinderPart::Here(finder) = core.finder {
            (finder.go_on)(self, core, key);
        }
    }

    /// Looks on where it stopped, as far as documents are open; tells those who wait now and then.
    fn look_on(&mut self, core: &mut Core, key: &ViewKey) {
        let Some(place) = core.finding.iter().position(|one| one.key == *key) else { return };
        let mut finding = core.finding.remove(place);
        if !is_wanted(core, &finding) {
            return self.close_again(core, &mut finding);
        }
        while let Some(document) = finding.left.last().copied() {
            let open =
                |one: &Self| one.documents.get(&document).is_some_and(|one| one.open.is_some());
            let was_open = open(self);
            if self.with_open(core, document, Task::Find(key.clone())).is_none() {
                finding.opened = (!was_open).then_some(document);
                break;
            }
            finding.left.pop();
            finding.found.looked += 1;
            self.look_through(&document, &finding.words, &mut finding.found);
            self.close_again(core, &mut finding);
            if finding.found.hits.len() >= FOUND_MAX {
                finding.found.hits.truncate(FOUND_MAX);
                finding.found.ended = Ended::Enough;
                finding.left.clear();
            }
        }
        let is_over = finding.left.is_empty();
        if is_over && finding.found.ended == Ended::NotYet {
            finding.found.ended = Ended::All;
        }
        let now = core.device_now;
        if is_over || now < finding.told || now.since_ms(finding.told) >= TELL_EVERY_MS {
            finding.told = now;
            if let ViewKey::Found(id, words) = key {
                for window in core.watching(key) {
                    let delta = told(*id, words, &finding.found);
                    core.tell(window, FromEngine::View(delta));
                }
            }
        }
        core.finding.push(finding);
    }

    /// What was opened to be looked through is closed, unless somebody needs it by now.
    fn close_again(&mut self, core: &Core, finding: &mut Finding) {
        if let Some(document) = finding.opened.take() {
            self.close_if_idle(core, &document);
        }
    }

    /// Closes a document that nobody needs; says whether that is settled. `false`: something of it is not
    /// durable yet.
    pub(super) fn close_if_idle(&mut self, core: &Core, document: &DocumentId) -> bool {
        let summary = self.documents.get(document).map(|entry| &entry.meta.summary);
        // Its time may come while nobody looks.
        let is_running = matches!(summary, Some(Summary::Motion(motion)) if !motion.is_settled());
        if is_running || core.is_on_screen(self.id, document) || self.waiting.contains(document) {
            return true;
        }
        let Some(entry) = self.documents.get_mut(document).filter(|one| one.tasks.is_empty())
        else {
            return true;
        };
        let is_idle = entry.open.as_ref().is_none_or(Open::is_idle);
        if is_idle {
            entry.open = None;
        }
        is_idle
    }

    fn look_through(&self, document: &DocumentId, words: &[String], found: &mut Found) {
        let entry = self.documents.get(document);
        let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else { return };
        match (&open.model, document) {
            (Model::Talk(talk), DocumentId::Talk { thread, .. }) => {
                let title = self.title_of(*thread);
                let shown = talk.posts().rev();
                let shown = shown.filter(|post| !self.is_beyond_cut(&post.by, post.at));
                let hits = shown.filter_map(|post| {
                    let around = around(&post.body, words)?;
                    let place = HitPlace::Post(*thread, post.id);
                    let by = Some(self.author(&post.by));
                    Some(Hit { place, title: title.clone(), around, by, at: post.at })
                });
                found.hits.extend(hits.take(FOUND_MAX));
            }
            (Model::Page(model), DocumentId::Page(page)) => {
                let about = &model.summary;
                let around = around(&open.replica.text(), words);
                let by = about.changed_by.as_ref().map(|device| self.author(device));
                found.hits.extend(around.map(|around| {
                    let (place, title) = (HitPlace::Page(*page), about.title.clone());
                    Hit { place, title, around, by, at: about.changed }
                }));
            }
            (Model::Motion(model), DocumentId::Motion(motion)) => {
                let Some(version) = model.motion.current() else { return };
                let around = around(&version.terms.text, words);
                found.hits.extend(around.map(|around| {
                    let (place, title) = (HitPlace::Motion(*motion), version.terms.title.clone());
                    Hit { place, title, around, by: model.motion.proposer, at: version.at }
                }));
            }
            _ => {}
        }
    }

    fn title_of(&self, thread: ThreadId) -> String {
        let started = self.parts(thread).find_map(|(_, talk)| talk.started.as_ref());
        started.map(|(title, ..)| title.clone()).unwrap_or_default()
    }
}

/// The words with some text before and after, where the text has all of them.
fn around(text: &str, words: &[String]) -> Option<[String; 3]> {
    let (from, to) = plain::find(text, words)?;
    let all = text[..from].chars().count();
    let cut: String = text[..from].chars().skip(all.saturating_sub(FOUND_CHARS_AROUND)).collect();
    // What is cut begins with a whole word.
    let before = match cut.split_once(char::is_whitespace) {
        Some((_, words)) if all > FOUND_CHARS_AROUND => format!("… {words}"),
        _ => cut,
    };
    let after = text[to..].chars().take(FOUND_CHARS_AROUND * 2).collect();
    Some([before, text[from..to].to_owned(), after])
}
