//! Does again what was done in an entry that is kept, by whatever definition: the answer given, the moment come, the event heard.
//!
//! It does not ask whether that may be done, since it was: who had the task, what the form takes, which lease a worker held.
//! A choice that the definition does not offer is refused.

use baton_model::Compiled;

use super::{Decided, carry_out, complete_task, fire_timer, start_run};
use crate::actor::Ctx;
use crate::another_way::act::{Act, Taken};
use crate::behaviour::handlers::OpenStep;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::{Event, EventCame, SubRunEnded};
use crate::facts::Facts;
use crate::name::{JobNo, START};
use crate::state::{Listener, RunState, Subscription};

/// What comes of it.
pub(crate) fn again(def: &Compiled, state: &RunState, facts: &Facts, act: &Act, ctx: &Ctx) -> Decided {
    let mut burst = Burst::new(def, state, facts, ctx);
    match done(&mut burst, act) {
        Ok(()) => Decided::Events(burst.events),
        Err(Stop::Need(wants)) => Decided::Need(wants),
        Err(Stop::Refused(refusal)) => Decided::Refused(refusal),
    }
}

fn done(burst: &mut Burst<'_>, act: &Act) -> Decision {
    match act {
        Act::Begun(begun, values) => {
            burst.emit(Event::RunStarted(begun.clone()));
            burst.give(Some(START.into()), 1, values.clone())?;
            burst.arm_run()?;
            start_run::begin(burst, begun.start)?;
        }
        Act::Answered { task, choice, by, values, rows } => {
            complete_task::again(burst, (*task, choice), *by, (values.clone(), rows.clone()))?;
        }
        Act::JobDone { job, status, values } => job_done(burst, (*job, *status), values)?,
        Act::SubRunEnded(ended, values) => sub_run_ended(burst, ended, values)?,
        Act::Heard(came, values) => heard(burst, came, values)?,
        Act::Alarm(timer) => {
            burst.frame = burst.state.frame_of(timer.thread);
            fire_timer::moment_has_come(burst, timer)?;
        }
        Act::Command(command) => return carry_out(burst, command),
    }
    burst.run()?;
    burst.stopped.take().map_or(Ok(()), Err)
}

fn job_done(burst: &mut Burst<'_>, (job, status): (JobNo, Option<u16>), values: &Taken) -> Decision {
    let Some(job) = burst.state.job(job).cloned() else { return Ok(()) };
    burst.frame = burst.state.frame_of(job.thread);
    burst.job_done(&job, status, values.clone())
}

fn sub_run_ended(burst: &mut Burst<'_>, ended: &SubRunEnded, values: &Taken) -> Decision {
    let awaited = burst.state.subs.iter().any(|sub| sub.sub == ended.sub && sub.is_awaited());
    burst.emit(Event::SubRunEnded(ended.clone()));
    if !awaited {
        return Ok(());
    }
    burst.frame = burst.state.frame_of(ended.thread);
    burst.give(Some(ended.step.clone()), ended.pass, values.clone())?;
    burst.complete_automatic(ended.thread, &ended.step, ended.pass)
}

fn heard(burst: &mut Burst<'_>, came: &EventCame, values: &Taken) -> Decision {
    let known = |number| burst.state.subscriptions.iter().find(|known| known.subscription == number).cloned();
    let to: Vec<Subscription> = came.to.iter().filter_map(|number| known(*number)).collect();
    burst.emit(Event::EventCame(came.clone()));
    for Subscription { by, step, pass, thread, .. } in to {
        burst.frame = burst.state.frame_of(thread);
        match (by, step) {
            (Listener::Wait { .. }, Some(step)) => {
                burst.end_with(&OpenStep { step, pass, thread }, values.clone())?;
            }
            (Listener::Wait { .. }, None) => {}
            (Listener::Handler(nth), Some(step)) => {
                burst.fire_handler(&OpenStep { step: step.clone(), pass, thread }, nth as usize)?;
                burst.give(Some(step), pass, values.clone())?;
            }
            (Listener::Handler(nth), None) => {
                burst.fire_of_run(nth as usize)?;
                burst.give(Some(START.into()), 0, values.clone())?;
            }
        }
    }
    Ok(())
}
