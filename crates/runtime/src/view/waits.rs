//! What an open run waits for: who has a task, and of what nobody has which worker, system, event, time or run it is.
//!
//! It names each place where the run stands and waits, so what is done for several stands here once for each. Blocks wait for
//! what is in them, and exceptions for a decision: both are shown elsewhere.

use baton_engine::event::{JobKind, TimerKind};
use baton_engine::state::{JobRecord, JobState, Phase, SubRun, TaskRecord, Thread};
use baton_engine::{ThreadNo, state::Block};
use baton_model::definition::step::{Call, StepKind, Wait, WaitFor};
use baton_model::definition::{FieldType, Part, Template};
use jiff::Timestamp;
use serde_json::Value;

use super::lens::{Lens, moment};
use super::run::offered_to;
use super::types::{Waited, WaitsFor};
use crate::words::say;

/// Longer names of items are cut.
const ITEM_CHARS: usize = 80;

/// All that the run waits for: people first.
pub fn all(lens: &Lens<'_>) -> Vec<WaitsFor> {
    let tasks = lens.state.open_tasks().map(|task| of_task(lens, task));
    let others = lens.state.threads.iter().filter_map(|thread| of_thread(lens, thread));
    // What a part of a process waits for is which others come before it: its parts tell that.
    let is_told =
        |wait: &WaitsFor| lens.parts.is_empty() || wait.waited.as_ref().is_none_or(|it| it.kind != "condition");
    let others = others.filter(is_told);
    tasks.chain(others).collect()
}

fn of_task(lens: &Lens<'_>, task: &TaskRecord) -> WaitsFor {
    WaitsFor {
        task: Some(format!("{}.{}", lens.state.key, task.task)),
        step: task.step.to_string(),
        title: lens.task_title(task),
        item: item(lens, lens.state.frame_of(task.thread)),
        who: task.assignee.map(|person| lens.person(person)),
        group: offered_to(lens, task).and_then(|offered| offered.group),
        waited: None,
        since: moment(task.opened),
        due: task.due.map(moment),
        overdue: task.due.is_some_and(|due| due < lens.now),
    }
}

/// A place in a step that nobody does by hand.
fn of_thread(lens: &Lens<'_>, thread: &Thread) -> Option<WaitsFor> {
    let Phase::In(step) = &thread.phase else { return None };
    let record = lens.state.record(step, thread.frame());
    let opened = record.and_then(|record| record.opened).unwrap_or(lens.state.started);
    let (waited, since) = match &lens.compiled.workflow.step(step)?.kind {
        StepKind::Work(work) => {
            job(lens.state.job_of(thread.thread)?, None, work.retry.as_ref().map(|retry| retry.times))?
        }
        StepKind::Call(call) => {
            job(lens.state.job_of(thread.thread)?, host(call), call.retry.as_ref().map(|retry| retry.times))?
        }
        StepKind::Wait(wait) => (waiting(lens, wait, step, thread), opened),
        StepKind::Run(run) => {
            let asked = |sub: &&SubRun| sub.is_of(step, thread.pass, thread.thread) && sub.is_awaited();
            let sub = lens.state.subs.iter().find(asked)?;
            let (kind, name) = match &sub.key {
                Some(key) => ("run", key.to_string()),
                None => ("asked", run.workflow.name.clone()),
            };
            let label = lens.parts.get(&**step).filter(|_| kind == "asked").cloned();
            (Waited { kind: kind.to_owned(), name: Some(name), label, ..Waited::default() }, opened)
        }
        _ => return None,
    };
    let due = record.and_then(|record| record.due);
    Some(WaitsFor {
        task: None,
        step: step.to_string(),
        title: record.and_then(|record| record.title.clone()).unwrap_or_else(|| lens.step_title(step)),
        item: item(lens, thread.frame()),
        who: None,
        group: None,
        waited: Some(waited),
        since: moment(since),
        due: due.map(moment),
        overdue: due.is_some_and(|due| due < lens.now),
    })
}

/// A worker, or another system; none where it went wrong and is not tried again: that is the owner's exception.
fn job(job: &JobRecord, host: Option<String>, again: Option<u32>) -> Option<(Waited, Timestamp)> {
    if job.state == JobState::Failed && job.again.is_none() {
        return None;
    }
    let (kind, name) = match (job.kind, job.state) {
        (JobKind::Call, _) => ("system", host),
        (JobKind::Work, JobState::Taken) => ("working", job.worker.as_ref().map(ToString::to_string)),
        (JobKind::Work, _) => ("worker", job.topic.as_ref().map(ToString::to_string)),
    };
    let waited = Waited {
        kind: kind.to_owned(),
        name,
        attempt: Some(job.attempt),
        attempts: Some(again.unwrap_or_default() + 1).filter(|attempts| *attempts >= job.attempt),
        again: job.again.filter(|_| job.state == JobState::Failed).map(moment),
        until: None,
        label: None,
    };
    Some((waited, job.since))
}

/// Whose the system is that a request goes to; none where that is computed.
fn host(call: &Call) -> Option<String> {
    let Template { parts, .. } = &call.http.url;
    let Some(Part::Text(url)) = parts.first() else { return None };
    let (_, rest) = url.split_once("://")?;
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    // Who asks stands before the last `@`, and is not told.
    let host = place.rsplit('@').next()?;
    let (host, query) = host.split_once('?').unwrap_or((host, ""));
    // Where all that is written may be but the beginning of a computed name, it is not known.
    let is_whole = parts.len() == 1 || place.len() < rest.len() || !path.is_empty() || !query.is_empty();
    Some(host.to_owned()).filter(|host| is_whole && !host.is_empty())
}

fn waiting(lens: &Lens<'_>, wait: &Wait, step: &str, thread: &Thread) -> Waited {
    let ends = lens
        .state
        .timers
        .iter()
        .find(|timer| timer.kind == TimerKind::Wait && timer.is_of(step, thread.pass, thread.thread));
    let until = ends.map(|timer| moment(timer.at));
    let (kind, name) = match &wait.what {
        WaitFor::Event(event) => ("event", Some(event.name.name.clone())),
        WaitFor::Condition(condition) => ("condition", Some(condition.text.clone())),
        WaitFor::Time(_) | WaitFor::Moment(_) => ("time", None),
    };
    Waited { kind: kind.to_owned(), name, until, ..Waited::default() }
}

/// What the item is called that a frame is for, where it is for one.
fn item(lens: &Lens<'_>, frame: ThreadNo) -> Option<String> {
    let (block, part) = lens.state.frames_outwards(frame).find(|(_, part)| part.item.is_some())?;
    let nth = block.parts.iter().position(|known| known.frame == part.frame)? + 1;
    let named = part.item.as_ref().and_then(|item| name_of(lens, block, item));
    Some(named.unwrap_or_else(|| say("words.item", &[("nth", &nth.to_string())])))
}

/// A text is its own name; of a row the first column that says something in words. What is personal or secret, or computed of that,
/// is told to those alone who see the field.
fn name_of(lens: &Lens<'_>, block: &Block, item: &Value) -> Option<String> {
    let step = lens.compiled.workflow.step(&block.step)?;
    let StepKind::Each(each) = &step.kind else { return None };
    let workflow = &lens.compiled.workflow;
    if workflow.private_in(&each.items.program).is_some() {
        return None;
    }
    let list = each.list.as_ref().and_then(|list| workflow.fields.get(list));
    let said = match item {
        Value::String(text) => text.clone(),
        Value::Object(row) => list?.of.values().find_map(|column| {
            let is_words =
                matches!(column.ty, FieldType::Text | FieldType::Choice) && !column.secret && !column.personal;
            row.get(&column.name).filter(|_| is_words)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
        })?,
        _ => return None,
    };
    let cut = said.chars().count() > ITEM_CHARS;
    let short: String = said.chars().take(ITEM_CHARS).collect();
    Some(if cut { format!("{short}…") } else { short }).filter(|name| !name.is_empty())
}
