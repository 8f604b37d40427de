//! `parallel`: opens a thread in each branch whose `when` holds, and goes on when all are done.

use baton_model::definition::step::Parallel;

use crate::decide::burst::{Burst, Decision};
use crate::event::{BranchOpened, BranchSkipped, Event, Next};
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// Opens the branches, in the order of the text.
    pub fn open_branches(&mut self, thread: ThreadNo, block: &Name, parallel: &Parallel) -> Decision {
        let Some(node) = self.node(block) else { return Ok(()) };
        let pass = self.open_automatic(thread, block)?;
        let mut opened = Vec::new();
        for (branch, start) in parallel.branches.iter().zip(&node.branches) {
            let (taken, notes) = match &branch.when {
                Some(when) => self.holds(&when.program)?,
                None => (true, Vec::new()),
            };
            let (block, name) = (block.clone(), Name::from(branch.id.as_str()));
            if !taken {
                self.emit(Event::BranchSkipped(BranchSkipped { v: V1::default(), block, pass, branch: name, notes }));
                continue;
            }
            let child = self.state.threads_made + 1;
            self.emit(Event::BranchOpened(BranchOpened {
                v: V1::default(),
                block,
                pass,
                branch: name,
                parent: thread,
                thread: child,
            }));
            opened.push(Next { thread: child, to: self.place(&start.first) });
        }
        if opened.is_empty() {
            self.join_done(thread, block, pass);
        }
        // The last in the list moves first.
        self.moves.extend(opened.into_iter().rev());
        Ok(())
    }
}
