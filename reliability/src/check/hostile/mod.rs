//! Whatever is sent, written or evaluated: no panic, no answer of 500, no hang, no more memory than is settled; and afterwards
//! the server answers and its history verifies.
//!
//! A third of the inputs are requests, to the built binary with the example workspace; the others are definitions and
//! expressions, in processes of their own that are built with this program.

mod corpus;
mod known;
mod nasty;
mod request;
mod requests;
mod twist;
pub mod wire;
pub mod worker;

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use serde_json::json;

use crate::options::Options;
use crate::report::Found;
use corpus::Corpus;

/// Of so many inputs one is a request.
const REQUESTS_IN: u64 = 3;
/// How many faults are told; more say nothing new.
const TOLD_MAX: usize = 30;
/// How much memory definitions and expressions may take, each process.
const TEXTS_BYTES_MAX: u64 = 256 << 20;

/// Does both.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let requests = options.count.div_ceil(REQUESTS_IN);
    requests::run(options, requests, &mut found)?;
    texts(options, options.count - requests, &mut found)?;
    found.faults.truncate(TOLD_MAX);
    Ok(found)
}

/// One worker for each processor, each with its share of the inputs.
fn texts(options: &Options, count: u64, found: &mut Found) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let workers = std::thread::available_parallelism().map_or(1, |many| many.get() as u64);
    let share = |worker: u64| {
        let at = folder.path().join(worker.to_string());
        move || until_done(options.seed, (worker, count, workers), &at)
    };
    let done: Vec<anyhow::Result<(Vec<String>, u64)>> = std::thread::scope(|threads| {
        let started: Vec<_> = (0..workers).map(|worker| threads.spawn(share(worker))).collect();
        started.into_iter().map(|it| it.join().unwrap_or_else(|_| anyhow::bail!("a thread ended in a panic"))).collect()
    });
    for one in done {
        let (faults, peak) = one?;
        found.faults.extend(faults);
        found.highest("texts_peak_mib", peak >> 20);
        if peak > TEXTS_BYTES_MAX {
            found.faults.push(format!("definitions and expressions took {} MiB of memory", peak >> 20));
        }
    }
    found.figures.insert("definitions_and_expressions".to_owned(), json!(count));
    Ok(())
}

/// Starts the worker again behind each input that ended it.
fn until_done(seed: u64, (mut from, to, step): (u64, u64, u64), at: &Path) -> anyhow::Result<(Vec<String>, u64)> {
    let (mut faults, mut peak) = (Vec::new(), 0);
    while from < to {
        let said = worker(&[seed, from, to, step], at)?.wait_with_output()?;
        for line in String::from_utf8_lossy(&said.stdout).lines() {
            match line.strip_prefix("peak ") {
                Some(bytes) => peak = peak.max(bytes.parse()?),
                None => faults.push(line.to_owned()),
            }
        }
        if said.status.success() || faults.len() > TOLD_MAX {
            break;
        }
        let number = std::fs::read(at)?.try_into().ok().map(u64::from_le_bytes).context("the worker did not start")?;
        let input = worker::shown(&worker::input(&Corpus::read()?, seed, number));
        faults.push(format!("input {number} ended the process with {}: {input}", said.status));
        from = number + step;
    }
    Ok((faults, peak))
}

fn worker(numbers: &[u64], at: &Path) -> anyhow::Result<Child> {
    let myself = std::env::current_exe()?;
    let mut command = Command::new(myself);
    command.arg(worker::NAME).args(numbers.iter().map(u64::to_string)).arg(at);
    command.stdout(Stdio::piped()).spawn().context("cannot start a worker")
}
