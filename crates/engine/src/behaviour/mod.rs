//! What steps have in common, one concern a file.

mod deadlines;
mod exceptions;
pub(crate) mod moving;
pub(crate) mod roles;
pub(crate) mod values;
