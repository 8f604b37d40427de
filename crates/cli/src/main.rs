//! The `baton` command: reads the command line, runs one verb, and says how it went by its exit code.
//!
//! 0: done, nothing wrong. 1: something is wrong with what was looked at (a definition, the evidence). 2: the command line
//! was not understood. 3: it could not be done (a file that cannot be read, an address in use, a setting that is wrong).

mod command;
mod config;
mod restoring;
mod say;
mod unfinished;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use command::Command;

/// Commands allocate many small values on one thread and free them on another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, nothing wrong.
    Fine,
    /// Something is wrong with what was looked at.
    Wrong,
}

#[derive(Parser)]
#[command(name = "baton", version, about = ABOUT, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

const ABOUT: &str = "Baton hands work from person to person, shows who has it, and keeps the evidence.";

const EXIT_CODES: &str = "\
Exit codes: 0 done, nothing wrong; 1 something is wrong with what was looked at; 2 the command line was not understood; \
3 it could not be done.

Start here: `baton serve --data data --example`, then open the address that it prints.";

fn main() -> ExitCode {
    match Line::parse().command.run() {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong) => ExitCode::from(1),
        Err(error) => {
            eprintln!("baton: {error:#}");
            ExitCode::from(3)
        }
    }
}
