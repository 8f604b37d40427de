//! A run for its reader: where it stands, what it waits for and who has it, what stopped it.

use std::collections::BTreeMap;

use baton_engine::event::Place;
use baton_engine::state::{
    ExceptionRecord, ExceptionState, JobRecord, LockHeld, Phase, StepRecord, StepState, TaskRecord, TaskState,
};
use baton_engine::{RunState, START, state::RunStatus};
use baton_model::definition::Start;
use jiff::Timestamp;

use super::lens::{Lens, moment};
use super::types::{Exception, FieldView, Named, OfferedTo, RunEnding, RunStep, RunSummary};
use super::votes::votes;
use crate::project::first_due;
use crate::words;

/// The word for a run's state.
pub fn state_word(status: RunStatus) -> &'static str {
    match status {
        RunStatus::None | RunStatus::Running => "running",
        RunStatus::Finished => "finished",
        RunStatus::Cancelled => "cancelled",
    }
}

/// The run as lists show it. Whether others are above it is not known here: its business key is its own.
pub fn summary(lens: &Lens<'_>) -> RunSummary {
    let state = lens.state;
    let due = first_due(state);
    RunSummary {
        id: state.key.to_string(),
        business_key: state.key.to_string(),
        workflow: workflow(lens),
        version: state.version,
        label: state.label.clone(),
        state: state_word(state.status).to_owned(),
        outcome: state.outcome.as_ref().map(|id| Named { id: id.to_string(), title: lens.outcome_title(id) }),
        started: moment(state.started),
        ended: state.ended.map(moment),
        starter: state.starter.map(|person| lens.person(person)),
        outside: state.outside,
        due: due.or(state.target).map(moment),
        overdue: due.is_some_and(|due| due < lens.now),
        priority: state.priority().word().to_owned(),
        waits_for: super::waits::all(lens),
        exceptions: state.open_exceptions().count() as u32,
        rev: state.rev,
    }
}

/// How a run ends that is about to.
pub fn ending(lens: &Lens<'_>) -> Option<RunEnding> {
    let ending = lens.state.ending.as_ref()?;
    let outcome = ending.outcome.as_ref().map(|outcome| lens.outcome_title(outcome));
    Some(RunEnding { outcome, undoes: !lens.state.undoing.is_empty() })
}

/// The run's workflow.
pub fn workflow(lens: &Lens<'_>) -> Named {
    Named { id: lens.state.workflow.to_string(), title: lens.compiled.workflow.title.clone() }
}

/// To whom a task is offered that nobody has taken yet.
pub fn offered_to(lens: &Lens<'_>, task: &TaskRecord) -> Option<OfferedTo> {
    if task.state != TaskState::Offered {
        return None;
    }
    let group = match &task.why.how {
        baton_engine::event::How::Picked { group, .. } => Some(lens.group_title(group)),
        _ => None,
    };
    Some(OfferedTo { group, count: task.offered.len() as u32 })
}

/// Every step of the run's version with its state, in the order of the text; the start first.
pub fn steps(lens: &Lens<'_>) -> Vec<RunStep> {
    let start = lens.state.steps.get(START);
    let first = RunStep {
        state: start.map_or(StepState::Done, |record| record.state).word().to_owned(),
        passes: start.map_or(1, |record| record.pass),
        by: lens.state.starter.map(|person| lens.person(person)),
        at: Some(moment(lens.state.started)),
        ..step(lens, START, start)
    };
    let of_text = lens.compiled.workflow.all_steps();
    let others = of_text.into_iter().map(|found| step(lens, &found.id, lens.state.shown(&found.id)));
    std::iter::once(first).chain(others).collect()
}

fn step(lens: &Lens<'_>, id: &str, record: Option<&StepRecord>) -> RunStep {
    let open = record.is_some_and(|record| record.state == StepState::Open);
    let due = record.and_then(|record| record.due).filter(|_| open);
    RunStep {
        id: id.to_owned(),
        node: id.to_owned(),
        title: lens.step_title(id),
        state: record.map_or(StepState::None.word(), state_of).to_owned(),
        passes: record.map_or(0, |record| record.pass),
        by: record.and_then(|record| record.by).map(|person| lens.person(person)),
        at: record.and_then(|record| record.at).map(moment),
        opened: record.and_then(|record| record.opened).map(moment),
        due: due.map(moment),
        overdue: due.is_some_and(|due| due < lens.now),
        choice_label: record
            .filter(|record| record.state == StepState::Done)
            .and_then(|record| Some(lens.choice_label(id, record.choice.as_ref()?))),
        held_back: held_back(lens, id),
        votes: record.and_then(|record| votes(lens, lens.state.task(record.task?)?)),
    }
}

/// What was done and is undone is not shown as done.
fn state_of(record: &StepRecord) -> &'static str {
    let undone = record.undone.filter(|_| record.state == StepState::Done);
    undone.map_or(record.state.word(), baton_engine::state::Undone::word)
}

/// Whether the run's clock stands still.
pub fn clock_stands(state: &RunState) -> bool {
    state.clocks.iter().any(|clock| clock.block.is_none())
}

/// How long it stood still, with what it stands now.
pub fn stood_seconds(state: &RunState, now: Timestamp) -> i64 {
    let stands = state.clocks.iter().find(|clock| clock.block.is_none());
    let ms = stands.map_or(0, |clock| (now.as_millisecond() - clock.since.as_millisecond()).max(0));
    (state.stood_ms + ms) / 1000
}

/// What a step waits for before it can begin.
fn held_back(lens: &Lens<'_>, id: &str) -> Option<String> {
    let (lock, asked) = lens.state.threads.iter().find_map(|thread| match &thread.phase {
        Phase::Before { step, lock, asked, .. } if **step == *id => Some((lock.clone(), asked.is_some())),
        _ => None,
    })?;
    if let Some(lock) = lock.as_ref().filter(|_| asked) {
        return Some(super::timeline::asked_for(lens, id, lock, lens.holders.get(&**lock)));
    }
    let is_it = |held: &&LockHeld| Some(&held.lock) == lock.as_ref() && held.nth.is_none();
    let holder = lens.state.locks.iter().find(is_it);
    Some(super::timeline::held_back(lens, id, lock.as_deref(), holder.map(|held| &*held.step)))
}

/// The key of another run that an exception tells of, as it stands in the sentence.
pub fn other_run<'a>(code: &str, params: &'a BTreeMap<String, String>) -> Option<&'a str> {
    (code == "step.run_cancelled")
        .then(|| params.get("run").map(String::as_str))
        .flatten()
        .filter(|key| !key.is_empty())
}

/// What stopped the run and can be done about it, the latest first.
pub fn problems(lens: &Lens<'_>, fields: impl Fn(&str) -> Option<super::types::FieldView>) -> Vec<Exception> {
    lens.state.exceptions.iter().rev().map(|record| exception(lens, record, &fields)).collect()
}

/// One exception for its reader; `fields` shows a field that can be supplied.
pub fn exception(
    lens: &Lens<'_>,
    record: &ExceptionRecord,
    fields: &impl Fn(&str) -> Option<super::types::FieldView>,
) -> Exception {
    let code = baton_engine::codes::code(&record.code);
    let open = record.state == ExceptionState::Open;
    let mut sentence = words::coded(&record.code, &record.params);
    for left in &record.people {
        sentence.push_str(&lens.why_not(left.person, &left.why));
    }
    Exception {
        id: format!("{}!{}", lens.state.key, record.exception),
        run: lens.state.key.to_string(),
        run_label: lens.state.label.clone(),
        workflow: workflow(lens),
        step: Some(record.step.to_string()),
        title: Some(lens.step_title(&record.step)),
        code: record.code.to_string(),
        sentence,
        remedy: code.map_or(String::new(), |code| code.remedy.to_owned()),
        message: said(lens, record),
        since: moment(record.since),
        state: if open { "open" } else { "resolved" }.to_owned(),
        actions: if open { actions(lens, record) } else { Vec::new() },
        came: record.came.clone().filter(|_| open && !gives_secrets(lens)),
        missing: record
            .missing
            .iter()
            .filter_map(|field| fields(field))
            .map(|field| asked(lens, record, field))
            .collect(),
    }
}

/// Whether what began the run fills in a field that is secret: then nobody is shown what came.
fn gives_secrets(lens: &Lens<'_>) -> bool {
    let workflow = &lens.compiled.workflow;
    let start = workflow.start.get(lens.state.start);
    let given = start.into_iter().flat_map(Start::fields);
    given.into_iter().filter_map(|field| workflow.fields.get(field)).any(|field| field.secret)
}

/// A field that can be supplied. A run can begin without what it does not need.
fn asked(lens: &Lens<'_>, record: &ExceptionRecord, mut field: FieldView) -> FieldView {
    if record.at == Place::Start && record.came.is_some() {
        field.required = baton_engine::is_needed(lens.compiled, lens.state.start, &field.id);
    }
    field
}

/// What a worker or another system said, where that is what the exception is about.
fn said(lens: &Lens<'_>, record: &ExceptionRecord) -> Option<String> {
    let of = |job: &&JobRecord| job.thread == record.thread && job.step == record.step && job.pass == record.pass;
    let job = lens.state.jobs.iter().rev().find(of)?;
    job.message.clone().filter(|_| record.params.contains_key("error"))
}

fn actions(lens: &Lens<'_>, record: &ExceptionRecord) -> Vec<String> {
    baton_engine::ways(lens.compiled, lens.state, record).into_iter().map(|way| way.word().to_owned()).collect()
}
