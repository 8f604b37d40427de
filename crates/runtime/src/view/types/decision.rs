//! Shared decisions: in a list, on their page, tried out.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::GroupRef;
use super::workflow::{DraftMark, FaultView, VersionView};

/// A decision in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionSummary {
    pub id: String,
    pub title: String,
    pub about: Option<String>,
    pub owner: Option<GroupRef>,
    pub live_version: Option<u32>,
    pub draft: bool,
}

/// An input or output of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionValue {
    pub name: String,
    pub label: String,
    /// The word of its type: `number`, `choice`, `any`.
    pub kind: String,
    /// What a choice can be.
    pub options: Vec<String>,
}

/// A live workflow or decision that cannot ask a decision as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftBehind {
    pub id: String,
    /// Whether it is a decision, not a workflow.
    pub is_decision: bool,
    /// What stands against it, a sentence each.
    pub why: Vec<String>,
}

/// A decision with all that its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Decision {
    #[serde(flatten)]
    pub summary: DecisionSummary,
    /// The live version's text, else the draft's.
    pub source: String,
    pub inputs: Vec<DecisionValue>,
    pub outputs: Vec<DecisionValue>,
    /// The ids of the decisions that it uses.
    pub uses: Vec<String>,
    /// The ids of the workflows and decisions whose live versions use it.
    pub used_by: Vec<String>,
    /// Those of them that could not ask the draft if it were live; where there is no draft, that cannot ask what is live.
    pub left_behind: Vec<LeftBehind>,
    pub versions: Vec<VersionView>,
    pub draft_saved: Option<DraftMark>,
    /// What stands against publishing the draft.
    pub not_yet: Vec<FaultView>,
    /// The operations the reader may ask for.
    pub may: Vec<String>,
    pub rev: i64,
}

/// A decision that was tried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionTried {
    /// The result, as those see it who use the decision.
    pub result: Value,
    pub outputs: Map<String, Value>,
    /// The rules that counted, from 1 in the order written.
    pub rules: Vec<usize>,
    /// Why nothing is decided: `no_rule`, `several_rules`, `different_outputs`.
    pub problem: Option<String>,
    /// How it was decided, those that were used first; the last one is the decision itself.
    pub decisions: Vec<DecisionMade>,
    /// The inputs that do not fit, with the reason; they counted as null.
    pub wrong_inputs: Map<String, Value>,
}

/// How one decision was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionMade {
    pub id: String,
    /// What was looked at.
    pub inputs: Map<String, Value>,
    pub rules: Vec<usize>,
    pub result: Value,
    /// Why something in it is null, with the place.
    pub notes: Vec<String>,
}
