//! The parts of a handler's signature: what is read from a request, with errors that say what to mend.

mod body;
mod id;
mod if_match;
mod level;
mod query;
mod repeat;
mod text;

pub use body::{Body, Short, gathered};
pub use id::Id;
pub use if_match::IfMatch;
pub use level::Level;
pub use query::Query;
pub use repeat::Repeat;
pub use text::language_of;
