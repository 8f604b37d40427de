//! Runs that begin: their numbers, and what begins those that nobody starts by hand.

use std::sync::Arc;

use baton_engine::event::Event;
use baton_engine::{Command, Incoming, StartRun, come};
use baton_model::Compiled;
use baton_store::Change;
use baton_store::row::WorkflowRow;
use serde_json::Value as Json;

use super::batch::Batch;
use super::run::{Found, runs_of};
use crate::ask::Request;
use crate::history::time;
use crate::refused::Refused;
use crate::starts::scheduled_counter;

/// A run of the live version that an event begins.
pub(super) fn by_event(
    batch: &Batch<'_>,
    request: &Request,
    workflow: i64,
    command: StartRun,
) -> Result<Found, Refused> {
    let hidden = || Refused::not_found("workflow", workflow.to_string());
    if !request.caller.is_internal() {
        return Err(hidden());
    }
    let workflow = batch.workflow(workflow)?.filter(|row| !row.binned).ok_or_else(hidden)?;
    let compiled = batch.core.definitions.compiled(batch.reader, workflow.id, workflow.live_version)?;
    of_version(batch, workflow, compiled, command)
}

/// A run of the live version that a schedule begins now; none: no time of it has come that has not begun one.
pub(super) fn by_schedule(
    batch: &Batch<'_>,
    request: &Request,
    (workflow, start): (i64, usize),
    refused: Option<String>,
) -> Result<Option<Found>, Refused> {
    if !request.caller.is_internal() {
        return Err(Refused::not_found("workflow", workflow.to_string()));
    }
    let starts = batch.core.starts(batch.reader)?;
    let Some(known) = starts.schedule(workflow, start) else { return Ok(None) };
    let since = known.since(batch.counter(&scheduled_counter(workflow, start))?);
    let come = come(&known.rule, since, time(batch.now_us), &known.calendar(batch.core));
    let Some(come) = come else { return Ok(None) };
    let event = Incoming { event: 0, name: "schedule".to_owned(), key: None, body: Json::Null, at: come.at };
    let command = StartRun { start, event: Some(event), missed: come.missed, refused, ..StartRun::default() };
    by_event(batch, request, workflow, command).map(Some)
}

/// A run of that version, under the next numbers.
pub(super) fn of_version(
    batch: &Batch<'_>,
    workflow: Arc<WorkflowRow>,
    compiled: Arc<Compiled>,
    command: StartRun,
) -> Result<Found, Refused> {
    let number = batch.counter(&runs_of(workflow.id))? + 1;
    let run = batch.counter("run")? + 1;
    let key = format!("{}-{number}", workflow.key);
    let version = if command.version == 0 { workflow.live_version as u32 } else { command.version };
    let command = Command::StartRun(StartRun { run, number, key: key.clone(), version, ..command });
    Ok(Found { workflow, compiled, state: Arc::default(), row: None, command, key })
}

/// The time of its schedule that began a run is written with it, so that it begins no other.
pub(super) fn scheduled(workflow: i64, events: &[Event]) -> Option<Change> {
    let began = events.iter().find_map(|event| match event {
        Event::RunStarted(began) => Some((began.start, began.scheduled?)),
        _ => None,
    });
    began.map(|(start, at)| Change::SetCounter { name: scheduled_counter(workflow, start), n: at.as_microsecond() })
}
