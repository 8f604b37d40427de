//! Workflows, their drafts and their versions.

pub mod bin;
pub mod diff;
pub mod draft_discard;
pub mod draft_save;
pub mod draft_show;
pub mod landscape;
pub mod list;
pub mod moves;
pub mod other_ways;
pub mod publish;
pub mod restore;
pub mod show;
pub mod source;
pub mod version;
pub mod versions;
