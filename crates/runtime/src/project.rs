//! The tables that lists, inboxes and permissions read, from a run's state before and after an entry.
//!
//! Everything is taken from the states, nothing from the events, so the rows say what the state says. Only what became
//! different is written.

use crate::incoming::{begun_name, key_hash};
use crate::urgency::stored;
use baton_engine::event::{How, JobKind as EngineJob, TaskKind as EngineKind, TimerKind as EngineTimer};
use baton_engine::state::{
    ExceptionRecord, ExceptionState as EngineException, JobRecord, JobState as EngineJobState, Listener, Part,
    RunStatus, Subscription, TaskRecord, TaskState, Timer, WantedKey,
};
use baton_engine::{RunState, START, SharedLock, shared_locks};
use baton_model::Compiled;
use baton_store::Change;
use baton_store::row::{
    ExceptionRow, ExceptionState, JobKind, JobRow, JobState, ListenerKind, LockRow, PartyRow, PartyWhy, RunRow,
    RunState as Standing, SearchRow, SubscriptionRow, TaskKind, TaskRow, TaskStateRow, TaskStatus, TimerKind, TimerRow,
    part_id,
};
use jiff::Timestamp;
use serde_json::Value;

/// The longest text that a run is found by.
const SEARCHED_CHARS_MAX: usize = 200;

/// The first moment at which something open in it is due: one of its tasks, or the run itself. Past it the run is overdue.
pub fn first_due(state: &RunState) -> Option<Timestamp> {
    let tasks = state.open_tasks().filter_map(|task| task.due);
    // A clock that stands still is not past.
    let stands = state.clocks.iter().any(|clock| clock.block.is_none());
    // What undoes something after its outcome has met its target or not.
    let aims = state.is_running() && !state.is_reopened();
    tasks.chain(state.target.filter(|_| aims && !stands)).min()
}

/// A run's row; it is put before the entry is appended.
pub fn run_row(state: &RunState, workflow: i64) -> RunRow {
    RunRow {
        id: state.run,
        workflow,
        parent: state.parent.map(|parent| parent.run),
        number: state.number,
        key: state.key.to_string(),
        version: state.version.into(),
        state: match state.status {
            RunStatus::None | RunStatus::Running => Standing::Running,
            RunStatus::Finished => Standing::Finished,
            RunStatus::Cancelled => Standing::Cancelled,
        },
        label: state.label.clone(),
        starter: state.starter,
        started_us: state.started.as_microsecond(),
        ended_us: state.ended.map(Timestamp::as_microsecond),
        outcome: state.outcome.as_ref().map(ToString::to_string),
        target_us: state.target.map(Timestamp::as_microsecond),
        due_us: first_due(state).map(Timestamp::as_microsecond),
        exceptions: state.open_exceptions().count() as i64,
        priority: stored(state.priority()),
        rev: state.rev,
        last_entry: state.last_entry,
    }
}

/// What became different about a run's parts, by an entry of that time.
pub fn parts(before: &RunState, after: &RunState, workflow: (i64, &Compiled), at_us: i64) -> Vec<Change> {
    let (workflow, compiled) = workflow;
    let mut changes = Vec::new();
    tasks(before, after, workflow, compiled, &mut changes);
    timers(before, after, &mut changes);
    jobs(before, after, &mut changes);
    locks(before, after, workflow, &mut changes);
    listening(before, after, &mut changes);
    exceptions(before, after, at_us, &mut changes);
    parties(before, after, &mut changes);
    if before.label != after.label || before.values != after.values {
        changes.push(Change::PutSearch(search(after)));
    }
    changes
}

fn tasks(before: &RunState, after: &RunState, workflow: i64, compiled: &Compiled, changes: &mut Vec<Change>) {
    for task in &after.tasks {
        let was = before.task(task.task);
        if was == Some(task) {
            continue;
        }
        let state = task_state(after, task);
        let id = state.task;
        changes.push(match was {
            None => Change::OpenTask(task_row(after, task, workflow, compiled), state),
            Some(_) => Change::PutTaskState(state),
        });
        if task.state.is_open() {
            let people: Vec<i64> = task.people().into_iter().filter(|person| Some(*person) != task.assignee).collect();
            let had: Option<Vec<i64>> =
                was.map(|was| was.people().into_iter().filter(|person| Some(*person) != was.assignee).collect());
            if had.unwrap_or_default() != people {
                changes.push(Change::PutOffers { task: id, people });
            }
        }
    }
}

fn task_row(state: &RunState, task: &TaskRecord, workflow: i64, compiled: &Compiled) -> TaskRow {
    let step = compiled.workflow.step(&task.step);
    let title = match step {
        Some(step) => task.title.clone().unwrap_or_else(|| step.title.outline()),
        None if &*task.step == START => {
            compiled.workflow.start.get(state.start).map(|start| start.title.outline()).unwrap_or_default()
        }
        None => task.step.to_string(),
    };
    TaskRow {
        id: part_id(state.run, task.task.into()),
        run: state.run,
        n: task.task.into(),
        workflow,
        step: task.step.to_string(),
        pass: task.pass.into(),
        kind: match task.kind {
            EngineKind::Task => TaskKind::Task,
            EngineKind::Approve => TaskKind::Approve,
            EngineKind::Form => TaskKind::Form,
        },
        title,
        role: step.and_then(|step| step.who.as_ref()).map(|who| who.name.clone()),
        priority: stored(task.priority),
        opened_us: task.opened.as_microsecond(),
        opened_entry: task.entry,
    }
}

fn task_state(state: &RunState, task: &TaskRecord) -> TaskStateRow {
    TaskStateRow {
        task: part_id(state.run, task.task.into()),
        status: match task.state {
            TaskState::Offered => TaskStatus::Offered,
            TaskState::Assigned => TaskStatus::Assigned,
            TaskState::Claimed => TaskStatus::Claimed,
            TaskState::Done => TaskStatus::Done,
            TaskState::Withdrawn => TaskStatus::Withdrawn,
        },
        assignee: task.assignee,
        team: match &task.why.how {
            How::Picked { group, .. } => Some(group.clone()),
            _ => None,
        },
        offered: if task.state == TaskState::Offered { task.offered.len() as i64 } else { 0 },
        due_us: task.due.map(Timestamp::as_microsecond),
        taken_us: task.taken_over.map(Timestamp::as_microsecond),
        choice: task.choice.as_ref().map(ToString::to_string),
        choice_label: task.label.clone(),
        done_by: task.done_by,
        done_us: task.done_by.and(task.ended).map(Timestamp::as_microsecond),
        rev: state.rev,
    }
}

fn timers(before: &RunState, after: &RunState, changes: &mut Vec<Change>) {
    for gone in before.timers.iter().filter(|timer| after.timer(timer.timer).is_none()) {
        changes.push(Change::DropTimer(part_id(after.run, gone.timer.into())));
    }
    for timer in after.timers.iter().filter(|timer| before.timer(timer.timer) != Some(timer)) {
        changes.push(Change::PutTimer(timer_row(after.run, timer)));
    }
}

fn timer_row(run: i64, timer: &Timer) -> TimerRow {
    TimerRow {
        id: part_id(run, timer.timer.into()),
        run,
        n: timer.timer.into(),
        at_us: timer.at.as_microsecond(),
        kind: match timer.kind {
            EngineTimer::Due => TimerKind::Due,
            EngineTimer::Remind => TimerKind::Remind,
            EngineTimer::Escalate => TimerKind::Escalate,
            EngineTimer::Wait => TimerKind::Wait,
            EngineTimer::Handler => TimerKind::Handler,
            EngineTimer::Retry => TimerKind::Retry,
            EngineTimer::Timeout => TimerKind::Timeout,
            EngineTimer::Start => TimerKind::Start,
        },
        step: timer.step.to_string(),
        pass: timer.pass.into(),
        task: timer.task.map(|task| part_id(run, task.into())),
    }
}

fn jobs(before: &RunState, after: &RunState, changes: &mut Vec<Change>) {
    for job in &after.jobs {
        let was = before.job(job.job);
        if was == Some(job) {
            continue;
        }
        match job_row(after.run, job) {
            Some(row) => changes.push(Change::PutJob(row)),
            None if was.is_some_and(|was| was.state.is_open()) => {
                changes.push(Change::DropJob(part_id(after.run, job.job.into())));
            }
            None => {}
        }
    }
}

fn locks(before: &RunState, after: &RunState, workflow: i64, changes: &mut Vec<Change>) {
    let (had, has) = (shared_locks(before), shared_locks(after));
    let gone = had.iter().filter(|one| !has.iter().any(|known| known.nth == one.nth));
    changes.extend(gone.map(|one| Change::DropLock(part_id(after.run, one.nth.into()))));
    let new = has.iter().filter(|one| !had.contains(one));
    changes.extend(new.map(|one| Change::PutLock(lock_row(after.run, workflow, one))));
}

/// The row of a lock that a step waits for or holds.
pub fn lock_row(run: i64, workflow: i64, one: &SharedLock) -> LockRow {
    LockRow {
        id: part_id(run, one.nth.into()),
        run,
        n: one.nth.into(),
        workflow,
        name: one.lock.to_string(),
        step: one.step.to_string(),
        entry: one.entry,
        held: one.is_held,
    }
}

/// The row of a job that is still wanted.
fn job_row(run: i64, job: &JobRecord) -> Option<JobRow> {
    Some(JobRow {
        id: part_id(run, job.job.into()),
        run,
        n: job.job.into(),
        kind: match job.kind {
            EngineJob::Work => JobKind::Work,
            EngineJob::Call => JobKind::Call,
        },
        topic: job.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        step: job.step.to_string(),
        pass: job.pass.into(),
        state: match job.state {
            EngineJobState::Queued => JobState::Queued,
            EngineJobState::Taken => JobState::Taken,
            EngineJobState::Failed => JobState::Failed,
            EngineJobState::Done | EngineJobState::Withdrawn => return None,
        },
        attempt: job.attempt.into(),
        fence: job.fence.into(),
        lease_s: job.lease_s.into(),
        worker: job.worker.as_ref().map(ToString::to_string),
        since_us: job.since.as_microsecond(),
    })
}

fn exceptions(before: &RunState, after: &RunState, at_us: i64, changes: &mut Vec<Change>) {
    for exception in &after.exceptions {
        if before.exception(exception.exception) != Some(exception) {
            changes.push(Change::PutException(exception_row(after, exception, at_us)));
        }
    }
}

fn listening(before: &RunState, after: &RunState, changes: &mut Vec<Change>) {
    let listens = |state: &RunState| !state.subscriptions.is_empty() || state.begun_for.is_some();
    if !listens(before) && !listens(after) {
        return;
    }
    let rows = |state: &RunState| -> Vec<SubscriptionRow> {
        let listening = state.subscriptions.iter().filter_map(|known| subscription_row(after.run, known));
        listening.chain(begun_row(state)).collect()
    };
    let (had, has) = (rows(before), rows(after));
    let gone = had.iter().filter(|row| !has.iter().any(|known| known.id == row.id));
    changes.extend(gone.map(|row| Change::DropSubscription(row.id)));
    changes.extend(has.into_iter().filter(|row| !had.contains(row)).map(Change::PutSubscription));
}

/// A run that goes on, and is not about to end, and was begun for a key: what would begin another comes to it.
fn begun_row(state: &RunState) -> Option<SubscriptionRow> {
    let key = state.begun_for.as_ref().filter(|_| state.is_running() && state.ending.is_none())?;
    let name = begun_name(&state.workflow, state.start);
    let (id, run, key) = (part_id(state.run, 0), state.run, Some(key_hash(key)));
    Some(SubscriptionRow { id, run, name, key, kind: ListenerKind::Started })
}

/// None: no event fits it now.
fn subscription_row(run: i64, known: &Subscription) -> Option<SubscriptionRow> {
    let key = match &known.key {
        WantedKey::Any => None,
        WantedKey::Is(key) => Some(key_hash(key)),
        WantedKey::Unknown => return None,
    };
    Some(SubscriptionRow {
        id: part_id(run, known.subscription.into()),
        run,
        name: known.name.to_string(),
        key,
        kind: match known.by {
            Listener::Wait { early: true } => ListenerKind::Wait,
            Listener::Wait { early: false } => ListenerKind::WaitAnew,
            Listener::Handler(_) => ListenerKind::Handler,
        },
    })
}

fn exception_row(state: &RunState, exception: &ExceptionRecord, at_us: i64) -> ExceptionRow {
    let open = exception.state == EngineException::Open;
    ExceptionRow {
        id: part_id(state.run, exception.exception.into()),
        run: state.run,
        n: exception.exception.into(),
        step: exception.step.to_string(),
        pass: exception.pass.into(),
        code: exception.code.to_string(),
        detail: serde_json::to_string(&exception.params).unwrap_or_default(),
        since_us: exception.since.as_microsecond(),
        resolved_us: (!open).then_some(at_us),
        state: if open { ExceptionState::Open } else { ExceptionState::Resolved },
    }
}

fn parties(before: &RunState, after: &RunState, changes: &mut Vec<Change>) {
    let row = |person: i64, part: Part| PartyRow { run: after.run, person, why: why(part) };
    for (person, part) in &before.parties {
        if after.parties.get(person).is_some_and(|now| now != part) {
            changes.push(Change::DropParty(row(*person, *part)));
        }
    }
    for (person, part) in &after.parties {
        if before.parties.get(person) != Some(part) {
            changes.push(Change::PutParty(row(*person, *part)));
        }
    }
}

fn why(part: Part) -> PartyWhy {
    match part {
        Part::Starter => PartyWhy::Starter,
        Part::Doer => PartyWhy::Doer,
        Part::Watcher => PartyWhy::Watcher,
    }
}

/// What a run is found by; personal values are not in it.
fn search(state: &RunState) -> SearchRow {
    let values = state.values.iter().filter(|(field, held)| !held.private && !field.contains('#'));
    let texts = values.filter_map(|(field, held)| Some((field.to_string(), searchable(&held.value)?)));
    SearchRow { run: state.run, text: format!("{} {}", state.key, state.label), values: texts.collect() }
}

fn searchable(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (text.chars().count() <= SEARCHED_CHARS_MAX).then_some(text)
}
