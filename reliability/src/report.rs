//! What a check found, said on the screen and kept as `target/reliability/CHECK.json`.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
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

/// Runs a check, says and keeps what it found, and whether it passed.
pub fn of(check: &Check, options: &Options) -> anyhow::Result<bool> {
    let began = Instant::now();
    println!("{}: {} ({} times, seed {})", check.id, check.what, options.count, options.seed);
    let found = (check.run)(options).unwrap_or_else(|error| Found {
        faults: vec![format!("the check could not go on: {error:#}")],
        ..Found::default()
    });
    let holds = found.faults.is_empty();
    for (figure, value) in &found.figures {
        println!("  {figure}: {value}");
    }
    for fault in &found.faults {
        println!("  WRONG: {fault}");
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("  {} in {seconds:.1} s", if holds { "holds" } else { "DOES NOT HOLD" });
    let report = json!({
        "check": check.id, "count": options.count, "seed": options.seed, "seconds": seconds, "holds": holds,
        "figures": found.figures, "faults": found.faults,
    });
    let folder = PathBuf::from("target/reliability");
    std::fs::create_dir_all(&folder).context("cannot make target/reliability")?;
    std::fs::write(folder.join(format!("{}.json", check.id)), format!("{report:#}\n"))?;
    Ok(holds)
}
