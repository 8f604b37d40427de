//! What was sent, and what was answered: a line each, on the disk before anything goes on.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A line of a journal.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// This is being sent.
    Sent(Sent),
    /// This was answered.
    Answered(Essence),
    /// This was answered otherwise than the first time, or as it never may be.
    Wrong(String),
}

/// A command.
#[derive(Clone, Serialize, Deserialize)]
pub struct Sent {
    /// Its `Idempotency-Key`; a draft has none.
    pub key: Option<String>,
    /// What it does: `start`, `claim`, `draft`, `complete`, `comment`, `reassign`, `cancel`, `haul`, `complete-job`, `fail-job`.
    pub what: String,
    /// Who sends it: the place of their pair, and whether they are who approves; of a worker's answer nothing.
    pub who: (usize, bool),
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The body.
    pub body: Value,
    /// The run it is about; a start has none yet.
    pub run: Option<String>,
}

/// What matters of an answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Essence {
    /// Of which command; a draft has none.
    pub key: Option<String>,
    /// The status.
    pub status: u16,
    /// The code of a refusal.
    pub code: Option<String>,
    /// The run.
    pub run: Option<String>,
    /// A draft's revision.
    pub rev: Option<i64>,
}

/// The journal of one connection.
pub struct Journal {
    file: File,
    /// What stands in it.
    pub lines: Vec<Line>,
}

impl Journal {
    /// Opens the journal of the `n`-th connection. What was cut off at its end was not sent.
    pub fn open(folder: &Path, n: usize) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!("{n}.jsonl"));
        let lines = match std::fs::read_to_string(&path) {
            Ok(text) => text.lines().map_while(|line| serde_json::from_str(line).ok()).collect(),
            Err(_) => Vec::new(),
        };
        let file = File::options().create(true).append(true).open(path).context("cannot open the journal")?;
        Ok(Self { file, lines })
    }

    /// Adds a line, and waits until the disk has it.
    pub fn add(&mut self, line: Line) -> anyhow::Result<()> {
        self.add_soon(line)?;
        Ok(self.file.sync_data()?)
    }

    /// Adds a line that the disk has some time: for what is done before anything is broken.
    pub fn add_soon(&mut self, line: Line) -> anyhow::Result<()> {
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.file.write_all(text.as_bytes())?;
        self.lines.push(line);
        Ok(())
    }
}
