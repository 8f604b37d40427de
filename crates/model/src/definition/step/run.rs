//! `run`: another workflow.

use crate::definition::{Given, Named, Taken};

/// What only a `run` has.
#[derive(Debug, Clone)]
pub struct SubWorkflow {
    /// The workflow that is started.
    pub workflow: Named,
    /// What it is started with.
    pub with: Vec<Given>,
    /// What is taken from its outcome.
    pub takes: Vec<Taken>,
    /// Its version; none: the one published when the step opens.
    pub version: Option<u32>,
    /// Whether this run goes on at once.
    pub detach: bool,
}
