//! Files that people pick or drop, and addresses for pictures that are only in memory. What a
//! folder can bring is bounded in number and in depth.

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, File, FileList, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry, Url,
};

use crate::limits::{IMPORT_FILES_MAX, IMPORT_FOLDERS_DEEP_MAX};
use crate::ordered;
use crate::platform::js;

/// One file more than an import looks at, so that it can say that there were too many.
const FILES_MAX: usize = IMPORT_FILES_MAX + 1;

/// A file's bytes; `None` when it went away or may not be read.
pub async fn read_file(file: &File) -> Option<Vec<u8>> {
    js::bytes_of(&JsFuture::from(file.array_buffer()).await.ok()?)
}

/// The files of an `<input>`, with their paths below the folder that was picked (just the name for
/// single files); at most one more than an import looks at.
pub fn picked_files(list: &FileList) -> Vec<(String, File)> {
    let files = (0..list.length()).filter_map(|at| list.get(at)).take(FILES_MAX);
    files
        .map(|file| {
            let path = js::text_field(&file, "webkitRelativePath").filter(|path| !path.is_empty());
            (path.unwrap_or_else(|| file.name()), file)
        })
        .collect()
}

/// The files that were dropped, those in dropped folders too, with their paths; at most one more
/// than an import looks at. To be called within the drop event: the browser empties `data` when that is over.
pub fn dropped_files(data: DataTransfer) -> impl Future<Output = Vec<(String, File)>> {
    let mut waiting = entries_of(&data);
    async move {
        let mut found = Vec::new();
        while let Some((entry, depth)) = waiting.pop() {
            if found.len() >= FILES_MAX {
                break;
            }
            if entry.is_file() {
                if let Some(file) = file_of(entry.unchecked_ref()).await {
                    found.push((path_of(&entry), file));
                }
            } else if depth < IMPORT_FOLDERS_DEEP_MAX {
                let inside = inside_of(entry.unchecked_ref()).await;
                waiting.extend(inside.into_iter().map(|entry| (entry, depth + 1)));
            }
        }
        ordered::sort_by(&mut found, |(one, _), (other, _)| one.cmp(other));
        found
    }
}

/// An address for bytes, good until revoked; only `img-src blob:` may use it.
pub fn object_url(mime: &str, bytes: &[u8]) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Lets go of an address and of the bytes behind it.
pub fn revoke_object_url(url: &str) {
    Url::revoke_object_url(url).ok();
}

fn entries_of(data: &DataTransfer) -> Vec<(FileSystemEntry, usize)> {
    let items = data.items();
    (0..items.length())
        .filter_map(|at| items.get(at)?.webkit_get_as_entry().ok()?)
        .map(|entry| (entry, 0))
        .collect()
}

/// The path without the slash that browsers put before it.
fn path_of(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = promise(|resolve, reject| entry.file_with_callback_and_callback(resolve, reject));
    JsFuture::from(file).await.ok()?.dyn_into().ok()
}

async fn inside_of(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut inside = Vec::new();
    // Browsers give about a hundred at a time, and an empty batch at the end.
    while inside.len() < FILES_MAX {
        let batch = next_batch(&reader).await;
        if batch.is_empty() {
            break;
        }
        inside.extend(batch);
    }
    inside
}

async fn next_batch(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let batch = promise(|resolve, reject| {
        // What it throws at once, `reject` would be told otherwise.
        if reader.read_entries_with_callback_and_callback(resolve, reject).is_err() {
            reject.call0(&wasm_bindgen::JsValue::UNDEFINED).ok();
        }
    });
    let batch = JsFuture::from(batch).await.ok().and_then(|batch| batch.dyn_into::<Array>().ok());
    batch.map_or_else(Vec::new, |batch| batch.iter().map(JsCast::unchecked_into).collect())
}

fn promise(begin: impl Fn(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| begin(&resolve, &reject))
}
