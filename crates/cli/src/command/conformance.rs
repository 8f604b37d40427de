//! `baton conformance`: FEEL and decision models held against cases from outside.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use baton_conformance::kit::{self, Count, Counts, Tally};
use clap::{Args, Subcommand};
use indexmap::IndexMap;

use crate::Outcome;
use crate::say::say;

/// Hold FEEL and decision models against cases from outside, such as those of the DMN compatibility kit.
#[derive(Args)]
pub struct Conformance {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Dmn(Dmn),
    Serve(Serve),
}

/// Evaluate the cases of a folder (feel.jsonl, models.jsonl) and count those that hold.
///
/// Cases that expect null are counted apart. Exit code 1: with --kept, a count has fallen.
#[derive(Args)]
struct Dmn {
    /// The folder.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Counts of an earlier time, as --json prints them: none may have fallen.
    #[arg(long, value_name = "FILE")]
    kept: Option<PathBuf>,
    /// The counts as JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Answer cases on standard input, a JSON object a line, until there are no more.
///
/// {"id", "expr", "inputs": {name: value}, "typeRef", "typeBase"} is answered by {"id", "value", "error"}. A value is null or
/// {"t": "decimal", "v": "0.33"}; t is decimal, string, boolean, date, time, dateTime, duration, list or context.
/// A line that cannot be understood is answered with what is wrong with it.
#[derive(Args)]
struct Serve {}

type Kept = IndexMap<String, Counts>;

impl Conformance {
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.what {
            What::Dmn(dmn) => dmn.run(),
            What::Serve(Serve {}) => {
                baton_conformance::serve::serve(io::stdin().lock(), io::stdout().lock())?;
                Ok(Outcome::Fine)
            }
        }
    }
}

impl Dmn {
    fn run(self) -> anyhow::Result<Outcome> {
        let kept = self.kept.as_deref().map(kept).transpose()?.unwrap_or_default();
        let tallies = kit::run(&self.dir)?;
        if self.json {
            let counts: IndexMap<_, _> = tallies.iter().map(|(name, tally)| (*name, tally.all)).collect();
            say(&format!("{}\n", serde_json::to_string_pretty(&counts)?))?;
        } else {
            say(&shown(&tallies))?;
        }
        let fallen = fallen(&tallies, &kept);
        for line in &fallen {
            eprintln!("baton: {line}");
        }
        Ok(if fallen.is_empty() { Outcome::Fine } else { Outcome::Wrong })
    }
}

fn kept(path: &Path) -> anyhow::Result<Kept> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} has no counts", path.display()))
}

fn fallen(tallies: &IndexMap<&'static str, Tally>, kept: &Kept) -> Vec<String> {
    let mut fallen = Vec::new();
    for (name, before) in kept {
        let now = tallies.get(name.as_str()).map(|tally| tally.all).unwrap_or_default();
        for (kind, now, before) in [("values", now.values, before.values), ("null", now.nulls, before.nulls)] {
            if now.total == 0 && before.total > 0 || now.falls_below(before) {
                fallen.push(format!("of the {name} that expect {kind}, {now} hold now, and {before} did before"));
            }
        }
    }
    fallen
}

fn shown(tallies: &IndexMap<&'static str, Tally>) -> String {
    let mut text = String::new();
    for (name, tally) in tallies {
        let _ = writeln!(text, "{name}\n  {:<52} {:>11} {:>11}", "folder", "values", "null");
        for (folder, counts) in &tally.folders {
            let _ = writeln!(text, "  {folder:<52} {:>11} {:>11}", counts.values.to_string(), counts.nulls.to_string());
        }
    }
    for (name, tally) in tallies.iter().filter(|(_, tally)| !tally.failures.is_empty()) {
        let _ = writeln!(text, "\n{name} that do not hold");
        tally.failures.iter().for_each(|failure| {
            let _ = writeln!(text, "  {failure}");
        });
    }
    text.push('\n');
    for (name, tally) in tallies {
        for (kind, count) in [("values", tally.all.values), ("null", tally.all.nulls)] {
            let _ = writeln!(
                text,
                "{name} that expect {kind}: {} passed of {} ({})",
                count.passed,
                count.total,
                share(count)
            );
        }
    }
    for (name, tally) in tallies.iter().filter(|(_, tally)| !tally.aside.is_empty()) {
        let _ = writeln!(
            text,
            "{name} left aside: {}, which need a function that is not written in FEEL",
            tally.aside.len()
        );
    }
    text
}

/// In hundredths of a percent, never rounded up.
fn share(count: Count) -> String {
    let parts = (count.passed * 10_000).checked_div(count.total).unwrap_or(10_000);
    format!("{}.{:02} %", parts / 100, parts % 100)
}
