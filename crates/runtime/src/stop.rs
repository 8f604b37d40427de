//! Ends the process where nobody knows any more what is on the disk: only a new start finds out.
//!
//! After a sync that failed, a second one may say that all is well though nothing was written. So nothing is committed or
//! acknowledged after it, whoever waits is told what happened, and the process ends with its code.

use std::time::Duration;

use baton_store::StoreError;

/// With what the process ends where only a new start helps: an internal error, as sysexits.h has it.
pub const STOPPED: i32 = 70;
/// How long those who were refused may take to hear it.
const ANSWERS_LEAVE: Duration = Duration::from_millis(100);

/// Ends the process.
pub fn now(fault: &StoreError) -> ! {
    tracing::error!(
        code = fault.code(),
        %fault,
        "the store cannot go on; the process stops and recovers at its next start"
    );
    std::thread::park_timeout(ANSWERS_LEAVE);
    std::process::exit(STOPPED)
}
