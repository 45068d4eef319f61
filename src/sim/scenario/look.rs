//! What a replica shows, read from its views with names instead of ids.

use crate::id::MotionId;
use crate::message::model::{
    Constitution, FaultCard, MemberCard, Membership, MotionView, Need, ReviewStage, ThreadDelta,
    ViewDelta, ViewKey,
};
use crate::sim::relay::Node;
use crate::sim::scenario::expect::passes;
use crate::sim::scenario::play::{Labelled, Player};
use crate::sim::scenario::report::state_name;
use crate::sim::scenario::report::{MotionReport, Replica, Report, ThreadReport};

impl Player<'_> {
    pub(super) fn report(&mut self) -> Report {
        let meeting = self.meeting();
        let hashes = self.hashes(&meeting);
        let same = hashes.iter().all(|hash| *hash == hashes[0]);
        let open: Vec<Node> = (0..self.open.len()).map(Node).collect();
        let known = |node: &Node| {
            self.open[node.0]
                && self.community.is_some_and(|id| self.world.card(*node, id).is_some())
        };
        let open: Vec<Node> = open.into_iter().filter(known).collect();
        let replicas = open.into_iter().map(|node| self.replica(node)).collect();
        Report { title: self.script.title.clone(), same, replicas }
    }

    pub(super) fn replica(&mut self, node: Node) -> Replica {
        let mut replica = Replica { of: self.script.members[node.0].clone(), ..Replica::default() };
        let Some(id) = self.community else { return replica };
        if let Some(card) = self.world.card(node, id) {
            replica.state_hash = card.state_hash.clone();
        }
        for delta in self.world.view(node, ViewKey::Members(id)) {
            if let ViewDelta::Members { members, .. } = delta {
                self.take_members(&mut replica, &members);
            }
        }
        for delta in self.world.view(node, ViewKey::Motions(id)) {
            if let ViewDelta::Motions { motions, .. } = delta
                && let Some(motions) = motions.open()
            {
                self.take_constitution(&mut replica, &motions.constitution);
            }
        }
        for delta in self.world.view(node, ViewKey::Faults(id)) {
            if let ViewDelta::Faults { faults, .. } = delta {
                replica.faults = faults.iter().filter_map(code_of_fault).collect();
                replica.faults.sort();
                replica.faults.dedup();
            }
        }
        for (label, labelled) in self.labels.clone() {
            match labelled {
                Labelled::Motion(motion) => {
                    let deltas = self.world.view(node, ViewKey::Motion(id, motion));
                    if let Some(ViewDelta::Motion { view: Some(view), .. }) = deltas.last()
                        && let Some(view) = view.open()
                    {
                        let mut report = self.motion_report(&label, &view);
                        if self.is_asked_again(node, motion) {
                            report.review.push("NeedsYou");
                        }
                        replica.motions.push(report);
                    }
                }
                Labelled::Thread(thread) => {
                    let deltas = self.world.view(node, ViewKey::Thread(id, thread));
                    let posts = deltas.iter().rev().find_map(|delta| {
                        let ViewDelta::Thread { delta, .. } = delta else { return None };
                        let ThreadDelta::All { posts, .. } = delta else { return None };
                        Some(posts.iter().map(|post| post.body.clone()).collect())
                    });
                    let posts = posts.unwrap_or_default();
                    replica.threads.push(ThreadReport { label, posts });
                }
                Labelled::Invitation(_)
                | Labelled::Page(_)
                | Labelled::Entry(_)
                | Labelled::File(_) => {}
            }
        }
        replica
    }

    fn take_members(&self, replica: &mut Replica, members: &[MemberCard]) {
        let here = members
            .iter()
            .filter(|card| matches!(card.membership, Membership::Voter | Membership::Voice { .. }));
        let door =
            members.iter().filter(|card| matches!(card.membership, Membership::AtTheDoor { .. }));
        replica.applicants = door.map(|card| self.name(&card.id)).collect();
        replica.members = here.clone().map(|card| self.name(&card.id)).collect();
        replica.roles = here
            .flat_map(|card| {
                card.roles.iter().map(|role| format!("{}: {role}", self.name(&card.id)))
            })
            .collect();
    }

    fn take_constitution(&self, replica: &mut Replica, constitution: &Constitution) {
        replica.voters = self.names(&constitution.voters);
        replica.voters.sort();
        replica.silent = self.names(&constitution.silent);
    }

    /// Whether this member is asked to look at a decision again.
    fn is_asked_again(&mut self, node: Node, motion: MotionId) -> bool {
        let Some(id) = self.community else { return false };
        let today = self.world.view(node, ViewKey::Today(id)).pop();
        let Some(ViewDelta::Today { today, .. }) = today else { return false };
        let asks =
            |need: &Need| matches!(need, Need::LookAgain { motion: of, .. } if *of == motion);
        today.needs.iter().any(asks)
    }

    fn motion_report(&self, label: &str, view: &MotionView) -> MotionReport {
        let order = view.tally.as_ref().map(|tally| tally.order.clone()).unwrap_or_default();
        let option = |option: &u32| view.options.get(*option as usize).cloned();
        let mut faults: Vec<String> = view.faults.iter().map(|fault| fault.code.clone()).collect();
        faults.sort();
        faults.dedup();
        let voted = view.ballots.iter().map(|ballot| &ballot.by);
        let mut electorate = self.names(voted.chain(&view.missing));
        electorate.sort();
        MotionReport {
            label: label.to_owned(),
            title: view.card.title.clone(),
            state: state_name(&view.card.state).to_owned(),
            passed: passes(view),
            count: view.tally.as_ref().map(|tally| tally.count.clone()),
            cast: view.card.cast,
            electorate,
            missing: self.names(&view.missing),
            objections: view.card.objections,
            review: view.review.iter().map(|review| review_name(&review.stage)).collect(),
            order: order.iter().filter_map(option).collect(),
            faults,
        }
    }
}

fn review_name(stage: &ReviewStage) -> &'static str {
    match stage {
        ReviewStage::ToCome => "ToCome",
        ReviewStage::Due => "Due",
        ReviewStage::Upheld { .. } => "Upheld",
        ReviewStage::PutAgain { .. } => "PutAgain",
    }
}

fn code_of_fault(fault: &FaultCard) -> Option<String> {
    match fault {
        FaultCard::BrokenRule { code, .. } => Some(code.clone()),
        FaultCard::TwiceSigned { .. } => Some("signed-twice".to_owned()),
        FaultCard::WaitsAgain { .. } => Some("let-in-by-the-rule-before".to_owned()),
        FaultCard::Unopened { .. } => None,
    }
}
