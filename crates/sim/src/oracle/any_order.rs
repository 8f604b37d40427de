//! `any-order`: branches one at a time.
//!
//! They are begun in the order written. Those of people are offered together while none is running; what somebody has begun, or what
//! has moved by itself, sets the others aside until it is done. A branch comes after those it names.

use baton_model::definition::step::Step;

use super::{Move, Oracle, Phase};

impl Oracle {
    pub(super) fn begin_any_order(&mut self, thread: u32, step: &Step) {
        let Some(frame) = self.thread(thread).map(|thread| thread.frame) else { return };
        let taken = self.taken(step, frame);
        let progress = self.progress(thread).expect("it is a block");
        progress.total = taken.len();
        progress.left = taken;
        self.look_again(thread);
    }

    fn look_again(&mut self, thread: u32) {
        let Some(frame) = self.thread(thread).map(|thread| thread.frame) else { return };
        self.todo.push_front(Move::NextBranch { frame, thread });
    }

    /// Begins or offers what comes next.
    pub(super) fn next_branch(&mut self, thread: u32) {
        let Some(step) = self.thread(thread).map(|thread| self.text.step(&thread.step).clone()) else { return };
        let Some(progress) = self.progress(thread).cloned() else { return };
        if progress.left.is_empty() {
            return self.done(thread, &[]);
        }
        if let Some(begun) = progress.chosen {
            return self.set_aside(thread, begun);
        }
        let offered: Vec<usize> = self.parts_of(thread);
        let branches = step.branches();
        let waits_for = |nth: usize| {
            let after = branches[nth].after.iter().map(|named| named.name.as_str());
            let mut left = progress.left.iter().map(|other| branches[*other].id.as_str());
            after.collect::<Vec<_>>().iter().any(|id| left.any(|other| other == *id))
        };
        let next = progress.left.iter().copied().find(|nth| !offered.contains(nth) && !waits_for(*nth));
        if let Some(nth) = next {
            // The branch moves first, and then the block looks again.
            self.look_again(thread);
            self.begin_part(thread, nth, None);
        }
    }

    /// Somebody has begun something in a branch: the others are set aside.
    pub(super) fn begun(&mut self, frame: u32) {
        for (owner, begun) in self.moved(frame) {
            self.set_aside(owner, begun);
        }
    }

    /// Something in a branch has moved: the others are set aside when the block looks again, if it is not over by then. The
    /// blocks of which a branch was begun so, with that branch.
    pub(super) fn moved(&mut self, frame: u32) -> Vec<(u32, u32)> {
        let mut begun = Vec::new();
        for frame in self.around(frame) {
            let Some(owner) = self.frame(frame).and_then(|frame| frame.owner) else { break };
            let is_any_order = self.thread(owner).is_some_and(|thread| {
                thread.step != super::text::RUN
                    && matches!(self.text.step(&thread.step).kind, baton_model::definition::StepKind::AnyOrder(_))
            });
            let is_undoing = matches!(self.thread(owner).map(|one| &one.phase), Some(Phase::Undoing(_)));
            if !is_any_order || is_undoing {
                continue;
            }
            if let Some(progress) = self.progress(owner)
                && progress.chosen.is_none()
            {
                progress.chosen = Some(frame);
                begun.push((owner, frame));
            }
        }
        begun
    }

    fn set_aside(&mut self, thread: u32, begun: u32) {
        for other in self.frames_of(thread).into_iter().filter(|other| *other != begun) {
            self.withdraw_frame(other);
        }
    }

    /// A branch is over.
    pub(super) fn branch_over(&mut self, thread: u32, part: usize) {
        let progress = self.progress(thread).expect("it is a block");
        progress.left.retain(|nth| *nth != part);
        progress.chosen = None;
        self.look_again(thread);
    }

    fn parts_of(&self, thread: u32) -> Vec<usize> {
        self.frames.iter().filter(|frame| frame.owner == Some(thread)).map(|frame| frame.part).collect()
    }
}
