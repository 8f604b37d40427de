//! How long a run of a workflow is expected to take: as long as the latest that reached an outcome took, where there are enough
//! of them; else as long as the live version says that it should.
//!
//! Runs that the reader may not see count as well: what comes of it is a time that at least [`plan::ENOUGH`] runs have in common,
//! which says nothing of any one of them. Which way a run took, and what version it was of, is not looked at.

use baton_engine::plan::{self, Pace, Takes, Took};
use baton_model::definition::DeadlineRule;
use baton_store::{Reader, StoreError};
use jiff::SignedDuration;

use crate::core::Core;
use crate::view::types::Estimate;

/// How many of the latest runs are looked at.
const RUNS_MAX: usize = 50;

/// How long a run of that workflow is expected to take.
pub(super) fn takes(core: &Core, reader: &dyn Reader, slug: &str) -> Result<Takes, StoreError> {
    let Some(row) = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision()) else { return Ok(Takes::Unknown) };
    let ended = reader.runs_ended(row.id, RUNS_MAX)?;
    let took = |ended_us: i64, started_us: i64| SignedDuration::from_micros(ended_us - started_us);
    if let Some(took) = Took::of(ended.iter().filter_map(|run| Some(took(run.ended_us?, run.started_us)))) {
        return Ok(Takes::Took(took));
    }
    let compiled = core.definitions.compiled(reader, row.id, row.live_version)?;
    Ok(match compiled.workflow.target.as_ref().map(|target| &target.rule) {
        Some(DeadlineRule::After(target)) => Takes::Meant(*target),
        _ => Takes::Unknown,
    })
}

/// From what an estimate comes. From how many runs, only those are told who may see them all.
pub(super) fn estimate(takes: &Takes, sees_all: bool) -> Estimate {
    let from = |word: &str| Estimate { from: word.to_owned(), runs: None, usual_seconds: None, slow_seconds: None };
    match takes {
        Takes::Unknown => from("nothing"),
        Takes::Meant(_) => from("target"),
        Takes::Took(took) => Estimate {
            runs: u32::try_from(took.runs()).ok().filter(|_| sees_all),
            usual_seconds: Some(took.expected(Pace::Usual).as_secs()),
            slow_seconds: Some(took.expected(Pace::Slow).as_secs()),
            ..from("runs")
        },
    }
}

/// The word for whether a part will be run.
pub(super) fn needed_word(needed: plan::Needed) -> &'static str {
    match needed {
        plan::Needed::Yes => "yes",
        plan::Needed::No => "no",
        plan::Needed::Undecided => "undecided",
    }
}
