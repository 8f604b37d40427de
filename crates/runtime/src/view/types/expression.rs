//! Help with expressions and tables, as an editor shows it. Places in an expression are counted in characters, from 0.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A type in words, with the options of a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TypeView {
    /// `number`, `text`, `choice`, `yes-no`, `date`, `time`, `date-time`, `duration`, `person`, `list`, `object` or `any`.
    pub kind: String,
    /// What a choice can be.
    pub options: Vec<String>,
}

/// A place of a definition's text where an expression stands, or should; the cells of tables apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExpressionSpot {
    /// A JSON Pointer into the definition.
    pub path: String,
    /// `value` or `condition`.
    pub wanted: String,
}

/// A place of a definition's text where a decision table stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TableSpot {
    /// A JSON Pointer into the definition.
    pub path: String,
    /// What the inputs are, as far as that is known.
    pub inputs: Vec<ColumnView>,
    /// What the outputs are.
    pub outputs: Vec<ColumnView>,
    /// The names that its inputs and cells use, each once.
    pub uses: Vec<UsedName>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnView {
    /// The input's expression, or the output's name.
    pub text: String,
    pub r#type: TypeView,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExpressionFault {
    pub code: String,
    pub message: String,
    pub remedy: Option<String>,
    pub start: usize,
    pub end: usize,
}

/// A name that an expression uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UsedName {
    pub name: String,
    pub r#type: TypeView,
}

/// An expression, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedExpression {
    pub faults: Vec<ExpressionFault>,
    /// What it gives, as far as that is known before it runs.
    pub r#type: TypeView,
    /// The names it uses, each once.
    pub uses: Vec<UsedName>,
}

/// What may be written at a place, instead of what stands from `start` to `end`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proposals {
    pub start: usize,
    pub end: usize,
    pub items: Vec<ProposalView>,
}

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProposalView {
    pub label: String,
    /// What is written.
    pub text: String,
    /// After how many characters of it one goes on writing.
    pub caret: usize,
    /// `name`, `entry`, `value`, `function` or `word`.
    pub kind: String,
    /// Its type, or how it is called.
    pub detail: String,
    /// What a function does.
    pub about: Option<String>,
}

/// Why something became null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoteView {
    pub code: String,
    pub message: String,
    pub start: usize,
    pub end: usize,
}

/// What an expression gives on sample data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evaluated {
    pub value: Value,
    /// The value as people read it.
    pub text: String,
    pub notes: Vec<NoteView>,
    /// What each part of it gave, in the order in which they were begun.
    pub parts: Vec<PartView>,
}

/// What a part of an expression gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartView {
    pub start: usize,
    pub end: usize,
    /// How many other parts it lies in.
    pub depth: u32,
    /// The value as people read it.
    pub text: String,
}

/// All that a table leaves open and covers twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckedTable {
    /// Whether all cells could be read; nothing is said of a table before.
    pub readable: bool,
    pub gaps: Vec<TableGap>,
    pub overlaps: Vec<TableOverlap>,
}

/// Inputs that no rule covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TableGap {
    /// One of them, in words.
    pub example: String,
    /// The tests of a rule that would close it, a cell for each input.
    pub when: Vec<String>,
}

/// An input that two rules cover.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TableOverlap {
    /// The rules, from 0.
    pub rules: [usize; 2],
    /// The input, in words.
    pub example: String,
}

/// What a table decides on sample data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecidedTable {
    /// Whether all cells could be read; nothing is decided before.
    pub readable: bool,
    /// The rules that count, from 0.
    pub hits: Vec<usize>,
    /// What each output is; empty where nothing is decided.
    pub outputs: Map<String, Value>,
    /// Why nothing is decided: `no-rule`, `several-rules` or `different-outputs`.
    pub problem: Option<String>,
    /// Why something in it became null.
    pub notes: Vec<String>,
}
