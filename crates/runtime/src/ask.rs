//! What can be asked of the one writer, in the words of the outside: keys and handles, not numbers.
//!
//! Every ask becomes at most one entry of one stream. The runtime resolves what it names, and answers alike for what is not
//! there and what may not be seen.

use baton_engine::{Again, CallAnswer, CancelHow, Incoming, Seen};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Scope;
use crate::caller::Caller;
use crate::hidden::Hidden;
use crate::order::Order;
use crate::refused::Refused;

/// Values by field, as a form sends them.
pub type Filled = Map<String, Value>;

impl Ask {
    /// Under which id an order is carried out: it is sent at once, and again where nobody knows whether it was done.
    pub fn order_key(&self) -> Option<String> {
        match self {
            Self::Order { order: Order::FailSub { .. }, outbox, .. } => Some(format!("order:{outbox}:failed")),
            Self::Order { order, outbox, .. } if order.is_all_the_same() => Some(format!("order:{outbox}:refused")),
            Self::Order { outbox, .. } => Some(format!("order:{outbox}")),
            _ => None,
        }
    }
}

/// One ask with who asks and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The id its sender gave it (`Idempotency-Key`).
    pub key: Option<String>,
    /// The revision that the sender saw.
    pub if_match: Option<i64>,
    /// What is asked.
    pub ask: Ask,
}

/// Why an event could not be brought to a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unheard {
    /// The code.
    pub code: String,
    /// Whether what it says is kept, so that it can be heard again.
    pub kept: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields repeat the variant: which task, which run, which person")]
pub enum Ask {
    /// Begin a run; `start` is needed where there are several.
    StartRun {
        workflow: String,
        start: Option<String>,
        values: Filled,
    },
    ClaimTask {
        task: String,
    },
    ReleaseTask {
        task: String,
    },
    OpenTask {
        task: String,
    },
    AcceptTask {
        task: String,
        checked: Vec<u32>,
    },
    HandBackTask {
        task: String,
        comment: Option<String>,
    },
    CompleteTask {
        task: String,
        choice: Option<String>,
        values: Filled,
        comment: Option<String>,
        seen: Option<Seen>,
        checked: Vec<u32>,
    },
    ReassignTask {
        task: String,
        to: String,
        comment: Option<String>,
    },
    CommentOnTask {
        task: String,
        text: String,
    },
    CommentOnRun {
        run: String,
        text: String,
    },
    AddItem {
        run: String,
        step: String,
        thread: Option<u32>,
        values: Filled,
    },
    CancelRun {
        run: String,
        reason: String,
        /// Whether what was done is undone first; or that it ends at once, where it is ending. Not said: nothing of both.
        #[serde(default)]
        how: CancelHow,
    },
    /// Move a run to another version, or places of it to other steps.
    MoveRun {
        run: String,
        /// None: its own.
        version: Option<u32>,
        /// Which threads go on at which steps.
        places: Vec<(u32, String)>,
        reason: Option<String>,
    },
    RetryException {
        exception: String,
    },
    ResolveException {
        exception: String,
        how: ResolveHow,
        reason: Option<String>,
    },
    /// A timer's moment has come. Only the timers themselves ask for it.
    FireTimer {
        run: i64,
        timer: u32,
    },
    /// A timer was refused again and again. Only the timers themselves ask for it.
    ReportTimer {
        run: i64,
        timer: u32,
        refused: String,
    },
    /// A run goes on after as many steps as a command may take. Only the runtime asks for it.
    ContinueRun {
        run: i64,
        /// What waits in the outbox for it, and goes with it.
        outbox: i64,
    },
    /// An event has come that something in the run listens for. Only the runtime asks for it.
    DeliverEvent {
        run: i64,
        event: Incoming,
        /// Why it could not be brought before; none: it is to be heard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unheard: Option<Unheard>,
    },
    /// One run has another do something. Only the runtime asks for it.
    Order {
        run: i64,
        order: Order,
        /// What waits in the outbox for it, and goes with it.
        outbox: i64,
    },
    /// Take a job to work on it.
    TakeJob {
        job: String,
        worker: String,
        lease_s: u32,
    },
    /// Finish a job.
    CompleteJob {
        job: String,
        fence: u32,
        result: Value,
    },
    /// Say that a job went wrong.
    FailJob {
        job: String,
        fence: u32,
        error: String,
        message: Option<String>,
        again: Again,
    },
    /// A worker was not heard of in time. Only the runtime asks for it.
    LapseJob {
        run: i64,
        job: u32,
        fence: u32,
    },
    /// What came of a request. Only the runtime asks for it.
    AnswerCall {
        run: i64,
        job: u32,
        attempt: u32,
        answer: CallAnswer,
    },
    /// An event begins a run. Only the runtime asks for it.
    BeginByEvent {
        workflow: i64,
        start: usize,
        event: Incoming,
        /// With what it was refused before: it begins all the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
    },
    /// The time of a schedule has come. Only the runtime asks for it.
    BeginBySchedule {
        workflow: i64,
        start: usize,
        /// With what it was refused before: it begins all the same.
        refused: Option<String>,
    },
    /// Make a link by which somebody sets a password. Its secret is made after the entry.
    Invite {
        person: String,
    },
    /// Set the caller's password. It is kept after the entry.
    SetPassword {
        by_link: bool,
    },
    /// Make the draft at that revision the live version.
    Publish {
        workflow: String,
        note: String,
        rev: i64,
    },
    AddPerson(PersonAsk),
    ChangePerson {
        person: String,
        change: PersonChangeAsk,
    },
    AddGroup {
        handle: String,
        title: String,
        members: Vec<String>,
    },
    ChangeGroup {
        group: String,
        title: String,
    },
    AddMember {
        group: String,
        person: String,
    },
    RemoveMember {
        group: String,
        person: String,
    },
    MakeToken {
        name: String,
        scopes: Vec<Scope>,
        expires: Option<Timestamp>,
    },
    RevokeToken {
        token: i64,
    },
    /// Forget who somebody is, for ever.
    ErasePerson {
        person: String,
        reason: String,
        /// Whether the personal fields of the runs they started stay.
        keep_fields: bool,
    },
    /// Fill a task's role anew, since who has it is gone. Only the runtime asks for it.
    RefillTask {
        run: i64,
        task: u32,
        gone: i64,
    },
    /// Look again whether somebody can have what nobody could. Only the runtime asks for it.
    LookAgain {
        run: i64,
    },
    /// Keep a run, or all runs of a workflow, beyond their time.
    SetHold {
        on: HoldTarget,
        reason: String,
    },
    /// Let their time count again.
    LiftHold {
        hold: i64,
        reason: String,
    },
    /// Take out runs whose time is over. Only the runtime asks for it.
    RemoveRuns {
        workflow: i64,
        runs: Vec<i64>,
    },
    /// Throw a definition's draft into the bin; `rev` is the one that was read. With a text that becomes the draft instead.
    BinDraft {
        id: String,
        rev: Option<i64>,
        instead: Option<String>,
    },
    /// Put a published definition into the bin that never had a run and that no other names.
    BinDesign {
        id: String,
    },
    /// Take a design out of the bin. Where there is a draft again, `rev` is the one that was seen, and it goes into the bin.
    RestoreDesign {
        item: i64,
        rev: Option<i64>,
    },
    /// Make an earlier version the draft. Where there is a draft, `rev` is the one that was seen, and it goes into the bin.
    RestoreVersion {
        id: String,
        version: u32,
        rev: Option<i64>,
    },
    /// Forget what was long enough in the bin. Only the runtime asks for it.
    EmptyBin,
    MoveClock {
        to: Timestamp,
    },
    /// Give a secret its value.
    SetSecret {
        name: String,
        value: Hidden,
    },
    DropSecret {
        name: String,
    },
    /// One's own language and zone.
    ChangeMe {
        language: Option<String>,
        zone: Option<String>,
    },
    SetShortcuts {
        on: bool,
    },
}

/// What is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldTarget {
    /// One run, by its key.
    Run(String),
    /// All runs of a workflow, by its id.
    Workflow(String),
}

/// How it goes on after an exception.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolveHow {
    /// With these values, then again.
    Supply(Filled),
    /// This person has the step.
    Assign(String),
    /// After the step.
    Skip,
    /// With these values of the run changed, then again.
    Change(Filled),
    /// At this step.
    Move(String),
    /// Not at all: what has just begun is dropped.
    Drop,
}

/// Somebody to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the directory")]
pub struct PersonAsk {
    pub name: String,
    pub email: String,
    pub handle: Option<String>,
    pub manager: Option<String>,
    pub role: Option<String>,
    pub site: Option<String>,
    pub language: Option<String>,
    pub zone: Option<String>,
    pub skills: Vec<String>,
}

/// What becomes different about somebody; absent: stays, `Some(None)`: becomes empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the directory")]
pub struct PersonChangeAsk {
    pub name: Option<String>,
    pub email: Option<String>,
    pub handle: Option<String>,
    pub manager: Option<Option<String>>,
    pub role: Option<String>,
    pub active: Option<bool>,
    pub site: Option<Option<String>>,
    pub language: Option<String>,
    pub zone: Option<Option<String>>,
    pub skills: Option<Vec<String>>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The entry that records it; 0: there was nothing to do.
    pub entry: i64,
    /// What was made.
    pub made: Made,
}

/// What a command made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// Nothing that has a name of its own.
    Nothing,
    /// A run, by its key.
    Run(String),
    /// Nothing: the answer came too late, which the run of that key has noted.
    Late(String),
    /// A person, by number.
    Person(i64),
    /// A token, by number.
    Token(i64),
    /// A hold, by number.
    Hold(i64),
    /// How many runs were taken out.
    Removed(u64),
    /// A version.
    Version {
        /// Of which workflow.
        workflow: String,
        /// Its number.
        version: u32,
        /// The SHA-256 of its text.
        sha256: String,
        /// Whether the text was the live one's already.
        unchanged: bool,
    },
}

impl Answer {
    /// That there was nothing to do.
    pub const NOTHING: Self = Self { entry: 0, made: Made::Nothing };
}

/// An answer, or why not.
pub type Done = Result<Answer, Refused>;
