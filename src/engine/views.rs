//! Views: what windows watch is sent when they begin to, and again when it changed. Built from
//! summaries and open documents; nothing is decided here.

mod lists;
mod sync_view;
mod talk_view;

use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::pending::Task;
use crate::id::{ChangeHash, CommunityId, DeviceKey, DocumentId, MemberId, PageId};
use crate::message::model::{
    Delivery, FieldValue, HistoryEntry, Home, PageAbout, PageDelta, PageFieldView, ViewDelta,
    ViewKey,
};
use crate::message::{FromEngine, WindowId};

impl Engine {
    /// A window begins to watch: it gets the view as it stands.
    pub(super) fn watch(&mut self, window: WindowId, key: ViewKey) {
        let delta = match &key {
            ViewKey::Home => Some(ViewDelta::Home(self.home())),
            ViewKey::Import(import) => self.import_view(*import),
            ViewKey::Members(id)
            | ViewKey::Invitations(id)
            | ViewKey::Threads(id)
            | ViewKey::Pages(id)
            | ViewKey::Sync(id)
            | ViewKey::Today(id)
            | ViewKey::Faults(id) => self.list_view(*id, &key),
            ViewKey::Thread(id, _)
            | ViewKey::Page(id, _)
            | ViewKey::History(id, _)
            | ViewKey::PastText(id, _, _)
            | ViewKey::Picture(id, _) => {
                let Some(community) = self.communities.get_mut(id) else { return };
                community.watch(&mut self.core, window, key);
                return;
            }
        };
        if let Some(delta) = delta {
            self.core.tell(window, FromEngine::View(delta));
        }
    }

    /// Sends every watched view that changed.
    pub(super) fn flush_views(&mut self) {
        if self.opening > 0 {
            return;
        }
        for key in std::mem::take(&mut self.core.dirty) {
            if self.core.watching(&key).is_empty() {
                self.forget_changes(&key);
                continue;
            }
            let delta = match &key {
                ViewKey::Home => Some(ViewDelta::Home(self.home())),
                ViewKey::Import(import) => self.import_view(*import),
                ViewKey::Members(id)
                | ViewKey::Invitations(id)
                | ViewKey::Threads(id)
                | ViewKey::Pages(id)
                | ViewKey::Sync(id)
                | ViewKey::Today(id)
                | ViewKey::Faults(id) => self.list_view(*id, &key),
                ViewKey::Thread(id, thread) => self
                    .communities
                    .get_mut(id)
                    .and_then(|community| community.thread_changes(*thread)),
                ViewKey::Page(id, page) => {
                    self.communities.get(id).and_then(|community| community.page_about(*page))
                }
                ViewKey::History(id, page) => {
                    self.communities.get(id).and_then(|community| community.history(*page))
                }
                ViewKey::PastText(..) => None,
                ViewKey::Picture(id, hash) => {
                    if let Some(community) = self.communities.get_mut(id) {
                        community.show_picture(&mut self.core, *hash);
                    }
                    None
                }
            };
            if let Some(delta) = delta {
                self.core.show(&key, &delta);
            }
        }
    }

    fn forget_changes(&mut self, key: &ViewKey) {
        if let ViewKey::Thread(id, thread) = key
            && let Some(community) = self.communities.get_mut(id)
        {
            community.changed_posts.remove(thread);
        }
    }

    fn list_view(&self, id: CommunityId, key: &ViewKey) -> Option<ViewDelta> {
        let community = self.communities.get(&id)?;
        Some(match key {
            ViewKey::Members(_) => {
                ViewDelta::Members { community: id, members: community.member_cards() }
            }
            ViewKey::Invitations(_) => {
                let invitations = community.invitation_cards(self.core.now);
                ViewDelta::Invitations { community: id, invitations }
            }
            ViewKey::Threads(_) => {
                ViewDelta::Threads { community: id, threads: community.thread_cards() }
            }
            ViewKey::Pages(_) => ViewDelta::Pages { community: id, pages: community.page_cards() },
            ViewKey::Sync(_) => {
                let sync = Box::new(community.sync_report(&self.core));
                ViewDelta::Sync { community: id, sync }
            }
            ViewKey::Today(_) => ViewDelta::Today { community: id, today: community.today() },
            ViewKey::Faults(_) => {
                ViewDelta::Faults { community: id, faults: community.fault_cards() }
            }
            ViewKey::Home
            | ViewKey::Thread(..)
            | ViewKey::Page(..)
            | ViewKey::History(..)
            | ViewKey::PastText(..)
            | ViewKey::Import(_)
            | ViewKey::Picture(..) => return None,
        })
    }

    fn home(&self) -> Home {
        Home {
            communities: self.communities.values().map(Community::card).collect(),
            settings: self.core.settings.clone(),
            persistence: self.core.persistence,
            key_storage: self.core.key_storage,
        }
    }
}

impl Community {
    /// A window wants a view that needs open documents.
    fn watch(&mut self, core: &mut Core, window: WindowId, key: ViewKey) {
        match &key {
            ViewKey::Picture(_, hash) => self.show_picture(core, *hash),
            ViewKey::Thread(_, thread) => {
                let thread = *thread;
                if self.open_parts(core, thread, Task::Show(window, key)) {
                    let delta = self.whole_thread(thread);
                    core.tell(window, FromEngine::View(delta));
                }
            }
            ViewKey::Page(_, page) | ViewKey::History(_, page) | ViewKey::PastText(_, page, _) => {
                let page = *page;
                let delta = self.watch_page(core, window, page, key);
                if let Some(delta) = delta {
                    core.tell(window, FromEngine::View(delta));
                }
            }
            ViewKey::Home
            | ViewKey::Members(_)
            | ViewKey::Invitations(_)
            | ViewKey::Threads(_)
            | ViewKey::Pages(_)
            | ViewKey::Sync(_)
            | ViewKey::Today(_)
            | ViewKey::Import(_)
            | ViewKey::Faults(_) => {}
        }
    }

    fn watch_page(
        &mut self,
        core: &mut Core,
        window: WindowId,
        page: PageId,
        key: ViewKey,
    ) -> Option<ViewDelta> {
        let (community, document) = (self.id, DocumentId::Page(page));
        if !self.documents.contains_key(&document) {
            return Some(ViewDelta::Page { community, page, delta: PageDelta::Missing });
        }
        let Some(Task::Show(_, key)) = self.with_open(core, document, Task::Show(window, key))
        else {
            return None;
        };
        if let ViewKey::History(..) = key {
            return self.history(page);
        }
        let open = self.documents.get(&document)?.open.as_ref()?;
        if let ViewKey::PastText(_, _, at) = key {
            let text = open.replica.text_at(&at)?;
            return Some(ViewDelta::PastText { community, page, at, text });
        }
        let text = open.replica.text();
        let version = self.page_session(core.now, page);
        let (fields, about) = (self.page_fields(page), self.about_page(page)?);
        let delta = PageDelta::All { version, text, fields, about };
        Some(ViewDelta::Page { community, page, delta })
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
            authors: authors.collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
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
        let me = self.me();
        let others: Vec<MemberId> =
            self.authority().members.keys().copied().filter(|member| *member != me).collect();
        let having = self.authority().devices.iter();
        let mut members: Vec<MemberId> = having
            .filter(|(device, member)| **member != me && has(device))
            .map(|(_, member)| *member)
            .collect();
        members.sort();
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
