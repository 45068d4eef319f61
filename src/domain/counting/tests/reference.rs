//! Schulze's method as slowly and plainly as its definition: every path is walked. It imports
//! nothing of what it is compared with.

/// Ranks as given, and how many gave them.
pub type Row = (Vec<Option<u32>>, u64);

/// Whether the first rank is above the second.
fn above(one: Option<u32>, other: Option<u32>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one < other,
        (Some(_), None) => true,
        (None, Some(_) | None) => false,
    }
}

pub fn preferring(rows: &[Row], one: usize, other: usize) -> u64 {
    rows.iter().filter(|(ranks, _)| above(ranks[one], ranks[other])).map(|(_, count)| count).sum()
}

/// The best of all paths' weakest links, by walking each path that visits no option twice.
pub fn strength(rows: &[Row], options: usize, from: usize, to: usize) -> u64 {
    let mut best = 0;
    let mut open = vec![(vec![from], u64::MAX)];
    while let Some((path, weakest)) = open.pop() {
        let here = path[path.len() - 1];
        for next in (0..options).filter(|next| !path.contains(next)) {
            let (votes, back) = (preferring(rows, here, next), preferring(rows, next, here));
            if votes <= back {
                continue;
            }
            let weakest = weakest.min(votes);
            if next == to {
                best = best.max(weakest);
            } else {
                open.push(([&path[..], &[next]].concat(), weakest));
            }
        }
    }
    best
}

/// How many options stand one above another, at the most, over each: 0 for the unbeaten.
pub fn places(rows: &[Row], options: usize) -> Vec<usize> {
    let beats =
        |one, other| strength(rows, options, one, other) > strength(rows, options, other, one);
    let beaten_by: Vec<Vec<usize>> = (0..options)
        .map(|option| (0..options).filter(|&other| beats(other, option)).collect())
        .collect();
    (0..options).map(|option| longest_chain(&beaten_by, option)).collect()
}

fn longest_chain(beaten_by: &[Vec<usize>], option: usize) -> usize {
    let above = beaten_by[option].iter().map(|&other| 1 + longest_chain(beaten_by, other));
    above.max().unwrap_or(0)
}
