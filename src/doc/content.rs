//! What a change may hold, and nothing else: one fact, one field, or edits of the text. Data only;
//! decoded from outside, so every value of these types is a claim until `check` has seen it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id::{ChangeHash, CommandId, DeviceKey};
use crate::limits;
use crate::message::command::PageField;
use crate::ordered::Map;

/// The author of a chain of changes: a device's public key, then a nonce of its session, so that a
/// crash can never fork a chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorKey {
    session: [u8; 40],
    /// Names one branch of a chain that was forked all the same, by its first change. Never the
    /// author of a change, only of what one refers to.
    pub(super) branch: Option<ChangeHash>,
}

impl ActorKey {
    /// No device: stands for the author of genesis, whose actor has another form.
    pub(super) const NOBODY: Self = Self { session: [0; 40], branch: None };

    /// The actor of one session of a device.
    pub fn new(device: &DeviceKey, session: [u8; 8]) -> Self {
        let mut bytes = [0; 40];
        bytes[..32].copy_from_slice(device.as_bytes());
        bytes[32..].copy_from_slice(&session);
        Self { session: bytes, branch: None }
    }

    /// The branch of this chain that begins with this change.
    pub(super) fn branch(self, first: ChangeHash) -> Self {
        Self { branch: Some(first), ..self }
    }

    /// The chain as a whole, whichever branch of it this names.
    pub(super) fn whole(self) -> Self {
        Self { branch: None, ..self }
    }

    /// As automerge names it.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let branch = self.branch.iter().flat_map(|first| first.0);
        self.session.into_iter().chain(branch).collect()
    }

    /// Reads what `to_bytes` made.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (session, branch) = bytes.split_first_chunk::<40>()?;
        let branch = match branch {
            [] => None,
            hash => Some(ChangeHash(hash.try_into().ok()?)),
        };
        Some(Self { session: *session, branch })
    }

    /// The device whose key signs for this actor.
    pub fn device(&self) -> DeviceKey {
        DeviceKey(self.session[..32].try_into().expect("an actor begins with 32 bytes of key"))
    }
}

impl std::fmt::Debug for ActorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{:02x?}", self.device(), &self.session[32..])?;
        self.branch.iter().try_for_each(|first| write!(f, "/{first}"))
    }
}

impl Serialize for ActorKey {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let session: [u8; 8] = self.session[32..].try_into().expect("an actor has 40 bytes");
        (self.device(), session, self.branch).serialize(out)
    }
}

impl<'de> Deserialize<'de> for ActorKey {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let (device, session, branch) =
            <(DeviceKey, [u8; 8], Option<ChangeHash>)>::deserialize(input)?;
        Ok(Self { branch, ..Self::new(&device, session) })
    }
}

/// An operation named by its author (an index into whichever table of actors goes with it) and its
/// counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct OpRef {
    pub counter: u64,
    pub actor: u32,
}

/// Consecutive operations on a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Run {
    /// Characters, the first of them after this element (or at the very front).
    Insert { after: Option<OpRef>, text: String },
    /// Takes away this element and those of the same author with the counters that follow.
    Delete { first: OpRef, count: u32 },
}

/// What one change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Content {
    /// Puts one fact under its id.
    Fact { id: CommandId, json: String },
    /// Puts a field of a page in the place of the values that its author saw there.
    Field {
        #[serde(with = "field_code")]
        field: PageField,
        value: String,
        replaces: Vec<OpRef>,
    },
    /// Edits the text of a page.
    Text(Vec<Run>),
}

impl Content {
    /// How many automerge operations this makes; no more than `u64` because of the limits on runs.
    pub fn ops(&self) -> u64 {
        match self {
            Self::Fact { .. } | Self::Field { .. } => 1,
            Self::Text(runs) => runs.iter().map(Run::ops).sum(),
        }
    }

    /// The most bytes that this takes in a batch, without the authors it refers to; in memory it
    /// is some times as many.
    pub fn weight(&self) -> usize {
        match self {
            Self::Fact { json, .. } => json.len(),
            Self::Field { value, replaces, .. } => value.len() + replaces.len() * 56,
            Self::Text(runs) => runs.iter().map(Run::weight).sum(),
        }
    }

    /// Every operation of others (or of this author's past) that this names.
    pub fn refs(&self) -> impl Iterator<Item = &OpRef> {
        let (replaces, runs): (&[OpRef], &[Run]) = match self {
            Self::Fact { .. } => (&[], &[]),
            Self::Field { replaces, .. } => (replaces, &[]),
            Self::Text(runs) => (&[], runs),
        };
        replaces.iter().chain(runs.iter().filter_map(Run::reference))
    }

    /// The same with its actors renumbered; `None` where `rename` does not know one.
    pub fn renumbered(&self, mut rename: impl FnMut(u32) -> Option<u32>) -> Option<Self> {
        let mut op = |op: &OpRef| Some(OpRef { counter: op.counter, actor: rename(op.actor)? });
        Some(match self {
            Self::Fact { .. } => self.clone(),
            Self::Field { field, value, replaces } => Self::Field {
                field: *field,
                value: value.clone(),
                replaces: replaces.iter().map(&mut op).collect::<Option<_>>()?,
            },
            Self::Text(runs) => Self::Text(
                runs.iter()
                    .map(|run| {
                        Some(match run {
                            Run::Insert { after, text } => Run::Insert {
                                after: match after {
                                    Some(after) => Some(op(after)?),
                                    None => None,
                                },
                                text: text.clone(),
                            },
                            Run::Delete { first, count } => {
                                Run::Delete { first: op(first)?, count: *count }
                            }
                        })
                    })
                    .collect::<Option<_>>()?,
            ),
        })
    }

    /// The same with each operation renamed by itself: `rename` gives the actor, and the counter up
    /// to which that holds for the operations that follow.
    pub fn renamed(&self, mut rename: impl FnMut(&OpRef) -> Option<(u32, u64)>) -> Option<Self> {
        let Self::Text(runs) = self else {
            let Self::Field { field, value, replaces } = self else { return Some(self.clone()) };
            let mut one = |op: &OpRef| Some(OpRef { actor: rename(op)?.0, ..*op });
            let replaces = replaces.iter().map(&mut one).collect::<Option<_>>()?;
            return Some(Self::Field { field: *field, value: value.clone(), replaces });
        };
        let mut renamed = Vec::with_capacity(runs.len());
        for run in runs {
            match run {
                Run::Insert { after, text } => {
                    let after = match after {
                        Some(op) => Some(OpRef { actor: rename(op)?.0, ..*op }),
                        None => None,
                    };
                    renamed.push(Run::Insert { after, text: text.clone() });
                }
                Run::Delete { first, count } => {
                    let end = first.counter + u64::from(*count);
                    let mut counter = first.counter;
                    while counter < end {
                        let (actor, upto) = rename(&OpRef { counter, actor: first.actor })?;
                        let upto = upto.clamp(counter + 1, end);
                        let count = u32::try_from(upto - counter).ok()?;
                        renamed.push(Run::Delete { first: OpRef { counter, actor }, count });
                        counter = upto;
                    }
                }
            }
        }
        Some(Self::Text(renamed))
    }

    /// The same in as few runs as it can be said in, for a change whose first operation has this
    /// counter and whose author is actor 0.
    pub fn joined(self, start_op: u64) -> Self {
        let Self::Text(runs) = self else { return self };
        let mut next_op = start_op;
        let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            let ops = run.ops();
            match (joined.last_mut(), run) {
                (Some(Run::Insert { text: before, .. }), Run::Insert { after: Some(op), text })
                    if op == (OpRef { counter: next_op - 1, actor: 0 }) =>
                {
                    before.push_str(&text);
                }
                (
                    Some(Run::Delete { first: before, count: so_far }),
                    Run::Delete { first, count },
                ) if first.actor == before.actor
                    && first.counter == before.counter + u64::from(*so_far) =>
                {
                    *so_far = so_far.saturating_add(count);
                }
                (_, run) => joined.push(run),
            }
            next_op += ops;
        }
        Self::Text(joined)
    }

    /// The same apart from the table of actors that it was numbered by: a table of its own, the
    /// author first, and the content numbered by that. `actor_of` knows all actors of the content.
    pub fn apart(&self, author: u32, actor_of: impl Fn(u32) -> ActorKey) -> (Vec<ActorKey>, Self) {
        let mut actors = vec![actor_of(author)];
        let mut known = Map::from([(author, 0)]);
        let content = self.renumbered(|actor| {
            Some(*known.entry(actor).or_insert_with(|| {
                actors.push(actor_of(actor));
                actors.len() as u32 - 1
            }))
        });
        (actors, content.expect("every actor was just given a number"))
    }

    /// Whether both put the same field.
    pub fn is_of_field_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { field: mine, .. }, Self::Field { field: theirs, .. }) => mine == theirs,
            (Self::Fact { .. } | Self::Text(_) | Self::Field { .. }, _) => false,
        }
    }

    /// Why this is too large or empty, if it is.
    pub fn oversize(&self) -> Option<&'static str> {
        let ops_max = limits::CHANGE_OPS_MAX as u64;
        match self {
            Self::Fact { json, .. } => {
                (json.len() > limits::FACT_BYTES_MAX).then_some("fact-too-long")
            }
            Self::Field { value, replaces, .. } => (value.len() > limits::FIELD_BYTES_MAX
                || replaces.len() > limits::FIELD_REPLACED_MAX)
                .then_some("field-too-long"),
            Self::Text(runs) if runs.is_empty() || runs.iter().any(|run| run.ops() == 0) => {
                Some("empty-edit")
            }
            Self::Text(_) => (self.ops() > ops_max).then_some("edit-too-long"),
        }
    }
}

impl Run {
    /// The most bytes that a run takes beside its text.
    pub const WEIGHT: usize = 18;

    fn ops(&self) -> u64 {
        match self {
            Self::Insert { text, .. } => text.chars().count() as u64,
            Self::Delete { count, .. } => u64::from(*count),
        }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Insert { text, .. } => Self::WEIGHT + text.len(),
            Self::Delete { .. } => Self::WEIGHT,
        }
    }

    fn reference(&self) -> Option<&OpRef> {
        match self {
            Self::Insert { after, .. } => after.as_ref(),
            Self::Delete { first, .. } => Some(first),
        }
    }
}

/// Fields travel as a number of their own, so that the order of the enum is free to change.
mod field_code {
    use super::*;

    pub fn serialize<S: Serializer>(field: &PageField, out: S) -> Result<S::Ok, S::Error> {
        let code: u8 = match field {
            PageField::Title => 0,
            PageField::Path => 1,
            PageField::Credit => 2,
        };
        code.serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<PageField, D::Error> {
        match u8::deserialize(input)? {
            0 => Ok(PageField::Title),
            1 => Ok(PageField::Path),
            2 => Ok(PageField::Credit),
            other => Err(de::Error::custom(format_args!("no field has the number {other}"))),
        }
    }
}
