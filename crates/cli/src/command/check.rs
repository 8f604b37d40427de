//! `baton check FILE…`: all that is wrong with definitions, with line, caret and remedy.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use baton_model::{Fault, Severity};
use clap::Args;
use serde::Serialize;

use crate::Outcome;
use crate::say::say;

/// The most bytes of a definition that are read.
const TEXT_BYTES_MAX: u64 = 2 << 20;

/// Check definitions: every fault with its line and what to write instead.
///
/// Exit code 0: no errors (there may be warnings). 1: errors. Whether groups and people of a workspace exist is checked
/// when a definition is published there.
#[derive(Args)]
pub struct Check {
    /// The files; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON document for tools instead of text.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    file: &'a Path,
    errors: usize,
    warnings: usize,
    faults: Vec<Fault>,
    /// What stands against publishing it with this version, although nothing is wrong with it.
    not_yet: Vec<Fault>,
}

impl Check {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut reports = Vec::new();
        for file in &self.files {
            let text = read(file)?;
            let checked = baton_model::read(&text);
            let not_yet = baton_model::publishable(&checked);
            let report = Report {
                file,
                errors: count(&checked.faults, Severity::Error),
                warnings: count(&checked.faults, Severity::Warning),
                faults: checked.faults,
                not_yet,
            };
            if !self.json {
                say(&report.shown(&text))?;
            }
            reports.push(report);
        }
        if self.json {
            say(&format!("{}\n", serde_json::to_string_pretty(&reports)?))?;
        }
        let wrong = reports.iter().any(|report| report.errors > 0);
        Ok(if wrong { Outcome::Wrong } else { Outcome::Fine })
    }
}

impl Report<'_> {
    fn shown(&self, text: &str) -> String {
        let faults: Vec<String> = self.faults.iter().map(|fault| fault.render(text) + "\n").collect();
        let mut shown = faults.concat();
        let file = self.file.display();
        let verdict = match (self.errors, self.warnings) {
            (0, 0) => format!("{file}: nothing is wrong\n"),
            (errors, warnings) => format!("{file}: {}, {}\n", counted(errors, "error"), counted(warnings, "warning")),
        };
        shown.push_str(&verdict);
        if self.errors == 0 && !self.not_yet.is_empty() {
            shown.push_str("  it cannot be published with this version yet:\n");
            shown.extend(self.not_yet.iter().map(|fault| format!("  line {}: {}\n", fault.line, fault.message)));
        }
        shown
    }
}

/// `1 fault`, `3 faults`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn count(faults: &[Fault], severity: Severity) -> usize {
    faults.iter().filter(|fault| fault.severity == severity).count()
}

/// The text of a file, or of standard input.
pub fn read(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let from_stdin = file == Path::new("-");
    if from_stdin && std::io::stdin().is_terminal() {
        eprintln!("baton: reading a definition from the keyboard; end with Ctrl+D");
    }
    let read = if from_stdin {
        std::io::stdin().take(TEXT_BYTES_MAX + 1).read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
        file.take(TEXT_BYTES_MAX + 1).read_to_string(&mut text)
    };
    let size = read.with_context(|| format!("cannot read {} as text in UTF-8", file.display()))?;
    anyhow::ensure!(size as u64 <= TEXT_BYTES_MAX, "{} is larger than 2 MiB; a definition is smaller", file.display());
    Ok(text)
}
