//! How the report of `baton verify` is shown: for people, and as JSON for tools.

use baton_runtime::verify::Verified;
use baton_store::verify::{Removed, RunShown};

/// How many rows that differ are shown.
const ROWS_SHOWN_MAX: usize = 20;

/// The report; where the tables were compared, with the rows that differ.
pub fn json(verified: &Verified) -> anyhow::Result<serde_json::Value> {
    let mut json = serde_json::to_value(&verified.report)?;
    if let Some(report) = json.as_object_mut() {
        report.insert("holds".to_owned(), verified.holds().into());
        report.insert("first_bad".to_owned(), verified.report.first_bad().into());
        if let Some(rows) = &verified.tables {
            report.insert("differences".to_owned(), serde_json::to_value(rows)?);
        }
    }
    Ok(json)
}

/// The report in words: what is wrong, the sum, and what a reader should know besides.
pub fn text(verified: &Verified, about: &str) -> String {
    let report = &verified.report;
    let rows = verified.tables.iter().flatten().take(ROWS_SHOWN_MAX);
    let mut lines: Vec<String> = rows.map(ToString::to_string).collect();
    lines.extend(report.faults.iter().map(|fault| format!("{}: {fault}", fault.code.word())));
    if report.more_faults > 0 {
        lines.push(format!("and {} more", report.more_faults));
    }
    let heads = report.heads.len();
    let counted =
        format!("{} entries, {} leaves, {heads} checkpoints, {} files", report.entries, report.leaves, report.files);
    lines.push(match report.first_bad() {
        None if report.holds() => format!("{about} holds: {counted}"),
        None => format!("{about} does not hold: {counted}"),
        Some(entry) => format!("{about} does not hold: the first wrong entry is {entry} ({counted})"),
    });
    if let Some(rows) = &verified.tables {
        let word = if rows.is_empty() { "are" } else { "are not" };
        lines.push(format!("the tables {word} what the entries say ({} rows differ)", rows.len()));
    }
    lines.extend(report.removed.iter().take(ROWS_SHOWN_MAX).map(|removed| {
        let Removed { entry, runs, bodies } = removed;
        format!("  entry {entry} records that {runs} runs were taken out when their time was over, with the content of {bodies} entries")
    }));
    lines.extend(report.run.iter().flat_map(of_run).map(|line| format!("  {line}")));
    lines.extend(report.notes.iter().map(|note| format!("  {note}")));
    lines.join("\n") + "\n"
}

fn of_run(run: &RunShown) -> [String; 2] {
    let end = if run.ended { "the run ends in them" } else { "the run does not end in them" };
    [
        format!("It is about run {} of the workspace {}.", run.key, run.workspace),
        format!(
            "The run's entries 1 to {}, the last is entry {} of {}; {end}.",
            run.last_seq, run.last_entry, run.last_time
        ),
    ]
}
