//! What is to be done outside after an entry is stored: tell people, send mail, go on.
//!
//! Effects are infinitives and follow from events and the state after them; they leave after the commit, at least once.
//! Timers are none of them: the state has them in [`RunState::timers`](crate::state::RunState::timers).

use baton_people::PersonId;

use crate::name::{ExceptionNo, Name, SubNo, TaskNo};

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Tell people in the app.
    Notify {
        /// Whom.
        people: Vec<PersonId>,
        /// What about.
        about: About,
        /// The task it is about.
        task: Option<TaskNo>,
        /// The step it is about.
        step: Option<Name>,
    },
    /// Tell those who answer for the workflow of an exception.
    TellOwner {
        /// Which.
        exception: ExceptionNo,
    },
    /// Send a message of the workflow's own.
    SendMessage(Message),
    /// Begin the run that a step asks for.
    StartSubRun {
        /// Its number here.
        sub: SubNo,
    },
    /// Cancel a run that was asked for: nobody waits for it any more.
    CancelSubRun {
        /// Its number here.
        sub: SubNo,
    },
    /// Have a run that was asked for, and has ended, undo what it did.
    UndoSubRun {
        /// Its number here.
        sub: SubNo,
    },
    /// Tell the run that asked for this one that what it did is undone.
    TellUndone,
    /// Tell the run that asked for this one how it stands.
    TellParent {
        /// Whether it has ended.
        ended: bool,
    },
    /// Begin the run that begins with one of its dates.
    BeginByDate {
        /// Which entry of `start:`, from 0.
        start: u32,
    },
    /// Send the run the command that goes on with it.
    ContinueRun,
}

/// A message of the workflow's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The n-th message of the run: with the run's number its stable id.
    pub message: u32,
    /// Whether by mail; else in the app.
    pub by_mail: bool,
    /// To whom.
    pub to: Vec<PersonId>,
    /// The subject, one line of plain text.
    pub subject: String,
    /// The body, plain text.
    pub body: String,
    /// The files that go with it.
    pub files: Vec<Name>,
}

/// What somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// A task is theirs.
    TaskAssigned,
    /// They may claim a task.
    TaskOffered,
    /// A task of theirs is due soon or overdue.
    Reminder,
    /// A task of theirs is now overdue.
    Overdue,
    /// They were brought in where something takes too long.
    Escalation,
    /// Their task was withdrawn.
    TaskWithdrawn,
    /// Somebody wrote a comment.
    Comment,
    /// A run of theirs came to an outcome.
    RunFinished,
    /// A run of theirs was cancelled.
    RunCancelled,
}

impl About {
    /// The word the API and screens have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::TaskAssigned => "task_assigned",
            Self::TaskOffered => "task_offered",
            Self::Reminder => "reminder",
            Self::Overdue => "overdue",
            Self::Escalation => "escalation",
            Self::TaskWithdrawn => "task_withdrawn",
            Self::Comment => "comment",
            Self::RunFinished => "run_finished",
            Self::RunCancelled => "run_cancelled",
        }
    }
}
