//! What the FEEL crate promises, by example.

mod examples;
mod implied;
mod words;
