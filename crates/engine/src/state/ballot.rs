//! A step that several people answer: who is asked, and how the answers stand.

use baton_people::PersonId;
use serde::{Deserialize, Serialize};

use crate::event::Why;
use crate::name::{Name, ThreadNo};

/// An open question to several people. Each has a task of their own; the answers are in the tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The step.
    pub step: Name,
    /// Which pass of it.
    pub pass: u32,
    /// The thread that waits for the answers.
    pub thread: ThreadNo,
    /// Those who are asked, in the order in which they are.
    pub asked: Vec<PersonId>,
    /// Why they.
    pub why: Why,
    /// How the answers stand.
    pub tally: Tally,
}

/// How answers stand, or stood when the step was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many are asked.
    pub asked: u32,
    /// How many of them must say yes.
    pub needed: u32,
    /// How many said yes.
    pub yes: u32,
    /// How many said something else.
    pub others: u32,
}

impl Ballot {
    /// Whether it is that of this pass of a step.
    pub fn is_of(&self, step: &str, pass: u32, thread: ThreadNo) -> bool {
        &*self.step == step && self.pass == pass && self.thread == thread
    }
}
