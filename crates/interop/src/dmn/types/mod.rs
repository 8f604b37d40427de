//! The types of a model: what a value must be to be taken as one of them (DMN 1.5, 10.3.2.9).
//!
//! Types of all files stand in one list and name each other by their place in it, so that one may hold itself.

mod build;
mod conform;
mod hint;
mod simple;

pub use build::Builder;
pub use simple::Simple;

use baton_feel::Program;
use std::sync::Arc;

/// The place of a type in the list.
pub type TypeId = usize;

/// All types of a model.
#[derive(Debug, Default)]
pub struct Types {
    items: Vec<Item>,
}

/// A type.
#[derive(Debug)]
struct Item {
    name: String,
    base: Base,
    is_collection: bool,
    /// What each value must pass.
    allowed: Option<Program>,
    /// What the value as a whole must pass.
    constraint: Option<Program>,
}

/// What a type is made of.
#[derive(Debug)]
enum Base {
    Any,
    Simple(Simple),
    Context(Vec<(Arc<str>, Option<TypeId>)>),
    Function(usize),
    Same(TypeId),
}

impl Types {
    /// The text of the tests that each value of the type must pass.
    pub fn allowed_text(&self, id: TypeId) -> Option<&str> {
        let item = self.items.get(id)?;
        match (&item.allowed, &item.base) {
            (Some(tests), _) => Some(tests.text()),
            (None, Base::Same(other)) => self.allowed_text(*other),
            _ => None,
        }
    }

    /// The name of a type.
    pub fn name(&self, id: TypeId) -> &str {
        self.items.get(id).map_or("Any", |item| item.name.as_str())
    }
}
