//! What can be asked of a run. One command is one entry, or a refusal, or nothing where there is nothing to do.
//!
//! Commands are imperatives. Who may send which is not decided here: the engine knows whose a task is, the server knows
//! who may manage a run.

use baton_model::IndexMap;
use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::facts::Incoming;
use crate::name::{ExceptionNo, JobNo, Name, RunId, SubNo, TaskNo, ThreadNo, TimerNo};
use crate::state::{Cause, Parent};
use crate::sub_value::SubValue;

/// Values by field name, as a form sends them. Whoever sends them chooses the names: a map that guards against that.
pub type Values = indexmap::IndexMap<String, Json>;

/// What came of undoing what another run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubUndone {
    /// All of it is undone.
    All,
    /// Somebody gave it up: what is left of it stays done.
    Left,
    /// It could not be: what it did is not known any more.
    Gone,
}

/// How a run is cancelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelHow {
    /// What was done stays done.
    #[default]
    Keep,
    /// What was done and can be undone is undone first, the latest first.
    Undo,
    /// It is ending already: it ends at once, and what is still done for that is given up.
    Force,
}

/// What can be asked of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Begin a run.
    StartRun(StartRun),
    /// Take an offered task.
    ClaimTask {
        /// Which.
        task: TaskNo,
    },
    /// Give a claimed task back to those it was offered to.
    ReleaseTask {
        /// Which.
        task: TaskNo,
    },
    /// Open a task of one's own to work on it; its handoff is taken over.
    OpenTask {
        /// Which.
        task: TaskNo,
    },
    /// Take a task that was handed over as it is.
    AcceptTask {
        /// Which.
        task: TaskNo,
        /// The points of its `accept` that hold, from 0.
        checked: Vec<u32>,
    },
    /// Give a task back that is not ready.
    HandBackTask {
        /// Which.
        task: TaskNo,
        /// Why.
        comment: Option<String>,
    },
    /// Finish a task.
    CompleteTask(CompleteTask),
    /// Give a task to somebody else.
    ReassignTask {
        /// Which.
        task: TaskNo,
        /// To whom.
        to: PersonId,
        /// Why.
        comment: Option<String>,
    },
    /// Fill a task's role anew: who has it, or was asked, is gone for good.
    RefillTask {
        /// Which.
        task: TaskNo,
        /// Who is gone.
        gone: PersonId,
    },
    /// Say something about the run or one of its tasks.
    CommentRun {
        /// The task it is about.
        task: Option<TaskNo>,
        /// What is said.
        text: String,
    },
    /// Add an item to an `each` that is under way.
    AddItem(AddItem),
    /// End the run without an outcome.
    CancelRun {
        /// Why.
        reason: String,
        /// How far.
        #[serde(default)]
        how: CancelHow,
    },
    /// Move it to another version, or places of it to other steps.
    MoveRun(MoveRun),
    /// Have a lock that all runs of the workflow share: it is the run's turn.
    GrantLock {
        /// Its name.
        lock: Name,
        /// Which of those of the run that wait.
        nth: u32,
    },
    /// Try again what was not possible.
    RetryException {
        /// Which.
        exception: ExceptionNo,
    },
    /// Say how it goes on after an exception.
    ResolveException {
        /// Which.
        exception: ExceptionNo,
        /// How.
        how: Resolve,
        /// Why.
        reason: Option<String>,
    },
    /// A timer's moment has come.
    FireTimer {
        /// Which.
        timer: TimerNo,
    },
    /// A timer was refused again and again: its owner is to look at it.
    ReportTimer {
        /// Which.
        timer: TimerNo,
        /// With what it was refused, as in the table of codes.
        refused: String,
    },
    /// Take a job to work on it.
    TakeJob {
        /// Which.
        job: JobNo,
        /// What the worker calls itself.
        worker: String,
        /// For how long it is the worker's, unless it says that it still works.
        lease_s: u32,
    },
    /// The worker of a job was not heard of in time.
    LapseJob {
        /// Which.
        job: JobNo,
        /// The number the worker had.
        fence: u32,
    },
    /// Finish a job.
    CompleteJob {
        /// Which.
        job: JobNo,
        /// The number the worker got with it.
        fence: u32,
        /// What came out.
        result: Json,
    },
    /// Say that a job went wrong.
    FailJob(FailJob),
    /// What came of the request of a job.
    AnswerCall {
        /// Which.
        job: JobNo,
        /// Which attempt of it.
        attempt: u32,
        /// What came.
        answer: CallAnswer,
    },
    /// An event from outside has come.
    DeliverEvent(Incoming),
    /// An event from outside could not be brought: what it brings about was refused outside of the run, or went wrong.
    RefuseEvent {
        /// The event.
        event: Incoming,
        /// Why, as in the table of codes.
        refused: String,
        /// Whether what it says is kept, so that it can be heard again.
        kept: bool,
    },
    /// A run that this one asked for has begun.
    NoteSubRun {
        /// Its number here.
        sub: SubNo,
        /// The run.
        run: RunId,
        /// What it is called outside.
        key: String,
    },
    /// A run that this one asked for has ended.
    EndSubRun {
        /// Its number here.
        sub: SubNo,
        /// How.
        end: SubRunEnd,
    },
    /// A run that this one asked for, and that had ended, has undone what it did.
    NoteSubUndone {
        /// Its number here.
        sub: SubNo,
        /// What came of it.
        told: SubUndone,
    },
    /// Undo what a run did that has come to its outcome, on behalf of the one that asked for it.
    UndoRun,
    /// Go on after as many steps as one command may take.
    ContinueRun,
    /// Look again whether what nobody could have can be given to somebody now: the directory has changed.
    LookAgain,
}

/// How a run that was asked for ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum SubRunEnd {
    /// With an outcome.
    Finished {
        /// Which.
        outcome: Name,
        /// What the step takes from it, by its expressions over the other workflow's fields.
        values: IndexMap<String, Json>,
        /// What its outcome gives of what expressions ask for, as `step("id").FIELD`.
        #[serde(default)]
        gives: IndexMap<Name, SubValue>,
        /// Whether it did something that it can undo.
        #[serde(default)]
        undoable: bool,
    },
    /// Somebody cancelled it.
    Cancelled,
    /// It could not begin.
    NotBegun {
        /// Why.
        why: String,
    },
}

/// Begin a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StartRun {
    /// The run's number inside.
    pub run: RunId,
    /// Its number in its workflow.
    pub number: i64,
    /// Its key outside, such as `PUR-1042`.
    pub key: String,
    /// The workflow's version that it is a run of, for as long as it lives.
    pub version: u32,
    /// Which entry of `start:`, from 0.
    pub start: usize,
    /// What was filled in.
    #[serde(default)]
    pub values: Values,
    /// The run that asks for it.
    #[serde(default)]
    pub parent: Option<Parent>,
    /// The event that begins it.
    #[serde(default)]
    pub event: Option<Incoming>,
    /// The run that begins it: it ended, or one of its dates has come.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// How many times of its schedule came before and began nothing.
    #[serde(default)]
    pub missed: u32,
    /// With what it was refused before, as in the table of codes: it begins all the same, and waits for its owner.
    #[serde(default)]
    pub refused: Option<String>,
}

/// Finish a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompleteTask {
    /// Which.
    pub task: TaskNo,
    /// What was chosen; none: the only or first choice.
    #[serde(default)]
    pub choice: Option<String>,
    /// What was filled in.
    #[serde(default)]
    pub values: Values,
    /// What is said to it.
    #[serde(default)]
    pub comment: Option<String>,
    /// What the person saw; that the run is another by now is refused only if a value they were shown has changed since.
    #[serde(default)]
    pub seen: Option<Seen>,
    /// The points of its checklist that are ticked off, from 0.
    #[serde(default)]
    pub checked: Vec<u32>,
}

/// What somebody saw of a run when they filled in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its `rev`.
    pub rev: i64,
    /// The `rev` up to which they were told what others changed since, also in the same rows of a list: theirs is to stand.
    #[serde(default)]
    pub told: Option<i64>,
}

impl Seen {
    /// Up to which revision they know of everything.
    pub fn known(self) -> i64 {
        self.told.map_or(self.rev, |told| told.max(self.rev))
    }
}

/// Add an item to an `each` that is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddItem {
    /// The `each`.
    pub step: String,
    /// The thread that waits at it; none: the only one.
    #[serde(default)]
    pub thread: Option<ThreadNo>,
    /// What the item is: the columns of a row, else the item under its name.
    #[serde(default)]
    pub values: Values,
}

/// Say that a job went wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailJob {
    /// Which.
    pub job: JobNo,
    /// The number the worker got with it.
    pub fence: u32,
    /// What went wrong, in a word that handlers know.
    pub error: String,
    /// What is said about it.
    #[serde(default)]
    pub message: Option<String>,
    /// Whether trying again could help.
    pub again: Again,
}

/// Whether a job that went wrong is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// As the step's `retry` says.
    ByPolicy,
    /// As it says, but not before so many seconds.
    After(u32),
    /// No: it is an error of the work itself.
    Never,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallAnswer {
    /// An answer.
    Response(Response),
    /// None in time.
    Timeout,
    /// Nobody to ask.
    Unreachable {
        /// Why.
        why: String,
    },
    /// It was not sent.
    NotSent {
        /// Why.
        why: String,
    },
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, by their names in small letters.
    pub headers: indexmap::IndexMap<String, String>,
    /// What it says: JSON where it is that, else a text.
    pub body: Json,
    /// After how many seconds it may be asked again, where it says so.
    #[serde(default)]
    pub retry_after_s: Option<u32>,
}

/// Move a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRun {
    /// The version it is to be a run of; its own where only places move.
    pub version: u32,
    /// Which threads go on at which steps of that version; all others stay where they are.
    #[serde(default)]
    pub places: Vec<(ThreadNo, Name)>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// How it goes on after an exception.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Resolve {
    /// With these values, then again.
    Supply {
        /// What was missing.
        values: Values,
    },
    /// After the step, as if its `when` were not true.
    Skip,
    /// This person has the step.
    Assign {
        /// Who.
        person: PersonId,
    },
    /// With these values of the run changed, then again.
    Change {
        /// What is another value now.
        values: Values,
    },
    /// At this step instead.
    Move {
        /// Which.
        to: Name,
    },
    /// Not at all: the run that has begun is cancelled before its first step.
    Drop,
}

impl Command {
    /// The word for it in traces and logs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::StartRun(_) => "start_run",
            Self::ClaimTask { .. } => "claim_task",
            Self::ReleaseTask { .. } => "release_task",
            Self::OpenTask { .. } => "open_task",
            Self::AcceptTask { .. } => "accept_task",
            Self::HandBackTask { .. } => "hand_back_task",
            Self::CompleteTask(_) => "complete_task",
            Self::ReassignTask { .. } => "reassign_task",
            Self::RefillTask { .. } => "refill_task",
            Self::CommentRun { .. } => "comment_run",
            Self::AddItem(_) => "add_item",
            Self::CancelRun { .. } => "cancel_run",
            Self::MoveRun(_) => "move_run",
            Self::GrantLock { .. } => "grant_lock",
            Self::RetryException { .. } => "retry_exception",
            Self::ResolveException { .. } => "resolve_exception",
            Self::FireTimer { .. } => "fire_timer",
            Self::ReportTimer { .. } => "report_timer",
            Self::TakeJob { .. } => "take_job",
            Self::LapseJob { .. } => "lapse_job",
            Self::CompleteJob { .. } => "complete_job",
            Self::FailJob(_) => "fail_job",
            Self::AnswerCall { .. } => "answer_call",
            Self::DeliverEvent(_) => "deliver_event",
            Self::RefuseEvent { .. } => "refuse_event",
            Self::NoteSubRun { .. } => "note_sub_run",
            Self::EndSubRun { .. } => "end_sub_run",
            Self::NoteSubUndone { .. } => "note_sub_undone",
            Self::UndoRun => "undo_run",
            Self::ContinueRun => "continue_run",
            Self::LookAgain => "look_again",
        }
    }
}

/// First answer to a task that is completed already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstResult {
    /// What was chosen.
    pub choice: Option<Name>,
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// In which entry.
    pub entry: i64,
}
