//! Everything out (EXT-1): all pages and topics are opened and all pictures read, and who keeps the books makes one
//! file of them. Nothing is written.

use crate::domain::profile::is_picture;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::io::Entry;
use crate::engine::pending::{Pending, Task};
use crate::exchange::everything::{PageOut, PictureOut, PostOut, Taken, TopicOut};
use crate::id::{CommandId, CommunityId, DocumentId, PageId};
use crate::message::command::{Outcome, PageField, Refusal};
use crate::ordered;
use crate::store::{keys, record};

/// Who takes what along, while the pictures are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Taking {
    pub command: CommandId,
    pub community: CommunityId,
    taken: Taken,
}

impl Engine {
    /// The pictures are there: makes the file.
    pub(super) fn pictures_loaded(&mut self, taking: Taking, entries: &[Entry]) {
        let Some(community) = self.communities.get_mut(&taking.community) else { return };
        let Taking { command, mut taken, .. } = taking;
        let prefix = keys::blobs(&community.id);
        taken.pictures.extend(entries.iter().filter_map(|entry| {
            let hash = entry.key.strip_prefix(&prefix)?.parse().ok()?;
            let (mime, bytes) = record::decode::<(String, Vec<u8>)>(&entry.value).ok()?;
            is_picture(&mime).then_some(PictureOut { hash, mime, bytes })
        }));
        let file = community.on_books(&self.core, |keeper, ground| keeper.take_out(taken, ground));
        match file {
            Some(file) => self.core.finish(command, Outcome::File(file)),
            None => self.core.refuse(command, Refusal::PartMissing),
        }
    }
}

impl Community {
    /// Makes one file of everything, once the books and all pages are open.
    pub(super) fn take_out(&mut self, core: &mut Core, command: CommandId, readme: String) {
        let task = Task::TakeOut(command, readme.clone());
        if !self.with_books(core, &task) {
            return;
        }
        let mut pages = Vec::new();
        let all: Vec<PageId> = self.pages().map(|(page, _)| page).collect();
        for page in all {
            let document = DocumentId::Page(page);
            if self.with_open(core, document, task.clone()).is_none() {
                return;
            }
            pages.extend(self.page_out(page));
        }
        let Some(topics) = self.topics_out(core, &task) else { return };
        let events = self.events_out();
        let taken = Taken { readme, pages, pictures: Vec::new(), topics, events };
        let taking = Box::new(Taking { command, community: self.id, taken });
        core.load(keys::blobs(&self.id), Pending::TakeOut(taking));
    }

    /// All topics, once each of their parts is open.
    fn topics_out(&mut self, core: &mut Core, task: &Task) -> Option<Vec<TopicOut>> {
        let cards = self.thread_cards();
        for card in &cards {
            let parts: Vec<u32> = self.parts(card.id).map(|(part, _)| part).collect();
            for part in parts {
                let document = DocumentId::Talk { thread: card.id, part };
                self.with_open(core, document, task.clone())?;
            }
        }
        let mut topics = Vec::new();
        for card in cards {
            let mut topic = TopicOut { title: card.title, posts: Vec::new() };
            let parts: Vec<u32> = self.parts(card.id).map(|(part, _)| part).collect();
            for part in parts {
                let document = DocumentId::Talk { thread: card.id, part };
                let Some(talk) = self.talk_model(&document) else { continue };
                topic.posts.extend(talk.posts().map(|post| PostOut {
                    id: post.id,
                    by: self.name_of(&self.author(&post.by)),
                    at: post.at,
                    language: post.language.clone(),
                    body: post.body.clone(),
                    reply_to: post.reply_to,
                }));
            }
            ordered::sort_by_key(&mut topic.posts, |post| (post.at, post.id));
            topics.push(topic);
        }
        Some(topics)
    }

    fn page_out(&self, page: PageId) -> Option<PageOut> {
        let open = self.documents.get(&DocumentId::Page(page))?.open.as_ref()?;
        let Model::Page(model) = &open.model else { return None };
        let field = |field: PageField| {
            let values = model.fields.get(&field).and_then(|values| values.first());
            values.map(|(value, _)| value.clone()).unwrap_or_default()
        };
        Some(PageOut {
            id: page,
            title: field(PageField::Title),
            path: field(PageField::Path),
            credit: field(PageField::Credit),
            text: open.replica.text(),
        })
    }
}
