//! A QR code as a drawing of squares. The same text stands beside it for those who cannot scan.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// Light squares around a code, as its standard asks.
const QUIET: usize = 4;

/// The code of a text; nothing where the text is too long for one.
pub fn qr(text: &str, label: String) -> AnyView {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return ().into_any();
    };
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
            }
        }
    }
    let size = code.size + 2 * QUIET;
    view! {
        <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {size} {size}")
            shape-rendering="crispEdges">
            <rect width=size.to_string() height=size.to_string()></rect>
            <path d=path></path>
        </svg>
    }
    .into_any()
}
