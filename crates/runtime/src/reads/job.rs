//! Jobs as workers see them: what there is to do, and what a job is about.

use baton_engine::event::JobKind as Doer;
use baton_engine::state::JobRecord;
use baton_model::definition::FieldType;
use baton_store::query::LIMIT_MAX;
use baton_store::row::{JobKind, JobRow, JobState, part_id};

use super::looked::{Looked, zone_of};
use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::moment;
use crate::view::types::{Job, JobGiven, JobLease, Topic};

/// How many more jobs are looked at than are wanted, as others take some of them at the same time.
const BESIDE: usize = 16;

/// What a worker asks for.
#[derive(Clone, Debug)]
pub struct TakeJobs {
    /// Of which topics, the most wanted first.
    pub topics: Vec<String>,
    /// What the worker calls itself.
    pub worker: String,
    /// How many at most.
    pub most: usize,
    /// For how long they are its own, unless it says that it still works.
    pub lease_s: u32,
}

impl Handle {
    /// Refuses who may not work on jobs.
    pub fn may_take_jobs(&self, caller: &Caller) -> Result<(), Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::WorkJob)
    }

    /// Takes jobs, longest waiting first; none where there are none.
    pub fn take_jobs(&self, caller: &Caller, ask: &TakeJobs) -> Result<Vec<Job>, Refused> {
        self.may_take_jobs(caller)?;
        let core = self.core();
        core.workers.asked(&ask.topics, &ask.worker);
        let mut taken = Vec::new();
        for topic in &ask.topics {
            let left = ask.most.saturating_sub(taken.len());
            if left == 0 {
                break;
            }
            for row in core.reader()?.jobs_queued(JobKind::Work, topic, left + BESIDE)? {
                if taken.len() >= ask.most {
                    break;
                }
                taken.extend(self.take(caller, ask, &row)?);
            }
        }
        Ok(taken)
    }

    /// Takes one; none: somebody else was first.
    fn take(&self, caller: &Caller, ask: &TakeJobs, row: &JobRow) -> Result<Option<Job>, Refused> {
        let core = self.core();
        let Some(run) = core.reader()?.run(row.run)? else { return Ok(None) };
        let job = format!("{}~{}", run.key, row.n);
        let take = Ask::TakeJob { job, worker: ask.worker.clone(), lease_s: ask.lease_s };
        match self.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask: take }) {
            Ok(_) => {}
            Err(refused) if matches!(refused.code, "job.not_queued" | "run.over" | "request.not_found") => {
                return Ok(None);
            }
            Err(refused) => return Err(refused),
        }
        let Some(run) = core.reader()?.run(row.run)? else { return Ok(None) };
        let looked = Looked::of(core, core.reader()?.as_ref(), run, zone_of(core, caller))?;
        let Some(record) = looked.state.job(row.n as u32) else { return Ok(None) };
        Ok(Some(view(&looked, record)))
    }

    /// A worker says that it still works. The lease begins anew.
    pub fn beat_job(&self, caller: &Caller, id: &str, fence: u32, lease_s: Option<u32>) -> Result<JobLease, Refused> {
        self.may_take_jobs(caller)?;
        let core = self.core();
        let hidden = || Refused::not_found("job", id);
        let (key, number) = id.split_once('~').ok_or_else(hidden)?;
        let number: i64 = number.parse().map_err(|_| hidden())?;
        let run = core.reader()?.run_by_key(key)?.ok_or_else(hidden)?;
        let row = core.reader()?.job(part_id(run.id, number))?;
        let own = row.filter(|row| row.state == JobState::Taken && row.fence == i64::from(fence));
        let Some(row) = own else { return Err(Refused::new("job.not_yours").with("job", id)) };
        let lease_s = lease_s.unwrap_or(row.lease_s as u32);
        if !baton_engine::limits::LEASE_S.contains(&lease_s) {
            let bounds = baton_engine::limits::LEASE_S;
            return Err(Refused::new("job.lease_wrong").with("min", *bounds.start()).with("max", *bounds.end()));
        }
        core.leases.begin((row.id, fence), lease_s, &core.clock);
        Ok(JobLease { lease_seconds: lease_s })
    }

    /// What there is to do for workers, by topic.
    pub fn topics(&self, caller: &Caller) -> Result<Vec<Topic>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadJob)?;
        let reader = core.reader()?;
        let mut topics = Vec::new();
        for row in reader.topics(LIMIT_MAX)? {
            let workers = core.workers.of(&row.topic);
            topics.push(Topic {
                topic: row.topic,
                queued: row.queued,
                taken: row.taken,
                failed: row.failed,
                oldest: row.oldest_us.map(|at_us| moment(crate::history::time(at_us))),
                workers,
            });
        }
        topics.extend(core.workers.without(&topics.iter().map(|topic| topic.topic.clone()).collect::<Vec<_>>()));
        Ok(topics)
    }
}

/// A job as its worker sees it.
fn view(looked: &Looked, record: &JobRecord) -> Job {
    let (state, lens) = (&looked.state, looked.lens());
    let step = looked.compiled.workflow.step(&record.step);
    let named = step.map(|step| step.needs.iter().chain(&step.shows));
    let input = named.into_iter().flatten().filter_map(|field| {
        let held = state.values.get(field.name.as_str())?;
        Some((field.name.clone(), lens.told(&field.name, &held.value)))
    });
    let gives = step.map(|step| &step.gives).into_iter().flatten().filter(|given| given.value.is_none());
    let gives = gives.map(|given| {
        let known = looked.compiled.workflow.fields.get(&given.field);
        let kind = known.map_or(FieldType::Text, |field| field.ty);
        JobGiven { name: given.field.clone(), kind: kind.word().to_owned() }
    });
    debug_assert!(record.kind == Doer::Work, "requests are nobody's to take");
    Job {
        id: format!("{}~{}", state.key, record.job),
        run: state.key.to_string(),
        workflow: state.workflow.to_string(),
        version: state.version,
        topic: record.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        step: record.step.to_string(),
        title: lens.step_title(&record.step),
        pass: record.pass,
        attempt: record.attempt,
        fence: record.fence,
        lease_seconds: record.lease_s,
        idempotency_key: idempotency_key(state.key.as_ref(), record),
        input: input.collect(),
        gives: gives.collect(),
    }
}

/// The same for each attempt of a pass, another for each pass and item.
pub fn idempotency_key(run: &str, record: &JobRecord) -> String {
    format!("{run}.{}.{}.{}", record.step, record.pass, record.job)
}
