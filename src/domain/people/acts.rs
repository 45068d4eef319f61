//! What somebody does about people -> a fact of the charter, or why not.

use crate::clock::{DAY_MS, Timestamp};
use crate::domain::fact::{Fact, FactBody};
use crate::domain::people::Authority;
use crate::domain::people::silence::is_long;
use crate::domain::wording;
use crate::id::{BlobHash, DeviceKey, InvitationKey, MemberId, MotionId, Signature};
use crate::limits::{
    DEVICE_OFFER_MS, INVITATION_DAYS_MAX, INVITATION_USES_MAX, LINE_CHARS_MAX, NAME_CHARS_MAX,
};
use crate::message::command::{Field, OfferStands, Refusal};
use crate::message::motion::{MotionFault, Preset, RULES_VERSION};

/// The fact that founds a community.
pub fn found(
    name: &str,
    sentence: &str,
    profile: BlobHash,
    preset: Preset,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let name = wording::required(Field::CommunityName, name, NAME_CHARS_MAX)?;
    let sentence = wording::optional(Field::Sentence, sentence, LINE_CHARS_MAX)?;
    let rules_version = RULES_VERSION;
    let body = FactBody::CommunityFounded { name, sentence, profile, preset, rules_version };
    Ok(Fact { at, body })
}

/// The fact by which a voter wants a member to have a vote.
pub fn confirm(
    authority: &Authority,
    by: MemberId,
    member: MemberId,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    if !authority.voters.contains(&by) {
        return Err(Refusal::Motion { fault: MotionFault::NotAVoter });
    }
    let applies = authority.applicants.contains_key(&member);
    if !applies && !authority.here().any(|known| known.id == member) {
        return Err(Refusal::Motion { fault: MotionFault::NoSuchMember });
    }
    Ok(Fact { at, body: FactBody::MemberConfirmed { member } })
}

/// The fact by which a voter says that they have heard nothing of a member since then.
pub fn notice(
    authority: &Authority,
    by: MemberId,
    (member, since): (MemberId, Timestamp),
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let fault = if !authority.voters.contains(&by) {
        MotionFault::NotAVoter
    } else if by == member || !authority.voters.contains(&member) || !is_long(since, at) {
        MotionFault::NotSilent
    } else {
        return Ok(Fact { at, body: FactBody::SilenceNoticed { member, since } });
    };
    Err(Refusal::Motion { fault })
}

/// The fact by which a voter says that a decision stands as it is.
pub fn uphold(
    authority: &Authority,
    by: MemberId,
    motion: MotionId,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let fault = if !authority.voters.contains(&by) {
        MotionFault::NotAVoter
    } else if !authority.is_due(motion, at) {
        MotionFault::NotDue
    } else {
        return Ok(Fact { at, body: FactBody::DecisionUpheld { motion } });
    };
    Err(Refusal::Motion { fault })
}

/// The fact by which a member takes in whoever holds the offer, as a device of theirs.
pub fn offer_device(
    offer: InvitationKey,
    proof: Signature,
    stands: OfferStands,
    at: Timestamp,
) -> Fact {
    let expires = match stands {
        OfferStands::AnHour => Some(at.plus_ms(DEVICE_OFFER_MS)),
        OfferStands::ForRecovery => None,
    };
    Fact { at, body: FactBody::DeviceOffered { offer, expires, proof } }
}

/// The fact by which a member takes a device of theirs off, from another.
pub fn revoke_device(
    authority: &Authority,
    (member, from): (MemberId, DeviceKey),
    device: DeviceKey,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let offer = authority.offers.get(&InvitationKey(device.0));
    let owner = authority.member_of(&device).or(offer.map(|offer| offer.by));
    let is_own = owner == Some(member) && device != from;
    if !is_own || authority.revoked.contains_key(&device) {
        return Err(Refusal::Unknown { what: Field::Device });
    }
    Ok(Fact { at, body: FactBody::DeviceRevoked { device } })
}

/// The fact that makes an invitation.
pub fn invite(
    invitation: InvitationKey,
    uses_max: u32,
    valid_days: u16,
    at: Timestamp,
) -> Result<Fact, Refusal> {
    let field = Field::Uses;
    if uses_max == 0 || valid_days == 0 {
        return Err(Refusal::Empty { field });
    }
    let uses = (u64::from(uses_max), u64::from(INVITATION_USES_MAX));
    let days = (u64::from(valid_days), u64::from(INVITATION_DAYS_MAX));
    for (length, limit) in [uses, days] {
        if length > limit {
            return Err(Refusal::TooLong { field, length, limit });
        }
    }
    let expires = at.plus_ms(u64::from(valid_days) * DAY_MS);
    Ok(Fact { at, body: FactBody::InvitationMade { invitation, uses_max, expires } })
}
