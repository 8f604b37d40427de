//! What a workflow is: YAML to definition, checks, graph.
//!
//! [`definition`] is what a file says, [`graph`] what it compiles to and the engine runs. Pure: text in, data out.

pub mod definition;
mod fault;
pub mod graph;
mod span;

pub use fault::{Fault, Severity};
pub use span::Span;
