//! Tries to break what Baton promises: `baton-reliability CHECK [--count N] [--seed S] [--baton PATH]`.
//!
//! Each check works on the built binary from outside, as a machine, a disk or an attacker would. It draws all that is random
//! from its seed, and says what it found wrong; nothing found is what passes. `list` names the checks, `all` runs each.

mod caller;
mod check;
mod client;
mod depot;
mod disk;
mod http;
mod moment;
mod options;
mod report;
mod server;
mod shim;
mod sink;
mod trial;
mod world;

use std::process::ExitCode;

use clap::Parser;

use crate::check::{CHECKS, Check, hostile};
use crate::options::{Arguments, Options};

/// How many checks run at once where nothing is measured: each has a server and folders of its own.
const TOGETHER: usize = 2;

fn main() -> anyhow::Result<ExitCode> {
    // A part of a check that must be a process of its own, as it may not survive, or must survive the rest.
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        Some(client::NAME) => {
            return client::main(std::env::args().skip(1)).map(|()| ExitCode::SUCCESS);
        }
        Some(hostile::worker::NAME) => {
            return hostile::worker::main(&words.collect::<Vec<_>>()).map(|()| ExitCode::SUCCESS);
        }
        _ => {}
    }
    let arguments = Arguments::parse();
    if arguments.check == "list" {
        for check in CHECKS {
            println!("{:<14} {} ({} times in the tests, {} with --full)", check.id, check.what, check.few, check.many);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen: Vec<&Check> =
        CHECKS.iter().filter(|check| arguments.check == "all" || check.id == arguments.check).collect();
    if chosen.is_empty() {
        eprintln!("there is no check `{}`; `list` names them", arguments.check);
        return Ok(ExitCode::FAILURE);
    }
    let mut jobs = Vec::new();
    for check in chosen {
        let options = Options::new(&arguments, check)?;
        if options.count > 0 {
            jobs.push((check, options));
        }
    }
    // Before a release each check has the machine to itself.
    let (alone, together): (Vec<_>, Vec<_>) =
        jobs.into_iter().partition(|(check, _)| check.is_measured || arguments.full);
    let passed = report::of_all(&together, TOGETHER)? + report::of_all(&alone, 1)?;
    let failed = together.len() + alone.len() - passed;
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
