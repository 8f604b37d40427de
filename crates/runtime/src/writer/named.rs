//! What an ask about a run names, and what it takes to ask it; the engine's command for it.

use baton_engine::{AddItem, Command, CompleteTask, FailJob, MoveRun, Resolve, RunState, Values};

use super::batch::Batch;
use super::target::split;
use crate::ask::{Ask, Filled, ResolveHow};
use crate::permissions::Operation;
use crate::refused::{Fault, Refused};

/// A run, as it is named.
pub(super) enum Run<'a> {
    Key(&'a str),
    Number(i64),
}

/// What of a run is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Task(u32),
    Exception(u32),
    Job(u32),
}

impl Part {
    /// Its number.
    fn number(self) -> u32 {
        match self {
            Self::Whole => 0,
            Self::Task(number) | Self::Exception(number) | Self::Job(number) => number,
        }
    }
}

/// What an ask names, and what it takes to ask it.
pub(super) struct Named<'a> {
    pub what: &'static str,
    pub id: String,
    pub run: Run<'a>,
    pub part: Part,
    pub operation: Operation,
}

impl<'a> Named<'a> {
    pub fn of(ask: &'a Ask) -> Option<Self> {
        Some(match ask {
            Ask::ClaimTask { task }
            | Ask::ReleaseTask { task }
            | Ask::OpenTask { task }
            | Ask::AcceptTask { task, .. }
            | Ask::HandBackTask { task, .. }
            | Ask::CompleteTask { task, .. } => Self::task(task, Operation::DoTask),
            Ask::ReassignTask { task, .. } => Self::task(task, Operation::ReassignTask),
            Ask::CommentOnTask { task, .. } => Self::task(task, Operation::CommentRun),
            Ask::CommentOnRun { run, .. } => Self::run(run, Operation::CommentRun),
            Ask::AddItem { run, .. } => Self::run(run, Operation::DoTask),
            Ask::CancelRun { run, .. } => Self::run(run, Operation::CancelRun),
            Ask::MoveRun { run, .. } => Self::run(run, Operation::MoveRun),
            Ask::RetryException { exception } | Ask::ResolveException { exception, .. } => {
                let (run, number) = split(exception, '!').unwrap_or((exception, 0));
                let (run, part) = (Run::Key(run), Part::Exception(number));
                let operation = Operation::ResolveException;
                Self { what: "exception", id: exception.clone(), run, part, operation }
            }
            Ask::TakeJob { job, .. } | Ask::CompleteJob { job, .. } | Ask::FailJob { job, .. } => {
                let (run, number) = split(job, '~').unwrap_or((job, 0));
                let (run, part) = (Run::Key(run), Part::Job(number));
                Self { what: "job", id: job.clone(), run, part, operation: Operation::WorkJob }
            }
            Ask::FireTimer { run, .. }
            | Ask::ReportTimer { run, .. }
            | Ask::ContinueRun { run, .. }
            | Ask::LookAgain { run }
            | Ask::LapseJob { run, .. }
            | Ask::AnswerCall { run, .. }
            | Ask::DeliverEvent { run, .. }
            | Ask::RefillTask { run, .. } => Self {
                what: "run",
                id: run.to_string(),
                run: Run::Number(*run),
                part: Part::Whole,
                operation: Operation::DoTask,
            },
            _ => return None,
        })
    }

    fn task(task: &'a str, operation: Operation) -> Self {
        let (run, number) = split(task, '.').unwrap_or((task, 0));
        Self { what: "task", id: task.to_owned(), run: Run::Key(run), part: Part::Task(number), operation }
    }

    fn run(run: &'a str, operation: Operation) -> Self {
        Self { what: "run", id: run.to_owned(), run: Run::Key(run), part: Part::Whole, operation }
    }
}

/// The command for the engine.
pub(super) fn command(batch: &Batch<'_>, ask: &Ask, named: &Named<'_>, state: &RunState) -> Result<Command, Refused> {
    let number = named.part.number();
    let (task, exception, job) = (number, number, number);
    Ok(match ask {
        Ask::ClaimTask { .. } => Command::ClaimTask { task },
        Ask::ReleaseTask { .. } => Command::ReleaseTask { task },
        Ask::OpenTask { .. } => Command::OpenTask { task },
        Ask::AcceptTask { checked, .. } => Command::AcceptTask { task, checked: checked.clone() },
        Ask::HandBackTask { comment, .. } => Command::HandBackTask { task, comment: comment.clone() },
        Ask::CompleteTask { choice, values, comment, seen, checked, .. } => {
            let (choice, values, comment) = (choice.clone(), given(values), comment.clone());
            Command::CompleteTask(CompleteTask { task, choice, values, comment, seen: *seen, checked: checked.clone() })
        }
        Ask::ReassignTask { to, comment, .. } => {
            Command::ReassignTask { task, to: person(batch, to, "/to")?, comment: comment.clone() }
        }
        Ask::CommentOnTask { text, .. } => Command::CommentRun { task: Some(task), text: text.clone() },
        Ask::CommentOnRun { text, .. } => Command::CommentRun { task: None, text: text.clone() },
        Ask::AddItem { step, thread, values, .. } => {
            Command::AddItem(AddItem { step: step.clone(), thread: *thread, values: given(values) })
        }
        Ask::CancelRun { reason, how, .. } => Command::CancelRun { reason: reason.clone(), how: *how },
        Ask::MoveRun { version, places, reason, .. } => Command::MoveRun(MoveRun {
            version: version.unwrap_or(state.version),
            places: places.iter().map(|(thread, step)| (*thread, step.as_str().into())).collect(),
            reason: reason.clone(),
        }),
        Ask::RetryException { .. } => Command::RetryException { exception },
        Ask::ResolveException { how, reason, .. } => {
            let how = match how {
                ResolveHow::Supply(values) => Resolve::Supply { values: given(values) },
                ResolveHow::Assign(to) => Resolve::Assign { person: person(batch, to, "/person")? },
                ResolveHow::Skip => Resolve::Skip,
                ResolveHow::Drop => Resolve::Drop,
                ResolveHow::Change(values) => Resolve::Change { values: given(values) },
                ResolveHow::Move(to) => Resolve::Move { to: to.as_str().into() },
            };
            Command::ResolveException { exception, how, reason: reason.clone() }
        }
        Ask::FireTimer { timer, .. } => Command::FireTimer { timer: *timer },
        Ask::ReportTimer { timer, refused, .. } => Command::ReportTimer { timer: *timer, refused: refused.clone() },
        Ask::ContinueRun { .. } => Command::ContinueRun,
        Ask::LookAgain { .. } => Command::LookAgain,
        Ask::DeliverEvent { event, unheard: None, .. } => Command::DeliverEvent(event.clone()),
        Ask::DeliverEvent { event, unheard: Some(unheard), .. } => {
            Command::RefuseEvent { event: event.clone(), refused: unheard.code.clone(), kept: unheard.kept }
        }
        Ask::TakeJob { worker, lease_s, .. } => Command::TakeJob { job, worker: worker.clone(), lease_s: *lease_s },
        Ask::CompleteJob { fence, result, .. } => Command::CompleteJob { job, fence: *fence, result: result.clone() },
        Ask::FailJob { fence, error, message, again, .. } => {
            let (error, message) = (error.clone(), message.clone());
            Command::FailJob(FailJob { job, fence: *fence, error, message, again: *again })
        }
        Ask::LapseJob { job, fence, .. } => Command::LapseJob { job: *job, fence: *fence },
        Ask::AnswerCall { job, attempt, answer, .. } => {
            Command::AnswerCall { job: *job, attempt: *attempt, answer: answer.clone() }
        }
        Ask::RefillTask { task, gone, .. } => Command::RefillTask { task: *task, gone: *gone },
        _ => return Err(Refused::new("server.internal")),
    })
}

fn person(batch: &Batch<'_>, text: &str, path: &str) -> Result<i64, Refused> {
    let found = batch.directory.resolve_person(text).map(|person| person.id);
    found.ok_or_else(|| {
        let mut fault = Fault { path: path.to_owned(), code: "request.wrong_value".to_owned(), ..Fault::default() };
        fault.params.insert("reason".to_owned(), format!("there is no person {text}").into());
        Refused::new("request.wrong_body").fault(fault)
    })
}

/// Values as the engine takes them.
pub(super) fn given(values: &Filled) -> Values {
    values.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}
