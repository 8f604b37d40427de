use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{FieldView, Named};

/// Something that stopped a run and waits for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Exception {
    /// Such as `PUR-1042!1`.
    pub id: String,
    pub run: String,
    pub run_label: String,
    pub workflow: Named,
    pub step: Option<String>,
    pub title: Option<String>,
    pub code: String,
    pub sentence: String,
    pub remedy: String,
    /// What a worker or another system said about it.
    #[serde(default)]
    pub message: Option<String>,
    /// What came where that is what is wrong: for those who can resolve it.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub came: Option<Value>,
    pub since: String,
    /// `open` or `resolved`.
    pub state: String,
    /// Of `retry`, `supply`, `assign`, `skip`, `change`, `move`, `drop`.
    pub actions: Vec<String>,
    /// What can be supplied.
    pub missing: Vec<FieldView>,
}
