//! Who there is.

pub mod add;
pub mod change;
pub mod erase;
pub mod erasure;
pub mod invite;
pub mod list;
pub mod show;
