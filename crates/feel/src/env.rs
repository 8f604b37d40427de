//! What an expression runs with, and what comes of it. Everything from outside comes in here as data.

use crate::civil::BusinessDuration;
use crate::fault::Note;
use crate::value::Value;

/// Where an expression finds the values of its outer names.
pub trait Lookup {
    /// The value of a name; none counts as null.
    fn get(&self, name: &str) -> Option<Value>;

    /// What a function of the host gives; none counts as null.
    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value>;

    /// The value at a slot of the scope the expression was compiled with, without a copy. Asked before `get`.
    fn slot(&self, _slot: usize) -> Option<&Value> {
        None
    }
}

/// No outer names at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Lookup for Nothing {
    fn get(&self, _name: &str) -> Option<Value> {
        None
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}

/// The values of the outer names in the order of their slots: the fastest way.
#[derive(Debug, Clone, Copy)]
pub struct Slots<'a>(pub &'a [Value]);

impl Lookup for Slots<'_> {
    fn get(&self, _name: &str) -> Option<Value> {
        None
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }

    fn slot(&self, slot: usize) -> Option<&Value> {
        self.0.get(slot)
    }
}

/// When business is done: adds business time to an instant.
pub trait BusinessCalendar {
    /// The instant that business time later, or earlier where it is negative.
    fn add(&self, from: jiff::Timestamp, duration: BusinessDuration) -> Option<jiff::Timestamp>;
}

/// What one evaluation may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps: nodes evaluated, list items looked at, blocks of text read.
    pub fuel_steps_max: u64,
    /// What a single value may weigh, and all values made together, in bytes.
    pub memory_bytes_max: u64,
    /// How deep calls and nodes may be nested while it runs.
    pub depth_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { fuel_steps_max: 500_000, memory_bytes_max: 32 << 20, depth_max: 300 }
    }
}

/// What an expression runs with.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The outer names.
    pub lookup: &'a dyn Lookup,
    /// What `now()` and `today()` mean.
    pub now: jiff::Timestamp,
    /// The zone of `now()` and `today()`.
    pub zone: &'a jiff::tz::TimeZone,
    /// The calendar of business durations; without one they cannot be added to a date.
    pub calendar: Option<&'a dyn BusinessCalendar>,
    /// What may be used up.
    pub limits: Limits,
}

/// What came of an evaluation, and what it has left of its limits for whoever goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What came of it.
    pub outcome: Outcome,
    /// What is left.
    pub left: Limits,
}

/// What came of an evaluation. An error is null with a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The value.
    pub value: Value,
    /// Why something in it became null, in the order it happened.
    pub notes: Vec<Note>,
}
