//! After the directory has changed: runs in which nobody could have a step look whether somebody can now.
//!
//! What a run needs for that is decided by the run itself; here it is only told to look.

use std::sync::Arc;
use std::time::Duration;

use baton_people::Directory;
use baton_store::StoreError;
use baton_store::query::{ExceptionQuery, Seen};

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::writer::Queue;

/// How often it is looked whether the directory has changed.
pub const EVERY: Duration = Duration::from_secs(2);
/// How many exceptions are read at once.
const AT_ONCE_MAX: usize = 200;
/// Those that somebody new can end.
const CODES: [&str; 2] = ["role.nobody_left", "approve.too_few"];

/// Tells the runs to look, if the directory is another one than the last time.
pub fn look_again(core: &Core, queue: &Queue, last: &mut Option<Arc<Directory>>) -> Result<(), StoreError> {
    let now = core.directory();
    if last.as_ref().is_some_and(|last| Arc::ptr_eq(last, &now)) {
        return Ok(());
    }
    let mut query = ExceptionQuery { limit: AT_ONCE_MAX, ..ExceptionQuery::of(Seen::All) };
    loop {
        let found = core.reader()?.exceptions(&query)?;
        for item in found.iter().filter(|item| CODES.contains(&item.exception.code.as_str())) {
            let ask = Ask::LookAgain { run: item.run.id };
            let request = Request { caller: Caller::system(), key: None, if_match: None, ask };
            if let Err(refused) = queue.submit_blocking(request) {
                tracing::info!(run = item.run.id, %refused, "a run did not look again");
            }
        }
        match found.last() {
            Some(end) if found.len() == AT_ONCE_MAX => query.after = Some(end.cursor()),
            _ => break,
        }
    }
    *last = Some(now);
    Ok(())
}
