//! What a motion does, before it is said to whom or what; and what is said of each in the form.

use crate::message::economy::MoneyEffect;
use crate::message::motion::{EffectKind, MotionEffect};
use crate::ui::words;

/// A deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Statement,
    AdoptPage,
    Admit,
    GiveRole,
    EndRole,
    Confirm,
    Remove,
    SetRules,
    /// In what the community counts, and how far trust goes.
    MoneyTerms,
    Budget,
    /// With whom and how far we trade.
    Trade,
    /// Made ready elsewhere: how surplus is shared out, a closing, who runs a venture.
    Money,
}

impl Deed {
    /// In the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Statement,
        Self::AdoptPage,
        Self::Admit,
        Self::GiveRole,
        Self::EndRole,
        Self::Confirm,
        Self::Remove,
        Self::SetRules,
        Self::Budget,
        Self::MoneyTerms,
        Self::Trade,
        Self::Money,
    ];

    /// By which rules it is decided.
    pub fn kind(self) -> EffectKind {
        match self {
            Self::Statement | Self::AdoptPage => EffectKind::Words,
            Self::Admit | Self::GiveRole | Self::EndRole | Self::Confirm => EffectKind::People,
            Self::Remove => EffectKind::Removal,
            Self::SetRules => EffectKind::Rules,
            Self::MoneyTerms | Self::Budget | Self::Trade | Self::Money => EffectKind::Money,
        }
    }

    /// The deed of an effect.
    pub fn of(effect: &MotionEffect) -> Self {
        match effect {
            MotionEffect::Statement => Self::Statement,
            MotionEffect::AdoptPage { .. } => Self::AdoptPage,
            MotionEffect::AdmitMember { .. } => Self::Admit,
            MotionEffect::GiveRole { .. } => Self::GiveRole,
            MotionEffect::EndRole { .. } => Self::EndRole,
            MotionEffect::ConfirmMember { .. } => Self::Confirm,
            MotionEffect::RemoveMember { .. } => Self::Remove,
            MotionEffect::SetRules { .. } => Self::SetRules,
            MotionEffect::Money { effect } => match MoneyEffect::read(effect) {
                Some(MoneyEffect::SetTerms(_)) => Self::MoneyTerms,
                Some(MoneyEffect::GrantBudget { .. }) => Self::Budget,
                Some(
                    MoneyEffect::SetSurplusRule(_)
                    | MoneyEffect::ClosePeriod(_)
                    | MoneyEffect::ElectStewards { .. },
                )
                | None => Self::Money,
                Some(MoneyEffect::AgreeTrade(_)) => Self::Trade,
            },
        }
    }

    /// Its name, and a sentence.
    pub fn words(self) -> (String, String) {
        match self {
            Self::Statement => (words::put::statement(), words::put::statement_text()),
            Self::AdoptPage => (words::put::adopt(), words::put::adopt_text()),
            Self::Admit => (words::put::admit(), words::put::admit_text()),
            Self::GiveRole => (words::put::give_role(), words::put::give_role_text()),
            Self::EndRole => (words::put::end_role(), words::put::end_role_text()),
            Self::Confirm => (words::put::confirm(), words::put::confirm_text()),
            Self::Remove => (words::put::remove(), words::put::remove_text()),
            Self::SetRules => (words::put::set_rules(), words::put::set_rules_text()),
            Self::MoneyTerms => (words::put_money::terms(), words::put_money::terms_text()),
            Self::Budget => (words::put_money::budget(), words::put_money::budget_text()),
            Self::Trade => (words::trade::deed(), words::trade::deed_text()),
            Self::Money => (words::put_money::given(), words::put_money::given_text()),
        }
    }
}
