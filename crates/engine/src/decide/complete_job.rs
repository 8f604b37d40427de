//! A worker finishes its job: what came out is checked as a form's values are, then the step goes on.

use baton_feel::{Type, Value};
use baton_model::IndexMap;
use baton_model::definition::Step;
use serde_json::Value as Json;

use crate::behaviour::demands::is_demanded_after;
use crate::behaviour::fields;
use crate::behaviour::over_limit::OVER_LIMIT;
use crate::behaviour::values::is_absent;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::{Event, JobDone, Place};
use crate::name::{JobNo, Name, V1};
use crate::refusal::FieldFault;
use crate::state::JobRecord;
use crate::step::job::Failure;

pub(super) fn carry_out(burst: &mut Burst<'_>, (number, fence): (JobNo, u32), result: &Json) -> Decision {
    let Some(job) = burst.own_job(number, fence)? else { return Ok(()) };
    let Some(step) = burst.step(&job.step) else { return Ok(()) };
    let values = match taken(burst, step, result) {
        // Its worker has done its part: what is computed of the result is for the owner to look at.
        Err(Stop::Refused(refusal)) if refusal.code == OVER_LIMIT => {
            return burst.job_failed(&job, Failure::over_limit(&refusal));
        }
        taken => taken?,
    };
    let values = match values {
        Ok(values) => values,
        Err(faults) => {
            let mut refusal = burst.about_job("job.result_wrong", number).with("count", faults.len());
            refusal.faults = faults;
            return Err(refusal.into());
        }
    };
    burst.job_done(&job, None, values)
}

/// The fields that the step gives, out of the result.
fn taken(burst: &Burst<'_>, step: &Step, result: &Json) -> Decision<Result<IndexMap<Name, Json>, Vec<FieldFault>>> {
    let (mut values, mut faults) = (IndexMap::default(), Vec::new());
    let computed = burst.computed_with(&step.gives, ("result", &Value::typed(result, &Type::Any)))?;
    let names = burst.names();
    let node = burst.node(&step.id);
    for given in &step.gives {
        let Some(field) = burst.said_field(&given.field)? else { continue };
        let sent = match &given.value {
            Some(_) => computed.get(&*given.field).unwrap_or(&Json::Null),
            None => result.get(&given.field).unwrap_or(&Json::Null),
        };
        match fields::take(&field, sent, &names)? {
            Ok(value) if is_absent(&value) && is_demanded_after(burst.def, node, None, &given.field) => {
                let fault = FieldFault::of_field(&given.field, "value.required");
                faults.push(fault.with("field", field.label.outline()).with("label", field.label.outline()));
            }
            Ok(value) => drop(values.insert(Name::from(given.field.as_str()), value)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    for fault in &mut faults {
        fault.path = fault.path.replacen("/values/", "/result/", 1);
    }
    Ok(if faults.is_empty() { Ok(values) } else { Err(faults) })
}

impl Burst<'_> {
    /// A job is done: what it gives becomes the run's, its step goes on.
    pub fn job_done(&mut self, job: &JobRecord, status: Option<u16>, values: IndexMap<Name, Json>) -> Decision {
        self.drop_job_timers(job.job);
        let (number, attempt) = (job.job, job.attempt);
        self.emit(Event::JobDone(JobDone { v: V1::default(), job: number, attempt, status }));
        self.attach_files(&values);
        self.give(Some(job.step.clone()), job.pass, values)?;
        // What came of it stands, also where what follows is over a limit.
        let at = Place::Step(job.step.clone());
        self.moving((job.thread, &at), |burst| burst.complete_automatic(job.thread, &job.step, job.pass)).map(drop)
    }
}
