//! Markdown as nodes, never as HTML text: raw HTML shows as it is written, links go only where they
//! say and only to known schemes, and pictures come from the community's own store alone.

use leptos::prelude::*;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag};

use crate::id::{BlobHash, PageId};
use crate::message::ViewKey;
use crate::ui::here::Here;
use crate::ui::route::Place;
use crate::ui::store::picture::Picture;
use crate::ui::words;

/// Deeper nesting than any page needs is drawn flat.
const DEPTH_MAX: usize = 40;

/// A page's text without a first title that only repeats the page's own.
pub fn without_title<'a>(text: &'a str, title: &str) -> &'a str {
    let start = text.trim_start();
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    let heading = first.strip_prefix("# ").map(|words| words.trim().trim_end_matches('#').trim());
    if heading == Some(title.trim()) { rest } else { text }
}

/// A text as nodes.
pub fn reader(here: Here, text: &str) -> AnyView {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let highest = highest_heading(text, options);
    let open = vec![Frame::new(Kind::Root)];
    let mut drawing = Drawing { here, open, row: Row::Body, highest };
    for event in Parser::new_ext(text, options) {
        drawing.take(event);
    }
    while drawing.open.len() > 1 {
        drawing.close();
    }
    drawing.open.pop().map(|frame| frame.inside).unwrap_or_default().into_any()
}

/// What an open element will become.
enum Kind {
    Root,
    /// Draws its inside without an element.
    Bare,
    Paragraph,
    Heading(HeadingLevel),
    Quote,
    Code(String),
    List(Option<u64>),
    Item,
    Footnote(String),
    Table,
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Struck,
    Superscript,
    Subscript,
    Link(String),
    Picture(String),
}

struct Frame {
    kind: Kind,
    inside: Vec<AnyView>,
    /// The bare words, for code and for what stands instead of a picture.
    words: String,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, inside: Vec::new(), words: String::new() }
    }
}

/// Which part of a table the next cell is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Head,
    Body,
}

struct Drawing {
    here: Here,
    open: Vec<Frame>,
    row: Row,
    /// The highest heading in the text; it stands right below the page's own title.
    highest: HeadingLevel,
}

impl Drawing {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(_) => self.close(),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(&words);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) | Event::Code(words) => {
                self.put(view! { <code>{words.to_string()}</code> }.into_any());
                self.spell(&words);
            }
            Event::FootnoteReference(label) => self.put(footnote_mark(&label)),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => self.put(view! { <br /> }.into_any()),
            Event::Rule => self.put(view! { <hr /> }.into_any()),
            Event::TaskListMarker(is_done) => self.put(task_mark(is_done)),
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        let kind = kind_of(tag);
        match kind {
            Kind::Head => self.row = Row::Head,
            Kind::Row => self.row = Row::Body,
            _ => {}
        }
        let kind = if self.open.len() > DEPTH_MAX { Kind::Bare } else { kind };
        self.open.push(Frame::new(kind));
    }

    fn put(&mut self, node: AnyView) {
        if let Some(frame) = self.open.last_mut() {
            frame.inside.push(node);
        }
    }

    fn spell(&mut self, words: &str) {
        if let Some(frame) = self.open.last_mut() {
            frame.words.push_str(words);
        }
    }

    fn words(&mut self, words: &str) {
        self.spell(words);
        let is_code = matches!(self.open.last().map(|frame| &frame.kind), Some(Kind::Code(_)));
        if !is_code {
            self.put(words.to_owned().into_any());
        }
    }

    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(frame) = self.open.pop() else { return };
        let words = frame.words.clone();
        let node = self.node(frame);
        self.put(node);
        self.spell(&words);
    }

    fn node(&self, frame: Frame) -> AnyView {
        let Frame { kind, inside, words } = frame;
        match kind {
            Kind::Root | Kind::Bare => inside.into_any(),
            Kind::Paragraph => view! { <p>{inside}</p> }.into_any(),
            Kind::Heading(level) => heading(level as usize - self.highest as usize, inside),
            Kind::Quote => view! { <blockquote>{inside}</blockquote> }.into_any(),
            Kind::Code(language) => {
                view! { <pre data-language=language><code>{words}</code></pre> }.into_any()
            }
            Kind::List(None) => view! { <ul>{inside}</ul> }.into_any(),
            Kind::List(Some(start)) => {
                view! { <ol start=start.to_string()>{inside}</ol> }.into_any()
            }
            Kind::Item => view! { <li>{inside}</li> }.into_any(),
            Kind::Footnote(label) => {
                let name = words::commons::footnote(&label);
                let id = footnote_id(&label);
                view! {
                    <div class="footnote" id=id>
                        <span class="footnote-label" aria-label=name>{label}</span>
                        <div>{inside}</div>
                    </div>
                }
                .into_any()
            }
            Kind::Table => view! {
                <div class="table-scroll" tabindex="0"><table class="table">{inside}</table></div>
            }
            .into_any(),
            Kind::Head => view! { <thead><tr>{inside}</tr></thead> }.into_any(),
            Kind::Row => view! { <tr>{inside}</tr> }.into_any(),
            Kind::Cell if self.row == Row::Head => {
                view! { <th scope="col">{inside}</th> }.into_any()
            }
            Kind::Cell => view! { <td>{inside}</td> }.into_any(),
            Kind::Emphasis => view! { <em>{inside}</em> }.into_any(),
            Kind::Strong => view! { <strong>{inside}</strong> }.into_any(),
            Kind::Struck => view! { <del>{inside}</del> }.into_any(),
            Kind::Superscript => view! { <sup>{inside}</sup> }.into_any(),
            Kind::Subscript => view! { <sub>{inside}</sub> }.into_any(),
            Kind::Link(to) => self.link(&to, inside),
            Kind::Picture(from) => self.picture(&from, words),
        }
    }

    fn link(&self, to: &str, inside: Vec<AnyView>) -> AnyView {
        if let Some(page) = to.strip_prefix("page:") {
            let name = page.split(['#', '?']).next().unwrap_or_default();
            if let Ok(page) = name.parse::<PageId>() {
                return view! { <a href=self.here.to(Place::Page(page))>{inside}</a> }.into_any();
            }
        }
        let scheme = to.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if !["http", "https", "mailto"].contains(&scheme.as_str()) {
            return view! { <span class="dead-link" title=to.to_owned()>{inside}</span> }
                .into_any();
        }
        view! { <a href=to.to_owned() target="_blank" rel="noopener noreferrer">{inside}</a> }
            .into_any()
    }

    fn picture(&self, from: &str, words: String) -> AnyView {
        let hash = from.strip_prefix("blob:").and_then(|hash| hash.parse::<BlobHash>().ok());
        let Some(hash) = hash else {
            let words = words::commons::picture_elsewhere(&words);
            return view! { <span class="picture-wait" title=from.to_owned()>{words}</span> }
                .into_any();
        };
        let key = ViewKey::Picture(self.here.id, hash);
        let picture = self.here.store.watch::<Picture>(key);
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
}

fn kind_of(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(level),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => Kind::Code(language.to_string()),
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(String::new()),
        Tag::HtmlBlock => Kind::Paragraph,
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::FootnoteDefinition(label) => Kind::Footnote(label.to_string()),
        Tag::Table(_) => Kind::Table,
        Tag::TableHead => Kind::Head,
        Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Struck,
        Tag::Superscript => Kind::Superscript,
        Tag::Subscript => Kind::Subscript,
        Tag::Link { dest_url, .. } => Kind::Link(dest_url.to_string()),
        Tag::Image { dest_url, .. } => Kind::Picture(dest_url.to_string()),
        Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => Kind::Bare,
    }
}

fn highest_heading(text: &str, options: Options) -> HeadingLevel {
    let level = |event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    };
    Parser::new_ext(text, options).filter_map(level).min().unwrap_or(HeadingLevel::H1)
}

/// The page's own title is the `h1`, so that headings in the text begin with `h2`.
fn heading(below_highest: usize, inside: Vec<AnyView>) -> AnyView {
    match below_highest {
        0 => view! { <h2>{inside}</h2> }.into_any(),
        1 => view! { <h3>{inside}</h3> }.into_any(),
        2 => view! { <h4>{inside}</h4> }.into_any(),
        3 => view! { <h5>{inside}</h5> }.into_any(),
        _ => view! { <h6>{inside}</h6> }.into_any(),
    }
}

fn footnote_id(label: &str) -> String {
    format!("footnote-{label}")
}

fn footnote_mark(label: &CowStr<'_>) -> AnyView {
    let label = label.to_string();
    let id = footnote_id(&label);
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
                aria-label=words::commons::footnote(&label)
                on:click=jump
            >
                {label.clone()}
            </button>
        </sup>
    }
    .into_any()
}

fn task_mark(is_done: bool) -> AnyView {
    let label = if is_done { words::commons::done_item() } else { words::commons::open_item() };
    view! { <input type="checkbox" disabled checked=is_done aria-label=label /> }.into_any()
}
