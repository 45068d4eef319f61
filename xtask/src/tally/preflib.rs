//! PrefLib's ordinal files, in the form that preflib.org has today -> options and ballots. Lines with
//! `#` tell of the file and name the alternatives, from 1; the others are `count: 1,2,{3,4}`, best
//! first, with equals in braces. What a file says of itself must be true of it.

use std::collections::BTreeMap;

use super::rows::{Names, Refused, Sheet, number, room, shown};
use crate::counting::ballot::Alike;
use crate::counting::schulze::RankBallot;

/// What the orders of a file may be: strict or with ties, complete or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Soc,
    Soi,
    Toc,
    Toi,
}

impl Kind {
    /// By the end of the file's name.
    pub fn of(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "soc" => Some(Self::Soc),
            "soi" => Some(Self::Soi),
            "toc" => Some(Self::Toc),
            "toi" => Some(Self::Toi),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Soc => "soc",
            Self::Soi => "soi",
            Self::Toc => "toc",
            Self::Toi => "toi",
        }
    }

    fn is_strict(self) -> bool {
        matches!(self, Self::Soc | Self::Soi)
    }

    fn is_complete(self) -> bool {
        matches!(self, Self::Soc | Self::Toc)
    }
}

/// What lines with `#` say, with the lines where they say it.
#[derive(Debug, Default)]
struct Head {
    names: BTreeMap<usize, String>,
    taken: Names,
    alternatives: Option<(u64, usize)>,
    voters: Option<(u64, u64)>,
}

/// Reads bytes that somebody else wrote.
pub fn read(bytes: &[u8], kind: Kind) -> Result<Sheet<RankBallot>, Refused> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut refused = Refused::default();
    let mut head = Head::default();
    let mut orders = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let Ok(line) = std::str::from_utf8(line) else {
            refused.row(number, "it is not UTF-8 text");
            continue;
        };
        let line = line.trim();
        if let Some(said) = line.strip_prefix('#') {
            if let Err(reason) = head.take(number, said) {
                refused.row(number, reason);
            }
        } else if !line.is_empty() {
            orders.push((number, line));
        }
    }
    let options = head.options(&mut refused);
    if let Err(reason) = room(orders.len(), options.len()) {
        refused.row(1, reason);
        return Err(refused);
    }
    let mut ballots = Vec::with_capacity(orders.len());
    for (number, line) in &orders {
        match order(line, options.len(), kind) {
            Ok(alike) => ballots.push(alike),
            Err(reason) => refused.row(*number, reason),
        }
    }
    if let Some((number, voters)) = head.voters
        && refused.rows.is_empty()
    {
        let found: u128 = ballots.iter().map(|alike| u128::from(alike.count)).sum();
        if found != u128::from(voters) {
            refused.row(number, format!("it says {voters} voters, and there are {found}"));
        }
    }
    refused.or(options, ballots)
}

impl Head {
    fn take(&mut self, line: u64, said: &str) -> Result<(), String> {
        let Some((key, value)) = said.split_once(':') else { return Ok(()) };
        let (key, value) = (key.trim(), value.trim());
        match key {
            "NUMBER ALTERNATIVES" => self.alternatives = Some((line, number(value)?)),
            "NUMBER VOTERS" => self.voters = Some((line, number(value)?)),
            _ => {
                if let Some(which) = key.strip_prefix("ALTERNATIVE NAME") {
                    let which: usize = number(which.trim())?;
                    self.taken.take(value)?;
                    if self.names.insert(which, value.to_owned()).is_some() {
                        return Err(format!("alternative {which} is named twice"));
                    }
                }
            }
        }
        Ok(())
    }

    /// The names, if they are numbered from 1 without a gap and as many as is said.
    fn options(&mut self, refused: &mut Refused) -> Vec<String> {
        let names = std::mem::take(&mut self.names);
        let found = names.len();
        let line = self.alternatives.map_or(1, |(line, _)| line);
        if found == 0 {
            refused.row(line, "no line `# ALTERNATIVE NAME 1: ...` names an alternative");
        } else if let Some(gap) = (1..=found).find(|which| !names.contains_key(which)) {
            refused.row(line, format!("{found} alternatives are named, and none is number {gap}"));
        } else if let Some((_, said)) = self.alternatives.filter(|(_, said)| *said != found) {
            refused.row(line, format!("it says {said} alternatives, and {found} are named"));
        }
        names.into_values().collect()
    }
}

/// One line of orders that are alike.
fn order(line: &str, options: usize, kind: Kind) -> Result<Alike<RankBallot>, String> {
    let (count, order) = line
        .split_once(':')
        .ok_or_else(|| format!("{} is not `count: 1,2,{{3,4}}`", shown(line)))?;
    let count: u64 = number(count.trim())?;
    if count == 0 {
        return Err("nobody gave this order: its count is 0".to_owned());
    }
    let ranks = ranks(order.trim(), options, kind)?;
    if let Some(missing) = ranks.iter().position(Option::is_none).filter(|_| kind.is_complete()) {
        let kind = kind.name();
        return Err(format!("alternative {} is missing, and .{kind} is complete", missing + 1));
    }
    let ballot = RankBallot::new(&ranks).map_err(super::rows::reason)?;
    Ok(Alike { ballot, count })
}

fn ranks(order: &str, options: usize, kind: Kind) -> Result<Vec<Option<u32>>, String> {
    if order.is_empty() {
        return Err("the order names no alternative".to_owned());
    }
    let mut ranks = vec![None; options];
    let mut rank = 0;
    let mut is_inside = false;
    for part in order.split(',').map(str::trim) {
        let inner = part.strip_prefix('{');
        let (opens, part) = (inner.is_some(), inner.unwrap_or(part));
        let inner = part.strip_suffix('}');
        let (closes, part) = (inner.is_some(), inner.unwrap_or(part).trim());
        if opens && kind.is_strict() {
            return Err(format!("some are equal, and .{} is strict", kind.name()));
        }
        if opens && is_inside {
            return Err("a brace opens inside braces".to_owned());
        }
        if closes && !opens && !is_inside {
            return Err("a brace closes that was not opened".to_owned());
        }
        if !is_inside {
            rank += 1;
        }
        is_inside = (is_inside || opens) && !closes;
        let which: usize = number(part)?;
        let place = which.checked_sub(1).and_then(|at| ranks.get_mut(at));
        let place = place.ok_or_else(|| format!("there is no alternative {which}"))?;
        if place.replace(rank).is_some() {
            return Err(format!("alternative {which} is there twice"));
        }
    }
    if is_inside {
        return Err("a brace is not closed".to_owned());
    }
    Ok(ranks)
}
