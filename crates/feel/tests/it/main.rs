//! What the FEEL crate promises, by example.

mod words;
