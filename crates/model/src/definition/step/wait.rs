//! `wait`: a time, a condition, or an event.

use crate::definition::{Deadline, Expr, Named};
use crate::span::Span;

/// What only a wait has. What it takes from an event is the step's `gives`, over `body`.
#[derive(Debug, Clone)]
pub struct Wait {
    /// What it waits for.
    pub what: WaitFor,
}

/// What a wait waits for.
#[derive(Debug, Clone)]
pub enum WaitFor {
    /// `for:` so long after it opened.
    Time(Deadline),
    /// `until:` a moment.
    Moment(Deadline),
    /// `until:` a condition. It is looked at again whenever values of the run change.
    Condition(Expr),
    /// `event:` one of this name and key.
    Event(Awaited),
}

/// An event that is waited for.
#[derive(Debug, Clone)]
pub struct Awaited {
    /// Its name.
    pub name: Named,
    /// What its key must be; none: the event's key does not matter.
    pub key: Option<Expr>,
    /// Whether one that came before does not count: `early: drop`.
    pub drop_early: bool,
    /// Where `early:` is written.
    pub early_at: Option<Span>,
}
