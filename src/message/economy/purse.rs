//! The device that does what must not fork (PEO-7), as screens know it.

use serde::{Deserialize, Serialize};

use super::fault::EconomyFault;

/// Whether this device does what must not fork for who looks (PEO-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purse {
    Here,
    /// It was handed on to this device, and what it did before has not all come.
    Behind,
    /// What it would draw on was decided before its member came back by the word of the others.
    Lost,
    Elsewhere,
}

impl Purse {
    /// Whether it can be used now.
    pub fn check(self) -> Result<(), EconomyFault> {
        match self {
            Self::Here => Ok(()),
            Self::Behind => Err(EconomyFault::PurseBehind),
            Self::Lost => Err(EconomyFault::LostWithThePurse),
            Self::Elsewhere => Err(EconomyFault::NotThePurse),
        }
    }
}
