//! IndexedDB: entries, device keys, and the number of the engine that owns them. Every write checks
//! that number inside its own transaction, so a superseded engine can change nothing.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbKeyRange, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use crate::clock::Timestamp;
use crate::engine::io::{Entry, StoreError};
use crate::platform::js;

const DATABASE: &str = "phyle";
const VERSION: u32 = 1;
const ENTRIES: &str = "entries";
const KEYS: &str = "keys";
const META: &str = "meta";
const OWNER: &str = "owner";

#[wasm_bindgen]
extern "C" {
    /// A database, with the one method that web-sys keeps behind an unstable flag.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Durable;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Durable,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The open storage, owned by one engine.
#[derive(Debug)]
pub struct Storage {
    database: IdbDatabase,
    owner: f64,
    _version_change: EventListener,
}

impl Storage {
    /// Opens the storage and takes it over from whoever owned it. The owner's number is the time,
    /// or one more than the number before, so that it grows even when the browser forgets all.
    pub async fn open(now: Timestamp) -> Result<Self, StoreError> {
        let database = open_database().await.map_err(|error| open_error(&error))?;
        let owner = take_over(&database, now).await.map_err(|error| store_error(&error))?;
        let closing = database.clone();
        // A later version wants to change the layout: make room for it.
        let version_change =
            EventListener::new(&database, "versionchange", move |_| closing.close());
        Ok(Self { database, owner, _version_change: version_change })
    }

    /// The number under which this engine owns the storage.
    pub fn owner(&self) -> u64 {
        // Written by `take_over` as a whole positive number below 2^53.
        self.owner as u64
    }

    /// Tells when the browser closes the storage on its own (a person deleted the site's data).
    pub fn on_lost(&self, lost: impl FnOnce() + 'static) -> EventListener {
        EventListener::once(&self.database, "close", move |_| lost())
    }

    /// Writes and deletes in one strict transaction. It is begun now, before the future is polled,
    /// so writes happen in the order in which this is called.
    pub fn write(
        &self,
        puts: &[Entry],
        deletes: &[String],
    ) -> impl Future<Output = Result<(), StoreError>> + use<> {
        self.guarded(ENTRIES, |transaction| {
            let store = transaction.object_store(ENTRIES)?;
            for key in deletes {
                store.delete(&key.into())?;
            }
            for Entry { key, value } in puts {
                store.put_with_key(&Uint8Array::from(value.as_slice()), &key.into())?;
            }
            Ok(())
        })
    }

    /// All entries whose key starts with `prefix`, in key order; sees every write begun before.
    pub fn load(
        &self,
        prefix: &str,
    ) -> impl Future<Output = Result<Vec<Entry>, StoreError>> + use<> {
        let requests = self.begin_load(prefix);
        async move {
            let (keys, values) = requests.map_err(|error| store_error(&error))?;
            // Both listen before either is awaited: one transaction answers both.
            let (keys, values) = (answer(&keys), answer(&values));
            let keys = keys.await.map_err(|error| store_error(&error))?;
            let values = values.await.map_err(|error| store_error(&error))?;
            entries(&keys.unchecked_into(), &values.unchecked_into()).ok_or(StoreError::Failed)
        }
    }

    /// Keeps a device key under a name.
    pub fn put_key(
        &self,
        name: &str,
        key: &JsValue,
    ) -> impl Future<Output = Result<(), StoreError>> + use<> {
        self.guarded(KEYS, |transaction| {
            transaction.object_store(KEYS)?.put_with_key(key, &name.into())?;
            Ok(())
        })
    }

    /// The device key of this name; `undefined` when there is none.
    pub async fn load_key(&self, name: &str) -> Result<JsValue, StoreError> {
        let request = self
            .database
            .transaction_with_str(KEYS)
            .and_then(|transaction| transaction.object_store(KEYS)?.get(&name.into()))
            .map_err(|error| store_error(&error))?;
        answer(&request).await.map_err(|error| store_error(&error))
    }

    fn begin_load(&self, prefix: &str) -> Result<(IdbRequest, IdbRequest), JsValue> {
        let store = self.database.transaction_with_str(ENTRIES)?.object_store(ENTRIES)?;
        let last = format!("{prefix}\u{ffff}");
        let range = IdbKeyRange::bound(&prefix.into(), &last.into())?;
        Ok((store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?))
    }

    /// A strict transaction on `store` that comes to nothing unless this engine owns the storage.
    fn guarded(
        &self,
        store: &str,
        fill: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Pin<Box<dyn Future<Output = Result<(), StoreError>>>> {
        let begun = Guarded::begin(&self.database, store, self.owner, fill);
        Box::pin(async move {
            let begun = begun.map_err(|error| store_error(&error))?;
            begun.end().await
        })
    }
}

/// A running transaction with its owner check.
struct Guarded {
    finished: Pin<Box<dyn Future<Output = Result<(), JsValue>>>>,
    superseded: Rc<Cell<bool>>,
    refused: Option<JsValue>,
    _check: Closure<dyn FnMut()>,
}

impl Guarded {
    fn begin(
        database: &IdbDatabase,
        store: &str,
        owner: f64,
        fill: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<Self, JsValue> {
        let transaction = strict(database, &[store, META])?;
        let request = transaction.object_store(META)?.get(&OWNER.into())?;
        let superseded = Rc::new(Cell::new(false));
        let check = check_owner(&transaction, &request, owner, Rc::clone(&superseded));
        request.set_onsuccess(Some(check.as_ref().unchecked_ref()));
        let finished = Box::pin(finished(&transaction));
        // The requests wait behind the check; when it aborts, all of them are undone.
        let refused = fill(&transaction).err();
        if refused.is_some() {
            transaction.abort()?;
        }
        Ok(Self { finished, superseded, refused, _check: check })
    }

    async fn end(self) -> Result<(), StoreError> {
        let end = self.finished.await;
        if self.superseded.get() {
            return Err(StoreError::Superseded);
        }
        match (end, self.refused) {
            (_, Some(error)) | (Err(error), None) => Err(store_error(&error)),
            (Ok(()), None) => Ok(()),
        }
    }
}

fn check_owner(
    transaction: &IdbTransaction,
    request: &IdbRequest,
    owner: f64,
    superseded: Rc<Cell<bool>>,
) -> Closure<dyn FnMut()> {
    let (transaction, request) = (transaction.clone(), request.clone());
    Closure::new(move || {
        let found = request.result().ok().and_then(|value| value.as_f64());
        if found != Some(owner) {
            superseded.set(true);
            // Refused only when the transaction is over already, and then it was aborted.
            transaction.abort().ok();
        }
    })
}

async fn open_database() -> Result<IdbDatabase, JsValue> {
    let factory = js::field(&js_sys::global(), "indexedDB")
        .ok_or_else(|| JsValue::from("no indexedDB"))?
        .unchecked_into::<IdbFactory>();
    let request = factory.open_with_u32(DATABASE, VERSION)?;
    let upgrade = upgrade(&request);
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let database = answer(&request).await?;
    Ok(database.unchecked_into())
}

fn upgrade(request: &IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    let request = request.clone();
    Closure::new(move || {
        let database = request.result().expect("an upgrade has its database");
        let database: IdbDatabase = database.unchecked_into();
        for store in [ENTRIES, KEYS, META] {
            // An exception here aborts the upgrade, and opening fails.
            database.create_object_store(store).expect("a new database has no stores");
        }
    })
}

async fn take_over(database: &IdbDatabase, now: Timestamp) -> Result<f64, JsValue> {
    let transaction = strict(database, &[META])?;
    let finished = finished(&transaction);
    let store = transaction.object_store(META)?;
    let request = store.get(&OWNER.into())?;
    let owner = Rc::new(Cell::new(now.0 as f64));
    let put = {
        let (owner, request) = (Rc::clone(&owner), request.clone());
        Closure::<dyn FnMut()>::new(move || {
            let before = request.result().ok().and_then(|value| value.as_f64());
            owner.set(before.map_or(owner.get(), |before| owner.get().max(before + 1.0)));
            // A failed put aborts the transaction, and with it the take-over.
            store.put_with_key(&owner.get().into(), &OWNER.into()).ok();
        })
    };
    request.set_onsuccess(Some(put.as_ref().unchecked_ref()));
    finished.await?;
    Ok(owner.get())
}

fn strict(database: &IdbDatabase, stores: &[&str]) -> Result<IdbTransaction, JsValue> {
    let names: Array = stores.iter().copied().map(JsValue::from).collect();
    let options = Object::new();
    js::set_field(&options, "durability", &"strict".into());
    database.unchecked_ref::<Durable>().transaction(&names, "readwrite", &options)
}

/// Resolves when the transaction is complete; rejects when it was aborted.
async fn finished_of(transaction: IdbTransaction, end: Promise) -> Result<(), JsValue> {
    match JsFuture::from(end).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(JsValue::UNDEFINED, JsValue::from)),
    }
}

/// The future is made, and listens, before the task that began the transaction ends.
fn finished(transaction: &IdbTransaction) -> impl Future<Output = Result<(), JsValue>> + use<> {
    let end = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    finished_of(transaction.clone(), end)
}

/// The request's result, or its error; it listens from now on, before it is polled.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let end = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    async move {
        match JsFuture::from(end).await {
            Ok(_) => request.result(),
            Err(_) => Err(match request.error() {
                Ok(Some(error)) => error.into(),
                Ok(None) => JsValue::UNDEFINED,
                Err(error) => error,
            }),
        }
    }
}

fn entries(keys: &Array, values: &Array) -> Option<Vec<Entry>> {
    if keys.length() != values.length() {
        return None;
    }
    let pairs = keys.iter().zip(values.iter());
    pairs
        .map(|(key, value)| Some(Entry { key: key.as_string()?, value: js::bytes_of(&value)? }))
        .collect()
}

fn open_error(error: &JsValue) -> StoreError {
    match js::error_name(error).as_str() {
        "QuotaExceededError" => StoreError::Full,
        "UnknownError" | "AbortError" | "VersionError" => StoreError::Failed,
        _ => StoreError::Refused,
    }
}

fn store_error(error: &JsValue) -> StoreError {
    match js::error_name(error).as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" => StoreError::Refused,
        _ => StoreError::Failed,
    }
}
