//! Reading definitions and drafts in memory.

use super::tables::Tabled;
use crate::error::StoreError;
use crate::read::ReadDefinitions;
use crate::row::{DraftRow, FormDraftRow, VersionRow, WorkflowRow};
use std::ops::Bound;

impl<T: Tabled> ReadDefinitions for T {
    fn workflow(&self, id: i64) -> Result<Option<WorkflowRow>, StoreError> {
        Ok(self.with(|tables| tables.workflows.get(&id).cloned()))
    }

    fn workflow_by_slug(&self, slug: &str) -> Result<Option<WorkflowRow>, StoreError> {
        Ok(self.with(|tables| tables.workflows.values().find(|row| row.slug == slug && !row.binned).cloned()))
    }

    fn workflow_by_key(&self, key: &str) -> Result<Option<WorkflowRow>, StoreError> {
        Ok(self.with(|tables| tables.workflows.values().find(|row| row.key == key).cloned()))
    }

    fn workflows(&self, after: i64, limit: usize) -> Result<Vec<WorkflowRow>, StoreError> {
        let range = (Bound::Excluded(after), Bound::Unbounded);
        Ok(self.with(|tables| {
            let rows = tables.workflows.range(range).map(|(_, row)| row);
            rows.filter(|row| !row.binned).take(limit).cloned().collect()
        }))
    }

    fn version(&self, workflow: i64, version: i64) -> Result<Option<VersionRow>, StoreError> {
        Ok(self.with(|tables| tables.versions.get(&(workflow, version)).cloned()))
    }

    fn versions(&self, workflow: i64, before: Option<i64>, limit: usize) -> Result<Vec<VersionRow>, StoreError> {
        let range = (workflow, i64::MIN)..(workflow, before.unwrap_or(i64::MAX));
        Ok(self.with(|tables| tables.versions.range(range).rev().take(limit).map(|(_, row)| row.clone()).collect()))
    }

    fn draft(&self, slug: &str) -> Result<Option<DraftRow>, StoreError> {
        Ok(self.with(|tables| tables.drafts.get(slug).cloned()))
    }

    fn drafts(&self, after: &str, limit: usize) -> Result<Vec<DraftRow>, StoreError> {
        let range = (Bound::Excluded(after.to_owned()), Bound::Unbounded);
        Ok(self.with(|tables| tables.drafts.range(range).take(limit).map(|(_, row)| row.clone()).collect()))
    }

    fn binned(&self, item: i64) -> Result<Option<DraftRow>, StoreError> {
        Ok(self.with(|tables| tables.binned.get(&item).cloned()))
    }

    fn form_drafts_of(&self, person: i64, after: &str, limit: usize) -> Result<Vec<FormDraftRow>, StoreError> {
        let wanted = |row: &&FormDraftRow| row.person == person && row.place.as_str() > after;
        Ok(self.with(|tables| tables.form_drafts.values().filter(wanted).take(limit).cloned().collect()))
    }

    fn form_draft(&self, place: &str, person: i64) -> Result<Option<FormDraftRow>, StoreError> {
        Ok(self.with(|tables| tables.form_drafts.get(&(place.to_owned(), person)).cloned()))
    }
}
