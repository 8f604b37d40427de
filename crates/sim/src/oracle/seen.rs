//! What is seen of a run from outside: what is open and for whom, what is held, how it ended.

use std::collections::BTreeSet;

use super::{Asked, NotCovered, Oracle, Phase, Place, Thread};

impl Oracle {
    /// How the run ended.
    pub fn outcome(&self) -> Option<&str> {
        self.outcome.as_deref()
    }

    /// What came up that it does not cover.
    pub fn uncovered(&self) -> Option<NotCovered> {
        self.uncovered.clone().map(NotCovered)
    }

    /// The steps and blocks that are open, with what those say of themselves that wait for people.
    pub fn open(&self) -> Vec<(Place, Asked)> {
        let is_open = |thread: &&Thread| match &thread.phase {
            Phase::Block(progress) => !progress.has_gone_on,
            Phase::Held(_) | Phase::Before(_) | Phase::Undoing(_) | Phase::Run => false,
            _ => true,
        };
        let asked = |thread: &Thread| match thread.phase {
            Phase::Person { .. } => Asked { who: self.who_now(thread), ..thread.asked.clone() },
            _ => Asked::default(),
        };
        let open = self.threads.iter().filter(is_open).map(|thread| (self.place(thread), asked(thread)));
        let mut open: Vec<(Place, Asked)> = open.collect();
        open.sort();
        open
    }

    /// The steps that are held, as often as they are.
    pub fn held(&self) -> Vec<String> {
        let threads = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Held(_)));
        let arrivals = self.arrivals.iter().filter(|arrival| arrival.is_held);
        // Those that wait at one join are held together.
        let joins: BTreeSet<(u32, &String)> = arrivals.map(|arrival| (arrival.frame, &arrival.step)).collect();
        let joins = joins.into_iter().map(|(_, step)| step.clone());
        let mut held: Vec<String> = threads.map(|thread| thread.step.clone()).chain(joins).collect();
        held.sort();
        held
    }
}
