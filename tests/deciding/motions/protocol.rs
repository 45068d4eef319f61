//! The protocol of DEC-7: rounds, promises, seals and acceptances, and what they make of a motion.

use super::*;

impl<'a> Motion<'a> {
    /// Whether a purse that counts signed it.
    pub(super) fn by_purse(&self, fact: &Fact) -> Option<MemberId> {
        let by = self.author[&fact.device];
        (self.purses.get(&by) == Some(&fact.device)).then_some(by)
    }

    pub(super) fn rounds(&self) -> Vec<(&'a Fact, Round)> {
        let tellers = self.tellers();
        let opened = self.of_kind("RoundOpened").filter_map(|fact| {
            let by = self.by_purse(fact)?;
            let rank = tellers.iter().position(|teller| *teller == by)? as u64;
            let version = &self.versions[self.version_among(&|one| knows(fact, one))?].terms;
            let from = version.deadline.0 + u64::from(version.grace_hours) * HOUR_MS;
            (fact.at >= from + rank * TURN_MS).then(|| (fact, (fact.get("number"), by)))
        });
        opened.collect()
    }

    /// Promises that stand, in causal order: each purse promises higher rounds only.
    pub(super) fn promises(&self, rounds: &[(&'a Fact, Round)]) -> Vec<(&'a Fact, Round)> {
        let mut promises: Vec<(&Fact, Round)> = Vec::new();
        for fact in self.of_kind("PromiseGiven").filter(|fact| self.by_purse(fact).is_some()) {
            let meant: CommandId = fact.get("round");
            let round = rounds.iter().find(|(one, _)| one.id == meant && knows(fact, one));
            let Some((_, round)) = round else { continue };
            if self.promised(fact, &promises).is_none_or(|before| before < *round) {
                promises.push((fact, *round));
            }
        }
        promises
    }

    /// The highest round that the author had promised.
    pub(super) fn promised(&self, fact: &Fact, promises: &[(&'a Fact, Round)]) -> Option<Round> {
        let own = |one: &Fact| one.device == fact.device && knows(fact, one);
        promises.iter().filter(|(one, _)| own(one)).map(|(_, round)| *round).max()
    }

    /// Whom a purse's word is for, among seals.
    pub(super) fn acceptances(
        &self,
        seals: &[Seal<'a>],
        promises: &[(&'a Fact, Round)],
    ) -> Vec<(&'a Fact, MemberId, usize)> {
        let signed = self.of_kind("SealAccepted").filter_map(|fact| {
            let (by, meant) = (self.by_purse(fact)?, fact.get::<CommandId>("seal"));
            let known = |seal: &Seal<'_>| seal.fact.id == meant && knows(fact, seal.fact);
            let number = seals.iter().position(known)?;
            let later = self.promised(fact, promises);
            later.is_none_or(|later| later <= seals[number].round).then_some((fact, by, number))
        });
        signed.collect()
    }

    /// What a seal that quotes these must say.
    pub(super) fn holding(
        &self,
        quoted: &[&'a Fact],
        opened: u64,
        seals: &[Seal<'a>],
        promises: &[(&'a Fact, Round)],
    ) -> Option<Sealed> {
        let accepted = self.acceptances(seals, promises);
        let before = accepted.iter().filter(|(fact, ..)| {
            quoted.iter().any(|promise| promise.device == fact.device && knows(promise, fact))
        });
        let before = before.map(|(.., number)| &seals[*number]);
        if let Some(seal) = before.max_by_key(|seal| (seal.round, seal.fact.id)) {
            return Some(seal.sealed.clone());
        }
        let held = |fact: &Fact| quoted.iter().any(|promise| knows(promise, fact));
        if self.withdrawals().iter().any(|fact| held(fact)) {
            return None;
        }
        let number = self.version_among(&held)?;
        let version = &self.versions[number];
        let from = version.terms.deadline.0 + u64::from(version.terms.grace_hours) * HOUR_MS;
        if opened < from {
            return None;
        }
        let ballots = self.counted(number, &held);
        let seen =
            quoted.iter().flat_map(|one| one.find::<Vec<ChangeHash>>("seen").unwrap_or_default());
        Some(Sealed {
            version: version.fact.id,
            tally: self.tally(version, &ballots),
            ballots: ballots.iter().map(|fact| fact.id).collect(),
            cut: seen.collect(),
            posts_until: quoted.iter().filter_map(|one| one.find::<u64>("posts_until")).max(),
        })
    }

    pub(super) fn withdrawals(&self) -> Vec<&'a Fact> {
        let stands = |fact: &&Fact| {
            let version = self.version_among(&|one| knows(fact, one));
            version.is_some_and(|number| {
                self.author[&fact.device] == self.proposer
                    && self.is_in_time(fact, &self.versions[number].terms)
            })
        };
        self.of_kind("MotionWithdrawn").filter(stands).collect()
    }

    pub(super) fn seals(
        &self,
        rounds: &[(&'a Fact, Round)],
        promises: &[(&'a Fact, Round)],
    ) -> Vec<Seal<'a>> {
        let mut seals: Vec<Seal<'a>> = Vec::new();
        for fact in self.of_kind("SealMade") {
            let meant: CommandId = fact.get("round");
            let Some((opened, round)) = rounds.iter().find(|(one, _)| one.id == meant) else {
                continue;
            };
            let ids: Vec<CommandId> = fact.get("promises");
            let quoted: Vec<&Fact> = promises
                .iter()
                .filter(|(one, of)| of == round && ids.contains(&one.id) && knows(fact, one))
                .map(|(one, _)| *one)
                .collect();
            let people: BTreeSet<DeviceKey> = quoted.iter().map(|one| one.device).collect();
            if people.len() != ids.len() || 2 * people.len() <= self.purses.len() {
                continue;
            }
            let Some(sealed) = self.holding(&quoted, opened.at, &seals, promises) else { continue };
            let cut: BTreeSet<ChangeHash> = fact.find("cut").unwrap_or_default();
            let says = fact.get::<CommandId>("version") == sealed.version
                && fact.get::<Vec<CommandId>>("ballots") == sealed.ballots
                && fact.get::<Tally>("tally") == sealed.tally
                && cut == sealed.cut
                && fact.find::<u64>("posts_until") == sealed.posts_until;
            if says && self.author[&fact.device] == round.1 {
                seals.push(Seal { fact, round: *round, sealed });
            }
        }
        seals
    }

    pub(super) fn outcome(&self) -> Came {
        let rounds = self.rounds();
        let promises = self.promises(&rounds);
        let seals = self.seals(&rounds, &promises);
        let accepted = self.acceptances(&seals, &promises);
        let finals = seals.iter().enumerate().filter(|(number, seal)| {
            let signed: BTreeSet<MemberId> = accepted
                .iter()
                .filter(|(.., meant)| meant == number)
                .map(|(_, by, _)| *by)
                .collect();
            let version = self.versions.iter().find(|one| one.fact.id == seal.sealed.version);
            version.is_some_and(|version| is_enough(&version.terms, signed.len()))
        });
        let finals: Vec<&Sealed> = finals.map(|(_, seal)| &seal.sealed).collect();
        match finals.as_slice() {
            [] if self.withdrawals().is_empty() => Came::Running,
            [] => Came::Withdrawn,
            [first, rest @ ..] if rest.iter().all(|other| other == first) => {
                Came::Final((*first).clone())
            }
            [_, ..] => Came::Disputed,
        }
    }
}
