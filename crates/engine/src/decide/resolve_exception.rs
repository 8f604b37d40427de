//! Lets a run go on after an exception: once more, with what was missing, past the step, or with somebody named.

use baton_people::{PersonId, Private};

use crate::behaviour::beside::Anew;
use crate::behaviour::errors::STEP_FAILED;
use crate::behaviour::exceptions::{EVENT_REFUSED, holds, is_of_start};
use crate::behaviour::handlers::OpenStep;
use crate::behaviour::over_limit::{KEPT, OVER_LIMIT};
use crate::behaviour::row_keys;
use crate::command::{CancelHow, MoveRun, Resolve, Values};
use crate::decide::burst::{Burst, Decision};
use crate::decide::{cancel_run, deliver_event, fire_timer, move_run, report_timer, start_run};
use crate::event::{Event, ExceptionResolved, How, Place, Resolution};
use crate::name::{ExceptionNo, Name, START, V1};
use crate::refusal::{FieldFault, Refusal};
use crate::state::{ExceptionRecord, ExceptionState, JobRecord, JobState};
use crate::ways::{Way, ways};
use baton_model::IndexMap;
use serde_json::Value as Json;

/// Tries again what was not possible.
pub(super) fn retry(burst: &mut Burst<'_>, number: ExceptionNo) -> Decision {
    let record = open(burst, number)?;
    if !ways(burst.def, &burst.state, &record).contains(&Way::Retry) {
        return Err(not_offered(&record, Way::Retry.word()).into());
    }
    resolved(burst, number, Resolution::Retry, None)?;
    again(burst, &record)
}

/// Tries again what an exception held.
fn again(burst: &mut Burst<'_>, record: &ExceptionRecord) -> Decision {
    if let Some(job) = failed_job(burst, record) {
        burst.requeue(&job, job.attempt + 1);
        // While it was held it heard nothing.
        return burst.arm(burst.step(&job.step), job.pass, job.thread);
    }
    if is_done(burst, record) {
        let open = OpenStep { step: record.step.clone(), pass: record.pass, thread: record.thread };
        return burst.finishing(&open);
    }
    if let Some(timer) = report_timer::timer_of(record) {
        return fire_timer::carry_out(burst, timer);
    }
    if let Some(incoming) = deliver_event::event_of(record) {
        return deliver_event::carry_out(burst, &incoming);
    }
    if is_of_start(&record.code) {
        return start_run::begin(burst, burst.state.start);
    }
    if holds(&record.code) {
        return burst.go_on_at(record.thread, &record.at, &record.code);
    }
    // What holds nothing is looked at again, since it is not told any more: conditions when nothing moves any more, the others now.
    burst.move_deadlines(Anew::Given(&[]))?;
    burst.move_keys(Anew::Given(&[]))
}

pub(super) fn carry_out(burst: &mut Burst<'_>, number: ExceptionNo, how: &Resolve, reason: Option<&str>) -> Decision {
    let record = open(burst, number)?;
    let way = match how {
        Resolve::Supply { .. } => Way::Supply,
        Resolve::Skip => Way::Skip,
        Resolve::Assign { .. } => Way::Assign,
        Resolve::Change { .. } => Way::Change,
        Resolve::Move { .. } => Way::Move,
        Resolve::Drop => Way::Drop,
    };
    if !ways(burst.def, &burst.state, &record).contains(&way) {
        return Err(not_offered(&record, way.word()).into());
    }
    match how {
        Resolve::Supply { values } => supply(burst, &record, values, reason),
        Resolve::Skip => skip(burst, &record, reason),
        Resolve::Drop => cancel_run::carry_out(burst, reason.unwrap_or_default(), CancelHow::Keep),
        Resolve::Assign { person } => assign(burst, &record, *person, reason),
        Resolve::Change { values } => change(burst, &record, values, reason),
        Resolve::Move { to } => {
            let places = vec![(record.thread, to.clone())];
            let (version, reason) = (burst.state.version, reason.map(str::to_owned));
            move_run::carry_out(burst, &MoveRun { version, places, reason })
        }
    }
}

fn open(burst: &Burst<'_>, number: ExceptionNo) -> Decision<ExceptionRecord> {
    let about = |code| Refusal::new(code).with("exception", format!("{}!{number}", burst.state.key));
    let Some(record) = burst.state.exception(number) else { return Err(about("exception.not_found").into()) };
    if record.state != ExceptionState::Open {
        return Err(about("exception.not_open").into());
    }
    Ok(record.clone())
}

/// The job that went wrong, where that is what the exception is about.
fn failed_job(burst: &Burst<'_>, record: &ExceptionRecord) -> Option<JobRecord> {
    if &*record.code != STEP_FAILED {
        return None;
    }
    burst.state.job_of(record.thread).filter(|job| job.step == record.step && job.pass == record.pass).cloned()
}

/// Whether the job or the other run of the step that is held has done its part: what came of it is kept, and only what follows is
/// tried again.
fn is_done(burst: &Burst<'_>, record: &ExceptionRecord) -> bool {
    let of_it = |job: &JobRecord| (&job.step, job.pass, job.thread) == (&record.step, record.pass, record.thread);
    let by_job = || burst.state.jobs.iter().any(|job| job.state == JobState::Done && of_it(job));
    &*record.code == OVER_LIMIT && record.opened && (record.params.contains_key(KEPT) || by_job())
}

fn resolved(burst: &mut Burst<'_>, number: ExceptionNo, how: Resolution, reason: Option<&str>) -> Decision {
    let by = burst.ctx.actor.as_person();
    let reason = Burst::comment(reason)?;
    let reason =
        reason.map(|text| by.map_or_else(|| Private::of_run(text.clone()), |by| Private::of_person(by, text.clone())));

    burst.emit(Event::ExceptionResolved(ExceptionResolved { v: V1::default(), exception: number, how, reason, by }));
    // A step that had opened opens anew, or is over: what its last pass had set is gone. Where only its end is tried again it is not.
    let is_over = |held: &&ExceptionRecord| {
        held.opened && !(matches!(how, Resolution::Retry | Resolution::Change) && is_done(burst, held))
    };
    if let Some(held) = burst.state.exception(number).filter(is_over).cloned() {
        burst.drop_timers(&held.step, held.pass, held.thread);
    }
    Ok(())
}

fn not_offered(record: &ExceptionRecord, way: &str) -> Refusal {
    Refusal::new("exception.way_not_offered").with("how", way).with("code", &record.code)
}

fn supply(burst: &mut Burst<'_>, record: &ExceptionRecord, values: &Values, reason: Option<&str>) -> Decision {
    let values = match supplied(burst, record, values)? {
        Ok(values) => values,
        Err(faults) => {
            let mut refusal = Refusal::new("exception.values_wrong").with("count", faults.len());
            refusal.faults = faults;
            return Err(refusal.into());
        }
    };
    resolved(burst, record.exception, Resolution::Supply, reason)?;
    burst.attach_files(&values);
    // What a step should have computed is given instead of it: the step is done then, and not asked again.
    if failed_job(burst, record).is_some() {
        burst.give(Some(record.step.clone()), record.pass, values)?;
        return burst.complete_automatic(record.thread, &record.step, record.pass);
    }
    let instead = record.code.starts_with("decide.") || record.code.starts_with("step.value_");
    if !instead {
        burst.give(None, 0, values)?;
        if is_of_start(&record.code) {
            return start_run::begin(burst, burst.state.start);
        }
        return burst.go_on_at(record.thread, &record.at, &record.code);
    }
    let pass = burst.open_automatic(record.thread, &record.step)?;
    burst.give(Some(record.step.clone()), pass, values)?;
    burst.complete_automatic(record.thread, &record.step, pass)
}

/// The supplied values in their stored form: all that are missing, and no others.
fn supplied(
    burst: &Burst<'_>,
    record: &ExceptionRecord,
    sent: &Values,
) -> Decision<Result<IndexMap<Name, Json>, Vec<FieldFault>>> {
    let (mut values, mut faults) = (IndexMap::default(), Vec::new());
    let strays = sent.keys().filter(|name| !record.missing.iter().any(|missing| **missing == ***name));
    faults.extend(strays.map(|name| FieldFault::of_field(name, "value.not_given_here").with("field", name)));
    let names = burst.names();
    // What came for it did not fit, but the run can begin without it.
    let may_be_empty =
        |field: &Name| is_of_start(&record.code) && !start_run::is_needed(burst.def, burst.state.start, field);
    for missing in &record.missing {
        let Some(field) = burst.said_field(missing)? else { continue };
        match row_keys::take_sent(&field, sent.get(&**missing).unwrap_or(&Json::Null), &names)? {
            Ok(Json::Null) if may_be_empty(missing) => {}
            Ok(Json::Null) => {
                faults.push(
                    FieldFault::of_field(missing, "value.required")
                        .with("field", field.label.outline())
                        .with("label", field.label.outline()),
                );
            }
            Ok(value) => drop(values.insert(missing.clone(), value)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    Ok(if faults.is_empty() { Ok(values) } else { Err(faults) })
}

/// Values of the run are others, then it is tried again.
fn change(burst: &mut Burst<'_>, record: &ExceptionRecord, sent: &Values, reason: Option<&str>) -> Decision {
    if Burst::comment(reason)?.is_none() {
        return Err(Refusal::new("run.reason_required").into());
    }
    let (mut values, mut faults) = (IndexMap::default(), Vec::new());
    let names = burst.names();
    for (name, sent) in sent {
        let Some(field) = burst.said_field(name)? else {
            faults.push(FieldFault::of_field(name, "value.not_given_here").with("field", name));
            continue;
        };
        match row_keys::take_sent(&field, sent, &names)? {
            Ok(value) => drop(values.insert(Name::from(name.as_str()), value)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if !faults.is_empty() {
        let mut refusal = Refusal::new("exception.values_wrong").with("count", faults.len());
        refusal.faults = faults;
        return Err(refusal.into());
    }
    resolved(burst, record.exception, Resolution::Change, reason)?;
    burst.attach_files(&values);
    burst.give(None, 0, values)?;
    again(burst, record)
}

fn skip(burst: &mut Burst<'_>, record: &ExceptionRecord, reason: Option<&str>) -> Decision {
    if &*record.code == EVENT_REFUSED {
        if Burst::comment(reason)?.is_none() {
            return Err(Refusal::new("run.reason_required").into());
        }
        return resolved(burst, record.exception, Resolution::Skip, reason);
    }
    let Place::Step(step) = &record.at else { return Err(not_offered(record, "skip").into()) };
    let Some(node) = burst.node(step).filter(|node| node.skip.is_some()) else {
        return Err(not_offered(record, "skip").into());
    };
    if Burst::comment(reason)?.is_none() {
        return Err(Refusal::new("run.reason_required").into());
    }
    resolved(burst, record.exception, Resolution::Skip, reason)?;
    burst.skip(record.thread, node, step, Vec::new())
}

fn assign(burst: &mut Burst<'_>, record: &ExceptionRecord, person: PersonId, reason: Option<&str>) -> Decision {
    if !burst.person(person)?.is_some_and(|known| known.active) {
        return Err(Refusal::new("task.no_such_person").with("person", person).into());
    }
    match &record.at {
        Place::Start => {
            resolved(burst, record.exception, Resolution::Assign { person }, reason)?;
            let by = burst.ctx.actor.as_person();
            burst.open_start_for(record.thread, person, How::Given { by });
            Ok(())
        }
        Place::Step(name) if &**name != START => {
            let Some(step) = burst.step(name) else { return Err(not_offered(record, "assign").into()) };
            let role = step.who.as_ref().map(|who| Name::from(who.name.as_str()));
            if let Some(by) = burst.excluded_by(role.as_ref(), person)? {
                return Err(Refusal::new("task.excluded").with("task", name).with("by", by).into());
            }
            resolved(burst, record.exception, Resolution::Assign { person }, reason)?;
            burst.open_for_people(record.thread, step, Some(person))
        }
        _ => Err(not_offered(record, "assign").into()),
    }
}
