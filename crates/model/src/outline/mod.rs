//! A definition as nested blocks: all that a diagram or an outline shows, ready to be laid out.
//!
//! Targets that the text names stand as `goes_to`; what simply follows does not. Nothing here depends on a run.

mod draw;
mod labels;

pub use draw::{outline, outline_in_run};
pub use labels::{Labels, labelled, labels};
use serde::Serialize;

/// The whole of a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// `workflow`, `process` or `decision`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What starts it.
    pub start: Vec<StartBlock>,
    /// The main path; of a process, its workflows.
    pub steps: Vec<Block>,
    /// What a process consists of: its workflows, then its milestones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartBlock>,
    /// The side paths.
    pub paths: Vec<PathBlock>,
    /// How it can end.
    pub outcomes: Vec<OutcomeBlock>,
    /// What people call the fields that conditions and times name; of columns, by the name they have in an item.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
}

/// A workflow or a milestone of a process. Times and conditions stand as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PartBlock {
    /// Its id in the process.
    pub id: String,
    /// What people call it; of a workflow, its id in sentence case, since its own title is not known here.
    pub title: String,
    /// The workflow that runs; none: a milestone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow: Option<String>,
    /// The ids of those that must be over before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The condition without which it is passed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Not before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// One run for each of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<String>,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How long it should take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Its line in the text.
    pub line: u32,
}

/// One start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StartBlock {
    /// `form`, `manual`, `webhook`, `schedule`, `event`, `date`, `workflow` or `run`.
    pub kind: &'static str,
    /// The title's slug.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who may start: `everyone`, or groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The fields it fills.
    pub gives: Vec<String>,
    /// Its line in the text.
    pub line: u32,
}

/// One side path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathBlock {
    /// Its name.
    pub id: String,
    /// Its name in sentence case.
    pub title: String,
    /// Its steps.
    pub steps: Vec<Block>,
    /// Its line in the text.
    pub line: u32,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeBlock {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its line in the text.
    pub line: u32,
}

/// One step, with what is inside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Block {
    /// The kind of step; `run` for a workflow of a process.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title; an outcome's for `end`.
    pub title: String,
    /// The role that does it, or who a message goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When it is due, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who is brought in when it takes too long, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalates: Option<String>,
    /// The condition without which it is skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The fields it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<String>,
    /// What it waits for in a process.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Cases, branches, handlers and what undoes it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<BranchBlock>,
    /// What a person can answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceBlock>,
    /// Where it leads, if the text says so.
    #[serde(flatten)]
    pub goes: Goes,
    /// Its line in the text.
    pub line: u32,
}

/// A case, a branch, a handler, or what undoes the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BranchBlock {
    /// `case`, `branch`, `inside`, `handler` or `undo`.
    pub kind: &'static str,
    /// Its id in the block.
    pub id: String,
    /// Its title, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its condition as written; none: otherwise, or always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What is done in it.
    pub steps: Vec<Block>,
    /// Where it leads, if the text says so.
    #[serde(flatten)]
    pub goes: Goes,
    /// Its line in the text.
    pub line: u32,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceBlock {
    /// Its name.
    pub id: String,
    /// What the button says.
    pub label: String,
    /// Where it leads, if the text says so.
    #[serde(flatten)]
    pub goes: Goes,
}

/// Where something leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Goes {
    /// The name of the target.
    #[serde(rename = "goes_to", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What people call the target.
    #[serde(rename = "goes_to_title", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What people call the others that it leads to as well.
    #[serde(rename = "goes_also_to", skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Whether the run comes from there: a send-back.
    #[serde(rename = "goes_back", skip_serializing_if = "std::ops::Not::not")]
    pub back: bool,
}
