//! A change that somebody vouched for -> a change that this document may take, or the reason why
//! not. Touches no automerge. Invariant: the verdict depends on the change and its ancestors alone,
//! so that all replicas judge alike, in whatever order changes reach them.

use std::collections::BTreeMap;

use super::branches::View;
use super::content::{Content, OpRef, Run};
use super::graph::{Clock, Graph};
use super::index::{Index, blocks};
use super::schema::{Draft, Schema};

/// A short name of the reason, the same in every language.
pub(super) type Code = &'static str;

/// What a draft is checked against.
pub(super) struct Ground<'a> {
    pub schema: Schema,
    pub graph: &'a Graph,
    pub index: &'a Index,
}

impl Ground<'_> {
    /// Judges a draft whose parents are all here under the numbers `deps`. Gives its content in
    /// this document's own terms: actors are numbers of the graph's table, and an author who is new
    /// has the next free one.
    pub fn check(&self, draft: &Draft, deps: &[u32]) -> Result<Content, Code> {
        let graph = self.graph;
        if !draft.deps.is_sorted_by(|a, b| a < b) {
            return Err("parents-not-distinct");
        }
        if draft.start_op != graph.max_op(deps) + 1 {
            return Err("wrong-start-op");
        }
        if draft.at_seconds < graph.newest_seconds(deps) {
            return Err("claims-a-time-before-its-parents");
        }
        let clock = graph.clock(deps);
        if graph.sees_fork_of(&draft.actor().device(), &clock) {
            return Err("goes-on-after-two-in-one-place");
        }
        let last = graph.last_seen(draft.actor(), &clock);
        if last.map_or(0, |last| graph.node(last).seq) + 1 != draft.seq {
            return Err("gap-in-sequence");
        }
        let me = graph.number_for(draft.actor(), &clock);
        let content = graph.numbered(draft, me, View::Seen(&clock));
        let content = content.ok_or("refers-to-nobody-known")?;
        match (&content, self.schema) {
            (Content::Fact { id, .. }, Schema::Facts | Schema::Page) => {
                if self.index.fact(id).iter().any(|node| graph.sees(&clock, *node)) {
                    return Err("fact-exists");
                }
            }
            (Content::Field { .. } | Content::Text(_), Schema::Facts) => {
                return Err("only-facts-here");
            }
            (Content::Field { replaces, .. }, Schema::Page) => {
                self.check_field(draft, &content, replaces, &clock)?;
            }
            (Content::Text(runs), Schema::Page) => {
                Edit::new(self, &clock, me, draft.start_op).check(runs)?;
            }
        }
        Ok(content)
    }

    /// Every value that a put of a field replaces is one of that field, and seen by its author.
    fn check_field(
        &self,
        draft: &Draft,
        content: &Content,
        replaces: &[OpRef],
        clock: &Clock,
    ) -> Result<(), Code> {
        let order = |op: &OpRef| (op.counter, draft.actors[op.actor as usize]);
        if let Content::Field { replaces, .. } = &draft.content
            && !replaces.is_sorted_by(|a, b| order(a) < order(b))
        {
            return Err("replaced-not-distinct");
        }
        for op in replaces {
            let seen = self.graph.find_op(op.actor, op.counter);
            let seen = seen.filter(|number| self.graph.sees(clock, *number));
            let other = seen.and_then(|number| self.graph.node(number).content.as_ref());
            if !other.is_some_and(|other| other.is_of_field_of(content)) {
                return Err("replaces-what-is-not-there");
            }
        }
        Ok(())
    }
}

/// A walk over the text operations of one change.
struct Edit<'a> {
    ground: &'a Ground<'a>,
    clock: &'a Clock,
    me: u32,
    start_op: u64,
    next_op: u64,
    /// What this change itself inserted so far: first counter and the one after the last.
    inserted: Vec<(u64, u64)>,
    /// What this change itself took away so far.
    deleted: BTreeMap<(u32, u64), u64>,
}

impl<'a> Edit<'a> {
    fn new(ground: &'a Ground<'a>, clock: &'a Clock, me: u32, start_op: u64) -> Self {
        let (inserted, deleted) = (Vec::new(), BTreeMap::new());
        Self { ground, clock, me, start_op, next_op: start_op, inserted, deleted }
    }

    fn check(&mut self, runs: &[Run]) -> Result<(), Code> {
        for run in runs {
            match run {
                Run::Insert { after, text } => {
                    if let Some(after) = after {
                        self.present(after).ok_or("inserts-after-what-is-not-there")?;
                    }
                    let end = self.next_op + text.chars().count() as u64;
                    self.inserted.push((self.next_op, end));
                    self.next_op = end;
                }
                Run::Delete { first, count } => {
                    self.check_deletion(first, u64::from(*count))?;
                    self.next_op += u64::from(*count);
                }
            }
        }
        Ok(())
    }

    fn check_deletion(&mut self, first: &OpRef, count: u64) -> Result<(), Code> {
        let mut checked = 0;
        while checked < count {
            let op = OpRef { actor: first.actor, counter: first.counter + checked };
            checked += self.present(&op).ok_or("deletes-what-is-not-there")?;
        }
        let ground = self.ground;
        for (block, bits) in blocks(first, count) {
            let mine = self.deleted.entry(block).or_insert(0);
            if *mine & bits != 0 || ground.index.is_deleted(ground.graph, self.clock, block, bits) {
                return Err("deletes-twice");
            }
            *mine |= bits;
        }
        Ok(())
    }

    /// How many elements from this one on are there for the author of the change; not 0.
    fn present(&self, op: &OpRef) -> Option<u64> {
        if op.actor == self.me && op.counter >= self.start_op {
            let before = self.inserted.partition_point(|(start, _)| *start <= op.counter);
            let (_, end) = self.inserted.get(before.checked_sub(1)?)?;
            return end.checked_sub(op.counter).filter(|count| *count > 0);
        }
        let elements = self.ground.index.elements(op)?;
        self.ground.graph.sees(self.clock, elements.node).then_some(elements.count)
    }
}
