//! What a removal voids and what a stricter rule of admission judges again (PEO-4), and who waits at the
//! door again for it.

use super::*;

/// The rule that judges a claim instead, and who decided it.
#[derive(Debug, Clone)]
pub struct Instead {
    rule: AdmissionRule,
    electorate: Vec<MemberId>,
}

/// Of rules of admission the one that asks more is more.
fn how_much(rule: AdmissionRule) -> (u8, u32) {
    match rule {
        AdmissionRule::InvitationAdmits => (0, 0),
        AdmissionRule::SponsorAdmits => (1, 1),
        AdmissionRule::Sponsors { count } => (1, count),
        AdmissionRule::ByDecision => (2, 0),
    }
}

impl People {
    /// PEO-4: a post of whoever was removed is folded that claims a later time than any that those who
    /// decided it had seen.
    pub fn is_folded(&self, post: &Fact) -> bool {
        let author = self.devices.get(&post.device).copied();
        let removals = self.decided.iter().filter(|one| one.tally.passed);
        let mut removals = removals.filter(|one| one.terms.effect.removes() == author);
        removals.any(|one| one.posts_until.is_some_and(|until| post.at > until))
    }
}

impl Charter<'_> {
    pub(super) fn is_within(
        &self,
        change: &ChangeHash,
        cut: &[ChangeHash],
        facts: &[&Fact],
    ) -> bool {
        let heads = facts.iter().filter(|fact| cut.contains(&fact.change));
        heads.into_iter().any(|head| head.change == *change || head.past.contains(change))
    }

    /// PEO-4: what whoever was removed did about people beyond what the promises had seen is void,
    /// and so is what those did who are in by that alone, or by a rule that asks less than the new one.
    pub(super) fn cut(&self, facts: &[&Fact], people: &mut People, events: &mut BTreeSet<Event>) {
        let governs = |fact: &&&Fact| match fact.kind.as_str() {
            "InvitationMade" => self.had_vote(fact),
            "InvitationWithdrawn" | "InvitationClaimed" | "MemberConfirmed" => true,
            _ => false,
        };
        let acts: Vec<&Fact> = facts.iter().filter(governs).copied().collect();
        let decided: Vec<Decided> =
            people.decided.iter().filter(|one| one.tally.passed).cloned().collect();
        let mut before = people.rules.admission;
        for (number, decision) in decided.iter().enumerate() {
            let removed = decision.terms.effect.removes();
            let mut gone: BTreeSet<MemberId> = removed.into_iter().collect();
            if let MotionEffect::SetRules { rules } = &decision.terms.effect {
                let rule = rules.admission;
                if how_much(rule) > how_much(before) {
                    let again = self.judge_again(&decided[number..], rule, &acts, facts, people);
                    gone.extend(again.into_iter().filter(|one| self.is_out(*one, &acts, people)));
                }
                before = rule;
            }
            let mut voided: Vec<&Fact> = Vec::new();
            loop {
                let fresh: Vec<&Fact> = acts
                    .iter()
                    .copied()
                    .filter(|fact| {
                        let by = people.devices.get(&fact.device);
                        by.is_some_and(|by| gone.contains(by))
                            && !people.void.contains(&fact.change)
                            && !self.is_within(&fact.change, &decision.cut, facts)
                    })
                    .collect();
                people.void.extend(fresh.iter().map(|fact| fact.change));
                voided.extend(fresh.iter().copied());
                let touched: BTreeSet<MemberId> =
                    voided.iter().flat_map(|fact| people.concerned_by(fact)).collect();
                let fallen = touched.iter().copied().filter(|one| self.is_out(*one, &acts, people));
                let before = gone.len();
                gone.extend(fallen.collect::<Vec<_>>());
                if gone.len() == before && fresh.is_empty() {
                    break;
                }
            }
            for one in gone.into_iter().filter(|one| Some(*one) != removed) {
                people.send_to_the_door(one, &acts);
            }
        }
        for fact in facts.iter().filter(|fact| people.void.contains(&fact.change)) {
            if fact.kind == "MemberConfirmed" {
                let by = people.devices[&fact.device];
                events.remove(&(fact.at, fact.id, Happened::Confirmed(by, fact.get("member"))));
            }
        }
    }

    /// PEO-4: claims beyond the cut of the first of these, by who knew none of them, are judged by what
    /// it set, where that asks more; says whose.
    fn judge_again(
        &self,
        turns: &[Decided],
        rule: AdmissionRule,
        acts: &[&Fact],
        facts: &[&Fact],
        people: &mut People,
    ) -> BTreeSet<MemberId> {
        let mut again = BTreeSet::new();
        let sets =
            turns.iter().filter(|one| matches!(one.terms.effect, MotionEffect::SetRules { .. }));
        let known: Changes =
            sets.flat_map(|one| people.written[&one.motion].iter().copied()).collect();
        for claim in acts.iter().filter(|fact| fact.kind == "InvitationClaimed") {
            let judged = people.instead.get(&claim.change).map(|instead| instead.rule);
            let judged = judged.unwrap_or_else(|| self.admission(claim));
            if how_much(rule) > how_much(judged)
                && known.is_disjoint(&claim.past)
                && !self.is_within(&claim.change, &turns[0].cut, facts)
                && !self.is_within(&claim.change, &turns[0].terms.charter, facts)
            {
                let electorate = turns[0].terms.electorate.clone();
                people.instead.insert(claim.change, Instead { rule, electorate });
                again.insert(member_of_first(&claim.get("device")));
            }
        }
        again
    }

    /// Whether somebody came in, and nothing that stands lets them in.
    fn is_out(&self, id: MemberId, acts: &[&Fact], people: &People) -> bool {
        let invited = people.members.get(&id).and_then(|known| known.invited_by);
        invited.is_some() && !self.is_let_in(id, acts, people)
    }

    /// Whether anything that is not void lets somebody in.
    pub(super) fn is_let_in(&self, id: MemberId, acts: &[&Fact], people: &People) -> bool {
        let passed = people.decided.iter().filter(|one| one.tally.passed);
        let mut passed = passed.map(|one| &one.terms.effect);
        let is_wanted = passed.any(|effect| {
            matches!(
                effect,
                MotionEffect::AdmitMember { member, .. } | MotionEffect::ConfirmMember { member }
                    if *member == id
            )
        });
        if is_wanted {
            return true;
        }
        let stands = |fact: &&&Fact| !people.void.contains(&fact.change);
        let claims = acts.iter().filter(|fact| fact.kind == "InvitationClaimed");
        let claims: Vec<&&Fact> =
            claims.filter(|fact| member_of_first(&fact.get("device")) == id).collect();
        let good = claims.iter().copied().filter(stands).filter(|claim| {
            let key: InvitationKey = claim.get("invitation");
            let made = acts.iter().filter(|fact| fact.kind == "InvitationMade").filter(stands);
            let mut made = made.filter(|fact| fact.get::<InvitationKey>("invitation") == key);
            made.any(|made| claim.at <= made.get::<u64>("expires"))
                && self.proves(&key, &claim.get("device"), &claim.get("proof"))
        });
        let good: Vec<&&Fact> = good.collect();
        let sponsors: BTreeSet<MemberId> = acts
            .iter()
            .filter(|fact| fact.kind == "MemberConfirmed" && fact.get::<MemberId>("member") == id)
            .filter(stands)
            .filter(|fact| self.had_vote(fact))
            .map(|fact| people.devices[&fact.device])
            .collect();
        let is_spoken_for = |instead: &Instead| {
            let invited_by = people.members.get(&id).and_then(|known| known.invited_by);
            let electorate = instead.electorate.iter();
            let spoke =
                electorate.filter(|one| sponsors.contains(one) || invited_by == Some(**one));
            2 * spoke.count() > instead.electorate.len()
        };
        let rule_of = |claim: &Fact| {
            let instead = people.instead.get(&claim.change).map(|instead| instead.rule);
            instead.unwrap_or_else(|| self.admission(claim))
        };
        let asks = |rule: AdmissionRule| match rule {
            AdmissionRule::InvitationAdmits => Some(0),
            AdmissionRule::SponsorAdmits => Some(1),
            AdmissionRule::Sponsors { count } => Some(count as usize),
            AdmissionRule::ByDecision => None,
        };
        let has = |least: usize| sponsors.len() >= least;
        if good.is_empty() {
            let asked = claims.first().and_then(|claim| asks(rule_of(claim)));
            return asked.is_some_and(|count| has(count.max(1)));
        }
        good.iter().any(|claim| {
            asks(rule_of(claim)).is_some_and(has)
                || people.instead.get(&claim.change).is_some_and(is_spoken_for)
        })
    }
}
