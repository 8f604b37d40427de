//! What `baton verify` says of a copy, and whether that is what was done to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use super::kinds::Expected;
use crate::options::Options;

/// What was said.
pub struct Verdict {
    /// Whether something is wrong.
    pub found: bool,
    /// The report, in one line.
    pub said: String,
    report: Value,
}

impl Verdict {
    /// Asks `baton verify`.
    pub fn of(options: &Options, folder: &Path, heads: &[PathBuf], rebuild: bool) -> anyhow::Result<Self> {
        let mut verify = Command::new(&options.baton);
        verify.args(["verify", "--json", "--data"]).arg(folder);
        for head in heads {
            verify.arg("--heads").arg(head);
        }
        if rebuild {
            verify.arg("--rebuild");
        }
        let ran = verify.output().context("cannot run baton verify")?;
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        match ran.status.code() {
            Some(code @ (0 | 1)) => {
                let report: Value = serde_json::from_str(&out).context("the report is no JSON")?;
                let faults = report["faults"].to_string();
                let said: String = format!("first_bad {}, faults {faults}", report["first_bad"]);
                Ok(Self { found: code == 1, said: said.chars().take(700).collect(), report })
            }
            // It says that it could not look: no answer, but no wrong one. Nothing here may come to that.
            Some(3) => Ok(Self { found: true, said: format!("could not be verified: {err}"), report: Value::Null }),
            other => bail!("baton verify ended with {other:?}: {err}"),
        }
    }

    /// How what was said misses what was done; none: it does not.
    pub fn misses(&self, expected: Expected, held: &[i64]) -> Option<String> {
        if self.report.is_null() {
            return Some("it names nothing".to_owned());
        }
        let first_bad = self.report["first_bad"].as_i64();
        match expected {
            Expected::Found => None,
            Expected::Rows => {
                let differs = self.report["differences"].as_array().is_some_and(|rows| !rows.is_empty());
                (!differs).then(|| "it names no row".to_owned())
            }
            Expected::First(k) if first_bad == Some(k) => None,
            Expected::First(k) => Some(format!("it does not name entry {k} as the first")),
            Expected::Among(k) => self.misses_among(k, first_bad, held),
        }
    }

    /// A forgery from `k` on: the entries named begin after the last head held before it, and have it among them.
    fn misses_among(&self, k: i64, first_bad: Option<i64>, held: &[i64]) -> Option<String> {
        let Some(first_bad) = first_bad else { return Some("it names no entry".to_owned()) };
        let proved = held.iter().copied().filter(|size| *size < k).max().unwrap_or(0);
        let faults = self.report["faults"].as_array().into_iter().flatten();
        let ranges = faults.filter_map(|fault| Some((fault["entries"][0].as_i64()?, fault["entries"][1].as_i64()?)));
        let among = ranges.clone().any(|(first, last)| first <= k && k <= last);
        // A head over more entries than there are cannot say where they begin to differ.
        let short = self.report["entries"].as_i64() < held.iter().copied().filter(|size| *size >= k).min();
        let up_to = self.report["proved_up_to"].as_i64();
        if up_to != Some(proved) {
            return Some(format!("up to entry {proved} it is proved by a head, and it says {up_to:?}"));
        }
        if first_bad <= proved || (first_bad > k && !short) || !(among || short) {
            return Some(format!("entry {k} is not among what it names after entry {proved}"));
        }
        None
    }
}
