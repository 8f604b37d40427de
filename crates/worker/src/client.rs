//! Asking the server.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;
use ureq::Agent;
use ureq::http::Request;

/// How long an answer is waited for: longer than the server holds a question for jobs.
const ANSWER_TIME_MAX: Duration = Duration::from_mins(1);

/// Why the server could not be asked.
#[derive(Debug, Error)]
pub enum WorkerError {
    /// It is not there, or its answer cannot be read.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// It refuses.
    #[error("the server refuses with {status}: {said}")]
    Refused {
        /// The status.
        status: u16,
        /// What it says.
        said: String,
    },
}

impl WorkerError {
    /// Whether asking again cannot help: the token is wrong, or not for this.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Refused { status: 401 | 403, .. })
    }
}

pub(crate) struct Client {
    agent: Agent,
    base: String,
    authorization: String,
}

impl Client {
    pub fn new(base: &str, token: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(ANSWER_TIME_MAX)).build();
        let base = format!("{}/api/v1", base.trim_end_matches('/'));
        Self { agent: config.into(), base, authorization: format!("Bearer {token}") }
    }

    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, WorkerError> {
        let unreachable = |error: &dyn std::fmt::Display| WorkerError::Unreachable(error.to_string());
        let request = Request::builder()
            .method("POST")
            .uri(format!("{}{path}", self.base))
            .header("Authorization", &self.authorization)
            .header("Content-Type", "application/json")
            .body(body.to_string())
            .map_err(|error| unreachable(&error))?;
        let mut answer = self.agent.run(request).map_err(|error| unreachable(&error))?;
        let status = answer.status().as_u16();
        let said = answer.body_mut().read_to_string().map_err(|error| unreachable(&error))?;
        if !(200..300).contains(&status) {
            return Err(WorkerError::Refused { status, said });
        }
        serde_json::from_str(&said).map_err(|error| unreachable(&error))
    }
}
