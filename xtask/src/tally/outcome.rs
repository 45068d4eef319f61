//! What a count came to -> a table for people, or JSON. Rows and columns are in the order of the
//! options, rankings from best to last with equals together.

use serde_json::{Value, json};

use crate::counting::ballot::Ranking;
use crate::counting::majority::{Share, Votes};
use crate::counting::points::{self, Points};
use crate::counting::schulze::Schulze;

/// A count with the options' names.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub options: Vec<String>,
    pub ballots: u128,
    pub counted: Counted,
}

/// What was counted.
#[derive(Debug, PartialEq, Eq)]
pub enum Counted {
    Schulze(Schulze),
    Points(Points),
    /// For each option.
    Majority(Vec<Votes>),
}

/// The shares of those for and against; that of all electors takes their number, which no file has.
const SHARES: [(&str, Share); 3] = [
    ("majority", Share::Majority),
    ("two_thirds", Share::TwoThirds),
    ("three_quarters", Share::ThreeQuarters),
];

impl Outcome {
    pub fn json(&self) -> Value {
        let options = &self.options;
        let ranking = self.named(&self.ranking());
        match &self.counted {
            Counted::Schulze(Schulze { pairwise, strengths, ranking: _ }) => json!({
                "options": options, "pairwise": pairwise, "strengths": strengths, "ranking": ranking,
            }),
            Counted::Points(Points { sums, ranking: _ }) => json!({
                "options": options, "scores": sums, "ranking": ranking,
            }),
            Counted::Majority(votes) => {
                let each = |of: fn(&Votes) -> u64| votes.iter().map(of).collect::<Vec<_>>();
                let passes = SHARES.map(|(name, share)| {
                    let reached: Vec<_> =
                        votes.iter().map(|votes| share.is_reached(*votes)).collect();
                    (name.to_owned(), json!(reached))
                });
                json!({
                    "options": options,
                    "scores": each(|votes| votes.favour),
                    "against": each(|votes| votes.against),
                    "abstained": each(|votes| votes.abstained),
                    "passes": Value::Object(passes.into_iter().collect()),
                    "ranking": ranking,
                })
            }
        }
    }

    pub fn table(&self) -> String {
        let mut text = format!("Ballots: {}\n\n", self.ballots);
        match &self.counted {
            Counted::Schulze(schulze) => {
                text.push_str(&self.places(&["place", "option"], |_| Vec::new()));
                text.push_str("\nBallots that put the row's option above the column's:\n");
                text.push_str(&self.matrix(&schulze.pairwise));
                text.push_str("\nStrongest paths from the row's option to the column's:\n");
                text.push_str(&self.matrix(&schulze.strengths));
            }
            Counted::Points(points) => {
                let sum = |option: usize| vec![points.sums[option].to_string()];
                text.push_str(&self.places(&["place", "option", "points"], sum));
            }
            Counted::Majority(votes) => {
                let cells = |option: usize| {
                    let Votes { favour, against, abstained } = votes[option];
                    let mut cells = [favour, against, abstained].map(|n| n.to_string()).to_vec();
                    cells.push(reached(votes[option]));
                    cells
                };
                let head = ["place", "option", "for", "against", "abstained", "reaches"];
                text.push_str(&self.places(&head, cells));
            }
        }
        text
    }

    pub fn ranking(&self) -> Ranking {
        match &self.counted {
            Counted::Schulze(schulze) => schulze.ranking.clone(),
            Counted::Points(points) => points.ranking.clone(),
            Counted::Majority(votes) => {
                let favour: Vec<u64> = votes.iter().map(|votes| votes.favour).collect();
                points::ranking(&favour)
            }
        }
    }

    fn named(&self, ranking: &Ranking) -> Vec<Vec<&str>> {
        let name = |option: &usize| self.options[*option].as_str();
        ranking.iter().map(|group| group.iter().map(name).collect()).collect()
    }

    /// Options from best to last; equals have the same place.
    fn places(&self, head: &[&str], cells: impl Fn(usize) -> Vec<String>) -> String {
        let mut rows = vec![head.iter().map(|&word| word.to_owned()).collect()];
        for (place, group) in (1..).zip(self.ranking()) {
            for option in group {
                let mut row = vec![place.to_string(), self.options[option].clone()];
                row.extend(cells(option));
                rows.push(row);
            }
        }
        aligned(&rows)
    }

    fn matrix(&self, cells: &[Vec<u64>]) -> String {
        let numbered = (1..).zip(&self.options).map(|(number, name)| format!("{number} {name}"));
        let mut head = vec![String::new()];
        head.extend((1..=self.options.len()).map(|number: usize| number.to_string()));
        let mut rows = vec![head];
        for (row, (name, cells)) in numbered.zip(cells).enumerate() {
            let cell = |(column, votes): (usize, &u64)| {
                if column == row { "-".to_owned() } else { votes.to_string() }
            };
            let cells = cells.iter().enumerate().map(cell);
            rows.push(std::iter::once(name).chain(cells).collect());
        }
        aligned(&rows)
    }
}

fn reached(votes: Votes) -> String {
    let reached = SHARES.iter().filter(|(_, share)| share.is_reached(votes));
    let names: Vec<String> = reached.map(|(name, _)| name.replace('_', " ")).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}

/// Columns as wide as their widest cell.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
