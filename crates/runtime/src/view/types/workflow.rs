//! A workflow, its versions and drafts as the API gives them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    ExpressionSpot, GroupRef, HowItStarts, LeftBehind, MadeSecret, Outline, PersonRef, PublicFormLink, TableSpot,
};

/// A workflow as others name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkflowRef {
    pub id: String,
    pub title: String,
}

/// A workflow in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkflowSummary {
    pub id: String,
    pub title: String,
    pub about: Option<String>,
    /// `workflow` or `process`.
    pub kind: String,
    pub owner: Option<GroupRef>,
    /// The letters of its runs' keys; none before the first publishing.
    pub key: Option<String>,
    pub live_version: Option<u32>,
    pub draft: bool,
    pub open_runs: u64,
    pub may_start: bool,
}

/// A workflow with all that its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Workflow {
    #[serde(flatten)]
    pub summary: WorkflowSummary,
    /// The live version's text, else the draft's.
    pub source: String,
    pub outline: Outline,
    pub versions: Vec<VersionView>,
    /// How the live version starts; none before the first publishing.
    #[serde(default)]
    pub starts: Option<HowItStarts>,
    pub draft_saved: Option<DraftMark>,
    /// Why the draft cannot run yet.
    pub not_yet: Vec<FaultView>,
    /// The live version's forms that anybody may fill in.
    pub public_forms: Vec<PublicFormLink>,
    /// The operations the reader may ask for.
    pub may: Vec<String>,
    pub rev: i64,
}

/// One published version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionView {
    pub version: u32,
    pub by: Option<PersonRef>,
    pub at: String,
    pub note: String,
    pub sha256: String,
    pub live: bool,
}

/// One published version with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionSource {
    #[serde(flatten)]
    pub version: VersionView,
    pub source: String,
    pub outline: Outline,
}

/// That there is a draft, and whose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DraftMark {
    pub rev: i64,
    pub by: Option<PersonRef>,
    pub at: String,
}

/// A draft with what is wrong in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DefinitionDraft {
    pub id: String,
    pub rev: i64,
    /// Who saved it last.
    pub by: Option<PersonRef>,
    pub at: String,
    /// The published version that it is word for word.
    pub same_as: Option<u32>,
    pub source: String,
    pub faults: Vec<FaultView>,
    /// What keeps it from being published although it is right.
    pub publishable: Vec<FaultView>,
    pub outline: Outline,
}

/// A text, checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Checked {
    pub id: Option<String>,
    pub title: Option<String>,
    pub faults: Vec<FaultView>,
    /// What keeps it from being published although it is right.
    pub publishable: Vec<FaultView>,
    pub outline: Outline,
    /// Where its expressions stand, or should.
    pub expressions: Vec<ExpressionSpot>,
    /// Where its decision tables stand.
    pub tables: Vec<TableSpot>,
}

/// One thing wrong in a definition's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaultView {
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub message: String,
    pub remedy: String,
    pub params: Map<String, Value>,
    /// A way through the workflow that shows it, step by step.
    pub way: Vec<String>,
    /// The same way, as it can be played on the diagram.
    pub trace: Vec<TraceView>,
}

/// One step of a way through a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TraceView {
    /// The step's id; of a start its id.
    pub step: String,
    /// `start`, `done`, `choice`, `skipped`, `case`, `no-case`, `to`, `handler`, `branch`, `cancelled` or `waits`.
    pub how: String,
    /// The choice, case, target, handler or branch.
    pub name: Option<String>,
    /// The same in words.
    pub words: String,
}

/// What publishing answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Published {
    pub workflow: String,
    pub version: u32,
    pub sha256: String,
    /// Whether the text was the live version's already, so that no new one was made.
    pub unchanged: bool,
    /// Of a decision: the live workflows and decisions that use it and cannot ask it as it is now.
    pub left_behind: Vec<LeftBehind>,
    /// What became of the runs that were to move with it.
    #[serde(default)]
    pub moved: Vec<RunMovedView>,
    /// The secrets that were made for its webhooks. They are shown this once.
    #[serde(default)]
    pub secrets: Vec<MadeSecret>,
}

/// A run that was to move to the new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunMovedView {
    pub run: String,
    pub moved: bool,
    /// Why not.
    pub why: Option<String>,
}

/// What became different between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Diff {
    pub sentences: Vec<String>,
    /// As `diff -u` writes it.
    pub unified: String,
}
