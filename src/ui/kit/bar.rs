//! A bar of parts of one whole, each with its own hatch, and the words for them below.

use leptos::prelude::*;

/// Colour and hatch of a part; they go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    Sea,
    Leaf,
    Madder,
    Amber,
    Blank,
    Cross,
}

impl Fill {
    /// As the style sheet has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sea => "sea",
            Self::Leaf => "leaf",
            Self::Madder => "madder",
            Self::Amber => "amber",
            Self::Blank => "blank",
            Self::Cross => "cross",
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

/// The bar with words for its parts; parts of no size are left out.
pub fn bar(mut shares: Vec<Share>) -> AnyView {
    shares.retain(|share| share.size > 0);
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
            {plain_bar(shares)}
            <ul class="legend" role="list">{legend}</ul>
        </div>
    }
    .into_any()
}

/// The bar alone, where its words stand elsewhere.
pub fn plain_bar(mut shares: Vec<Share>) -> AnyView {
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
    view! { <div class="bar" role="img" aria-label=label>{parts}</div> }.into_any()
}
