//! `undo` and `undoes`: what was completed is undone, latest first, one after the other, each pass once; then it goes on.
//!
//! What a run did that was asked for, that run undoes itself, unless the step that asked has an `undo:` of its own.
//!
//! The thread that completed the step, or does the steps of the handler, does it. Where an undoing step is held by an
//! exception, the others wait. What undoes may undo more: that first, and then what was begun before it.

use baton_model::definition::Step;
use baton_model::definition::step::Undoes;
use baton_model::graph::Edge;

use crate::behaviour::moving::Leaving;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Done, Event, LockOf, Onwards, SubRunUndoAsked, UndoBegun, UndoOver, Undoing};
use crate::name::{Name, START, ThreadNo, V1};
use crate::state::Undo;

impl Burst<'_> {
    /// A thread goes on from what is done: first what that undoes is undone.
    pub fn go_on(&mut self, thread: ThreadNo, then: Onwards) -> Decision {
        let undone = self.to_undo(&then);
        if undone.is_empty() {
            return self.go(thread, &then);
        }
        self.emit(Event::UndoBegun(UndoBegun { v: V1::default(), thread, undone, then }));
        self.next_undo(thread)
    }

    /// What is undone before it goes on, the latest first.
    fn to_undo(&self, then: &Onwards) -> Vec<Done> {
        let step = then.step.as_ref().and_then(|step| self.step(step));
        let of_handler = match (then.handler, &then.step) {
            (Some(nth), Some(_)) => step.and_then(|step| step.in_case.get(nth as usize)),
            (Some(nth), None) => self.workflow().in_case.get(nth as usize),
            (None, _) => None,
        };
        let chosen = then.choice.as_ref().and_then(|choice| step?.choices()?.get(&**choice));
        let own = step.filter(|_| then.handler.is_none()).map(|step| &step.undoes);
        let all: Vec<&Undoes> =
            own.into_iter().chain(chosen.map(|choice| &choice.undoes)).chain(of_handler.map(|h| &h.undoes)).collect();
        let is_named = |name: &str| {
            all.iter().any(|undoes| match undoes {
                Undoes::Nothing => false,
                Undoes::All => true,
                Undoes::Steps(steps) => steps.iter().any(|named| self.is_within(name, &named.name)),
            })
        };
        let itself = |done: &Done| then.handler.is_none() && Some(&done.step) == then.step.as_ref();
        let done = self.state.completions.iter().rev();
        done.filter(|done| !itself(done) && is_named(&done.step)).cloned().collect()
    }

    /// Whether a step is this one, or inside it.
    fn is_within(&self, step: &str, block: &str) -> bool {
        fn holds(block: &Step, step: &str) -> bool {
            block.id == step || block.inner().into_iter().flatten().any(|inner| holds(inner, step))
        }
        self.step(block).is_some_and(|block| holds(block, step))
    }

    /// Undoes the next pass of a step; where all are undone, goes on.
    pub fn next_undo(&mut self, thread: ThreadNo) -> Decision {
        let Some(undo) = self.undo_of(thread).cloned() else {
            self.end_thread(thread);
            return Ok(());
        };
        let Some(Done { step, pass, sub, .. }) = undo.left.first().cloned() else {
            self.undo_over(thread, false, false);
            return self.go(thread, &undo.then);
        };
        self.emit(Event::Undoing(Undoing { v: V1::default(), step: step.clone(), pass, thread }));
        match self.node(&step).and_then(|node| node.undo.as_ref()) {
            Some(edge) => self.follow(thread, edge, &Leaving { step, choice: None, by: undo.then.by }),
            None => match sub {
                Some(sub) => {
                    self.emit(Event::SubRunUndoAsked(SubRunUndoAsked { v: V1::default(), sub, thread }));
                    Ok(())
                }
                None => self.next_undo(thread),
            },
        }
    }

    /// Whether a thread undoes what was done.
    pub fn is_undoing(&self, thread: ThreadNo) -> bool {
        self.undo_of(thread).is_some()
    }

    /// Whether a thread undoes something in a run that ends, or is inside of what does: nothing is to cancel that. What undoes one
    /// step may end a part of itself.
    pub fn is_kept(&self, thread: ThreadNo, by_step: &Name) -> bool {
        if self.state.ending.is_none() {
            return false;
        }
        let around = self.state.frames_outwards(self.state.frame_of(thread)).filter(|(block, _)| !block.went_on);
        let mut around = around.filter_map(|(block, _)| self.undo_of(block.thread));
        let is_own = |undo: &Undo| undo.now.as_ref().is_some_and(|done| self.is_undone_by(&done.step, by_step));
        self.is_undoing(thread) || around.any(|undo| !is_own(undo))
    }

    fn is_undone_by(&self, step: &str, by: &str) -> bool {
        self.step(step).is_some_and(|step| step.undo.iter().any(|own| self.is_within(by, &own.id)))
    }

    /// The step from which a thread goes on when it has undone all.
    pub fn undoes_from(&self, thread: ThreadNo) -> Option<Name> {
        self.state.undoing.iter().find(|undo| undo.thread == thread)?.then.step.clone()
    }

    /// What a thread is undoing: where that undid more, the innermost of it.
    fn undo_of(&self, thread: ThreadNo) -> Option<&Undo> {
        self.state.undoing.iter().rfind(|undo| undo.thread == thread)
    }

    /// Says that what a thread has still to undo stays done: it is led away from that or, in the middle of a step of it, withdrawn.
    /// It can be undone later. Who is led away gives back what was locked until it would have been undone; what is withdrawn
    /// loses its locks with its thread.
    pub fn give_up_undo(&mut self, thread: ThreadNo, cut_short: bool) {
        while let Some(Onwards { step, handler, .. }) = self.undo_of(thread).map(|undo| undo.then.clone()) {
            self.undo_over(thread, true, cut_short);
            if !cut_short && handler.is_none() {
                self.unlock(&step.unwrap_or_else(|| START.into()), thread);
            }
        }
    }

    fn undo_over(&mut self, thread: ThreadNo, stays: bool, cut_short: bool) {
        let of_thread = self.state.undoing.iter().filter(|undo| undo.thread == thread);
        let inner = of_thread.count() > 1;
        self.emit(Event::UndoOver(UndoOver { v: V1::default(), thread, stays, cut_short, inner }));
    }

    /// Follows the way on. A lock is held until here.
    fn go(&mut self, thread: ThreadNo, then: &Onwards) -> Decision {
        let edge = self.way_onwards(then);
        let step = then.step.clone().unwrap_or_else(|| START.into());
        if then.handler.is_none() {
            self.unlock(&step, thread);
        }
        match edge {
            Some(edge) => self.follow(thread, edge, &Leaving { step, choice: then.choice.clone(), by: then.by }),
            // Of the run that is cancelled all is undone.
            None if self.outlasts(thread) => self.end_outlasting(thread),
            None => Ok(()),
        }
    }

    fn unlock(&mut self, step: &Name, thread: ThreadNo) {
        let held = self.state.locks.iter().filter(|held| held.step == *step && held.thread == thread);
        let all: Vec<_> = held.map(|held| (held.lock.clone(), held.nth)).collect();
        for (lock, nth) in all {
            self.emit(Event::LockReleased(LockOf { v: V1::default(), lock, step: step.clone(), thread, nth }));
        }
    }
}

impl<'a> Burst<'a> {
    fn way_onwards(&self, then: &Onwards) -> Option<&'a Edge> {
        let graph = &self.def.graph;
        let Some(step) = &then.step else { return graph.handlers.get(then.handler? as usize) };
        if **step == *START {
            return graph.starts.get(self.state.start).and_then(|start| graph.node(*start))?.next.as_ref();
        }
        let node = graph.step(step)?;
        if let Some(nth) = then.handler {
            return node.handlers.get(nth as usize);
        }
        if let Some(case) = then.case {
            return node.cases.get(case as usize);
        }
        match node.join.and_then(|join| graph.node(join)) {
            Some(join) => join.next.as_ref(),
            None => node.after(then.choice.as_deref()),
        }
    }
}
