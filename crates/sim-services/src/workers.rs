//! What workers do: take jobs, answer them, fail them, go away with them, and answer late under the number they had.

use std::collections::BTreeMap;

use baton_engine::Again;
use baton_runtime::{Ask, Made, TakeJobs};
use baton_store::Store;
use baton_store::row::{JobRow, JobState, part_id};
use serde_json::json;

use crate::Stop;
use crate::office::Office;

/// A job that a worker has, or thinks it has.
#[derive(Debug, Clone)]
struct Held {
    id: String,
    fence: u32,
}

/// What workers have taken. They live on where the server begins again.
#[derive(Default)]
pub(crate) struct Workers {
    held: Vec<Held>,
    /// The highest number under which each job was handed out.
    fences: BTreeMap<String, u32>,
}

impl Office {
    /// A worker does something.
    pub fn a_worker(&mut self) -> Result<(), Stop> {
        match self.random.below(100) {
            0..=44 => self.take_job(),
            45..=54 => self.beat(),
            // Whoever goes away answers late, perhaps.
            _ => self.answer_job(),
        }
    }

    fn take_job(&mut self) -> Result<(), Stop> {
        let lease_s = 10 + self.random.below(900);
        let ask = TakeJobs { topics: vec!["jobs".to_owned()], worker: "worker".to_owned(), most: 2, lease_s };
        let taken = match self.handle.take_jobs(&self.worker(), &ask) {
            Ok(taken) => taken,
            Err(refused) if refused.is_passing() || refused.code.starts_with("store.") => return Ok(()),
            Err(refused) => return Err(refused.into()),
        };
        for job in taken {
            self.told.push(format!("a worker takes {} under {}, for {lease_s} s", job.id, job.fence));
            let highest = self.workers.fences.entry(job.id.clone()).or_default();
            if *highest >= job.fence {
                return Err(Stop::Wrong(format!("{} was handed out twice under {}", job.id, job.fence)));
            }
            *highest = job.fence;
            self.workers.held.push(Held { id: job.id, fence: job.fence });
        }
        Ok(())
    }

    fn beat(&mut self) -> Result<(), Stop> {
        let held = self.workers.held.clone();
        let Some(held) = self.pick(&held) else { return Ok(()) };
        let is_own = self.is_own(&held)?;
        let beaten = self.handle.beat_job(&self.worker(), &held.id, held.fence, None);
        match beaten {
            Ok(_) if !is_own => Err(Stop::Wrong(format!("{} is kept by a worker that has it no more", held.id))),
            _ => Ok(()),
        }
    }

    fn answer_job(&mut self) -> Result<(), Stop> {
        let held = self.workers.held.clone();
        let Some(held) = self.pick(&held) else { return Ok(()) };
        let (job, fence) = (held.id.clone(), held.fence);
        let ask = match self.random.below(4) {
            0 => {
                let again = if self.random.percent(30) { Again::Never } else { Again::ByPolicy };
                Ask::FailJob { job, fence, error: "broken".to_owned(), message: None, again }
            }
            _ => Ask::CompleteJob { job, fence, result: json!({ "size": self.random.below(10) }) },
        };
        let is_own = self.is_own(&held)?;
        let before = self.row(&held)?;
        let done = self.ask(self.worker(), ask.clone());
        self.told.push(format!(
            "a worker answers {} under {fence}: {:?}",
            held.id,
            done.as_ref().map(|done| done.entry)
        ));
        let taken = matches!(&done, Ok(answer) if answer.entry > 0 && !matches!(answer.made, Made::Late(_)));
        if taken && !is_own {
            return Err(Stop::Wrong(format!("the late answer of {held:?} was taken: {before:?}")));
        }
        if !is_own && before != self.row(&held)? && !self.faults.has_ended() {
            return Err(Stop::Wrong(format!("the late answer of {held:?} changed the job: {before:?}")));
        }
        // One that heard nothing tries again; one that is told sometimes does not believe it.
        if done.is_ok() && self.random.percent(80) {
            self.workers.held.retain(|other| other.id != held.id || other.fence != held.fence);
        }
        Ok(())
    }

    /// Whether what is committed says that the job is this worker's.
    fn is_own(&self, held: &Held) -> Result<bool, Stop> {
        let row = self.row(held)?;
        Ok(row.is_some_and(|row| row.state == JobState::Taken && row.fence == i64::from(held.fence)))
    }

    fn row(&self, held: &Held) -> Result<Option<JobRow>, Stop> {
        let Some((run, n)) = held.id.split_once('~') else { return Ok(None) };
        let reader = self.store.reader()?;
        let Some(run) = reader.run_by_key(run)? else { return Ok(None) };
        Ok(reader.job(part_id(run.id, n.parse().unwrap_or_default()))?)
    }
}
