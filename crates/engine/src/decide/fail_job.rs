//! A worker says that its job went wrong: it is tried again as the step says, or is an error at once.

use crate::command::FailJob;
use crate::decide::burst::{Burst, Decision};
use crate::limits::WORD_CHARS;
use crate::refusal::Refusal;
use crate::step::job::Failure;

pub(super) fn carry_out(burst: &mut Burst<'_>, fail: &FailJob) -> Decision {
    let error = fail.error.trim();
    let is_word =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '_';
    if error.is_empty() || error.chars().count() > WORD_CHARS || !error.chars().all(is_word) {
        return Err(Refusal::new("job.error_word_wrong").with("error", error).into());
    }
    // It said so before, and the answer was lost: it is said again, and nothing more comes of it.
    if burst.state.job(fail.job).is_some_and(|job| job.failed_under == Some(fail.fence)) {
        return Ok(());
    }
    let Some(job) = burst.own_job(fail.job, fail.fence)? else { return Ok(()) };
    let message = fail.message.as_deref().map(str::trim).filter(|said| !said.is_empty()).map(str::to_owned);
    burst.job_failed(&job, Failure { fence: Some(fail.fence), error: error.into(), message, again: fail.again })
}
