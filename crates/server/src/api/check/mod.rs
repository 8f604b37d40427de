//! Checks of texts.

pub mod create;
