//! Workflows, their versions, and what is being written.

use crate::error::StoreError;
use crate::row::{DraftRow, FormDraftRow, VersionRow, WorkflowRow};

/// Reads definitions and drafts.
pub trait ReadDefinitions {
    /// One workflow.
    fn workflow(&self, id: i64) -> Result<Option<WorkflowRow>, StoreError>;

    /// The workflow with this slug; none where it is in the bin.
    fn workflow_by_slug(&self, slug: &str) -> Result<Option<WorkflowRow>, StoreError>;

    /// The workflow whose runs' keys begin so, also where it is in the bin.
    fn workflow_by_key(&self, key: &str) -> Result<Option<WorkflowRow>, StoreError>;

    /// Workflows in the order of their ids, after this one; without those in the bin.
    fn workflows(&self, after: i64, limit: usize) -> Result<Vec<WorkflowRow>, StoreError>;

    /// One version.
    fn version(&self, workflow: i64, version: i64) -> Result<Option<VersionRow>, StoreError>;

    /// A workflow's versions, latest first, from before this one.
    fn versions(&self, workflow: i64, before: Option<i64>, limit: usize) -> Result<Vec<VersionRow>, StoreError>;

    /// A definition's draft.
    fn draft(&self, slug: &str) -> Result<Option<DraftRow>, StoreError>;

    /// Drafts in the order of their slugs, after this one (empty: from the first).
    fn drafts(&self, after: &str, limit: usize) -> Result<Vec<DraftRow>, StoreError>;

    /// The draft that an item of the bin keeps.
    fn binned(&self, item: i64) -> Result<Option<DraftRow>, StoreError>;

    /// A person's draft of a form.
    fn form_draft(&self, place: &str, person: i64) -> Result<Option<FormDraftRow>, StoreError>;

    /// What one person is filling in, in the order of places, after this one (empty: from the first).
    fn form_drafts_of(&self, person: i64, after: &str, limit: usize) -> Result<Vec<FormDraftRow>, StoreError>;
}
