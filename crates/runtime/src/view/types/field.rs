//! A form's field as the API gives it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::PersonRef;

/// A field with its value and the state it has on a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the API names each state")]
pub struct FieldView {
    pub id: String,
    pub label: String,
    pub help: Option<String>,
    /// The type's word in the definition: `text`, `money`, `choice`, …
    #[serde(rename = "type")]
    pub kind: String,
    pub value: Value,
    /// The value as it is shown.
    pub display: String,
    pub options: Vec<OptionView>,
    pub required: bool,
    pub shown: bool,
    pub read_only: bool,
    /// What is wrong with the value, as a sentence.
    pub message: Option<String>,
    pub unit: Option<String>,
    pub currency: Option<String>,
    pub min: Option<Value>,
    pub max: Option<Value>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub formats: Vec<String>,
    /// In bytes.
    pub max_size: Option<u64>,
    /// Whether this form asks for it, as opposed to showing it.
    pub asked: bool,
    /// Whether nobody is shown what stands in it. Who fills in a form and leaves it out leaves it as it is.
    pub secret: bool,
    /// Whether something stands in it; of a secret one that is all that is told.
    pub filled: bool,
    /// Of a list what each row holds.
    #[schema(no_recursion)]
    pub columns: Vec<Self>,
    /// Of a list how its rows are shown, in the order of the columns.
    pub rows: Vec<Vec<String>>,
    /// Of a list on a form, where its columns are computed: how the cells of each row stand, in the order of the columns, and
    /// behind them those of a row that is to be added.
    pub cells: Vec<Vec<CellView>>,
    /// The most rows or files.
    pub max_items: Option<u64>,
    pub set_by: Option<PersonRef>,
    pub set_at: Option<String>,
}

/// How a cell of a row stands on a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CellView {
    pub required: bool,
    pub shown: bool,
    pub read_only: bool,
    /// None: those of its column.
    pub options: Option<Vec<OptionView>>,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    pub value: Value,
    pub label: String,
}
