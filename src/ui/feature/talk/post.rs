//! One post: who, when, the words (folded where the reader does not read the language), and where
//! it is by now.

use leptos::prelude::*;

use crate::id::CommandId;
use crate::message::model::PostView;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::delivery::dial;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::store::posts::PostRow;
use crate::ui::words;

/// How much of a post is quoted where one replies to it.
const QUOTE_CHARS: usize = 80;

/// The name of a post's element.
pub fn element_id(id: CommandId) -> String {
    format!("post-{id}")
}

/// A post in the log.
pub fn post(
    here: Here,
    row: PostRow,
    rows: RwSignal<Vec<PostRow>>,
    reply_to: RwSignal<Option<CommandId>>,
) -> AnyView {
    let (id, at) = (row.id, row.at);
    let signal = RwSignal::from(row.post);
    let by = signal.with_untracked(|post| post.by);
    let is_mine = here.me() == Some(by);
    let words = Memo::new(move |_| {
        signal.with(|post| (post.body.clone(), post.language.clone(), post.reply_to))
    });
    let folded = Memo::new(move |_| {
        let mine = here.my_languages();
        signal.with(|post| {
            if post.is_beyond_cut {
                return Some(words::talk::beyond_cut(&here.name(by)));
            }
            (!is_mine).then(|| foreign(&mine, &post.language)).flatten()
        })
    });
    let body = move || {
        let (text, language, _) = words.get();
        body(&text, language, folded.get())
    };
    let quoted = move || words.get().2.and_then(|id| quoted(here, rows, id));
    let reply_label = move || words::talk::reply_to(&here.name(by));
    let reply = (!here.is_former).then(|| {
        view! {
            <button
                class="button"
                data-variant="quiet"
                type="button"
                aria-label=reply_label
                on:click=move |_| {
                    reply_to.set(Some(id));
                    crate::ui::feature::talk::composer::focus();
                }
            >
                {words::talk::reply()}
            </button>
        }
    });
    view! {
        <article class="post" id=element_id(id) aria-labelledby=format!("by-{id}")>
            {here.face(FaceSize::Usual, by)}
            <div class="body">
                <header class="by" id=format!("by-{id}")>
                    <b dir="auto">{move || here.name_you(by)}</b>
                    <span class="meta"><time>{format::time(at)}</time></span>
                </header>
                {quoted}
                {body}
                <footer class="under" aria-live="off">
                    {dial(move || here.dial_of(&signal.with(|post| post.delivery.clone())))}
                    {reply}
                </footer>
            </div>
        </article>
    }
    .into_any()
}

/// TLK-1: a language is read when its first part is among those of the reader, or when they said
/// none. Of another one: what is said instead.
pub fn foreign(mine: &[String], language: &str) -> Option<String> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    let theirs = primary(language);
    let reads =
        mine.is_empty() || theirs.is_empty() || mine.iter().any(|tag| primary(tag) == theirs);
    (!reads).then(|| words::talk::folded(&format::language(language)))
}

/// The words of a post, folded behind what is said of them.
pub fn body(text: &str, language: String, folded: Option<String>) -> AnyView {
    let words = paragraphs(text, language);
    let Some(folded) = folded else { return words };
    view! {
        <p class="quote-line">{folded}</p>
        <details class="opens">
            <summary>{pointing_icon("right")} {words::talk::show_as_is()}</summary>
            {words}
        </details>
    }
    .into_any()
}

/// Plain paragraphs; addresses of the web become links.
fn paragraphs(text: &str, language: String) -> AnyView {
    let parts = text
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let pieces = part.split_inclusive([' ', '\n']).map(piece).collect_view();
            view! { <p>{pieces}</p> }
        })
        .collect_view();
    view! { <div class="words" lang=language dir="auto">{parts}</div> }.into_any()
}

fn piece(text: &str) -> AnyView {
    let word = text.trim_end();
    let address = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return text.to_owned().into_any();
    }
    let rest = text[address.len()..].to_owned();
    let (address, to) = (address.to_owned(), address.to_owned());
    view! {
        <a href=to target="_blank" rel="noopener noreferrer">{address}</a>
        {rest}
    }
    .into_any()
}

fn quoted(here: Here, rows: RwSignal<Vec<PostRow>>, id: CommandId) -> Option<AnyView> {
    let (by, start) = quote_of(rows, id)?;
    let jump = move |_| {
        if let Some(post) = document().get_element_by_id(&element_id(id)) {
            post.scroll_into_view_with_bool(true);
        }
    };
    let words = move || words::talk::in_reply_to(&here.name(by), &start);
    Some(
        view! { <button class="quote-line in-reply" dir="auto" type="button" on:click=jump>{words}</button> }
            .into_any(),
    )
}

/// Who wrote a post, and how it starts.
pub fn quote_of(
    rows: RwSignal<Vec<PostRow>>,
    id: CommandId,
) -> Option<(crate::id::MemberId, String)> {
    let read = |post: &PostView| {
        let line = post.body.split('\n').next().unwrap_or_default();
        let mut start: String = line.chars().take(QUOTE_CHARS).collect();
        if post.is_beyond_cut {
            start.clear();
        }
        if start.len() < line.len() {
            start.push('…');
        }
        (post.by, start)
    };
    rows.with_untracked(|rows| {
        rows.iter().find(|row| row.id == id).map(|row| row.post.with_untracked(read))
    })
}
