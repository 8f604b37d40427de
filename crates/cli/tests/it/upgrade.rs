//! A workspace that an earlier program made opens, is brought to the format of this one, verifies, and goes on with what was
//! open in it. The databases stand as SQL in store-sqlite's tests/databases, each as the program of that format wrote it
//! (scripts/keep-workspace). Formats between two of them are those steps taken over the older one: their tables, with rows of
//! that program.

use std::path::{Path, PathBuf};

use baton_runtime::clock::Clock;
use baton_runtime::{Ask, Caller, Config, Handle, Request, Time};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::baton::run;
use crate::verify::place;

/// Those folders.
fn kept() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store-sqlite/tests/databases");
    let folders = std::fs::read_dir(folder).expect("the databases").map(|entry| entry.expect("a folder").path());
    folders.collect()
}

/// A data folder as that program left it.
fn left(kept: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["baton", "keys"] {
        let sql = std::fs::read_to_string(kept.join(format!("{name}.sql"))).expect("SQL");
        let database = Connection::open(folder.path().join(format!("{name}.db"))).expect("a database");
        database.execute_batch(&sql).expect("made as it was");
    }
    for name in ["files", "heads"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
        for file in std::fs::read_dir(kept.join(name)).expect("a folder") {
            let file = file.expect("a file");
            std::fs::copy(file.path(), folder.path().join(name).join(file.file_name())).expect("copied");
        }
    }
    folder
}

/// A data folder as a program of this format left it.
pub fn of_this_format() -> TempDir {
    let name = format!("main-{}-keys-2", steps().len());
    left(&kept().into_iter().find(|kept| kept.ends_with(&name)).expect("scripts/keep-workspace keeps one"))
}

fn ask(handle: &Handle, by: &str, ask: Ask) {
    let person = handle.core().directory().by_handle(by).expect("a person").id;
    let request = Request { caller: Caller::person(person), key: None, if_match: None, ask };
    handle.submit_blocking(request).unwrap_or_else(|refused| panic!("{by}: {refused}"));
}

fn complete(task: &str, choice: Option<&str>, values: &Value) -> Ask {
    let values = values.as_object().cloned().unwrap_or_default();
    Ask::CompleteTask {
        task: task.to_owned(),
        choice: choice.map(str::to_owned),
        values,
        comment: None,
        seen: None,
        checked: Vec::new(),
    }
}

/// Opens it at that moment.
fn open(folder: &Path, at: &str) -> Handle {
    let at: jiff::Timestamp = at.parse().expect("a moment");
    let clock = Clock::reading(move || at.as_microsecond());
    Handle::open(place(folder), clock, Config::default(), Time::Stands).expect("it opens")
}

/// How many timers are due.
fn due(handle: &Handle) -> usize {
    let reader = handle.core().reader().expect("a reader");
    reader.timers_until(handle.core().clock.now_us(), None, 100).expect("timers").len()
}

/// What was open goes on: a task waits at a manager, another with a file at finance, and deadlines come.
fn goes_on(folder: &Path) {
    let handle = open(folder, "2026-11-23T09:00:00Z");
    ask(&handle, "mia", complete("PUR-2.1", Some("approve"), &Value::Null));
    ask(&handle, "fin", complete("PUR-3.2", None, &json!({ "budget_code": "B-7" })));
    let mia = handle.verify_password("mia@example.org", "four words to keep").expect("read");
    assert!(mia.is_some(), "passwords hold");
    let ana = handle.core().directory().by_handle("ana").expect("a person").id;
    let run = handle.run(&Caller::person(ana), "PUR-3").expect("a run");
    assert_eq!(run.files.len(), 1);
    handle.file(&Caller::person(ana), &run.files[0].id).expect("its content opens");
    handle.stop();
    drop(handle);
    let handle = open(folder, "2026-12-23T09:00:00Z");
    assert!(due(&handle) > 0, "deadlines that were set before");
    handle.settle().expect("they fire");
    assert_eq!(due(&handle), 0);
    handle.cover().expect("a checkpoint");
    handle.stop();
}

/// Whether the folder verifies.
fn verifies(folder: &Path, what: &str) {
    let told = run([Path::new("verify"), Path::new("--data"), folder, Path::new("--rebuild")]);
    assert_eq!(told.code, 0, "{what}: {}{}", told.out, told.err);
}

#[test]
fn a_workspace_of_an_earlier_program_opens_verifies_and_goes_on() {
    let kept = kept();
    assert!(!kept.is_empty());
    for kept in kept {
        let folder = left(&kept);
        goes_on(folder.path());
        verifies(folder.path(), &kept.display().to_string());
    }
}

/// The published steps of the main database, in their order.
fn steps() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store-sqlite/migrations/main");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the steps").map(|entry| entry.expect("a step").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read_to_string(path).expect("SQL")).collect()
}

#[test]
fn a_workspace_that_stands_at_any_format_opens_verifies_and_goes_on() {
    let steps = steps();
    let first = kept().into_iter().find(|kept| kept.ends_with("main-1-keys-2")).expect("one of the first format");
    for format in 2..steps.len() {
        let folder = left(&first);
        let database = Connection::open(folder.path().join("baton.db")).expect("a database");
        for step in &steps[1..format] {
            database.execute_batch(step).expect("taken");
        }
        database.pragma_update(None, "user_version", format as i64).expect("noted");
        drop(database);
        goes_on(folder.path());
        verifies(folder.path(), &format!("format {format}"));
    }
}
