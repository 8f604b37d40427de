//! Signing in and out.

pub mod create;
pub mod delete;
pub mod list;
pub mod revoke;
pub mod show;
pub mod sign_in;
