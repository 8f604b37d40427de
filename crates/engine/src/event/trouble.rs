//! Events about exceptions.
//! Their forms are stored for ever: a field is added with a default, never renamed or removed.

use std::collections::BTreeMap;

use baton_people::{PersonId, Private, WhyNot};
use serde::{Deserialize, Serialize};

use super::Place;
use crate::datum::Datum;
use crate::name::{ExceptionNo, Name, ThreadNo, V1};

/// See [`Event::ExceptionRaised`](super::Event::ExceptionRaised).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExceptionRaised {
    /// Its form.
    pub v: V1,
    /// The exception.
    pub exception: ExceptionNo,
    /// What is wrong, as in the table of codes.
    pub code: Name,
    /// The step it is about; an outcome waits under its name.
    pub step: Name,
    /// Which pass of it; 0: it could not open.
    pub pass: u32,
    /// The thread that it holds.
    pub thread: ThreadNo,
    /// Where the thread goes when it is tried again.
    pub at: Place,
    /// What the sentence shows.
    pub params: BTreeMap<String, String>,
    /// Fields that are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Name>,
    /// Everybody who could not get the step, and why not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Left>,
    /// What came, where that is what is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Datum>,
    /// Whether the step had opened, so that its handlers for a time go on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opened: bool,
}

/// Somebody who could not get a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Who.
    pub person: PersonId,
    /// Why not.
    pub why: WhyNot,
}

/// See [`Event::ExceptionResolved`](super::Event::ExceptionResolved).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExceptionResolved {
    /// Its form.
    pub v: V1,
    /// The exception.
    pub exception: ExceptionNo,
    /// How it goes on.
    pub how: Resolution,
    /// Why: a text.
    pub reason: Option<Private>,
    /// Who said so.
    pub by: Option<PersonId>,
}

/// How it goes on after an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// It is tried again.
    Retry,
    /// What was missing was supplied; it is tried again.
    Supply,
    /// Values of the run were changed; it is tried again.
    Change,
    /// The step was passed over.
    Skip,
    /// A person was given the step.
    Assign {
        /// Who.
        person: PersonId,
    },
}
