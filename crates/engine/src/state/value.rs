//! What a run's state keeps of values and files: what they are now, since when, from whom and by which entry.

use std::sync::Arc;

use baton_people::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::rows::{self, Earlier, Kept, ListAt, RowNo, Rows, Shown, Turned};
use crate::name::Name;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The value; null if it is empty or was erased.
    pub value: Arc<Json>,
    /// Whether it is sealed in the entry.
    pub private: bool,
    /// Whether its key was destroyed.
    #[serde(default)]
    pub erased: bool,
    /// The entry that holds it; 0 while that is not yet stored.
    pub entry: i64,
    /// Who gave it; none: no person.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The step that gave it.
    pub step: Option<Name>,
    /// The run's `rev` with which it came.
    pub rev: i64,
    /// The run's `changes` with which it became what it is; the same value given again changes nothing.
    #[serde(default)]
    pub change: u64,
    /// Up to which of the run's `changes` it is not known any more what it was; 0: all that anybody asks for is in `past`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub forgotten: u64,
    /// Which rows a list has; none: each is what its place says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Arc<Rows>>,
    /// How a list was while forms were open that are so still, the first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// When rows of a list became others before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<Turned>,
    /// What it was before, the first first: what steps that are done were completed with, the latest of it, and nothing more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<Past>,
}

/// What a field held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The run's `changes` with which it became so.
    pub change: u64,
    /// The value.
    pub value: Arc<Json>,
    /// Which rows a list had; none: each was what its place says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Arc<Rows>>,
}

/// How many earlier values of a field are kept. What is older counts as changed: a step is then done once more rather than passed over.
const PAST_MAX: usize = 16;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Held {
    /// Whether it is not known any more what it held when the run had changed so often.
    pub fn is_forgotten_at(&self, change: u64) -> bool {
        change < self.forgotten && self.at_change(change).is_none()
    }

    /// What it held when the run had changed so often; none: nothing, or nobody has to know any more.
    pub fn at_change(&self, change: u64) -> Option<&Json> {
        self.then(change).map(|(value, _)| value)
    }

    /// A row of what it held when the run had changed so often; none: there was none, or nobody has to know any more.
    pub fn row_at_change(&self, change: u64, row: RowNo) -> Option<&Json> {
        let (value, rows) = self.then(change)?;
        value.get(place_of(rows, row)?)
    }

    fn then(&self, change: u64) -> Option<(&Json, Option<&Rows>)> {
        if self.change <= change {
            return Some((&self.value, self.rows.as_deref()));
        }
        let past = self.past.iter().rev().find(|past| past.change <= change)?;
        Some((&past.value, past.rows.as_deref()))
    }

    /// A row of the list that it holds.
    pub fn row(&self, row: RowNo) -> Option<&Json> {
        self.value.get(self.place_of(row)?)
    }

    /// At which place a row is, from 0; none: it is gone.
    pub fn place_of(&self, row: RowNo) -> Option<usize> {
        place_of(self.rows.as_deref(), row).filter(|place| *place < rows::rows_in(&self.value).len())
    }

    /// The rows of a list that is to take its place, and of which nobody says which they are.
    pub(crate) fn followed_by(&self, now: &Json) -> Rows {
        Rows::of(self.rows.as_deref(), &self.value).followed(rows::rows_in(&self.value), rows::rows_in(now))
    }

    /// The list that it holds, as it is.
    pub(crate) fn list(&self) -> ListAt<'_> {
        ListAt { value: &self.value, rows: self.rows.as_deref(), rev: self.rev }
    }

    /// The rows of the list when the run had this revision; none: nobody knows any more.
    pub(crate) fn rows_at(&self, rev: i64) -> Option<Vec<(RowNo, Json)>> {
        rows::at(self.list(), &self.earlier, rev)
    }

    /// The list as a form showed it when the run had this revision; none: nobody knows any more.
    pub(crate) fn shown_at(&self, rev: i64) -> Option<Shown> {
        if let Some(rows) = self.rows_at(rev) {
            return Some(Shown { rows, unsure: None });
        }
        let turned = self.turned.as_ref().filter(|turned| turned.since <= rev)?;
        let unsure = turned.rows.iter().filter(|(_, turned)| **turned > rev).map(|(row, _)| *row);
        let unsure = Some(unsure.collect());
        Some(Shown { rows: self.rows_at(self.earlier.first().map_or(self.rev, |first| first.rev))?, unsure })
    }

    /// What is kept of how the list was.
    pub(crate) fn kept(&self) -> Kept {
        Kept { earlier: self.earlier.clone(), turned: self.turned.clone() }
    }

    /// What is to be kept of it when another value comes: what it held when one of these steps was completed, and up to when
    /// nothing is known.
    pub fn past_for(&self, completed_at: &[u64], next: u64) -> (Vec<Past>, u64) {
        let now = Past { change: self.change, value: Arc::clone(&self.value), rows: self.rows.clone() };
        let all: Vec<Past> = self.past.iter().cloned().chain([now]).collect();
        let until = all.iter().skip(1).map(|past| past.change).chain([next]).collect::<Vec<_>>();
        let is_asked = |(past, until): &(Past, u64)| completed_at.iter().any(|at| (past.change..*until).contains(at));
        let mut asked: Vec<(Past, u64)> = all.into_iter().zip(until).filter(is_asked).collect();
        let too_many = asked.len().saturating_sub(PAST_MAX);
        let forgotten = asked.drain(..too_many).next_back().map_or(self.forgotten, |(_, until)| until);
        (asked.into_iter().map(|(past, _)| past).collect(), forgotten)
    }
}

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name; none: it was erased.
    pub name: Option<String>,
    /// How long it is.
    pub size_bytes: u64,
    /// Its type.
    pub media_type: String,
    /// SHA-256 of the stored bytes, hexadecimal.
    pub sha256: String,
}

/// At which place a row of a list is, from 0, where nothing else is said by its number.
fn place_of(rows: Option<&Rows>, row: RowNo) -> Option<usize> {
    match rows {
        Some(rows) => rows.place_of(row),
        None => (row as usize).checked_sub(1),
    }
}

#[cfg(test)]
mod tests;
