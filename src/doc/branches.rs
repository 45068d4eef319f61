//! A chain that was forked -> its branches, and what each is called. Touches no automerge. Invariant:
//! what a branch is called follows from the changes that are looked at alone: of those in one place the
//! one with the lowest hash goes by the name of the whole chain, in whatever order they came.

use super::content::{ActorKey, Content, OpRef};
use super::graph::{Clock, Graph, Node};
use super::schema::Draft;
use crate::id::{ChangeHash, DeviceKey};
use crate::ordered::{self, Set};

/// Two changes of one device for one place of one of its chains, each vouched for by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equivocation {
    /// Who signed both.
    pub device: DeviceKey,
    /// The two, ascending.
    pub changes: [ChangeHash; 2],
}

/// What part of a document somebody looks at.
#[derive(Debug, Clone, Copy)]
pub(super) enum View<'a> {
    /// All of it.
    All,
    /// What is seen by a change with this clock.
    Seen(&'a Clock),
}

impl Graph {
    /// All numbers of an actor.
    fn numbers_of(&self, actor: &ActorKey) -> impl Iterator<Item = u32> {
        let whole = self.find_actor(actor);
        let branches = self.forks().keys().copied();
        let same =
            move |number: &u32| whole.is_some_and(|whole| self.actor(*number) == self.actor(whole));
        whole.into_iter().chain(branches.filter(same))
    }

    /// Whether an actor signed two changes for one place.
    fn is_forked(&self, actor: &ActorKey) -> bool {
        self.forks().keys().any(|number| self.actor(*number) == actor)
    }

    fn first_seq(&self, number: u32) -> u64 {
        self.forks().get(&number).map_or(1, |fork| fork.seq)
    }

    fn shows(&self, view: View<'_>, number: u32) -> bool {
        match view {
            View::All => true,
            View::Seen(clock) => self.sees(clock, number),
        }
    }

    /// The last change of an actor that is seen.
    pub fn last_seen(&self, actor: &ActorKey, clock: &Clock) -> Option<u32> {
        let last = |number: u32| {
            let seq = clock.get(&number)?;
            self.chain(number).get((seq - self.first_seq(number)) as usize).copied()
        };
        self.numbers_of(actor).filter_map(last).max_by_key(|one| self.node(*one).seq)
    }

    /// Whether two changes of a device for one place are seen.
    pub fn sees_fork_of(&self, device: &DeviceKey, clock: &Clock) -> bool {
        let theirs = self.forks().keys().map(|number| self.actor(*number));
        let mut theirs = theirs.filter(|actor| actor.device() == *device);
        theirs.any(|actor| {
            let (mut seen, mut furthest) = (0, 0);
            for number in self.numbers_of(actor) {
                if let Some(last) = clock.get(&number) {
                    seen += last + 1 - self.first_seq(number);
                    furthest = furthest.max(*last);
                }
            }
            seen > furthest
        })
    }

    /// The changes in the place of this one, itself among them.
    fn beside(&self, number: u32) -> Vec<u32> {
        let node = self.node(number);
        let (from, seq) = match self.forks().get(&node.actor) {
            Some(fork) if fork.seq == node.seq => (fork.from, fork.seq),
            Some(_) | None => (node.actor, node.seq),
        };
        let first = self.first_seq(from);
        let own = seq.checked_sub(first).and_then(|at| self.chain(from).get(at as usize));
        let others = self.forks().iter().filter(|(_, fork)| fork.from == from && fork.seq == seq);
        own.into_iter()
            .chain(others.filter_map(|(branch, _)| self.chain(*branch).first()))
            .copied()
            .collect()
    }

    /// Whether this change takes the name of its chain from one that is older here.
    pub fn displaces(&self, number: u32, first: u32) -> bool {
        let hash = self.node(number).hash;
        let beside = self.beside(number).into_iter();
        beside.filter(|one| *one < first).any(|one| self.node(one).hash > hash)
    }

    /// What the branch of a change is called, and the place in the chain from which on it is.
    pub fn name(&self, number: u32, view: View<'_>) -> (ActorKey, u64) {
        let actor = *self.actor(self.node(number).actor);
        if !self.is_forked(&actor) {
            return (actor, 1);
        }
        let mut at = Some(number);
        while let Some(one) = at {
            let node = self.node(one);
            let beside = self.beside(one).into_iter();
            let mut beside = beside.filter(|other| *other == one || self.shows(view, *other));
            if beside.any(|other| self.node(other).hash < node.hash) {
                return (actor.branch(node.hash), node.seq);
            }
            at = self.before(one);
        }
        (actor, 1)
    }

    /// The change of the same author on which this one follows.
    fn before(&self, number: u32) -> Option<u32> {
        let node = self.node(number);
        let first = self.first_seq(node.actor);
        if node.seq > first {
            return self.chain(node.actor).get((node.seq - first - 1) as usize).copied();
        }
        let from = self.forks().get(&node.actor)?.from;
        let at = (node.seq - 1).checked_sub(self.first_seq(from))?;
        self.chain(from).get(at as usize).copied()
    }

    /// The number of an operation that goes by this name among what `view` shows, and the counter up
    /// to which that holds for those that follow.
    pub fn resolve(&self, name: &ActorKey, counter: u64, view: View<'_>) -> Option<(u32, u64)> {
        let whole = name.whole();
        if !self.is_forked(&whole) {
            let number = self.find_actor(&whole)?;
            return name.branch.is_none().then_some((number, u64::MAX));
        }
        let ops = self.numbers_of(&whole).filter_map(|number| self.find_op(number, counter));
        let mut ops = ops.filter(|op| self.shows(view, *op));
        let op = ops.find(|op| self.name(*op, view).0 == *name)?;
        let node = self.node(op);
        Some((node.actor, node.start_op + node.ops))
    }

    /// What a draft holds in the numbers of this graph, whose author will have the number `me`.
    pub fn numbered(&self, draft: &Draft, me: u32, view: View<'_>) -> Option<Content> {
        let mut names = draft.actors.iter().map(|name| name.whole());
        if !self.begins_branch(draft, me) && !names.any(|name| self.is_forked(&name)) {
            return draft.content.renumbered(|index| match index {
                0 => Some(me),
                other => self.find_actor(&draft.actors[other as usize]),
            });
        }
        draft.content.renamed(|op| {
            if op.actor == 0 && op.counter >= draft.start_op {
                return Some((me, u64::MAX));
            }
            self.resolve(&draft.actors[op.actor as usize], op.counter, view)
        })
    }

    /// Whether a draft, whose author will have the number `me`, forks a chain.
    fn begins_branch(&self, draft: &Draft, me: u32) -> bool {
        self.find_actor(draft.actor()).is_some_and(|whole| whole != me)
    }

    /// What to keep of a draft beside its content in the numbers of this graph.
    pub fn said(
        &self,
        draft: &Draft,
        content: &Content,
        me: u32,
    ) -> Option<Box<(Vec<ActorKey>, Content)>> {
        if self.forks().is_empty() && !self.begins_branch(draft, me) {
            return None;
        }
        let actor_of =
            |number: u32| if number == me { *draft.actor() } else { *self.actor(number) };
        let (actors, plain) = content.apart(me, actor_of);
        let is_plain = actors == draft.actors && plain == draft.content;
        (!is_plain).then(|| Box::new((draft.actors.clone(), draft.content.clone())))
    }

    /// Content in the numbers of this graph, by the names that `view` shows, for a change by this
    /// author; its operations from `start_op` on are its own.
    pub fn named(
        &self,
        content: &Content,
        (author, me): (ActorKey, u32),
        start_op: u64,
        view: View<'_>,
    ) -> (Vec<ActorKey>, Content) {
        let mut actors = vec![author];
        let mut index_of = |name: ActorKey| {
            let known = actors.iter().position(|one| *one == name);
            known.unwrap_or_else(|| {
                actors.push(name);
                actors.len() - 1
            }) as u32
        };
        let named = content.renamed(|op: &OpRef| {
            if op.actor == me && op.counter >= start_op {
                return Some((0, u64::MAX));
            }
            let number = self.find_op(op.actor, op.counter)?;
            let node = self.node(number);
            Some((index_of(self.name(number, view).0), node.start_op + node.ops))
        });
        let named = named.expect("what was let in refers to what is here").joined(start_op);
        (actors, named)
    }

    /// One fork of each device that signed two changes for one place: the same on every replica that
    /// has the same changes.
    pub fn equivocations(&self) -> Vec<Equivocation> {
        let mut found: Vec<Equivocation> = Vec::new();
        for number in self.forks().keys() {
            let Some(first) = self.chain(*number).first() else { continue };
            let mut hashes = self.hashes(&self.beside(*first));
            hashes.truncate(2);
            let Ok(changes) = <[ChangeHash; 2]>::try_from(hashes) else { continue };
            found.push(Equivocation { device: self.actor(*number).device(), changes });
        }
        ordered::sort(&mut found);
        let mut named = Set::new();
        found.retain(|one| named.insert(one.device));
        found
    }

    /// The first change at or after this one, on its branch, that bears a signature, with all between
    /// the two that leads from one to the other; parents first.
    pub fn vouching(&self, number: u32, is_signed: impl Fn(&Node) -> bool) -> Option<Vec<u32>> {
        let node = self.node(number);
        let at = (node.seq - self.first_seq(node.actor)) as usize;
        let chain = self.chain(node.actor)[at..].iter();
        let tip = *chain.clone().find(|one| is_signed(self.node(**one)))?;
        let mut led: Set<u32> = Set::from([number]);
        // Numbers rise from parent to child.
        for one in number + 1..=tip {
            if self.node(one).deps.iter().any(|parent| led.contains(parent)) {
                led.insert(one);
            }
        }
        let mut path = vec![tip];
        while let Some(parent) = path.last().filter(|one| **one != number) {
            let leads = |one: &&u32| led.contains(*one);
            path.push(*self.node(*parent).deps.iter().filter(leads).min()?);
        }
        path.reverse();
        Some(path)
    }
}
