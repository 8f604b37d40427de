//! `repeat`: another round as long as the condition says so. Null is not true: `while` ends, `until` goes on.

use baton_model::definition::step::{Again, Repeat};

use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::Place;
use crate::limits::ROUNDS;
use crate::name::{Name, ThreadNo};

impl Burst<'_> {
    /// Opens the first round, if there is one.
    pub fn open_repeat(&mut self, thread: ThreadNo, block: &Name, repeat: &Repeat) -> Decision {
        let at = self.open_block_at(thread, block)?;
        self.next_round(&at, repeat)
    }

    /// After a round, and before the first.
    pub fn next_round(&mut self, at: &BlockAt, repeat: &Repeat) -> Decision {
        let block = self.block(at);
        if block.is_some_and(|block| !block.is_over()) {
            return Ok(());
        }
        let rounds = block.map_or(0, |block| block.parts.len());
        self.frame = at.outer;
        let again = match &repeat.again {
            Again::While(condition) => self.holds(&condition.program)?.0,
            Again::Until(condition) => rounds == 0 || !self.holds(&condition.program)?.0,
        };
        if !again {
            return self.block_done(at);
        }
        let most = repeat.at_most.map_or(ROUNDS, |most| (most as usize).min(ROUNDS));
        if rounds >= most {
            let place = Place::Again(at.step.clone());
            self.raise(at.thread, &place, &at.step, "repeat.too_many_rounds", [("max", most.to_string())]);
            return Ok(());
        }
        if let Some(inside) = self.node(&at.step).and_then(|node| node.branches.first()) {
            self.open_part(at, &format!("{}/{}", at.step, rounds + 1).into(), &inside.first);
        }
        Ok(())
    }
}
