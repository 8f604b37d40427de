//! `any-order`: one branch at a time. All that may begin are offered; once one is begun the others wait until it is done.
//!
//! A branch is begun when somebody takes or opens its task, or when something in it happens by itself. Those that happen by
//! themselves go one after the other, in the order of the text.

use baton_model::definition::step::{AnyOrder, Branch};

use crate::behaviour::leaving::BlockAt;
use crate::decide::burst::{Burst, Decision};
use crate::event::{BranchSkipped, Event, PartsPlanned, Place, Planned, Withdrawal};
use crate::name::{Name, ThreadNo, V1};
use crate::state::{Block, BlockPart, PartState, Phase, TaskRecord};

impl Burst<'_> {
    /// Opens the block: what is to be done in it is fixed now.
    pub fn open_any_order(&mut self, thread: ThreadNo, block: &Name, any: &AnyOrder) -> Decision {
        let mut taken = Vec::new();
        for branch in &any.branches {
            taken.push(match &branch.when {
                Some(when) => self.holds(&when.program)?,
                None => (true, Vec::new()),
            });
        }
        let at = self.open_block_at(thread, block)?;
        let mut parts = Vec::new();
        for (branch, (holds, notes)) in any.branches.iter().zip(taken) {
            let name = Name::from(branch.id.as_str());
            if holds {
                parts.push(Planned { branch: name, item: None, row: None });
            } else {
                let (block, pass) = (block.clone(), at.pass);
                self.emit(Event::BranchSkipped(BranchSkipped { v: V1::default(), block, pass, branch: name, notes }));
            }
        }
        if parts.is_empty() {
            return self.block_done(&at);
        }
        let (block, pass) = (block.clone(), at.pass);
        self.emit(Event::PartsPlanned(PartsPlanned {
            v: V1::default(),
            block,
            pass,
            thread,
            parts,
            adders: Vec::new(),
        }));
        self.offer_branches(&at, any)
    }

    /// Offers the next branch that may begin, unless one is under way; when that has moved, it is asked again.
    pub fn offer_branches(&mut self, at: &BlockAt, any: &AnyOrder) -> Decision {
        let Some(block) = self.block(at) else { return Ok(()) };
        if block.is_over() {
            return self.block_done(at);
        }
        let is_begun = |part: &&BlockPart| part.state == PartState::Open && (part.moved || self.is_begun(part.frame));
        if let Some(begun) = block.parts.iter().find(is_begun).cloned() {
            // What moved by itself would do so again, were it set aside: now it is the turn of none but this branch.
            if begun.moved {
                self.set_aside(at, begun.frame, &begun.branch);
            }
            return Ok(());
        }
        let next = block.parts.iter().filter(|part| part.state == PartState::Waiting).find_map(|part| {
            let index = any.branches.iter().position(|branch| *branch.id == *part.branch)?;
            may_begin(block, any.branches.get(index)?).then(|| (part.branch.clone(), index))
        });
        let Some((branch, index)) = next else { return Ok(()) };
        let Some(start) = self.node(&at.step).and_then(|node| node.branches.get(index)) else { return Ok(()) };
        // What is sent last moves first: the branch, and then the block looks again.
        self.send(at.thread, Place::Again(at.step.clone()));
        self.open_part(at, &branch, &start.first);
        Ok(())
    }

    /// Whether more has happened in a branch than that its first task is offered.
    fn is_begun(&self, frame: ThreadNo) -> bool {
        let mut threads = self.state.threads.iter().filter(|thread| thread.frame() == frame);
        let (Some(only), None) = (threads.next(), threads.next()) else { return true };
        let Phase::In(step) = &only.phase else { return true };
        let mut tasks = self.state.tasks.iter().filter(|task| task.thread == only.thread).peekable();
        let is_offered = |task: &TaskRecord| task.state.is_open() && task.step == *step && task.taken_over.is_none();
        tasks.peek().is_none() || !tasks.all(is_offered)
    }

    /// Somebody takes up a task: where that begins a branch of an `any-order`, the others wait until it is done; where it is
    /// the first taken in a race of those, it wins.
    pub fn begun(&mut self, thread: ThreadNo) {
        let frame = self.state.frame_of(thread);
        let around = self.state.frames_outwards(frame).map(|(block, part)| (BlockAt::from(block), part.clone()));
        for (at, part) in around.collect::<Vec<_>>() {
            let Some(step) = self.step(&at.step) else { continue };
            match &step.kind {
                baton_model::definition::StepKind::AnyOrder(_) => self.set_aside(&at, part.frame, &part.branch),
                baton_model::definition::StepKind::Race(race) if race.first_claimed && part.frame == frame => {
                    self.win(&at, part.frame, &part.branch);
                }
                _ => {}
            }
        }
    }

    fn set_aside(&mut self, at: &BlockAt, begun: ThreadNo, branch: &Name) {
        let others: Vec<ThreadNo> = self
            .block(at)
            .map(|block| {
                let open = block.parts.iter().filter(|part| part.state == PartState::Open && part.frame != begun);
                open.map(|part| part.frame).collect()
            })
            .unwrap_or_default();
        let reason = Withdrawal::NotNow { block: at.step.clone(), branch: branch.clone() };
        for other in others {
            self.withdraw_frame(other, None, &reason, self.ctx.actor.as_person());
        }
    }
}

/// Whether all that comes before a branch is done; what is not taken counts as done.
fn may_begin(block: &Block, branch: &Branch) -> bool {
    let is_open = |name: &str| {
        let part = block.parts.iter().find(|part| *part.branch == *name);
        part.is_some_and(|part| matches!(part.state, PartState::Waiting | PartState::Open))
    };
    !branch.after.iter().any(|before| is_open(&before.name))
}
