//! Files that lie beside the app, over fetch, and the time of whoever serves them. Reads only, from
//! the app's own origin.

use gloo::net::http::{Method, Request};
use web_sys::RequestCache;

use crate::clock::Timestamp;

/// The text of a file beside the page; `None` when it cannot be had.
pub async fn text(url: &str) -> Option<String> {
    let response = Request::get(url).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}

/// A file beside the page; `None` when it cannot be had.
pub async fn bytes(url: &str) -> Option<Vec<u8>> {
    let response = Request::get(url).send().await.ok()?;
    if response.ok() { response.binary().await.ok() } else { None }
}

/// When the origin answered, by its own clock, and for how long a cache kept that answer, in
/// milliseconds; `None` when it cannot be asked. `unlike_before` goes into the address, for caches
/// on the way that heed nothing else. The service worker lets `HEAD` pass.
pub async fn origin_date(unlike_before: u64) -> Option<(Timestamp, u64)> {
    let request = Request::get(&format!("./meeting.json?{unlike_before:x}"))
        .method(Method::HEAD)
        .cache(RequestCache::NoStore);
    let headers = request.send().await.ok()?.headers();
    let date_ms = js_sys::Date::parse(&headers.get("date")?);
    let age_s: u64 = headers.get("age").and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    // The cast of a positive float saturates; what cannot be read is not a number, and not above 0.
    let date = (date_ms > 0.0).then_some(Timestamp(date_ms as u64))?;
    Some((date, age_s.saturating_mul(1_000)))
}
