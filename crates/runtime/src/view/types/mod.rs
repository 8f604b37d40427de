//! What screens read: JSON-serialisable structs, exactly as the HTTP API shows them.
//!
//! Times are RFC 3339 in UTC, ids are the outside keys, names are snake case. Nothing here decides or looks anything up.
#![expect(missing_docs, reason = "the fields are the API's own words; each struct says what it is")]

mod bin;
mod cancelling;
mod decision;
mod exception;
mod expression;
mod field;
mod housekeeping;
mod job;
mod keeping;
mod landscape;
mod moving;
mod other_ways;
mod outline;
mod parts;
mod people;
mod run;
mod secret;
mod session;
mod start;
mod task;
mod timeline;
mod votes;
mod workflow;

pub use bin::{BinnedDesign, BinnedText};
pub use cancelling::{CancelPreview, CancelUndo, CancelWithdrawn, RunEnding};
pub use decision::{Decision, DecisionMade, DecisionSummary, DecisionTried, DecisionValue, LeftBehind};
pub use exception::Exception;
pub use expression::{
    CheckedExpression, CheckedTable, ColumnView, DecidedTable, Evaluated, ExpressionFault, ExpressionSpot, NoteView,
    PartView, ProposalView, Proposals, TableGap, TableOverlap, TableSpot, TypeView, UsedName,
};
pub use field::{CellView, FieldView, OptionView};
pub use housekeeping::{
    FileInfo, MadeToken, Mail, MailBox, NotificationList, NotificationView, RehearsalView, SignInPage, SignInPerson,
    TokenView,
};
pub use job::{Job, JobGiven, JobLease, Topic, WebhookTaken, Worker};
pub use keeping::{Erasure, HoldView, KeptWorkflow, Retention};
pub use landscape::{Landscape, LandscapeEvent, LandscapeLink, LandscapeNode};
pub use moving::{MoveObstacle, MovePlace, MovePreview, MovedDue, MovedTask, MovingRun};
pub use other_ways::{OtherWay, OtherWays};
pub use outline::{Block, Branch, BranchWay, NamedSteps, OutcomeView, Outline, OutlinePart, StartView};
pub use parts::{Estimate, NeededBy, RunName, RunOfPart, RunPart, RunParts};
pub use people::{GroupView, PersonView};
pub use run::{EdgeTaken, ItemForm, Run, RunMay, RunStep, RunSummary, TimelinePart, Waited, WaitsFor};
pub use secret::{MadeSecret, SecretView};
pub use session::{SelfView, Session, SessionRow, WorkspaceView};
pub use start::{HowItStarts, LastRun, PublicForm, PublicFormLink, StartForm, StartItem, StartKnown, StartedWorkflow};
pub use task::{
    AgainStep, CommentShown, Completed, FormState, OfferedTo, Progress, Task, TaskChoice, TaskCounts, TaskMay,
    TaskSummary,
};
pub use timeline::{ActorRef, Change, TimelineItem};
pub use votes::{Vote, Votes};
pub use workflow::{
    Checked, DefinitionDraft, Diff, DraftMark, FaultView, Published, RunMovedView, TraceView, VersionSource,
    VersionView, Workflow, WorkflowRef, WorkflowSummary,
};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A person as every screen names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// The handle, with its `@`.
    pub id: String,
    pub name: String,
    pub active: bool,
}

/// A group as every screen names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupRef {
    pub handle: String,
    pub title: String,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; none: this is the last.
    pub next: Option<String>,
}

/// A thing's id and title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    pub id: String,
    pub title: String,
}
