//! Runs and who may see them.

use crate::error::StoreError;
use crate::query::RunQuery;
use crate::row::{PartyRow, RunRow, SearchRow};

/// Reads runs.
pub trait ReadRuns {
    /// One run.
    fn run(&self, id: i64) -> Result<Option<RunRow>, StoreError>;

    /// The run with this key, `PUR-1042`.
    fn run_by_key(&self, key: &str) -> Result<Option<RunRow>, StoreError>;

    /// A list of runs.
    fn runs(&self, query: &RunQuery) -> Result<Vec<RunRow>, StoreError>;

    /// A workflow's runs in the order in which they began, after this one (0: from the first).
    fn runs_from(&self, workflow: i64, after: i64, limit: usize) -> Result<Vec<RunRow>, StoreError>;

    /// A workflow's runs that reached an outcome, those that ended last first.
    fn runs_ended(&self, workflow: i64, limit: usize) -> Result<Vec<RunRow>, StoreError>;

    /// Whether a run of that version of a workflow goes on.
    fn has_open_runs(&self, workflow: i64, version: i64) -> Result<bool, StoreError>;

    /// Who may see a run, and why.
    fn parties(&self, run: i64) -> Result<Vec<PartyRow>, StoreError>;

    /// Whether a person may see a run.
    fn is_party(&self, run: i64, person: i64) -> Result<bool, StoreError>;

    /// What a run is found by.
    fn search(&self, run: i64) -> Result<Option<SearchRow>, StoreError>;
}
