//! Coming in, and what motions mean when members are named.

use crate::clock::{DAY_MS, Date, HOUR_MS, MINUTE_MS, Timestamp};
use crate::id::DeviceKey;
use crate::message::command::{Comes, Command, MemberAct};
use crate::message::model::{JoinProgress, Membership, Standing, ViewDelta, ViewKey};
use crate::message::motion::{MotionDraft, MotionEffect};
use crate::sim::scenario::play::{Labelled, Player};
use crate::sim::scenario::script::{Act, EffectScript, MotionScript};
use crate::sim::world::named;

/// How long a newcomer may take to come in.
const JOIN_MS_MAX: u64 = 5 * MINUTE_MS;

/// How a script says that a link led to nobody.
const NOBODY_MET: &str = "met-nobody";

/// What came of following a link.
enum Door {
    /// They are in, or wait to be let in.
    Reached,
    NobodyMet,
}

impl Player<'_> {
    pub(super) fn come(&mut self, act: &Act) -> Result<(), String> {
        let (comes, by, invitation, refused) =
            if let Act::JoinCommunity { by, invitation, refused } = act {
                (Comes::New, by, invitation, refused.as_deref())
            } else if let Act::ComeBack { by, invitation, refused } = act {
                (Comes::Back, by, invitation, refused.as_deref())
            } else {
                return Ok(());
            };
        match (self.join(by, (comes, invitation))?, refused) {
            (Door::Reached, None) | (Door::NobodyMet, Some(NOBODY_MET)) => Ok(()),
            (Door::Reached, Some(code)) => {
                Err(format!("refused: expected `{code}`, and they came"))
            }
            (Door::NobodyMet, None | Some(_)) => Err(format!("`{by}` met nobody")),
        }
    }

    fn join(&mut self, by: &str, (comes, invitation): (Comes, &str)) -> Result<Door, String> {
        let Some(Labelled::Invitation(link)) = self.labels.get(invitation).cloned() else {
            return Err(format!("no invitation was labelled `{invitation}`"));
        };
        let (node, community) = (self.node(by)?, self.here()?);
        let profile = named(by);
        let command = match comes {
            Comes::New => Command::JoinCommunity { link, profile },
            Comes::Back => Command::ComeBack { link, profile },
        };
        self.world.ask(node, command).map_err(|refusal| format!("refused: {refusal}"))?;
        let began = self.world.now();
        while self.world.now().since_ms(began) < JOIN_MS_MAX {
            let card = self.world.card(node, community);
            let standing = card.map(|card| card.standing.clone());
            match standing {
                Some(
                    Standing::Member
                    | Standing::Joining(JoinProgress::Applied | JoinProgress::ComesBack(_)),
                ) => {
                    return Ok(Door::Reached);
                }
                Some(Standing::Refused(reason)) => return Err(format!("refused: {reason:?}")),
                Some(
                    Standing::Joining(_)
                    | Standing::Former
                    | Standing::Removed(_)
                    | Standing::TakenOff
                    | Standing::TwiceSigned
                    | Standing::Visitor,
                )
                | None => {}
            }
            self.world.run_ms(500);
        }
        Ok(Door::NobodyMet)
    }

    /// A voter says something of somebody, or of a decision.
    pub(super) fn speak(&mut self, act: &Act) -> Result<(), String> {
        let (by, act, refused) = if let Act::ConfirmMember { by, member, refused } = act {
            (by, MemberAct::ConfirmMember { member: self.member(member)? }, refused)
        } else if let Act::UpholdDecision { by, motion, refused } = act {
            (by, MemberAct::UpholdDecision { motion: self.motion(motion)? }, refused)
        } else if let Act::NoticeSilence { by, member, refused } = act {
            (by, MemberAct::NoticeSilence { member: self.member(member)? }, refused)
        } else {
            return Ok(());
        };
        self.ask(by, act, refused.as_ref()).map(drop)
    }

    /// Who somebody is that came back with a device, or is not.
    pub(super) fn say_who(&mut self, act: &Act) -> Result<(), String> {
        let (by, act, refused) = if let Act::Vouch { by, device, member, refused } = act {
            let (device, member) = (self.returning(by, device)?, self.member(member)?);
            (by, MemberAct::Vouch { device, member }, refused)
        } else if let Act::RefuseReturn { by, device, refused } = act {
            (by, MemberAct::RefuseReturn { device: self.returning(by, device)? }, refused)
        } else {
            return Ok(());
        };
        self.ask(by, act, refused.as_ref()).map(drop)
    }

    /// The key of a device with which somebody comes back, as another sees it at the door.
    fn returning(&mut self, by: &str, device: &str) -> Result<DeviceKey, String> {
        let (node, community) = (self.node(by)?, self.here()?);
        let asking = self.member(device)?;
        let deltas = self.world.view(node, ViewKey::Members(community));
        let members = deltas.into_iter().rev().find_map(|delta| {
            let ViewDelta::Members { members, .. } = delta else { return None };
            Some(members)
        });
        let card = members.into_iter().flatten().find(|card| card.id == asking);
        match card.map(|card| card.membership) {
            Some(Membership::ComesBack { device, .. }) => Ok(device),
            Some(_) | None => Err(format!("`{by}` sees nobody come back with `{device}`")),
        }
    }

    pub(super) fn confirm_all(&mut self) -> Result<(), String> {
        for by in self.script.members.clone() {
            for member in self.script.members.clone() {
                if let (Ok(_), Ok(member)) = (self.member(&by), self.member(&member)) {
                    let node = self.node(&by)?;
                    let act = MemberAct::ConfirmMember { member };
                    // Who has no vote yet is refused, and asked again by a later one.
                    drop(self.world.ask(node, Command::of(self.here()?, act)));
                }
            }
            self.world.run_ms(1_000);
        }
        self.merge()
    }

    pub(super) fn draft(&self, script: &MotionScript) -> Result<MotionDraft, String> {
        Ok(MotionDraft {
            title: script.title.clone(),
            text: script.text.clone(),
            method: script.method,
            options: script.options.clone(),
            effect: self.effect(&script.effect)?,
            quorum: script.quorum,
            hours: script.hours,
            review: self.review(script),
            looks_again: script.looks_again.as_deref().map(|of| self.motion(of)).transpose()?,
            page: None,
        })
    }

    /// So many days after the motion's end.
    fn review(&self, script: &MotionScript) -> Option<Date> {
        let end = Date::at(self.world.now().plus_ms(u64::from(script.hours) * HOUR_MS));
        let days = i32::try_from(script.review_days?).unwrap_or(i32::MAX);
        Some(end.plus_days(days))
    }

    fn effect(&self, script: &EffectScript) -> Result<MotionEffect, String> {
        Ok(match script {
            EffectScript::Statement => MotionEffect::Statement,
            EffectScript::AdmitMember { member, trial_days } => {
                let until = |days: &u32| self.world.now().plus_ms(u64::from(*days) * DAY_MS);
                let trial_until: Option<Timestamp> = trial_days.as_ref().map(until);
                MotionEffect::AdmitMember { member: self.member(member)?, trial_until }
            }
            EffectScript::GiveRole { member, role } => {
                MotionEffect::GiveRole { member: self.member(member)?, role: role.clone() }
            }
            EffectScript::EndRole { member, role } => {
                MotionEffect::EndRole { member: self.member(member)?, role: role.clone() }
            }
            EffectScript::ConfirmMember { member } => {
                MotionEffect::ConfirmMember { member: self.member(member)? }
            }
            EffectScript::RemoveMember { member } => {
                MotionEffect::RemoveMember { member: self.member(member)? }
            }
            EffectScript::SetRules(rules) => MotionEffect::SetRules { rules: **rules },
            EffectScript::Money(effect) => self.money_effect(effect)?,
            EffectScript::SetPreset(preset) => MotionEffect::SetRules { rules: preset.rules() },
        })
    }
}
