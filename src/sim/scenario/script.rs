//! The script: JSON text in, steps out, or the line, the field and what was expected there.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::clock::Date;
use crate::message::motion::{Choice, Method, Preset, Ratio, Rules};
use crate::sim::scenario::expect::Expectation;

/// A scenario as it is written.
#[derive(Debug)]
pub struct Script {
    pub title: String,
    /// One browser each.
    pub members: Vec<String>,
    pub seed: u64,
    /// On this day it begins, where that matters.
    pub starts: Option<Date>,
    pub steps: Vec<Step>,
}

/// A step with its line.
#[derive(Debug)]
pub struct Step {
    pub line: usize,
    pub what: What,
}

/// What happens in a step.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum What {
    Do(Act),
    Expect(Expectation),
}

/// A script that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ScriptError {
    pub line: usize,
    /// Names the field and says what was expected.
    pub problem: String,
}

/// What a motion does, with members by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EffectScript {
    #[default]
    Statement,
    AdmitMember {
        member: String,
        trial_days: Option<u32>,
    },
    GiveRole {
        member: String,
        role: String,
    },
    EndRole {
        member: String,
        role: String,
    },
    ConfirmMember {
        member: String,
    },
    RemoveMember {
        member: String,
    },
    SetRules(Box<Rules>),
    SetPreset(Preset),
    /// Something about money, in the domain's own JSON.
    Money(serde_json::Value),
}

/// A motion as it is put.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotionScript {
    pub title: String,
    #[serde(default)]
    pub text: String,
    pub method: Method,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub effect: EffectScript,
    pub quorum: Ratio,
    pub hours: u32,
    /// So many days after its end it is looked at again.
    #[serde(default)]
    pub review_days: Option<u32>,
    /// The label of the motion that it looks at again.
    #[serde(default)]
    pub looks_again: Option<String>,
}

/// What somebody, or the world, does.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "do", deny_unknown_fields)]
pub enum Act {
    FoundCommunity {
        by: String,
        name: String,
        #[serde(default)]
        sentence: String,
        #[serde(default)]
        preset: Preset,
    },
    InviteMembers {
        by: String,
        #[serde(default = "many")]
        uses_max: u32,
        #[serde(default = "month")]
        valid_days: u16,
        #[serde(rename = "as")]
        label: String,
        refused: Option<String>,
    },
    JoinCommunity {
        by: String,
        invitation: String,
        refused: Option<String>,
    },
    /// Somebody lost all devices: with this one they come to the door.
    ComeBack {
        by: String,
        invitation: String,
        refused: Option<String>,
    },
    /// Whoever came back with the device `device` is this member.
    Vouch {
        by: String,
        device: String,
        member: String,
        refused: Option<String>,
    },
    /// Whoever came back with the device `device` is not whom they are said to be.
    RefuseReturn {
        by: String,
        device: String,
        refused: Option<String>,
    },
    /// What somebody says of themselves.
    UpdateProfile {
        by: String,
        #[serde(default)]
        place: String,
        #[serde(default)]
        zone: String,
        #[serde(default)]
        languages: Vec<String>,
        #[serde(default)]
        does: String,
    },
    ConfirmMember {
        by: String,
        member: String,
        refused: Option<String>,
    },
    /// Nothing was heard of a member for long.
    NoticeSilence {
        by: String,
        member: String,
        refused: Option<String>,
    },
    /// A decision that is looked at again stands as it is.
    UpholdDecision {
        by: String,
        motion: String,
        refused: Option<String>,
    },
    /// Every voter confirms every member.
    ConfirmAll,
    Leave {
        by: String,
        refused: Option<String>,
    },
    StartThread {
        by: String,
        title: String,
        body: String,
        #[serde(default = "english")]
        language: String,
        #[serde(rename = "as")]
        label: String,
        refused: Option<String>,
    },
    WritePost {
        by: String,
        thread: String,
        body: String,
        #[serde(default = "english")]
        language: String,
        refused: Option<String>,
    },
    CreatePage {
        by: String,
        title: String,
        #[serde(rename = "as")]
        label: String,
        refused: Option<String>,
    },
    /// Replaces the text of a page.
    WritePage {
        by: String,
        page: String,
        text: String,
    },
    OpenMotion {
        by: String,
        motion: Box<MotionScript>,
        #[serde(rename = "as")]
        label: String,
        refused: Option<String>,
    },
    Amend {
        by: String,
        motion: String,
        draft: Box<MotionScript>,
        refused: Option<String>,
    },
    Withdraw {
        by: String,
        motion: String,
        refused: Option<String>,
    },
    CastBallot {
        by: String,
        motion: String,
        choice: Choice,
        #[serde(default)]
        reason: String,
        refused: Option<String>,
    },
    Remark {
        by: String,
        motion: String,
        body: String,
        refused: Option<String>,
    },
    /// Something about work or money, in the domain's own JSON.
    Economy {
        by: String,
        act: serde_json::Value,
        #[serde(rename = "as")]
        label: Option<String>,
        refused: Option<String>,
    },
    /// Something about an event, in the domain's own JSON.
    Calendar {
        by: String,
        act: serde_json::Value,
        #[serde(rename = "as")]
        label: Option<String>,
        refused: Option<String>,
    },
    /// Takes everything along, as a file.
    TakeOut {
        by: String,
        #[serde(rename = "as")]
        label: String,
    },
    /// Founds a community out of such a file; from here on the script speaks of that one.
    Grow {
        by: String,
        from: String,
        name: String,
    },
    /// These have no network from now on.
    Offline {
        who: Vec<String>,
    },
    /// These have a network again.
    Online {
        who: Vec<String>,
    },
    /// These close their browsers.
    Close {
        who: Vec<String>,
    },
    /// These open their browsers again.
    Open {
        who: Vec<String>,
    },
    /// These open their browsers anew with a clock that is so far ahead; below zero, behind.
    SetClock {
        who: Vec<String>,
        ahead_minutes: i64,
    },
    /// Time passes; browsers are closed for it where it is an hour or more.
    Wait {
        #[serde(default)]
        hours: u64,
        #[serde(default)]
        minutes: u64,
    },
    /// Until all that are open and have a network say the same.
    Merge,
}

fn many() -> u32 {
    20
}

fn english() -> String {
    "en".to_owned()
}

fn month() -> u16 {
    30
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame<'a> {
    title: String,
    members: Vec<String>,
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    starts: Option<Date>,
    #[serde(borrow)]
    steps: Vec<&'a RawValue>,
}

impl Script {
    /// Reads a script.
    pub fn read(text: &str) -> Result<Self, ScriptError> {
        let wrong = |error: &serde_json::Error| ScriptError {
            line: error.line(),
            problem: plain(&error.to_string()),
        };
        let frame: Frame<'_> = serde_json::from_str(text).map_err(|error| wrong(&error))?;
        let steps = frame.steps.iter().map(|raw| read_step(text, raw.get()));
        let script = Self {
            title: frame.title,
            members: frame.members,
            seed: frame.seed,
            starts: frame.starts,
            steps: steps.collect::<Result<_, _>>()?,
        };
        if script.members.is_empty() || script.members.len() > MEMBERS_MAX {
            let problem = format!("field `members`: expected 1 to {MEMBERS_MAX} names");
            return Err(ScriptError { line: 1, problem });
        }
        Ok(script)
    }
}

/// Engines of one scenario: each is a whole one.
const MEMBERS_MAX: usize = 24;

fn read_step(text: &str, raw: &str) -> Result<Step, ScriptError> {
    // The raw text is a part of the whole, so its place is the distance of their beginnings.
    let offset = raw.as_ptr().addr() - text.as_ptr().addr();
    let line = 1 + text[..offset].matches('\n').count();
    let at = |error: serde_json::Error| {
        let problem = plain(&error.to_string());
        let below = error.line().saturating_sub(1).max(lines_before(raw, &problem));
        ScriptError { line: line + below, problem }
    };
    let fields: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(raw).map_err(at)?;
    let what = if fields.contains_key("do") {
        What::Do(serde_json::from_str(raw).map_err(at)?)
    } else if fields.contains_key("expect") {
        What::Expect(serde_json::from_str(raw).map_err(at)?)
    } else {
        let problem = "expected a field `do` or `expect`".to_owned();
        return Err(ScriptError { line, problem });
    };
    Ok(Step { line, what })
}

/// Lines of a step before what the parser names; it does not tell where in a step that was.
fn lines_before(raw: &str, problem: &str) -> usize {
    let named = problem.split(['`', '"']).nth(1).unwrap_or_default();
    let place = raw.find(&format!("\"{named}\"")).unwrap_or_default();
    raw[..place].matches('\n').count()
}

/// The parser's words without its own place, which counts from the step.
fn plain(words: &str) -> String {
    words.split(" at line ").next().unwrap_or(words).to_owned()
}
