//! `baton test DIR`: plays every scenario of a folder, so that workflows are tested where their texts are kept.

use std::path::{Path, PathBuf};

use anyhow::Context;
use baton_sim::Scenario;
use clap::Args;

use super::check::read;
use super::run::played;
use crate::Outcome;
use crate::say::say;

/// How deep folders are looked into, and how many scenarios are played.
const DEPTH_MAX: usize = 16;
const FILES_MAX: usize = 10_000;

/// Play every scenario (*.scenario) in folders, and tell which did not go as they say.
///
/// A scenario names its workflow with `workflow: FILE`, as seen from where it stands. Exit code 0: all went as they say. 1: some
/// did not. 3: there is none, or one cannot be read.
#[derive(Args)]
pub struct Test {
    /// The folders or files.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl Test {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut files = Vec::new();
        for folder in &self.folders {
            find(folder, 0, &mut files)?;
        }
        files.sort();
        anyhow::ensure!(!files.is_empty(), "no scenario is there: their names end in .scenario");
        let mut failed = 0;
        for file in &files {
            let wrong = wrong(file)?;
            let verdict = if wrong.is_empty() { "ok    " } else { "FAILED" };
            say(&format!("{verdict}  {}\n", file.display()))?;
            wrong.iter().try_for_each(|wrong| say(&format!("        {wrong}\n")))?;
            failed += usize::from(!wrong.is_empty());
        }
        say(&format!("{} of {} scenarios went as they say\n", files.len() - failed, files.len()))?;
        Ok(if failed == 0 { Outcome::Fine } else { Outcome::Wrong })
    }
}

fn find(at: &Path, depth: usize, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if at.is_file() {
        files.push(at.to_owned());
        return Ok(());
    }
    anyhow::ensure!(depth < DEPTH_MAX && files.len() < FILES_MAX, "{}: too many folders or scenarios", at.display());
    for entry in std::fs::read_dir(at).with_context(|| format!("cannot open {}", at.display()))? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            find(&path, depth + 1, files)?;
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "scenario") {
            files.push(path);
        }
    }
    Ok(())
}

/// What did not go as the scenario says.
fn wrong(file: &Path) -> anyhow::Result<Vec<String>> {
    let scenario = match Scenario::read(&read(file)?) {
        Ok(scenario) => scenario,
        Err(wrong) => return Ok(wrong.iter().map(ToString::to_string).collect()),
    };
    let Some(workflow) = &scenario.workflow else {
        return Ok(vec!["it names no workflow: write `workflow: FILE`".to_owned()]);
    };
    let workflow = file.parent().unwrap_or(Path::new(".")).join(workflow);
    Ok(match played(&scenario, &workflow, file)? {
        Ok(played) => played.wrong.iter().map(ToString::to_string).collect(),
        Err(faults) => faults.lines().map(str::to_owned).collect(),
    })
}
