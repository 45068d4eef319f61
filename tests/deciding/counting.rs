//! Ballots counted with a pencil (DEC-2 to DEC-5): what each comes to, whether that is enough.

use phyle::id::CommandId;
use phyle::message::motion::{Choice, Count, Method, Tally, Terms};
use phyle::sign;

/// Whether a ballot is one that the method has.
pub fn fits(terms: &Terms, choice: &Choice) -> bool {
    let points = |most: u32, all: u32, given: &[Option<u32>]| {
        given.len() == terms.options.len()
            && given.iter().flatten().all(|one| *one <= most)
            && given.iter().flatten().sum::<u32>() <= all
    };
    match (terms.method, choice) {
        (_, Choice::Abstain) => true,
        (
            Method::Majority | Method::TwoThirds | Method::Absolute | Method::ThreeQuarters,
            Choice::For | Choice::Against,
        )
        | (Method::Consent, Choice::Agree | Choice::Object) => true,
        (Method::Approval, Choice::Points(given)) => points(1, u32::MAX, given),
        (Method::Score, Choice::Points(given)) => points(5, u32::MAX, given),
        (Method::TimePoll, Choice::Points(given)) => points(2, u32::MAX, given),
        (Method::Dots { each }, Choice::Points(given)) => points(each, each, given),
        (Method::Ranking, Choice::Ranks(ranks)) => {
            ranks.len() == terms.options.len() && !ranks.contains(&Some(0))
        }
        (_, _) => false,
    }
}

/// What ballots come to, given with their names.
pub fn count(terms: &Terms, ballots: &[(CommandId, Choice)]) -> Tally {
    let many = |wanted: &Choice| {
        u32::try_from(ballots.iter().filter(|(_, choice)| choice == wanted).count()).expect("few")
    };
    let (cast, electors) = (ballots.len() as u32, terms.electorate.len() as u32);
    let quorum_met = cast * terms.quorum.whole >= electors * terms.quorum.part;
    let (favour, against) = (many(&Choice::For), many(&Choice::Against));
    let agree = many(&Choice::Agree);
    let abstained = many(&Choice::Abstain);
    let enough = |favour: u32| !terms.effect.kind().is_grave() || 2 * favour > electors;
    let voted = favour + against;
    let votes = Count::Votes { favour, against, abstained };
    let said = ballots.iter().any(|(_, choice)| *choice != Choice::Abstain);
    let (count, wins, order) = match terms.method {
        Method::Majority => (votes, favour > against && enough(favour), Vec::new()),
        Method::TwoThirds => {
            (votes, voted > 0 && 3 * favour >= 2 * voted && enough(favour), Vec::new())
        }
        Method::ThreeQuarters => {
            (votes, voted > 0 && 4 * favour >= 3 * voted && enough(favour), Vec::new())
        }
        Method::Absolute => (votes, 2 * favour > electors, Vec::new()),
        Method::Consent => {
            let object = many(&Choice::Object);
            let count = Count::Stances { agree, abstained, object };
            (count, object == 0 && agree > 0 && enough(agree), Vec::new())
        }
        Method::Approval | Method::Score | Method::Dots { .. } | Method::TimePoll => {
            let sums = sums(terms, ballots);
            let order =
                in_order(terms.options.len(), ballots, |one, other| sums[one] > sums[other]);
            (Count::Points { sums }, said, order)
        }
        Method::Ranking => {
            let pairwise = pairs(terms, ballots);
            let paths = paths(&pairwise);
            let beats = |one: usize, other: usize| paths[one][other] > paths[other][one];
            let order = in_order(terms.options.len(), ballots, beats);
            (Count::Pairs { pairwise }, said, order)
        }
    };
    Tally { count, cast, quorum_met, passed: quorum_met && wins, order }
}

fn sums(terms: &Terms, ballots: &[(CommandId, Choice)]) -> Vec<u64> {
    let given = |option: usize| {
        let points = ballots.iter().filter_map(|(_, choice)| {
            let Choice::Points(given) = choice else { return None };
            given[option]
        });
        points.map(u64::from).sum()
    };
    (0..terms.options.len()).map(given).collect()
}

/// How many put one option above another; what has no rank is below all that has.
fn pairs(terms: &Terms, ballots: &[(CommandId, Choice)]) -> Vec<Vec<u64>> {
    let above = |one: usize, other: usize| {
        let prefers = ballots.iter().filter(|(_, choice)| {
            let Choice::Ranks(ranks) = choice else { return false };
            match (ranks[one], ranks[other]) {
                (Some(one), Some(other)) => one < other,
                (Some(_), None) => true,
                (None, _) => false,
            }
        });
        prefers.count() as u64
    };
    let all = 0..terms.options.len();
    all.clone().map(|one| all.clone().map(|other| above(one, other)).collect()).collect()
}

/// The strongest path from each to each, until none can be made stronger.
fn paths(pairwise: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let all = 0..pairwise.len();
    let won = |one: usize, other: usize| pairwise[one][other] > pairwise[other][one];
    let mut paths: Vec<Vec<u64>> = all
        .clone()
        .map(|one| {
            let link = |other| if won(one, other) { pairwise[one][other] } else { 0 };
            all.clone().map(link).collect()
        })
        .collect();
    loop {
        let before = paths.clone();
        for one in all.clone() {
            for over in all.clone() {
                for other in all.clone().filter(|other| *other != one) {
                    let path = before[one][over].min(before[over][other]);
                    paths[one][other] = paths[one][other].max(path);
                }
            }
        }
        if paths == before {
            return paths;
        }
    }
}

/// First those whom none of the rest beats; equals by lot, which is a hash of the ballots.
fn in_order(
    options: usize,
    ballots: &[(CommandId, Choice)],
    beats: impl Fn(usize, usize) -> bool,
) -> Vec<u32> {
    let mut ids: Vec<CommandId> = ballots.iter().map(|(id, _)| *id).collect();
    ids.sort();
    let counted = sign::sha256(&ids.iter().flat_map(|id| id.0).collect::<Vec<u8>>());
    let lot = |option: &usize| {
        sign::sha256(&[counted.as_slice(), &(*option as u32).to_be_bytes()].concat())
    };
    let mut left: Vec<usize> = (0..options).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let best = |one: &usize| !left.iter().any(|other| beats(*other, *one));
        let mut first: Vec<usize> = left.iter().copied().filter(best).collect();
        first.sort_by_key(lot);
        left.retain(|option| !first.contains(option));
        order.extend(first.into_iter().map(|option| option as u32));
    }
    order
}
