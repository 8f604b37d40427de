//! What a check found, said on the screen and kept as `target/reliability/CHECK.json`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};

use crate::check::Check;
use crate::options::Options;

/// What a check found. No fault is what passes.
#[derive(Default)]
pub struct Found {
    /// What was wrong: a sentence each, with the try it was seen in.
    pub faults: Vec<String>,
    /// What was counted and measured: `acknowledged`, `slowest_start_ms`.
    pub figures: Map<String, Value>,
}

impl Found {
    /// Adds to a figure that counts.
    pub fn add(&mut self, figure: &str, more: u64) {
        let so_far = self.figures.get(figure).and_then(Value::as_u64).unwrap_or(0);
        self.figures.insert(figure.to_owned(), json!(so_far + more));
    }

    /// Keeps the larger of a figure that has a highest value.
    pub fn highest(&mut self, figure: &str, value: u64) {
        let so_far = self.figures.get(figure).and_then(Value::as_u64).unwrap_or(0);
        self.figures.insert(figure.to_owned(), json!(so_far.max(value)));
    }
}

/// Runs checks, so many at a time; how many passed.
pub fn of_all(checks: &[(&Check, Options)], at_once: usize) -> anyhow::Result<usize> {
    let (next, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || -> anyhow::Result<()> {
        while let Some((check, options)) = checks.get(next.fetch_add(1, Ordering::Relaxed)) {
            passed.fetch_add(usize::from(of(check, options)?), Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|threads| {
        let all: Vec<_> = (0..at_once).map(|_| threads.spawn(work)).collect();
        all.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| bail!("a check ended in a panic")))
    })?;
    Ok(passed.into_inner())
}

/// Runs a check, says and keeps what it found, and whether it passed.
fn of(check: &Check, options: &Options) -> anyhow::Result<bool> {
    let began = Instant::now();
    println!("{}: {} ({} times, seed {})", check.id, check.what, options.count, options.seed);
    let found = (check.run)(options).unwrap_or_else(|error| Found {
        faults: vec![format!("the check could not go on: {error:#}")],
        ..Found::default()
    });
    let holds = found.faults.is_empty();
    let seconds = began.elapsed().as_secs_f64();
    // In one piece: another check may be speaking as well.
    let mut said = format!("{} {} in {seconds:.1} s", check.id, if holds { "holds" } else { "DOES NOT HOLD" });
    for (figure, value) in &found.figures {
        write!(said, "\n  {figure}: {value}")?;
    }
    for fault in &found.faults {
        write!(said, "\n  WRONG: {fault}")?;
    }
    println!("{said}");
    let report = json!({
        "check": check.id, "count": options.count, "seed": options.seed, "seconds": seconds, "holds": holds,
        "figures": found.figures, "faults": found.faults,
    });
    let folder = PathBuf::from("target/reliability");
    std::fs::create_dir_all(&folder).context("cannot make target/reliability")?;
    std::fs::write(folder.join(format!("{}.json", check.id)), format!("{report:#}\n"))?;
    Ok(holds)
}
