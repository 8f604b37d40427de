//! Where everything of a run is, for who looks at all of it: made by going through the run once, so that each question is one
//! look, however many items it has. It says what [`RunState`] says, and holds for the state it was made of.

use std::collections::HashMap;

use super::{Block, BlockPart, JobRecord, RunState, StepRecord, Thread};
use crate::name::{Name, ThreadNo};

/// A part of a block.
#[derive(Clone, Copy, Debug)]
pub struct PartAt<'a> {
    /// The block.
    pub block: &'a Block,
    /// Its part.
    pub part: &'a BlockPart,
    /// Which of its parts, from 1.
    pub nth: usize,
}

/// Where everything of a run is.
#[derive(Debug)]
pub struct Places<'a> {
    state: &'a RunState,
    frames: HashMap<ThreadNo, ThreadNo>,
    parts: HashMap<ThreadNo, PartAt<'a>>,
    jobs: HashMap<ThreadNo, &'a JobRecord>,
}

impl<'a> Places<'a> {
    /// The places of a run.
    pub fn of(state: &'a RunState) -> Self {
        let mut parts = HashMap::new();
        for block in &state.blocks {
            for (place, part) in block.parts.iter().enumerate().filter(|(_, part)| part.frame != 0) {
                parts.entry(part.frame).or_insert(PartAt { block, part, nth: place + 1 });
            }
        }
        Self {
            state,
            frames: state.threads.iter().map(|thread| (thread.thread, thread.frame())).collect(),
            parts,
            jobs: state.jobs.iter().filter(|job| job.state.is_open()).map(|job| (job.thread, job)).collect(),
        }
    }

    /// The frame of a thread; 0: the run itself, and of a thread that is gone.
    pub fn frame_of(&self, thread: ThreadNo) -> ThreadNo {
        self.frames.get(&thread).copied().unwrap_or_default()
    }

    /// The innermost item that a frame is in.
    pub fn item_around(&self, frame: ThreadNo) -> Option<PartAt<'a>> {
        let first = self.parts.get(&frame).copied();
        let mut around = std::iter::successors(first, |at| self.parts.get(&at.block.outer).copied());
        around.find(|at| at.part.item.is_some())
    }

    /// The record of the step that a thread is in.
    pub fn record(&self, step: &Name, thread: &Thread) -> Option<&'a StepRecord> {
        match self.item_around(thread.frame()) {
            Some(at) => self.state.steps.get(format!("{step}#{}", at.part.frame).as_str()),
            None => self.state.steps.get(step),
        }
    }

    /// The job that a thread waits for.
    pub fn job_of(&self, thread: ThreadNo) -> Option<&'a JobRecord> {
        self.jobs.get(&thread).copied()
    }
}
