//! Runs that another run begins, by its end or by one of its dates: of the live version, as far as that still says so.

use std::sync::Arc;

use baton_engine::state::Cause;
use baton_engine::{RunState, StartRun, given_by, value_of};
use baton_model::definition::{Named, StartKind, Taken};
use baton_store::row::RunRow;

use super::batch::Batch;
use super::begun;
use super::order::{Sought, internal};
use crate::caller::Caller;
use crate::refused::Refused;

/// The run that begins after this one has ended.
pub(super) fn by_end(
    batch: &Batch<'_>,
    (ended, row): (&RunState, &RunRow),
    (workflow, start): (i64, usize),
    refused: Option<String>,
) -> Result<Sought, Refused> {
    // It may have gone into the bin since.
    let Some(workflow) = batch.workflow(workflow)?.filter(|row| !row.binned) else { return Ok(Sought::Nothing) };
    let compiled = batch.core.definitions.compiled(batch.reader, workflow.id, workflow.live_version)?;
    let known = compiled.workflow.start.get(start).map(|start| &start.kind);
    let Some(StartKind::Workflow { workflow: other, outcome, with }) = known else { return Ok(Sought::Nothing) };
    let is_wanted = |wanted: &Named| ended.outcome.as_deref() == Some(wanted.name.as_str());
    if *other.name != *ended.workflow || !outcome.as_ref().is_none_or(is_wanted) {
        return Ok(Sought::Nothing);
    }
    let theirs = batch.core.definitions.compiled(batch.reader, row.workflow, row.version)?;
    let ctx = internal(batch, &row.key);
    let value = |taken: &Taken| (taken.mine.name.clone(), value_of(&theirs, ended, &ctx, &taken.theirs));
    let values = with.iter().map(value).collect();
    let cause = Some(Cause::of(ended, ctx.now));
    let command = StartRun { start, values, cause, refused, ..StartRun::default() };
    let found = begun::of_version(batch, workflow, Arc::clone(&compiled), command)?;
    Ok(Sought::Do(Box::new(found), Caller::system()))
}

/// The run that begins with a date of this one.
pub(super) fn by_date(
    batch: &Batch<'_>,
    (run, row): (&RunState, &RunRow),
    start: usize,
    refused: Option<String>,
) -> Result<Sought, Refused> {
    let Some(workflow) = batch.workflow(row.workflow)? else { return Ok(Sought::Nothing) };
    let theirs = batch.core.definitions.compiled(batch.reader, row.workflow, row.version)?;
    let compiled = batch.core.definitions.compiled(batch.reader, workflow.id, workflow.live_version)?;
    // The run's version says which date it was; the live one, whether that still begins anything.
    let id = theirs.workflow.start.get(start).map(baton_model::definition::Start::id);
    let mut starts = compiled.workflow.start.iter().enumerate();
    let known = starts.find(|(_, now)| matches!(now.kind, StartKind::Date { .. }) && Some(now.id()) == id);
    let Some((start, known)) = known else { return Ok(Sought::Nothing) };
    let ctx = internal(batch, &row.key);
    let values = given_by(&theirs, run, &ctx, &known.gives);
    let cause = Some(Cause::of(run, ctx.now));
    let command = StartRun { start, values, cause, refused, ..StartRun::default() };
    let found = begun::of_version(batch, workflow, Arc::clone(&compiled), command)?;
    Ok(Sought::Do(Box::new(found), Caller::system()))
}
