//! How blocks are left, steps withdrawn, and frames over.

use super::text::Part;
use super::troubles::Trouble;
use super::{Oracle, Phase};

impl Oracle {
    /// The frame of a thread that goes to something inside these parts, and how many of them are around that frame. Blocks
    /// that are left are withdrawn as a whole. None: the thread is what a block that has gone on left behind, and opens nothing
    /// after it.
    pub(super) fn leave_for(&mut self, frame: u32, around: &[Part]) -> Option<(u32, usize)> {
        let frames = self.around(frame);
        for (depth, known) in frames.iter().enumerate() {
            let parts = self.parts_around(*known);
            if around.starts_with(&parts) {
                return self.leave(&frames[..depth]).then_some((*known, parts.len()));
            }
        }
        None
    }

    /// Leaves the blocks of these frames. Whether something comes after: not after a block that has gone on.
    fn leave(&mut self, frames: &[u32]) -> bool {
        let owners: Vec<u32> = frames.iter().filter_map(|frame| self.frame(*frame)?.owner).collect();
        let has_gone_on = |thread: &u32| {
            let phase = self.thread(*thread).map(|thread| &thread.phase);
            matches!(phase, Some(Phase::Block(progress)) if progress.has_gone_on)
        };
        let stays = owners.iter().position(has_gone_on);
        let left = stays.unwrap_or(owners.len()).checked_sub(1).map(|last| owners[last]);
        if let Some(thread) = left {
            for owner in &owners {
                self.undone_by_leaving(*owner);
            }
            self.withdraw(thread);
        }
        stays.is_none()
    }

    pub(super) fn parts_around(&self, frame: u32) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .around(frame)
            .into_iter()
            .filter_map(|id| {
                let frame = self.frame(id)?;
                Some((self.thread(frame.owner?)?.step.clone(), frame.part))
            })
            .collect();
        parts.reverse();
        parts
    }

    /// Takes a thread away with all that is in it.
    pub(super) fn withdraw(&mut self, thread: u32) {
        self.cancelled(thread);
        self.take_away(thread);
    }

    /// The same for what is not withdrawn, but has ended.
    pub(super) fn take_away(&mut self, thread: u32) {
        for frame in self.frames_of(thread) {
            self.withdraw_frame(frame);
        }
        let Some(place) = self.threads.iter().position(|one| one.id == thread) else { return };
        let gone = self.threads.remove(place);
        if let Phase::Undoing(undoing) = &gone.phase {
            self.stays_done(undoing);
        }
        // What waits at an outcome is no step that is open.
        let is_past = match &gone.phase {
            Phase::Block(progress) => progress.has_gone_on,
            phase => matches!(phase, Phase::Held(Trouble::Outcome)),
        };
        if !is_past {
            self.record(gone.frame, &gone.step).state = "withdrawn";
        }
    }

    pub(super) fn withdraw_frame(&mut self, frame: u32) {
        self.empty_frame(frame);
        self.frames.retain(|one| one.id != frame);
    }

    /// Takes away all that is in a frame.
    pub(super) fn empty_frame(&mut self, frame: u32) {
        self.todo.retain(|next| next.frame() != frame);
        self.arrivals.retain(|arrival| arrival.frame != frame);
        self.gates.retain(|(of, _), _| *of != frame);
        let inside: Vec<u32> = self.threads.iter().filter(|one| one.frame == frame).map(|one| one.id).collect();
        for thread in inside {
            self.withdraw(thread);
        }
    }

    pub(super) fn frames_of(&self, thread: u32) -> Vec<u32> {
        self.frames.iter().filter(|frame| frame.owner == Some(thread)).map(|frame| frame.id).collect()
    }

    /// Withdraws what is open of these steps and blocks.
    pub(super) fn cancel(&mut self, ids: &[String]) {
        for id in ids {
            let has_gone_on = |phase: &Phase| matches!(phase, Phase::Block(progress) if progress.has_gone_on);
            if self.threads.iter().any(|one| one.step == *id && has_gone_on(&one.phase)) {
                // Whether that is still the block's, the language does not say.
                self.uncovered = Some("cancelling what a block has left behind".to_owned());
            }
            let open = self.threads.iter().filter(|one| one.step == *id).map(|one| (one.id, one.frame));
            for (thread, frame) in open.collect::<Vec<_>>() {
                self.withdraw(thread);
                // What is withdrawn to the last of it has not come to its end.
                if self.is_empty(frame) {
                    self.frames.iter_mut().filter(|one| one.id == frame).for_each(|one| one.is_withdrawn = true);
                }
            }
        }
    }

    /// Ends the frames in which nothing is left, the innermost first, and the run when that is so of it.
    pub(super) fn close_frames(&mut self) {
        while !self.is_over {
            let Some(over) = self.frames.iter().rev().find(|frame| self.is_empty(frame.id)).map(|frame| frame.id)
            else {
                return;
            };
            if over == 0 {
                let outcome = self.text.workflow.default_outcome().map(|outcome| outcome.name.clone());
                match outcome {
                    Some(outcome) => self.end(0, &outcome),
                    None => self.uncovered = Some("an end without an outcome".to_owned()),
                }
                return;
            }
            self.frame_over(over);
        }
    }

    fn is_empty(&self, frame: u32) -> bool {
        self.threads.iter().all(|thread| thread.frame != frame)
            && self.todo.iter().all(|next| next.frame() != frame)
            && self.arrivals.iter().all(|arrival| arrival.frame != frame)
    }
}
