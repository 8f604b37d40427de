//! What leads from a timeline to other runs: to those alone that the reader may see.

use std::collections::HashMap;

use baton_store::Reader;

use super::looked::{Looked, zone_of};
use crate::caller::Caller;
use crate::core::Core;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::TimelineItem;

/// Names the run that began this one, and takes away the names of runs that the reader may not see.
pub(super) fn follow(core: &Core, caller: &Caller, looked: &Looked, items: &mut [TimelineItem]) -> Result<(), Refused> {
    let reader = core.reader()?;
    let above = looked.state.parent.map(|parent| parent.run).or(looked.state.cause.map(|cause| cause.run));
    let mut known: HashMap<String, bool> = HashMap::new();
    for item in items {
        if let Some(id) = above.filter(|_| item.kind == "run_started") {
            item.run = reader.run(id)?.map(|row| row.key);
        }
        let Some(key) = item.run.take() else { continue };
        let may = match known.get(&key) {
            Some(may) => *may,
            None => may_see(core, caller, reader.as_ref(), &key)?,
        };
        known.insert(key.clone(), may);
        item.run = Some(key).filter(|_| may);
    }
    Ok(())
}

fn may_see(core: &Core, caller: &Caller, reader: &dyn Reader, key: &str) -> Result<bool, Refused> {
    let Some(row) = reader.run_by_key(key)? else { return Ok(false) };
    let looked = Looked::of(core, reader, row, zone_of(core, caller))?;
    Ok(Rights::of(caller, &looked.directory).may(Operation::ReadRun, looked.relation(caller)))
}
