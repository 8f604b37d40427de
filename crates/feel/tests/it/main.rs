//! What the FEEL crate promises, by example.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod examples;
mod implied;
mod tables;
mod words;
