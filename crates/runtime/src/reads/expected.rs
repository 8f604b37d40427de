//! How long a run of a workflow is expected to take: as long as the latest that reached an outcome took, where there are enough
//! of them; else as long as the live version says that it should. Where its target, or that of the process, is in business time,
//! only open hours count of what runs took.
//!
//! Runs that the reader may not see count as well: what comes of it is a time that at least [`plan::ENOUGH`] runs have in common,
//! which says nothing of any one of them. Which way a run took, and what version it was of, is not looked at.

use baton_engine::plan::{self, Hours, Pace, Takes, Took};
use baton_feel::words::Duration;
use baton_model::definition::{Deadline, DeadlineRule};
use baton_people::Calendar;
use baton_store::{Reader, StoreError};
use jiff::SignedDuration;

use crate::core::Core;
use crate::history::time;
use crate::view::types::Estimate;
use crate::words::{duration, open_duration};

/// How many of the latest runs are looked at.
const RUNS_MAX: usize = 50;

/// How long a run of that workflow is expected to take, where what asks for it aims at that time.
pub(super) fn takes(core: &Core, reader: &dyn Reader, slug: &str, aim: Option<&Deadline>) -> Result<Takes, StoreError> {
    let Some(row) = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision()) else { return Ok(Takes::Unknown) };
    let compiled = core.definitions.compiled(reader, row.id, row.live_version)?;
    let target = compiled.workflow.target.as_ref();
    let is_business = |aim: &Deadline| matches!(aim.rule, DeadlineRule::After(Duration::Business(_)));
    let hours = if aim.or(target).is_some_and(is_business) { Hours::Open } else { Hours::All };
    let calendar = Calendar::weekdays_9_to_17(core.zone());
    let ended = reader.runs_ended(row.id, RUNS_MAX)?;
    let took = ended.iter().filter_map(|run| Some(hours.between(&calendar, time(run.started_us), time(run.ended_us?))));
    if let Some(took) = Took::of(took, hours) {
        return Ok(Takes::Took(took));
    }
    Ok(match target.map(|target| &target.rule) {
        Some(DeadlineRule::After(target)) => Takes::Meant(*target),
        _ => Takes::Unknown,
    })
}

/// From what an estimate comes. From how many runs, only those are told who may see them all.
pub(super) fn estimate(takes: &Takes, sees_all: bool, calendar: &Calendar) -> Estimate {
    let from = |word: &str| Estimate { from: word.to_owned(), ..Estimate::default() };
    match takes {
        Takes::Unknown => from("nothing"),
        Takes::Meant(_) => from("target"),
        Takes::Took(took) => {
            let (usual, slow) = (took.expected(Pace::Usual), took.expected(Pace::Slow));
            let words = |length: SignedDuration| match took.hours() {
                Hours::All => duration(length.as_secs()),
                Hours::Open => open_duration(length, calendar.working_day_length()),
            };
            Estimate {
                runs: u32::try_from(took.runs()).ok().filter(|_| sees_all),
                usual_seconds: Some(usual.as_secs()),
                usual: Some(words(usual)),
                slow_seconds: Some(slow.as_secs()),
                slow: Some(words(slow)),
                ..from("runs")
            }
        }
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
