//! Entry point of the worker: runs the engine; imports, books, what looks for words and what meets others
//! are parts that come after it has begun.
//! On other targets it says what to run instead.

#[cfg(target_arch = "wasm32")]
mod parts {
    use phyle::engine::economy::{MakeBooks, keeper};
    use phyle::engine::finding::{self, Finder};
    use phyle::engine::io::NotLoaded;
    use phyle::exchange::ImportFile;
    use phyle::exchange::backup::{self, Backup, Closed, Secret};
    use phyle::exchange::markdown::{self, ImportPlan};
    use phyle::exchange::zip::{ZipContents, ZipLimits, read_zip};
    use phyle::message::command::{FileFault, WordList};
    use phyle::runtime::worker::Parts;
    use phyle::sync::{MakeMesh, Mesh};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(exchange, fallible)]
    fn unpack(bytes: Vec<u8>) -> Result<Result<ZipContents, FileFault>, SplitLoaderError> {
        Ok(read_zip(&bytes, ZipLimits::default()))
    }

    #[wasm_split(exchange, fallible)]
    fn plan(files: Vec<ImportFile>) -> Result<ImportPlan, SplitLoaderError> {
        Ok(markdown::plan(files))
    }

    #[wasm_split(exchange, fallible)]
    fn close_backup(
        backup: Backup,
        secret: Secret,
        list: WordList,
    ) -> Result<Closed, SplitLoaderError> {
        Ok(backup::close(&backup, secret, list))
    }

    #[wasm_split(exchange, fallible)]
    fn open_backup(
        file: Vec<u8>,
        words: String,
    ) -> Result<Result<Backup, FileFault>, SplitLoaderError> {
        Ok(backup::open(&file, &words))
    }

    #[wasm_split(books, fallible)]
    fn books() -> Result<MakeBooks, SplitLoaderError> {
        Ok(MakeBooks(keeper::open))
    }

    #[wasm_split(meeting, fallible)]
    fn mesh() -> Result<MakeMesh, SplitLoaderError> {
        Ok(MakeMesh(Mesh::boxed))
    }

    #[wasm_split(finding, fallible)]
    fn finder() -> Result<Finder, SplitLoaderError> {
        Ok(finding::finder())
    }

    pub const PARTS: Parts = Parts {
        unpack: |bytes| Box::pin(async { unpack(bytes).await.map_err(|_| NotLoaded) }),
        plan: |files| Box::pin(async { plan(files).await.map_err(|_| NotLoaded) }),
        close_backup: |backup, secret, list| {
            Box::pin(async move { close_backup(backup, secret, list).await.map_err(|_| NotLoaded) })
        },
        open_backup: |file, words| {
            Box::pin(async { open_backup(file, words).await.map_err(|_| NotLoaded) })
        },
        books: || Box::pin(async { books().await.map_err(|_| NotLoaded) }),
        mesh: || Box::pin(async { mesh().await.map_err(|_| NotLoaded) }),
        finder: || Box::pin(async { finder().await.map_err(|_| NotLoaded) }),
    };
}

#[cfg(target_arch = "wasm32")]
fn main() {
    phyle::runtime::worker::start(parts::PARTS);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The engine runs in a browser's worker: use `cargo xtask serve`.");
}
