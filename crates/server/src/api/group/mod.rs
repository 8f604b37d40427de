//! People who share work.

pub mod add;
pub mod change;
pub mod list;
pub mod member_add;
pub mod member_remove;
pub mod show;
