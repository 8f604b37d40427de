//! Moves the threads of a frame until all wait, as the engine does: what happens by itself happens at once, the last that is
//! sent moves first, and where a condition decides, both ways are looked at.

use std::collections::{HashMap, HashSet};

use super::marking::{Marking, Move, Token};
use super::net::{Known, Net};
use super::trail::{How, Label};
use crate::definition::step::{Choose, StepKind};
use crate::definition::{Expr, Named};
use crate::graph::{Edge, NodeId, NodeKind, ScopeId};

/// A way out of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Exit {
    /// The blocks that it leaves beyond the first.
    pub leaves: Vec<NodeId>,
    pub enters: Vec<NodeId>,
    pub to: u32,
    pub via: u32,
    /// The other ways of a list that leads out of it.
    pub beside: Vec<Exit>,
}

impl Exit {
    fn of(edge: &Edge, via: u32) -> Self {
        let leaves = edge.leaves.iter().skip(1).copied().collect();
        Self { leaves, enters: edge.enters.clone(), to: edge.to.0, via, beside: Vec::new() }
    }

    fn edge(&self) -> Edge {
        Edge { to: NodeId(self.to), leaves: self.leaves.clone(), enters: self.enters.clone(), back: false }
    }
}

/// What a block can come to: found when its inside was looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    /// How it is done, where it can be.
    pub done: Option<Vec<Label>>,
    /// Of a choice of one way, how each of its cases is done that can be.
    pub cases: Vec<(usize, Vec<Label>)>,
    /// The ways out of it, each with how it comes to that.
    pub exits: Vec<(Exit, Vec<Label>)>,
}

impl Summary {
    /// Whether a thread that has come to the block stays there.
    pub fn leads_nowhere(&self) -> bool {
        self.done.is_none() && self.cases.is_empty() && self.exits.is_empty()
    }
}

/// How a frame ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing is left in it.
    Over,
    /// The run ends with this outcome.
    Outcome(u32),
    /// It is left.
    Exit(Exit),
}

/// One thing that can happen, as far as it was followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk {
    pub at: Marking,
    pub trail: Vec<Label>,
    pub end: Option<End>,
    /// Two joins that waited for each other.
    pub circle: Option<(u32, u32)>,
}

/// A block that is come to, and where it is entered past its beginning.
pub(super) type Door = (u32, Option<u32>);

/// One frame while it is looked at.
pub(super) struct Frame<'n, 'a> {
    pub net: &'n Net<'a>,
    pub scope: ScopeId,
    pub blocks: &'n HashMap<u32, Summary>,
    /// How each step and block was come to first, from the marking that was looked at then.
    pub doors: HashMap<Door, (usize, Vec<Label>)>,
    /// The marking that is looked at.
    pub from: usize,
    /// Moves made so far.
    pub moved: usize,
    /// What goes round by itself for ever, where that was found.
    pub spins: Option<Vec<Label>>,
}

impl Frame<'_, '_> {
    /// Follows a walk until all its threads wait: every way that it can end.
    pub fn settle(&mut self, walk: Walk) -> Vec<Walk> {
        let mut seen: HashSet<Marking> = HashSet::new();
        let (mut left, mut settled) = (vec![walk], Vec::new());
        let mut round = None;
        while let Some(mut walk) = left.pop() {
            if walk.end.is_some() {
                settled.push(walk);
                continue;
            }
            self.moved += 1;
            if let Some(next) = walk.at.moves.pop() {
                // A chain that comes to where it was goes on for ever, or by another way that is looked at too.
                let mut here = walk.at.clone();
                here.moves.push(next);
                if seen.insert(here) {
                    self.arrive(walk, next, &mut left);
                } else {
                    round = round.or(Some(walk.trail));
                }
            } else if walk.at.tokens.is_empty() {
                walk.end = Some(End::Over);
                settled.push(walk);
            } else if !self.settle_joins(&walk, &mut left) {
                settled.push(walk);
            }
        }
        if settled.is_empty() {
            self.spins = self.spins.take().or(round);
        }
        settled
    }

    fn arrive(&mut self, mut walk: Walk, next: Move, out: &mut Vec<Walk>) {
        let node = self.net.node(next.to);
        match &node.kind {
            NodeKind::Start(_) => {
                walk.at.put(Token::At(next.to, 0));
                out.push(walk);
            }
            NodeKind::Step(_) => {
                if self.come(&mut walk, next) {
                    self.enter(walk, next.to, out);
                } else {
                    out.push(walk);
                }
            }
            NodeKind::Split(..) => self.split(walk, next, out),
            NodeKind::Outcome(_) => {
                walk.end = Some(End::Outcome(next.to));
                out.push(walk);
            }
            NodeKind::Join(_) | NodeKind::Undone(_) | NodeKind::Aside | NodeKind::ThreadEnd => out.push(walk),
        }
    }

    /// A thread comes to a step past its join: it is passed over, done at once, or waits.
    pub fn enter(&mut self, walk: Walk, at: u32, out: &mut Vec<Walk>) {
        let (node, Some(step)) = (self.net.node(at), self.net.step(at)) else { return };
        let (holds, not) = self.fork(walk, step.when.as_ref());
        if let (Some(mut walk), Some(skip)) = (not, node.skip.as_ref().or(node.next.as_ref())) {
            walk.trail.push(Label { node: at, how: How::Skipped });
            self.follow(&mut walk, skip, at);
            out.push(walk);
        }
        let Some(mut walk) = holds else { return };
        self.doors.entry((at, None)).or_insert_with(|| (self.from, walk.trail.clone()));
        if self.net.waits(at) {
            walk.at.put(Token::At(at, 0));
            out.push(walk);
            return;
        }
        match &step.kind {
            StepKind::Choose(choose) if !step.is_block() => self.choose(walk, at, choose, out),
            _ if node.join.is_some() => self.block_over(&walk, at, out),
            _ => {
                walk.trail.push(Label { node: at, how: How::Done });
                self.cancel(&mut walk, &step.cancels);
                if let Some(next) = &node.next {
                    self.follow(&mut walk, next, at);
                }
                out.push(walk);
            }
        }
    }

    /// Both ways of a condition, as far as they are possible.
    pub fn fork(&self, walk: Walk, when: Option<&Expr>) -> (Option<Walk>, Option<Walk>) {
        match self.net.known(when) {
            Known::Always => (Some(walk), None),
            Known::Never => (None, Some(walk)),
            Known::Either(number) => {
                // Nothing has changed since it was asked.
                let since = walk.trail.iter().rev().take_while(|label| label.how != How::Done);
                let before = since.filter_map(|label| match label.how {
                    How::If(known, holds) if known == number => Some(holds),
                    _ => None,
                });
                match before.into_iter().next() {
                    Some(true) => return (Some(walk), None),
                    Some(false) => return (None, Some(walk)),
                    None => {}
                }
                let mut not = walk.clone();
                let mut holds = walk;
                holds.trail.push(Label { node: 0, how: How::If(number, true) });
                not.trail.push(Label { node: 0, how: How::If(number, false) });
                (Some(holds), Some(not))
            }
        }
    }

    fn choose(&mut self, walk: Walk, at: u32, choose: &Choose, out: &mut Vec<Walk>) {
        let node = self.net.node(at);
        let mut rest = Some(walk);
        for (nth, (case, edge)) in choose.cases.iter().zip(&node.cases).enumerate() {
            let Some(walk) = rest.take() else { return };
            let (holds, not) = self.fork(walk, case.when.as_ref());
            if let Some(mut walk) = holds {
                walk.trail.push(Label { node: at, how: How::Case(nth as u16) });
                self.follow(&mut walk, edge, at);
                out.push(walk);
            }
            rest = not;
        }
        if let (Some(mut walk), Some(next)) = (rest, &node.next) {
            walk.trail.push(Label { node: at, how: How::NoCase });
            self.follow(&mut walk, next, at);
            out.push(walk);
        }
    }

    /// A block that is come to is done, or left.
    pub fn block_over(&mut self, walk: &Walk, at: u32, out: &mut Vec<Walk>) {
        let Some(known) = self.blocks.get(&at) else { return };
        let (node, Some(step)) = (self.net.node(at), self.net.step(at)) else { return };
        let goes_on = node.join.and_then(|join| self.net.node(join.0).next.as_ref());
        if let (Some(trail), Some(edge)) = (&known.done, goes_on) {
            let mut walk = walk.clone();
            walk.trail.extend(trail);
            walk.trail.extend(self.net.waited_for(at));
            let how = if step.is_one_way() { How::NoCase } else { How::Done };
            walk.trail.push(Label { node: at, how });
            self.cancel(&mut walk, &step.cancels);
            self.follow(&mut walk, edge, at);
            out.push(walk);
        }
        for (nth, trail) in &known.cases {
            let Some(edge) = node.cases.get(*nth) else { continue };
            let mut walk = walk.clone();
            walk.trail.extend(trail);
            self.cancel(&mut walk, &step.cancels);
            self.follow(&mut walk, edge, at);
            out.push(walk);
        }
        for (exit, trail) in &known.exits {
            let mut walk = walk.clone();
            walk.trail.extend(trail);
            let ways: Vec<Edge> = std::iter::once(exit).chain(&exit.beside).map(Exit::edge).collect();
            self.ways(walk, &ways.iter().collect::<Vec<_>>(), exit.via, out);
        }
    }

    /// A thread goes along a way: out of the frame, into a stage past its beginning, or on.
    pub fn follow(&mut self, walk: &mut Walk, edge: &Edge, via: u32) {
        if walk.end.is_some() {
            return;
        }
        if !edge.leaves.is_empty() {
            walk.end = Some(End::Exit(Exit::of(edge, via)));
            return;
        }
        match edge.enters.as_slice() {
            [] => walk.at.moves.push(Move { to: edge.to.0, via }),
            [stage, further @ ..] => {
                let inside = further.first().map_or(edge.to.0, |stage| stage.0);
                let from = self.from;
                self.doors.entry((stage.0, Some(inside))).or_insert_with(|| (from, walk.trail.clone()));
                self.doors.entry((stage.0, None)).or_insert_with(|| (from, walk.trail.clone()));
                walk.at.put(Token::At(stage.0, 0));
            }
        }
    }

    /// Goes several ways: the first that is written moves first.
    fn split(&mut self, walk: Walk, next: Move, out: &mut Vec<Walk>) {
        let node = self.net.node(next.to);
        let NodeKind::Split(owner, splits) = &node.kind else { return };
        let mut partial: Vec<(Walk, Vec<&Edge>)> = vec![(walk, Vec::new())];
        for (nth, split) in splits.iter().enumerate() {
            let mut further = Vec::new();
            for (walk, taken) in partial {
                let (holds, not) = self.fork(walk, split.when.as_ref());
                if let Some(mut walk) = holds {
                    walk.trail.push(Label { node: next.to, how: How::To(nth as u16) });
                    let mut more = taken.clone();
                    more.extend((0..split.times).map(|_| &split.edge));
                    further.push((walk, more));
                }
                further.extend(not.map(|walk| (walk, taken)));
            }
            partial = further;
            self.moved += partial.len();
            if self.moved > super::MOVES_MAX {
                return;
            }
        }
        for (walk, mut taken) in partial {
            if taken.is_empty() {
                taken.extend(&node.next);
            }
            self.ways(walk, &taken, owner.0, out);
        }
    }

    /// Goes all these ways at once. Those that lead out of the frame leave it together; where others stay in it, either is looked at.
    fn ways(&mut self, mut walk: Walk, ways: &[&Edge], via: u32, out: &mut Vec<Walk>) {
        let (stay, leave): (Vec<&Edge>, Vec<&Edge>) = ways.iter().partition(|edge| edge.leaves.is_empty());
        if let [first, others @ ..] = leave.as_slice() {
            let beside = others.iter().map(|edge| Exit::of(edge, via)).collect();
            let exit = Exit { beside, ..Exit::of(first, via) };
            let walk = if stay.is_empty() { std::mem::take(&mut walk) } else { walk.clone() };
            out.push(Walk { end: walk.end.clone().or(Some(End::Exit(exit))), ..walk });
        }
        if !stay.is_empty() {
            for edge in stay.into_iter().rev() {
                self.follow(&mut walk, edge, via);
            }
            out.push(walk);
        }
    }

    /// Withdraws what is named, as far as it is in this frame.
    pub fn cancel(&self, walk: &mut Walk, names: &[Named]) {
        for named in names {
            let Some(node) = self.net.graph.step(&named.name) else { continue };
            walk.at.tokens.retain(|token| token.node() != node.id.0);
        }
    }
}
