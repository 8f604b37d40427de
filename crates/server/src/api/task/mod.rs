//! What people have to do.

pub mod answer;
pub mod claim;
pub mod comment;
pub mod complete;
pub mod counts;
pub mod draft;
pub mod list;
pub mod open;
pub mod reassign;
pub mod release;
pub mod show;
