//! Clocks that stand still: while all that is open in a block, or in the run, is `clock: stop`.
//!
//! A stopped clock moves the `due` and the handlers for a time of those blocks, not the step's own.

use baton_model::definition::Case;
use jiff::Timestamp;

use super::text::RUN;
use super::{Arrival, Oracle, Phase, Thread};

impl Oracle {
    /// Lets time pass to a moment before which nothing is due.
    pub(super) fn advance(&mut self, to: Timestamp) {
        let time = to.duration_since(self.now);
        if to <= self.now {
            return;
        }
        let stopped: Vec<u32> = self.threads.iter().filter(|one| self.is_stopped(one)).map(|one| one.id).collect();
        for thread in self.threads.iter_mut().filter(|one| stopped.contains(&one.id)) {
            thread.stood += time;
            let moments = thread.armed.iter_mut().filter(|armed| !armed.is_spent).filter_map(|armed| armed.at.as_mut());
            for at in moments {
                *at += time;
            }
        }
        self.now = to;
    }

    /// Deadlines that follow a value are computed again.
    pub(super) fn move_deadlines(&mut self) {
        for at in 0..self.threads.len() {
            let thread = self.threads[at].clone();
            let is_due = |nth: usize| matches!(self.text.handlers(&thread.step)[nth].when, Case::Overdue);
            let Some(place) = thread.armed.iter().position(|armed| !armed.is_spent && is_due(armed.nth)) else {
                continue;
            };
            if let Some(armed) = self.armed(thread.id, &thread.step, thread.armed[place].nth) {
                self.threads[at].armed[place].at = armed.at.map(|at| at + thread.stood);
            }
        }
    }

    /// Whether the clock of a block, or of the run, stands still.
    pub(super) fn is_stopped(&self, host: &Thread) -> bool {
        let inside = match host.phase {
            Phase::Run => self.threads.iter().filter(|one| one.step != RUN).collect(),
            Phase::Block(_) => self.threads.iter().filter(|one| self.is_inside(one, host.id)).collect::<Vec<_>>(),
            _ => return false,
        };
        let mut open = inside.into_iter().filter(|one| !matches!(one.phase, Phase::Block(_))).peekable();
        // What is held, or cannot begin, waits for nobody outside; who waits at a join waits for the others.
        let waits = |one: &Thread| {
            !matches!(one.phase, Phase::Held(_) | Phase::Before(_)) && self.text.step(&one.step).stops_clock
        };
        let is_host = |frame: &u32| match host.phase {
            Phase::Run => true,
            _ => self.frame(*frame).and_then(|frame| frame.owner) == Some(host.id),
        };
        let stuck = |arrival: &Arrival| arrival.is_held && self.around(arrival.frame).iter().any(is_host);
        open.peek().is_some() && open.all(waits) && !self.arrivals.iter().any(stuck)
    }

    fn is_inside(&self, thread: &Thread, host: u32) -> bool {
        self.around(thread.frame).iter().any(|frame| self.frame(*frame).and_then(|frame| frame.owner) == Some(host))
    }
}
