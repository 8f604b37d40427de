//! How the events of blocks and joins change a run's state: what blocks open, threads that part, wait and meet.
//! Reads nothing but the event and the state.

use std::sync::Arc;

use super::run::takes_part;
use super::step::{set_phase, thread_mut};
use crate::event::{
    ArrivalPassedBy, BranchDone, BranchOpened, HandlerFired, ItemAdded, ItemRemoved, Joined, PartsPlanned, Planned,
    RestWithdrawn, ThreadArrived, ThreadEnded, ThreadSplit, ThreadsJoined,
};
use crate::name::{Name, ThreadNo};
use crate::state::{Block, BlockPart, Branch, Gate, Part, PartState, Phase, RunState, Thread};

/// What a block will do is known. Who may add to it takes part, before they do anything in it.
pub fn planned(state: &mut RunState, event: &PartsPlanned) {
    for person in &event.adders {
        takes_part(state, *person, Part::Watcher);
    }
    let parts: Vec<BlockPart> = event.parts.iter().map(|part| waiting(part, None)).collect();
    block_mut(state, event.thread, &event.block, event.pass).parts.extend(parts);
}

/// An item more; a person woke the run.
pub fn item_added(state: &mut RunState, event: &ItemAdded) {
    block_mut(state, event.thread, &event.block, event.pass).parts.push(waiting(&event.item, event.row));
    state.automatic_steps = 0;
}

/// An item's row is gone: it does not begin any more, and counts no longer. What is open of it is withdrawn step by step.
pub fn item_removed(state: &mut RunState, event: &ItemRemoved) {
    let is_it =
        |block: &&mut Block| block.thread == event.thread && block.step == event.block && block.pass == event.pass;
    let Some(block) = state.blocks.iter_mut().find(is_it) else { return };
    for part in block.parts.iter_mut().filter(|part| part.branch == event.branch) {
        part.removed = true;
        if part.state == PartState::Waiting {
            part.state = PartState::Withdrawn;
        }
    }
    let over = (block.went_on && block.is_over()).then_some(block.outer);
    if let Some(outer) = over {
        forget(state);
        frame_left(state, outer, PartState::Done);
    }
}

fn waiting(part: &Planned, row: Option<u32>) -> BlockPart {
    let item = part.item.as_ref().map(|item| Arc::new(item.value()));
    BlockPart {
        branch: part.branch.clone(),
        item,
        row,
        id: part.row,
        removed: false,
        frame: 0,
        state: PartState::Waiting,
        moved: false,
    }
}

/// A new thread in a branch, an item or a round.
pub fn branch_opened(state: &mut RunState, event: &BranchOpened) {
    let parent = state.thread(event.parent);
    let (from, outlasts) = (parent.and_then(|parent| parent.from), parent.is_some_and(|parent| parent.outlasts));
    let block = block_mut(state, event.parent, &event.block, event.pass);
    let waits = |part: &&mut BlockPart| part.branch == event.branch && part.state == PartState::Waiting;
    match block.parts.iter_mut().find(waits) {
        Some(part) => (part.frame, part.state) = (event.thread, PartState::Open),
        None => block.parts.push(BlockPart {
            branch: event.branch.clone(),
            item: None,
            row: None,
            id: None,
            removed: false,
            frame: event.thread,
            state: PartState::Open,
            moved: false,
        }),
    }
    let branch = Branch {
        block: event.block.clone(),
        pass: event.pass,
        branch: event.branch.clone(),
        parent: event.parent,
        frame: event.thread,
    };
    add(state, Thread { thread: event.thread, branch: Some(branch), phase: Phase::Between, from, pass: 0, outlasts });
}

/// A step was completed: what it is in has moved on.
pub fn moved(state: &mut RunState, thread: ThreadNo) {
    let mut frame = state.frame_of(thread);
    while frame != 0 {
        let Some(block) = state.blocks.iter_mut().find(|block| block.parts.iter().any(|part| part.frame == frame))
        else {
            return;
        };
        let outer = block.outer;
        block.parts.iter_mut().filter(|part| part.frame == frame).for_each(|part| part.moved = true);
        frame = outer;
    }
}

/// A thread has come to the end of its branch, and is gone; the one that waits knows whose step came last.
pub fn branch_done(state: &mut RunState, event: &BranchDone) {
    let Some(done) = thread_gone(state, event.thread, PartState::Done) else { return };
    if event.is_last {
        return state.threads.push(Thread { branch: None, phase: Phase::Between, ..done });
    }
    let Some(parent) = done.branch.map(|branch| branch.parent) else { return };
    if let Some(parent) = thread_mut(state, parent) {
        parent.from = done.from.or(parent.from);
    }
}

/// The thread that waited goes on.
pub fn joined(state: &mut RunState, event: &Joined) {
    set_phase(state, event.thread, Phase::Between);
    if let Some(block) =
        state.blocks.iter_mut().rev().find(|block| block.thread == event.thread && block.step == event.block)
    {
        block.went_on = true;
        let unbegun = block.parts.iter_mut().filter(|part| event.cancels_rest && part.state == PartState::Waiting);
        unbegun.for_each(|part| part.state = PartState::Withdrawn);
    }
    forget(state);
}

/// What a block had not begun is not wanted any more; where nothing else of it is left, it is forgotten.
pub fn rest_withdrawn(state: &mut RunState, event: &RestWithdrawn) {
    let is_it = |block: &&mut Block| {
        block.thread == event.thread && block.step == event.block && block.pass == event.pass && block.went_on
    };
    let Some(block) = state.blocks.iter_mut().find(is_it) else { return };
    let unbegun = block.parts.iter_mut().filter(|part| part.state == PartState::Waiting);
    unbegun.for_each(|part| part.state = PartState::Withdrawn);
    let outer = block.outer;
    forget(state);
    frame_left(state, outer, PartState::Done);
}

/// A thread goes several ways.
pub fn split(state: &mut RunState, event: &ThreadSplit) {
    let Some(thread) = state.thread(event.from).cloned() else { return };
    add(state, Thread { thread: event.thread, phase: Phase::Between, pass: 0, ..thread });
}

/// A path has come to its end.
pub fn thread_ended(state: &mut RunState, event: &ThreadEnded) {
    // What held it is over with it.
    if let Some(Phase::Held(exception)) = state.thread(event.thread).map(|thread| thread.phase.clone()) {
        super::trouble::over(state, exception, "thread_ended");
    }
    thread_gone(state, event.thread, PartState::Withdrawn);
}

/// A thread waits for others.
pub fn arrived(state: &mut RunState, event: &ThreadArrived) {
    let frame = state.frame_of(event.thread);
    gate_mut(state, &event.step, frame).came.push(event.way.clone());
    set_phase(state, event.thread, Phase::AtJoin { step: event.step.clone(), way: event.way.clone() });
}

/// One thread goes on for all that waited.
pub fn threads_joined(state: &mut RunState, event: &ThreadsJoined) {
    let frame = state.frame_of(event.thread);
    gate_mut(state, &event.step, frame).opened = true;
    set_phase(state, event.thread, Phase::Between);
    let last = event.with.iter().rev().find_map(|thread| state.thread(*thread)?.from);
    state.threads.retain(|thread| !event.with.contains(&thread.thread));
    if let Some(thread) = thread_mut(state, event.thread) {
        thread.from = thread.from.or(last);
    }
    round_over(state, &event.step, frame, event.over);
}

/// A thread came when the join had opened already.
pub fn passed_by(state: &mut RunState, event: &ArrivalPassedBy) {
    let frame = state.frame_of(event.thread);
    thread_gone(state, event.thread, PartState::Done);
    round_over(state, &event.step, frame, event.over);
}

/// A handler has a thread of its own, in the frame of its step.
pub fn handler_fired(state: &mut RunState, event: &HandlerFired) {
    let branch = state.part(event.frame).map(|(block, part)| Branch {
        block: block.step.clone(),
        pass: block.pass,
        branch: part.branch.clone(),
        parent: block.thread,
        frame: event.frame,
    });
    let from = state.thread(event.of).and_then(|thread| thread.from);
    let outlasts = event.outlasts || state.thread(event.of).is_some_and(|thread| thread.outlasts);
    add(state, Thread { thread: event.thread, branch, phase: Phase::Between, from, pass: 0, outlasts });
    super::undo::interrupted(state, event);
}

/// A block has nothing more to do with the thread that opened it. What is still done for what was cancelled in it has what is known
/// there, until it is over.
pub fn over(state: &mut RunState, thread: ThreadNo, step: &Name) {
    let is_it = |block: &Block| block.thread == thread && block.step == *step;
    let outlasting = state.threads.iter().filter(|thread| thread.outlasts).map(Thread::frame);
    let kept: Vec<ThreadNo> =
        outlasting.flat_map(|frame| state.frames_outwards(frame).map(|(_, part)| part.frame)).collect();
    let is_kept = |block: &Block| block.parts.iter().any(|part| part.frame != 0 && kept.contains(&part.frame));
    drop_blocks(state, |block| is_it(block) && !is_kept(block));
    for block in state.blocks.iter_mut().filter(|block| is_it(block)) {
        (block.went_on, block.withdrawn) = (true, true);
        let unused = block.parts.iter_mut().filter(|part| !kept.contains(&part.frame));
        unused.filter(|part| part.state == PartState::Waiting).for_each(|part| part.state = PartState::Withdrawn);
    }
}

/// Forgets blocks, and what was kept for each of their items.
fn drop_blocks(state: &mut RunState, is_over: impl Fn(&Block) -> bool) {
    let parts = state.blocks.iter().filter(|block| is_over(block)).flat_map(|block| &block.parts);
    let items: Vec<ThreadNo> = parts.map(|part| part.frame).collect();
    state.blocks.retain(|block| !is_over(block));
    drop_items(state, &items);
}

/// Forgets what was kept for parts of blocks: their own values, and of each step of an item but the record that tells most.
fn drop_items(state: &mut RunState, items: &[ThreadNo]) {
    let ends: Vec<String> = items.iter().filter(|frame| **frame != 0).map(|frame| format!("#{frame}")).collect();
    let is_of = |key: &Name| ends.iter().any(|end| key.ends_with(end.as_str()));
    let of_items = state.steps.keys().filter(|key| is_of(key));
    let steps: Vec<Name> = of_items.filter_map(|key| key.rsplit_once('#')).map(|(step, _)| step.into()).collect();
    for step in steps {
        if let Some(shown) = state.shown(&step).cloned() {
            state.steps.insert(step, shown);
        }
    }
    state.steps.retain(|key, _| !is_of(key));
    state.values.retain(|key, _| !is_of(key));
}

/// Takes a thread out; where it was the last of its frame, the frame is over.
pub fn thread_gone(state: &mut RunState, thread: ThreadNo, end: PartState) -> Option<Thread> {
    let place = state.threads.iter().position(|known| known.thread == thread)?;
    let gone = state.threads.remove(place);
    super::undo::thread_gone(state, thread);
    if let Phase::Before { .. } = gone.phase {
        state.timers.retain(|timer| timer.thread != thread);
    }
    frame_left(state, gone.frame(), end);
    Some(gone)
}

fn frame_left(state: &mut RunState, frame: ThreadNo, end: PartState) {
    let is_used = state.threads.iter().any(|thread| thread.frame() == frame)
        || state.blocks.iter().any(|block| block.outer == frame && !block.is_over());
    if frame == 0 || is_used {
        return;
    }
    let parts = state.blocks.iter_mut().flat_map(|block| &mut block.parts);
    let mut set_aside = Vec::new();
    for part in parts.filter(|part| part.frame == frame && part.state == PartState::Open) {
        part.state = end;
        if end == PartState::Waiting {
            set_aside.push(part.frame);
            part.frame = 0;
        }
    }
    drop_items(state, &set_aside);
    let outer = state.part(frame).filter(|(block, _)| block.went_on && block.is_over());
    if let Some((outer, was_withdrawn)) = outer.map(|(block, _)| (block.outer, block.withdrawn)) {
        forget(state);
        frame_left(state, outer, if was_withdrawn { PartState::Withdrawn } else { PartState::Done });
    }
}

/// Forgets blocks that went on and of which nothing is left.
fn forget(state: &mut RunState) {
    if state.blocks.iter().any(|block| block.went_on && block.is_over()) {
        drop_blocks(state, |block| block.went_on && block.is_over());
    }
}

fn add(state: &mut RunState, thread: Thread) {
    state.threads_made = state.threads_made.max(thread.thread);
    state.threads.push(thread);
}

fn block_mut<'a>(state: &'a mut RunState, thread: ThreadNo, step: &Name, pass: u32) -> &'a mut Block {
    let outer = state.frame_of(thread);
    let known = |block: &Block| block.thread == thread && block.step == *step && block.pass == pass;
    let place = state.blocks.iter().position(known).unwrap_or_else(|| {
        state.blocks.push(Block {
            step: step.clone(),
            pass,
            thread,
            outer,
            parts: Vec::new(),
            went_on: false,
            withdrawn: false,
        });
        state.blocks.len() - 1
    });
    &mut state.blocks[place]
}

fn gate_mut<'a>(state: &'a mut RunState, step: &Name, frame: ThreadNo) -> &'a mut Gate {
    let known = |gate: &Gate| gate.step == *step && gate.frame == frame;
    let place = state.gates.iter().position(known).unwrap_or_else(|| {
        state.gates.push(Gate { step: step.clone(), frame, came: Vec::new(), opened: false });
        state.gates.len() - 1
    });
    &mut state.gates[place]
}

fn round_over(state: &mut RunState, step: &Name, frame: ThreadNo, is_over: bool) {
    state.gates.retain(|gate| !is_over || gate.step != *step || gate.frame != frame);
}
