//! The house rules, one file each. A rule reads the tree and names what breaks it: where, what, and what to do.

mod banned_words;
mod blobs;
mod error_codes;
mod file_header;
mod file_length;
mod floors;
mod function_length;
mod generated;
mod licences;
mod links;
mod places;
mod pure_crates;
mod sql_place;

use std::fmt;

use crate::tree::Tree;

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub path: String,
    /// From 1; 0: the file as a whole.
    pub line: usize,
    pub message: String,
}

/// What was found.
pub struct Report {
    pub faults: Vec<Fault>,
    pub notes: Vec<String>,
}

/// Checks every rule.
pub fn run(tree: &Tree) -> Report {
    let rules: [fn(&Tree) -> Vec<Fault>; 13] = [
        banned_words::check,
        blobs::check,
        error_codes::check,
        file_header::check,
        file_length::check,
        floors::check,
        function_length::check,
        generated::check,
        licences::check,
        links::check,
        places::check,
        pure_crates::check,
        sql_place::check,
    ];
    let mut faults: Vec<Fault> = rules.iter().flat_map(|rule| rule(tree)).collect();
    faults.sort();
    Report { faults, notes: vec![file_length::summary(tree)] }
}

fn fault(path: &str, line: usize, message: impl Into<String>) -> Fault {
    Fault { path: path.to_owned(), line, message: message.into() }
}

/// Whether a line has the word, not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let begins = !word.starts_with(char::is_alphabetic) || !joins(line[..at].chars().next_back());
        let ends = !word.ends_with(char::is_alphabetic) || !joins(line[at + word.len()..].chars().next());
        begins && ends
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Fault { path, line, message } in &self.faults {
            writeln!(f, "{path}:{line}: {message}")?;
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        writeln!(f, "tidy: {} to mend", self.faults.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let report = run(&Tree::tracked().unwrap());
        assert!(report.faults.is_empty(), "\n{report}");
    }
}
