//! What every answer to a job looks at first: is there such a job, is it still its sender's.
//!
//! An answer that comes too late changes nothing; that it came is kept, once for each time the job was taken.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, JobAnsweredLate};
use crate::name::{JobNo, V1};
use crate::refusal::Refusal;
use crate::state::{JobRecord, JobState};

impl Burst<'_> {
    /// A refusal about a job.
    pub fn about_job(&self, code: &'static str, job: JobNo) -> Refusal {
        Refusal::new(code).with("job", format!("{}~{job}", self.state.key))
    }

    /// The job that a worker has under this number; none: it is done under it already, or the answer is late and that is noted.
    pub fn own_job(&mut self, number: JobNo, fence: u32) -> Decision<Option<JobRecord>> {
        let Some(job) = self.state.job(number).cloned() else {
            return Err(self.about_job("job.not_found", number).into());
        };
        if job.state == JobState::Taken && job.fence == fence {
            return Ok(Some(job));
        }
        if job.state == JobState::Done && job.fence == fence {
            return Ok(None);
        }
        if fence == 0 || fence > job.fence || fence <= job.late {
            return Err(self.about_job("job.not_yours", number).into());
        }
        self.emit(Event::JobAnsweredLate(JobAnsweredLate { v: V1::default(), job: number, fence }));
        Ok(None)
    }
}
