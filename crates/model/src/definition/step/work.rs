//! `work`: a job for a worker of any language; and what it shares with `call`.

use crate::definition::{Duration, Expr, Named};

/// What only a job has.
#[derive(Debug, Clone)]
pub struct Work {
    /// What workers poll for.
    pub topic: Named,
    /// How often it is tried again.
    pub retry: Option<Retry>,
    /// How long one try may take.
    pub timeout: Option<Timeout>,
}

/// `timeout:` how long one try may take.
#[derive(Debug, Clone)]
pub enum Timeout {
    /// Always so long.
    Fixed(Duration),
    /// As long as this gives when the step opens: a duration.
    Feel(Expr),
}

/// `retry:` how often something is tried again.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// How many times.
    pub times: u32,
    /// The first wait between two tries.
    pub wait: Option<Duration>,
    /// What each wait is multiplied with to give the next, as written.
    pub factor: Option<String>,
    /// The longest wait.
    pub up_to: Option<Duration>,
}
