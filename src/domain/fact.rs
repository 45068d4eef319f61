//! Facts: immutable, signed, written once as canonical JSON. Reading accepts exactly what writing
//! produces, so equal facts are equal bytes on every replica.

mod text;
pub(super) mod value;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::Timestamp;
use crate::id::{
    BlobHash, ChangeHash, CommandId, DeviceKey, DocumentId, InvitationKey, MemberId, MotionId,
    Salt, Signature,
};
use crate::limits::FACT_BYTES_MAX;
use crate::message::calendar::Plan;
use crate::message::economy::LedgerHeads;
use crate::message::motion::{Choice, Preset, Tally, Terms, first_version};

pub use text::{SealedWords, Stamp, parts, read, read_own, stamp, write, written};
pub use value::canonical_json;

/// The version of the shapes below.
pub const FACT_VERSION: u32 = 1;

/// One fact: what happened, and when its author says it did (CLK-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Claimed time.
    pub at: Timestamp,
    pub body: FactBody,
}

/// What happened, in the past tense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactBody {
    /// Charter: the first fact of a community, by its founder's device.
    CommunityFounded {
        name: String,
        sentence: String,
        profile: BlobHash,
        /// Rules to begin with.
        preset: Preset,
        /// By which version they are read (DEC-9).
        #[serde(default = "first_version")]
        rules_version: u32,
    },
    /// Charter: whoever holds the secret half of this key may come in, until then, so many times.
    InvitationMade { invitation: InvitationKey, uses_max: u32, expires: Timestamp },
    /// Charter: the invitation admits nobody from then on.
    InvitationWithdrawn { invitation: InvitationKey },
    /// Charter: a member takes in a device of theirs: whoever holds the secret half of this key, as the
    /// proof shows that they do. Without an end it is a recovery key, good for any number.
    DeviceOffered {
        offer: InvitationKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Timestamp>,
        proof: Signature,
    },
    /// Charter: the holder of an offer vouches for a device: it is the offering member's from then on.
    DeviceLinked { offer: InvitationKey, device: DeviceKey, proof: Signature },
    /// Charter: this device, or recovery key, of the author's own is to do nothing more.
    DeviceRevoked { device: DeviceKey },
    /// Charter: this device gives the purse to another one of its member's (PEO-7). `ledger` is the ledger as
    /// it has it, by parts: what it did there with the purse lies at or below these heads.
    PurseHandedOn {
        to: DeviceKey,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ledger: LedgerHeads,
    },
    /// Charter: a device signed two changes for one place of a document, as the halves prove
    /// (PEO-7).
    TwiceSigned { device: DeviceKey, document: DocumentId, halves: Halves },
    /// Charter: recorded by a member's device for a newcomer who proved an invitation (PEO-2).
    InvitationClaimed {
        invitation: InvitationKey,
        device: DeviceKey,
        /// By the invitation key, over community and device.
        proof: Signature,
        profile: BlobHash,
    },
    /// Charter: recorded by a member's device for somebody who lost all devices, and came with this one
    /// and an invitation (PEO-1).
    ReturnAsked {
        invitation: InvitationKey,
        device: DeviceKey,
        /// By the invitation key, over community and device, for this and nothing else.
        proof: Signature,
        profile: BlobHash,
    },
    /// Charter: a voter says that whoever came with this device is this member.
    DeviceVouched { device: DeviceKey, member: MemberId },
    /// Charter: an older device of theirs says that whoever came with this one is not its member.
    ReturnRefused { device: DeviceKey },
    /// Charter: the author's own profile is this blob now (PEO-6).
    ProfileChanged { profile: BlobHash },
    /// Talk, part 0: a topic began.
    ThreadStarted { title: String },
    /// Talk: a post.
    PostWritten {
        body: String,
        language: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reply_to: Option<CommandId>,
    },
    /// Page: a picture that the page shows.
    PictureAdded { blob: BlobHash, name: String, mime: String, bytes: u32 },
    /// Page: it came in from this file; its title and text were then as the hash says. Whoever
    /// brings the file in again finds the page by it.
    PageBroughtIn { path: String, words: BlobHash },
    /// Page: it is written to be put to the voters.
    MotionDrafted {},
    /// Page: it is not, any more.
    DraftDropped {},
    /// Charter: a voter wants this member to have a vote (PEO-2).
    MemberConfirmed { member: MemberId },
    /// Charter: a decision that is looked at again stands as it is, says a voter (DEC-1).
    DecisionUpheld { motion: MotionId },
    /// Charter: a voter has heard nothing of a member since then (DEC-1).
    SilenceNoticed { member: MemberId, since: Timestamp },
    /// Charter: whoever was named silent is here.
    MemberReturned {},
    /// Charter: the author is a member no longer (PEO-3).
    MemberLeft {},
    /// Charter: a motion became final; proves itself by the acceptances (DEC-7).
    DecisionTaken(Arc<Decision>),
    /// Motion: put to the electors; amended, it is a new version with no ballots yet (DEC-4).
    MotionOpened {
        terms: Box<Terms>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        amends: Option<CommandId>,
    },
    /// Motion: its proposer takes it back.
    MotionWithdrawn {},
    /// Motion: what one elector says to one version; a higher sequence replaces a lower (DEC-6).
    BallotCast { version: CommandId, choice: Choice, reason: String, sequence: u32 },
    /// Motion: a question or a word about it.
    RemarkMade { body: String, language: String },
    /// Motion: a teller asks the purses what they hold (DEC-7).
    RoundOpened { number: u32 },
    /// Motion: this purse will accept nothing of an earlier round. What it holds is what its change
    /// builds on.
    PromiseGiven {
        round: CommandId,
        /// Where a right ends, the furthest changes of the charter that are here, of those made by it:
        /// what lies beyond what all promises saw is void, or judged again (PEO-4).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seen: Vec<ChangeHash>,
        /// Where a member is to be removed, the latest time that a post of theirs claims which is here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        posts_until: Option<Timestamp>,
    },
    /// Motion: the union of the ballots in these promises, counted.
    SealMade {
        round: CommandId,
        version: CommandId,
        promises: Vec<CommandId>,
        ballots: Vec<CommandId>,
        tally: Tally,
        /// What the promises saw, together.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cut: Vec<ChangeHash>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        posts_until: Option<Timestamp>,
    },
    /// Motion: this purse accepts the seal.
    SealAccepted { seal: CommandId, signature: Signature },
    /// Motion: somebody was removed by it; those who are left meet elsewhere (PEO-4).
    SecretRenewed { salt: Salt },
    /// Calendar: something will be (CAL-1).
    EventPlanned { plan: Box<Plan> },
    /// Calendar: an event is otherwise; `replaces` is what its author knew to stand about it.
    EventChanged { event: CommandId, replaces: Vec<CommandId>, plan: Box<Plan> },
    /// Calendar: an event is called off; `replaces` as above.
    EventCancelled { event: CommandId, replaces: Vec<CommandId> },
}

/// The kind of document in which facts of a kind stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    Charter,
    Talk,
    Page,
    Motion,
    Calendar,
}

impl FactBody {
    /// Where it stands; anywhere else it is refused.
    pub fn home(&self) -> Home {
        match self {
            Self::CommunityFounded { .. }
            | Self::InvitationMade { .. }
            | Self::InvitationWithdrawn { .. }
            | Self::InvitationClaimed { .. }
            | Self::DeviceOffered { .. }
            | Self::DeviceLinked { .. }
            | Self::DeviceRevoked { .. }
            | Self::PurseHandedOn { .. }
            | Self::TwiceSigned { .. }
            | Self::ReturnAsked { .. }
            | Self::DeviceVouched { .. }
            | Self::ReturnRefused { .. }
            | Self::ProfileChanged { .. }
            | Self::MemberConfirmed { .. }
            | Self::DecisionUpheld { .. }
            | Self::SilenceNoticed { .. }
            | Self::MemberReturned {}
            | Self::MemberLeft {}
            | Self::DecisionTaken(_) => Home::Charter,
            Self::ThreadStarted { .. } | Self::PostWritten { .. } => Home::Talk,
            Self::PictureAdded { .. }
            | Self::PageBroughtIn { .. }
            | Self::MotionDrafted {}
            | Self::DraftDropped {} => Home::Page,
            Self::MotionOpened { .. }
            | Self::MotionWithdrawn {}
            | Self::BallotCast { .. }
            | Self::RemarkMade { .. }
            | Self::RoundOpened { .. }
            | Self::PromiseGiven { .. }
            | Self::SealMade { .. }
            | Self::SealAccepted { .. }
            | Self::SecretRenewed { .. } => Home::Motion,
            Self::EventPlanned { .. } | Self::EventChanged { .. } | Self::EventCancelled { .. } => {
                Home::Calendar
            }
        }
    }
}

/// Two signed pieces of a document that together prove something of whoever signed both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halves(pub [Vec<u8>; 2]);

impl Serialize for Halves {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.each_ref().map(|half| URL_SAFE_NO_PAD.encode(half)).serialize(out)
    }
}

impl<'de> Deserialize<'de> for Halves {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let [one, other] =
            <[String; 2]>::deserialize(input)?.map(|half| URL_SAFE_NO_PAD.decode(half));
        Ok(Self([one.map_err(de::Error::custom)?, other.map_err(de::Error::custom)?]))
    }
}

/// A final decision, with enough beside it to be believed without its motion's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub motion: MotionId,
    pub version: CommandId,
    pub terms: Terms,
    pub tally: Tally,
    /// Of the ids of the counted ballots, one after another.
    pub ballots: BlobHash,
    pub seal: CommandId,
    /// Where a right ends, the furthest changes made by it that count (PEO-4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<ChangeHash>,
    /// Where a member was removed, until when their posts count: those of a later time are folded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts_until: Option<Timestamp>,
    /// Over all of the above, by devices of electors.
    pub acceptances: Vec<(DeviceKey, Signature)>,
}

/// A text that is not a fact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// Longer than `FACT_BYTES_MAX`.
    #[error("a fact of {length} bytes; the most is {FACT_BYTES_MAX}")]
    TooLong { length: usize },
    /// Not JSON of a known shape.
    #[error("not a fact")]
    Unreadable,
    /// Written by a newer version of the program.
    #[error("a fact of version {version}; this program knows {FACT_VERSION}")]
    NewerVersion { version: u64 },
    /// Readable, but not as this program would write it.
    #[error("a fact that is not canonical")]
    NotCanonical,
}

impl FactError {
    /// Stable code for counters and faults.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "fact-too-long",
            Self::Unreadable => "fact-unreadable",
            Self::NewerVersion { .. } => "fact-newer-version",
            Self::NotCanonical => "fact-not-canonical",
        }
    }
}

impl Fact {
    /// The canonical JSON: keys sorted, no spaces, with the version beside them.
    pub fn to_json(&self) -> String {
        write(self.at, &self.body)
    }

    /// Reads canonical JSON.
    pub fn from_json(text: &str) -> Result<Self, FactError> {
        let (at, body) = read(text)?;
        Ok(Self { at, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn post(body: &str) -> Fact {
        Fact {
            at: Timestamp(1_790_000_000_000),
            body: FactBody::PostWritten {
                body: body.to_owned(),
                language: "en".to_owned(),
                reply_to: None,
            },
        }
    }

    #[test]
    fn facts_read_as_plain_json() {
        assert_eq!(
            post("Good morning").to_json(),
            r#"{"at":1790000000000,"body":"Good morning","kind":"PostWritten","language":"en","v":1}"#
        );
    }

    #[test]
    fn only_canonical_text_is_a_fact() {
        let text = post("x").to_json();
        let cases = [
            (text.replace(':', ": "), FactError::NotCanonical),
            (text.replace("\"v\":1", "\"v\":2"), FactError::NewerVersion { version: 2 }),
            (text.replace("PostWritten", "PostEaten"), FactError::Unreadable),
            (text.replace("\"v\":1", "\"v\":1,\"x\":1"), FactError::NotCanonical),
            (String::new(), FactError::Unreadable),
            ("x".repeat(FACT_BYTES_MAX + 1), FactError::TooLong { length: FACT_BYTES_MAX + 1 }),
        ];
        for (text, expected) in cases {
            assert_eq!(Fact::from_json(&text), Err(expected), "{text:.80}");
        }
    }

    proptest! {
        #[test]
        fn facts_read_back_as_written(body in ".{0,200}", at in any::<u64>()) {
            let fact = Fact { at: Timestamp(at), ..post(&body) };
            prop_assert_eq!(Fact::from_json(&fact.to_json()), Ok(fact));
        }

        #[test]
        fn reading_never_panics(text in ".{0,300}") {
            drop(Fact::from_json(&text));
        }
    }
}
