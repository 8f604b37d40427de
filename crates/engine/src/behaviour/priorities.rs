//! How urgent a step is that opens: as its own `priority` says, else as the block around it.
//!
//! It is decided once a pass, at the opening. An expression that gives none of the five words leaves it as urgent as what is
//! around it, with a note.

use baton_model::definition::{Priority, PriorityRule, Step};

use crate::decide::burst::{Burst, Decision};
use crate::name::ThreadNo;

impl Burst<'_> {
    /// How urgent a step is that this thread opens, where something says so, and why what says it might not have.
    pub fn priority(&self, thread: ThreadNo, step: Option<&Step>) -> Decision<(Option<Priority>, Option<String>)> {
        let around = || {
            let mut frames = self.state.frames_outwards(self.state.frame_of(thread));
            frames.find_map(|(block, _)| self.state.record(&block.step, block.outer)?.priority)
        };
        match step.and_then(|step| step.priority.as_ref()) {
            Some(PriorityRule::Level(level)) => Ok((Some(*level), None)),
            Some(PriorityRule::Feel(expr)) => {
                let value = self.names().eval(&expr.program)?.value;
                match value.as_text().and_then(Priority::from_word) {
                    Some(level) => Ok((Some(level), None)),
                    None => Ok((around(), Some(format!("no priority: `{}` gives none of its words", expr.text)))),
                }
            }
            None => Ok((around(), None)),
        }
    }
}
