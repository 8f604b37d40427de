//! What leads from a run to others: from its timeline, and from what it waits for. Only those are named that the reader may see.

use std::collections::HashMap;

use baton_engine::state::ExceptionRecord;

use super::above::Above;
use super::looked::Looked;
use crate::caller::Caller;
use crate::core::Core;
use crate::refused::Refused;
use crate::view::run::other_run;
use crate::view::types::{Exception, TimelineItem, WaitsFor};
use crate::words::say;

/// Names the run that began this one, and takes away the names of runs that the reader may not see.
pub(super) fn follow(core: &Core, caller: &Caller, looked: &Looked, items: &mut [TimelineItem]) -> Result<(), Refused> {
    let reader = core.reader()?;
    let above = looked.state.parent.map(|parent| parent.run).or(looked.state.cause.map(|cause| cause.run));
    let others = Above::new(core, caller, reader.as_ref());
    let mut known: HashMap<String, bool> = HashMap::new();
    for item in items {
        if let Some(id) = above.filter(|_| item.kind == "run_started") {
            item.run = reader.run(id)?.map(|row| row.key);
        }
        let Some(key) = item.run.take() else { continue };
        let may = match known.get(&key) {
            Some(may) => *may,
            None => others.by_key(&key)?.is_some(),
        };
        known.insert(key.clone(), may);
        if !may {
            item.sentence = unnamed(&item.sentence, &key);
        }
        item.run = Some(key).filter(|_| may);
    }
    Ok(())
}

/// Takes away from what is told of an exception the name of a run that the reader may not see.
pub(super) fn hide_run(others: &Above<'_>, record: &ExceptionRecord, told: &mut Exception) -> Result<(), Refused> {
    if let Some(key) = other_run(&record.code, &record.params)
        && others.by_key(key)?.is_none()
    {
        told.sentence = unnamed(&told.sentence, key);
    }
    Ok(())
}

/// A sentence that does not say which run it is.
fn unnamed(sentence: &str, key: &str) -> String {
    sentence.replacen(key, &say("timeline.another_run", &[]), 1)
}

/// Whether another run is waited for by its key.
fn is_run(kind: &str) -> bool {
    matches!(kind, "run" | "undoing")
}

/// Calls runs that are waited for as people call them; those that the reader may not see are not named at all.
pub(super) fn name_runs(others: &Above<'_>, waits: &mut [WaitsFor]) -> Result<(), Refused> {
    for waited in waits.iter_mut().filter_map(|wait| wait.waited.as_mut()).filter(|waited| is_run(&waited.kind)) {
        let Some(key) = waited.name.take() else { continue };
        let Some(row) = others.by_key(&key)? else { continue };
        waited.label = Some(row.label).filter(|label| !label.is_empty());
        waited.name = Some(key);
    }
    Ok(())
}
