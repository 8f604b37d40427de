//! Blocks of branches: `parallel`, `race`, and a `choose` that takes all: opens a thread in each branch whose `when` holds.

use baton_model::definition::Expr;
use baton_model::definition::step::{Branch, Choose, Joining};

use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{BranchSkipped, Event};
use crate::name::{Name, ThreadNo, V1};

/// A branch or case as it stands in the text.
struct Written<'a> {
    id: Name,
    when: Option<&'a Expr>,
}

impl Burst<'_> {
    /// Opens the branches, in the order of the text.
    pub fn open_branches(
        &mut self,
        thread: ThreadNo,
        block: &Name,
        branches: &[Branch],
        joining: &Joining,
    ) -> Decision {
        let written =
            branches.iter().map(|branch| Written { id: branch.id.as_str().into(), when: branch.when.as_ref() });
        let written: Vec<Written<'_>> = written.collect();
        self.open_written(thread, block, &written, joining)
    }

    /// Opens all cases that hold; where none does, the one that is for otherwise.
    pub fn open_cases(&mut self, thread: ThreadNo, block: &Name, choose: &Choose, joining: &Joining) -> Decision {
        let written = choose.cases.iter().map(|case| Written { id: case.id.as_str().into(), when: case.when.as_ref() });
        let written: Vec<Written<'_>> = written.collect();
        self.open_written(thread, block, &written, joining)
    }

    fn open_written(&mut self, thread: ThreadNo, block: &Name, written: &[Written<'_>], joining: &Joining) -> Decision {
        let Some(node) = self.node(block) else { return Ok(()) };
        let is_choice = self.step(block).is_some_and(|step| step.branches().is_empty());
        let mut taken = Vec::new();
        for one in written {
            taken.push(match one.when {
                Some(when) => self.holds(&when.program)?,
                None => (!is_choice, Vec::new()),
            });
        }
        if is_choice && !taken.iter().any(|(holds, _)| *holds) {
            written.iter().zip(&mut taken).filter(|(one, _)| one.when.is_none()).for_each(|(_, taken)| taken.0 = true);
        }
        let at = self.open_block_at(thread, block)?;
        let before = self.moves.len();
        for ((one, start), (holds, notes)) in written.iter().zip(&node.branches).zip(taken) {
            if holds {
                self.open_part(&at, &one.id, &start.first);
            } else {
                let (block, branch, pass) = (block.clone(), one.id.clone(), at.pass);
                self.emit(Event::BranchSkipped(BranchSkipped { v: V1::default(), block, pass, branch, notes }));
            }
        }
        // The last in the list moves first.
        self.moves[before..].reverse();
        match self.block(&at).cloned() {
            Some(opened) => self.join_if(&at, &opened, joining),
            None => self.block_done(&at),
        }
    }

    /// Opens a block, of which nothing has begun yet.
    pub fn open_block_at(&mut self, thread: ThreadNo, block: &Name) -> Decision<BlockAt> {
        let outer = self.state.frame_of(thread);
        let pass = self.open_block(thread, block)?;
        Ok(BlockAt { thread, step: block.clone(), pass, outer })
    }
}
