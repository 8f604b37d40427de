//! `baton import FILE.dmn`: a decision model of another tool as files of shared decisions, and what was not taken over.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use baton_interop::dmn::{self, Imported};
use baton_model::Severity;
use clap::Args;

use crate::Outcome;
use crate::say::say;

/// Take over a DMN model: a file for each of its decisions and services.
///
/// Says what could not be taken over, and what is left to mend in the files. Exit code 0: everything was taken over; 1:
/// something was not, or has errors.
#[derive(Args)]
pub struct Import {
    /// The model (DMN 1.2 to 1.5), then the models it imports.
    #[arg(required = true, value_name = "FILE.dmn")]
    files: Vec<PathBuf>,
    /// The folder for the files; it is made where it is not there.
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// The group or person that answers for the decisions.
    #[arg(long, value_name = "NAME", default_value = "designers")]
    owner: String,
    /// Write over files that are there.
    #[arg(long)]
    force: bool,
}

impl Import {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let texts = self.files.iter().map(|path| text(path)).collect::<anyhow::Result<Vec<_>>>()?;
        let others: Vec<&str> = texts[1..].iter().map(String::as_str).collect();
        let imported = match dmn::import(&texts[0], &others, &self.owner) {
            Ok(imported) => imported,
            Err(fault) => {
                say(&format!("{}: {fault}\n", self.files[0].display()))?;
                return Ok(Outcome::Wrong);
            }
        };
        let paths: Vec<PathBuf> =
            imported.files.iter().map(|file| self.out.join(format!("{}.yaml", file.id))).collect();
        if let Some(there) = paths.iter().find(|path| !self.force && path.exists()) {
            bail!("{} is there already; take another --out, or --force to write over it", there.display());
        }
        fs::create_dir_all(&self.out).with_context(|| self.out.display().to_string())?;
        for (path, file) in paths.iter().zip(&imported.files) {
            fs::write(path, &file.text).with_context(|| path.display().to_string())?;
        }
        report(&imported, &paths)
    }
}

fn report(imported: &Imported, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let mut errors = 0;
    for (file, path) in imported.files.iter().zip(paths) {
        say(&format!("{}: {}\n", path.display(), file.name))?;
        let checked = baton_model::read(&file.text);
        for fault in checked.faults.iter().filter(|fault| fault.severity == Severity::Error) {
            errors += 1;
            say(&fault.render(&file.text))?;
            say("\n")?;
        }
    }
    if !imported.left_out.is_empty() {
        say("\nNot taken over, or not as it was:\n")?;
    }
    for left in &imported.left_out {
        let line = if left.line > 0 { format!(" (line {})", left.line) } else { String::new() };
        say(&format!("  {}{line}: {}\n", left.what, left.why))?;
    }
    let decisions = if paths.len() == 1 { "1 decision".to_owned() } else { format!("{} decisions", paths.len()) };
    say(&format!("\n{decisions} written, {} not taken over, {errors} errors\n", imported.left_out.len()))?;
    Ok(if errors == 0 && imported.left_out.is_empty() { Outcome::Fine } else { Outcome::Wrong })
}

fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
