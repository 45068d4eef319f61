//! Dropping a folder on the page, as the browser itself would tell it. Chromium only: elsewhere
//! there is no way to say it from outside.

use std::path::Path;

use serde_json::json;

use crate::Error;
use crate::page::Page;
use crate::words::Element;

/// Drops a folder where this element is.
pub async fn drop_folder(page: &Page, onto: &Element, folder: &Path) -> Result<(), Error> {
    let browser = page.browser();
    let failed = |source| browser.failed(source);
    let target = page.find(onto).await?;
    let script = "const box = arguments[0].parentElement.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]";
    let at = page.script(script, vec![target.to_json().map_err(failed)?]).await?;
    let data = json!({ "items": [], "files": [folder], "dragOperationsMask": 1 });
    let devtools = thirtyfour::cdp::Cdp::new(browser.session()?);
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "data": data });
        devtools.send_raw("Input.dispatchDragEvent", event).await.map_err(failed)?;
    }
    Ok(())
}
