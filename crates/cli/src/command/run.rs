//! `baton run FILE --scenario FILE`: plays a definition in virtual time, without a server.

use std::path::{Path, PathBuf};

use anyhow::Context;
use baton_sim::{Directory, Played, Scenario, play};
use clap::Args;

use super::check::read;
use crate::Outcome;
use crate::say::say;

/// Play a definition in virtual time, without a server, and print what happens.
///
/// The scenario says in lines who does what, how much time passes and what is expected; docs/scenarios.md has them all. Exit
/// code 0: it went as it says. 1: it did not, or the definition or the scenario has errors.
#[derive(Args)]
pub struct Run {
    /// The definition.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The scenario.
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
}

impl Run {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let scenario = match Scenario::read(&read(&self.scenario)?) {
            Ok(scenario) => scenario,
            Err(wrong) => {
                wrong.iter().try_for_each(|wrong| say(&format!("{}: {wrong}\n", self.scenario.display())))?;
                return Ok(Outcome::Wrong);
            }
        };
        match played(&scenario, &self.file, &self.scenario)? {
            Err(faults) => {
                say(&faults)?;
                Ok(Outcome::Wrong)
            }
            Ok(played) => {
                say(&played.trace)?;
                played.wrong.iter().try_for_each(|wrong| say(&format!("{}: {wrong}\n", self.scenario.display())))?;
                Ok(if played.wrong.is_empty() { Outcome::Fine } else { Outcome::Wrong })
            }
        }
    }
}

/// Plays a scenario of a workflow; what is wrong with the definitions, as people read it.
pub fn played(scenario: &Scenario, workflow: &Path, beside: &Path) -> anyhow::Result<Result<Played, String>> {
    let text = read(workflow)?;
    let def = match baton_model::compile(&text) {
        Ok(def) => def,
        Err(faults) => return Ok(Err(shown(workflow, &text, &faults))),
    };
    let mut decisions = Vec::new();
    for file in &scenario.decisions {
        let file = beside.parent().unwrap_or(Path::new(".")).join(file);
        let text = read(&file)?;
        match baton_model::compile_decision(&text) {
            Ok(decision) => decisions.push(decision),
            Err(faults) => return Ok(Err(shown(&file, &text, &faults))),
        }
    }
    let mut directory = Directory::default();
    let lost = directory.decisions(decisions);
    let lost =
        (!lost.is_empty()).then(|| format!("these decisions use others that are not named: {}", lost.join(", ")));
    lost.map_or(Ok(()), |lost| Err(anyhow::anyhow!(lost))).with_context(|| format!("{}", beside.display()))?;
    Ok(Ok(play(scenario, def, directory)))
}

fn shown(file: &Path, text: &str, faults: &[baton_model::Fault]) -> String {
    let faults: Vec<String> = faults.iter().map(|fault| fault.render(text) + "\n").collect();
    format!("{}{}: it cannot be played\n", faults.concat(), file.display())
}
