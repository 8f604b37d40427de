//! Reading definitions and drafts.

use super::rows;
use crate::db::{self, Connected, Db};
use crate::sql;
use baton_store::StoreError;
use baton_store::read::ReadDefinitions;
use baton_store::row::{DraftRow, FormDraftRow, VersionRow, WorkflowRow};
use rusqlite::params;

impl<C: Connected> ReadDefinitions for Db<C> {
    fn workflow(&self, id: i64) -> Result<Option<WorkflowRow>, StoreError> {
        db::one(self, sql!("workflow/by_id"), [id], rows::workflow)
    }

    fn workflow_by_slug(&self, slug: &str) -> Result<Option<WorkflowRow>, StoreError> {
        db::one(self, sql!("workflow/by_slug"), [slug], rows::workflow)
    }

    fn workflow_by_key(&self, key: &str) -> Result<Option<WorkflowRow>, StoreError> {
        db::one(self, sql!("workflow/by_key"), [key], rows::workflow)
    }

    fn workflows(&self, after: i64, limit: usize) -> Result<Vec<WorkflowRow>, StoreError> {
        db::list(self, sql!("workflow/list"), [after, limit as i64], rows::workflow)
    }

    fn version(&self, workflow: i64, version: i64) -> Result<Option<VersionRow>, StoreError> {
        db::one(self, sql!("version/get"), [workflow, version], rows::version)
    }

    fn versions(&self, workflow: i64, before: Option<i64>, limit: usize) -> Result<Vec<VersionRow>, StoreError> {
        let before = before.unwrap_or(i64::MAX);
        db::list(self, sql!("version/list"), [workflow, before, limit as i64], rows::version)
    }

    fn draft(&self, slug: &str) -> Result<Option<DraftRow>, StoreError> {
        db::one(self, sql!("draft/get"), [slug], rows::draft)
    }

    fn drafts(&self, after: &str, limit: usize) -> Result<Vec<DraftRow>, StoreError> {
        db::list(self, sql!("draft/list"), params![after, limit as i64], rows::draft)
    }

    fn binned(&self, item: i64) -> Result<Option<DraftRow>, StoreError> {
        db::one(self, sql!("binned/get"), [item], rows::draft)
    }

    fn form_drafts_of(&self, person: i64, after: &str, limit: usize) -> Result<Vec<FormDraftRow>, StoreError> {
        db::list(self, sql!("form_draft/of_person"), params![person, after, limit as i64], rows::form_draft)
    }

    fn form_draft(&self, place: &str, person: i64) -> Result<Option<FormDraftRow>, StoreError> {
        db::one(self, sql!("form_draft/get"), params![place, person], rows::form_draft)
    }
}
