//! How the events of answers by several change a run's state: asked, counted, left, not needed any more.
//! Reads nothing but the event and the state; an event that does not fit the lifecycle changes nothing.

use baton_people::PersonId;

use super::task::task_mut;
use crate::actor::EntryRef;
use crate::event::{BallotOpened, TaskClosed, TaskReassigned, VoteCounted, VoterLeft};
use crate::lifecycle::{self, TASK};
use crate::name::{Name, TaskNo, ThreadNo};
use crate::state::{Ballot, RunState, Tally};

/// Several are asked.
pub fn opened(state: &mut RunState, event: &BallotOpened) {
    let tally = Tally { asked: event.people.len() as u32, needed: event.needed, yes: 0, others: 0 };
    state.ballots.push(Ballot {
        step: event.step.clone(),
        pass: event.pass,
        thread: event.thread,
        asked: event.people.clone(),
        why: event.why.clone(),
        tally,
    });
}

/// Somebody has answered.
pub fn counted(state: &mut RunState, event: &VoteCounted) {
    if let Some(ballot) = ballot_mut(state, &event.step, event.pass, event.thread) {
        (ballot.tally.yes, ballot.tally.others) = (event.yes, event.others);
    }
}

/// Somebody is gone: they are not asked, and do not count.
pub fn left(state: &mut RunState, event: &VoterLeft, at: &EntryRef) {
    if let Some(ballot) = ballot_mut(state, &event.step, event.pass, event.thread) {
        ballot.asked.retain(|person| *person != event.person);
        ballot.tally.asked = ballot.asked.len() as u32;
        ballot.tally.needed = event.needed;
    }
    if let Some(task) = event.task {
        close(state, task, "voter_left", at);
    }
}

/// The answer is not needed any more.
pub fn closed(state: &mut RunState, event: &TaskClosed, at: &EntryRef) {
    close(state, event.task, "task_closed", at);
}

/// Somebody else is asked instead.
pub fn reassigned(state: &mut RunState, event: &TaskReassigned, had: Option<PersonId>) {
    let Some(task) = state.task(event.task) else { return };
    let (step, pass, thread) = (task.step.clone(), task.pass, task.thread);
    let Some(ballot) = ballot_mut(state, &step, pass, thread) else { return };
    for asked in ballot.asked.iter_mut().filter(|asked| Some(**asked) == had) {
        *asked = event.to;
    }
}

/// The step is done or was taken back. Gives how the answers stood.
pub fn over(state: &mut RunState, step: &Name, thread: ThreadNo) -> Option<Tally> {
    let place = state.ballots.iter().position(|ballot| ballot.step == *step && ballot.thread == thread)?;
    Some(state.ballots.remove(place).tally)
}

fn close(state: &mut RunState, task: TaskNo, by: &str, at: &EntryRef) {
    let Some(task) = task_mut(state, task) else { return };
    let Some(to) = lifecycle::after(TASK, Some(task.state), by) else { return };
    task.state = to;
    task.ended = Some(at.time);
    task.ended_entry = at.number;
}

fn ballot_mut<'a>(state: &'a mut RunState, step: &str, pass: u32, thread: ThreadNo) -> Option<&'a mut Ballot> {
    state.ballots.iter_mut().find(|ballot| ballot.is_of(step, pass, thread))
}
