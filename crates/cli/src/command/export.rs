//! `baton export FILE.yaml`: a shared decision, or a table of a workflow, as a DMN 1.5 model that other tools open.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use baton_interop::dmn;
use baton_model::decision::{of_step, steps};
use baton_model::definition::{Decision, Definition};
use clap::Args;

use crate::Outcome;
use crate::say::say;

/// Write a decision as a DMN 1.5 model.
///
/// Decisions that it uses are looked for beside the file, as `ID.yaml`; they become parts of the same model.
#[derive(Args)]
pub struct Export {
    /// A shared decision, or a workflow with a step that decides by a table or rules.
    #[arg(value_name = "FILE.yaml")]
    file: PathBuf,
    /// The step of the workflow; not needed where there is one.
    #[arg(long, value_name = "ID")]
    step: Option<String>,
    /// Where to write the model; without it, to standard output.
    #[arg(long, value_name = "FILE.dmn")]
    out: Option<PathBuf>,
    /// The form; DMN is the only one.
    #[arg(long)]
    dmn: bool,
}

impl Export {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let text = fs::read_to_string(&self.file).with_context(|| self.file.display().to_string())?;
        let checked = baton_model::read(&text);
        if checked.has_errors() {
            for fault in &checked.faults {
                say(&(fault.render(&text) + "\n"))?;
            }
            return Ok(Outcome::Wrong);
        }
        let mut decisions = vec![self.decision(checked.definition)?];
        used(&self.file, &mut decisions);
        let exported = dmn::export(&decisions.iter().collect::<Vec<_>>());
        match &self.out {
            Some(out) => fs::write(out, &exported.text).with_context(|| out.display().to_string())?,
            None => say(&exported.text)?,
        }
        for left in &exported.left_out {
            eprintln!("{}: {}", left.what, left.why);
        }
        Ok(if exported.left_out.is_empty() { Outcome::Fine } else { Outcome::Wrong })
    }

    fn decision(&self, definition: Option<Definition>) -> anyhow::Result<Decision> {
        let workflow = match definition {
            Some(Definition::Decision(decision)) => return Ok(*decision),
            Some(Definition::Workflow(workflow)) => workflow,
            _ => bail!("{} is neither a decision nor a workflow", self.file.display()),
        };
        let all = steps(&workflow);
        let ids = || all.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(", ");
        let step = match (&self.step, all.as_slice()) {
            (_, []) => bail!("{} has no step that decides by a table or rules", self.file.display()),
            (Some(id), _) => all.iter().find(|step| step.id == *id),
            (None, [only]) => Some(only),
            (None, _) => bail!("say which step by --step: {}", ids()),
        };
        let step =
            step.with_context(|| format!("no step of that name decides by a table or rules; there are {}", ids()))?;
        of_step(&workflow, step).context("the step has no table and no rules")
    }
}

/// The decisions that are used, from files beside the first; one that is not there is an input of the model.
fn used(file: &Path, decisions: &mut Vec<Decision>) {
    let mut at = 0;
    while at < decisions.len() && decisions.len() < baton_model::decision::USED_MAX {
        let ids: Vec<String> = decisions[at].uses.iter().map(|used| used.decision.name.clone()).collect();
        for id in ids {
            let known = decisions.iter().any(|decision| decision.head.id.name == id);
            let text = fs::read_to_string(file.with_file_name(format!("{id}.yaml")));
            let found = text.ok().filter(|_| !known).and_then(|text| baton_model::compile_decision(&text).ok());
            decisions.extend(found.map(|found| found.decision));
        }
        at += 1;
    }
}
