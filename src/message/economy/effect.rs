//! What motions about money do when they pass. In a motion they stand as JSON text: whoever only counts
//! ballots needs no code for it.

use serde::{Deserialize, Serialize};

use super::trade::TradeTerms;
use super::{Account, ClaimTerms, Posting, VentureId};
use crate::clock::Date;
use crate::id::{ChangeHash, MemberId, MotionId};
use crate::limits::MONEY_EFFECT_BYTES_MAX;
use crate::money::{Commodity, Money};

/// An effect on money, as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectText(pub String);

/// What a motion about money does (DEC-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneyEffect {
    /// In what the community counts, and how far trust goes.
    SetTerms(EconomyTerms),
    /// How surplus is shared out from then on (ECO-9).
    SetSurplusRule(SurplusRule),
    /// A budget, split into rights to spend (ECO-4).
    GrantBudget { name: String, account: Account, rights: Vec<(MemberId, Money)> },
    /// The books up to a day are closed and shared out (ECO-8).
    ClosePeriod(Box<Closing>),
    /// With whom and how far we trade; replaces what was agreed with them before (ECO-13).
    AgreeTrade(Box<TradeTerms>),
    /// These run a venture until a day, and nobody else does (ECO-6).
    ElectStewards { venture: VentureId, members: Vec<MemberId>, until: Date },
}

impl MoneyEffect {
    /// As it stands in a motion.
    pub fn to_text(&self) -> EffectText {
        EffectText(serde_json::to_string(self).expect("plain data"))
    }

    /// Reads what stands in a motion; `None` for what a newer program wrote.
    pub fn read(text: &EffectText) -> Option<Self> {
        if text.0.len() > MONEY_EFFECT_BYTES_MAX {
            return None;
        }
        serde_json::from_str(&text.0).ok()
    }
}

/// In what a community counts, and how far trust goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EconomyTerms {
    /// Surplus and budgets are in it.
    pub base: Commodity,
    /// How far below zero each member's credit may go, in hundredths.
    pub credit_limit: i64,
    /// Ascending; the last has no bound.
    pub approvals: Vec<ApprovalStep>,
    /// Whether work counts for shares only once somebody else confirmed it.
    pub confirm_work: bool,
    /// When those who left are paid (ECO-12).
    #[serde(default)]
    pub claims: ClaimTerms,
    /// When a period is over and can be closed.
    #[serde(default)]
    pub closes: Rhythm,
}

/// How often the books are to be closed (ECO-8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rhythm {
    /// Whenever somebody puts it.
    #[default]
    Never,
    Monthly,
    Quarterly,
    Yearly,
}

impl Rhythm {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Never, Self::Monthly, Self::Quarterly, Self::Yearly];

    /// The last day of the last period that was over before `today`.
    pub fn over_before(self, today: Date) -> Option<Date> {
        let months = match self {
            Self::Never => return None,
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::Yearly => 12,
        };
        let first = (today.month() - 1) / months * months + 1;
        Some(Date::new(today.year(), first, 1)?.plus_days(-1))
    }

    /// The last day of the period that is to be closed now. `since` is when it was decided: what
    /// was over before that waits for the first closing that comes after.
    pub fn due(self, since: Date, closed: Option<Date>, today: Date) -> Option<Date> {
        let after = closed.unwrap_or(since.plus_days(-1));
        self.over_before(today).filter(|over| *over > after)
    }
}

/// So many approvals up to an amount (ECO-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalStep {
    /// In minor units of the base.
    pub up_to: Option<i64>,
    pub approvals: u32,
}

impl EconomyTerms {
    /// Until somebody decides otherwise: one approval up to fifty, two above; 25 of credit.
    pub fn new(base: Commodity) -> Self {
        let fifty = 50 * 10_i64.pow(base.exponent());
        let approvals = vec![
            ApprovalStep { up_to: Some(fifty), approvals: 1 },
            ApprovalStep { up_to: None, approvals: 2 },
        ];
        Self {
            base,
            credit_limit: 2_500,
            approvals,
            confirm_work: false,
            claims: ClaimTerms::default(),
            closes: Rhythm::Never,
        }
    }

    /// Approvals that an expense of so many minor units of the base needs.
    pub fn approvals_for(&self, units: i64) -> u32 {
        let fits = |step: &&ApprovalStep| step.up_to.is_none_or(|most| units <= most);
        let step = self.approvals.iter().find(fits).or(self.approvals.last());
        step.map_or(1, |step| step.approvals)
    }
}

/// How surplus is shared out; parts of ten thousand, together ten thousand (ECO-9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurplusRule {
    /// Never divided.
    pub reserve: u32,
    pub aid: u32,
    pub commons: u32,
    pub members: u32,
    pub by: MembersBy,
}

impl SurplusRule {
    /// What the parts are of.
    pub const WHOLE: u32 = 10_000;
}

/// By what the members' part is divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MembersBy {
    Hours,
    Equally,
    /// By need, as the decision itself says.
    Need(Vec<(MemberId, u32)>),
    /// Hours, each stream with a weight.
    Streams {
        livelihood: u32,
        care: u32,
        commons: u32,
    },
    /// So many of a hundred by hours, the rest equally.
    Mixed {
        hours: u32,
    },
}

/// Heads of the ledger's parts, by their numbers.
pub type LedgerHeads = Vec<(u32, Vec<ChangeHash>)>;

/// What a closing says (ECO-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Its first day: the one after the last closing.
    pub from: Option<Date>,
    pub until: Date,
    /// The ledger as its proposer knew it: for each part the heads of its changes. Every entry at or
    /// below them whose date is not later than `until` is in it, and no other.
    pub heads: LedgerHeads,
    /// What the accounts come to before anything is shared out, ascending.
    pub trial: Vec<Posting>,
    /// The decision that says how surplus is shared out; without one all goes to the reserve.
    pub rule: Option<MotionId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eco_8_periods_end_with_the_month_the_quarter_or_the_year() {
        let check = |rhythm: Rhythm, today: &str, over: Option<&str>| {
            let over = over.map(|text| text.parse().expect("a day"));
            assert_eq!(rhythm.over_before(today.parse().expect("a day")), over, "{today}");
        };
        check(Rhythm::Never, "2026-04-01", None);
        check(Rhythm::Monthly, "2026-04-01", Some("2026-03-31"));
        check(Rhythm::Monthly, "2026-03-31", Some("2026-02-28"));
        check(Rhythm::Quarterly, "2026-06-30", Some("2026-03-31"));
        check(Rhythm::Quarterly, "2026-07-01", Some("2026-06-30"));
        check(Rhythm::Quarterly, "2026-12-31", Some("2026-09-30"));
        check(Rhythm::Yearly, "2026-12-31", Some("2025-12-31"));
        check(Rhythm::Yearly, "2027-01-01", Some("2026-12-31"));
    }

    #[test]
    fn eco_8_a_period_is_due_once_it_is_over_and_until_it_is_closed() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let check = |since: &str, closed: Option<&str>, today: &str, due: Option<&str>| {
            let found = Rhythm::Monthly.due(day(since), closed.map(day), day(today));
            assert_eq!(found, due.map(day), "{since} {closed:?} {today}");
        };
        check("2026-03-20", None, "2026-03-31", None);
        check("2026-03-20", None, "2026-04-01", Some("2026-03-31"));
        check("2026-03-31", None, "2026-04-01", Some("2026-03-31"));
        check("2026-04-01", None, "2026-04-01", None);
        check("2026-03-20", Some("2026-03-31"), "2026-04-30", None);
        check("2026-03-20", Some("2026-03-31"), "2026-05-01", Some("2026-04-30"));
        check("2026-03-20", Some("2026-03-15"), "2026-05-01", Some("2026-04-30"));
    }

    #[test]
    fn terms_without_a_rhythm_have_none() {
        let text = r#"{"base":"EUR","credit_limit":0,"approvals":[],"confirm_work":false}"#;
        let terms: EconomyTerms = serde_json::from_str(text).expect("terms");
        assert_eq!(terms.closes, Rhythm::Never);
    }
}
