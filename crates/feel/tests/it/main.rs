//! What the FEEL crate promises, by example.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod budgets;
mod civil;
mod complete;
mod decimal;
mod examples;
mod expressions;
mod faults;
mod host_functions;
mod implied;
mod scope;
mod support;
mod tables;
mod tolerant;
mod unary;
mod words;
