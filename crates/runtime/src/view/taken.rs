//! Which ways a run went: from step to step, as its threads moved. The diagram draws them solid.

use std::collections::HashMap;
use std::sync::Arc;

use baton_engine::{Event, Name, START, ThreadNo};

use super::timeline::Recorded;
use super::types::EdgeTaken;

/// The ways that were gone, each once, in the order in which they were first gone.
pub fn taken(entries: &[Arc<Recorded>]) -> Vec<EdgeTaken> {
    let mut walk = Walk::default();
    for event in entries.iter().flat_map(|entry| &entry.events) {
        walk.follow(event);
    }
    walk.edges
}

#[derive(Default)]
struct Walk {
    /// Where each thread was last.
    last: HashMap<ThreadNo, Name>,
    /// The thread that moved last, which a run's end belongs to.
    moved: Option<ThreadNo>,
    edges: Vec<EdgeTaken>,
    /// Whether the run is about to end.
    is_ending: bool,
}

impl Walk {
    fn follow(&mut self, event: &Event) {
        match event {
            Event::StepOpened(opened) => self.arrive(opened.thread, &opened.step),
            Event::StepSkipped(skipped) => self.arrive(skipped.thread, &skipped.step),
            Event::BranchOpened(opened) => {
                self.last.insert(opened.thread, opened.block.clone());
            }
            Event::StepCompleted(completed) => self.moved = Some(completed.thread),
            Event::Joined(joined) => {
                self.last.insert(joined.thread, joined.block.clone());
                self.moved = Some(joined.thread);
            }
            // How it ends was fixed then; what is done for that leads there no more.
            Event::EndBegun(begun) => {
                self.is_ending = true;
                if let Some(outcome) = &begun.outcome {
                    self.end(outcome);
                }
            }
            Event::RunFinished(finished) if !self.is_ending => self.end(&finished.outcome),
            _ => {}
        }
    }

    fn end(&mut self, outcome: &Name) {
        if let Some(thread) = self.moved {
            self.arrive(thread, outcome);
        }
    }

    fn arrive(&mut self, thread: ThreadNo, at: &Name) {
        let from = self.last.insert(thread, at.clone());
        let from = from.map_or_else(|| START.to_owned(), |from| from.to_string());
        let edge = EdgeTaken { from, to: at.to_string() };
        if edge.from != edge.to && !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
        self.moved = Some(thread);
    }
}
