//! A chain that was forked -> its branches, and what each is called. Touches no automerge.
//! Invariant: what a branch is called follows from the changes that are looked at alone: of those
//! in one place the one with the lowest hash goes by the name of the whole chain, in whatever order
//! they came.

use super::content::{ActorKey, Content, OpRef};
use super::graph::{Clock, Graph, Node};
use super::schema::Draft;
use crate::id::{ChangeHash, DeviceKey};
use crate::ordered::{self, Map, Set};

/// Two changes of one device for one place of one of its chains, each vouched for by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equivocation {
    /// Who signed both.
    pub device: DeviceKey,
    /// The two, ascending.
    pub changes: [ChangeHash; 2],
}

/// Where a branch leaves another number of its actor: beside the change of this place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fork {
    pub from: u32,
    pub seq: u64,
}

/// The branches of all chains that were forked.
#[derive(Debug, Clone, Default)]
pub(super) struct Forks {
    by_number: Map<u32, Fork>,
    /// Where they leave, then the branch.
    by_place: Set<(u32, u64, u32)>,
    by_actor: Set<(ActorKey, u32)>,
}

impl Forks {
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }

    pub fn insert(&mut self, actor: ActorKey, number: u32, fork: Fork) {
        self.by_number.insert(number, fork);
        self.by_place.insert((fork.from, fork.seq, number));
        self.by_actor.insert((actor, number));
    }

    /// Forgets a number; whether it was a branch.
    pub fn remove(&mut self, actor: &ActorKey, number: u32) -> bool {
        let Some(fork) = self.by_number.remove(&number) else { return false };
        self.by_place.remove(&(fork.from, fork.seq, number));
        self.by_actor.remove(&(*actor, number));
        true
    }

    /// The branches that leave here.
    fn at(&self, from: u32, seq: u64) -> &[(u32, u64, u32)] {
        let first = self.by_place.partition_point(|one| (one.0, one.1) < (from, seq));
        let last = self.by_place.partition_point(|one| (one.0, one.1) <= (from, seq));
        &self.by_place[first..last]
    }

    /// The last place of a number before this one where branches leave it.
    fn before(&self, from: u32, seq: u64) -> Option<u64> {
        let after = self.by_place.partition_point(|one| (one.0, one.1) < (from, seq));
        let (number, seq, _) = *self.by_place.get(after.checked_sub(1)?)?;
        (number == from).then_some(seq)
    }

    fn of_actor(&self, actor: &ActorKey) -> &[(ActorKey, u32)] {
        let first = self.by_actor.partition_point(|one| one.0 < *actor);
        let last = self.by_actor.partition_point(|one| one.0 <= *actor);
        &self.by_actor[first..last]
    }

    /// The forked chains of a device.
    pub fn of_device(&self, device: &DeviceKey) -> impl Iterator<Item = &ActorKey> {
        let first = self.by_actor.partition_point(|one| one.0.device() < *device);
        let last = self.by_actor.partition_point(|one| one.0.device() <= *device);
        let chains = self.by_actor[first..last].chunk_by(|one, other| one.0 == other.0);
        chains.filter_map(|branches| branches.first().map(|one| &one.0))
    }

    fn first_seq(&self, number: u32) -> u64 {
        self.by_number.get(&number).map_or(1, |fork| fork.seq)
    }
}

/// What part of a document somebody looks at.
#[derive(Debug, Clone, Copy)]
pub(super) enum View<'a> {
    /// All of it.
    All,
    /// What is seen by a change with this clock.
    Seen(&'a Clock),
}

/// What branches are called in one view: looked up once, however many changes somebody put on them.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Map<u32, (ActorKey, u64)>);

impl Names {
    /// What the branch of a change is called, and the place in the chain from which on it is. The
    /// view is the same at each call.
    pub fn of(&mut self, graph: &Graph, number: u32, view: View<'_>) -> (ActorKey, u64) {
        let actor = *graph.actor(graph.node(number).actor);
        if !graph.is_forked(&actor) {
            return (actor, 1);
        }
        let (mut passed, mut at) = (Vec::new(), Some(number));
        let name = loop {
            let Some(one) = at else { break (actor, 1) };
            if let Some(known) = self.0.get(&one) {
                break *known;
            }
            passed.push(one);
            if graph.gives_way(one, view) {
                let node = graph.node(one);
                break (actor.branch(node.hash), node.seq);
            }
            at = graph.before_fork(one);
        };
        self.0.extend(passed.into_iter().map(|one| (one, name)));
        name
    }
}

impl Graph {
    /// All numbers of an actor.
    fn numbers_of(&self, actor: &ActorKey) -> impl Iterator<Item = u32> {
        let branches = self.forks().of_actor(actor).iter().map(|(_, number)| *number);
        self.find_actor(actor).into_iter().chain(branches)
    }

    /// Whether an actor signed two changes for one place.
    fn is_forked(&self, actor: &ActorKey) -> bool {
        !self.forks().of_actor(actor).is_empty()
    }

    fn first_seq(&self, number: u32) -> u64 {
        self.forks().first_seq(number)
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
        self.forks().of_device(device).any(|actor| {
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

    /// The number and the place in it beside which the branches leave that are in the place of this
    /// change.
    fn place(&self, number: u32) -> (u32, u64) {
        let node = self.node(number);
        match self.forks().by_number.get(&node.actor) {
            Some(fork) if fork.seq == node.seq => (fork.from, fork.seq),
            Some(_) | None => (node.actor, node.seq),
        }
    }

    /// The changes in one place.
    fn in_place(&self, (from, seq): (u32, u64)) -> impl Iterator<Item = u32> {
        let at = seq.checked_sub(self.first_seq(from)).map(|at| at as usize);
        let own = at.and_then(|at| self.chain(from).get(at)).copied();
        let branches = self.forks().at(from, seq).iter();
        own.into_iter().chain(branches.filter_map(|(_, _, one)| self.chain(*one).first()).copied())
    }

    /// Whether another change in the place of this one goes by the name of the chain.
    pub fn gives_way(&self, number: u32, view: View<'_>) -> bool {
        let hash = self.node(number).hash;
        let mut others = self.in_place(self.place(number));
        others.any(|other| self.node(other).hash < hash && self.shows(view, other))
    }

    /// Whether this change takes the name of its chain from one that is older here.
    pub fn displaces(&self, number: u32, first: u32) -> bool {
        let hash = self.node(number).hash;
        let mut older = self.in_place(self.place(number)).filter(|one| *one < first);
        older.any(|one| self.node(one).hash > hash)
    }

    /// The nearest change below this one, of the same author, in whose place there are others.
    fn before_fork(&self, number: u32) -> Option<u32> {
        let node = self.node(number);
        let first = self.first_seq(node.actor);
        if let Some(seq) = self.forks().before(node.actor, node.seq) {
            return self.chain(node.actor).get((seq - first) as usize).copied();
        }
        if node.seq > first && self.forks().by_number.contains_key(&node.actor) {
            return self.chain(node.actor).first().copied();
        }
        let fork = self.forks().by_number.get(&node.actor)?;
        let at = (fork.seq - 1).checked_sub(self.first_seq(fork.from))?;
        self.chain(fork.from).get(at as usize).copied()
    }

    /// The number of an operation that goes by this name among what `view` shows, and the counter
    /// up to which that holds for those that follow.
    pub fn resolve(
        &self,
        name: &ActorKey,
        counter: u64,
        (names, view): (&mut Names, View<'_>),
    ) -> Option<(u32, u64)> {
        let whole = name.whole();
        if !self.is_forked(&whole) {
            let number = self.find_actor(&whole)?;
            return name.branch.is_none().then_some((number, u64::MAX));
        }
        let ops = self.numbers_of(&whole).filter_map(|number| self.find_op(number, counter));
        let mut ops = ops.filter(|op| self.shows(view, *op));
        let op = ops.find(|op| names.of(self, *op, view).0 == *name)?;
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
        let mut names = Names::default();
        draft.content.renamed(|op| {
            if op.actor == 0 && op.counter >= draft.start_op {
                return Some((me, u64::MAX));
            }
            self.resolve(&draft.actors[op.actor as usize], op.counter, (&mut names, view))
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

    /// Content in the numbers of this graph, by the names of the changes that it refers to, for a
    /// change by this author; its operations from `start_op` on are its own.
    pub fn named(
        &self,
        content: &Content,
        (author, me): (ActorKey, u32),
        start_op: u64,
        mut name: impl FnMut(u32) -> ActorKey,
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
            Some((index_of(name(number)), node.start_op + node.ops))
        });
        let named = named.expect("what was let in refers to what is here").joined(start_op);
        (actors, named)
    }

    /// One fork of each device that signed two changes for one place: the same on every replica
    /// that has the same changes.
    pub fn equivocations(&self) -> Vec<Equivocation> {
        let mut found: Vec<Equivocation> = Vec::new();
        let places =
            self.forks().by_place.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1));
        for (from, seq, branch) in places.filter_map(|place| place.first()) {
            let mut hashes: Vec<ChangeHash> =
                self.in_place((*from, *seq)).map(|number| self.node(number).hash).collect();
            ordered::sort(&mut hashes);
            hashes.truncate(2);
            let Ok(changes) = <[ChangeHash; 2]>::try_from(hashes) else { continue };
            found.push(Equivocation { device: self.actor(*branch).device(), changes });
        }
        ordered::sort(&mut found);
        let mut named = Set::new();
        found.retain(|one| named.insert(one.device));
        found
    }

    /// The first change at or after this one, on its branch, that bears a signature, with all
    /// between the two that leads from one to the other; parents first.
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
