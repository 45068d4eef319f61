//! The facts of the protocol of DEC-7, each judged by what its author knew: so a verdict on one never
//! changes, whatever comes later.

use crate::ordered::{self, Map};

use super::{Acceptance, Promise, Protocol, Round, RoundKey, Seal, TURN_MS, value_digest};
use crate::domain::fact::FactBody;
use crate::domain::motion::count::{self, ConcatBytes as _};
use crate::domain::motion::{Fault, Ground, Motion, MotionFact, Seen, counted};
use crate::id::{BlobHash, ChangeHash, CommandId, MemberId, Signature};
use crate::limits::{CUT_CHANGES_MAX, ROUNDS_MAX};
use crate::message::motion::{Choice, EndedRight, MotionFault, Tally};

/// What promises hold together.
pub(super) struct Holding {
    pub version: usize,
    pub ballots: Vec<CommandId>,
    pub places: Vec<usize>,
    pub tally: Tally,
    pub cut: Seen,
}

/// A fold that is under way: what stands so far.
pub(super) struct Folding<'a> {
    pub motion: &'a Motion,
    pub facts: &'a [MotionFact],
    pub ground: &'a Ground<'a>,
    pub withdrawals: Vec<usize>,
    pub protocol: Protocol,
    pub faults: Vec<Fault>,
}

impl<'a> Folding<'a> {
    /// Begins with what stands so far.
    pub(super) fn new(
        motion: &'a Motion,
        facts: &'a [MotionFact],
        ground: &'a Ground<'a>,
        protocol: Protocol,
    ) -> Self {
        let withdrawals = withdrawals(motion, facts);
        Self { motion, facts, ground, withdrawals, protocol, faults: Vec::new() }
    }

    pub(super) fn take(&mut self, place: usize, fact: &MotionFact) -> Result<(), MotionFault> {
        let body = &fact.fact.body;
        if let FactBody::RoundOpened { number } = body {
            self.take_round(place, fact, *number)
        } else if let FactBody::PromiseGiven { round, seen, posts_until } = body {
            let seen = Seen { changes: seen.clone(), posts_until: *posts_until };
            self.take_promise(place, fact, (*round, seen))
        } else if let FactBody::SealMade { .. } = body {
            self.take_seal(place, fact)
        } else if let FactBody::SealAccepted { seal, signature } = body {
            self.take_acceptance(place, fact, *seal, *signature)
        } else {
            Ok(())
        }
    }

    /// Ids can be taken by others; what an author meant is the one of the lowest change they knew.
    fn change(&self, place: usize) -> ChangeHash {
        self.facts[place].change
    }

    fn rank(&self, fact: &MotionFact) -> Result<usize, MotionFault> {
        let rank = self.protocol.tellers.iter().position(|teller| *teller == fact.by);
        let rank = rank.ok_or(MotionFault::NotElector)?;
        let is_purse = self.motion.is_purse(&fact.by, &fact.device);
        if is_purse { Ok(rank) } else { Err(MotionFault::NotThePurse) }
    }

    fn take_round(
        &mut self,
        place: usize,
        fact: &MotionFact,
        number: u32,
    ) -> Result<(), MotionFault> {
        let rank = self.rank(fact)?;
        let current = self.motion.current_among(&|place| fact.past.contains(place));
        let version = &self.motion.versions[current.ok_or(MotionFault::AgainstProtocol)?];
        let turn = version.sealed_from().plus_ms(TURN_MS * rank as u64);
        if fact.fact.at < turn || !(1..=ROUNDS_MAX).contains(&number) {
            return Err(MotionFault::AgainstProtocol);
        }
        let key = (number, fact.by);
        self.protocol.rounds.push(Round { place, id: fact.id, at: fact.fact.at, key });
        Ok(())
    }

    /// The highest round that a purse had promised when it made a fact.
    fn promised(&self, fact: &MotionFact) -> Option<RoundKey> {
        let own = |promise: &&Promise| promise.by == fact.by && fact.past.contains(promise.place);
        self.protocol.promises.iter().filter(own).map(|promise| promise.key).max()
    }

    fn take_promise(
        &mut self,
        place: usize,
        fact: &MotionFact,
        (round, seen): (CommandId, Seen),
    ) -> Result<(), MotionFault> {
        self.rank(fact)?;
        if !self.may_have_seen(fact, &seen) {
            return Err(MotionFault::AgainstProtocol);
        }
        let known = |one: &&Round| one.id == round && fact.past.contains(one.place);
        let round =
            self.protocol.rounds.iter().filter(known).min_by_key(|one| self.change(one.place));
        let key = round.ok_or(MotionFault::AgainstProtocol)?.key;
        if self.promised(fact).is_some_and(|before| before >= key) {
            return Err(MotionFault::AgainstProtocol);
        }
        let (id, at, by) = (fact.id, fact.fact.at, fact.by);
        self.protocol.promises.push(Promise { place, id, at, by, key, seen });
        Ok(())
    }

    /// Few changes, each once and in order, and only where a right is to end, as its author knew; of posts
    /// only where that is membership, and none of a time that was not there yet.
    fn may_have_seen(&self, fact: &MotionFact, seen: &Seen) -> bool {
        let Seen { changes, posts_until } = seen;
        let ends = || {
            let current = self.motion.current_among(&|place| fact.past.contains(place));
            let version = current.and_then(|number| self.motion.versions.get(number));
            version.and_then(|one| one.terms.effect.ends())
        };
        let ascends = changes.windows(2).all(|pair| pair[0] < pair[1]);
        let changes_fit =
            changes.is_empty() || (ascends && changes.len() <= CUT_CHANGES_MAX && ends().is_some());
        let removes = || matches!(ends(), Some(EndedRight::Membership(_)));
        changes_fit
            && posts_until.is_none_or(|until| !until.is_too_far_ahead(fact.fact.at) && removes())
    }

    fn take_seal(&mut self, place: usize, fact: &MotionFact) -> Result<(), MotionFault> {
        let FactBody::SealMade { round, version, promises, ballots, tally, cut, posts_until } =
            &fact.fact.body
        else {
            return Ok(());
        };
        let cut = Seen { changes: cut.clone(), posts_until: *posts_until };
        let known = |one: &&Round| one.id == *round && fact.past.contains(one.place);
        let round = self.protocol.rounds.iter().filter(known);
        let round = round.min_by_key(|one| self.change(one.place)).ok_or(MotionFault::SealFalse)?;
        if round.key.1 != fact.by {
            return Err(MotionFault::AgainstProtocol);
        }
        let mut quoted: Map<MemberId, &Promise> = Map::new();
        for id in promises {
            let meant = |one: &&Promise| {
                one.id == *id && one.key == round.key && fact.past.contains(one.place)
            };
            let promise = self.protocol.promises.iter().filter(meant);
            let promise = promise.min_by_key(|one| self.change(one.place));
            let promise = promise.ok_or(MotionFault::SealFalse)?;
            if quoted.insert(promise.by, promise).is_some() {
                return Err(MotionFault::SealFalse);
            }
        }
        if 2 * quoted.len() <= self.protocol.tellers.len() {
            return Err(MotionFault::SealFalse);
        }
        let quoted: Vec<&Promise> = quoted.into_values().collect();
        let holding = self.holding(&quoted, round).ok_or(MotionFault::SealFalse)?;
        let meant = &self.motion.versions[holding.version];
        let says_all = holding.ballots == *ballots && holding.tally == *tally && holding.cut == cut;
        if !self.motion.is_called(holding.version, *version, &fact.past) || !says_all {
            return Err(MotionFault::SealFalse);
        }
        let counted = BlobHash((self.ground.digest)(&ballots.concat_bytes()));
        let value = (self.motion.id, *version, fact.id);
        let digest = value_digest(value, &meant.terms, tally, (&counted, &cut), self.ground.digest);
        let seal = Seal {
            place,
            id: fact.id,
            at: fact.fact.at,
            key: round.key,
            version: holding.version,
            called: *version,
            ballots: holding.ballots,
            places: holding.places,
            tally: holding.tally,
            cut: holding.cut,
            digest,
        };
        self.protocol.seals.push(seal);
        Ok(())
    }

    fn take_acceptance(
        &mut self,
        place: usize,
        fact: &MotionFact,
        seal: CommandId,
        signature: Signature,
    ) -> Result<(), MotionFault> {
        self.rank(fact)?;
        let known = |one: &&Seal| one.id == seal && fact.past.contains(one.place);
        let seal = self.protocol.seals.iter().filter(known);
        let seal = seal.min_by_key(|one| self.change(one.place));
        let seal = seal.ok_or(MotionFault::AgainstProtocol)?;
        if self.promised(fact).is_some_and(|promised| promised > seal.key) {
            return Err(MotionFault::AgainstProtocol);
        }
        if !(self.ground.accepts)(&fact.device, &seal.digest, &signature) {
            return Err(MotionFault::AcceptanceFalse);
        }
        let (by, device, at, seal) = (fact.by, fact.device, fact.fact.at, seal.place);
        self.protocol.acceptances.push(Acceptance { place, by, device, at, seal, signature });
        Ok(())
    }

    /// What these promises hold: the accepted seal of the highest round among them, else the union
    /// of their ballots. `None` where nothing may be sealed.
    pub(super) fn holding(&self, promises: &[&Promise], round: &Round) -> Option<Holding> {
        let so_far = &self.protocol;
        let accepted = promises.iter().flat_map(|promise| {
            let past = &self.facts[promise.place].past;
            so_far
                .acceptances
                .iter()
                .filter(move |one| one.by == promise.by && past.contains(one.place))
        });
        let seals = accepted.filter_map(|one| so_far.seals.iter().find(|s| s.place == one.seal));
        if let Some(seal) = seals.max_by_key(|seal| (seal.key, seal.id)) {
            let (version, ballots) = (seal.version, seal.ballots.clone());
            let (tally, cut) = (seal.tally.clone(), seal.cut.clone());
            return Some(Holding { version, ballots, places: seal.places.clone(), tally, cut });
        }
        let held = |place: usize| {
            promises.iter().any(|promise| self.facts[promise.place].past.contains(place))
        };
        if self.withdrawals.iter().any(|place| held(*place)) {
            return None;
        }
        let number = self.motion.current_among(&held)?;
        let version = self.motion.versions.get(number)?;
        if round.at < version.sealed_from() {
            return None;
        }
        let all = self.motion.cast.get(number)?.iter().filter(|ballot| held(ballot.place));
        let counted = counted(all);
        let chosen: Vec<(CommandId, &Choice)> =
            counted.values().map(|ballot| (ballot.id, &ballot.choice)).collect();
        let tally = count::count(&version.terms, &chosen, self.ground.digest);
        let ballots = chosen.iter().map(|(id, _)| *id).collect();
        let places = counted.values().map(|ballot| ballot.place).collect();
        let seen = promises.iter().flat_map(|promise| promise.seen.changes.iter().copied());
        let mut changes: Vec<ChangeHash> = seen.collect();
        ordered::sort(&mut changes);
        changes.dedup();
        // The latest: nobody can censor by not having seen.
        let posts_until = promises.iter().filter_map(|promise| promise.seen.posts_until).max();
        let cut = Seen { changes, posts_until };
        Some(Holding { version: number, ballots, places, tally, cut })
    }

    /// A purse acts in one chain: of two of its acts, one builds on the other (PEO-7).
    pub(super) fn name_forks(&mut self) {
        let acts = self.protocol.promises.iter().map(|one| (one.by, one.place));
        let accepted = self.protocol.acceptances.iter().map(|one| (one.by, one.place));
        let mut by_member: Map<MemberId, Vec<usize>> = Map::new();
        for (by, place) in acts.chain(accepted) {
            by_member.entry(by).or_default().push(place);
        }
        let mut forks = Vec::new();
        for mut places in by_member.into_values() {
            ordered::sort(&mut places);
            for (at, place) in places.iter().enumerate() {
                let past = &self.facts[*place].past;
                if places[..at].iter().any(|before| !past.contains(*before)) {
                    forks.extend(places.iter().copied());
                    break;
                }
            }
        }
        let mut seals: Map<RoundKey, Vec<usize>> = Map::new();
        for seal in &self.protocol.seals {
            seals.entry(seal.key).or_default().push(seal.place);
        }
        forks.extend(seals.into_values().filter(|places| places.len() > 1).flatten());
        for place in forks {
            self.faults.push(Fault::of(&self.facts[place], MotionFault::AgainstProtocol));
        }
    }
}

fn withdrawals(motion: &Motion, facts: &[MotionFact]) -> Vec<usize> {
    let stands = |(place, fact): (usize, &MotionFact)| {
        let number = motion.current_among(&|place| fact.past.contains(place))?;
        let version = &motion.versions[number];
        let in_time = fact.fact.at <= version.terms.deadline && fact.fact.at >= fact.past_until;
        let own = motion.proposer == Some(fact.by);
        let withdraws = matches!(fact.fact.body, FactBody::MotionWithdrawn {});
        (withdraws && own && in_time).then_some(place)
    };
    facts.iter().enumerate().filter_map(stands).collect()
}
