//! A place of the run that its owner sends to another step: what is open there is withdrawn, and it goes on as by a `then`.
//!
//! Covered is what waits for people; not what undoes, nor what a block that has gone on has left behind.

use super::handlers::is_gone_on;
use super::{Oracle, Phase, Place};

impl Oracle {
    /// Whether it has an answer to sending this elsewhere.
    pub fn may_be_sent(&self, place: &Place) -> bool {
        let Some(at) = self.at(place) else { return false };
        let owners = self.around(self.threads[at].frame).into_iter().filter_map(|frame| self.frame(frame)?.owner);
        let mut owners = owners.filter_map(|owner| self.thread(owner));
        !owners.any(|owner| matches!(owner.phase, Phase::Undoing(_)) || is_gone_on(&owner.phase))
    }

    /// The owner sends what waits for somebody to a step. Whether that could be.
    pub fn send_elsewhere(&mut self, place: &Place, to: &str) -> bool {
        let Some(at) = self.at(place) else { return false };
        let sent = self.threads[at].clone();
        self.withdraw(sent.id);
        self.record(sent.frame, &sent.step).by = None;
        if let Some(next) = self.jump(sent.frame, &sent.step, to) {
            self.todo.push_front(next);
        }
        self.settled()
    }
}
