//! A rule as it is being tried: four parts that make a whole, and by what the members' part is divided.

use leptos::prelude::*;

use crate::domain::economy::surplus::{self, SurplusPreset};
use crate::id::MemberId;
use crate::message::economy::view::{Sharing, Split};
use crate::message::economy::{MembersBy, SurplusRule};
use crate::ui::feature::economy::amount::{read_percent, typed_percent};
use crate::ui::words;

/// A part of the surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Reserve,
    Aid,
    Commons,
    Members,
}

impl Share {
    /// In the order in which they are divided.
    pub const ALL: [Self; 4] = [Self::Reserve, Self::Aid, Self::Commons, Self::Members];
}

/// Where one begins to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    InForce,
    Preset(SurplusPreset),
    Own,
}

/// By what the members' part is divided, before its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Hours,
    Equally,
    Mixed,
    Streams,
    Need,
}

/// What is tried.
#[derive(Clone, Copy)]
pub struct Tried {
    /// Parts of ten thousand, in the order of `Share::ALL`.
    pub parts: RwSignal<[u32; 4]>,
    /// The same as they are typed, in per cent; what is no number leaves the part as it was.
    pub typed: [RwSignal<String>; 4],
    pub begin: RwSignal<Begin>,
    pub by: RwSignal<By>,
    /// So many of a hundred by hours.
    pub mixed: RwSignal<String>,
    /// Weights of livelihood, care and commons.
    pub streams: [RwSignal<String>; 3],
    pub needs: RwSignal<Vec<(MemberId, ArcRwSignal<String>)>>,
    in_force: StoredValue<Option<SurplusRule>>,
}

impl Tried {
    /// Beginning with the rule in force, or with the first preset.
    pub fn new(in_force: Option<SurplusRule>) -> Self {
        let begin = match &in_force {
            Some(_) => Begin::InForce,
            None => Begin::Preset(SurplusPreset::ReserveAndMembers),
        };
        let tried = Self {
            parts: RwSignal::new([0; 4]),
            typed: [(); 4].map(|()| RwSignal::new(String::new())),
            begin: RwSignal::new(begin),
            by: RwSignal::new(By::Hours),
            mixed: RwSignal::new("50".to_owned()),
            streams: [(); 3].map(|()| RwSignal::new("1".to_owned())),
            needs: RwSignal::new(Vec::new()),
            in_force: StoredValue::new(in_force),
        };
        tried.begin_with(begin);
        Effect::new(move |before: Option<Begin>| {
            let begin = tried.begin.get();
            if before.is_some_and(|before| before != begin) {
                untrack(|| tried.begin_with(begin));
            }
            begin
        });
        tried
    }

    fn begin_with(self, begin: Begin) {
        let rule = match begin {
            Begin::InForce => self.in_force.get_value(),
            Begin::Preset(preset) => Some(preset.rule()),
            Begin::Own => None,
        };
        let Some(rule) = rule else { return };
        self.set_parts([rule.reserve, rule.aid, rule.commons, rule.members]);
        match rule.by {
            MembersBy::Hours => self.by.set(By::Hours),
            MembersBy::Equally => self.by.set(By::Equally),
            MembersBy::Mixed { hours } => {
                self.mixed.set(hours.to_string());
                self.by.set(By::Mixed);
            }
            MembersBy::Streams { livelihood, care, commons } => {
                for (field, weight) in self.streams.iter().zip([livelihood, care, commons]) {
                    field.set(weight.to_string());
                }
                self.by.set(By::Streams);
            }
            MembersBy::Need(needs) => {
                let typed = |(member, weight): (MemberId, u32)| {
                    (member, ArcRwSignal::new(weight.to_string()))
                };
                self.needs.set(needs.into_iter().map(typed).collect());
                self.by.set(By::Need);
            }
        }
    }

    fn set_parts(self, parts: [u32; 4]) {
        self.parts.set(parts);
        for (field, part) in self.typed.iter().zip(parts) {
            field.set(typed_percent(part));
        }
    }

    /// A slider was moved, or a figure typed: the others keep what they have, except that together
    /// they are never more than the whole; then what is moved stops.
    pub fn set(self, share: Share, part: u32) {
        let at = share as usize;
        let mut parts = self.parts.get_untracked();
        parts[at] = part.min(SurplusRule::WHOLE);
        let others: u32 = parts.iter().sum::<u32>() - parts[at];
        let mut over = (others + parts[at]).saturating_sub(SurplusRule::WHOLE);
        // What is too much is taken from the members first, then from the parts above, in reverse.
        for other in (0..4).rev().filter(|other| *other != at) {
            let less = parts[other].min(over);
            parts[other] -= less;
            over -= less;
        }
        // What is left over goes to the members; moved themselves, to the reserve.
        let missing = SurplusRule::WHOLE - parts.iter().sum::<u32>();
        parts[if at == 3 { 0 } else { 3 }] += missing;
        self.parts.set(parts);
        for (other, field) in self.typed.iter().enumerate() {
            if other != at {
                field.set(typed_percent(parts[other]));
            }
        }
        self.begin.set(Begin::Own);
    }

    /// A slider was moved.
    pub fn slide(self, share: Share, part: u32) {
        self.set(share, part);
        self.typed[share as usize].set(typed_percent(self.parts.get_untracked()[share as usize]));
    }

    /// A figure was typed.
    pub fn write(self, share: Share, text: String) {
        let part = part_of(&text);
        self.typed[share as usize].set(text);
        if let Some(part) = part {
            self.set(share, part);
        }
    }

    /// Whether what is typed for a part is none.
    pub fn is_wrong(self, share: Share) -> bool {
        self.typed[share as usize].with(|text| part_of(text)).is_none()
    }

    /// The rule that is tried, or what is amiss with it.
    pub fn rule(self) -> Result<SurplusRule, String> {
        let [reserve, aid, commons, members] = self.parts.get();
        if Share::ALL.into_iter().any(|share| self.is_wrong(share)) {
            return Err(words::sharing::part_wrong());
        }
        let weight = |field: RwSignal<String>| {
            field.get().trim().parse::<u32>().map_err(|_| words::put::number_wrong())
        };
        let by = match self.by.get() {
            By::Hours => MembersBy::Hours,
            By::Equally => MembersBy::Equally,
            By::Mixed => MembersBy::Mixed { hours: weight(self.mixed)? },
            By::Streams => {
                let [livelihood, care, commons] = self.streams;
                MembersBy::Streams {
                    livelihood: weight(livelihood)?,
                    care: weight(care)?,
                    commons: weight(commons)?,
                }
            }
            By::Need => {
                let mut needs = Vec::new();
                for (member, text) in self.needs.get() {
                    let text = text.get();
                    let text = text.trim();
                    let weight = if text.is_empty() { Ok(0) } else { text.parse::<u32>() };
                    let weight = weight.map_err(|_| words::put::number_wrong())?;
                    // Who needs nothing is not named.
                    if weight > 0 {
                        needs.push((member, weight));
                    }
                }
                MembersBy::Need(needs)
            }
        };
        let rule = SurplusRule { reserve, aid, commons, members, by };
        match surplus::check_rule(&rule) {
            Ok(()) => Ok(rule),
            Err(fault) => Err(words::money_fault::fault(&fault)),
        }
    }
}

/// A part of ten thousand, of what is typed as per cent.
fn part_of(text: &str) -> Option<u32> {
    read_percent(text).filter(|part| *part <= SurplusRule::WHOLE)
}

/// What each would get. Where two remainders are the same, the closing draws by a hash that this window
/// has no code for: a cent may fall to somebody else then, which is why it is called a preview.
pub fn split(sharing: &Sharing, rule: &SurplusRule) -> Split {
    let by_id = |bytes: &[u8]| {
        let mut last = [0; 32];
        let tail = &bytes[bytes.len().saturating_sub(32)..];
        last[32 - tail.len()..].copy_from_slice(tail);
        last
    };
    let allocation = sharing.allocation.as_bytes();
    surplus::split(&sharing.surplus, rule, &sharing.members, allocation, by_id)
}
