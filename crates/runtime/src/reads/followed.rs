//! What leads from a timeline to other runs: to those alone that the reader may see.

use std::collections::HashMap;

use super::above::Above;
use super::looked::Looked;
use crate::caller::Caller;
use crate::core::Core;
use crate::refused::Refused;
use crate::view::types::TimelineItem;

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
        item.run = Some(key).filter(|_| may);
    }
    Ok(())
}
