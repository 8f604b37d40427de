//! A definition as the API gives it to diagrams and lists: blocks in blocks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A definition as nested blocks, for diagrams and lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outline {
    pub start: Vec<StartView>,
    pub steps: Vec<Block>,
    /// The workflows and the milestones of a process; of a workflow none.
    pub parts: Vec<OutlinePart>,
    pub paths: Vec<NamedSteps>,
    pub outcomes: Vec<OutcomeView>,
    /// What people call the fields that conditions and times name; of columns, by the name they have in an item.
    pub labels: BTreeMap<String, String>,
}

/// A workflow or a milestone of a process. Times and conditions stand as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutlinePart {
    pub id: String,
    pub title: String,
    /// The id of the workflow that runs; none: a milestone.
    pub workflow: Option<String>,
    /// The ids of the parts that come before it.
    pub after: Vec<String>,
    pub when: Option<String>,
    pub not_before: Option<String>,
    /// There is a run for each of these.
    pub each: Vec<String>,
    pub due: Option<String>,
    pub target: Option<String>,
    pub line: u32,
}

/// One way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartView {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub line: u32,
}

/// A side path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedSteps {
    pub id: String,
    pub steps: Vec<Block>,
}

/// A way a run can end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutcomeView {
    pub id: String,
    pub title: String,
}

/// One step, with what lies in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Block {
    pub kind: String,
    pub id: String,
    pub title: String,
    pub who: Option<String>,
    pub due: Option<String>,
    pub when: Option<String>,
    pub branches: Vec<Branch>,
    pub choices: Vec<BranchWay>,
    /// Where it goes on instead of the next step.
    pub goes_to: Option<String>,
    pub line: u32,
}

/// One branch or case of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Branch {
    pub id: String,
    /// `case`, `branch`, `inside`, `handler` or `undo`: what undoes the step, and leads nowhere by itself.
    pub kind: String,
    pub title: Option<String>,
    pub when: Option<String>,
    #[schema(no_recursion)]
    pub steps: Vec<Block>,
    pub goes_to: Option<String>,
}

/// One choice of a person and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BranchWay {
    pub id: String,
    pub label: String,
    pub goes_to: Option<String>,
}
