//! A range of values: two bounds, each included or not, each possibly open (null).

use super::Value;
use crate::types::Type;

/// One end of a range.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The value at the end; null where the range has no end there.
    pub value: Value,
    /// Does the value itself belong to the range?
    pub included: bool,
}

impl Bound {
    /// No end.
    pub fn open() -> Self {
        Self { value: Value::Null, included: false }
    }

    /// An end whose value belongs to the range.
    pub fn included(value: Value) -> Self {
        Self { value, included: true }
    }

    /// An end whose value does not belong to the range.
    pub fn excluded(value: Value) -> Self {
        Self { value, included: false }
    }
}

/// How a range is written; two that are written differently are not equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeForm {
    /// With two ends: `[1..5)`.
    Ends,
    /// As a comparison: `< 5`.
    Comparison,
}

/// All values from one bound to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
    /// How it is written.
    pub form: RangeForm,
}

impl Range {
    /// From one bound to another.
    pub fn new(low: Bound, high: Bound) -> Self {
        Self { low, high, form: RangeForm::Ends }
    }

    /// The type of what it is a range of.
    pub fn kind(&self) -> Type {
        if self.low.value.is_null() { self.high.value.kind() } else { self.low.value.kind() }
    }
}
