//! `baton backup` and `baton restore`: what comes back, what is refused, and that nothing leaves twice.

use std::path::{Path, PathBuf};

use baton_runtime::clock::Clock;
use baton_runtime::{Ask, Caller, Config, Founding, Handle, Request, Time, WorkspaceKind};
use baton_store::keys::Subject;
use baton_store::row::{OutboxKind, OutboxRow, OutboxState};
use baton_store::seal::Sealer;
use baton_store::store::transaction;
use baton_store::{Change, Store};
use baton_store_sqlite::{Options, SqliteStore};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::baton::{Ran, run};
use crate::verify::Workspace;

fn text(path: &Path) -> &str {
    path.to_str().expect("a name")
}

fn backup(data: &Path, to: &Path) -> Ran {
    run(["backup", "--data", text(data), text(to), "--json"])
}

fn restore(from: &Path, data: &Path, more: &[&str]) -> Ran {
    run([&["restore", "--data", text(data), text(from), "--json"], more].concat())
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn number(folder: &Path, sql: &str) -> i64 {
    let database = Connection::open(folder.join("baton.db")).expect("a database");
    database.query_row(sql, [], |row| row.get(0)).expect("a number")
}

/// The example with an uploaded file and a mail that waits, its backup, and a place for what is restored.
struct Backed {
    workspace: Workspace,
    folder: TempDir,
}

impl Backed {
    fn up() -> Self {
        let (workspace, folder) = (Workspace::copy(), tempfile::tempdir().expect("a folder"));
        wait_for_mail(workspace.path());
        let made = Self { workspace, folder };
        let told = json(&backup(made.workspace.path(), &made.backup()));
        assert_eq!(told["entries"], made.workspace.entries());
        made
    }

    fn backup(&self) -> PathBuf {
        self.folder.path().join("backup")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// Puts a mail into the outbox that nobody has sent yet.
fn wait_for_mail(folder: &Path) {
    let store = SqliteStore::open(folder, Options::default()).expect("a store");
    let body = Sealer::new(store.keys()).seal_for(Subject::run(1), b"{}").expect("sealed");
    let mut writer = store.writer().expect("a writer");
    let id = writer.outbox_last().expect("read") + 1;
    let (kind, state) = (OutboxKind::Mail, OutboxState::Pending);
    let row = OutboxRow { id, kind, run: Some(1), entry: 9, body, state, attempts: 0, at_us: 1, fault: None };
    transaction(writer.as_mut(), |tx| tx.put(&Change::PutOutbox(row.clone()))).expect("put");
}

#[test]
fn what_comes_back_is_verified_and_goes_on_as_a_new_epoch() {
    let backed = Backed::up();
    let held = backed.workspace.newest_head();
    let told = json(&restore(&backed.backup(), &backed.data(), &[]));
    let entries = backed.workspace.entries();
    assert_eq!((&told["entry"], &told["epoch"]), (&(entries + 1).into(), &2.into()));
    assert_eq!(told["mails_not_sent"], serde_json::json!({ "count": 1, "entries": [9] }));
    for table in ["run", "task", "timer", "task_offer", "run_party", "notification", "exception", "version", "command"]
    {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(number(&backed.data(), &count), backed.workspace.number(&count), "{table}");
    }
    let data = backed.data();
    assert_eq!(number(&data, "SELECT count(*) FROM outbox WHERE state = 1 AND kind = 1"), 0);
    assert_eq!(number(&data, "SELECT max(epoch) FROM head"), 2);
    let ran = run(["verify", "--data", text(&data), "--rebuild", "--heads", text(&held)]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);

    let (again, third) = (backed.folder.path().join("again"), backed.folder.path().join("third"));
    json(&backup(&data, &again));
    assert_eq!(json(&restore(&again, &third, &[]))["epoch"], 3);
    assert_eq!(run(["verify", "--data", text(&third), "--heads", text(&held)]).code, 0);
}

#[test]
fn a_head_signed_after_the_backup_says_that_something_is_gone() {
    let backed = Backed::up();
    // The workspace goes on after the backup, and somebody holds what was signed there.
    let went_on = open(backed.workspace.path());
    let ask = Ask::AddGroup { handle: "later".to_owned(), title: "Later".to_owned(), members: Vec::new() };
    let request = Request { caller: Caller::system(), key: None, if_match: None, ask };
    went_on.submit_blocking(request).expect("a group");
    went_on.cover().expect("signed");
    went_on.stop();
    let held = backed.workspace.newest_head();
    let first = backed.workspace.entries();
    json(&restore(&backed.backup(), &backed.data(), &[]));
    let ran = run(["verify", "--data", text(&backed.data()), "--heads", text(&held), "--json"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["first_bad"], first);
    assert_eq!(report["faults"][0]["code"], "verify.restored_since", "{report}");
}

fn open(folder: &Path) -> Handle {
    Handle::open(crate::verify::place(folder), Clock::machine(), Config::default(), Time::Stands).expect("a workspace")
}

/// All files of a backup.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

type Damage = fn(&Path, &[u8]);

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_left_of_it() {
    let backed = Backed::up();
    let damages: [(&str, Damage); 4] = [
        ("a byte in the middle", |path, bytes| {
            let mut bytes = bytes.to_vec();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).expect("written");
        }),
        ("cut", |path, bytes| std::fs::write(path, &bytes[..bytes.len() - 1]).expect("written")),
        ("longer", |path, bytes| std::fs::write(path, [bytes, b"\n"].concat()).expect("written")),
        ("missing", |path, _| std::fs::remove_file(path).expect("removed")),
    ];
    for file in files(&backed.backup()) {
        let whole = std::fs::read(&file).expect("read");
        for (what, damage) in damages {
            damage(&file, &whole);
            let ran = restore(&backed.backup(), &backed.data(), &[]);
            let about = format!("{what}: {}: {}{}", file.display(), ran.out, ran.err);
            assert_eq!(ran.code, 3, "{about}");
            let codes = ["backup.damaged", "backup.not_one", "backup.keys_missing"];
            assert!(codes.iter().any(|code| ran.err.contains(code)), "{about}");
            assert!(!backed.data().exists(), "{about}");
            std::fs::write(&file, &whole).expect("written");
        }
    }
    json(&restore(&backed.backup(), &backed.data(), &[]));
}

#[test]
fn nothing_is_written_over_and_nothing_unfinished_is_opened() {
    let backed = Backed::up();
    let again = backup(backed.workspace.path(), &backed.backup());
    assert_eq!(again.code, 3);
    assert!(again.err.contains("backup.folder_not_empty"), "{}", again.err);
    let over = restore(&backed.backup(), backed.workspace.path(), &[]);
    assert!(over.err.contains("backup.folder_not_empty"), "{}", over.err);
    let none = restore(backed.folder.path(), &backed.data(), &[]);
    assert!(none.err.contains("backup.not_one"), "{}", none.err);
    std::fs::write(backed.workspace.path().join("restore-is-being-made"), "").expect("a mark");
    for verb in [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"]] {
        let ran = run([verb, &["--data", text(backed.workspace.path())]].concat());
        assert_eq!(ran.code, 3, "{}", ran.out);
        assert!(ran.err.contains("backup.restore_unfinished"), "{}", ran.err);
    }
}

#[test]
fn keys_are_kept_apart_and_later_ones_will_do() {
    let backed = Backed::up();
    let (apart, later) = (backed.folder.path().join("apart"), backed.folder.path().join("later"));
    std::fs::rename(backed.backup().join("keys"), &apart).expect("moved");
    let ran = restore(&backed.backup(), &backed.data(), &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("backup.keys_missing"), "{}", ran.err);
    json(&restore(&backed.backup(), &backed.data(), &["--keys", text(&apart)]));
    json(&backup(backed.workspace.path(), &later));
    let with_later = backed.folder.path().join("with-later");
    json(&restore(&backed.backup(), &with_later, &["--keys", text(&later.join("keys"))]));
    assert_eq!(run(["verify", "--data", text(&with_later), "--rebuild"]).code, 0);
    let earlier = restore(&later, &backed.folder.path().join("earlier"), &["--keys", text(&apart)]);
    assert!(earlier.err.contains("backup.keys_missing"), "{}", earlier.err);
    let other = tempfile::tempdir().expect("a folder");
    json(&backup(&another(other.path()), &other.path().join("backup")));
    let keys = other.path().join("backup/keys");
    let ran = restore(&backed.backup(), &backed.folder.path().join("stranger"), &["--keys", text(&keys)]);
    assert!(ran.err.contains("backup.keys_missing"), "{}", ran.err);
}

/// Another workspace, in this folder.
fn another(folder: &Path) -> PathBuf {
    let data = folder.join("other");
    let place = crate::verify::place(&data);
    let (name, zone) = ("Another".to_owned(), "UTC".to_owned());
    let founding = Founding { kind: WorkspaceKind::Real, name, zone, at_us: 1 };
    founding.found(place.store.as_ref()).expect("founded");
    data
}
