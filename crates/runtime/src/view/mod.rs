//! What screens read, made from states and entries for one reader.

pub mod again;
pub mod expression;
pub mod field;
pub mod lens;
pub mod listed;
pub mod next;
pub mod outline;
pub mod run;
pub mod taken;
pub mod task;
pub mod timeline;
pub mod types;
pub mod votes;
pub mod waits;
