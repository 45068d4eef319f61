//! Hands the files of an import to the engine, one after the other: each is read when the one
//! before it was taken, so that a large folder never stands in memory as a whole.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use leptos::web_sys::File;

use crate::exchange::is_litter;
use crate::limits::IMPORT_FILE_BYTES_MAX;
use crate::message::Refusal;
use crate::message::command::{Command, FileFault, MemberAct, Outcome};
use crate::platform::browser;
use crate::ui::feature::import::Run;
use crate::ui::store::Store;
use crate::ui::words;

/// Takes the files that were chosen or dropped: a folder, single files, or one zip.
pub async fn start(run: Run, files: Vec<(String, File)>) {
    let store = run.here.store;
    let files: Vec<(String, File)> =
        files.into_iter().filter(|(path, _)| !is_litter(path)).collect();
    if files.is_empty() {
        store.say(words::import::nothing_chosen());
        return;
    }
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    run.sent.set((0, total));
    let (import, opened) = ask_named(store, Command::of(run.here.id, MemberAct::BeginImport));
    run.id.set(Some(import));
    if let Err(refusal) = opened.await {
        store.say_refusal(&refusal);
        run.id.set(None);
        return;
    }
    for (path, file) in files {
        if run.is_stopped.try_get_untracked().unwrap_or(true) {
            return;
        }
        let Some(bytes) = bytes_of(run, &path, &file).await else { continue };
        let is_zip = path.to_lowercase().ends_with(".zip");
        let command = if is_zip {
            Command::ImportZip { import, bytes }
        } else {
            Command::ImportFile { import, path, bytes }
        };
        if let Err(refusal) = ask(run, command).await {
            store.say_refusal(&refusal);
            if refusal == Refusal::StorageFull {
                run.is_stopped.set(true);
                return;
            }
        }
        run.sent.try_update(|(sent, _)| *sent += 1);
    }
    let credit = run.credit.try_get_untracked().unwrap_or_default().trim().to_owned();
    if let Err(refusal) = ask(run, Command::FinishImport { import, credit }).await {
        store.say_refusal(&refusal);
    }
}

async fn bytes_of(run: Run, path: &str, file: &File) -> Option<Vec<u8>> {
    let is_too_large = file.size() > IMPORT_FILE_BYTES_MAX as f64;
    let bytes = if is_too_large { None } else { browser::read_file(file).await };
    if bytes.is_none() {
        let row = (path.to_owned(), FileFault::TooLarge);
        run.too_large.try_update(|rows| rows.push(row));
    }
    bytes
}

async fn ask(run: Run, command: Command) -> Result<Outcome, Refusal> {
    ask_named(run.here.store, command).1.await
}

/// What waits for an answer, and the answer once it came.
#[derive(Default)]
struct Letter {
    answer: Option<Result<Outcome, Refusal>>,
    waker: Option<Waker>,
}

/// Gives a command; its name, and its answer once it came.
pub fn ask_named(
    store: Store,
    command: Command,
) -> (crate::id::CommandId, impl Future<Output = Result<Outcome, Refusal>>) {
    let letter = Rc::new(RefCell::new(Letter::default()));
    let written = letter.clone();
    let id = store.ask(command, move |answer| {
        let mut letter = written.borrow_mut();
        letter.answer = Some(answer);
        if let Some(waker) = letter.waker.take() {
            waker.wake();
        }
    });
    let answer = poll_fn(move |context| {
        let mut letter = letter.borrow_mut();
        match letter.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                letter.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    });
    (id, answer)
}
