use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemFault {
    /// A JSON Pointer into what was sent.
    pub path: String,
    pub code: String,
    pub detail: String,
    pub remedy: String,
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
    pub line: Option<u32>,
    pub column: Option<u32>,
}

/// Why something was not done (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Where the code is explained.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// What is wrong, in a sentence.
    pub detail: String,
    pub code: String,
    /// What to do about it.
    pub remedy: String,
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
    pub faults: Vec<ProblemFault>,
    /// The result of the first time, where a repeat was refused.
    pub first_result: Option<Value>,
    /// The request's id, as in the server's log.
    pub request: String,
}
