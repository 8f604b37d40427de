//! The server from outside: its document, its routes, who may do what.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so and stop")]

mod adding;
mod authz;
mod bin;
mod decisions;
mod definitions;
mod expressions;
mod file;
mod forms;
mod headers;
mod hidden;
mod hooks;
mod journey;
mod labels;
mod listed;
mod live;
mod moves;
mod nonsense;
mod open;
mod openapi;
mod paged;
mod problem;
mod repeat;
mod rows;
mod session;
mod site;
mod starts;
