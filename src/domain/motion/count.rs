//! The ballots of one version -> what they amount to (DEC-2 to DEC-5), with DEC-5's last resort.

use crate::domain::counting::consent::{Stance, Stances};
use crate::domain::counting::majority::{Share, Vote, Votes};
use crate::domain::counting::points::{self, PointMethod};
use crate::domain::counting::quorum::Quorum;
use crate::domain::counting::schulze::{self, RankBallot};
use crate::domain::counting::{Alike, Ranking};
use crate::domain::motion::Digest;
use crate::id::CommandId;
use crate::message::motion::{BallotKind, Choice, Count, Method, Tally, Terms};
use crate::ordered;

/// Whether a choice is one that the method has, for so many options.
pub fn fits(terms: &Terms, choice: &Choice) -> bool {
    let options = terms.options.len();
    match (terms.method.ballot(), choice) {
        (BallotKind::Vote, Choice::For | Choice::Against | Choice::Abstain)
        | (BallotKind::Stance, Choice::Agree | Choice::Abstain | Choice::Object)
        | (BallotKind::Points | BallotKind::Ranks, Choice::Abstain) => true,
        (BallotKind::Points, Choice::Points(given)) => {
            given.len() == options && point_method(terms.method).ballot(given).is_ok()
        }
        (BallotKind::Ranks, Choice::Ranks(ranks)) => {
            ranks.len() == options && RankBallot::new(ranks).is_ok()
        }
        (BallotKind::Vote | BallotKind::Stance, _)
        | (BallotKind::Points | BallotKind::Ranks, _) => false,
    }
}

fn point_method(method: Method) -> PointMethod {
    match method {
        Method::Score => PointMethod::Score,
        Method::TimePoll => PointMethod::TimePoll,
        Method::Dots { each } => PointMethod::Dots { each },
        Method::Approval
        | Method::Majority
        | Method::TwoThirds
        | Method::Absolute
        | Method::Consent
        | Method::ThreeQuarters
        | Method::Ranking => PointMethod::Approval,
    }
}

/// Counts one ballot of each elector that cast one, given with its id; all of them fit the terms.
pub fn count(terms: &Terms, ballots: &[(CommandId, &Choice)], digest: Digest) -> Tally {
    let electors = terms.electorate.len() as u64;
    let cast = ballots.len() as u64;
    let quorum = Quorum::new(terms.quorum.part, terms.quorum.whole);
    let quorum_met = quorum.is_ok_and(|quorum| quorum.is_met(cast, electors));
    let (count, order, wins) = match terms.method.ballot() {
        BallotKind::Vote => votes(terms, ballots, electors),
        BallotKind::Stance => stances(terms, ballots, electors),
        BallotKind::Points | BallotKind::Ranks => {
            let (count, ranking) = options(terms, ballots);
            let said = ballots.iter().any(|(_, choice)| **choice != Choice::Abstain);
            (count, draw(&ranking, ballots, digest), said)
        }
    };
    Tally { count, cast: narrow(cast), quorum_met, passed: quorum_met && wins, order }
}

fn votes(
    terms: &Terms,
    ballots: &[(CommandId, &Choice)],
    electors: u64,
) -> (Count, Vec<u32>, bool) {
    let vote = |choice: &Choice| match choice {
        Choice::For => Vote::For,
        Choice::Against => Vote::Against,
        Choice::Abstain | Choice::Agree | Choice::Object | Choice::Points(_) | Choice::Ranks(_) => {
            Vote::Abstain
        }
    };
    let all = ballots.iter().map(|(_, choice)| Alike::one(vote(choice)));
    let counted = Votes::count(all).unwrap_or_default();
    let share = match terms.method {
        Method::TwoThirds => Share::TwoThirds,
        Method::ThreeQuarters => Share::ThreeQuarters,
        Method::Absolute => Share::Absolute { electors },
        Method::Majority
        | Method::Consent
        | Method::Approval
        | Method::Score
        | Method::Dots { .. }
        | Method::TimePoll
        | Method::Ranking => Share::Majority,
    };
    let wins = share.is_reached(counted) && is_enough(terms, counted.favour, electors);
    let count = Count::Votes {
        favour: narrow(counted.favour),
        against: narrow(counted.against),
        abstained: narrow(counted.abstained),
    };
    (count, Vec::new(), wins)
}

fn stances(
    terms: &Terms,
    ballots: &[(CommandId, &Choice)],
    electors: u64,
) -> (Count, Vec<u32>, bool) {
    let stance = |choice: &Choice| match choice {
        Choice::Agree => Stance::Consent,
        Choice::Object => Stance::Object,
        Choice::Abstain | Choice::For | Choice::Against | Choice::Points(_) | Choice::Ranks(_) => {
            Stance::Abstain
        }
    };
    let all = ballots.iter().map(|(_, choice)| Alike::one(stance(choice)));
    let counted = Stances::count(all).unwrap_or_default();
    let wins = counted.objections == 0
        && counted.consents > 0
        && is_enough(terms, counted.consents, electors);
    let count = Count::Stances {
        agree: narrow(counted.consents),
        abstained: narrow(counted.abstained),
        object: narrow(counted.objections),
    };
    (count, Vec::new(), wins)
}

/// What is grave needs more than half of all electors, voting or not (DEC-1).
fn is_enough(terms: &Terms, favour: u64, electors: u64) -> bool {
    !terms.effect.kind().is_grave() || 2 * favour > electors
}

fn options(terms: &Terms, ballots: &[(CommandId, &Choice)]) -> (Count, Ranking) {
    let options = terms.options.len();
    if terms.method.ballot() == BallotKind::Ranks {
        let ranked = ballots.iter().filter_map(|(_, choice)| {
            let Choice::Ranks(ranks) = choice else { return None };
            RankBallot::new(ranks).ok().map(Alike::one)
        });
        let ranked: Vec<_> = ranked.collect();
        return match schulze::count(options, &ranked) {
            Ok(counted) => (Count::Pairs { pairwise: counted.pairwise }, counted.ranking),
            Err(_) => (Count::Pairs { pairwise: Vec::new() }, Ranking::new()),
        };
    }
    let method = point_method(terms.method);
    let given = ballots.iter().filter_map(|(_, choice)| {
        let Choice::Points(given) = choice else { return None };
        method.ballot(given).ok().map(Alike::one)
    });
    let given: Vec<_> = given.collect();
    match points::count(options, &given) {
        Ok(counted) => (Count::Points { sums: counted.sums }, counted.ranking),
        Err(_) => (Count::Points { sums: Vec::new() }, Ranking::new()),
    }
}

/// Puts equals into an order: the lowest hash of (hash of the counted ballots, option) first.
fn draw(ranking: &Ranking, ballots: &[(CommandId, &Choice)], digest: Digest) -> Vec<u32> {
    let mut order = Vec::new();
    let mut ids: Vec<CommandId> = ballots.iter().map(|(id, _)| *id).collect();
    ordered::sort(&mut ids);
    let counted = digest(&ids.concat_bytes());
    for group in ranking {
        let mut group: Vec<([u8; 32], u32)> = group
            .iter()
            .map(|option| {
                let option = narrow(*option as u64);
                (digest(&[counted.as_slice(), &option.to_be_bytes()].concat()), option)
            })
            .collect();
        ordered::sort(&mut group);
        order.extend(group.into_iter().map(|(_, option)| option));
    }
    order
}

/// The bytes of ids, one after another.
pub(super) trait ConcatBytes {
    fn concat_bytes(&self) -> Vec<u8>;
}

impl ConcatBytes for [CommandId] {
    fn concat_bytes(&self) -> Vec<u8> {
        self.iter().flat_map(|id| id.0).collect()
    }
}

fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
