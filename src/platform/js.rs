//! Small bridges to JavaScript values that the other parts share. Nothing is kept here.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The name of an exception, such as `QuotaExceededError`; empty when it has none.
pub fn error_name(error: &JsValue) -> String {
    text_field(error, "name").unwrap_or_default()
}

/// An exception in the browser's own words.
pub fn error_text(error: &JsValue) -> String {
    let name = error_name(error);
    match text_field(error, "message") {
        Some(message) if name.is_empty() => message,
        Some(message) => format!("{name}: {message}"),
        None => error.as_string().unwrap_or(name),
    }
}

/// A field of an object; `None` where there is no such field or it is `undefined` or `null`.
pub fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A field of an object that must be text.
pub fn text_field(object: &JsValue, name: &str) -> Option<String> {
    field(object, name)?.as_string()
}

/// Sets a field of a plain object that was made here.
pub fn set_field(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes any field");
}

/// The bytes of an `ArrayBuffer` or `Uint8Array`; `None` for anything else.
pub fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(array) = value.dyn_ref::<Uint8Array>() {
        return Some(array.to_vec());
    }
    value.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec())
}
