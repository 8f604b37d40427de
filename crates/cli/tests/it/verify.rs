//! `baton verify` on copies of a workspace with which somebody tampered: each is found, the first wrong entry is named.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use baton_runtime::files::Folder;
use baton_runtime::{Config, Heads, Place, example};
use baton_store::checkpoint::Signer;
use baton_store::store::transaction;
use baton_store::{Change, Hash, Store, merkle};
use baton_store_sqlite::{Options, SqliteStore};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::baton::{Ran, run};

/// A run of the example that has some entries, finished.
const RUN: &str = "PUR-1";

pub fn place(folder: &Path) -> Place {
    let store = SqliteStore::open(folder, Options::default()).expect("a store");
    let shelf = Folder::open(&folder.join("files")).expect("a shelf");
    Place { store: Arc::new(store), shelf: Arc::new(shelf), heads: Heads::in_folder(folder.join("heads")) }
}

/// The example workspace, made once.
fn example() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        example::make(place(folder.path()), Config::default(), &TimeZone::UTC, Timestamp::now()).expect("an example");
        folder
    });
    made.path()
}

/// A copy of a workspace, for somebody to tamper with.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    pub fn copy() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(example(), folder.path());
        Self { folder }
    }

    fn tampered(sql: &str) -> Self {
        let made = Self::copy();
        made.execute(sql);
        made
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn execute(&self, sql: &str) {
        Connection::open(self.path().join("baton.db")).expect("a database").execute_batch(sql).expect("a change");
    }

    pub fn number(&self, sql: &str) -> i64 {
        let database = Connection::open(self.path().join("baton.db")).expect("a database");
        database.query_row(sql, [], |row| row.get(0)).expect("a number")
    }

    pub fn entries(&self) -> i64 {
        self.number("SELECT max(number) FROM entry")
    }

    /// The stream of the run that is looked at.
    fn stream(&self) -> i64 {
        self.number(&format!("SELECT id * 8 + 1 FROM run WHERE key = '{RUN}'"))
    }

    pub fn verify(&self, arguments: &[&str]) -> Ran {
        let folder = self.path().to_str().expect("a name");
        run([&["verify", "--data", folder], arguments].concat())
    }

    /// The newest signed head, as somebody else may hold it.
    pub fn newest_head(&self) -> PathBuf {
        let size = |path: &PathBuf| -> i64 {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            name.split_once('-').expect("a size").1.parse().expect("a number")
        };
        let heads = std::fs::read_dir(self.path().join("heads")).expect("heads");
        heads.map(|head| head.expect("a head").path()).max_by_key(size).expect("one")
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir_all(&place).expect("a folder");
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).expect("a copy");
        }
    }
}

/// It does not hold: in words and in JSON it names this code and this first wrong entry.
fn assert_found(workspace: &Workspace, arguments: &[&str], code: &str, first_bad: Option<i64>) {
    let ran = workspace.verify(arguments);
    assert_eq!(ran.code, 1, "{code}: {}{}", ran.out, ran.err);
    assert!(ran.out.contains(&format!("{code}: ")), "{code} in {}", ran.out);
    let named = first_bad.map_or("does not hold: ".to_owned(), |entry| format!("the first wrong entry is {entry} "));
    assert!(ran.out.contains(&named), "{named} in {}", ran.out);
    let ran = workspace.verify(&[arguments, &["--json"]].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&report["holds"], &report["first_bad"]), (&false.into(), &first_bad.into()), "{code}");
    let faults = report["faults"].as_array().expect("faults");
    assert!(faults.iter().any(|fault| fault["code"] == code), "{code} in {faults:?}");
}

#[test]
fn an_untouched_workspace_holds() {
    let workspace = Workspace::copy();
    let head = workspace.newest_head();
    let head = head.to_str().expect("a name");
    for arguments in [&[][..], &["--rebuild"], &["--heads", head], &["--run", RUN], &["--run", RUN, "--heads", head]] {
        let ran = workspace.verify(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(" holds: "), "{arguments:?}: {}", ran.out);
    }
    let report: Value = serde_json::from_str(&workspace.verify(&["--rebuild", "--json"]).out).expect("JSON");
    assert_eq!((&report["holds"], &report["differences"]), (&true.into(), &Value::Array(Vec::new())));
    assert_eq!(report["entries"], workspace.entries());
}

#[test]
fn what_was_done_to_entries_is_found() {
    let last = Workspace::copy().entries();
    let cut = last - 4;
    let changes = [
        (
            "UPDATE entry SET body = CAST(replace(body, '\"v\":1', '\"v\":2') AS BLOB) WHERE number = 40",
            "body_changed",
            40,
        ),
        ("UPDATE entry SET body = NULL WHERE number = 41", "body_missing", 41),
        ("UPDATE entry SET actor_id = actor_id + 1 WHERE number = 42", "header_changed", 42),
        ("DELETE FROM entry WHERE number = 43", "entry_missing", 43),
        ("UPDATE entry SET hash = x'00' WHERE number = 48", "header_changed", 48),
        ("UPDATE entry SET stream = stream / 8 * 8 + 7, actor_kind = 9 WHERE number = 49", "header_changed", 49),
        (
            "UPDATE entry SET number = -1 WHERE number = 44; UPDATE entry SET number = 44 WHERE number = 47;
             UPDATE entry SET number = 47 WHERE number = -1",
            "header_changed",
            44,
        ),
        (
            "UPDATE leaf SET entry = -1 WHERE n = 44; UPDATE leaf SET entry = 45 WHERE n = 46;
             UPDATE leaf SET entry = 47 WHERE n = 44",
            "log_changed",
            45,
        ),
    ];
    for (change, code, first_bad) in changes {
        assert_found(&Workspace::tampered(change), &[], &format!("verify.{code}"), Some(first_bad));
    }
    let inserted = "INSERT INTO entry SELECT number + 1, stream, seq + 1, number, time, actor_kind, actor_id, body,
                    body_hash, hash FROM entry ORDER BY number DESC LIMIT 1";
    assert_found(&Workspace::tampered(inserted), &[], "verify.header_changed", Some(last + 1));
    let cut_off = format!("DELETE FROM entry WHERE number >= {cut}; DELETE FROM leaf WHERE n >= {cut} - 1");
    assert_found(&Workspace::tampered(&cut_off), &[], "verify.end_cut_off", Some(cut));
}

#[test]
fn a_run_that_was_removed_is_found() {
    let workspace = Workspace::copy();
    let stream = workspace.stream();
    let first = workspace.number(&format!("SELECT min(number) FROM entry WHERE stream = {stream}"));
    workspace.execute(&format!("DELETE FROM entry WHERE stream = {stream}; DELETE FROM run WHERE key = '{RUN}'"));
    assert_found(&workspace, &[], "verify.entry_missing", Some(first));
    let ran = workspace.verify(&["--run", RUN]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.err.contains(&format!("there is no run {RUN}")), "{}", ran.err);
}

#[test]
fn signed_heads_that_were_taken_away_are_missed() {
    assert_found(&Workspace::tampered("DELETE FROM head"), &[], "verify.checkpoint_missing", None);
    let workspace = Workspace::copy();
    std::fs::remove_dir_all(workspace.path().join("heads")).expect("removed");
    assert_found(&workspace, &[], "verify.checkpoint_missing", None);
    workspace.execute("DELETE FROM head");
    assert_found(&workspace, &[], "verify.checkpoint_missing", Some(1));
    let root = "UPDATE head SET root = zeroblob(32) WHERE size = (SELECT max(size) FROM head)";
    assert_found(&Workspace::tampered(root), &[], "verify.checkpoint_disagrees", None);
    let workspace = Workspace::copy();
    std::fs::write(workspace.newest_head(), "nothing that was signed\n").expect("written");
    assert_found(&workspace, &[], "verify.checkpoint_disagrees", None);
    assert_found(&Workspace::tampered("DELETE FROM workspace"), &[], "verify.not_the_workspace", Some(1));
}

/// Changes the last entry and signs the whole anew with the machine's own key.
fn forge(workspace: &Workspace) {
    let store = SqliteStore::open(workspace.path(), Options::default()).expect("a store");
    let mut writer = store.writer().expect("a writer");
    let id = writer.workspace().expect("read").expect("a workspace");
    let last = writer.last().expect("read").expect("an entry").number;
    let mut entry = writer.entry(last).expect("read").expect("an entry");
    let before = writer.entry(entry.prev).expect("read").map_or(Hash::ZERO, |before| before.hash);
    entry.body = entry.body.map(|body| [body.as_slice(), b" "].concat());
    entry.body_hash = Hash::of(&[entry.body.as_deref().expect("a body")]);
    entry.hash = entry.header_hash(&id, &before);
    let database = Connection::open(workspace.path().join("baton.db")).expect("a database");
    let row = (entry.body, entry.body_hash.0.to_vec(), entry.hash.0.to_vec(), last);
    database
        .execute("UPDATE entry SET body = ?1, body_hash = ?2, hash = ?3 WHERE number = ?4", row)
        .expect("a forged entry");
    let head = (entry.hash.0.to_vec(), last);
    database.execute("UPDATE stream_head SET hash = ?1 WHERE entry = ?2", head.clone()).expect("a forged head");
    database.execute("UPDATE run SET last_hash = ?1 WHERE last_entry = ?2", head).expect("a forged head");
    database.execute_batch("DELETE FROM leaf; DELETE FROM node; DELETE FROM head").expect("an empty log");
    std::fs::remove_dir_all(workspace.path().join("heads")).expect("removed");
    transaction(writer.as_mut(), |tx| merkle::grow(tx, 100_000)).expect("a log");
    let seed = store.keys().signing_key().expect("read").expect("a key");
    let head = Signer::new(id, &seed).checkpoint(writer.as_ref(), 1, Timestamp::now()).expect("read").expect("a head");
    Heads::in_folder(workspace.path().join("heads")).keep(&head).expect("kept");
    transaction(writer.as_mut(), |tx| tx.put(&Change::PutHead(head.clone()))).expect("signed");
}

#[test]
fn a_consistent_forgery_shows_against_a_head_that_somebody_else_holds() {
    let workspace = Workspace::copy();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let held = elsewhere.path().join("held");
    std::fs::copy(workspace.newest_head(), &held).expect("a copy");
    let held = held.to_str().expect("a name");
    forge(&workspace);
    let alone = workspace.verify(&[]);
    assert_eq!(alone.code, 0, "{}", alone.out);
    assert!(alone.out.contains("No checkpoint from elsewhere was given"), "{}", alone.out);
    assert_found(&workspace, &["--heads", held], "verify.checkpoint_differs", Some(1));
    let report: Value = serde_json::from_str(&workspace.verify(&["--heads", held, "--json"]).out).expect("JSON");
    assert_eq!(report["proved_up_to"], 0, "the only head that is held does not hold");
    let run_of_last = workspace.number("SELECT stream FROM entry ORDER BY number DESC LIMIT 1") / 8;
    let database = Connection::open(workspace.path().join("baton.db")).expect("a database");
    let key: String =
        database.query_row("SELECT key FROM run WHERE id = ?1", [run_of_last], |row| row.get(0)).expect("a run");
    assert_eq!(workspace.verify(&["--run", &key]).code, 0);
    assert_found(&workspace, &["--run", &key, "--heads", held], "verify.checkpoint_differs", Some(1));
}

#[test]
fn a_run_s_end_that_was_cut_off_is_found_in_its_workspace() {
    let workspace = Workspace::copy();
    let stream = workspace.stream();
    let last = workspace.number(&format!("SELECT max(number) FROM entry WHERE stream = {stream}"));
    workspace.execute(&format!("DELETE FROM entry WHERE number = {last}"));
    assert_found(&workspace, &["--run", RUN], "verify.entry_missing", Some(last));
    let before = workspace.number(&format!("SELECT max(number) FROM entry WHERE stream = {stream}"));
    workspace.execute(&format!("UPDATE run SET last_entry = {before} WHERE key = '{RUN}'"));
    assert_found(&workspace, &["--run", RUN], "verify.head_not_last", Some(before));
}

/// The run's evidence file, changed.
fn evidence(change: impl FnOnce(&mut Value)) -> (TempDir, Ran, Ran) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("evidence.json");
    let (data, name) = (example().to_str().expect("a name"), file.to_str().expect("a name"));
    let made = run(["evidence", "--data", data, "--run", RUN, "-o", name]);
    assert_eq!(made.code, 0, "{}", made.err);
    let mut evidence: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
    change(&mut evidence);
    std::fs::write(&file, evidence.to_string()).expect("written");
    let (text, json) = (run(["verify", "--evidence", name]), run(["verify", "--evidence", name, "--json"]));
    (folder, text, json)
}

#[test]
fn a_run_s_evidence_names_its_run_and_claims_no_end() {
    let (_folder, text, json) = evidence(|_| {});
    assert_eq!((text.code, json.code), (0, 0), "{}", text.out);
    assert!(text.out.contains(&format!("It is about run {RUN} of the workspace ")), "{}", text.out);
    assert!(text.out.contains("the run ends in them"), "{}", text.out);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((&report["run"]["key"], &report["run"]["whole"]), (&RUN.into(), &false.into()));

    let (_folder, text, json) = evidence(|file| drop(file["entries"].as_array_mut().expect("entries").pop()));
    assert_eq!(text.code, 0, "{}", text.out);
    assert!(text.out.contains("this file alone cannot show: they may be later, or left out"), "{}", text.out);
    assert!(text.out.contains("the run does not end in them"), "{}", text.out);
    let report: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((&report["run"]["ended"], &report["run"]["whole"]), (&false.into(), &false.into()));
}

#[test]
fn evidence_that_was_changed_does_not_hold() {
    type Tampering = fn(&mut Value);
    let changes: [(Tampering, &str); 4] = [
        (|file| file["run"] = "PUR-2".into(), "verify.another_run"),
        (|file| drop(file["entries"].as_array_mut().expect("entries").remove(1)), "verify.chain_broken"),
        (|file| file["entries"][1]["entry"]["body"] = "{}".into(), "verify.body_changed"),
        (|file| file["entries"][1]["leaf"] = 0.into(), "verify.not_in_log"),
    ];
    for (change, code) in changes {
        let (_folder, text, json) = evidence(change);
        assert_eq!((text.code, json.code), (1, 1), "{code}: {}", text.out);
        assert!(text.out.contains(&format!("{code}: ")), "{code} in {}", text.out);
        assert!(text.out.contains("the first wrong entry is "), "{}", text.out);
        assert!(json.out.contains(code), "{code} in {}", json.out);
    }
    let ran = run(["verify", "--evidence", "no-such-file.json"]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    let ran = run(["verify", "--evidence", "a.json", "--heads", "b"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
}

#[test]
fn rows_that_the_entries_do_not_say_are_named() {
    let changes = [
        "UPDATE run SET label = 'another' WHERE id = 1",
        "UPDATE task SET step = 'another' WHERE run = 1",
        "DELETE FROM run_party WHERE run = 1",
        "UPDATE run SET state = 9 WHERE id = 1",
    ];
    for change in changes {
        let table = change.split_whitespace().find(|word| word.starts_with("run") || *word == "task").expect("a table");
        let workspace = Workspace::tampered(change);
        assert_eq!(workspace.verify(&[]).code, 0, "the history is as it was: {change}");
        let ran = workspace.verify(&["--rebuild"]);
        assert_eq!(ran.code, 1, "{change}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(&format!("table {table}")), "{table} in {}", ran.out);
        assert!(ran.out.contains("the tables are not what the entries say"), "{}", ran.out);
    }
}
