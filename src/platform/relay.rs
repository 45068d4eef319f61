//! WebSockets of text, by url. A relay is a stranger: frames are bounded, anything but text is
//! dropped, and after `close` nothing more is reported.

use crate::ordered::Map;
use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use crate::limits::RELAY_FRAME_UNITS_MAX;
use crate::platform::js;

/// What a socket reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayEvent {
    /// It can be written to.
    Opened,
    /// A frame of text came.
    Text(String),
    /// Nothing follows.
    Closed(String),
}

#[derive(Debug)]
struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

/// All sockets of the engine.
#[derive(Clone)]
pub struct Relays {
    sockets: Rc<RefCell<Map<String, Socket>>>,
    on_event: Rc<dyn Fn(String, RelayEvent)>,
}

impl std::fmt::Debug for Relays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relays").field("sockets", &self.sockets).finish_non_exhaustive()
    }
}

impl Relays {
    /// No socket yet; what they report goes to `on_event`, with their url.
    pub fn new(on_event: impl Fn(String, RelayEvent) + 'static) -> Self {
        Self { sockets: Rc::default(), on_event: Rc::new(on_event) }
    }

    /// Opens a socket; one that was open under this url is closed without a word.
    pub fn open(&self, url: String) {
        self.close(&url);
        match WebSocket::new(&url) {
            Ok(socket) => {
                let listeners = self.listen(&socket, &url);
                let socket = Socket { socket, _listeners: listeners };
                self.sockets.borrow_mut().insert(url, socket);
            }
            Err(error) => (self.on_event)(url, RelayEvent::Closed(js::error_text(&error))),
        }
    }

    /// Sends text; on a socket that is not open it goes nowhere, and `Closed` is on its way.
    pub fn send(&self, url: &str, text: &str) {
        if let Some(socket) = self.sockets.borrow().get(url) {
            socket.socket.send_with_str(text).ok();
        }
    }

    /// Closes a socket; nothing more is reported of it.
    pub fn close(&self, url: &str) {
        let socket = self.sockets.borrow_mut().remove(url);
        if let Some(socket) = socket {
            socket.socket.close().ok();
            drop_later(socket);
        }
    }

    fn listen(&self, socket: &WebSocket, url: &str) -> [EventListener; 3] {
        let (relays, at) = (self.clone(), url.to_owned());
        let open = EventListener::new(socket, "open", move |_| {
            (relays.on_event)(at.clone(), RelayEvent::Opened);
        });
        let (relays, at) = (self.clone(), url.to_owned());
        let text = EventListener::new(socket, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let text = data.as_ref().and_then(|data| data.dyn_ref::<js_sys::JsString>());
            if let Some(text) = text.filter(|text| text.length() <= RELAY_FRAME_UNITS_MAX) {
                (relays.on_event)(at.clone(), RelayEvent::Text(text.into()));
            }
        });
        let (relays, at) = (self.clone(), url.to_owned());
        let close = EventListener::new(socket, "close", move |event| {
            let socket = relays.sockets.borrow_mut().remove(&at);
            if let Some(socket) = socket {
                drop_later(socket);
            }
            (relays.on_event)(at.clone(), RelayEvent::Closed(close_reason(event)));
        });
        [open, text, close]
    }
}

/// Listeners must not be dropped while one of them runs.
fn drop_later(socket: Socket) {
    spawn_local(async move { drop(socket) });
}

fn close_reason(event: &web_sys::Event) -> String {
    match event.dyn_ref::<CloseEvent>() {
        Some(close) if close.reason().is_empty() => format!("code {}", close.code()),
        Some(close) => close.reason(),
        None => String::new(),
    }
}
