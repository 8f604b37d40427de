//! The built-in functions, one file a family; `FAMILIES` lists them all.

mod aggregate;
mod argument;
mod boolean;
pub mod builtin;
mod context;
mod convert;
mod list;
mod number;
mod pattern;
mod range;
mod text;
mod time;
mod xpath;

pub use aggregate::added;

use crate::ops::entry;
use crate::syntax::vocabulary::Vocabulary;
use builtin::Builtin;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

static FAMILIES: [&[Builtin]; 10] = [
    aggregate::FUNCTIONS,
    boolean::FUNCTIONS,
    context::FUNCTIONS,
    convert::FUNCTIONS,
    list::FUNCTIONS,
    number::FUNCTIONS,
    pattern::FUNCTIONS,
    range::FUNCTIONS,
    text::FUNCTIONS,
    time::FUNCTIONS,
];

static BY_NAME: LazyLock<HashMap<&'static str, &'static Builtin>> =
    LazyLock::new(|| all().map(|builtin| (builtin.name, builtin)).collect());

static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for builtin in all() {
        vocabulary.add(builtin.name, true);
    }
    for name in entry::LONG_NAMES {
        vocabulary.add(name, false);
    }
    Arc::new(vocabulary)
});

/// All built-in functions.
pub fn all() -> impl Iterator<Item = &'static Builtin> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The built-in function of that name.
pub fn find(name: &str) -> Option<&'static Builtin> {
    BY_NAME.get(name).copied()
}

/// The names of more than one word that FEEL itself brings.
pub fn vocabulary() -> Arc<Vocabulary> {
    Arc::clone(&VOCABULARY)
}
