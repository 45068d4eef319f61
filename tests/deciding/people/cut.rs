//! What a removal voids (PEO-4), and who waits at the door again for it.

use super::*;

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
    /// and so is what those did who are in by that alone.
    pub(super) fn cut(&self, facts: &[&Fact], people: &mut People, events: &mut BTreeSet<Event>) {
        let governs = |fact: &&&Fact| match fact.kind.as_str() {
            "InvitationMade" => self.had_vote(fact),
            "InvitationWithdrawn" | "InvitationClaimed" | "MemberConfirmed" => true,
            _ => false,
        };
        let acts: Vec<&Fact> = facts.iter().filter(governs).copied().collect();
        for decision in people.decided.clone().iter().filter(|one| one.tally.passed) {
            let Some(removed) = decision.terms.effect.removes() else { continue };
            let mut gone = BTreeSet::from([removed]);
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
                let fallen = touched.iter().copied().filter(|one| {
                    let invited = people.members.get(one).map(|known| known.invited_by);
                    invited.flatten().is_some() && !self.is_let_in(*one, &acts, people)
                });
                let before = gone.len();
                gone.extend(fallen.collect::<Vec<_>>());
                if gone.len() == before && fresh.is_empty() {
                    break;
                }
            }
            gone.remove(&removed);
            for one in gone {
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

    /// Whether anything that is not void lets somebody in.
    pub(super) fn is_let_in(&self, id: MemberId, acts: &[&Fact], people: &People) -> bool {
        if people.let_in_by_decision(&id).is_some() {
            return true;
        }
        let stands = |fact: &&&Fact| !people.void.contains(&fact.change);
        let claims = acts.iter().filter(|fact| fact.kind == "InvitationClaimed");
        let claims: Vec<&&Fact> =
            claims.filter(|fact| member_of_first(&fact.get("device")) == id).collect();
        let good = claims.iter().copied().filter(stands).find(|claim| {
            let key: InvitationKey = claim.get("invitation");
            let made = acts.iter().filter(|fact| fact.kind == "InvitationMade").filter(stands);
            let mut made = made.filter(|fact| fact.get::<InvitationKey>("invitation") == key);
            made.any(|made| claim.at <= made.get::<u64>("expires"))
                && self.proves(&key, &claim.get("device"), &claim.get("proof"))
        });
        let Some(first) = claims.first() else { return false };
        let rule = self.admission(good.unwrap_or(first));
        let sponsors: BTreeSet<MemberId> = acts
            .iter()
            .filter(|fact| fact.kind == "MemberConfirmed" && fact.get::<MemberId>("member") == id)
            .filter(stands)
            .filter(|fact| self.had_vote(fact))
            .map(|fact| people.devices[&fact.device])
            .collect();
        match (rule, good) {
            (AdmissionRule::InvitationAdmits, Some(_)) => true,
            (AdmissionRule::InvitationAdmits, None) | (AdmissionRule::SponsorAdmits, _) => {
                !sponsors.is_empty()
            }
            (AdmissionRule::Sponsors { count }, _) => sponsors.len() >= count as usize,
            (AdmissionRule::ByDecision, _) => false,
        }
    }
}
