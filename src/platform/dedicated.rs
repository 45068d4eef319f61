//! A dedicated worker, from both of its sides: bytes in, bytes out, by transferred buffers. A
//! dropped worker is ended at once, whatever it was doing.

use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DedicatedWorkerGlobalScope, ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType,
};

use crate::platform::js;

/// A worker that this window started.
#[derive(Debug)]
pub struct Dedicated {
    worker: Worker,
    _message: EventListener,
    _error: EventListener,
}

impl Dedicated {
    /// Starts the script at `url`. `on_error` is told of scripts that do not load and of errors
    /// that the worker does not catch.
    pub fn start(
        url: &str,
        on_bytes: impl Fn(Vec<u8>) + 'static,
        on_error: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options);
        let worker = worker.map_err(|error| js::error_text(&error))?;
        let message = EventListener::new(&worker, "message", move |event| {
            if let Some(bytes) = bytes_of_event(event) {
                on_bytes(bytes);
            }
        });
        let error = EventListener::new(&worker, "error", move |event| {
            let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            on_error(words.unwrap_or_else(|| "the worker's script did not load".to_owned()));
        });
        Ok(Self { worker, _message: message, _error: error })
    }

    /// Sends bytes; the buffer is transferred, not copied.
    pub fn post(&self, bytes: &[u8]) {
        let (message, transfer) = transferable(bytes);
        // Only values that cannot be cloned are refused, and a buffer can.
        self.worker.post_message_with_transfer(&message, &transfer).ok();
    }
}

impl Drop for Dedicated {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The inside of a worker.
#[derive(Debug)]
pub struct Inside {
    scope: DedicatedWorkerGlobalScope,
    _message: EventListener,
}

impl Inside {
    /// Listens to the window that started this worker; `None` outside of a worker.
    pub fn listen(on_bytes: impl Fn(Vec<u8>) + 'static) -> Option<Self> {
        let scope = scope()?;
        let message = EventListener::new(&scope, "message", move |event| {
            if let Some(bytes) = bytes_of_event(event) {
                on_bytes(bytes);
            }
        });
        Some(Self { scope, _message: message })
    }

    /// Sends bytes to the window that started this worker.
    pub fn post(&self, bytes: &[u8]) {
        let (message, transfer) = transferable(bytes);
        self.scope.post_message_with_transfer(&message, &transfer).ok();
    }
}

/// Sends bytes to the window without an `Inside` at hand, as a panic must.
pub fn post_to_window(bytes: &[u8]) {
    if let Some(scope) = scope() {
        let (message, transfer) = transferable(bytes);
        scope.post_message_with_transfer(&message, &transfer).ok();
    }
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

fn bytes_of_event(event: &Event) -> Option<Vec<u8>> {
    js::bytes_of(&event.dyn_ref::<MessageEvent>()?.data())
}

fn transferable(bytes: &[u8]) -> (ArrayBuffer, JsValue) {
    let buffer = Uint8Array::from(bytes).buffer();
    let transfer = Array::of1(&buffer).into();
    (buffer, transfer)
}
