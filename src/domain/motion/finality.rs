//! Finality without a server (DEC-7): single-decree Paxos among the electors' purses, every message a
//! fact. A teller opens a round after deadline and grace; each purse promises, and what its promise
//! builds on is what it holds; the teller seals the union of the ballots in the promises; a purse
//! accepts unless it has promised a later round. Source: Lamport, "The Part-Time Parliament" (1998).

mod folding;

use crate::ordered::{self, Map, Set};

use crate::clock::{DAY_MS, MINUTE_MS, Timestamp};
use crate::domain::fact::{Decision, FactBody, canonical_json};
use crate::domain::motion::count::ConcatBytes as _;
use crate::domain::motion::finality::folding::Folding;
use crate::domain::motion::{Digest, Fault, Ground, Motion, MotionFact, Seen, Stage};
use crate::id::{BlobHash, CommandId, DeviceKey, MemberId, MotionId, Signature};
use crate::limits::ROUNDS_MAX;
use crate::message::motion::{Tally, Terms};

/// Between the turns of two tellers.
const TURN_MS: u64 = DAY_MS;
/// A teller waits so long for the last promises once it has enough of them.
const STRAGGLERS_MS: u64 = 10 * MINUTE_MS;

/// Who has just come back asks nobody anew before they know what happened meanwhile; those whose
/// turn is later wait longer, so that not all begin at once.
const LISTENS_MS: u64 = MINUTE_MS;
const LISTENS_MORE_MS: u64 = 20_000;

/// The time of day, and since when a program has been running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    pub awake_since: Timestamp,
}

impl Moment {
    /// From when on the teller of this rank may open a round.
    fn heard_at(self, rank: usize) -> Timestamp {
        self.awake_since.plus_ms(LISTENS_MS + LISTENS_MORE_MS * rank as u64)
    }
}

/// Rounds are in the order of their numbers, then of their tellers.
pub type RoundKey = (u32, MemberId);

/// A round that a teller opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub place: usize,
    pub id: CommandId,
    pub at: Timestamp,
    pub key: RoundKey,
}

/// A purse's word that it accepts nothing earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub place: usize,
    pub id: CommandId,
    pub at: Timestamp,
    pub by: MemberId,
    pub key: RoundKey,
    /// Of what was done by a right that is to end.
    pub seen: Seen,
}

/// Ballots as a teller found and counted them, with everything checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    pub place: usize,
    pub id: CommandId,
    pub at: Timestamp,
    pub key: RoundKey,
    /// Which version, by its number.
    pub version: usize,
    /// The same, as whoever sealed it calls it.
    pub called: CommandId,
    pub ballots: Vec<CommandId>,
    /// Where these stand: ids can be taken by others.
    pub places: Vec<usize>,
    pub tally: Tally,
    /// What its promises saw of what was done by a right that is to end.
    pub cut: Seen,
    /// Of all that is accepted with it.
    pub digest: [u8; 32],
}

/// A purse's word for a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    pub place: usize,
    pub by: MemberId,
    pub device: DeviceKey,
    pub at: Timestamp,
    /// The place of the seal.
    pub seal: usize,
    pub signature: Signature,
}

/// All that was done to make a motion final, and stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protocol {
    /// Electors in the order in which they open rounds.
    pub tellers: Vec<MemberId>,
    pub rounds: Vec<Round>,
    pub promises: Vec<Promise>,
    pub seals: Vec<Seal>,
    pub acceptances: Vec<Acceptance>,
    /// The proposer took the motion back.
    pub withdrawn: bool,
}

/// What a purse is to do, unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// To be written as it is.
    Write(Box<FactBody>),
    /// To be signed first: the digest of all that is accepted.
    Accept { seal: CommandId, digest: [u8; 32] },
}

impl Duty {
    fn write(body: FactBody) -> Self {
        Self::Write(Box::new(body))
    }
}

impl Protocol {
    /// Folds the protocol of a motion that runs.
    pub fn fold(motion: &Motion, facts: &[MotionFact], ground: &Ground<'_>) -> (Self, Vec<Fault>) {
        let protocol = Self { tellers: tellers(motion, ground.digest), ..Self::default() };
        let mut folding = Folding::new(motion, facts, ground, protocol);
        folding.protocol.withdrawn = !folding.withdrawals.is_empty();
        for (place, fact) in facts.iter().enumerate() {
            if let Err(fault) = folding.take(place, fact) {
                folding.faults.push(Fault::of(fact, fault));
            }
        }
        folding.name_forks();
        (folding.protocol, folding.faults)
    }

    /// The places of the seals that enough purses accepted, ascending by round.
    pub(super) fn finals(&self, motion: &Motion) -> Vec<usize> {
        let mut by_seal: Map<usize, Set<MemberId>> = Map::new();
        for acceptance in &self.acceptances {
            by_seal.entry(acceptance.seal).or_default().insert(acceptance.by);
        }
        let is_final = |seal: &&Seal| {
            let accepted = by_seal.get(&seal.place).map_or(0, |by| by.len());
            motion
                .versions
                .get(seal.version)
                .is_some_and(|version| is_enough(&version.terms, accepted))
        };
        let mut finals: Vec<&Seal> = self.seals.iter().filter(is_final).collect();
        ordered::sort_by_key(&mut finals, |seal| (seal.key, seal.id));
        finals.into_iter().map(|seal| seal.place).collect()
    }

    /// When somebody last did something that helps: nobody begins anew while others go on.
    fn last_step(&self) -> Option<Timestamp> {
        let rounds = self.rounds.iter().map(|round| round.at);
        let promises = self.promises.iter().map(|promise| promise.at);
        let seals = self.seals.iter().map(|seal| seal.at);
        let acceptances = self.acceptances.iter().map(|acceptance| acceptance.at);
        rounds.chain(promises).chain(seals).chain(acceptances).max()
    }

    /// What the seal at a place says, apart from its round.
    pub(super) fn value_of(&self, place: usize) -> Option<(usize, &[CommandId], &Seen)> {
        let seal = self.seals.iter().find(|seal| seal.place == place)?;
        Some((seal.version, &seal.ballots, &seal.cut))
    }
}

impl Motion {
    /// Whether this device promises, seals and accepts for the member here (PEO-7).
    pub fn is_purse(&self, member: &MemberId, device: &DeviceKey) -> bool {
        self.purses.get(member).is_none_or(|purse| *purse == Some(*device))
    }

    /// What this elector's purse is to do now.
    pub fn duty(
        &self,
        me: MemberId,
        moment: Moment,
        facts: &[MotionFact],
        ground: &Ground<'_>,
    ) -> Option<Duty> {
        let now = moment.now;
        let version = self.current().filter(|_| self.stage == Stage::Running)?;
        let protocol = &self.protocol;
        let rank = protocol.tellers.iter().position(|teller| *teller == me)?;
        let mine = protocol.promises.iter().filter(|promise| promise.by == me);
        let promised = mine.map(|promise| promise.key).max();
        let seal = protocol.seals.iter().max_by_key(|seal| (seal.key, seal.id));
        if let Some(seal) = seal
            && promised.is_none_or(|promised| promised <= seal.key)
            && !protocol.acceptances.iter().any(|one| one.by == me && one.seal == seal.place)
        {
            return Some(Duty::Accept { seal: seal.id, digest: seal.digest });
        }
        let round = protocol.rounds.iter().max_by_key(|round| round.key);
        if let Some(round) = round {
            // An answer that does not stand would not be better a second time.
            let answers = |fact: &MotionFact| {
                let FactBody::PromiseGiven { round: of, .. } = &fact.fact.body else {
                    return false;
                };
                fact.by == me && *of == round.id
            };
            if promised.is_none_or(|promised| promised < round.key) && !facts.iter().any(answers) {
                let ended = version.terms.effect.ends();
                let Seen { changes: seen, posts_until } =
                    ended.map(ground.furthest).unwrap_or_default();
                // Of a time that is not yet, by this clock, nobody can have seen anything.
                let posts_until = posts_until.map(|until| until.min(now));
                let round = round.id;
                return Some(Duty::write(FactBody::PromiseGiven { round, seen, posts_until }));
            }
            let sealed = protocol.seals.iter().any(|seal| seal.key == round.key);
            if round.key.1 == me && !sealed {
                return self.seal_of(round, now, facts, ground);
            }
        }
        let stalled = match (round, protocol.last_step()) {
            (Some(round), Some(last)) => round.key.1 != me && now.since_ms(last) >= TURN_MS,
            (None, _) | (_, None) => true,
        };
        let turn = version.sealed_from().plus_ms(TURN_MS * rank as u64);
        let turn = turn.max(moment.heard_at(rank));
        let number = round.map_or(1, |round| round.key.0.saturating_add(1));
        (stalled && now >= turn && number <= ROUNDS_MAX)
            .then(|| Duty::write(FactBody::RoundOpened { number }))
    }

    /// When this elector's purse may have something to do without hearing of anything new.
    pub fn next_duty_at(&self, me: MemberId, moment: Moment) -> Option<Timestamp> {
        let version = self.current().filter(|_| self.stage == Stage::Running)?;
        let rank = self.protocol.tellers.iter().position(|teller| *teller == me)?;
        let turn = version.sealed_from().plus_ms(TURN_MS * rank as u64);
        let round = self.protocol.rounds.iter().max_by_key(|round| round.key);
        let stalled = self.protocol.last_step().map(|at| at.plus_ms(TURN_MS));
        let stragglers = round.map(|round| round.at.plus_ms(STRAGGLERS_MS));
        let heard = Some(moment.heard_at(rank));
        let next = [Some(turn), stalled, stragglers, heard].into_iter().flatten();
        next.filter(|at| *at > moment.now).min()
    }

    fn seal_of(
        &self,
        round: &Round,
        now: Timestamp,
        facts: &[MotionFact],
        ground: &Ground<'_>,
    ) -> Option<Duty> {
        let quoted: Vec<&Promise> = one_of_each(&self.protocol.promises, round.key);
        let electors = self.protocol.tellers.len();
        let all = quoted.len() == electors;
        if 2 * quoted.len() <= electors || !(all || now.since_ms(round.at) >= STRAGGLERS_MS) {
            return None;
        }
        let folding = Folding::new(self, facts, ground, self.protocol.clone());
        let holding = folding.holding(&quoted, round)?;
        Some(Duty::write(FactBody::SealMade {
            round: round.id,
            version: self.versions.get(holding.version)?.id,
            promises: quoted.iter().map(|promise| promise.id).collect(),
            ballots: holding.ballots,
            tally: holding.tally,
            cut: holding.cut.changes,
            posts_until: holding.cut.posts_until,
        }))
    }

    /// The final decision, to be kept in the charter.
    pub fn decision(&self, digest: Digest) -> Option<Decision> {
        let (seal, version) = self.decided()?;
        let mut acceptances: Map<MemberId, (DeviceKey, Signature)> = Map::new();
        for one in self.protocol.acceptances.iter().filter(|one| one.seal == seal.place) {
            acceptances.entry(one.by).or_insert((one.device, one.signature));
        }
        Some(Decision {
            motion: self.id,
            version: seal.called,
            terms: version.terms.clone(),
            tally: seal.tally.clone(),
            ballots: BlobHash(digest(&seal.ballots.concat_bytes())),
            seal: seal.id,
            cut: seal.cut.changes.clone(),
            posts_until: seal.cut.posts_until,
            acceptances: acceptances.into_values().collect(),
        })
    }
}

/// The digest that an acceptance signs.
pub fn value_digest(
    (motion, version, seal): (MotionId, CommandId, CommandId),
    terms: &Terms,
    tally: &Tally,
    (ballots, cut): (&BlobHash, &Seen),
    digest: Digest,
) -> [u8; 32] {
    let mut value = serde_json::json!({
        "motion": motion,
        "version": version,
        "seal": seal,
        "terms": terms,
        "tally": tally,
        "ballots": ballots,
        "cut": cut.changes,
    });
    if let Some(until) = cut.posts_until {
        value["posts_until"] = serde_json::json!(until);
    }
    digest(canonical_json(&value).as_bytes())
}

/// Whether so many purses make a seal final: more than half, of what is grave more than two thirds.
/// With two electors, or three of what is grave, all must sign.
pub fn is_enough(terms: &Terms, accepted: usize) -> bool {
    let electors = terms.electorate.len();
    if terms.effect.kind().is_grave() {
        3 * accepted > 2 * electors
    } else {
        2 * accepted > electors
    }
}

/// Electors in the order of SHA-256(motion, member).
fn tellers(motion: &Motion, digest: Digest) -> Vec<MemberId> {
    let Some(version) = motion.versions.first() else { return Vec::new() };
    let mut tellers: Vec<([u8; 32], MemberId)> = version
        .terms
        .electorate
        .iter()
        .map(|member| (digest(&[motion.id.0, member.0].concat()), *member))
        .collect();
    ordered::sort(&mut tellers);
    tellers.into_iter().map(|(_, member)| member).collect()
}

/// One promise of each purse for a round: the lowest by id where there are several.
fn one_of_each(promises: &[Promise], key: RoundKey) -> Vec<&Promise> {
    let mut by_member: Map<MemberId, &Promise> = Map::new();
    for promise in promises.iter().filter(|promise| promise.key == key) {
        let known = by_member.entry(promise.by).or_insert(promise);
        if promise.id < known.id {
            *known = promise;
        }
    }
    by_member.into_values().collect()
}
