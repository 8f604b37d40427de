//! What holding Baton against cases from outside promises, with cases of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod kit;
mod serve;
