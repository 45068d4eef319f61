//! What a script expects, and whether it is so on the replicas that it names.

use serde::Deserialize;

use crate::message::model::{MotionState, MotionView};
use crate::message::motion::Count;
use crate::sim::scenario::report::{MotionReport, Replica};

/// Something that must be so. Fields that are left out are not looked at.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "expect", deny_unknown_fields)]
pub enum Expectation {
    /// Of one motion.
    Motion {
        motion: String,
        /// On these replicas; all that are open where nobody is named.
        on: Option<Vec<String>>,
        state: Option<StateName>,
        passed: Option<bool>,
        count: Option<Count>,
        cast: Option<u32>,
        missing: Option<Vec<String>>,
        objections: Option<u32>,
        /// `ToCome`, `Due`, `Upheld` or `PutAgain`, where it names a day; and `NeedsYou` for a
        /// voter who is asked.
        review: Option<Vec<String>>,
        /// Codes of what does not stand in it, each once.
        faults: Option<Vec<String>>,
        /// Who has a say in it.
        electorate: Option<Vec<String>>,
        /// The option that comes first.
        first: Option<String>,
    },
    /// Of the people.
    People {
        on: Option<Vec<String>>,
        members: Option<Vec<String>>,
        voters: Option<Vec<String>>,
        /// Voters who are outside new votes.
        silent: Option<Vec<String>>,
        applicants: Option<Vec<String>>,
        /// As `name: role`.
        roles: Option<Vec<String>>,
        /// Codes of the charter's faults, each once.
        faults: Option<Vec<String>>,
    },
    /// Of a topic.
    Posts {
        thread: String,
        on: Option<Vec<String>>,
        bodies: Vec<String>,
    },
    Pages {
        on: Option<Vec<String>>,
        titles: Vec<String>,
    },
    /// Of what stands at a JSON pointer into a desk of work and money.
    Economy {
        on: Option<Vec<String>>,
        desk: serde_json::Value,
        at: String,
        is: serde_json::Value,
    },
    /// All events, by their first days.
    Calendar {
        on: Option<Vec<String>>,
        events: serde_json::Value,
    },
    /// One state hash on all of them.
    Same {
        on: Option<Vec<String>>,
    },
}

/// Where a motion stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum StateName {
    Incomplete,
    Void,
    Open,
    Grace,
    Sealing,
    Withdrawn,
    Final,
    Disputed,
}

impl Expectation {
    /// The replicas that are looked at, where some are named.
    pub fn on(&self) -> Option<&[String]> {
        match self {
            Self::Motion { on, .. }
            | Self::People { on, .. }
            | Self::Posts { on, .. }
            | Self::Pages { on, .. }
            | Self::Economy { on, .. }
            | Self::Calendar { on, .. }
            | Self::Same { on } => on.as_deref(),
        }
    }

    /// What is not as expected on one replica.
    pub fn unmet(&self, replica: &Replica) -> Result<(), String> {
        match self {
            Self::Motion { motion, .. } => {
                let found = replica.motions.iter().find(|one| one.label == *motion);
                let found = found.ok_or_else(|| format!("there is no motion `{motion}` here"))?;
                self.unmet_motion(found)
            }
            Self::People { members, voters, silent, applicants, roles, faults, .. } => {
                same_set("members", members.as_ref(), &replica.members)?;
                same_set("voters", voters.as_ref(), &replica.voters)?;
                same_set("silent", silent.as_ref(), &replica.silent)?;
                same_set("applicants", applicants.as_ref(), &replica.applicants)?;
                same_set("roles", roles.as_ref(), &replica.roles)?;
                same_set("faults", faults.as_ref(), &replica.faults)
            }
            Self::Posts { thread, bodies, .. } => {
                let found = replica.threads.iter().find(|one| one.label == *thread);
                let found = found.map(|one| one.posts.clone()).unwrap_or_default();
                same("posts", Some(bodies), &found)
            }
            // Looked at by itself.
            Self::Pages { .. }
            | Self::Economy { .. }
            | Self::Calendar { .. }
            | Self::Same { .. } => Ok(()),
        }
    }

    fn unmet_motion(&self, found: &MotionReport) -> Result<(), String> {
        let Self::Motion {
            state,
            passed,
            count,
            cast,
            missing,
            objections,
            review,
            faults,
            electorate,
            first,
            ..
        } = self
        else {
            return Ok(());
        };
        let wanted = state.map(|state| format!("{state:?}"));
        same("state", wanted.as_ref(), &found.state)?;
        same("passed", passed.as_ref(), &found.passed)?;
        if let Some(count) = count
            && found.count.as_ref() != Some(count)
        {
            return Err(format!("count: expected {count:?}, found {:?}", found.count));
        }
        same("cast", cast.as_ref(), &found.cast)?;
        same_set("missing", missing.as_ref(), &found.missing)?;
        same("objections", objections.as_ref(), &found.objections)?;
        let told: Vec<String> = found.review.iter().map(|word| (*word).to_owned()).collect();
        same_set("review", review.as_ref(), &told)?;
        same_set("faults", faults.as_ref(), &found.faults)?;
        same_set("electorate", electorate.as_ref(), &found.electorate)?;
        match first {
            Some(_) => same("first", Some(first), &found.order.first().cloned()),
            None => Ok(()),
        }
    }
}

fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    wanted: Option<&T>,
    found: &T,
) -> Result<(), String> {
    match wanted {
        Some(wanted) if wanted != found => {
            Err(format!("{what}: expected {wanted:?}, found {found:?}"))
        }
        Some(_) | None => Ok(()),
    }
}

/// Equal but for the order.
fn same_set(what: &str, wanted: Option<&Vec<String>>, found: &[String]) -> Result<(), String> {
    let Some(wanted) = wanted else { return Ok(()) };
    let (mut wanted, mut found) = (wanted.clone(), found.to_vec());
    wanted.sort();
    found.sort();
    same(what, Some(&wanted), &found)
}

/// Whether a motion passes as it stands.
pub fn passes(view: &MotionView) -> bool {
    if let MotionState::Final { passed } = view.card.state {
        return passed;
    }
    view.tally.as_ref().is_some_and(|tally| tally.passed)
}
