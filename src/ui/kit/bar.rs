//! A bar of parts of one whole, each with its own hatch, and the words for them below.

use leptos::prelude::*;

/// Colour and hatch of a part; they go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    Leaf,
    Madder,
    Amber,
    Blank,
}

impl Fill {
    fn name(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Madder => "madder",
            Self::Amber => "amber",
            Self::Blank => "blank",
        }
    }
}

/// A part of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    fill: Fill,
    size: u32,
    words: String,
}

impl Share {
    /// A part of this size; its words say the figure.
    pub fn new(fill: Fill, size: u32, words: String) -> Self {
        Self { fill, size, words }
    }
}

/// The bar; parts of no size are left out.
pub fn bar(mut shares: Vec<Share>) -> AnyView {
    shares.retain(|share| share.size > 0);
    let whole = shares.iter().fold(0_u32, |sum, share| sum.saturating_add(share.size)).max(1);
    let label = shares.iter().map(|share| share.words.as_str()).collect::<Vec<_>>().join(", ");
    let parts = shares
        .iter()
        .map(|share| {
            let percent = f64::from(share.size) * 100.0 / f64::from(whole);
            view! {
                <span data-fill=share.fill.name() style:--share=format!("{percent:.2}")></span>
            }
        })
        .collect_view();
    let legend = shares
        .iter()
        .map(|share| {
            view! {
                <li>
                    <span class="swatch" data-fill=share.fill.name()></span>
                    {share.words.clone()}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="belongs">
            <div class="bar" role="img" aria-label=label>{parts}</div>
            <ul class="legend" role="list">{legend}</ul>
        </div>
    }
    .into_any()
}
