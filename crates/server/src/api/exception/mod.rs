//! What stopped and waits for somebody.

pub mod list;
pub mod resolve;
pub mod retry;
