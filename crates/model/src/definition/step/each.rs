//! `each`: the same steps for each item of a list.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Joining, Step};
use crate::definition::{Expr, Field, Named};

/// What only an `each` has.
#[derive(Debug, Clone)]
pub struct Each {
    /// A list, or a number for that many times.
    pub items: Expr,
    /// The list field whose rows are the items, where `in:` names one: `gives` may fill its columns.
    pub list: Option<String>,
    /// The item's name inside.
    pub name: String,
    /// What is done for each.
    pub steps: Vec<Arc<Step>>,
    /// How many at a time; none: all. `order: one-by-one` is 1.
    pub at_a_time: Option<u32>,
    /// When it goes on.
    pub joining: Joining,
    /// The role that may add items while it runs.
    pub add: Option<Named>,
    /// Fields of each item.
    pub fields: IndexMap<String, Field>,
}
