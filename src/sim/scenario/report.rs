//! What each replica shows in the end, with names instead of ids.

use serde::Serialize;

use crate::message::model::MotionState;
use crate::message::motion::Count;

/// All replicas, and whether they say the same.
#[derive(Debug, Serialize)]
pub struct Report {
    pub title: String,
    pub same: bool,
    pub replicas: Vec<Replica>,
}

/// One member's replica.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Replica {
    pub of: String,
    pub state_hash: String,
    pub members: Vec<String>,
    pub voters: Vec<String>,
    /// Those of them who are outside new votes.
    pub silent: Vec<String>,
    pub applicants: Vec<String>,
    /// As `name: role`.
    pub roles: Vec<String>,
    pub motions: Vec<MotionReport>,
    pub threads: Vec<ThreadReport>,
    /// Codes of the charter's faults.
    pub faults: Vec<String>,
}

/// One motion.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct MotionReport {
    pub label: String,
    pub title: String,
    pub state: String,
    /// Provisional until it is final.
    pub passed: bool,
    pub count: Option<Count>,
    pub cast: u32,
    pub electorate: Vec<String>,
    pub missing: Vec<String>,
    pub objections: u32,
    /// How far the looking again at it has come, and "needs you" where it is asked for.
    pub review: Vec<&'static str>,
    /// Options from best to last.
    pub order: Vec<String>,
    pub faults: Vec<String>,
}

/// One topic.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ThreadReport {
    pub label: String,
    pub posts: Vec<String>,
}

/// A state in one word.
pub fn state_name(state: &MotionState) -> &'static str {
    match state {
        MotionState::Incomplete => "Incomplete",
        MotionState::Void(_) => "Void",
        MotionState::Open => "Open",
        MotionState::Grace(_) => "Grace",
        MotionState::Sealing(_) => "Sealing",
        MotionState::Withdrawn => "Withdrawn",
        MotionState::Final { .. } => "Final",
        MotionState::Disputed => "Disputed",
    }
}

impl Report {
    /// For people.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for replica in &self.replicas {
            text.push_str(&format!("\n{}  {}\n", replica.of, replica.state_hash));
            text.push_str(&format!("  members  {}\n", replica.members.join(", ")));
            text.push_str(&format!("  voters   {}\n", replica.voters.join(", ")));
            if !replica.applicants.is_empty() {
                text.push_str(&format!("  at the door  {}\n", replica.applicants.join(", ")));
            }
            for role in &replica.roles {
                text.push_str(&format!("  role     {role}\n"));
            }
            for motion in &replica.motions {
                let passed = if motion.passed { "passes" } else { "does not pass" };
                text.push_str(&format!(
                    "  motion   {} ({}): {}, {} of {} voted, {passed}\n",
                    motion.label,
                    motion.title,
                    motion.state,
                    motion.cast,
                    motion.electorate.len()
                ));
            }
            for thread in &replica.threads {
                text.push_str(&format!(
                    "  topic    {}: {} posts\n",
                    thread.label,
                    thread.posts.len()
                ));
            }
            for fault in &replica.faults {
                text.push_str(&format!("  fault    {fault}\n"));
            }
        }
        let same = if self.same { "All say the same." } else { "They do NOT say the same." };
        text.push_str(&format!("\n{same}\n"));
        text
    }
}
