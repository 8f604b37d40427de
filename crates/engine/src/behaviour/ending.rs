//! How a run ends: at once, or once what is done for its end is over.
//!
//! An outcome is fixed, and a run is cancelled, at one moment: everything else is withdrawn then, and nothing opens any more but
//! what is done for that. What handlers for being cancelled began goes on until it is done, and what a cancelled run did is undone
//! where that was asked for. While it does so the run goes on; then it is over.

use baton_people::Private;

use crate::decide::burst::{Burst, Decision};
use crate::event::{
    Done, EndBegun, EndForced, Event, Onwards, RunCancelled, RunFinished, RunUndone, SubRunsUndone, ThreadEnded,
    UndoBegun, Withdrawal,
};
use crate::name::{Name, SubNo, ThreadNo, V1};
use crate::state::{Ending, LockHeld, RunState, SubRun};

impl Burst<'_> {
    /// Ends the run with an outcome.
    pub fn finish_with(&mut self, outcome: &Name, gives: Vec<Name>) {
        let reason = Withdrawal::RunFinished { outcome: outcome.clone() };
        self.withdraw_all(&reason, self.ctx.actor.as_person());
        self.end_refused();
        self.end(Ending { outcome: Some(outcome.clone()), gives, ..Ending::default() }, None);
    }

    /// Ends the run without one, and undoes what was done where that is wanted.
    pub fn end_cancelled(&mut self, reason: Private, undoes: bool) -> Decision {
        let by = self.ctx.actor.as_person();
        self.cancelled(None, 0, &Withdrawal::RunCancelled);
        let held = held(&self.state);
        if undoes {
            self.undo_runs();
        }
        self.withdraw_all(&Withdrawal::RunCancelled, by);
        self.end_refused();
        // What was being undone was withdrawn with the rest, and is among what was done again.
        let undone: Vec<Done> = self.state.completions.iter().rev().filter(|_| undoes).cloned().collect();
        let undoing = (!undone.is_empty()).then(|| (self.new_thread(), held));
        let thread = undoing.as_ref().map(|(thread, _)| *thread);
        self.end(Ending { reason: Some(reason), ..Ending::default() }, undoing);
        let Some(thread) = thread else { return Ok(()) };
        let then = Onwards { by, ..Onwards::default() };
        self.emit(Event::UndoBegun(UndoBegun { v: V1::default(), thread, undone, then }));
        self.next_undo(thread)
    }

    /// Gives up what is still done for the end of the run: it ends at once, as it was fixed.
    pub fn end_forced(&mut self, reason: Private) {
        let ending = self.state.ending.clone().unwrap_or_default();
        let why = match ending.outcome {
            _ if ending.finished.is_some() => Withdrawal::UndoGivenUp,
            Some(outcome) => Withdrawal::RunFinished { outcome },
            None => Withdrawal::RunCancelled,
        };
        self.emit(Event::EndForced(EndForced { v: V1::default(), reason }));
        self.withdraw_all(&why, self.ctx.actor.as_person());
        self.drop_moves();
        self.end_now();
    }

    /// What is done for the end of the run is over: it ends.
    pub fn end_now(&mut self) {
        if let Some(ending) = self.state.ending.clone() {
            self.end_refused();
            self.say_ended(ending);
        }
    }

    /// What the runs did that open steps wait for is undone too, by them.
    fn undo_runs(&mut self) {
        let is_taken_back = |sub: &&SubRun| sub.is_awaited() && !self.outlasts(sub.thread);
        let awaited: Vec<SubNo> = self.state.subs.iter().filter(is_taken_back).map(|sub| sub.sub).collect();
        if !awaited.is_empty() {
            self.emit(Event::SubRunsUndone(SubRunsUndone { v: V1::default(), subs: awaited }));
        }
    }

    fn say_ended(&mut self, Ending { outcome, gives, reason, finished, .. }: Ending) {
        let (v, begun) = (V1::default(), self.state.ending.is_some());
        let left = !self.state.completions.is_empty();
        self.emit(match outcome {
            _ if finished.is_some() => Event::RunUndone(RunUndone { v, left }),
            Some(outcome) => Event::RunFinished(RunFinished { v, outcome, gives }),
            None => Event::RunCancelled(RunCancelled { v, reason: reason.unwrap_or(Private::Erased), begun }),
        });
    }

    /// The run ends so: at once where nothing is left to be done for that. A thread that undoes what was done keeps these locks until
    /// that is over.
    fn end(&mut self, ending: Ending, undoing: Option<(ThreadNo, Vec<LockHeld>)>) {
        let (thread, locks) = undoing.map_or_else(Default::default, |(thread, locks)| (Some(thread), locks));
        let is_over = thread.is_none() && !self.state.threads.iter().any(|thread| thread.outlasts);
        if is_over {
            return self.say_ended(ending);
        }
        let Ending { outcome, gives, reason, .. } = ending;
        self.emit(Event::EndBegun(EndBegun { v: V1::default(), outcome, gives, reason, thread, locks }));
        let left = self.state.threads.iter().filter(|known| !known.outlasts).map(|known| known.thread);
        for thread in left.collect::<Vec<_>>() {
            self.emit(Event::ThreadEnded(ThreadEnded { v: V1::default(), thread }));
        }
        self.drop_moves();
    }
}

/// The locks that what is withdrawn with the run holds.
fn held(state: &RunState) -> Vec<LockHeld> {
    let goes_on = |held: &&LockHeld| state.thread(held.thread).is_some_and(|known| known.outlasts);
    state.locks.iter().filter(|held| !goes_on(held)).cloned().collect()
}
