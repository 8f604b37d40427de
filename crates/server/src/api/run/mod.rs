//! Runs of workflows.

pub mod add_item;
pub mod answer;
pub mod cancel;
pub mod comment;
pub mod evidence;
pub mod list;
pub mod move_run;
pub mod moves;
pub mod parts;
pub mod show;
pub mod start;
pub mod timeline;
