//! The text of a file, part by part.

use super::kind::Keys;
use super::page::{flow, list, map, text};
use std::fmt::Write as _;

/// A file of a shared decision while it is written.
#[derive(Debug, Default)]
pub struct File {
    text: String,
}

impl File {
    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub fn head(&mut self, id: &str, title: &str, about: &str, owner: &str) {
        self.line(&format!("decision: {id}"));
        self.line(&format!("title: {}", text(title)));
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
        if !about.is_empty() {
            self.line(&format!("about: {}", text(&about)));
        }
        self.line(&format!("owner: {}", text(owner)));
    }

    /// `inputs:` or `outputs:`, or the same further in.
    pub fn fields(&mut self, key: &str, fields: &[(String, Keys)]) {
        if fields.is_empty() {
            return;
        }
        self.line(&format!("{key}:"));
        for (name, keys) in fields {
            self.line(&format!("  {}: {}", text(name), flow(keys)));
        }
    }

    /// `uses:` by name, with the type of each result where its entries must be known.
    pub fn uses(&mut self, uses: &[(String, String, Option<Keys>)]) {
        if uses.is_empty() {
            return;
        }
        self.line("uses:");
        for (name, id, kind) in uses {
            let used = match kind {
                Some(kind) => {
                    let mut keys = vec![("decision", id.clone())];
                    keys.extend(kind.iter().cloned());
                    flow(&keys)
                }
                None => id.clone(),
            };
            self.line(&format!("  {}: {used}", text(name)));
        }
    }

    pub fn function(&mut self, first: bool, name: &str, inputs: &[(String, Keys)], value: &str) {
        if first {
            self.line("functions:");
        }
        self.line(&format!("  {}:", text(name)));
        let inputs: Vec<(String, String)> = inputs.iter().map(|(name, keys)| (name.clone(), flow(keys))).collect();
        if !inputs.is_empty() {
            self.line(&format!("    inputs: {}", map(&inputs)));
        }
        self.expression(4, "value", value);
    }

    /// An expression; one of several lines stands below its key.
    pub fn expression(&mut self, indent: usize, key: &str, feel: &str) {
        let (pad, feel) = (" ".repeat(indent), feel.trim_end());
        let is_block = feel.contains('\n') && !feel.starts_with(char::is_whitespace) && !feel.contains(['\t', '\r']);
        if !is_block {
            return self.line(&format!("{pad}{key}: {}", text(feel)));
        }
        self.line(&format!("{pad}{key}: |-"));
        for line in feel.lines() {
            if line.is_empty() { self.line("") } else { self.line(&format!("{pad}  {line}")) }
        }
    }

    pub fn service(&mut self) {
        self.line("service: true");
    }

    /// `table:` with its head.
    pub fn table(&mut self, hit: &str, aggregate: Option<&str>, inputs: &[String]) {
        self.line("table:");
        self.line(&format!("  hit: {hit}"));
        if let Some(aggregate) = aggregate {
            self.line(&format!("  aggregate: {aggregate}"));
        }
        self.line(&format!("  inputs: {}", list(inputs)));
        self.line("  rules:");
    }

    pub fn rule(&mut self, when: &[String], gives: &[String], note: &str) {
        let mut rule = format!("when: {}, gives: {}", cells(when), cells(gives));
        if !note.is_empty() {
            let _ = write!(rule, ", note: {}", text(note));
        }
        self.line(&format!("    - {{ {rule} }}"));
    }

    pub fn otherwise(&mut self, gives: &[String]) {
        self.line(&format!("  default: {}", cells(gives)));
    }
}

/// Cells always stand in quotes: so do tables of other files, and nothing in them is misread.
fn cells(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let written = text(cell);
        if written.starts_with(['\'', '"']) { written } else { format!("'{written}'") }
    };
    format!("[{}]", cells.iter().map(cell).collect::<Vec<_>>().join(", "))
}
