//! Whether runs, tasks and notifications say what the entries say.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::Found;
use crate::log::Log;

/// A run, as its entries have it.
#[derive(Default)]
struct Run {
    last: i64,
    over: bool,
    done: HashSet<i64>,
}

/// Compares.
pub fn agree(log: &Log, database: &Connection, found: &mut Found) -> anyhow::Result<()> {
    let mut runs: HashMap<i64, Run> = HashMap::new();
    for entry in &log.entries {
        let Some(id) = entry.run() else { continue };
        let run = runs.entry(id).or_default();
        run.last = entry.number;
        for event in &entry.events {
            match event["t"].as_str().unwrap_or_default() {
                "run_finished" | "run_cancelled" | "run_undone" => run.over = true,
                "run_reopened" => run.over = false,
                "task_completed" if !run.done.insert(event["task"].as_i64().unwrap_or_default()) => {
                    found.fault(format!("entry {} completes a task of run {id} again", entry.number));
                }
                _ => {}
            }
        }
    }
    let mut statement = database.prepare("SELECT id, state, last_entry FROM run")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows: Vec<(i64, i64, i64)> = rows.collect::<Result<_, _>>()?;
    if rows.len() != runs.len() {
        found.fault(format!("there are {} runs, and entries of {}", rows.len(), runs.len()));
    }
    for (id, state, last) in rows {
        match runs.get(&id) {
            Some(run) if run.last == last && run.over == (state != 1) => {}
            _ => found.fault(format!("the row of run {id} (state {state}, entry {last}) is not what its entries say")),
        }
    }
    let mut statement = database.prepare("SELECT task FROM task_state WHERE status = 4")?;
    let done: HashSet<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let said: HashSet<i64> = runs.iter().flat_map(|(id, run)| run.done.iter().map(move |n| id << 20 | n)).collect();
    for task in done.symmetric_difference(&said) {
        found.fault(format!("task {} of run {} is done by its row or its entries alone", task & 0xf_ffff, task >> 20));
    }
    let twice =
        "SELECT count(*) FROM (SELECT 1 FROM notification GROUP BY person, kind, run, task, entry HAVING count(*) > 1)";
    let twice: i64 = database.query_row(twice, [], |row| row.get(0))?;
    if twice > 0 {
        found.fault(format!("{twice} notifications were given twice"));
    }
    Ok(())
}
