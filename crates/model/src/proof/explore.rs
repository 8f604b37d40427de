//! Looks at every marking that a frame can come to, nearest first, and tells which of them are wrong.

use std::collections::HashMap;

use super::marking::{Marking, Move, Token};
use super::net::{Net, fires};
use super::trail::{How, Label};
use super::walk::{End, Exit, Frame, Summary, Walk};
use crate::definition::step::StepKind;
use crate::graph::{Edge, NodeId, ScopeId};

/// So many ways to one thing that is wrong are kept.
const WAYS_TO_IT: usize = 8;

/// What is wrong, before it is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Wrong {
    /// Only arrivals are left, at this join among others.
    Stuck(u32),
    /// Nothing that can happen from here leads to an end; a step that is open.
    NoWayOut(u32),
    /// Threads become ever more; this step is open more often each time.
    Grows(u32),
    /// The run ends, or the block is left, while something is still open here.
    LeftBehind(u32, Option<u32>),
    /// Two joins wait for each other.
    Circle(u32, u32),
}

/// Something wrong, and how a frame comes to it.
#[derive(Debug, Clone)]
pub(super) struct Violation {
    pub wrong: Wrong,
    pub trail: Vec<Label>,
}

/// What was found in a frame.
#[derive(Debug, Default)]
pub(super) struct Explored {
    pub violations: Vec<Violation>,
    /// How each step and block was come to first.
    pub doors: HashMap<(u32, Option<u32>), Vec<Label>>,
    /// How nothing was left in it, where that can be.
    pub over: Option<Vec<Label>>,
    pub exits: Vec<(Exit, Vec<Label>)>,
    /// Whether all of it was looked at.
    pub is_whole: bool,
}

/// Where a marking can lead.
#[derive(Debug, Clone, Copy)]
enum To {
    State(usize),
    End,
}

pub(super) struct Explorer<'n, 'a> {
    frame: Frame<'n, 'a>,
    states: Vec<Marking>,
    known: HashMap<Marking, usize>,
    /// From which marking each was come to first, and how; those it begins with have none.
    parents: Vec<(Option<usize>, Vec<Label>)>,
    onwards: Vec<Vec<To>>,
    found: Explored,
    /// Whether threads become ever more: there is no end to look for.
    is_endless: bool,
}

impl<'n, 'a> Explorer<'n, 'a> {
    pub fn new(net: &'n Net<'a>, scope: ScopeId, blocks: &'n HashMap<u32, Summary>) -> Self {
        let frame = Frame { net, scope, blocks, doors: HashMap::new(), from: 0, moved: 0, spins: None };
        let (states, known, parents, onwards) = (Vec::new(), HashMap::new(), Vec::new(), Vec::new());
        Self { frame, states, known, parents, onwards, found: Explored::default(), is_endless: false }
    }

    /// Looks at a frame from where its threads begin; `left` moves may be made.
    pub fn explore(mut self, begins: Vec<Marking>, left: &mut usize) -> Explored {
        for begin in begins {
            let settled = self.frame.settle(Walk { at: begin, ..Walk::default() });
            for walk in settled {
                self.reached(None, walk);
            }
            if let Some(trail) = self.frame.spins.take() {
                let at_last = trail.last().map_or(0, |label| label.node);
                self.wrong(Wrong::NoWayOut(at_last), (None, &trail));
            }
        }
        let mut at = 0;
        let mut is_whole = true;
        while at < self.states.len() && !self.is_endless {
            if self.frame.moved > *left || at >= super::STATES_MAX {
                is_whole = false;
                break;
            }
            self.frame.from = at;
            let state = self.states[at].clone();
            let mut onwards = Vec::new();
            if !state.only_joins() {
                for walk in self.actions(&state) {
                    onwards.push(self.reached(Some(at), walk));
                }
                if let Some(trail) = self.frame.spins.take() {
                    let at_last = trail.last().map_or(0, |label| label.node);
                    self.wrong(Wrong::NoWayOut(at_last), (Some(at), &trail));
                }
            }
            self.onwards[at] = onwards;
            at += 1;
        }
        *left = left.saturating_sub(self.frame.moved);
        if is_whole && !self.is_endless {
            self.without_way_out();
        }
        let doors = std::mem::take(&mut self.frame.doors);
        let doors = doors.into_iter().map(|(door, (from, trail))| (door, self.trail(Some(from), &trail)));
        self.found.doors = doors.collect();
        self.found.is_whole = is_whole;
        self.found
    }

    /// All that can happen next, each followed until all threads wait again.
    fn actions(&mut self, state: &Marking) -> Vec<Walk> {
        let mut walks = Vec::new();
        let mut last = None;
        for token in &state.tokens {
            if last == Some(*token) {
                continue;
            }
            last = Some(*token);
            let taken = || {
                let mut at = state.clone();
                at.take(*token);
                Walk { at, ..Walk::default() }
            };
            let node = token.node();
            if self.frame.net.cancelled.contains(&node) {
                let mut walk = taken();
                walk.trail.push(Label { node, how: How::Cancelled });
                walks.push(walk);
            }
            if let Token::At(node, fired) = *token {
                self.done(node, taken(), &mut walks);
                self.handlers((node, fired), state, &taken(), &mut walks);
            }
        }
        self.frame_handlers(state, &mut walks);
        walks.into_iter().flat_map(|walk| self.frame.settle(walk)).collect()
    }

    /// What waits is done.
    fn done(&mut self, at: u32, walk: Walk, out: &mut Vec<Walk>) {
        let net = self.frame.net;
        let node = net.node(at);
        if node.join.is_some() {
            return self.frame.block_over(&walk, at, out);
        }
        let Some(choices) = node.step().and_then(|step| step.choices()) else {
            let mut walk = walk;
            walk.trail.extend(net.waited_for(at));
            walk.trail.push(Label { node: at, how: How::Done });
            if let Some(step) = node.step() {
                self.frame.cancel(&mut walk, &step.cancels);
            }
            if let Some(next) = &node.next {
                self.frame.follow(&mut walk, next, at);
            }
            out.push(walk);
            return;
        };
        for (nth, (name, choice)) in choices.iter().enumerate() {
            let (Some(mut walk), _) = self.frame.fork(walk.clone(), choice.when.as_ref()) else { continue };
            walk.trail.push(Label { node: at, how: How::Choice(nth as u16) });
            if let Some(step) = node.step() {
                self.frame.cancel(&mut walk, &step.cancels);
            }
            self.frame.cancel(&mut walk, &choice.cancels);
            if let Some(edge) = node.after(Some(name)) {
                self.frame.follow(&mut walk, edge, at);
            }
            out.push(walk);
        }
    }

    /// A handler of a step fires; those of a stage are inside it.
    fn handlers(&mut self, (at, fired): (u32, u8), state: &Marking, taken: &Walk, out: &mut Vec<Walk>) {
        let net = self.frame.net;
        let (node, Some(step)) = (net.node(at), net.step(at)) else { return };
        if matches!(step.kind, StepKind::Stage(_)) {
            return;
        }
        for (nth, (handler, edge)) in step.in_case.iter().zip(&node.handlers).enumerate() {
            let bit = 1_u8.checked_shl(nth as u32).unwrap_or(0);
            let mut walk = taken.clone();
            if !handler.interrupts() {
                if bit == 0 || fired & bit != 0 || net.is_tame(edge) {
                    continue;
                }
                walk.at = state.clone();
                walk.at.take(Token::At(at, fired));
                walk.at.put(Token::At(at, fired | bit));
            }
            if fires(handler) {
                walk.trail.push(Label { node: at, how: How::Handler(nth as u16) });
                self.frame.cancel(&mut walk, &handler.cancels);
                self.frame.follow(&mut walk, edge, at);
                out.push(walk);
            }
        }
    }

    /// A handler of the run, or of the stage that this is the inside of, fires.
    fn frame_handlers(&mut self, state: &Marking, out: &mut Vec<Walk>) {
        let net = self.frame.net;
        let block = net.graph.scope(self.frame.scope).and_then(|scope| scope.branch).map(|(block, _)| block.0);
        for (nth, handler, edge) in net.frame_handlers(self.frame.scope) {
            let bit = 1_u32.checked_shl(nth).unwrap_or(0);
            let is_spent = state.spent & bit != 0 || net.is_tame(edge);
            if !fires(handler) || (!handler.interrupts() && (bit == 0 || is_spent)) {
                continue;
            }
            let mut walk = Walk::default();
            if !handler.interrupts() {
                walk.at = state.clone();
                walk.at.spent |= bit;
            }
            let how = if block.is_some() { How::Handler(nth as u16) } else { How::OfRun(nth as u16) };
            walk.trail.push(Label { node: block.unwrap_or(0), how });
            self.frame.cancel(&mut walk, &handler.cancels);
            self.frame.follow(&mut walk, edge, block.unwrap_or(0));
            out.push(walk);
        }
    }

    /// Keeps where a walk has led.
    fn reached(&mut self, from: Option<usize>, walk: Walk) -> To {
        if let Some((one, other)) = walk.circle {
            self.wrong(Wrong::Circle(one, other), (from, &walk.trail));
        }
        if let Some(end) = &walk.end {
            self.ended(from, end, &walk);
            return To::End;
        }
        if let Some(known) = self.known.get(&walk.at) {
            return To::State(*known);
        }
        if let Some(grown) = self.grows(from, &walk.at) {
            self.is_endless = true;
            self.wrong(Wrong::Grows(grown), (from, &walk.trail));
            return To::End;
        }
        if walk.at.only_joins() {
            let at = walk.at.tokens.first().map_or(0, |token| token.node());
            let mut waiting: Vec<u32> = walk.at.tokens.iter().map(|token| token.node()).collect();
            waiting.dedup();
            let waits = waiting.into_iter().map(|node| Label { node, how: How::Waits });
            let trail: Vec<Label> = walk.trail.iter().copied().chain(waits).collect();
            self.wrong(Wrong::Stuck(at), (from, &trail));
        }
        let number = self.states.len();
        self.known.insert(walk.at.clone(), number);
        self.states.push(walk.at);
        self.parents.push((from, walk.trail));
        self.onwards.push(Vec::new());
        To::State(number)
    }

    fn ended(&mut self, from: Option<usize>, end: &End, walk: &Walk) {
        let outcome = match end {
            End::Over => {
                if self.found.over.is_none() {
                    self.found.over = Some(self.trail(from, &walk.trail));
                }
                return;
            }
            End::Outcome(outcome) => Some(*outcome),
            End::Exit(exit) => {
                if !self.found.exits.iter().any(|(known, _)| known == exit) {
                    let trail = self.trail(from, &walk.trail);
                    self.found.exits.push((exit.clone(), trail));
                }
                None
            }
        };
        let mut left = walk.at.tokens.iter().map(|token| token.node());
        if let Some(left) = left.find(|node| !self.frame.net.is_of_handler(*node)) {
            let is_known = |known: &Violation| matches!(known.wrong, Wrong::LeftBehind(at, _) if at == left);
            if !self.found.violations.iter().any(is_known) {
                self.wrong(Wrong::LeftBehind(left, outcome), (from, &walk.trail));
            }
        }
    }

    /// Keeps what is wrong, nearest first; each thing with a few ways to it, since the nearest may hang on values.
    fn wrong(&mut self, wrong: Wrong, (from, trail): (Option<usize>, &[Label])) {
        let known = self.found.violations.iter().filter(|known| known.wrong == wrong).count();
        if known < WAYS_TO_IT {
            let trail = self.trail(from, trail);
            self.found.violations.push(Violation { wrong, trail });
        }
    }

    /// All that happened until a marking, and then this.
    fn trail(&self, from: Option<usize>, last: &[Label]) -> Vec<Label> {
        let mut parts = vec![last];
        let mut at = from;
        while let Some((parent, trail)) = at.and_then(|at| self.parents.get(at)) {
            parts.push(trail);
            at = *parent;
        }
        parts.into_iter().rev().flatten().copied().collect()
    }

    /// The step that is open once more than where the run was before, all else being as it was.
    fn grows(&self, from: Option<usize>, to: &Marking) -> Option<u32> {
        if to.tokens.len() < 2 {
            return None;
        }
        let is_monotone = !self.frame.net.has_coming();
        let mut wanted = if is_monotone { 1 } else { 3 };
        let (mut at, mut upper) = (from, to);
        while let Some(before) = at {
            if upper.covers(&self.states[before]) {
                wanted -= 1;
                upper = &self.states[before];
            }
            if wanted == 0 {
                let mut more = to.tokens.iter();
                let is_more = |token: &&Token| {
                    self.states[before].tokens.iter().filter(|t| t == token).count()
                        < to.tokens.iter().filter(|t| t == token).count()
                };
                return more.find(is_more).map(|token| token.node());
            }
            at = self.parents[before].0;
        }
        None
    }

    /// Tells of the nearest marking from which nothing leads to an end.
    fn without_way_out(&mut self) {
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.states.len()];
        let mut left: Vec<usize> = Vec::new();
        for (from, onwards) in self.onwards.iter().enumerate() {
            let ends = onwards.iter().any(|to| matches!(to, To::End)) || self.states[from].only_joins();
            left.extend(ends.then_some(from));
            for to in onwards {
                if let To::State(to) = to {
                    into[*to].push(from);
                }
            }
        }
        let mut comes_to_end = vec![false; self.states.len()];
        while let Some(at) = left.pop() {
            if !std::mem::replace(&mut comes_to_end[at], true) {
                left.extend(&into[at]);
            }
        }
        let Some(at) = comes_to_end.iter().position(|ends| !ends) else { return };
        let is_at = |token: &Token| match token {
            Token::At(node, _) => Some(*node),
            Token::Joining(..) => None,
        };
        let open = self.states[at].tokens.iter().find_map(is_at).unwrap_or(0);
        let inside_told = self.frame.blocks.get(&open).is_some_and(Summary::leads_nowhere);
        if !inside_told {
            self.wrong(Wrong::NoWayOut(open), (Some(at), &[]));
        }
    }
}

/// Where the threads of a frame begin.
pub(super) fn begins(net: &Net<'_>, scope: ScopeId) -> Vec<Marking> {
    let Some((block, nth)) = net.graph.scope(scope).and_then(|scope| scope.branch) else {
        return net.graph.starts.iter().map(|start| Marking::at(*start)).collect();
    };
    let node = net.node(block.0);
    let first = node.branches.get(nth).map(|branch| begin(&branch.first, block));
    let doors = net.entries.get(&block.0).into_iter().flatten();
    let can_be_entered = node.step().is_some_and(|step| step.can_be_entered());
    let doors = doors.filter(|at| can_be_entered && net.node(**at).scope == scope).map(|at| begin_at(*at, block));
    first.into_iter().chain(doors).collect()
}

/// A thread that goes along this way.
pub(super) fn begin(edge: &Edge, via: NodeId) -> Marking {
    begin_at(edge.to.0, via)
}

fn begin_at(to: u32, via: NodeId) -> Marking {
    Marking { moves: vec![Move { to, via: via.0 }], ..Marking::default() }
}
