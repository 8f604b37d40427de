//! Writes a page per code to `docs/errors/`, from what `baton errors --json` says.
//!
//! The tables in the crates are the one place where codes stand; a page repeats its row and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

const FOLDER: &str = "docs/errors";

/// Writes the pages and takes away those of codes that are gone.
pub fn write(root: &Path) -> Result<ExitCode> {
    let pages = pages(&table(root)?)?;
    let folder = root.join(FOLDER);
    std::fs::create_dir_all(&folder)?;
    for (name, _) in written(&folder)?.iter().filter(|(name, _)| !pages.contains_key(*name)) {
        std::fs::remove_file(folder.join(name))?;
    }
    for (name, text) in &pages {
        std::fs::write(folder.join(name), text)?;
    }
    println!("{} pages in {FOLDER}", pages.len());
    Ok(ExitCode::SUCCESS)
}

/// Says whether the pages are as the tables would make them.
pub fn check(root: &Path) -> Result<ExitCode> {
    if pages(&table(root)?)? == written(&root.join(FOLDER))? {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{FOLDER} differs from the code tables: cargo xtask errors");
    Ok(ExitCode::FAILURE)
}

/// What the program says of itself: that of `BATON_BIN`, as `make test` has built it, else one that is built now.
fn table(root: &Path) -> Result<Vec<Value>> {
    let built = std::env::var_os("BATON_BIN");
    let mut baton = Command::new(built.as_deref().unwrap_or("cargo".as_ref()));
    if built.is_none() {
        baton.args(["run", "--quiet", "--package", "baton-cli", "--bin", "baton", "--"]);
    }
    let output = baton.args(["errors", "--json"]).current_dir(root).output().context("baton errors")?;
    ensure!(output.status.success(), "baton errors: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn written(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    if folder.is_dir() {
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            pages.insert(name, std::fs::read_to_string(&path)?);
        }
    }
    Ok(pages)
}

fn pages(table: &[Value]) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    let mut index = "# Codes\n\nWritten by `cargo xtask errors` from the tables in the crates. A code keeps its meaning for ever.\n".to_owned();
    let mut codes: Vec<&Value> = table.iter().collect();
    codes.sort_by_key(|row| text(row, "code").unwrap_or_default());
    let mut area = String::new();
    for row in codes {
        let code = text(row, "code")?;
        let of = code.split('.').next().unwrap_or_default();
        if of != area {
            of.clone_into(&mut area);
            write!(index, "\n## {area}\n\n")?;
        }
        writeln!(index, "- [`{code}`]({code}.md): {}", text(row, "sentence")?)?;
        pages.insert(format!("{code}.md"), page(row)?);
    }
    pages.insert("README.md".to_owned(), index);
    Ok(pages)
}

fn page(row: &Value) -> Result<String> {
    let (code, sentence) = (text(row, "code")?, text(row, "sentence")?);
    let (remedy, example) = (text(row, "remedy")?, text(row, "example")?);
    let status = row["status"].as_u64().context("a status")?;
    Ok(format!(
        "# `{code}`\n\n> {sentence}\n\nHTTP status: {status}\n\n## What to do\n\n{remedy}\n\n## Example\n\n{}\n",
        if example.contains('\n') { format!("```\n{}\n```", example.trim_end()) } else { example.to_owned() }
    ))
}

fn text<'a>(row: &'a Value, key: &str) -> Result<&'a str> {
    row[key].as_str().with_context(|| format!("{key} of {row}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_becomes_a_page_and_a_line_of_the_index() {
        let row = json!({
            "code": "task.not_open", "status": 409, "sentence": "This task is not open: {task}",
            "remedy": "Look at its run.", "example": "complete\ntwice",
        });
        let pages = pages(&[row]).unwrap();
        assert_eq!(
            pages["task.not_open.md"],
            "# `task.not_open`\n\n> This task is not open: {task}\n\nHTTP status: 409\n\n## What to do\n\nLook at its run.\n\n## Example\n\n```\ncomplete\ntwice\n```\n"
        );
        assert!(
            pages["README.md"]
                .ends_with("## task\n\n- [`task.not_open`](task.not_open.md): This task is not open: {task}\n")
        );
    }
}
