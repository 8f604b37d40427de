//! The rows of a run, from its final state alone.

use std::collections::BTreeSet;

use baton_engine::START;
use baton_engine::event::{How, JobKind as Doer, TaskKind as Kind, TimerKind as Moment};
use baton_engine::state::{
    ExceptionState as Trouble, JobRecord, JobState as Stand, Listener, Part, RunStatus, Subscription, TaskRecord,
    TaskState, Timer, WantedKey,
};
use baton_model::Compiled;
use baton_store::Change;
use baton_store::row::{
    ExceptionRow, ExceptionState, JobKind, JobRow, JobState, ListenerKind, PartyRow, PartyWhy, Priority, RunRow,
    RunState as Standing, SubscriptionRow, TaskKind, TaskRow, TaskStateRow, TaskStatus, TimerKind, TimerRow, part_id,
};

use jiff::Timestamp;

use super::fold::FoldedRun;
use crate::urgency::stored;

/// Rows that hold the places of runs that were taken out, until their entries stand.
pub(super) fn removed(runs: &BTreeSet<i64>) -> Vec<Change> {
    let row = |id: &i64| RunRow {
        id: *id,
        workflow: 0,
        parent: None,
        number: *id,
        key: String::new(),
        version: 0,
        state: Standing::Finished,
        label: String::new(),
        starter: None,
        started_us: 0,
        ended_us: Some(0),
        outcome: None,
        target_us: None,
        due_us: None,
        exceptions: 0,
        priority: Priority::Normal,
        rev: 0,
        last_entry: 0,
    };
    runs.iter().map(|id| Change::PutRun(row(id))).collect()
}

/// The run itself.
pub(super) fn run(run: &FoldedRun) -> RunRow {
    let state = &run.state;
    let due = state.tasks.iter().filter(|task| task.state.is_open()).filter_map(|task| task.due);
    // While the run's own clock stands still its target does not come nearer, and what had its outcome has met it or not.
    let aims = state.status == RunStatus::Running && !state.is_reopened();
    let passes = aims && !state.clocks.iter().any(|clock| clock.block.is_none());
    let target = if passes { state.target } else { None };
    let due = due.chain(target).min();
    let urgent = state.tasks.iter().filter(|task| task.state.is_open()).map(|task| task.priority);
    let exceptions = state.exceptions.iter().filter(|exception| exception.state == Trouble::Open).count();
    RunRow {
        id: state.run,
        workflow: run.workflow,
        parent: state.parent.map(|parent| parent.run),
        number: state.number,
        key: state.key.to_string(),
        version: i64::from(state.version),
        state: match state.status {
            RunStatus::None | RunStatus::Running => Standing::Running,
            RunStatus::Finished => Standing::Finished,
            RunStatus::Cancelled => Standing::Cancelled,
        },
        label: state.label.clone(),
        starter: state.starter,
        started_us: state.started.as_microsecond(),
        ended_us: state.ended.map(Timestamp::as_microsecond),
        outcome: state.outcome.as_deref().map(str::to_owned),
        target_us: state.target.map(Timestamp::as_microsecond),
        due_us: due.map(Timestamp::as_microsecond),
        exceptions: exceptions as i64,
        priority: stored(urgent.max().unwrap_or_default()),
        rev: 0,
        last_entry: 0,
    }
}

/// What belongs to it.
pub(super) fn parts(run: &FoldedRun, compiled: &Compiled, changes: &mut Vec<Change>) {
    let state = &run.state;
    for task in &state.tasks {
        let row = task_state(run, task);
        let id = row.task;
        changes.push(Change::OpenTask(
            self::task(run, task, run.made_in.get(&task.task).map_or(compiled, AsRef::as_ref)),
            row,
        ));
        let mut offered = task.people();
        offered.retain(|person| Some(*person) != task.assignee);
        if task.state.is_open() && !offered.is_empty() {
            changes.push(Change::PutOffers { task: id, people: offered });
        }
    }
    changes.extend(state.timers.iter().map(|timer| Change::PutTimer(timer_row(state.run, timer))));
    changes.extend(state.jobs.iter().filter_map(|job| job_row(state.run, job)).map(Change::PutJob));
    let locks = baton_engine::shared_locks(state);
    changes.extend(locks.iter().map(|one| Change::PutLock(crate::project::lock_row(state.run, run.workflow, one))));
    // One that is about to end takes nothing any more for the key it was begun for.
    if let (Some(key), RunStatus::Running, None) = (&state.begun_for, state.status, &state.ending) {
        let name = crate::incoming::begun_name(&state.workflow, state.start);
        let (id, key) = (part_id(state.run, 0), Some(crate::incoming::key_hash(key)));
        changes.push(Change::PutSubscription(SubscriptionRow {
            id,
            run: state.run,
            name,
            key,
            kind: ListenerKind::Started,
        }));
    }
    changes.extend(state.subscriptions.iter().filter_map(|listens| listening(state.run, listens)));
    changes.extend(state.exceptions.iter().map(|exception| {
        Change::PutException(ExceptionRow {
            id: part_id(state.run, i64::from(exception.exception)),
            run: state.run,
            n: i64::from(exception.exception),
            step: exception.step.to_string(),
            pass: i64::from(exception.pass),
            code: exception.code.to_string(),
            detail: serde_json::to_string(&exception.params).unwrap_or_default(),
            since_us: exception.since.as_microsecond(),
            resolved_us: run.resolved_us.get(&exception.exception).copied(),
            state: if exception.state == Trouble::Open { ExceptionState::Open } else { ExceptionState::Resolved },
        })
    }));
    changes.extend(state.parties.iter().map(|(person, part)| {
        let why = match part {
            Part::Starter => PartyWhy::Starter,
            Part::Doer => PartyWhy::Doer,
            Part::Watcher => PartyWhy::Watcher,
        };
        Change::PutParty(PartyRow { run: state.run, person: *person, why })
    }));
}

fn timer_row(run: i64, timer: &Timer) -> TimerRow {
    TimerRow {
        id: part_id(run, i64::from(timer.timer)),
        run,
        n: i64::from(timer.timer),
        at_us: timer.at.as_microsecond(),
        kind: match timer.kind {
            Moment::Due => TimerKind::Due,
            Moment::Remind => TimerKind::Remind,
            Moment::Escalate => TimerKind::Escalate,
            Moment::Wait => TimerKind::Wait,
            Moment::Handler => TimerKind::Handler,
            Moment::Retry => TimerKind::Retry,
            Moment::Timeout => TimerKind::Timeout,
            Moment::Start => TimerKind::Start,
        },
        step: timer.step.to_string(),
        pass: i64::from(timer.pass),
        task: timer.task.map(|task| part_id(run, i64::from(task))),
    }
}

/// What listens; none where no event fits it now.
fn listening(run: i64, listens: &Subscription) -> Option<Change> {
    let key = match &listens.key {
        WantedKey::Any => None,
        WantedKey::Is(key) => Some(crate::incoming::key_hash(key)),
        WantedKey::Unknown => return None,
    };
    let kind = match listens.by {
        Listener::Handler(_) => ListenerKind::Handler,
        Listener::Wait { early } if early => ListenerKind::Wait,
        Listener::Wait { .. } => ListenerKind::WaitAnew,
    };
    let (id, name) = (part_id(run, i64::from(listens.subscription)), listens.name.to_string());
    Some(Change::PutSubscription(SubscriptionRow { id, run, name, key, kind }))
}

fn task(run: &FoldedRun, task: &TaskRecord, compiled: &Compiled) -> TaskRow {
    let step = compiled.workflow.step(&task.step);
    let of_start = || compiled.workflow.start.get(run.state.start).map(|start| start.title.outline());
    let title = task.title.clone().or_else(|| step.map(|step| step.title.outline()));
    let title = title.or_else(|| of_start().filter(|_| &*task.step == START));
    TaskRow {
        id: part_id(run.state.run, i64::from(task.task)),
        run: run.state.run,
        n: i64::from(task.task),
        workflow: run.workflow,
        step: task.step.to_string(),
        pass: i64::from(task.pass),
        kind: match task.kind {
            Kind::Task => TaskKind::Task,
            Kind::Approve => TaskKind::Approve,
            Kind::Form => TaskKind::Form,
        },
        title: title.unwrap_or_else(|| task.step.to_string()),
        role: step.and_then(|step| step.who.as_ref()).map(|who| who.name.clone()),
        priority: stored(task.priority),
        opened_us: task.opened.as_microsecond(),
        opened_entry: task.entry,
    }
}

fn task_state(run: &FoldedRun, task: &TaskRecord) -> TaskStateRow {
    let status = match task.state {
        TaskState::Offered => TaskStatus::Offered,
        TaskState::Assigned => TaskStatus::Assigned,
        TaskState::Claimed => TaskStatus::Claimed,
        TaskState::Done => TaskStatus::Done,
        TaskState::Withdrawn => TaskStatus::Withdrawn,
    };
    let team = match &task.why.how {
        How::Picked { group, .. } => Some(group.clone()),
        _ => None,
    };
    TaskStateRow {
        task: part_id(run.state.run, i64::from(task.task)),
        status,
        assignee: task.assignee,
        team,
        offered: if status == TaskStatus::Offered { task.offered.len() as i64 } else { 0 },
        due_us: task.due.map(Timestamp::as_microsecond),
        taken_us: task.taken_over.map(Timestamp::as_microsecond),
        choice: task.choice.as_deref().map(str::to_owned),
        choice_label: task.label.clone(),
        done_by: task.done_by,
        done_us: task.ended.filter(|_| task.done_by.is_some()).map(Timestamp::as_microsecond),
        rev: run.task_revs.get(&task.task).copied().unwrap_or_default(),
    }
}

/// A job that is still wanted.
fn job_row(run: i64, job: &JobRecord) -> Option<JobRow> {
    let state = match job.state {
        Stand::Queued => JobState::Queued,
        Stand::Taken => JobState::Taken,
        Stand::Failed => JobState::Failed,
        Stand::Done | Stand::Withdrawn => return None,
    };
    Some(JobRow {
        id: part_id(run, i64::from(job.job)),
        run,
        n: i64::from(job.job),
        kind: if job.kind == Doer::Call { JobKind::Call } else { JobKind::Work },
        topic: job.topic.as_deref().unwrap_or_default().to_owned(),
        step: job.step.to_string(),
        pass: i64::from(job.pass),
        state,
        attempt: i64::from(job.attempt),
        fence: i64::from(job.fence),
        lease_s: i64::from(job.lease_s),
        worker: job.worker.as_deref().map(str::to_owned),
        since_us: job.since.as_microsecond(),
    })
}
