use std::sync::Arc;

/// The name of a step, field, role, choice or outcome, as the definition has it.
pub type Name = Arc<str>;

/// A run's number inside; outside it is called by its key.
pub type RunId = i64;

/// The n-th task of its run, from 1.
pub type TaskNo = u32;

/// The n-th exception of its run, from 1.
pub type ExceptionNo = u32;

/// The n-th timer of its run, from 1.
pub type TimerNo = u32;

/// The n-th job of its run, from 1.
pub type JobNo = u32;
/// The n-th thing of its run that listens for an event, from 1.
pub type SubscriptionNo = u32;

/// The n-th run of another workflow that a run asked for, from 1.
pub type SubNo = u32;

/// The n-th thread of its run, from 1.
pub type ThreadNo = u32;

/// The step that stands for the start form.
pub const START: &str = "start";

/// The first form of an event, stored as `"v": 1`.
pub type V1 = baton_people::Form<1>;
