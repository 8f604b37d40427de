//! The answers of several people to one step: who said what, who is still asked, and how many more are needed.

use baton_engine::state::{StepState, TaskRecord, TaskState};

use super::lens::{Lens, moment};
use super::types::{Vote, Votes};

/// How the answers stand that a task is one of; none: it is answered by one person alone.
pub fn votes(lens: &Lens<'_>, task: &TaskRecord) -> Option<Votes> {
    let state = lens.state;
    let ballot = state.ballot(task);
    let record = state.record(&task.step, state.frame_of(task.thread)).or_else(|| state.shown(&task.step));
    let counted = record.filter(|record| record.pass == task.pass && record.state == StepState::Done);
    let tally = ballot.map(|ballot| ballot.tally).or_else(|| counted?.tally)?;
    let is_of = |other: &&TaskRecord| other.step == task.step && other.pass == task.pass && other.thread == task.thread;
    let done = state.tasks.iter().filter(is_of).filter(|other| other.state == TaskState::Done);
    let given = done.filter_map(|done| {
        Some(Vote {
            who: lens.person(done.done_by?),
            choice_label: lens.choice_label(&done.step, done.choice.as_ref()?),
            at: moment(done.ended?),
        })
    });
    let answered = |person: i64| {
        let mut theirs = state.tasks.iter().filter(is_of).filter(|other| other.assignee == Some(person));
        theirs.any(|other| other.state == TaskState::Done)
    };
    let open = ballot.into_iter().flat_map(|ballot| &ballot.asked).filter(|person| !answered(**person));
    Some(Votes {
        asked: tally.asked,
        needed: tally.needed,
        yes: tally.yes,
        others: tally.others,
        given: given.collect(),
        open: open.map(|person| lens.person(*person)).collect(),
    })
}
