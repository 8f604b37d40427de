//! Takes runs out whose time is over: their rows, files, keys and the bodies of their entries; the headers stay, and an entry
//! records which runs they were. What is held stays. Then pages that became free are given back, a few at a time, between
//! what people do, and the database's log is emptied.
//!
//! Keys and files go after the entry. Where the process ends in between, the next round finishes what the entries since its
//! last one record.

use std::ops::ControlFlow;
use std::time::Duration;

use baton_store::keys::Subject;
use baton_store::query::LIMIT_MAX;
use baton_store::read::history;
use baton_store::removed::removals;
use baton_store::row::FollowerRow;
use baton_store::{Change, StoreError, Stream};

use crate::ask::{Ask, Made, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::retention::{Rule, each_over};
use crate::writer::{Put, Queue};

/// How often it is looked.
pub const EVERY: Duration = Duration::from_mins(1);
/// How many runs are taken out at once: few enough that whoever waits for the writer does not notice.
const AT_ONCE_MAX: usize = 64;
/// How many free pages the database keeps for what comes next: a megabyte.
const FREE_PAGES_KEPT: i64 = 256;
/// Where it is noted up to which entry keys and files are gone.
const FOLLOWER: &str = "retention";

/// Takes out what is over its time now; how many runs that were.
pub fn retain(core: &Core, queue: &Queue) -> Result<u64, StoreError> {
    if !core.clock.is_believed() {
        return Ok(0);
    }
    finish(core, queue)?;
    let mut removed = 0;
    let mut after = 0;
    loop {
        let page = core.reader()?.workflows(after, LIMIT_MAX)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for workflow in &page {
            removed += of_workflow(core, queue, workflow.id)?;
        }
    }
    give_back(core, queue)?;
    if removed > 0 {
        // So that it does not stand in the database's log either.
        put(queue, Put::WriteBack)?;
    }
    Ok(removed)
}

fn of_workflow(core: &Core, queue: &Queue, workflow: i64) -> Result<u64, StoreError> {
    let Some(rule) = Rule::of(&core.definitions, core.reader()?.as_ref(), workflow)? else { return Ok(0) };
    let mut removed = 0;
    loop {
        let (runs, files) = some_over(core, &rule)?;
        if runs.is_empty() {
            return Ok(removed);
        }
        let ask = Ask::RemoveRuns { workflow, runs };
        let request = Request { caller: Caller::system(), key: None, if_match: None, ask };
        let answer = queue.submit_blocking(request).map_err(|refused| StoreError::Io(refused.to_string()))?;
        // Nothing was over its time any more when the writer looked.
        let Made::Removed(count) = answer.made else { return Ok(removed) };
        removed += count;
        tracing::info!(workflow, runs = count, entry = answer.entry, "runs were taken out because their time was over");
        metrics::counter!("baton_runs_removed_total").increment(count);
        finish(core, queue)?;
        for file in files {
            if core.reader()?.file(&file)?.is_none() {
                core.shelf.remove(&file).map_err(|error| StoreError::Io(error.to_string()))?;
            }
        }
    }
}

/// The next runs that are over their time, and their files.
fn some_over(core: &Core, rule: &Rule) -> Result<(Vec<i64>, Vec<String>), StoreError> {
    let (reader, access) = (core.reader()?, core.access());
    let before_us = rule.ended_before(core.now(), &core.zone()).as_microsecond();
    let (mut runs, mut files) = (Vec::new(), Vec::new());
    each_over(reader.as_ref(), (rule.workflow, before_us), &mut |run| {
        if !access.is_held(run.id, rule.workflow) {
            files.extend(reader.files_of(run.id)?.into_iter().map(|file| file.id));
            runs.push(run.id);
        }
        Ok(if runs.len() < AT_ONCE_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok((runs, files))
}

/// Erases the keys of runs that entries say were taken out. Files that nothing names any more are found by the housekeeping.
fn finish(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let reader = core.reader()?;
    let done = reader.follower(FOLLOWER)?;
    let entries = history(reader.as_ref(), Stream::ACCESS, done)?;
    let Some(last) = entries.last().map(|entry| entry.number) else { return Ok(()) };
    let removed = entries.iter().flat_map(removals).flat_map(|(_, runs)| runs);
    let subjects: Vec<Subject> = removed.map(|removed| Subject::run(removed.run)).collect();
    if !subjects.is_empty() {
        core.sealer.erase_all(&subjects)?;
        core.store.drop_copies()?;
    }
    put(queue, Put::one(Change::PutFollower(FollowerRow { name: FOLLOWER.to_owned(), cursor: last })))
}

/// Gives back what is free beyond a reserve.
fn give_back(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let mut free = core.reader()?.free_pages()?;
    while free > FREE_PAGES_KEPT {
        put(queue, Put::GiveBack)?;
        let now = core.reader()?.free_pages()?;
        if now >= free {
            // A database that was made before pages could be given back uses them again instead.
            return Ok(());
        }
        free = now;
    }
    Ok(())
}

fn put(queue: &Queue, put: Put) -> Result<(), StoreError> {
    queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))
}
