//! How a product is made, as a picture: everybody's hours flow together, grouped by continent, into one
//! cloth; below it what was ordered. The table beside it says the same in figures.

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::economy::view::{Link, VentureView};
use crate::money::Money;
use crate::ui::feature::economy::amount;
use crate::ui::here::Here;
use crate::ui::kit::fresh_id;
use crate::ui::store::picture::Picture;
use crate::ui::words;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub links: Vec<Link>,
    name: String,
    /// What all orders come to, and how many there are.
    ordered: Vec<Money>,
    orders: u32,
    cites: u32,
}

impl Drawn {
    /// Of a venture.
    pub fn of(view: &VentureView) -> Self {
        let mut ordered: Vec<Money> = Vec::new();
        for money in view.orders.iter().flat_map(|order| &order.total) {
            match ordered.iter_mut().find(|sum| sum.commodity == money.commodity) {
                Some(sum) => sum.units = sum.units.saturating_add(money.units),
                None => ordered.push(money.clone()),
            }
        }
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self {
            links: view.chain.clone(),
            name: view.card.name.clone(),
            ordered,
            orders: count(view.orders.len()),
            cites: count(view.cites.len()),
        }
    }
}

/// What a continent is called, by the first part of a time zone.
pub fn continent(zone: &str) -> String {
    match zone {
        "America" => words::venture::americas(),
        "Africa" => words::venture::africa(),
        "Asia" => words::venture::asia(),
        "Europe" => words::venture::europe(),
        "Australia" => words::venture::australia(),
        "Pacific" => words::venture::pacific(),
        "Atlantic" => words::venture::atlantic(),
        "Indian" => words::venture::indian_ocean(),
        "Antarctica" | "Arctic" => words::venture::polar(),
        _ => String::new(),
    }
}

/// The ground of a continent: always the same.
fn ground(zone: &str) -> &'static str {
    match zone {
        "America" => "1",
        "Africa" => "2",
        "Asia" => "3",
        "Europe" => "4",
        "Australia" | "Pacific" => "5",
        _ => "6",
    }
}

/// A place in the drawing, in its own units.
const EDGE: f64 = 14.0;
const GAP: f64 = 8.0;
/// The least width of a strand: a face stands over it.
const STRAND_MIN: f64 = 24.0;
const FACE: f64 = 30.0;
const TOP: f64 = 104.0;
/// Of small letters, about.
const LETTER_WIDTH: f64 = 6.2;
const CLOTH_TOP: f64 = 238.0;
const CLOTH_BOTTOM: f64 = 318.0;
/// Threads are drawn about so far apart.
const THREAD: f64 = 19.0;

/// Where one strand begins and where it ends.
struct Strand<'a> {
    link: &'a Link,
    from: (f64, f64),
    to: (f64, f64),
}

impl Strand<'_> {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from.0, self.from.1)
    }
}

/// Widths in the drawing follow the shares; everybody has room for a face.
fn strands(links: &[Link]) -> (f64, Vec<Strand<'_>>) {
    let count = links.len() as f64;
    let width = (count * 58.0 + 2.0 * EDGE).max(360.0);
    let free = width - 2.0 * EDGE - GAP * (count - 1.0) - STRAND_MIN * count;
    let cloth = 168.0_f64.max(count * 16.0);
    let (mut from, mut to) = (EDGE, f64::midpoint(width, -cloth));
    let strands = links
        .iter()
        .map(|link| {
            let share = f64::from(link.share) / 1000.0;
            let (wide, narrow) = (STRAND_MIN + free * share, cloth * share);
            let strand = Strand { link, from: (from, from + wide), to: (to, to + narrow) };
            from += wide + GAP;
            to += narrow;
            strand
        })
        .collect();
    (width, strands)
}

/// The picture.
pub fn chain(here: Here, drawn: &Drawn) -> AnyView {
    let (width, strands) = strands(&drawn.links);
    let (left, right) = (strands.first(), strands.last());
    let cloth = (left.map_or(0.0, |one| one.to.0), right.map_or(0.0, |one| one.to.1));
    let people = drawn.links.iter().map(|link| {
        words::decide::say_option(&here.name(link.member), &amount::hours(link.minutes))
    });
    let label = words::venture::picture(&drawn.name, &people.collect::<Vec<_>>().join(", "));
    let flows = strands.iter().map(flow).collect_view();
    let heads = strands.iter().map(|strand| person(here, strand)).collect_view();
    let continents = groups(&strands);
    view! {
        <figure class="chain">
            <svg viewBox=format!("0 0 {width:.0} 440") role="img" aria-label=label>
                {flows} {heads} {continents}
                {cloth_of(drawn, cloth, width / 2.0)}
            </svg>
        </figure>
    }
    .into_any()
}

fn curve(from: f64, to: f64) -> String {
    format!("M{from:.1} {TOP}C{from:.1} 190 {to:.1} 150 {to:.1} {CLOTH_TOP}")
}

fn flow(strand: &Strand<'_>) -> AnyView {
    let ((a, b), (c, d)) = (strand.from, strand.to);
    let outline = format!("{}L{d:.1} {CLOTH_TOP}C{d:.1} 150 {b:.1} 190 {b:.1} {TOP}Z", curve(a, c));
    // Whole numbers of threads; the cast keeps the small positive number that it is.
    let threads = ((b - a) / THREAD).round().max(1.0) as u32;
    let lines = (1..threads)
        .map(|at| {
            let part = f64::from(at) / f64::from(threads);
            view! { <path class="thread" d=curve(a + (b - a) * part, c + (d - c) * part)></path> }
        })
        .collect_view();
    view! {
        <path class="strand" data-ground=ground(&strand.link.continent) d=outline></path>
        {lines}
    }
    .into_any()
}

fn person(here: Here, strand: &Strand<'_>) -> AnyView {
    let (member, x) = (strand.link.member, strand.middle());
    let look = here.member(member, |card| (card.name.clone(), card.portrait));
    let (name, portrait) = look.unwrap_or_default();
    let first: String = name.split_whitespace().next().unwrap_or_default().to_owned();
    let initial: String =
        name.chars().next().map(|one| one.to_uppercase().collect()).unwrap_or_default();
    let picture = portrait.map(|hash| {
        let picture = here.store.watch::<Picture>(ViewKey::Picture(here.id, hash));
        let clip = fresh_id("face");
        move || {
            let url = picture.with(|picture| match picture {
                Some(Picture::Here(url)) => Some(url.as_str().to_owned()),
                Some(Picture::Coming) | None => None,
            })?;
            let (left, top) = (x - FACE / 2.0, 64.0 - FACE / 2.0);
            let mask = format!("url(#{clip})");
            Some(view! {
                <clipPath id=clip.clone()><circle cx=x.to_string() cy="64" r="15"></circle></clipPath>
                <image
                    href=url
                    x=left.to_string()
                    y=top.to_string()
                    width=FACE.to_string()
                    height=FACE.to_string()
                    preserveAspectRatio="xMidYMid slice"
                    clip-path=mask
                ></image>
            })
        }
    });
    let hours = amount::hours_short(strand.link.minutes);
    let at = x.to_string();
    view! {
        <circle
            class="halo"
            data-ground=ground(&strand.link.continent)
            cx=at.clone()
            cy="64"
            r="15"
        ></circle>
        <text class="mid initial" x=at.clone() y="69">{initial}</text>
        {picture}
        <circle class="ring-line" cx=at.clone() cy="64" r="15.5"></circle>
        <text class="mid" x=at.clone() y="96">{first}</text>
        <text class="mid on-ground" x=at y="122">{hours}</text>
    }
    .into_any()
}

/// A brace over the people of each continent, with its name and its part.
fn groups(strands: &[Strand<'_>]) -> AnyView {
    let mut groups: Vec<(&str, f64, f64, u32)> = Vec::new();
    for strand in strands {
        let zone = strand.link.continent.as_str();
        match groups.last_mut() {
            Some(last) if last.0 == zone => {
                last.2 = strand.from.1;
                last.3 += strand.link.share;
            }
            _ => groups.push((zone, strand.from.0, strand.from.1, strand.link.share)),
        }
    }
    groups
        .into_iter()
        .map(|(zone, from, to, share)| {
            let middle = f64::midpoint(from, to).to_string();
            let name = continent(zone);
            view! {
                <path class="line" d=format!("M{from:.1} 42v-6H{to:.1}v6")></path>
                <text class="mid serif" x=middle.clone() y="14">{name}</text>
                <text class="mid muted" x=middle y="29">{amount::percent(share)}</text>
            }
        })
        .collect_view()
        .into_any()
}

/// The cloth that all threads run into, with the name woven in; then where it goes.
fn cloth_of(drawn: &Drawn, (from, to): (f64, f64), middle: f64) -> AnyView {
    let at = middle.to_string();
    let cloth = format!("M{from:.1} {CLOTH_TOP}H{to:.1}V{CLOTH_BOTTOM}H{from:.1}Z");
    // The casts keep small positive numbers.
    let count = ((to - from) / 7.0).max(1.0) as u32;
    let fringe: String = (0..=count)
        .map(|at| {
            let x = from + (to - from) * f64::from(at) / f64::from(count);
            format!("M{x:.1} {CLOTH_BOTTOM}v10")
        })
        .collect();
    let weft: String = (1..=6)
        .map(|at| format!("M{from:.1} {:.1}H{to:.1}", CLOTH_TOP + f64::from(at) * 11.4))
        .collect();
    let lines = lines_of(&drawn.name);
    let top = f64::midpoint(CLOTH_TOP, CLOTH_BOTTOM) + 6.0 - 10.0 * (lines.len() as f64 - 1.0);
    let name = lines
        .into_iter()
        .zip(0_u32..)
        .map(|(line, at)| {
            let y = (top + 20.0 * f64::from(at)).to_string();
            view! { <text class="mid serif cloth-name" x=middle.to_string() y=y>{line}</text> }
        })
        .collect_view();
    let ordered = (drawn.orders > 0).then(|| {
        let said = words::venture::ordered_for(&amount::all_said(&drawn.ordered));
        view! {
            <path class="line" d=format!("M{middle:.1} 334v30M{:.1} 358l6 8 6-8", middle - 6.0)></path>
            <text class="mid serif" x=at.clone() y="388">{said}</text>
            <text class="mid muted" x=at.clone() y="406">{words::venture::orders_count(drawn.orders)}</text>
        }
    });
    let cites = (drawn.cites > 0).then(|| {
        let said = words::venture::cites_count(drawn.cites);
        // In the middle below its line, as far as that is within the picture.
        let width = LETTER_WIDTH * said.chars().count() as f64;
        let start = (from - 42.0 - width / 2.0).max(0.0);
        view! {
            <path class="dash" d=format!("M{:.1} 420C{:.1} 380 {:.1} 330 {:.1} 296", from - 42.0, from - 40.0, from - 34.0, from - 6.0)></path>
            <text class="muted" x=start.to_string() y="436">{said}</text>
        }
    });
    view! {
        <path class="page" d=cloth></path>
        <path class="thread" d=weft></path>
        <path class="line" d=fringe></path>
        {name} {ordered} {cites}
    }
    .into_any()
}

/// A name on two lines at most.
fn lines_of(name: &str) -> Vec<String> {
    const LINE_CHARS: usize = 18;
    if name.chars().count() <= LINE_CHARS {
        return vec![name.to_owned()];
    }
    let half = name.chars().count() / 2;
    let at = name
        .char_indices()
        .zip(0_usize..)
        .filter(|((_, one), _)| *one == ' ')
        .min_by_key(|(_, count)| count.abs_diff(half));
    match at {
        Some(((byte, _), _)) => vec![name[..byte].to_owned(), name[byte + 1..].to_owned()],
        None => vec![name.to_owned()],
    }
}
