//! The rules of a community: how people come in and how each kind of motion is decided, with presets.

use serde::{Deserialize, Serialize};

use super::{EffectKind, Method, Ratio};

/// The version of the rules that this program knows: who decides on what, how it is counted and made
/// final. It grows when an old program would judge otherwise than a new one (DEC-9).
pub const RULES_VERSION: u32 = 1;

/// How motions of one kind are decided at least (DEC-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRule {
    /// A yes-or-no method.
    pub method: Method,
    pub quorum: Ratio,
    /// From opening to deadline, in hours.
    pub hours_min: u32,
}

/// How people come in (PEO-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AdmissionRule {
    /// Whoever comes by an invitation is in.
    InvitationAdmits,
    /// One voter admits.
    SponsorAdmits,
    /// So many voters admit.
    Sponsors { count: u32 },
    /// A decision admits.
    ByDecision,
}

impl AdmissionRule {
    /// How much it asks, to be compared: of so many voters each has to say yes, and a decision is more
    /// than what any of them says.
    pub fn strictness(self) -> u64 {
        match self {
            Self::InvitationAdmits => 0,
            Self::SponsorAdmits => 1,
            Self::Sponsors { count } => u64::from(count.max(1)),
            Self::ByDecision => u64::MAX,
        }
    }
}

/// The rules of a community that decisions change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// By which version of the rules all of this is read (DEC-9).
    #[serde(default = "first_version")]
    pub version: u32,
    pub admission: AdmissionRule,
    /// Hours after the deadline in which ballots cast before it still arrive.
    pub grace_hours: u32,
    pub words: KindRule,
    pub people: KindRule,
    pub removal: KindRule,
    pub rules: KindRule,
    pub money: KindRule,
}

/// What is said of no version was said of the first.
pub fn first_version() -> u32 {
    1
}

impl Rules {
    /// Whether this program knows them.
    pub fn are_known(&self) -> bool {
        self.version <= RULES_VERSION
    }

    /// The rule for effects of this kind.
    pub fn of(&self, kind: EffectKind) -> &KindRule {
        match kind {
            EffectKind::Words => &self.words,
            EffectKind::People => &self.people,
            EffectKind::Removal => &self.removal,
            EffectKind::Rules => &self.rules,
            EffectKind::Money => &self.money,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Preset::default().rules()
    }
}

/// Rules that fit most communities of a kind, in plain words on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preset {
    /// A few who know each other: consent in everything.
    Circle,
    /// Works and earns together: majorities, two thirds for what is grave.
    #[default]
    Cooperative,
    /// Many, spread out: lower quorums, more time.
    Network,
}

impl Preset {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Circle, Self::Cooperative, Self::Network];

    /// Its rules.
    pub fn rules(self) -> Rules {
        let rule = |method, part, whole, hours_min| KindRule {
            method,
            quorum: Ratio { part, whole },
            hours_min,
        };
        match self {
            Self::Circle => Rules {
                version: RULES_VERSION,
                admission: AdmissionRule::InvitationAdmits,
                grace_hours: 48,
                words: rule(Method::Consent, 1, 2, 72),
                people: rule(Method::Consent, 1, 2, 72),
                removal: rule(Method::ThreeQuarters, 3, 4, 168),
                rules: rule(Method::Consent, 2, 3, 168),
                money: rule(Method::Consent, 2, 3, 72),
            },
            Self::Cooperative => Rules {
                version: RULES_VERSION,
                admission: AdmissionRule::InvitationAdmits,
                grace_hours: 48,
                words: rule(Method::Majority, 1, 2, 72),
                people: rule(Method::Majority, 1, 2, 72),
                removal: rule(Method::TwoThirds, 3, 5, 168),
                rules: rule(Method::TwoThirds, 3, 5, 72),
                money: rule(Method::TwoThirds, 3, 5, 72),
            },
            Self::Network => Rules {
                version: RULES_VERSION,
                admission: AdmissionRule::SponsorAdmits,
                grace_hours: 48,
                words: rule(Method::Majority, 1, 5, 120),
                people: rule(Method::Majority, 1, 4, 120),
                removal: rule(Method::TwoThirds, 1, 2, 240),
                rules: rule(Method::TwoThirds, 2, 5, 240),
                money: rule(Method::TwoThirds, 2, 5, 120),
            },
        }
    }
}
