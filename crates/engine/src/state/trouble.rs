//! What a run's state keeps of an exception while it is open.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::event::{Left, Place};
use crate::name::{ExceptionNo, Name, ThreadNo};

/// An exception: a place where it cannot go on by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExceptionRecord {
    /// Its number in the run, from 1.
    pub exception: ExceptionNo,
    /// What is wrong, as in the table of codes.
    pub code: Name,
    /// The step it is about; an outcome waits under its name.
    pub step: Name,
    /// Which pass of it; 0: it could not open.
    pub pass: u32,
    /// The thread it holds.
    pub thread: ThreadNo,
    /// Where the thread goes when it is tried again.
    pub at: Place,
    /// What the sentence shows.
    pub params: BTreeMap<String, String>,
    /// Fields that are missing.
    pub missing: Vec<Name>,
    /// Everybody who could not get the step, and why not.
    pub people: Vec<Left>,
    /// What came, where that is what is wrong.
    #[serde(default)]
    pub came: Option<Json>,
    /// Whether its step had opened, so that its handlers for a time go on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opened: bool,
    /// Since when.
    pub since: Timestamp,
    /// Whether it still holds the thread.
    pub state: ExceptionState,
}

/// Whether an exception still holds its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionState {
    /// It does.
    Open,
    /// Somebody said how it goes on.
    Resolved,
    /// What it held was withdrawn.
    Withdrawn,
}
