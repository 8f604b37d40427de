//! XML to a tree of elements: only what belongs to DMN, within bounds, without entities of its own.

mod element;
mod parse;

pub use element::Element;
pub use parse::parse;
