//! Workflows, their drafts and their versions.

pub mod diff;
pub mod draft_discard;
pub mod draft_save;
pub mod draft_show;
pub mod landscape;
pub mod list;
pub mod moves;
pub mod publish;
pub mod show;
pub mod source;
pub mod version;
pub mod versions;
