//! Bringing pages in: choose or drop, watch it come, stop it, and read what could not be taken.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{DragEvent, File, HtmlInputElement};

use crate::id::CommandId;
use crate::message::ViewKey;
use crate::message::command::{Command, FileFault};
use crate::message::model::{ImportProgress, ImportState};
use crate::platform::browser;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::route::Place;
use crate::ui::words;

pub mod send;

/// An import on screen.
#[derive(Clone, Copy)]
pub struct Run {
    here: Here,
    credit: RwSignal<String>,
    /// The command that opened it.
    id: RwSignal<Option<CommandId>>,
    /// Files to be read here, and how many of them were.
    sent: RwSignal<(u32, u32)>,
    /// Files too large to be read at all.
    too_large: RwSignal<Vec<(String, FileFault)>>,
    is_stopped: RwSignal<bool>,
}

/// The screen.
pub fn import(here: Here) -> AnyView {
    let run = Run {
        here,
        credit: RwSignal::default(),
        id: RwSignal::new(None),
        sent: RwSignal::new((0, 0)),
        too_large: RwSignal::default(),
        is_stopped: RwSignal::new(false),
    };
    let inside = move || match run.id.get() {
        None => untrack(|| choose(run)),
        Some(id) => untrack(|| progress(run, id)),
    };
    view! {
        <main class="detail" id="main">
            <header class="page-title">
                <h1>{words::import::title()}</h1>
                <p class="lede">{words::import::lede()}</p>
            </header>
            <div class="narrow stack">{inside}</div>
        </main>
    }
    .into_any()
}

fn choose(run: Run) -> AnyView {
    let is_over = RwSignal::new(false);
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let drop_files = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(data) = event.data_transfer() {
            let files = browser::dropped_files(data);
            spawn_local(async move { send::start(run, files.await).await });
        }
    };
    let words = move || {
        if is_over.get() { words::import::drop_now() } else { words::import::or_drop() }
    };
    view! {
        {text_field(
            Line::Text,
            words::import::credit(),
            words::import::credit_hint(),
            run.credit,
            Signal::stored(String::new()),
        )}
        <div
            class="drop"
            data-over=move || is_over.get().then_some("")
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop_files
        >
            <div class="actions">{folder_input(run)} {zip_input(run)}</div>
            <p class="kicker">{words}</p>
        </div>
        <p class="actions">
            {link_button(
                Weight::Quiet,
                Some("share"),
                words::everything::bring_title(),
                run.here.to(Place::Grow),
            )}
        </p>
    }
    .into_any()
}

fn picked(run: Run, event: &ev::Event) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let files: Vec<(String, File)> =
        input.files().map(|list| browser::picked_files(&list)).unwrap_or_default();
    spawn_local(async move { send::start(run, files).await });
}

fn folder_input(run: Run) -> AnyView {
    let id = fresh_id("folder");
    let target = id.clone();
    let node = NodeRef::<html::Input>::new();
    node.on_load(|input| drop(input.set_attribute("webkitdirectory", "")));
    view! {
        <label class="button file-button" data-variant="primary" for=target>
            {icon("commons")} {words::import::choose_folder()}
            <input
                class="visually-hidden"
                id=id
                type="file"
                multiple=true
                node_ref=node
                on:change=move |event| picked(run, &event)
            />
        </label>
    }
    .into_any()
}

fn zip_input(run: Run) -> AnyView {
    let id = fresh_id("zip");
    let target = id.clone();
    view! {
        <label class="button file-button" for=target>
            {icon("file")} {words::import::choose_zip()}
            <input
                class="visually-hidden"
                id=id
                type="file"
                accept=".zip,application/zip"
                on:change=move |event| picked(run, &event)
            />
        </label>
    }
    .into_any()
}

fn progress(run: Run, id: CommandId) -> AnyView {
    let watched = run.here.store.watch::<ImportProgress>(ViewKey::Import(id));
    let progress = RwSignal::from(watched);
    let state = Memo::new(move |_| {
        let told = progress.with(|now| now.as_ref().map(|now| now.state));
        if run.is_stopped.get() {
            ImportState::Stopped
        } else {
            told.unwrap_or(ImportState::Reading)
        }
    });
    (move || match state.get() {
        ImportState::Reading => untrack(|| under_way(run, id, reading(run))),
        ImportState::Making => untrack(|| under_way(run, id, making(progress))),
        ImportState::Done => untrack(|| done(run, progress.get().unwrap_or_default())),
        ImportState::Stopped => untrack(|| stopped(run)),
    })
    .into_any()
}

/// A bar with its words.
struct Bar {
    label: String,
    part: Signal<(u32, u32)>,
    words: fn(&str, &str) -> String,
}

fn reading(run: Run) -> Bar {
    Bar { label: words::import::reading(), part: run.sent.into(), words: words::import::files_of }
}

fn making(progress: RwSignal<Option<ImportProgress>>) -> Bar {
    let part = move || {
        progress.with(|now| now.as_ref().map_or((0, 0), |now| (now.pages_made, now.pages_total)))
    };
    Bar {
        label: words::import::making(),
        part: Signal::derive(part),
        words: words::import::pages_of,
    }
}

fn under_way(run: Run, id: CommandId, bar: Bar) -> AnyView {
    let bar_id = fresh_id("progress");
    let Bar { label, part, words } = bar;
    let figures = move || {
        let (k, n) = part.get();
        words(&format::number(f64::from(k)), &format::number(f64::from(n)))
    };
    view! {
        <div class="progress">
            <label for=bar_id.clone()>{label}</label>
            <progress
                id=bar_id
                max=move || part.get().1.max(1).to_string()
                value=move || part.get().0.to_string()
            ></progress>
            <div class="meta-row">
                <span>{figures}</span>
                {button(Weight::Quiet, words::import::stop(), move || {
                    run.is_stopped.set(true);
                    run.here.store.act(Command::StopImport { import: id }, |_| {});
                })}
            </div>
        </div>
    }
    .into_any()
}

fn again(run: Run) -> AnyView {
    button(Weight::Quiet, words::import::another(), move || {
        run.is_stopped.set(false);
        run.too_large.set(Vec::new());
        run.sent.set((0, 0));
        run.id.set(None);
    })
}

fn stopped(run: Run) -> AnyView {
    view! {
        <div class="stack-small" role="status">
            <h2>{words::import::stopped_title()}</h2>
            <p>{words::import::stopped_text()}</p>
            <p class="actions">{again(run)}</p>
        </div>
    }
    .into_any()
}

fn done(run: Run, progress: ImportProgress) -> AnyView {
    let mut skipped = run.too_large.get();
    skipped.extend(progress.skipped);
    let skipped = skipped
        .into_iter()
        .map(|(path, fault)| words::refusal::bad_file(&path, &words::refusal::file_fault(fault)));
    let broken =
        progress.broken_links.iter().map(|(page, target)| words::import::broken_row(page, target));
    let of_again = progress.pages_updated + progress.pages_same;
    let is_nothing = progress.pages_made == 0
        && progress.pictures == 0
        && of_again == 0
        && progress.pages_left.is_empty();
    let is_made = progress.pages_made > 0 || progress.pictures > 0;
    let made = is_made.then(|| {
        let told = words::import::pages_made(progress.pages_made, progress.pictures);
        view! { <p class="lede">{told}</p> }
    });
    let (updated, same) = (progress.pages_updated, progress.pages_same);
    let of_before = (of_again > 0).then(|| {
        let updated = (updated > 0).then(|| words::import::pages_updated(updated));
        let same = (same > 0).then(|| words::import::pages_same(same));
        view! { <p>{updated} " " {same}</p> }
    });
    let title = match is_made {
        true => words::import::done_title(),
        false => words::import::again_title(),
    };
    view! {
        <div class="stack-small" role="status">
            {if is_nothing {
                view! {
                    <h2>{words::import::nothing_title()}</h2>
                    <p class="lede">{words::import::nothing_text()}</p>
                }
                    .into_any()
            } else {
                view! {
                    <h2>{title}</h2>
                    {made}
                    {of_before}
                }
                    .into_any()
            }}
            <p class="actions">
                {link_button(
                    Weight::Primary,
                    Some("commons"),
                    words::import::to_pages(),
                    run.here.to(Place::Commons),
                )}
                {again(run)}
            </p>
        </div>
        {details(words::import::pages_left(), progress.pages_left)}
        {details(words::import::skipped(), skipped.collect())}
        {details(words::import::broken_links(), broken.collect())}
    }
    .into_any()
}

fn details(title: String, rows: Vec<String>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let count = format::number(rows.len() as f64);
    let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {title} " (" {count} ")"</summary>
            <ul class="rows told" role="list">{rows}</ul>
        </details>
    }
    .into_any()
}
