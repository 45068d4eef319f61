//! How figures are made of what was measured, and printed for `cargo xtask bench`.

/// The one in the middle.
pub fn middle<T: PartialOrd + Copy>(mut all: Vec<T>) -> T {
    all.sort_by(|one, other| one.partial_cmp(other).expect("times can be compared"));
    all[all.len() / 2]
}

/// A time against its budget, as a row of the table.
pub fn row(what: &str, measured: f64, most: f64) {
    let verdict = if measured <= most { "kept" } else { "over" };
    println!("{what}\t{measured:.0} ms\tat most {most:.0} ms\t{verdict}");
}
