//! The operators on values: comparison, arithmetic, ranges, membership, entries. No names, no places, no nodes.

pub mod arithmetic;
pub mod business;
pub mod coerce;
pub mod compare;
pub mod entry;
pub mod kind;
pub mod ranges;

use crate::fault::Trouble;
use crate::value::Value;

/// A value, or why there is none.
pub type Answer = Result<Value, Trouble>;
