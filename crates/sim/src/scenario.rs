//! A scenario: which workflow, who there is, what happens in which order, and what is expected.

use crate::line::{Line, read};

/// The most lines of a scenario.
const LINES_MAX: usize = 10_000;

/// A scenario that was read.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it is called.
    pub title: String,
    /// The file of the workflow, as written; none: whoever plays it names one.
    pub workflow: Option<String>,
    /// The files of shared decisions, as written.
    pub decisions: Vec<String>,
    pub(crate) lines: Vec<(usize, String, Line)>,
}

/// What is wrong with a line of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Scenario {
    /// Reads a scenario: all that is wrong with it, if something is.
    pub fn read(text: &str) -> Result<Self, Vec<Wrong>> {
        let mut scenario = Self { title: String::new(), workflow: None, decisions: Vec::new(), lines: Vec::new() };
        let mut wrong = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if number > LINES_MAX {
                wrong.push(Wrong { line: number, message: format!("a scenario has at most {LINES_MAX} lines") });
                break;
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once(':').map(|(key, value)| (key, value.trim().to_owned())) {
                Some(("scenario", title)) => scenario.title = title,
                Some(("workflow", file)) => scenario.workflow = Some(file),
                Some(("decision", file)) => scenario.decisions.push(file),
                _ => match read(line) {
                    Ok(said) => scenario.lines.push((number, line.to_owned(), said)),
                    Err(message) => wrong.push(Wrong { line: number, message }),
                },
            }
        }
        if scenario.lines.is_empty() && wrong.is_empty() {
            wrong.push(Wrong { line: 1, message: "nothing happens in it".to_owned() });
        }
        if wrong.is_empty() { Ok(scenario) } else { Err(wrong) }
    }
}
