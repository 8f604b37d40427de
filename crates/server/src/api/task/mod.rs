//! What people have to do.

pub mod accept;
pub mod answer;
pub mod claim;
pub mod comment;
pub mod complete;
pub mod counts;
pub mod draft;
pub mod hand_back;
pub mod list;
pub mod open;
pub mod reassign;
pub mod release;
pub mod show;
