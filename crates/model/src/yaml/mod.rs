//! YAML as the language uses it: a tree in which everything knows its place.
//!
//! All scalars stay text: `NO`, `on`, `17:00` and `1.10` mean what is written. Anchors are allowed within a budget; tags,
//! several documents and keys that are not text are refused. A syntax error is told by what people did, not by what the
//! parser expected.

mod node;
mod read;
mod source;
mod trap;

pub(crate) use node::{Entry, Node, Style, Value};
pub(crate) use read::{Tree, read};
pub(crate) use source::Source;
