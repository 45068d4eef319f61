//! A ring of one arc for each of so many, with the figure in the middle and words below it.

use std::f64::consts::TAU;

use leptos::prelude::*;

/// The meaning of a ring's colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RingTone {
    Plain,
    Good,
    Doubt,
}

impl RingTone {
    fn variant(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Good => Some("good"),
            Self::Doubt => Some("doubt"),
        }
    }
}

/// More arcs than this run into one another.
const ARCS_MAX: u32 = 24;

/// The middle and the radius of the ring in its drawing.
const MIDDLE: f64 = 80.0;
const RADIUS: f64 = 70.0;

/// What lies between two arcs, as a part of a turn.
const GAP: f64 = 0.018;

/// So many of all; `label` is the figure, `words` stand under it.
pub fn ring(tone: RingTone, (done, all): (u32, u32), label: String, words: String) -> AnyView {
    let (done, all) = match all {
        0 => (0, 1),
        all if all > ARCS_MAX => (done * ARCS_MAX / all, ARCS_MAX),
        all => (done, all),
    };
    let gap = if all == 1 { 0.0 } else { GAP };
    let arcs = (0..all)
        .map(|arc| {
            let class = if arc < done { "seg" } else { "seg-open" };
            let [from, to] = [f64::from(arc) / f64::from(all) + gap / 2.0, {
                f64::from(arc + 1) / f64::from(all) - gap / 2.0
            }];
            // A whole turn would begin where it ends, and so be nothing.
            view! { <path class=class d=path(from, to.min(from + 0.9999))></path> }
        })
        .collect_view();
    let said = format!("{label} {words}");
    view! {
        <div class="ring" data-variant=tone.variant()>
            <svg viewBox="0 0 160 160" role="img" aria-label=said>
                {arcs}
                <circle class="disc" cx="80" cy="80" r="54"></circle>
                <text x="80" y="86">{label}</text>
                <text class="small" x="80" y="106">{words}</text>
            </svg>
        </div>
    }
    .into_any()
}

fn path(from: f64, to: f64) -> String {
    let point = |turn: f64| {
        let (sin, cos) = (turn * TAU).sin_cos();
        format!("{:.1} {:.1}", MIDDLE + RADIUS * sin, MIDDLE - RADIUS * cos)
    };
    let is_large = u8::from(to - from > 0.5);
    format!("M{}A{RADIUS} {RADIUS} 0 {is_large} 1 {}", point(from), point(to))
}
