//! Why the engine did not do what was asked: a code, what its sentence shows, and faults of single values with their path.
//! A refusal promises that nothing was changed. The sentences are made elsewhere.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codes::code;
use crate::command::FirstResult;

/// Why a command was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What is wrong, as in [`CODES`](crate::codes::CODES).
    pub code: &'static str,
    /// What the sentence shows.
    pub params: BTreeMap<&'static str, String>,
    /// What is wrong with which part of what was sent.
    pub faults: Vec<FieldFault>,
    /// How it was done the first time, if it is done already.
    pub first_result: Option<Box<FirstResult>>,
}

/// What is wrong with one part of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// Where: a JSON Pointer into what was sent, such as `/values/amount`.
    pub path: String,
    /// What is wrong, as in [`CODES`](crate::codes::CODES).
    pub code: String,
    /// What the sentence shows.
    pub params: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal with this code.
    pub fn new(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new(), faults: Vec::new(), first_result: None }
    }

    /// With something its sentence shows.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.insert(name, value.to_string());
        self
    }

    /// The sentence, with what it shows.
    pub fn sentence(&self) -> String {
        let sentence = code(self.code).map_or(self.code, |known| known.sentence);
        self.params.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

impl FieldFault {
    /// A fault of the value sent for a field.
    pub fn of_field(field: &str, code: &'static str) -> Self {
        Self { path: format!("/values/{}", escape(field)), code: code.to_owned(), params: BTreeMap::new() }
    }

    /// With something its sentence shows.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Of a part inside the value: a row, a column.
    #[must_use]
    pub fn inside(mut self, part: &str) -> Self {
        self.path = format!("{}/{}", self.path, escape(part));
        self
    }

    /// The sentence, with what it shows.
    pub fn sentence(&self) -> String {
        let sentence = code(&self.code).map_or(self.code.as_str(), |known| known.sentence);
        self.params.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

fn escape(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.sentence(), self.code)?;
        for fault in &self.faults {
            write!(f, "; {}: {} ({})", fault.path, fault.sentence(), fault.code)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
