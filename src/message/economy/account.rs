//! Names of accounts: `expenses:printing`. The five roots of bookkeeping, then what people like.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id::MemberId;

/// Characters of an account's whole name.
const ACCOUNT_CHARS_MAX: usize = 120;
/// Parts of it.
const ACCOUNT_PARTS_MAX: usize = 8;

/// What an account is at its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Root {
    Assets,
    Liabilities,
    Equity,
    Income,
    Expenses,
}

impl Root {
    /// In the order of a trial balance.
    pub const ALL: [Self; 5] =
        [Self::Assets, Self::Liabilities, Self::Equity, Self::Income, Self::Expenses];

    /// The first part of its accounts' names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assets => "assets",
            Self::Liabilities => "liabilities",
            Self::Equity => "equity",
            Self::Income => "income",
            Self::Expenses => "expenses",
        }
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(String);

/// A text that names no account: another root, an empty part, a character that cannot stand there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an account such as expenses:printing")]
pub struct AccountError;

impl Account {
    /// What it is at its root.
    pub fn root(&self) -> Root {
        let first = self.0.split(':').next().unwrap_or_default();
        Root::ALL.into_iter().find(|root| root.word() == first).expect("read with a root")
    }

    /// Its whole name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The name without the root; empty for a root alone.
    pub fn leaf(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, rest)| rest)
    }

    /// Whether it is this account or one below it.
    pub fn is_within(&self, name: &str) -> bool {
        self.0.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }
}

/// The account in which what a member is owed stands.
pub fn owed_to(member: &MemberId) -> Account {
    format!("liabilities:members:{member}").parse().expect("a member's name has no odd characters")
}

/// The account in which tax stands that came with payments and is to be paid on.
pub fn tax_account() -> Account {
    "liabilities:tax".parse().expect("an account")
}

/// The account in which the money stands that a member put in.
pub fn capital_of(member: &MemberId) -> Account {
    format!("equity:capital:{member}").parse().expect("a member's name has no odd characters")
}

impl FromStr for Account {
    type Err = AccountError;
    fn from_str(text: &str) -> Result<Self, AccountError> {
        let parts: Vec<&str> = text.split(':').collect();
        let is_root = Root::ALL.iter().any(|root| root.word() == parts[0]);
        // A journal ends a name at two spaces, and takes `;` for a comment.
        let is_part = |part: &&str| {
            !part.is_empty()
                && part.trim() == *part
                && !part.contains("  ")
                && !part.chars().any(|one| one.is_control() || matches!(one, ';' | '|' | '"'))
                && !part.starts_with(['(', '[', '!', '*'])
        };
        let fits = text.chars().count() <= ACCOUNT_CHARS_MAX && parts.len() <= ACCOUNT_PARTS_MAX;
        if is_root && fits && parts.iter().all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(AccountError)
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eco_1_accounts_stand_below_the_five_roots() {
        for text in ["assets", "assets:bank", "expenses:printing and post:proofs"] {
            assert_eq!(text.parse::<Account>().map(|one| one.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "bank", "assets:", "assets::x", "assets: x", "expenses:a  b", "income:a;b"]
        {
            assert_eq!(text.parse::<Account>(), Err(AccountError), "{text}");
        }
        let account: Account = "equity:aid:x".parse().expect("an account");
        assert_eq!((account.root(), account.leaf()), (Root::Equity, "aid:x"));
        assert!(account.is_within("equity:aid") && !account.is_within("equity:a"));
    }
}
