//! `undoes`: what was completed is undone, the latest first, one at a time, each pass once, before it goes on.

use baton_model::definition::Then;
use baton_model::definition::step::{Step, Undoes};

use super::{Move, Oracle, Phase};

/// A pass that was completed and can be undone.
#[derive(Debug, Clone)]
pub(super) struct Completion {
    step: String,
    /// Its place among all that were completed.
    nth: u32,
    /// Whether a run did it that undoes it itself.
    elsewhere: bool,
}

/// What is left to undo, the latest last, what is being undone, and where it goes then.
#[derive(Debug, Clone)]
pub(super) struct Undoing {
    left: Vec<Completion>,
    now: Option<Completion>,
    then: Vec<Then>,
}

impl Undoing {
    pub(super) fn of(left: Vec<Completion>, then: &[Then]) -> Self {
        Self { left, now: None, then: then.to_vec() }
    }
}

impl Oracle {
    /// Remembers what can be undone.
    pub(super) fn remember(&mut self, step: &Step) {
        let elsewhere = std::mem::take(&mut self.undoes_itself) && step.undo.is_empty();
        if elsewhere || !step.undo.is_empty() {
            self.remembered += 1;
            self.completions.push(Completion { step: step.id.clone(), nth: self.remembered, elsewhere });
        }
    }

    /// A run has undone what it did, which was completed as this one. Whether that was waited for.
    pub fn undone_elsewhere(&mut self, nth: u32) -> bool {
        let is_it = |one: &Completion| one.elsewhere && one.nth == nth;
        let waits = |phase: &Phase| matches!(phase, Phase::Undoing(undoing) if undoing.now.as_ref().is_some_and(is_it));
        let Some(thread) = self.threads.iter().find(|one| waits(&one.phase)).map(|one| one.id) else { return false };
        self.undo_next(thread);
        self.settled()
    }

    /// What leads out of what a thread undoes has undone what it belongs to.
    pub(super) fn undone_by_leaving(&mut self, thread: u32) {
        if let Some(Phase::Undoing(undoing)) =
            self.threads.iter_mut().find(|one| one.id == thread).map(|one| &mut one.phase)
        {
            undoing.now = None;
        }
    }

    /// What is not undone stays done, and can be undone later.
    pub(super) fn stays_done(&mut self, undoing: &Undoing) {
        self.completions.extend(undoing.left.iter().chain(&undoing.now).cloned());
        self.completions.sort_by_key(|completion| completion.nth);
    }

    /// Takes what these name out of what was completed.
    pub(super) fn take_undone(&mut self, undoes: &[&Undoes]) -> Vec<Completion> {
        let is_meant = |completion: &Completion| {
            undoes.iter().any(|undoes| match undoes {
                Undoes::Nothing => false,
                Undoes::All => true,
                Undoes::Steps(named) => named.iter().any(|named| self.text.is_in(&completion.step, &named.name)),
            })
        };
        let (meant, others) = self.completions.iter().cloned().partition(is_meant);
        self.completions = others;
        meant
    }

    pub(super) fn begin_undoing(&mut self, frame: u32, step: &Step, undoing: Undoing) {
        let thread = self.thread_at(frame, step, Phase::Undoing(undoing));
        self.threads.iter_mut().filter(|one| one.id == thread).for_each(|one| one.armed.clear());
        self.undo_next(thread);
    }

    /// Begins what undoes the latest that is left; nothing is left: it goes on.
    pub(super) fn undo_next(&mut self, thread: u32) {
        let Some(one) = self.threads.iter_mut().find(|one| one.id == thread) else { return };
        let Phase::Undoing(undoing) = &mut one.phase else { return };
        undoing.now = None;
        let Some(next) = undoing.left.pop() else {
            let (frame, step, then) = (one.frame, one.step.clone(), undoing.then.clone());
            self.threads.retain(|one| one.id != thread);
            return self.todo.push_front(Move::GoOn { frame, step, then });
        };
        undoing.now = Some(next.clone());
        if next.elsewhere {
            return;
        }
        let first = self.text.undo(&next.step).and_then(|list| list.steps.first()).map(|step| step.id.clone());
        let frame = self.frame_in(thread, 0, None);
        if let Some(first) = first {
            self.todo.push_front(Move::Arrive { frame, step: first, way: next.step });
        }
    }
}
