//! How long a workflow keeps its ended runs, and which of them are over their time.
//!
//! What the live version says holds for all runs of the workflow. A run that goes on, or that is held, is never over its time.
//! This finds and counts; what is done about it is decided by the writer and recorded as an entry.

use std::ops::ControlFlow;

use baton_model::definition::Keep;
use baton_store::query::LIMIT_MAX;
use baton_store::read::ReadEntries;
use baton_store::row::{RunRow, WorkflowRow};
use baton_store::seal::Sealer;
use baton_store::{Reader, Store, StoreError, Stream};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::access::Access;
use crate::definitions::Definitions;
use crate::history;
use crate::history::time;
use crate::view::lens::moment;
use crate::view::types::{KeptWorkflow, Retention};

/// A workflow's rule.
pub(crate) struct Rule {
    /// The workflow.
    pub workflow: i64,
    /// How long.
    pub keep: Keep,
}

impl Rule {
    /// The rule of a workflow's live version; none: its runs are kept for ever.
    pub fn of(definitions: &Definitions, reader: &dyn Reader, workflow: i64) -> Result<Option<Self>, StoreError> {
        let Some(row) = reader.workflow(workflow)?.filter(|row| row.live_version > 0 && !row.is_decision()) else {
            return Ok(None);
        };
        let compiled = definitions.compiled(reader, workflow, row.live_version)?;
        Ok(compiled.workflow.keep.clone().map(|keep| Self { workflow, keep }))
    }

    /// Runs that ended by then are over their time.
    pub fn ended_before(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let now = now.to_zoned(zone.clone());
        let span = self.span().and_then(|span| now.checked_sub(span).ok());
        span.map_or(Timestamp::MIN, |then| then.timestamp())
    }

    /// When a run that ended then is over its time.
    pub fn over_at(&self, ended: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        Some(ended.to_zoned(zone.clone()).checked_add(self.span()?).ok()?.timestamp())
    }

    fn span(&self) -> Option<Span> {
        Span::new().try_months(self.keep.months).ok()?.try_seconds(self.keep.seconds).ok()
    }
}

/// Hands over a workflow's runs that are over their time, in the order in which they began.
pub(crate) fn each_over(
    reader: &dyn Reader,
    (workflow, before_us): (i64, i64),
    take: &mut dyn FnMut(RunRow) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let page = reader.runs_from(workflow, after, LIMIT_MAX)?;
        let full = page.len() == LIMIT_MAX;
        for run in page {
            after = run.id;
            // Runs are numbered in the order in which they begin, and none ends before it began.
            if run.started_us > before_us {
                return Ok(());
            }
            if run.ended_us.is_some_and(|ended_us| ended_us <= before_us) && take(run)?.is_break() {
                return Ok(());
            }
        }
        if !full {
            return Ok(());
        }
    }
}

/// The first moment after `before_us` at which a run of the workflow ended that is not held; none: there is no such run.
pub(crate) fn next_ended(
    reader: &dyn Reader,
    access: &Access,
    (workflow, before_us): (i64, i64),
) -> Result<Option<i64>, StoreError> {
    let (mut after, mut first) = (0, None);
    loop {
        let page = reader.runs_from(workflow, after, LIMIT_MAX)?;
        let full = page.len() == LIMIT_MAX;
        for run in page {
            after = run.id;
            if first.is_some_and(|first| run.started_us > first) {
                return Ok(first);
            }
            let held = access.is_held(run.id, workflow);
            let ended = run.ended_us.filter(|ended_us| *ended_us > before_us && !held);
            first = ended.into_iter().chain(first).min();
        }
        if !full {
            return Ok(first);
        }
    }
}

/// What a run takes: the bodies of its entries and the contents of its files, in bytes, and how many files.
pub(crate) fn weight(reader: &dyn Reader, run: i64) -> Result<(u64, u64), StoreError> {
    let entries = baton_store::read::history(reader as &dyn ReadEntries, Stream::run(run), 0)?;
    let bodies: usize = entries.iter().filter_map(|entry| entry.body.as_ref()).map(Vec::len).sum();
    let files = reader.files_of(run)?;
    let bytes: i64 = files.iter().map(|file| file.size).sum();
    Ok((bodies as u64 + u64::try_from(bytes).unwrap_or(0), files.len() as u64))
}

/// Of how many runs it is read what they take; of more it is reckoned.
const WEIGHED_MAX: u64 = 1_000;
/// How many runs are named.
const NAMED_MAX: usize = 10;

/// What retention would free now.
pub(crate) struct Plan<'a> {
    /// The tables.
    pub reader: &'a dyn Reader,
    /// Compiled versions.
    pub definitions: &'a Definitions,
    /// Holds and the zone.
    pub access: &'a Access,
    /// The present moment.
    pub now: Timestamp,
}

/// What it would free in a workspace that is only looked at; `machine` is the machine's time.
pub fn plan_of(store: &dyn Store, machine: Timestamp) -> Result<Retention, StoreError> {
    let reader = store.reader()?;
    let access = history::access(reader.as_ref(), &Sealer::new(store.keys()))?;
    let now = time(machine.as_microsecond() + access.ahead_us);
    Plan { reader: reader.as_ref(), definitions: &Definitions::default(), access: &access, now }.made()
}

impl Plan<'_> {
    /// All workflows that say how long.
    pub fn made(&self) -> Result<Retention, StoreError> {
        let mut workflows: Vec<KeptWorkflow> = Vec::new();
        let mut after = 0;
        loop {
            let page = self.reader.workflows(after, LIMIT_MAX)?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for row in &page {
                workflows.extend(self.of_workflow(row)?);
            }
        }
        Ok(Retention {
            at: moment(self.now),
            runs: workflows.iter().map(|one| one.runs).sum(),
            bytes: workflows.iter().map(|one| one.bytes).sum(),
            estimated: workflows.iter().any(|one| one.estimated),
            next: workflows.iter().filter_map(|one| one.next.clone()).min(),
            workflows,
        })
    }

    fn of_workflow(&self, row: &WorkflowRow) -> Result<Option<KeptWorkflow>, StoreError> {
        let Some(rule) = Rule::of(self.definitions, self.reader, row.id)? else { return Ok(None) };
        let zone = TimeZone::get(&self.access.zone).unwrap_or(TimeZone::UTC);
        let before_us = rule.ended_before(self.now, &zone).as_microsecond();
        let (mut runs, mut held, mut bytes, mut files) = (0_u64, 0, 0, 0);
        let mut first = Vec::new();
        each_over(self.reader, (row.id, before_us), &mut |run| {
            if self.access.is_held(run.id, row.id) {
                held += 1;
                return Ok(ControlFlow::Continue(()));
            }
            if runs < WEIGHED_MAX {
                let (weighs, has) = weight(self.reader, run.id)?;
                (bytes, files) = (bytes + weighs, files + has);
            }
            if first.len() < NAMED_MAX {
                first.push(run.key);
            }
            runs += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        let estimated = runs > WEIGHED_MAX;
        let of_all = |part: u64| if estimated { part.saturating_mul(runs) / WEIGHED_MAX } else { part };
        let next = next_ended(self.reader, self.access, (row.id, before_us))?;
        let next = next.and_then(|ended_us| rule.over_at(time(ended_us), &zone)).map(moment);
        let (bytes, files) = (of_all(bytes), of_all(files));
        let (workflow, title, keep) = (row.slug.clone(), row.title.clone(), rule.keep.text);
        Ok(Some(KeptWorkflow { workflow, title, keep, runs, files, bytes, estimated, held, first, next }))
    }
}
