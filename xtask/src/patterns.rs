//! Writes `docs/patterns.md` from the scenarios of the workflow control-flow patterns, which the engine's tests run.
//!
//! `--plain` runs each with its construct replaced by a plain sequence, and tells that it fails then.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

const FOLDER: &str = "crates/engine/tests/it/patterns";
const PAGE: &str = "docs/patterns.md";
/// How many patterns there are.
const ALL: usize = 43;

/// Writes the page.
pub fn write(root: &Path) -> Result<ExitCode> {
    std::fs::write(root.join(PAGE), page(root)?)?;
    println!("{PAGE} is written");
    Ok(ExitCode::SUCCESS)
}

/// Says whether the page is as the scenarios would make it.
pub fn check(root: &Path) -> Result<ExitCode> {
    if page(root)? == std::fs::read_to_string(root.join(PAGE)).unwrap_or_default() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{PAGE} differs from the scenarios: cargo xtask patterns");
    Ok(ExitCode::FAILURE)
}

/// Plays each pattern as a plain sequence.
pub fn plain(root: &Path) -> Result<ExitCode> {
    let test = "patterns::every_pattern_fails_as_a_plain_sequence";
    let arguments = ["test", "--package", "baton-engine", "--test", "it", test, "--", "--nocapture", "--exact"];
    let output = Command::new("cargo").args(arguments).current_dir(root).output().context("cargo test")?;
    let told = String::from_utf8_lossy(&output.stdout);
    told.lines().filter(|line| line.starts_with("WCP-")).for_each(|line| println!("{line}"));
    Ok(if output.status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn page(root: &Path) -> Result<String> {
    let mut files: Vec<_> =
        std::fs::read_dir(root.join(FOLDER))?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut page = format!(
        "# Workflow control-flow patterns\n\nWritten by `cargo xtask patterns` from the scenarios in [`{FOLDER}`](../{FOLDER}), which the engine's tests run; \
         `cargo xtask patterns --plain` shows that each fails when its construct is replaced by a plain sequence. The numbers and names are those of \
         van der Aalst, ter Hofstede, Kiepuszewski, Barros, Russell and Mulyar (workflowpatterns.com).\n\n{} of {ALL} are here. Each definition stands below the same head: a \
         form that gives `amount` and `sure`, and the role `asker`, who starts it.\n",
        files.len()
    );
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let (head, rest) = text.split_once("--- definition\n").with_context(|| format!("{}", file.display()))?;
        let (definition, rest) = rest.split_once("--- run\n").with_context(|| format!("{}", file.display()))?;
        let (_, trace) = rest.split_once("--- trace\n").with_context(|| format!("{}", file.display()))?;
        let (title, said) = head.trim_end().split_once('\n').context("a title and a line on how it is said")?;
        ensure!(!trace.trim().is_empty(), "{} has no trace", file.display());
        write!(page, "\n## {title}\n\n{said}\n\n```yaml\n{definition}```\n\n```text\n{trace}```\n")?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_is_as_the_scenarios_make_it() {
        let root = crate::tree::root();
        let written = std::fs::read_to_string(root.join(super::PAGE)).unwrap_or_default();
        assert_eq!(super::page(&root).ok().as_deref(), Some(written.as_str()), "cargo xtask patterns");
    }
}
