//! Draws a text that is read: nodes as elements, never as HTML text.

use leptos::html::{ElementChild as _, custom};
use leptos::prelude::*;

use crate::id::{ChangeHash, PageId};
use crate::message::ViewKey;
use crate::reading::{Element, Node, Source, Target, reading};
use crate::ui::here::Here;
use crate::ui::route::Place;
use crate::ui::store::picture::Picture;
use crate::ui::words;

/// A page's text, without a first title that only repeats the page's own.
pub fn text(here: Here, text: &str, title: &str) -> AnyView {
    reader(here, &reading(text, title))
}

/// A page's text as it was at these heads, once it is read.
pub fn past(here: Here, page: PageId, at: Vec<ChangeHash>, title: String) -> AnyView {
    let past = here.store.watch::<String>(ViewKey::PastText(here.id, page, at));
    let shown = move || match past.get() {
        Some(past) => untrack(|| text(here, &past, &title)),
        None => view! { <p class="meta">{words::common::no_answer_yet()}</p> }.into_any(),
    };
    view! { <article class="reading past" dir="auto">{shown}</article> }.into_any()
}

fn reader(here: Here, nodes: &[Node]) -> AnyView {
    nodes.iter().map(|node| draw(here, node)).collect::<Vec<_>>().into_any()
}

fn draw(here: Here, node: &Node) -> AnyView {
    match node {
        Node::Words(words) => words.clone().into_any(),
        Node::Code(words) => wrap("code", words.clone().into_any()),
        Node::CodeBlock { language, text } => {
            let code = wrap("code", text.clone().into_any());
            custom("pre").attr("data-language", language.clone()).child(code).into_any()
        }
        Node::LineBreak => view! { <br /> }.into_any(),
        Node::Rule => view! { <hr /> }.into_any(),
        Node::Task(is_done) => task_mark(*is_done),
        Node::FootnoteMark(label) => footnote_mark(label),
        Node::Footnote { label, inside } => footnote(label, reader(here, inside)),
        Node::Link { to, inside } => link(here, to, reader(here, inside)),
        Node::Picture { from, words } => picture(here, from, words),
        Node::Element { kind, inside } => element(*kind, reader(here, inside)),
    }
}

fn wrap(tag: &'static str, inside: AnyView) -> AnyView {
    custom(tag).child(inside).into_any()
}

fn element(kind: Element, inside: AnyView) -> AnyView {
    let tag = match kind {
        Element::Paragraph => "p",
        // The page's own title is the `h1`.
        Element::Heading(0) => "h2",
        Element::Heading(1) => "h3",
        Element::Heading(2) => "h4",
        Element::Heading(3) => "h5",
        Element::Heading(_) => "h6",
        Element::Quote => "blockquote",
        Element::List => "ul",
        Element::NumberedList(first) => {
            return custom("ol").attr("start", first.to_string()).child(inside).into_any();
        }
        Element::Item => "li",
        Element::Table => {
            return view! {
                <div class="table-scroll" tabindex="0"><table class="table">{inside}</table></div>
            }
            .into_any();
        }
        Element::TableHead => return wrap("thead", wrap("tr", inside)),
        Element::Row => "tr",
        Element::HeadCell => {
            return custom("th").attr("scope", "col".to_owned()).child(inside).into_any();
        }
        Element::Cell => "td",
        Element::Emphasis => "em",
        Element::Strong => "strong",
        Element::Struck => "del",
        Element::Superscript => "sup",
        Element::Subscript => "sub",
    };
    wrap(tag, inside)
}

fn link(here: Here, to: &Target, inside: AnyView) -> AnyView {
    match to {
        Target::Page(page) => view! { <a href=here.to(Place::Page(*page))>{inside}</a> }.into_any(),
        Target::Thread(thread) => {
            view! { <a href=here.to(Place::Thread(*thread))>{inside}</a> }.into_any()
        }
        Target::Web(address) => view! {
            <a href=address.clone() target="_blank" rel="noopener noreferrer">{inside}</a>
        }
        .into_any(),
        Target::Nowhere(written) => {
            view! { <span class="dead-link" title=written.clone()>{inside}</span> }.into_any()
        }
    }
}

fn picture(here: Here, from: &Source, words: &str) -> AnyView {
    let hash = match from {
        Source::Store(hash) => *hash,
        Source::Elsewhere(address) => {
            let words = words::commons::picture_elsewhere(words);
            return view! { <span class="picture-wait" title=address.clone()>{words}</span> }
                .into_any();
        }
    };
    let picture = here.store.watch::<Picture>(ViewKey::Picture(here.id, hash));
    let words = words.to_owned();
    (move || match picture.get() {
        Some(Picture::Here(url)) => {
            let address = url.as_str().to_owned();
            view! { <img src=address alt=words.clone() loading="lazy" /> }.into_any()
        }
        Some(Picture::Coming) | None => {
            let words = words::commons::picture_coming(&words);
            view! { <span class="picture-wait">{words}</span> }.into_any()
        }
    })
    .into_any()
}

fn footnote_id(label: &str) -> String {
    format!("footnote-{label}")
}

fn footnote(label: &str, inside: AnyView) -> AnyView {
    view! {
        <div class="footnote" id=footnote_id(label)>
            <span class="footnote-label" aria-label=words::commons::footnote(label)>
                {label.to_owned()}
            </span>
            <div>{inside}</div>
        </div>
    }
    .into_any()
}

fn footnote_mark(label: &str) -> AnyView {
    let id = footnote_id(label);
    let jump = move |_| {
        if let Some(note) = document().get_element_by_id(&id) {
            note.scroll_into_view_with_bool(true);
        }
    };
    view! {
        <sup>
            <button
                class="footnote-mark"
                type="button"
                aria-label=words::commons::footnote(label)
                on:click=jump
            >
                {label.to_owned()}
            </button>
        </sup>
    }
    .into_any()
}

fn task_mark(is_done: bool) -> AnyView {
    let label = if is_done { words::commons::done_item() } else { words::commons::open_item() };
    view! { <input type="checkbox" disabled checked=is_done aria-label=label /> }.into_any()
}
