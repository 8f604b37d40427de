//! One-time links to set a password.

pub mod accept;
