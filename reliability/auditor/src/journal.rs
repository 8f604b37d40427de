//! Whether what the clients were told is what is there: each acknowledged command once, each refused one not at all, and what
//! was never answered wholly or not at all.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::Found;
use crate::log::Log;

/// A command, and what is known of it.
#[derive(Default)]
struct Command {
    what: String,
    status: Option<u64>,
    run: Option<String>,
}

/// What bears the key of one command.
#[derive(Default)]
struct Entries {
    /// The numbers of those in which it happened.
    happened: Vec<i64>,
    /// How many say only that it came too late.
    late: usize,
}

/// Compares.
pub fn agree(log: &Log, database: &Connection, folder: &Path, found: &mut Found) -> anyhow::Result<()> {
    let mut times: HashMap<&str, Entries> = HashMap::new();
    for entry in &log.entries {
        let entries = times.entry(&entry.cmd).or_default();
        // That an answer came too late is kept, as is the refusal of its sender, and changes nothing else.
        if entry.events.iter().all(|event| event["t"] == "job_answered_late") {
            entries.late += 1;
        } else {
            entries.happened.push(entry.number);
        }
    }
    if !folder.is_dir() {
        return Ok(());
    }
    let kept = Kept { answers: counted(database, "command")?, runs: counted(database, "run")? };
    for file in std::fs::read_dir(folder)? {
        let text = std::fs::read_to_string(file?.path())?;
        let lines: Vec<Value> = text.lines().map_while(|line| serde_json::from_str(line).ok()).collect();
        for line in &lines {
            if let Some(said) = line["wrong"].as_str() {
                found.fault(said.to_owned());
            }
        }
        for (key, command) in commands(&lines) {
            one(&kept, &key, &command, times.get(key.as_str()).unwrap_or(&Entries::default()), found);
        }
        drafts(&lines, database, found)?;
    }
    Ok(())
}

/// The commands of a journal, by their keys.
fn commands(lines: &[Value]) -> HashMap<String, Command> {
    let mut commands: HashMap<String, Command> = HashMap::new();
    for line in lines {
        let (sent, answered) = (&line["sent"], &line["answered"]);
        if let Some(key) = sent["key"].as_str() {
            let command = commands.entry(key.to_owned()).or_default();
            sent["what"].as_str().unwrap_or_default().clone_into(&mut command.what);
        } else if let Some(key) = answered["key"].as_str() {
            let command = commands.entry(key.to_owned()).or_default();
            command.status = answered["status"].as_u64();
            command.run = answered["run"].as_str().map(str::to_owned);
        }
    }
    commands
}

/// How often the tables know a key.
struct Kept {
    answers: HashMap<String, i64>,
    runs: HashMap<String, i64>,
}

fn counted(database: &Connection, table: &str) -> anyhow::Result<HashMap<String, i64>> {
    let mut statement = database.prepare(&format!("SELECT key, count(*) FROM {table} GROUP BY key"))?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// Compares one command with the entries that bear its key.
fn one(tables: &Kept, key: &str, command: &Command, entries: &Entries, found: &mut Found) {
    let numbers = &entries.happened;
    let kept = tables.answers.get(key).copied().unwrap_or(0) as usize;
    let what = &command.what;
    let all = numbers.len() + entries.late;
    if all > 1 || kept != all {
        found.fault(format!("{what} {key} has {all} entries and {kept} kept answers"));
    }
    match command.status {
        None => found.unknown += 1,
        Some(200..300) => {
            found.acknowledged += 1;
            if numbers.is_empty() {
                found.fault(format!("{what} {key} was acknowledged and is lost"));
            }
            let there = command.run.as_ref().map_or(1, |run| tables.runs.get(run).copied().unwrap_or(0));
            if there != 1 {
                found.fault(format!(
                    "{what} {key} was answered with {:?}, and there are {there} such runs",
                    command.run
                ));
            }
        }
        Some(status) => {
            found.refused += 1;
            if !numbers.is_empty() {
                found.fault(format!("{what} {key} was refused with {status} and happened (entry {})", numbers[0]));
            }
        }
    }
}

/// Compares the last acknowledged draft of each task that is still open.
fn drafts(lines: &[Value], database: &Connection, found: &mut Found) -> anyhow::Result<()> {
    let mut last: HashMap<String, i64> = HashMap::new();
    for two in lines.windows(2) {
        let (sent, answered) = (&two[0]["sent"], &two[1]["answered"]);
        if sent["what"] == "draft"
            && answered["status"] == 200
            && let (Some(path), Some(rev)) = (sent["path"].as_str(), answered["rev"].as_i64())
        {
            found.acknowledged += 1;
            last.insert(path.trim_start_matches("/api/v1/tasks/").trim_end_matches("/draft").to_owned(), rev);
        }
    }
    for (task, rev) in last {
        let Some((run, n)) = task.split_once('.') else { continue };
        let open =
            "SELECT count(*) FROM run JOIN task_state ON task = run.id << 20 | ?2 WHERE key = ?1 AND status <= 3";
        let open: i64 = database.query_row(open, (run, n.parse::<i64>()?), |row| row.get(0))?;
        let kept = "SELECT max(rev) FROM form_draft WHERE place = 'task:' || ?1";
        let kept: Option<i64> = database.query_row(kept, [&task], |row| row.get(0)).optional()?.flatten();
        if open == 1 && kept.is_none_or(|kept| kept < rev) {
            found.fault(format!("the draft of {task} was acknowledged as {rev} and is {kept:?}"));
        }
    }
    Ok(())
}
