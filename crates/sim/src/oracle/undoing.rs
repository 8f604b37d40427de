//! `undoes`: what was completed is undone, the latest first, one at a time, each pass once, before it goes on.

use baton_model::definition::Then;
use baton_model::definition::step::{Step, Undoes};

use super::{Move, Oracle, Phase};

/// A pass that was completed and can be undone.
#[derive(Debug, Clone)]
pub(super) struct Completion {
    step: String,
}

/// What is left to undo, the latest last, and where it goes then.
#[derive(Debug, Clone)]
pub(super) struct Undoing {
    pub left: Vec<Completion>,
    pub then: Vec<Then>,
}

impl Oracle {
    /// Remembers what can be undone.
    pub(super) fn remember(&mut self, step: &Step) {
        if !step.undo.is_empty() {
            self.completions.push(Completion { step: step.id.clone() });
        }
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
        let Some(next) = undoing.left.pop() else {
            let (frame, step, then) = (one.frame, one.step.clone(), undoing.then.clone());
            self.threads.retain(|one| one.id != thread);
            return self.todo.push_front(Move::GoOn { frame, step, then });
        };
        let first = self.text.undo(&next.step).and_then(|list| list.steps.first()).map(|step| step.id.clone());
        let frame = self.frame_in(thread, 0, None);
        if let Some(first) = first {
            self.todo.push_front(Move::Arrive { frame, step: first, way: next.step });
        }
    }
}
