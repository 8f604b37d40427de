//! Orders from one run to another: found, with the command that carries each out on the run that it is for.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_engine::state::{Parent, RunStatus, SubRun, SubState};
use baton_engine::{CancelHow, Command, Ctx, RunState, StartRun, SubKind, SubRunEnd, SubUndone, SubValue, value_of};
use baton_model::definition::{Field, Start, StartKind, Step, StepKind};
use baton_model::sub_values;
use baton_store::Stream;
use baton_store::row::RunRow;

use super::batch::Batch;
use super::run::Found;
use super::{begun, caused};
use crate::caller::{Caller, Via};
use crate::order::Order;
use crate::refused::Refused;

/// What became of looking for it.
pub enum Sought {
    /// This is to be done, as that caller.
    Do(Box<Found>, Caller),
    /// Nothing is left to do.
    Nothing,
    /// It hangs on a command before it in the batch.
    Later,
}

/// Finds what an order of a run asks for.
pub fn find(batch: &Batch<'_>, run: i64, order: &Order) -> Result<Sought, Refused> {
    if let Order::PassLock { workflow, lock } = order {
        return pass_lock(batch, *workflow, lock);
    }
    if let Order::TellUndone { parent, sub } = order {
        return tell_undone(batch, *parent, *sub);
    }
    if batch.is_touched(Stream::run(run)) {
        return Ok(Sought::Later);
    }
    let Some(row) = batch.reader.run(run)? else { return Ok(Sought::Nothing) };
    let state = batch.core.run_state(batch.reader, &row)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let sub_of = |number: &u32| state.subs.iter().find(|known| known.sub == *number);
    match order {
        Order::StartSub { sub } => match sub_of(sub).filter(|known| known.state == SubState::Asked) {
            Some(sub) => start(batch, &state, sub),
            None => Ok(Sought::Nothing),
        },
        Order::BeginAfter { workflow, start, refused } => {
            caused::by_end(batch, (&state, &row), (*workflow, *start), refused.clone())
        }
        Order::BeginByDate { start, refused } => {
            caused::by_date(batch, (&state, &row), *start as usize, refused.clone())
        }
        Order::FailSub { sub, why } => {
            let end = SubRunEnd::NotBegun { why: why.clone() };
            on(batch, &row, Command::EndSubRun { sub: *sub, end }, Caller::system())
        }
        Order::CancelSub { sub } => {
            let Some(sub) = sub_of(sub) else { return Ok(Sought::Nothing) };
            let Some(child) = sub.run else { return Ok(Sought::Nothing) };
            let Some(child) = batch.reader.run(child)? else { return Ok(Sought::Nothing) };
            let reason = crate::words::say("timeline.not_wanted", &[("run", &state.key)]);
            // It came to its outcome before it heard of that.
            if sub.undone && child.ended_us.is_some() {
                return undo_done(batch, &child);
            }
            let how = if sub.undone { CancelHow::Undo } else { CancelHow::Keep };
            on(batch, &child, Command::CancelRun { reason, how }, Caller::system())
        }
        Order::UndoSub { sub } => undo(batch, &row, &state, *sub),
        Order::TellUndone { parent, sub } => tell_undone(batch, *parent, *sub),
        Order::PassLock { workflow, lock } => pass_lock(batch, *workflow, lock),
        Order::TellParent { ended } => {
            let Some(Parent { run: parent, sub }) = state.parent else { return Ok(Sought::Nothing) };
            let Some(parent) = batch.reader.run(parent)? else { return Ok(Sought::Nothing) };
            if *ended && is_to_be_undone(batch, &parent, sub)? {
                return undo_done(batch, &row);
            }
            let command = match ended {
                false => Command::NoteSubRun { sub, run, key: row.key.clone() },
                true => Command::EndSubRun { sub, end: end(batch, &state, &row, (&parent, sub))? },
            };
            on(batch, &parent, command, Caller::system())
        }
    }
}

/// A run that has ended undoes what it did. Where it does so already, it tells when that is over; where there is nothing that could be
/// undone any more, who asked goes on at once.
fn undo(batch: &Batch<'_>, row: &RunRow, state: &RunState, sub: u32) -> Result<Sought, Refused> {
    let told = |told| on(batch, row, Command::NoteSubUndone { sub, told }, Caller::system());
    let run = state.subs.iter().find(|known| known.sub == sub).and_then(|known| known.run);
    let Some(child) = run.map(|run| batch.reader.run(run)).transpose()?.flatten() else { return told(SubUndone::Gone) };
    if batch.is_touched(Stream::run(child.id)) {
        return Ok(Sought::Later);
    }
    match batch.core.run_state(batch.reader, &child)? {
        None => told(SubUndone::Gone),
        Some(child) if child.is_running() => Ok(Sought::Nothing),
        Some(child) if child.completions.is_empty() => told(SubUndone::All),
        Some(_) => on(batch, &child, Command::UndoRun, Caller::system()),
    }
}

/// Whether a run was left while it went on, by a cancel that undoes what was done.
fn is_to_be_undone(batch: &Batch<'_>, parent: &RunRow, sub: u32) -> Result<bool, Refused> {
    let state = batch.core.run_state(batch.reader, parent)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let left = |known: &SubRun| known.sub == sub && known.state == SubState::Withdrawn && known.undone;
    Ok(state.subs.iter().any(left))
}

/// A run that nobody waits for any more undoes what it did, if there is anything.
fn undo_done(batch: &Batch<'_>, child: &RunRow) -> Result<Sought, Refused> {
    if batch.is_touched(Stream::run(child.id)) {
        return Ok(Sought::Later);
    }
    match batch.core.run_state(batch.reader, child)? {
        Some(state) if state.status == RunStatus::Finished && !state.completions.is_empty() => {
            on(batch, child, Command::UndoRun, Caller::system())
        }
        _ => Ok(Sought::Nothing),
    }
}

/// Who asked is told that what a run did is undone. Where that undoes again meanwhile, it tells when it is over.
fn tell_undone(batch: &Batch<'_>, parent: i64, sub: u32) -> Result<Sought, Refused> {
    if batch.is_touched(Stream::run(parent)) {
        return Ok(Sought::Later);
    }
    let Some(row) = batch.reader.run(parent)? else { return Ok(Sought::Nothing) };
    let state = batch.core.run_state(batch.reader, &row)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let run = state.subs.iter().find(|known| known.sub == sub).and_then(|known| known.run);
    let mut told = SubUndone::All;
    if let Some(child) = run.map(|run| batch.reader.run(run)).transpose()?.flatten() {
        if batch.is_touched(Stream::run(child.id)) {
            return Ok(Sought::Later);
        }
        match batch.core.run_state(batch.reader, &child)? {
            Some(child) if child.is_running() => return Ok(Sought::Nothing),
            Some(child) if !child.completions.is_empty() => told = SubUndone::Left,
            _ => {}
        }
    }
    on(batch, &row, Command::NoteSubUndone { sub, told }, Caller::system())
}

/// The first that waits for a lock gets it, where nobody has it. Who changes the queue in the same batch is waited for: a lock
/// never has two holders.
fn pass_lock(batch: &Batch<'_>, workflow: i64, lock: &str) -> Result<Sought, Refused> {
    if batch.moved_locks() {
        return Ok(Sought::Later);
    }
    let first = batch.reader.locks(workflow, lock, 1)?.into_iter().next();
    let Some(next) = first.filter(|row| !row.held) else { return Ok(Sought::Nothing) };
    let Some(row) = batch.reader.run(next.run)? else { return Ok(Sought::Nothing) };
    let nth = u32::try_from(next.n).map_err(|_| Refused::new("store.corrupt"))?;
    on(batch, &row, Command::GrantLock { lock: lock.into(), nth }, Caller::system())
}

/// A command on a run that goes on, or has ended and is told something late.
fn on(batch: &Batch<'_>, row: &RunRow, command: Command, caller: Caller) -> Result<Sought, Refused> {
    if batch.is_touched(Stream::run(row.id)) {
        return Ok(Sought::Later);
    }
    let workflow = batch.workflow(row.workflow)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let compiled = batch.core.definitions.compiled(batch.reader, row.workflow, row.version)?;
    let state = batch.core.run_state(batch.reader, row)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    if matches!(command, Command::CancelRun { .. }) && (!state.is_running() || state.ending.is_some()) {
        return Ok(Sought::Nothing);
    }
    let key = row.key.clone();
    let found = Found { workflow, compiled, state, row: Some(row.clone()), command, key };
    Ok(Sought::Do(Box::new(found), caller))
}

/// The run that is asked for: of the live version, or of the one that the step names, on behalf of who started the other.
fn start(batch: &Batch<'_>, parent: &RunState, sub: &SubRun) -> Result<Sought, Refused> {
    let unknown = || Refused::not_found("workflow", sub.workflow.to_string());
    let workflow = batch.workflow_by_slug(&sub.workflow)?.filter(|row| !row.is_decision()).ok_or_else(unknown)?;
    let version = sub.version.map_or(workflow.live_version, i64::from);
    if batch.reader.version(workflow.id, version)?.is_none() {
        return Err(Refused::not_found("version", format!("{} v{version}", sub.workflow)));
    }
    let compiled = batch.core.definitions.compiled(batch.reader, workflow.id, version)?;
    let starts = &compiled.workflow.start;
    let asked_for = starts.iter().position(|start| matches!(start.kind, StartKind::Run));
    let Some(start) = asked_for.or_else(|| starts.iter().position(Start::is_by_hand)) else {
        return Err(Refused::new("workflow.no_such_start").with("start", "run").with("known", ""));
    };
    let asks: Vec<&str> = starts[start].gives.iter().map(|given| given.field.as_str()).collect();
    let given = sub.with.iter().filter(|(name, value)| asks.contains(&&***name) || !value.is_null());
    let values = given.map(|(name, value)| (name.to_string(), value.clone())).collect();
    let parent_of = Some(Parent { run: parent.run, sub: sub.sub });
    let command = StartRun { version: version as u32, start, values, parent: parent_of, ..StartRun::default() };
    let caller = Caller { person: parent.starter, via: Via::System, origin: None };
    Ok(Sought::Do(Box::new(begun::of_version(batch, workflow, compiled, command)?), caller))
}

/// With what expressions over another run are computed.
pub(super) fn internal(batch: &Batch<'_>, key: &str) -> Ctx {
    Ctx {
        now: crate::history::time(batch.now_us),
        actor: baton_engine::Actor::system(),
        cmd: String::new(),
        zone: batch.core.zone(),
        link: batch.core.link(key),
    }
}

/// How a run ended, with what the step that asked for it takes.
fn end(batch: &Batch<'_>, child: &RunState, row: &RunRow, (parent, sub): (&RunRow, u32)) -> Result<SubRunEnd, Refused> {
    let Some(outcome) = child.outcome.clone().filter(|_| child.status == RunStatus::Finished) else {
        return Ok(SubRunEnd::Cancelled);
    };
    let theirs = batch.core.definitions.compiled(batch.reader, row.workflow, row.version)?;
    let ours = batch.core.definitions.compiled(batch.reader, parent.workflow, parent.version)?;
    let state = batch.core.run_state(batch.reader, parent)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let step = state.subs.iter().find(|known| known.sub == sub).and_then(|known| ours.workflow.step(&known.step));
    let takes = match step.map(|step| &step.kind) {
        Some(StepKind::Run(run)) => run.takes.as_slice(),
        _ => &[],
    };
    let ctx = internal(batch, &row.key);
    let value = |text: &String| (text.clone(), value_of(&theirs, child, &ctx, text));
    let values: BTreeMap<_, _> = takes.iter().map(|taken| value(&taken.theirs)).collect();
    let is_asked = |field: &&Field| {
        let asked = |step: &Arc<Step>| ours.workflow.asks_of_step(&step.id, &field.name);
        step.is_some_and(asked)
    };
    let given = |field: &Field| {
        // What was private when it was given stays so, whatever the version says that its run was moved to.
        let held = child.values.get(field.name.as_str()).filter(|held| !held.private && !held.erased);
        let value = held.map(|held| (*held.value).clone());
        (field.name.as_str().into(), SubValue::new(SubKind::from(field), value.unwrap_or_default()))
    };
    let gives = sub_values::given(&theirs.workflow, &outcome).into_iter().filter(is_asked).map(given).collect();
    let undoable = !child.completions.is_empty();
    Ok(SubRunEnd::Finished { outcome, values: values.into_iter().collect(), gives, undoable })
}
