//! How blocks are left, steps withdrawn, and frames over.

use super::text::Part;
use super::{Oracle, Phase};

impl Oracle {
    /// The frame of a thread that goes to something inside these parts, and how many of them are around that frame. Blocks
    /// that are left are withdrawn as a whole.
    pub(super) fn leave_for(&mut self, frame: u32, around: &[Part]) -> (u32, usize) {
        let frames = self.around(frame);
        for (depth, known) in frames.iter().enumerate() {
            let parts = self.parts_around(*known);
            if around.starts_with(&parts) {
                if depth > 0 {
                    let left = self.frame(frames[depth - 1]).and_then(|frame| frame.owner);
                    left.into_iter().for_each(|thread| self.withdraw(thread));
                }
                return (*known, parts.len());
            }
        }
        (0, 0)
    }

    fn parts_around(&self, frame: u32) -> Vec<Part> {
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
        let Some(place) = self.threads.iter().position(|one| one.id == thread) else { return };
        let frames: Vec<u32> = self.frames_of(thread);
        for frame in frames {
            self.withdraw_frame(frame);
        }
        let gone = self.threads.remove(place_of(&self.threads, thread).unwrap_or(place));
        if !matches!(&gone.phase, Phase::Block(progress) if progress.has_gone_on) {
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
        let inside: Vec<u32> = self.threads.iter().filter(|one| one.frame == frame).map(|one| one.id).collect();
        inside.into_iter().for_each(|thread| self.withdraw(thread));
    }

    pub(super) fn frames_of(&self, thread: u32) -> Vec<u32> {
        self.frames.iter().filter(|frame| frame.owner == Some(thread)).map(|frame| frame.id).collect()
    }

    /// Withdraws what is open of these steps and blocks.
    pub(super) fn cancel(&mut self, ids: &[String]) {
        for id in ids {
            let open: Vec<u32> = self.threads.iter().filter(|one| one.step == *id).map(|one| one.id).collect();
            open.into_iter().for_each(|thread| self.withdraw(thread));
        }
    }

    /// Ends the frames in which nothing is left, the innermost first, and the run when that is so of it.
    pub(super) fn close_frames(&mut self) {
        while self.outcome.is_none() {
            let Some(over) = self.frames.iter().rev().find(|frame| self.is_empty(frame.id)).map(|frame| frame.id)
            else {
                return;
            };
            if over == 0 {
                let outcome = self.text.workflow.default_outcome().map(|outcome| outcome.name.clone());
                match outcome {
                    Some(outcome) => self.end(&outcome),
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

fn place_of(threads: &[super::Thread], id: u32) -> Option<usize> {
    threads.iter().position(|one| one.id == id)
}
