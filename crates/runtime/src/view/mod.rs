//! What screens read, made from states and entries for one reader.

pub mod lens;
pub mod outline;
pub mod run;
pub mod taken;
pub mod timeline;
pub mod types;
