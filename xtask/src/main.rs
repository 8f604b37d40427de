//! `cargo xtask`: house rules as tests, and code generation.
//!
//! `tidy` checks the rules, one file each under `tidy/`; `cargo test -p xtask` does the same.
//! `errors` writes `docs/errors/` from the code tables; with `--check` it only says whether they differ.
//! `patterns` writes `docs/patterns.md` from the scenarios of the patterns.
//! `simulate` plays random workflows in the engine and in the oracle, by seeds, or through the runtime's services.

mod errors;
mod patterns;
mod rust_source;
mod simulate;
mod tidy;
mod tree;

use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => {
            let report = tidy::run(&tree::Tree::tracked()?);
            print!("{report}");
            Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        ["errors"] => errors::write(&tree::root()),
        ["errors", "--check"] => errors::check(&tree::root()),
        ["patterns"] => patterns::write(&tree::root()),
        ["patterns", "--check"] => patterns::check(&tree::root()),
        ["patterns", "--plain"] => patterns::plain(&tree::root()),
        ["simulate", options @ ..] => simulate::run(options),
        _ => {
            eprintln!(
                "usage: cargo xtask tidy | errors [--check] | patterns [--check | --plain] | simulate [--services] --seeds N [--from S]"
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
