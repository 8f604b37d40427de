//! Blocks: opens their branches, items and rounds, and lets a block go on when its `join` says so.
//!
//! Asked each time a part comes to its end. What is left then finishes or is withdrawn, as `rest` says; it holds the run
//! open, but opens nothing after the block.

use baton_model::definition::StepKind;
use baton_model::definition::step::{BlockJoin, Case, Choose, Joining, Parallel, Step};
use baton_model::graph::Edge;

use crate::behaviour::leaving::BlockAt;
use crate::behaviour::moving::Completed;
use crate::decide::burst::{Burst, Decision};
use crate::event::{BranchDone, BranchOpened, Event, Joined, Onwards, Place, Withdrawal};
use crate::name::{Name, ThreadNo, V1};
use crate::state::{Block, BlockPart, PartState, Phase};

impl Burst<'_> {
    /// Opens a branch, an item or a round; its thread moves next. Gives the thread.
    pub fn open_part(&mut self, at: &BlockAt, branch: &Name, first: &Edge) -> ThreadNo {
        let thread = self.new_thread();
        self.emit(Event::BranchOpened(BranchOpened {
            v: V1::default(),
            block: at.step.clone(),
            pass: at.pass,
            branch: branch.clone(),
            parent: at.thread,
            thread,
        }));
        let place = self.place(first);
        self.send_via(thread, place, Some(at.step.clone()));
        thread
    }

    /// The number of the next thread.
    pub fn new_thread(&self) -> ThreadNo {
        self.state.threads_made + 1
    }

    /// A thread has come to where what a block opened meets. One that is not in the block came to a case of it when choices of one way
    /// were over at once: it goes on as the case says.
    pub fn come_to_end(&mut self, thread: ThreadNo, block: &Name, via: Option<&Name>) -> Decision {
        let is_inside = self.state.part(self.state.frame_of(thread)).is_some_and(|(around, _)| around.step == *block);
        let choice = self.step(block).filter(|step| !is_inside && step.is_one_way());
        let Some(StepKind::Choose(choose)) = choice.map(|step| &step.kind) else { return self.end_of_branch(thread) };
        let holds = |case: &Case| {
            let mut all = Vec::new();
            case.steps.iter().for_each(|step| step.collect_into(&mut all));
            via.is_some_and(|via| all.iter().any(|step| *step.id == **via))
        };
        let case = choose.cases.iter().position(holds).map(|place| place as u32);
        self.go_on(thread, Onwards { step: Some(block.clone()), case, ..Onwards::default() })
    }

    /// A thread has come to the end of its branch, item or round.
    pub fn end_of_branch(&mut self, thread: ThreadNo) -> Decision {
        let Some(branch) = self.state.thread(thread).and_then(|thread| thread.branch.clone()) else { return Ok(()) };
        let frame = self.state.frame_of(thread);
        let outwards: Vec<ThreadNo> = self.state.frames_outwards(frame).map(|(_, part)| part.frame).collect();
        let is_last = self.is_last(thread);
        let (block, pass, branch) = (branch.block, branch.pass, branch.branch);
        self.emit(Event::BranchDone(BranchDone { v: V1::default(), block, pass, branch, thread, is_last }));
        if is_last {
            self.end_thread(thread);
            return Ok(());
        }
        // A block that had gone on is forgotten with its last part; what it stood in may be over with that.
        let known = outwards.into_iter().find(|frame| self.state.part(*frame).is_some());
        known.map_or(Ok(()), |frame| self.frame_left(frame))
    }

    /// A thread has left a frame: where it was the last, the block sees what is to be done next.
    pub fn frame_left(&mut self, frame: ThreadNo) -> Decision {
        let Some((block, part)) = self.state.part(frame) else {
            return Ok(());
        };
        if part.state == PartState::Open {
            return Ok(());
        }
        let (at, branch, is_done) = (BlockAt::from(block), part.branch.clone(), part.state == PartState::Done);
        self.frame = at.outer;
        if is_done && self.step(&at.step).is_some_and(|step| matches!(step.kind, StepKind::Race(_))) {
            self.win(&at, frame, &branch);
        }
        self.part_over(&at)
    }

    /// A part of a block is over.
    pub fn part_over(&mut self, at: &BlockAt) -> Decision {
        let Some(step) = self.step(&at.step) else { return Ok(()) };
        let Some(block) = self.block(at).filter(|block| !block.withdrawn).cloned() else { return Ok(()) };
        match &step.kind {
            StepKind::Each(each) => {
                self.open_items(at, each);
                self.join_if(at, &block, &each.joining)
            }
            StepKind::Parallel(Parallel { joining, .. }) | StepKind::Choose(Choose { take_all: Some(joining), .. }) => {
                self.join_if(at, &block, joining)
            }
            StepKind::Repeat(repeat) => self.next_round(at, repeat),
            StepKind::AnyOrder(any) => self.offer_branches(at, any),
            _ if block.is_over() => self.block_done(at),
            _ => Ok(()),
        }
    }

    /// Lets a block go on if its `join` holds.
    pub fn join_if(&mut self, at: &BlockAt, block: &Block, joining: &Joining) -> Decision {
        if block.went_on || self.waits_to_look_again(at) || !self.joins(block, &joining.join)? {
            return Ok(());
        }
        if joining.cancels_rest {
            let reason = Withdrawal::Joined { block: at.step.clone() };
            self.withdraw_inside(at, None, &reason, self.ctx.actor.as_person());
            self.drop_moves();
        }
        self.finish_block(at, joining.cancels_rest)
    }

    /// Whether the thread at a block is held because that could not say whether it goes on: it is asked again when that is resolved.
    fn waits_to_look_again(&self, at: &BlockAt) -> bool {
        let Some(Phase::Held(exception)) = self.state.thread(at.thread).map(|thread| &thread.phase) else {
            return false;
        };
        self.state.exception(*exception).is_some_and(|held| held.at == Place::Again(at.step.clone()))
    }

    fn joins(&mut self, block: &Block, join: &BlockJoin) -> Decision<bool> {
        let done = block.count(PartState::Done);
        let enough = match join {
            BlockJoin::All => false,
            BlockJoin::Any => done > 0,
            BlockJoin::None => true,
            BlockJoin::Count(count) => done >= *count as usize,
            BlockJoin::When(when) => {
                let open = block.count(PartState::Open) + block.count(PartState::Waiting);
                self.counts = Some([done, open, block.total()]);
                let holds = self.holds(&when.program);
                self.counts = None;
                holds?.0
            }
        };
        Ok(enough || block.is_over())
    }

    /// A block of which nothing is left goes on.
    pub fn block_done(&mut self, at: &BlockAt) -> Decision {
        self.finish_block(at, false)
    }

    fn finish_block(&mut self, at: &BlockAt, cancels_rest: bool) -> Decision {
        let Some(step) = self.step(&at.step) else { return Ok(()) };
        self.frame = at.outer;
        self.hand_out(at, step)?;
        let case = self.case_of(at, step);
        let (block, pass, thread) = (at.step.clone(), at.pass, at.thread);
        self.emit(Event::Joined(Joined { v: V1::default(), block: block.clone(), pass, thread, cancels_rest }));
        self.completed(&Completed { step: block.clone(), pass, thread, choice: None, by: None })?;
        self.go_on(thread, Onwards { step: Some(block), case, ..Onwards::default() })
    }

    /// Which case a choice of one way took, from 0.
    fn case_of(&self, at: &BlockAt, step: &Step) -> Option<u32> {
        let StepKind::Choose(Choose { cases, take_all: None }) = &step.kind else { return None };
        let part = self.block(at)?.parts.first()?;
        cases.iter().position(|case| *case.id == *part.branch).map(|place| place as u32)
    }

    /// What a block's `gives` hands out: of a stage the values it names, of an `each` a list of them in the items' order. An item whose
    /// row is gone is left out, also where it was done before.
    fn hand_out(&mut self, at: &BlockAt, step: &Step) -> Decision {
        if step.gives.is_empty() {
            return Ok(());
        }
        let frames: Vec<ThreadNo> = self
            .block(at)
            .map(|block| {
                let is_left = |place: usize, part: &BlockPart| {
                    part.frame != 0 && !part.removed && !self.is_row_gone(block, place)
                };
                let parts = block.parts.iter().enumerate().filter(|(place, part)| is_left(*place, part));
                parts.map(|(_, part)| part.frame).collect()
            })
            .unwrap_or_default();
        let mut of_parts = Vec::new();
        for frame in frames {
            self.frame = frame;
            of_parts.push(self.computed(&step.gives)?);
        }
        self.frame = at.outer;
        let values = if matches!(step.kind, StepKind::Each(_)) {
            let names = step.gives.iter().map(|given| Name::from(given.field.as_str()));
            let list =
                |name: &Name| of_parts.iter().map(|values| values.get(name).cloned().unwrap_or_default()).collect();
            names.map(|name| (name.clone(), serde_json::Value::Array(list(&name)))).collect()
        } else {
            of_parts.pop().unwrap_or_default()
        };
        self.give(Some(at.step.clone()), at.pass, values)
    }
}
