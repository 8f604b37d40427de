//! Shared decisions. Their drafts, versions and publishing are those of all definitions, under `api/workflow`.

pub mod list;
pub mod show;
pub mod try_out;
