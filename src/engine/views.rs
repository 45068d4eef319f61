//! Views: what windows watch is sent when they begin to, and again when it changed. Built from
//! summaries and open documents; nothing is decided here.

mod closing;
mod door;
mod lists;
mod motion_view;
mod pages;
mod returning;
mod reviews;
mod sync_view;
mod talk_view;

use crate::clock::Timestamp;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::{Core, Haste};
use crate::engine::document::Model;
use crate::engine::pending::Task;
use crate::id::{ChangeHash, DeviceKey, DocumentId, MemberId, PageId, ThreadId};
use crate::message::model::{
    Delivery, FieldValue, HistoryEntry, Home, PageAbout, PageDelta, PageFieldView, ViewDelta,
    ViewKey,
};
use crate::message::{FromEngine, Letter, WindowId};
use crate::ordered::{self, Set};

/// While a newcomer is brought up to date, each document that comes changes every list: windows
/// would do little but draw them. Nobody notices a delay of this length.
const VIEW_PAUSE_MS: u64 = 100;

/// Whether all of a view is sent each time, so that a later one makes up for those left out.
fn is_whole(key: &ViewKey) -> bool {
    match key {
        ViewKey::Home
        | ViewKey::Members(_)
        | ViewKey::Invitations(_)
        | ViewKey::Devices(_)
        | ViewKey::Threads(_)
        | ViewKey::Pages(_)
        | ViewKey::Sync(_)
        | ViewKey::Today(_)
        | ViewKey::Motions(_)
        | ViewKey::Motion(..)
        | ViewKey::Economy(..)
        | ViewKey::Calendar(_)
        | ViewKey::Faults(_) => true,
        ViewKey::Import(_)
        | ViewKey::Thread(..)
        | ViewKey::Page(..)
        | ViewKey::Found(..)
        | ViewKey::PastText(..)
        | ViewKey::History(..)
        | ViewKey::Picture(..) => false,
    }
}

/// Why a view is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked {
    /// This window begins to watch it: all of it is sent, once what it needs is open.
    First(WindowId),
    /// It changed: what changed is sent, where less than all can be.
    Again,
}

impl Engine {
    /// A window begins to watch: it gets the view as it stands.
    pub(super) fn watch(&mut self, window: WindowId, key: &ViewKey) {
        if let Some(delta) = self.view(key, Asked::First(window)) {
            self.core.tell(window, FromEngine::View(delta));
        }
    }

    /// Sends every watched view that changed; one that was sent just now waits a little, unless
    /// somebody looks for it.
    pub(super) fn flush_views(&mut self) {
        if self.opening > 0 {
            return;
        }
        let now = self.core.device_now;
        let haste = std::mem::take(&mut self.core.haste);
        // A clock that was set back makes nothing wait for longer.
        self.core.shown.retain(|_, at| *at <= now && now.since_ms(*at) < VIEW_PAUSE_MS);
        for key in std::mem::take(&mut self.core.dirty) {
            if self.core.watching(&key).is_empty() {
                self.forget_changes(&key);
            } else if haste == Haste::Soon && self.core.shown.contains_key(&key) {
                self.core.dirty.insert(key);
            } else if let Some(delta) = self.view(&key, Asked::Again) {
                if is_whole(&key) {
                    self.core.shown.insert(key.clone(), now);
                }
                self.core.show(&key, delta);
            }
        }
    }

    /// When a view that waits is sent.
    pub(super) fn views_wake(&self) -> Option<Timestamp> {
        let sent = self.core.dirty.iter().filter_map(|key| self.core.shown.get(key)).min();
        sent.map(|at| at.plus_ms(VIEW_PAUSE_MS))
    }

    fn forget_changes(&mut self, key: &ViewKey) {
        if let ViewKey::Thread(id, thread) = key
            && let Some(community) = self.communities.get_mut(id)
        {
            community.changed_posts.remove(thread);
        }
    }

    /// A view, where there is one to send now.
    fn view(&mut self, key: &ViewKey, asked: Asked) -> Option<ViewDelta> {
        let core = &mut self.core;
        let all = &mut self.communities;
        Some(match key {
            ViewKey::Home => ViewDelta::Home(self.home()),
            ViewKey::Import(import) => return self.import_view(*import),
            ViewKey::Members(id) => ViewDelta::Members {
                community: *id,
                members: all.get_mut(id)?.member_cards(core.now),
            },
            ViewKey::Invitations(id) => {
                let invitations = all.get_mut(id)?.invitation_cards(core.now);
                ViewDelta::Invitations { community: *id, invitations }
            }
            ViewKey::Devices(id) => {
                ViewDelta::Devices { community: *id, devices: all.get_mut(id)?.device_cards() }
            }
            ViewKey::Threads(id) => {
                ViewDelta::Threads { community: *id, threads: all.get_mut(id)?.thread_cards() }
            }
            ViewKey::Pages(id) => {
                ViewDelta::Pages { community: *id, pages: all.get_mut(id)?.page_cards() }
            }
            ViewKey::Sync(id) => {
                let sync = Box::new(all.get_mut(id)?.sync_report(core));
                ViewDelta::Sync { community: *id, sync }
            }
            ViewKey::Today(id) => {
                let community = all.get_mut(id)?;
                community.look_what_waits(core, (key, asked));
                let today = community.today(core.now);
                ViewDelta::Today { community: *id, today }
            }
            ViewKey::Faults(id) => {
                ViewDelta::Faults { community: *id, faults: all.get_mut(id)?.fault_cards() }
            }
            ViewKey::Calendar(id) => {
                let calendar = Letter::new(&all.get_mut(id)?.calendar(core.now));
                ViewDelta::Calendar { community: *id, calendar }
            }
            ViewKey::Economy(id, desk) => {
                return all.get_mut(id)?.economy_view(core, *desk, (key, asked));
            }
            ViewKey::Motions(id) => all.get_mut(id)?.motions_view(core.now),
            ViewKey::Motion(id, motion) => {
                return all.get_mut(id)?.motion_view(core, *motion, (key, asked));
            }
            ViewKey::Thread(id, thread) => {
                return all.get_mut(id)?.thread(core, *thread, key, asked);
            }
            ViewKey::Page(id, page) => {
                return all.get_mut(id)?.on_page(core, *page, (key, asked), |community, core| {
                    match asked {
                        Asked::First(_) => community.whole_page(core, *page),
                        Asked::Again => community.page_changes(core, *page),
                    }
                });
            }
            ViewKey::History(id, page) => {
                let history = |community: &mut Community, _: &mut Core| community.history(*page);
                return all.get_mut(id)?.on_page(core, *page, (key, asked), history);
            }
            ViewKey::PastText(id, page, at) => {
                let past = |community: &mut Community, _: &mut Core| community.past(*page, at);
                return all.get_mut(id)?.on_page(core, *page, (key, asked), past);
            }
            ViewKey::Picture(id, hash) => {
                all.get_mut(id)?.show_picture(core, *hash);
                return None;
            }
            ViewKey::Found(id, _) => return self.find(*id, key, asked),
        })
    }

    fn home(&mut self) -> Home {
        Home {
            communities: self.communities.values_mut().map(Community::card).collect(),
            settings: self.core.settings.clone(),
            persistence: self.core.persistence,
            key_storage: self.core.key_storage,
        }
    }
}

impl Community {
    fn thread(
        &mut self,
        core: &mut Core,
        thread: ThreadId,
        key: &ViewKey,
        asked: Asked,
    ) -> Option<ViewDelta> {
        match asked {
            Asked::First(window) => self
                .open_parts(core, thread, &Task::Show(window, key.clone()))
                .then(|| self.whole_thread(thread)),
            Asked::Again => Some(self.thread_changes(thread)),
        }
    }

    /// Shows at least so many posts of a topic, the last ones, where it is on screen.
    pub fn show_earlier(&mut self, core: &mut Core, thread: ThreadId, posts: u32) {
        let wanted = self.posts_wanted.entry(thread).or_default();
        *wanted = posts.max(*wanted);
        let key = ViewKey::Thread(self.id, thread);
        for window in core.watching(&key) {
            if let Some(delta) = self.thread(core, thread, &key, Asked::First(window)) {
                core.tell(window, FromEngine::View(delta));
            }
        }
    }

    /// A view of a page, once the page is open.
    fn on_page(
        &mut self,
        core: &mut Core,
        page: PageId,
        (key, asked): (&ViewKey, Asked),
        make: impl FnOnce(&mut Self, &mut Core) -> Option<ViewDelta>,
    ) -> Option<ViewDelta> {
        let document = DocumentId::Page(page);
        if !self.documents.contains_key(&document) {
            return Some(ViewDelta::Page { community: self.id, page, delta: PageDelta::Missing });
        }
        if let Asked::First(window) = asked {
            self.with_open(core, document, Task::Show(window, key.clone()))?;
        }
        make(self, core)
    }

    fn whole_page(&mut self, core: &mut Core, page: PageId) -> Option<ViewDelta> {
        let version = self.page_session(core.now, page);
        let text = self.documents.get(&DocumentId::Page(page))?.open.as_ref()?.replica.text();
        let (fields, about) = (self.page_fields(page), self.about_page(page)?);
        let delta = PageDelta::All { version, text, fields, about };
        Some(ViewDelta::Page { community: self.id, page, delta })
    }

    fn past(&self, page: PageId, at: &[ChangeHash]) -> Option<ViewDelta> {
        let open = self.documents.get(&DocumentId::Page(page))?.open.as_ref()?;
        let text = open.replica.text_at(at)?;
        Some(ViewDelta::PastText { community: self.id, page, at: at.to_vec(), text })
    }

    /// What is new beside the text, whose splices go out by themselves; but the whole of a page that
    /// came after somebody began to look for it.
    fn page_changes(&mut self, core: &mut Core, page: PageId) -> Option<ViewDelta> {
        let open = self.documents.get(&DocumentId::Page(page))?.open.as_ref()?;
        match open.session {
            None => self.whole_page(core, page),
            Some(_) => self.page_about(page),
        }
    }

    fn page_about(&self, page: PageId) -> Option<ViewDelta> {
        let delta =
            PageDelta::About { fields: self.page_fields(page), about: self.about_page(page)? };
        Some(ViewDelta::Page { community: self.id, page, delta })
    }

    fn page_fields(&self, page: PageId) -> Vec<PageFieldView> {
        let entry = self.documents.get(&DocumentId::Page(page));
        let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else { return Vec::new() };
        let Model::Page(model) = &open.model else { return Vec::new() };
        let view = |(value, by): &(String, DeviceKey)| FieldValue {
            value: value.clone(),
            by: self.author(by),
        };
        model
            .fields
            .iter()
            .map(|(field, values)| PageFieldView {
                field: *field,
                values: values.iter().map(view).collect(),
            })
            .collect()
    }

    fn about_page(&self, page: PageId) -> Option<PageAbout> {
        let entry = self.documents.get(&DocumentId::Page(page))?;
        let open = entry.open.as_ref()?;
        let Model::Page(model) = &open.model else { return None };
        let authors = model.summary.authors.iter().map(|device| self.author(device));
        let heads = open.replica.heads();
        Some(PageAbout {
            authors: Set::from_iter(authors).into_iter().collect(),
            changed: model.summary.changed,
            delivery: self.delivery_of(&DocumentId::Page(page), &heads),
        })
    }

    fn history(&self, page: PageId) -> Option<ViewDelta> {
        let open = self.documents.get(&DocumentId::Page(page))?.open.as_ref()?;
        let entries = open.replica.history().into_iter().map(|stretch| HistoryEntry {
            at: stretch.at,
            by: self.author(&stretch.device),
            ended: stretch.ended,
            added: stretch.added,
            removed: stretch.removed,
        });
        Some(ViewDelta::History { community: self.id, page, entries: entries.collect() })
    }

    /// Everything that shows people changed.
    pub fn mark_people(&self, core: &mut Core) {
        core.mark(ViewKey::Home);
        core.mark(ViewKey::Members(self.id));
        core.mark(ViewKey::Invitations(self.id));
        core.mark(ViewKey::Devices(self.id));
        core.mark(ViewKey::Faults(self.id));
        core.mark(ViewKey::Sync(self.id));
        core.mark(ViewKey::Today(self.id));
    }

    /// Where these changes of an open document are (TLK-3).
    pub fn delivery_of(&self, document: &DocumentId, changes: &[ChangeHash]) -> Delivery {
        let entry = self.documents.get(document);
        let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else {
            return Delivery::ThisDevice;
        };
        if changes.iter().any(|change| open.unsaved.contains(change)) {
            return Delivery::Saving;
        }
        let has = |device: &DeviceKey| {
            let seen = open.seen.get(device);
            seen.is_some_and(|seen| changes.iter().all(|change| seen.contains(change)))
        };
        self.delivery(has)
    }

    /// Who of the other members has something, as `has` tells of their devices.
    pub fn delivery(&self, has: impl Fn(&DeviceKey) -> bool) -> Delivery {
        if self.visit.is_some() {
            // A sample is told as its members left it.
            return Delivery::Everyone;
        }
        let me = self.me();
        let others: Vec<MemberId> =
            self.authority().here().map(|member| member.id).filter(|id| *id != me).collect();
        let having = self.authority().devices.iter();
        let mut members: Vec<MemberId> = having
            .filter(|(device, member)| **member != me && has(device))
            .map(|(_, member)| *member)
            .collect();
        ordered::sort(&mut members);
        members.dedup();
        if members.is_empty() {
            Delivery::ThisDevice
        } else if members.len() == others.len() {
            Delivery::Everyone
        } else {
            Delivery::With { members, others: u32::try_from(others.len()).unwrap_or(u32::MAX) }
        }
    }
}
