//! A surplus and the rule in force -> who gets how much of it, to the last unit (ECO-9, ECO-10).
//! Whole numbers only. Invariant: the parts sum to the whole, and who computes them in which order
//! changes nothing.

#[cfg(test)]
mod tests;

use crate::domain::motion::Digest;
use crate::id::MemberId;
use crate::limits::SURPLUS_WEIGHT_MAX;
use crate::message::economy::view::{Minutes, ShareView, Split};
use crate::message::economy::{EconomyFault, MembersBy, SurplusRule};
use crate::money::Money;
use crate::ordered;

/// Rules to begin from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SurplusPreset {
    /// 45 of a hundred to the reserve, 10 to the commons, 45 to the members by hours.
    ReserveAndMembers,
    /// A third each to the reserve, the aid fund and the commons.
    Thirds,
}

impl SurplusPreset {
    /// In the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::ReserveAndMembers, Self::Thirds];

    /// The rule itself. Ten thousand has no third: the reserve takes the part that is over.
    pub fn rule(self) -> SurplusRule {
        let (reserve, aid, commons, members) = match self {
            Self::ReserveAndMembers => (4_500, 0, 1_000, 4_500),
            Self::Thirds => (3_334, 3_333, 3_333, 0),
        };
        SurplusRule { reserve, aid, commons, members, by: MembersBy::Hours }
    }
}

/// Whether a rule can be put to a vote.
pub fn check_rule(rule: &SurplusRule) -> Result<(), EconomyFault> {
    let parts = [rule.reserve, rule.aid, rule.commons, rule.members];
    if parts.into_iter().map(u64::from).sum::<u64>() != u64::from(SurplusRule::WHOLE) {
        return Err(EconomyFault::PartsDoNotSum);
    }
    let is_sane = |weights: &[u32]| {
        weights.iter().any(|weight| *weight > 0)
            && weights.iter().all(|weight| *weight <= SURPLUS_WEIGHT_MAX)
    };
    let fits = match &rule.by {
        MembersBy::Hours | MembersBy::Equally => true,
        MembersBy::Need(needs) => {
            let mut members: Vec<MemberId> = needs.iter().map(|(member, _)| *member).collect();
            ordered::sort(&mut members);
            let weights: Vec<u32> = needs.iter().map(|(_, weight)| *weight).collect();
            members.windows(2).all(|pair| pair[0] != pair[1]) && is_sane(&weights)
        }
        MembersBy::Streams { livelihood, care, commons } => {
            is_sane(&[*livelihood, *care, *commons])
        }
        MembersBy::Mixed { hours } => *hours <= 100,
    };
    if fits { Ok(()) } else { Err(EconomyFault::OutOfRange) }
}

/// Divides `whole`, which is not below zero, by weights: the floor of each part, then one unit more
/// to each of the largest remainders, ties by `digest(allocation || member)`, ascending (ECO-10).
/// Where nobody has any weight all get the same; where there is nobody, nothing is given.
pub fn allocate(
    whole: i64,
    weights: &[(MemberId, u64)],
    allocation: &[u8],
    digest: Digest,
) -> Vec<(MemberId, i64)> {
    let is_flat = weights.iter().all(|(_, weight)| *weight == 0);
    let plain: Vec<u64> =
        weights.iter().map(|(_, weight)| if is_flat { 1 } else { *weight }).collect();
    let tie = |at: usize| digest(&[allocation, weights[at].0.as_bytes()].concat());
    let ties: Vec<[u8; 32]> = (0..weights.len()).map(tie).collect();
    let parts = largest_remainders(whole.max(0), &plain, &ties);
    weights.iter().map(|(member, _)| *member).zip(parts).collect()
}

/// The parts of `whole` in the proportion of `weights`, which are not all zero; ties go to the
/// lowest of `ties`. A product of 63 and 64 bits is exact in an `i128`.
fn largest_remainders<T: Ord>(whole: i64, weights: &[u64], ties: &[T]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let over = |at: usize| i128::from(whole) * i128::from(weights[at]);
    let floor = |at: usize| i64::try_from(over(at) / sum).expect("a part is not above the whole");
    let mut parts: Vec<i64> = (0..weights.len()).map(floor).collect();
    let missing = whole - parts.iter().sum::<i64>();
    let missing = usize::try_from(missing).expect("less than one unit for each part");
    let mut places: Vec<usize> = (0..weights.len()).collect();
    ordered::sort_by(&mut places, |one, other| {
        let by_rest = (over(*other) % sum).cmp(&(over(*one) % sum));
        by_rest.then_with(|| ties[*one].cmp(&ties[*other]))
    });
    for place in places.into_iter().take(missing) {
        parts[place] += 1;
    }
    parts
}

/// What a surplus is divided into under a rule: four parts in the order reserve, aid, commons and
/// members, by largest remainders with ties in that order; then the last among the members. What
/// nobody is there to receive goes to the reserve, and so does a surplus that is not above zero. So
/// does all where the parts of a rule do not make a whole.
pub fn split(
    surplus: &Money,
    rule: &SurplusRule,
    members: &[(MemberId, Minutes)],
    allocation: &[u8],
    digest: Digest,
) -> Split {
    let parts = [rule.reserve, rule.aid, rule.commons, rule.members].map(u64::from);
    let is_whole = parts.iter().sum::<u64>() == u64::from(SurplusRule::WHOLE);
    let whole = if is_whole { surplus.units.max(0) } else { 0 };
    let found = largest_remainders(whole, &parts, &[0, 1, 2, 3]);
    let to_members = if members.is_empty() { 0 } else { found[3] };
    let (aid, commons) = (found[1], found[2]);
    let money = |units| Money { commodity: surplus.commodity.clone(), units };
    let weights = weights(&rule.by, members);
    let each = allocate(to_members, &weights, allocation, digest);
    let share = |((member, minutes), (_, units)): (&(MemberId, Minutes), (MemberId, i64))| {
        ShareView { member: *member, minutes: *minutes, money: money(units) }
    };
    Split {
        reserve: money(surplus.units - aid - commons - to_members),
        aid: money(aid),
        commons: money(commons),
        members: money(to_members),
        each: members.iter().zip(each).map(share).collect(),
    }
}

/// What each member's part is measured by.
fn weights(by: &MembersBy, members: &[(MemberId, Minutes)]) -> Vec<(MemberId, u64)> {
    let total = |minutes: &Minutes| {
        minutes.livelihood.saturating_add(minutes.care).saturating_add(minutes.commons)
    };
    let all = members.iter().fold(0_u64, |sum, (_, minutes)| sum.saturating_add(total(minutes)));
    let count = members.len() as u64;
    let weight = |member: &MemberId, minutes: &Minutes| match by {
        MembersBy::Hours => total(minutes),
        MembersBy::Equally => 1,
        MembersBy::Need(needs) => {
            let of_member = needs.iter().filter(|(whose, _)| whose == member);
            of_member.map(|(_, weight)| u64::from(*weight)).sum()
        }
        MembersBy::Streams { livelihood, care, commons } => {
            let part = |minutes: u64, weight: &u32| minutes.saturating_mul(u64::from(*weight));
            part(minutes.livelihood, livelihood)
                .saturating_add(part(minutes.care, care))
                .saturating_add(part(minutes.commons, commons))
        }
        // `hours / 100 * minutes / all + (100 - hours) / 100 / count` over one denominator, so that
        // it is rounded once.
        MembersBy::Mixed { hours } => {
            let by_hours = u64::from((*hours).min(100));
            let worked = total(minutes).saturating_mul(count).saturating_mul(by_hours);
            worked.saturating_add(all.saturating_mul(100 - by_hours))
        }
    };
    members.iter().map(|(member, minutes)| (*member, weight(member, minutes))).collect()
}
