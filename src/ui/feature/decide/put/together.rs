//! A motion that is written together: on a page of the commons, whose words it takes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::PageId;
use crate::message::ViewKey;
use crate::message::command::{Command, Outcome, Writing};
use crate::message::model::PageCard;
use crate::ordered;
use crate::ui::feature::commons;
use crate::ui::feature::decide::put::begun::draft_name;
use crate::ui::feature::decide::put::fields::{Fields, Origin};
use crate::ui::feature::decide::put::template::put_text;
use crate::ui::feature::talk::composer::kept;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::choice_field;
use crate::ui::route::Place;
use crate::ui::store::page::PageLive;
use crate::ui::words;

/// Where what a form took from its page is kept: the title, and below it the words.
pub const TAKEN: &str = "motion-taken";

/// Makes a page of what was typed, for everybody to write on.
pub fn offer(fields: Fields) -> AnyView {
    let here = fields.here;
    let make = move || {
        let title = fields.title.with_untracked(|title| title.trim().to_owned());
        if title.is_empty() {
            return fields.title_error.set(words::put::question_first());
        }
        if fields.busy.get_untracked() {
            return;
        }
        fields.busy.set(true);
        let text = fields.text.with_untracked(|text| text.trim().to_owned());
        let writing = Writing::DraftMotion { title, text };
        here.store.ask(Command::write(here.id, writing), move |answer| {
            fields.busy.try_set(false);
            match answer {
                Ok(Outcome::Page(page)) => {
                    fields.forget();
                    here.store.say(words::put::on_a_page());
                    here.go(Place::Page(page));
                }
                Ok(_) => here.go(Place::Commons),
                Err(refusal) => {
                    fields.refused.try_set(words::refusal::refusal(&refusal));
                }
            }
        });
    };
    view! {
        <p class="hint-line">{words::put::together_text()}</p>
        <p class="actions">{button(Weight::Plain, words::put::together(), make)}</p>
    }
    .into_any()
}

/// Takes the words of the page that it was written on, and takes them again while nobody changed here
/// what was taken before.
pub fn begin_with(fields: Fields, page: PageId) {
    let here = fields.here;
    let pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id));
    let title = Memo::new(move |_| {
        pages.with(|pages| {
            let card = pages.as_ref()?.iter().find(|card| card.id == page)?;
            Some(commons::title_of(&card.title))
        })
    });
    let taken = kept(here, &draft_name(TAKEN, &Origin::Page(page)));
    once_here(here, page, title, move |title, text| {
        let before = taken.get_untracked();
        // A title has no line breaks.
        let (title_before, text_before) = before.split_once('\n').unwrap_or_default();
        let is_own = |own: &str, before: &str| !own.is_empty() && own != before;
        if !fields.title.with_untracked(|own| is_own(own.trim(), title_before)) {
            fields.title.set(title.to_owned());
        }
        let own = fields.text.with_untracked(|own| own.trim().to_owned());
        if is_own(&own, text_before) || own == text {
            return;
        }
        fields.text.set(text.to_owned());
        taken.set(format!("{title}\n{text}"));
        here.store.say(words::template::filled(title));
    });
}

/// A page of the commons, where several can have drafted the text or keep one of their own to start
/// from.
pub fn own_page(fields: Fields) -> AnyView {
    let here = fields.here;
    let pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id));
    let options = Memo::new(move |_| {
        let mut options: Vec<(String, String)> = pages.with(|pages| {
            let all = pages.as_ref().map(|pages| pages.as_slice()).unwrap_or_default();
            // A draft is put from its own page.
            let all = all.iter().filter(|card| card.draft.is_none());
            all.map(|card| (card.id.to_string(), commons::title_of(&card.title))).collect()
        });
        ordered::sort_by(&mut options, |a, b| format::by_name(&a.1, &b.1));
        options
    });
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(page) = chosen.with(|chosen| chosen.parse::<PageId>().ok()) else { return };
        let title = options.with_untracked(|all| {
            let found = all.iter().find(|(id, _)| *id == page.to_string());
            found.map(|(_, title)| title.clone())
        });
        untrack(|| take_page(fields, page, title.unwrap_or_default()));
    });
    (move || {
        let options = options.get();
        if options.is_empty() {
            return None;
        }
        let none = (String::new(), words::template::page_none());
        let options = std::iter::once(none).chain(options).collect();
        Some(choice_field(words::template::page(), options, chosen))
    })
    .into_any()
}

/// Takes a page's words once they are here; what the page becomes later does not touch the form.
fn take_page(fields: Fields, page: PageId, title: String) {
    let title = Memo::new(move |_| Some(title.clone()));
    once_here(fields.here, page, title, move |title, text| {
        put_text(fields, text);
        if fields.title.with_untracked(|own| own.trim().is_empty()) {
            fields.title.set(title.to_owned());
        }
        fields.here.store.say(words::template::filled(title));
    });
}

/// Gives a page's title and words as soon as both are here, once.
fn once_here(
    here: Here,
    page: PageId,
    title: Memo<Option<String>>,
    then: impl Fn(&str, &str) + 'static,
) {
    let slot = here.store.watch::<PageLive>(ViewKey::Page(here.id, page));
    let then = StoredValue::new_local(Some(then));
    Effect::new(move |_| {
        let text = slot.with(|live| live.as_ref().map(|live| live.text.clone()));
        let (Some(title), Some(text)) = (title.get(), text.and_then(|text| text.get())) else {
            return;
        };
        let Some(then) = then.try_update_value(Option::take).flatten() else { return };
        match text.trim() {
            "" => here.store.say(words::template::page_empty()),
            text => untrack(|| then(&title, text)),
        }
    });
}
