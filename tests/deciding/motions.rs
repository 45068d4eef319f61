//! What came of one motion, recomputed from its facts by the words of DEC-1 to DEC-7: which version
//! counts, whose ballots, what they come to, what was sealed, and whether enough purses accepted it.

use std::collections::{BTreeMap, BTreeSet};

use phyle::id::{ChangeHash, CommandId, DeviceKey, MemberId, MotionId};
use phyle::message::motion::{Choice, Method, MotionEffect, Tally, Terms};
use phyle::sign;

use super::counting;
use super::facts::Fact;
use super::people::{Charter, People};

mod protocol;

const HOUR_MS: u64 = 60 * 60 * 1_000;
const TURN_MS: u64 = 24 * HOUR_MS;

/// Where a motion stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    /// It was opened against the rules.
    Void,
    Running,
    Withdrawn,
    Final(Sealed),
    Disputed,
}

/// What enough purses accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Sealed {
    pub version: CommandId,
    pub ballots: Vec<CommandId>,
    pub tally: Tally,
    cut: BTreeSet<ChangeHash>,
    posts_until: Option<u64>,
}

/// A version that stands.
#[derive(Debug, Clone)]
pub struct Version<'a> {
    pub fact: &'a Fact,
    pub terms: Terms,
    amends: Option<usize>,
    round: usize,
}

/// A motion, judged.
pub struct Motion<'a> {
    pub id: MotionId,
    pub versions: Vec<Version<'a>>,
    pub came: Came,
    pub proposer: MemberId,
    /// The ballots that count of the version that counts, as far as they are here.
    pub ballots: Vec<&'a Fact>,
    /// The purses of those who decide.
    pub purses: BTreeMap<MemberId, DeviceKey>,
    facts: &'a [Fact],
    author: BTreeMap<DeviceKey, MemberId>,
}

type Round = (u32, MemberId);

struct Seal<'a> {
    fact: &'a Fact,
    round: Round,
    sealed: Sealed,
}

/// DEC-7: more than half of those who decide, of what is grave more than two thirds.
pub fn is_enough(terms: &Terms, signed: usize) -> bool {
    let all = terms.electorate.len();
    match terms.effect {
        MotionEffect::RemoveMember { .. }
        | MotionEffect::SetRules { .. }
        | MotionEffect::Money { .. } => 3 * signed > 2 * all,
        MotionEffect::Statement
        | MotionEffect::AdoptPage { .. }
        | MotionEffect::AdmitMember { .. }
        | MotionEffect::GiveRole { .. }
        | MotionEffect::EndRole { .. }
        | MotionEffect::ConfirmMember { .. } => 2 * signed > all,
    }
}

/// DEC-1: no less strict than the rules for such an effect.
fn is_lawful(terms: &Terms, by: MemberId, at: u64, round: usize, people: &People) -> bool {
    let rule = people.rules.of(terms.effect.kind());
    let hours = terms.deadline.0.saturating_sub(at) / HOUR_MS;
    let method = match (rule.method, terms.method) {
        (least, own) if least == own => true,
        (_, own) if own.is_choice() => terms.effect == MotionEffect::Statement,
        (Method::Majority, _) => true,
        (Method::TwoThirds, own) => matches!(own, Method::ThreeQuarters | Method::Consent),
        (Method::Absolute | Method::ThreeQuarters, own) => own == Method::Consent,
        // After two rounds without consent (DEC-4).
        (Method::Consent, own) => own == Method::ThreeQuarters && round >= 2,
        (_, _) => false,
    };
    let (own, least) = (terms.quorum, rule.quorum);
    method
        && own.part * least.whole >= least.part * own.whole
        && hours >= u64::from(rule.hours_min)
        && terms.grace_hours == people.rules.grace_hours
        && people.voters.contains(&by)
        && terms.electorate == people.electorate(&terms.effect)
}

/// The facts of a motion's document, by what their authors said.
pub fn judge<'a>(
    id: MotionId,
    facts: &'a [Fact],
    charter: &Charter<'_>,
    author: &BTreeMap<DeviceKey, MemberId>,
) -> Option<Motion<'a>> {
    let openings = facts.iter().filter(|fact| {
        let named = sign::sha256(&[fact.device.0.as_slice(), fact.json.as_bytes()].concat());
        fact.kind == "MotionOpened" && named[..16] == id.0
    });
    let first = openings.min_by_key(|fact| fact.change)?;
    let terms: Terms = first.get("terms");
    let people = charter.at(&terms.charter);
    let proposer = author[&first.device];
    let purses = terms.electorate.iter().filter_map(|one| Some((*one, people.purse(one)?)));
    let mut motion = Motion {
        id,
        versions: Vec::new(),
        came: Came::Running,
        proposer,
        ballots: Vec::new(),
        purses: purses.collect(),
        facts,
        author: author.clone(),
    };
    if !is_lawful(&terms, proposer, first.at, 0, &people) {
        motion.came = Came::Void;
    }
    motion.versions.push(Version { fact: first, terms, amends: None, round: 0 });
    for fact in facts.iter().filter(|fact| fact.kind == "MotionOpened") {
        let Some(amends) = fact.find::<CommandId>("amends") else { continue };
        let known = |one: &Version<'_>| one.fact.id == amends && knows(fact, one.fact);
        let Some(before) = motion.versions.iter().position(known) else { continue };
        let (old, terms) = (&motion.versions[before], fact.get::<Terms>("terms"));
        let round = old.round + 1;
        let same = terms.charter == old.terms.charter && terms.electorate == old.terms.electorate;
        if motion.author[&fact.device] == proposer
            && motion.is_in_time(fact, &old.terms)
            && same
            && is_lawful(&terms, proposer, fact.at, round, &people)
        {
            motion.versions.push(Version { fact, terms, amends: Some(before), round });
        }
    }
    if motion.came == Came::Running {
        motion.came = motion.outcome();
    }
    let current = motion.version_among(&|_| true).unwrap_or_default();
    motion.ballots = motion.counted(current, &|_| true);
    Some(motion)
}

/// Whether the author of one knew the other.
fn knows(fact: &Fact, other: &Fact) -> bool {
    fact.past.contains(&other.change)
}

impl<'a> Motion<'a> {
    pub fn current(&self) -> &Version<'a> {
        &self.versions[self.version_among(&|_| true).unwrap_or_default()]
    }

    /// The electors in the order in which they open rounds.
    pub fn tellers(&self) -> Vec<MemberId> {
        let mut tellers = self.versions[0].terms.electorate.clone();
        tellers.sort_by_key(|member| sign::sha256(&[self.id.0, member.0].concat()));
        tellers
    }

    /// Who wrote a fact of it.
    pub fn author(&self, fact: &Fact) -> MemberId {
        self.author[&fact.device]
    }

    /// The ballots that a seal lists.
    pub fn sealed(&self, sealed: &Sealed) -> Vec<&'a Fact> {
        let listed = |fact: &&Fact| sealed.ballots.contains(&fact.id);
        self.of_kind("BallotCast").filter(listed).collect()
    }

    /// How often a teller asked.
    pub fn rounds_opened(&self) -> usize {
        self.of_kind("RoundOpened").count()
    }

    /// How many ballots there are, whether or not they count.
    pub fn ballots_cast(&self) -> usize {
        self.of_kind("BallotCast").count()
    }

    fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &'a Fact> {
        self.facts.iter().filter(move |fact| fact.kind == kind)
    }

    /// Before the deadline, and not before what its author had seen.
    fn is_in_time(&self, fact: &Fact, terms: &Terms) -> bool {
        let seen = self.facts.iter().filter(|other| knows(fact, other)).map(|other| other.at);
        fact.at <= terms.deadline.0 && seen.max().is_none_or(|seen| fact.at >= seen)
    }

    /// The version that counts for whoever holds these facts: of two amendments the earlier.
    fn version_among(&self, held: &dyn Fn(&Fact) -> bool) -> Option<usize> {
        let mut current = held(self.versions[0].fact).then_some(0)?;
        loop {
            let next = self
                .versions
                .iter()
                .enumerate()
                .filter(|(_, one)| one.amends == Some(current) && held(one.fact));
            match next.min_by_key(|(_, one)| (one.fact.at, one.fact.change)) {
                Some((number, _)) => current = number,
                None => return Some(current),
            }
        }
    }

    /// One ballot of each elector: the highest by (sequence, claimed time, change).
    fn counted(&self, version: usize, held: &dyn Fn(&Fact) -> bool) -> Vec<&'a Fact> {
        let meant = &self.versions[version];
        let mut by_voter: BTreeMap<MemberId, &Fact> = BTreeMap::new();
        for fact in self.of_kind("BallotCast").filter(|fact| held(fact)) {
            let by = self.author[&fact.device];
            let choice: Choice = fact.get("choice");
            let reason: String = fact.get("reason");
            let stands = fact.get::<CommandId>("version") == meant.fact.id
                && knows(fact, meant.fact)
                && meant.terms.electorate.contains(&by)
                && counting::fits(&meant.terms, &choice)
                && (choice != Choice::Object || !reason.is_empty())
                && self.is_in_time(fact, &meant.terms);
            let rank = |fact: &Fact| (fact.get::<u32>("sequence"), fact.at, fact.change);
            if stands && by_voter.get(&by).is_none_or(|known| rank(fact) > rank(known)) {
                by_voter.insert(by, fact);
            }
        }
        by_voter.into_values().collect()
    }

    /// What ballots of a version come to.
    pub fn tally(&self, version: &Version<'_>, ballots: &[&Fact]) -> Tally {
        let said: Vec<(CommandId, Choice)> =
            ballots.iter().map(|fact| (fact.id, fact.get("choice"))).collect();
        counting::count(&version.terms, &said)
    }
}
