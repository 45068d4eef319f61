//! What a fact does to the people, once it counts: who comes in, who waits, whose devices go, and what a
//! decision brings.

use super::*;

impl People {
    pub(super) fn let_in(
        &mut self,
        id: MemberId,
        device: DeviceKey,
        (at, by): (u64, Option<MemberId>),
    ) {
        self.devices.insert(device, id);
        let person = Person {
            joined: at,
            invited_by: by,
            left: None,
            removed: None,
            at_the_door_again: false,
            confirmed_by: BTreeSet::new(),
            roles: BTreeSet::new(),
        };
        self.members.insert(id, person);
    }

    pub(super) fn can_take(&self, fact: &Fact) -> bool {
        if !self.devices.contains_key(&fact.device) {
            return false;
        }
        match fact.kind.as_str() {
            "InvitationWithdrawn" => self.invitations.contains_key(&fact.get("invitation")),
            "InvitationClaimed" => {
                let device: DeviceKey = fact.get("device");
                let invitation = self.invitations.get(&fact.get("invitation"));
                invitation.is_some_and(|one| {
                    fact.at <= one.expires
                        || self.devices.contains_key(&device)
                        || self.applicants.contains_key(&member_of_first(&device))
                })
            }
            "DeviceLinked" => {
                let offer = self.offers.get(&fact.get("offer"));
                let is_known = self.devices.contains_key(&fact.get("device"));
                offer.is_some_and(|(_, until)| fact.at <= *until || is_known)
            }
            "DeviceRevoked" => {
                let key: DeviceKey = fact.get("device");
                self.devices.contains_key(&key) || self.offers.contains_key(&InvitationKey(key.0))
            }
            _ => true,
        }
    }

    pub(super) fn let_in_by_decision(&self, id: &MemberId) -> Option<u64> {
        let passed = self.decided.iter().filter(|one| one.tally.passed);
        let admits = passed.filter(|one| {
            matches!(&one.terms.effect, MotionEffect::AdmitMember { member, .. } if member == id)
        });
        admits.map(|one| one.terms.deadline.0).min()
    }

    /// Lets in whoever stands at the door, if what was said suffices.
    pub(super) fn open_the_door(&mut self, id: MemberId, events: &mut BTreeSet<Event>) {
        let Some(one) = self.applicants.get(&id).cloned() else { return };
        let mut said: Vec<u64> =
            self.sponsors.get(&id).into_iter().flat_map(|by| by.values().copied()).collect();
        said.sort_unstable();
        let by_rule = match one.rule {
            AdmissionRule::InvitationAdmits => Some(one.at),
            AdmissionRule::SponsorAdmits => said.first().copied(),
            AdmissionRule::Sponsors { count } => {
                said.get((count as usize).saturating_sub(1)).copied()
            }
            AdmissionRule::ByDecision => None,
        };
        let since = by_rule.into_iter().chain(self.let_in_by_decision(&id)).min();
        let Some(since) = since.map(|since| since.max(one.at)) else { return };
        self.applicants.remove(&id);
        self.let_in(id, one.device, (since, Some(one.invited_by)));
        events.insert((since, one.id, Happened::Confirmed(one.invited_by, id)));
    }

    pub(super) fn concerned_by(&self, fact: &Fact) -> Vec<MemberId> {
        match fact.kind.as_str() {
            "InvitationMade" => {
                let known = self.invitations.get(&fact.get("invitation"));
                known.map(|one| one.came.clone()).unwrap_or_default()
            }
            "InvitationClaimed" => vec![member_of_first(&fact.get("device"))],
            "MemberConfirmed" => vec![fact.get("member")],
            _ => Vec::new(),
        }
    }

    pub(super) fn send_to_the_door(&mut self, id: MemberId, acts: &[&Fact]) {
        let claims = acts.iter().filter(|fact| fact.kind == "InvitationClaimed");
        let claim = claims.into_iter().find(|one| member_of_first(&one.get("device")) == id);
        let (Some(claim), Some(person)) = (claim, self.members.get_mut(&id)) else { return };
        let Some(invited_by) = person.invited_by else { return };
        person.at_the_door_again = true;
        let (device, at) = (claim.get("device"), person.joined);
        let rule = AdmissionRule::SponsorAdmits;
        let one = Applicant { id: claim.id, at, device, invited_by, rule };
        self.applicants.insert(id, one);
    }

    /// PEO-1: a device takes another one of the same member off; two that take each other off are off.
    pub(super) fn take_devices_off(&mut self, facts: &[&Fact]) {
        let mut all: Vec<(u64, DeviceKey, DeviceKey)> = facts
            .iter()
            .filter(|fact| fact.kind == "DeviceRevoked")
            .map(|fact| (fact.at, fact.device, fact.get("device")))
            .filter(|(_, by, off)| {
                let owner = self.devices.get(off);
                owner.is_some() && owner == self.devices.get(by) && by != off
            })
            .collect();
        all.sort_unstable();
        for (at, by, off) in &all {
            let crosses = all.iter().any(|(_, one, other)| one == off && other == by);
            if crosses || !self.off.contains_key(by) {
                self.off.entry(*off).or_insert(*at);
            }
        }
    }

    pub(super) fn happens(&mut self, (at, _, happened): Event) {
        match happened {
            Happened::Founded(by) => {
                self.voters.insert(by);
            }
            Happened::Confirmed(by, member) => {
                if let Some(person) = self.members.get_mut(&member).filter(|_| by != member) {
                    person.confirmed_by.insert(by);
                }
            }
            Happened::Left(by) => {
                self.voters.remove(&by);
                let person = self.members.get_mut(&by).expect("a member");
                person.left = person.left.or(Some(at));
            }
            Happened::Decided(number) => self.takes_effect(number, at),
        }
        // Whoever is confirmed by more than half of the voters has a vote; who came first, first.
        loop {
            let has_enough = |person: &Person| {
                let by = person.confirmed_by.iter().filter(|by| self.voters.contains(by)).count();
                2 * by > self.voters.len()
            };
            let next = self
                .members
                .iter()
                .filter(|(id, person)| person.is_here() && !self.voters.contains(id))
                .filter(|(_, person)| has_enough(person))
                .min_by_key(|(id, person)| (person.joined, **id));
            let Some((id, _)) = next else { return };
            self.voters.insert(*id);
        }
    }

    pub(super) fn takes_effect(&mut self, number: usize, at: u64) {
        let Decided { motion, terms, tally, .. } = self.decided[number].clone();
        if !tally.passed {
            return;
        }
        match terms.effect {
            MotionEffect::Statement
            | MotionEffect::AdoptPage { .. }
            | MotionEffect::AdmitMember { .. }
            | MotionEffect::Money { .. } => {}
            MotionEffect::GiveRole { member, role } => {
                if let Some(person) = self.members.get_mut(&member) {
                    person.roles.insert(role);
                }
            }
            MotionEffect::EndRole { member, role } => {
                if let Some(person) = self.members.get_mut(&member) {
                    person.roles.remove(&role);
                }
            }
            MotionEffect::ConfirmMember { member } => {
                if self.members.get(&member).is_some_and(Person::is_here) {
                    self.voters.insert(member);
                }
            }
            MotionEffect::RemoveMember { member } => {
                self.voters.remove(&member);
                if let Some(person) = self.members.get_mut(&member) {
                    person.removed = person.removed.or(Some((at, motion)));
                }
            }
            MotionEffect::SetRules { rules } => self.rules = rules,
        }
    }

    /// DEC-1: the voters; who is to be removed is not among them.
    pub fn electorate(&self, effect: &MotionEffect) -> Vec<MemberId> {
        let concerned = effect.removes();
        self.voters.iter().copied().filter(|voter| Some(*voter) != concerned).collect()
    }

    /// The member behind a device that is of use, who is in.
    pub fn current(&self, device: &DeviceKey) -> Option<MemberId> {
        let member = self.devices.get(device).filter(|_| !self.off.contains_key(device))?;
        self.members.get(member).filter(|person| person.is_here()).map(|_| *member)
    }
}
