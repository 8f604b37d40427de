//! What the FEEL crate promises, by example.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod budgets;
mod catalogue;
mod certain;
mod civil;
mod complete;
mod decimal;
mod examples;
mod expressions;
mod faults;
mod fuzz;
mod gaps;
mod host_functions;
mod hostile;
mod implied;
mod in_a_row;
mod laws;
mod missing;
mod patterns;
mod scope;
mod steady;
mod support;
mod tables;
mod tolerant;
mod trace;
mod unary;
mod words;
