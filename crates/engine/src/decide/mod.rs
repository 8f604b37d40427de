//! Commands to events. One file a command.
//!
//! A command is answered with events, with nothing where there is nothing to do, with a refusal, or with the facts that
//! are needed first. A refused command changes nothing; one that needs facts has changed nothing yet.

mod accept_task;
pub(crate) mod add_item;
pub(crate) mod again;
mod answer_call;
pub(crate) mod burst;
mod cancel_run;
mod claim_task;
mod comment_run;
mod complete_job;
mod complete_task;
mod continue_run;
pub(crate) mod deliver_event;
mod fail_job;
mod fire_timer;
mod grant_lock;
mod hand_back_task;
mod job;
mod lapse_job;
mod move_run;
mod open_task;
mod reassign_task;
mod refill_task;
mod release_task;
pub(crate) mod report_timer;
mod resolve_exception;
pub(crate) mod start_run;
mod sub_run;
mod take_job;
mod task;
mod undo_run;

use baton_model::Compiled;

use crate::actor::Ctx;
use crate::behaviour::over_limit::{OVER_LIMIT, for_sender, is_over_limit, told};
use crate::command::{Command, Resolve};
use crate::event::Event;
use crate::facts::{Facts, Want};
use crate::name::{JobNo, TaskNo, ThreadNo};
use crate::refusal::Refusal;
use crate::state::{RunState, RunStatus};
use burst::{Burst, Decision, Stop};

/// The answer to a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// It happened so. None: there is nothing to do, and no entry to write.
    Events(Vec<Event>),
    /// Tell me this first, then ask again. Nothing has happened.
    Need(Vec<Want>),
    /// It may not be done. Nothing has happened.
    Refused(Refusal),
}

/// Decides a command on the state of its run; to start one, on `RunState::default()`.
pub fn decide(def: &Compiled, state: &RunState, facts: &Facts, command: &Command, ctx: &Ctx) -> Decided {
    let attempt = |careful| {
        let mut burst = Burst { strict: true, careful, ..Burst::new(def, state, facts, ctx) };
        carry_out(&mut burst, command).map(|()| burst.events)
    };
    let mut done = attempt(false);
    if is_over_limit(&done) {
        done = attempt(true);
    }
    match done {
        Ok(events) => Decided::Events(events),
        Err(Stop::Need(wants)) => Decided::Need(wants),
        Err(Stop::Refused(refusal)) => match held_instead((def, state, facts, ctx), command, &refusal) {
            Some(decided) => decided,
            None => match for_sender(&Burst::new(def, state, facts, ctx), command, refusal) {
                Ok(refusal) | Err(Stop::Refused(refusal)) => Decided::Refused(refusal),
                Err(Stop::Need(wants)) => Decided::Need(wants),
            },
        },
    }
}

/// Nobody is told that what comes from outside a run, and not from anybody, was refused: it becomes an exception of the owner, and
/// whoever waits for the same is not held up by it. None: somebody is told.
fn held_instead(
    (def, state, facts, ctx): (&Compiled, &RunState, &Facts, &Ctx),
    command: &Command,
    refusal: &Refusal,
) -> Option<Decided> {
    let mut burst = Burst { strict: true, careful: true, ..Burst::new(def, state, facts, ctx) };
    let mut held = Ok(());
    match command {
        _ if !state.is_running() => return None,
        Command::AnswerCall { job, attempt, .. } if refusal.code == OVER_LIMIT => {
            held = answer_call::over_limit(&mut burst, (*job, *attempt), refusal);
        }
        Command::EndSubRun { sub, end } if refusal.code == OVER_LIMIT => {
            sub_run::over_limit(&mut burst, (*sub, end), refusal);
        }
        Command::GrantLock { lock, nth } => grant_lock::refused(&mut burst, (lock, *nth), &told(refusal)),
        Command::DeliverEvent(incoming) if deliver_event::may_hold(state) => {
            deliver_event::refused(&mut burst, incoming, (&told(refusal), true));
        }
        _ => return None,
    }
    match held.and_then(|()| burst.run()) {
        Ok(()) => Some(Decided::Events(burst.events)),
        Err(Stop::Need(wants)) => Some(Decided::Need(wants)),
        Err(Stop::Refused(_)) => None,
    }
}

fn carry_out(burst: &mut Burst<'_>, command: &Command) -> Decision {
    match (burst.state.status, command) {
        (RunStatus::None, Command::StartRun(_)) => {}
        (RunStatus::None, _) => return Err(Refusal::new("run.not_started").into()),
        (_, Command::StartRun(_)) => {
            return Err(Refusal::new("run.started_already").with("run", &burst.state.key).into());
        }
        _ => {}
    }
    burst.frame = burst.state.frame_of(thread_of(&burst.state, command));
    match command {
        Command::StartRun(start) => start_run::carry_out(burst, start)?,
        Command::ClaimTask { task } => claim_task::carry_out(burst, *task)?,
        Command::ReleaseTask { task } => release_task::carry_out(burst, *task)?,
        Command::OpenTask { task } => open_task::carry_out(burst, *task)?,
        Command::AcceptTask { task, checked } => accept_task::carry_out(burst, *task, checked)?,
        Command::HandBackTask { task, comment } => hand_back_task::carry_out(burst, *task, comment.as_deref())?,
        Command::CompleteTask(complete) => complete_task::carry_out(burst, complete)?,
        Command::ReassignTask { task, to, comment } => {
            reassign_task::carry_out(burst, *task, *to, comment.as_deref())?;
        }
        Command::RefillTask { task, gone } => refill_task::carry_out(burst, *task, *gone)?,
        Command::CommentRun { task, text } => comment_run::carry_out(burst, *task, text)?,
        Command::MoveRun(to) => move_run::carry_out(burst, to)?,
        Command::AddItem(add) => add_item::carry_out(burst, add)?,
        Command::CancelRun { reason, how } => cancel_run::carry_out(burst, reason, *how)?,
        Command::RetryException { exception } => resolve_exception::retry(burst, *exception)?,
        Command::ResolveException { exception, how, reason } => {
            resolve_exception::carry_out(burst, *exception, how, reason.as_deref())?;
        }
        Command::FireTimer { timer } => fire_timer::carry_out(burst, *timer)?,
        Command::ReportTimer { timer, refused } => report_timer::carry_out(burst, *timer, refused)?,
        Command::TakeJob { job, worker, lease_s } => take_job::carry_out(burst, *job, worker, *lease_s)?,
        Command::LapseJob { job, fence } => lapse_job::carry_out(burst, *job, *fence)?,
        Command::CompleteJob { job, fence, result } => complete_job::carry_out(burst, (*job, *fence), result)?,
        Command::FailJob(fail) => fail_job::carry_out(burst, fail)?,
        Command::AnswerCall { job, attempt, answer } => answer_call::carry_out(burst, (*job, *attempt), answer)?,
        Command::DeliverEvent(incoming) => deliver_event::brought(burst, incoming)?,
        Command::RefuseEvent { event, refused, kept } => {
            // One more than may wait is told nobody; whoever brought it notes it.
            if deliver_event::may_hold(&burst.state) {
                deliver_event::refused(burst, event, (refused, *kept));
            }
        }
        Command::NoteSubRun { sub, run, key } => sub_run::began(burst, *sub, *run, key),
        Command::EndSubRun { sub, end } => sub_run::ended(burst, *sub, end)?,
        Command::NoteSubUndone { sub, told } => sub_run::undone(burst, *sub, *told),
        Command::UndoRun => undo_run::carry_out(burst)?,
        Command::GrantLock { lock, nth } => grant_lock::carry_out(burst, lock, *nth)?,
        Command::ContinueRun => continue_run::carry_out(burst),
        // What waits is looked at when nothing moves any more, as after every command.
        Command::LookAgain => {}
    }
    burst.run()?;
    if matches!(command, Command::ContinueRun) {
        continue_run::has_gone_on(burst)?;
    }
    burst.stopped.take().map_or(Ok(()), Err)
}

/// The thread that a command is about; 0: none.
pub(crate) fn thread_of(state: &RunState, command: &Command) -> ThreadNo {
    let of_task = |task: TaskNo| state.task(task).map_or(0, |task| task.thread);
    let of_job = |job: JobNo| state.job(job).map_or(0, |job| job.thread);
    match command {
        Command::ClaimTask { task }
        | Command::ReleaseTask { task }
        | Command::OpenTask { task }
        | Command::AcceptTask { task, .. }
        | Command::HandBackTask { task, .. }
        | Command::ReassignTask { task, .. }
        | Command::RefillTask { task, .. } => of_task(*task),
        Command::CompleteTask(complete) => of_task(complete.task),
        Command::RetryException { exception } | Command::ResolveException { exception, .. } => {
            state.exception(*exception).map_or(0, |exception| exception.thread)
        }
        Command::CompleteJob { job, .. } | Command::AnswerCall { job, .. } => of_job(*job),
        Command::FailJob(fail) => of_job(fail.job),
        Command::FireTimer { timer } => state.timer(*timer).map_or(0, |timer| timer.thread),
        _ => 0,
    }
}

/// The facts that deciding a command will need, as far as that can be known beforehand.
pub fn wants(def: &Compiled, state: &RunState, command: &Command) -> Vec<Want> {
    let mut people: Vec<_> = state.starter.into_iter().collect();
    people.extend(state.roles.values());
    people.extend(state.tasks.iter().rev().take(1).flat_map(crate::state::TaskRecord::people));
    match command {
        Command::ReassignTask { to, .. } => people.push(*to),
        Command::ResolveException { how: Resolve::Assign { person }, .. } => people.push(*person),
        _ => {}
    }
    people.sort_unstable();
    people.dedup();
    let groups = def.workflow.roles.values().filter_map(|role| match &role.spec.rule {
        baton_model::definition::RoleRule::Group { group, .. } => Some(Want::Group(group.name.clone())),
        baton_model::definition::RoleRule::Person(_) => None,
    });
    let mut wants: Vec<Want> = people.into_iter().map(Want::Person).collect();
    wants.extend(match command {
        Command::MoveRun(to) if to.version != state.version => Some(Want::Version(to.version)),
        _ => None,
    });
    if !matches!(command, Command::CommentRun { .. } | Command::OpenTask { .. } | Command::CancelRun { .. }) {
        for group in groups {
            if !wants.contains(&group) {
                wants.push(group);
            }
        }
    }
    wants
}
