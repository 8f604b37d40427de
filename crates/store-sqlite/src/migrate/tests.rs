//! Migrations: each step once, also where the process ended in it, over databases that earlier programs made.

use super::*;
use crate::connect;
use rusqlite::fallible_iterator::FallibleIterator;

const LATER: &[&str] = &[KEYS[0], KEYS[1], "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "not even SQL"];

#[test]
fn takes_each_step_once_after_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.db");
    let mut connection = connect::to_write(&path).unwrap();
    migrate(&mut connection, &path, KEYS).unwrap();
    migrate(&mut connection, &path, &LATER[..3]).unwrap();
    assert_eq!(format(&connection).unwrap(), 3);
    let copy = Connection::open(folder.path().join("keys.db.before-3")).unwrap();
    assert_eq!(format(&copy).unwrap(), 2);
    migrate(&mut connection, &path, &LATER[..3]).unwrap();
    assert!(!folder.path().join("keys.db.before-2").exists(), "there was nothing to copy yet");
}

#[test]
fn an_older_database_learns_to_give_room_back_where_that_is_soon_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (7)").unwrap();
    drop(connection);
    let connection = connect::to_write(&path).unwrap();
    let mode = || -> i64 { connection.pragma_query_value(None, "auto_vacuum", |row| row.get(0)).unwrap() };
    to_give_back(&connection, 4_096).unwrap();
    assert_eq!(mode(), 0, "it has two pages");
    to_give_back(&connection, 8_192).unwrap();
    let kept: i64 = connection.query_row("SELECT id FROM t", [], |row| row.get(0)).unwrap();
    assert_eq!((mode(), kept), (2, 7));
    to_give_back(&connection, 0).unwrap();
}

#[test]
fn a_full_disk_keeps_nobody_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    let made = Connection::open(&path).unwrap();
    made.execute_batch("CREATE TABLE t (bytes BLOB); INSERT INTO t VALUES (zeroblob(50000))").unwrap();
    drop(made);
    let connection = connect::to_write(&path).unwrap();
    let pragma = |name: &str| -> i64 { connection.pragma_query_value(None, name, |row| row.get(0)).unwrap() };
    // Written anew it would need a page more, which tells where the others lie.
    let may_have = |pages: i64| connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    may_have(pragma("page_count"));
    let fault = db::run(&connection, sql!("database/vacuum"), []).unwrap_err();
    assert!(matches!(fault, StoreError::Full(_)), "{fault}");
    to_give_back(&connection, i64::MAX).unwrap();
    assert_eq!(pragma("auto_vacuum"), 0);
    may_have(1_000);
    to_give_back(&connection, i64::MAX).unwrap();
    assert_eq!(pragma("auto_vacuum"), 2, "the next start does it");
}

#[test]
fn a_step_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.db");
    let mut connection = connect::to_write(&path).unwrap();
    assert!(migrate(&mut connection, &path, LATER).is_err());
    assert_eq!(format(&connection).unwrap(), 3);
}

#[test]
fn an_older_program_refuses_a_newer_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.db");
    let mut connection = connect::to_write(&path).unwrap();
    migrate(&mut connection, &path, &LATER[..3]).unwrap();
    let refused = migrate(&mut connection, &path, KEYS).unwrap_err();
    assert_eq!(refused, StoreError::NewerDatabase { found: 3, known: 2 });
}

#[test]
fn another_program_s_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.db");
    let mut connection = connect::to_write(&path).unwrap();
    connection.execute_batch(LATER[2]).unwrap();
    assert_eq!(migrate(&mut connection, &path, KEYS).unwrap_err().code(), "store.corrupt");
}

/// The keys' first format with a row in each table.
const FIRST_KEYS: &str = "
    INSERT INTO subject_key (kind, subject, key) VALUES (1, 7, randomblob(32)), (2, 3, NULL);
    INSERT INTO signing_key (id, seed) VALUES (1, randomblob(32));
    INSERT INTO password (person, hash, at) VALUES (3, 'a hash', 5);
    INSERT INTO token (id, secret) VALUES (4, randomblob(32));
    PRAGMA user_version = 1;";

/// What stands in the tables of a database, and how they are made.
fn told(connection: &Connection, tables: &[(String, String)]) -> Vec<String> {
    let mut all = Vec::new();
    for (table, columns) in tables {
        let query = format!("SELECT {columns} FROM \"{table}\"");
        let mut statement = connection.prepare(&query).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..width).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
            all.push(format!("{table}: {values:?}"));
        }
    }
    all.sort();
    all
}

/// The tables with their columns.
fn tables(connection: &Connection) -> Vec<(String, String)> {
    let sql =
        "SELECT m.name, group_concat('\"' || c.name || '\"') FROM sqlite_schema m, pragma_table_info(m.name) c
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_%' GROUP BY m.name ORDER BY m.name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn schema(connection: &Connection) -> Vec<String> {
    let sql = "SELECT type || ' ' || name || ': ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY type, name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The files of a database as they are at this moment, with its log: what a process that ends now leaves.
fn left(from: &Path, to: &Path) {
    for more in ["", "-wal"] {
        let with = |path: &Path| std::path::PathBuf::from(format!("{}{more}", path.display()));
        if with(from).exists() {
            std::fs::copy(with(from), with(to)).unwrap();
        }
    }
}

/// Ends the process after each statement of each step that `made` lacks, and migrates what is left; how often.
fn ended_at_each_statement(made: &str, steps: &[&str]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("fresh.db");
    let mut fresh = (connect::to_write(&fresh).unwrap(), fresh);
    migrate(&mut fresh.0, &fresh.1, steps).unwrap();
    let (mut ends, mut format_now) = (0, None);
    for number in 1..=steps.len() as i64 {
        let path = folder.path().join(format!("from-{number}.db"));
        let mut connection = connect::to_write(&path).unwrap();
        connection.execute_batch(made).unwrap();
        let found = *format_now.get_or_insert_with(|| format(&connection).unwrap());
        if number <= found {
            continue;
        }
        // Up to the step before.
        migrate(&mut connection, &path, &steps[..number as usize - 1]).unwrap();
        let tables = tables(&connection);
        let before = told(&connection, &tables);
        let transaction = connection.transaction().unwrap();
        let mut batch = rusqlite::Batch::new(&transaction, steps[number as usize - 1]);
        while let Some(mut statement) = batch.next().unwrap() {
            statement.execute([]).unwrap();
            transaction.cache_flush().unwrap();
            ends += 1;
            let copy = folder.path().join(format!("{number}-{ends}.db"));
            left(&path, &copy);
            // A copy that was cut off lies there as well.
            std::fs::write(format!("{}.before-{number}", copy.display()), "cut off").unwrap();
            let mut again = connect::to_write(&copy).unwrap();
            assert_eq!(format(&again).unwrap(), number - 1, "nothing of the step is there");
            migrate(&mut again, &copy, steps).unwrap();
            assert_eq!(schema(&again), schema(&fresh.0), "ended in step {number}");
            assert_eq!(told(&again, &tables), before, "ended in step {number}");
        }
    }
    ends
}

#[test]
fn a_step_in_which_the_process_ended_is_taken_again() {
    assert!(ended_at_each_statement("", MAIN) > 20, "a database that is made");
    assert!(ended_at_each_statement("", KEYS) > 5, "keys that are made");
    assert!(ended_at_each_statement(&format!("{}{FIRST_KEYS}", KEYS[0]), KEYS) > 0, "keys of the first format");
    for (made, steps) in kept() {
        let found = format_of(&made);
        let ends = ended_at_each_statement(&made, steps);
        assert_eq!(ends > 0, found < steps.len() as i64, "format {found} of {}", steps.len());
    }
}

/// The databases that earlier programs made, and this one, with the steps of their kind.
fn kept() -> Vec<(String, &'static [&'static str])> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases");
    let folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let read = |folder: &std::path::PathBuf, name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let both = |folder| [(read(folder, "baton.sql"), MAIN), (read(folder, "keys.sql"), KEYS)];
    folders.iter().flat_map(both).collect()
}

fn format_of(made: &str) -> i64 {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(made).unwrap();
    format(&connection).unwrap()
}

#[test]
fn a_database_of_this_format_and_one_of_an_earlier_are_kept() {
    let formats: Vec<i64> =
        kept().iter().filter(|(_, steps)| *steps == MAIN).map(|(made, _)| format_of(made)).collect();
    assert!(formats.contains(&1) && formats.contains(&(MAIN.len() as i64)), "scripts/keep-workspace: {formats:?}");
}

#[test]
fn a_database_of_each_format_is_brought_to_what_a_new_one_is() {
    let folder = tempfile::tempdir().unwrap();
    for (n, (made, steps)) in kept().into_iter().enumerate() {
        let (old, new) = (folder.path().join(format!("old-{n}.db")), folder.path().join(format!("new-{n}.db")));
        connect::to_write(&old).unwrap().execute_batch(&made).unwrap();
        let mut old = (connect::to_write(&old).unwrap(), old);
        let tables = tables(&old.0);
        let before = told(&old.0, &tables);
        migrate(&mut old.0, &old.1, steps).unwrap();
        let mut new = (connect::to_write(&new).unwrap(), new);
        migrate(&mut new.0, &new.1, steps).unwrap();
        assert_eq!(schema(&old.0), schema(&new.0));
        assert_eq!(told(&old.0, &tables), before);
    }
}

/// A process, a run that it asked for, and one whose first entry tells of another run's parent; before runs knew theirs.
const RUNS_OF_FORMAT_4: &str = r#"
    INSERT INTO run VALUES (1, 1, 1, 'ONB-1', 1, 1, '', NULL, 0, NULL, NULL, NULL, NULL, 0, 1, 1, x''),
      (2, 2, 1, 'HRD-1', 1, 2, '', NULL, 0, 5, NULL, NULL, NULL, 0, 1, 2, x''),
      (3, 2, 2, 'HRD-2', 1, 1, '', NULL, 0, NULL, NULL, NULL, NULL, 0, 1, 3, x'');
    INSERT INTO entry VALUES (1, 9, 1, 0, 0, 1, 0, CAST('{"ev":[{"t":"run_started","v":1}]}' AS BLOB), x'', x''),
      (2, 17, 1, 0, 0, 1, 0, CAST('{"ev":[{"t":"run_started","v":1,"parent":{"run":1,"sub":1}}]}' AS BLOB), x'', x''),
      (3, 25, 1, 0, 0, 1, 0, CAST('{"ev":[{"t":"comment_added","parent":{"run":1}}]}' AS BLOB), x'', x''),
      (4, 17, 2, 2, 0, 1, 0, CAST('"parent": cut off' AS BLOB), x'', x'');"#;

#[test]
fn runs_learn_which_run_asked_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    let mut connection = connect::to_write(&path).unwrap();
    migrate(&mut connection, &path, &MAIN[..4]).unwrap();
    connection.execute_batch(RUNS_OF_FORMAT_4).unwrap();
    migrate(&mut connection, &path, &MAIN[..5]).unwrap();
    let mut statement = connection.prepare("SELECT parent FROM run ORDER BY id").unwrap();
    let parents: Vec<Option<i64>> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(parents, [None, Some(1), None]);
}

/// A run with an open task and one that is done, before either knew how urgent it is or what a choice was called.
const TASKS_OF_FORMAT_6: &str = "
    INSERT INTO run VALUES (1, 1, 1, 'PUR-1', 1, 1, 'Pens', 3, 5, NULL, NULL, NULL, NULL, 0, 4, 9, x'', NULL);
    INSERT INTO task VALUES (1, 257, 1, 1, 1, 'review', 1, 2, 'Review', 'manager', 5, 1),
      (2, 258, 1, 2, 1, 'order', 1, 1, 'Order', 'buyer', 7, 9);
    INSERT INTO task_state VALUES (257, 1, 4, 3, NULL, 5, 9, 6, 'approve', 3, 7, 2),
      (258, 2, 1, NULL, 'procurement', 7, 11, NULL, NULL, NULL, NULL, 1);";

#[test]
fn tasks_that_were_there_are_as_urgent_as_others_and_keep_their_choices() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baton.db");
    let mut connection = connect::to_write(&path).unwrap();
    migrate(&mut connection, &path, &MAIN[..6]).unwrap();
    connection.execute_batch(TASKS_OF_FORMAT_6).unwrap();
    let tables = tables(&connection);
    let before = told(&connection, &tables);
    migrate(&mut connection, &path, &MAIN[..8]).unwrap();
    assert_eq!(told(&connection, &tables), before, "all that was there is there");
    let urgent = "SELECT 'run', priority FROM run UNION ALL SELECT step, priority FROM task ORDER BY 1";
    let urgent = connection
        .prepare(urgent)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<Vec<(String, i64)>, _>>()
        .unwrap();
    assert_eq!(urgent, [("order".to_owned(), 3), ("review".to_owned(), 3), ("run".to_owned(), 3)]);
    let label = "SELECT choice, choice_label FROM task_state WHERE task = 257";
    let label: (String, Option<String>) =
        connection.query_row(label, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(label, ("approve".to_owned(), None));
    let later = "UPDATE task SET priority = 5; UPDATE task_state SET choice_label = 'Yes'";
    connection.execute_batch(later).unwrap();
}
