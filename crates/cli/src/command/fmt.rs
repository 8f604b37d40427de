//! `baton fmt FILE…`: definitions in their normal form; comments stay.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::Outcome;
use crate::command::check::read;
use crate::say::say;

/// Write definitions in their normal form: order of keys, quotes, missing ids. Comments stay.
///
/// A file with errors is not touched; `baton check` shows them.
#[derive(Args)]
pub struct Fmt {
    /// The files; - is standard input, written to standard output.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing; exit code 1 where a file is not in its normal form.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::Fine;
        for file in &self.files {
            if self.format(file)? == Outcome::Wrong {
                outcome = Outcome::Wrong;
            }
        }
        Ok(outcome)
    }

    fn format(&self, file: &Path) -> anyhow::Result<Outcome> {
        let text = read(file)?;
        let normal = match baton_model::fmt(&baton_model::with_ids(&text)) {
            Ok(normal) => normal,
            Err(faults) => {
                for fault in &faults {
                    eprintln!("{}", fault.render(&text));
                }
                eprintln!("baton: {} was not touched: it has errors", file.display());
                return Ok(Outcome::Wrong);
            }
        };
        let same = normal == text;
        if self.check {
            if !same {
                say(&format!("{} is not in its normal form\n", file.display()))?;
            }
            return Ok(if same { Outcome::Fine } else { Outcome::Wrong });
        }
        if file == Path::new("-") {
            say(&normal)?;
        } else if !same {
            std::fs::write(file, &normal).with_context(|| format!("cannot write {}", file.display()))?;
            say(&format!("{}: written\n", file.display()))?;
        }
        Ok(Outcome::Fine)
    }
}
