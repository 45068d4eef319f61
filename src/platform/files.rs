//! Files that lie beside the app, over fetch. Reads only, from the app's own origin.

use gloo::net::http::Request;

/// The text of a file beside the page; `None` when it cannot be had.
pub async fn text(url: &str) -> Option<String> {
    let response = Request::get(url).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}
