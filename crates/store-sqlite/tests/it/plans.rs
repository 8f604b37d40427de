//! What is asked all the time goes by an index: no list of open work reads a whole table.

use crate::history::open;
use rusqlite::Connection;

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/sql/{name}.sql", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn plan(connection: &Connection, name: &str) -> String {
    plan_of(connection, &text(name))
}

fn plan_of(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>(3)).unwrap();
    rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

#[test]
fn lists_of_open_work_go_by_their_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let _store = open(&folder);
    let connection = Connection::open(folder.path().join("baton.db")).unwrap();
    for (name, index) in [
        ("task/mine", "task_mine"),
        ("task/teams", "task_offered"),
        ("task/done", "task_done"),
        ("task/waiting", "run_mine"),
        ("task_state/load", "task_mine"),
        ("timer/until", "timer_at"),
        ("job/queued", "job_queue"),
        ("job/taken", "job_taken"),
        ("exception/open", "exception_open"),
        ("notification/list", "notification_person"),
        ("notification/unread", "notification_unread"),
        ("run/by_number", "run_number"),
        ("run/ended", "run_ended"),
        ("outbox/pending", "outbox_state"),
        ("outbox/list", "outbox_state"),
        ("file/expired", "file_uploaded"),
        ("file/of_run", "file_run"),
        ("subscription/hearing", "subscription_name"),
        ("event/pending", "event_pending"),
        ("event/kept_for", "event_kept"),
        ("event/kept", "event_kept"),
        ("event/forget", "event_at"),
        ("command/get", "sqlite_autoindex_command_1"),
    ] {
        let plan = plan(&connection, name);
        assert!(plan.contains(index), "{name} does not use {index}:\n{plan}");
        assert!(
            !plan.lines().any(|line| line.starts_with("SCAN") && !line.contains("subquery") && !line.contains("INDEX")),
            "{name}:\n{plan}"
        );
    }
    for name in ["task/mine", "task/teams", "task/done", "timer/until", "exception/open", "run/ended"] {
        let plan = plan(&connection, name);
        assert!(!plan.contains("TEMP B-TREE"), "{name} sorts:\n{plan}");
    }
}

#[test]
fn lists_of_runs_sort_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let _store = open(&folder);
    let connection = Connection::open(folder.path().join("baton.db")).unwrap();
    for (pieces, by) in [
        (vec!["list", "order"], "INTEGER PRIMARY KEY"),
        (vec!["list", "where_workflow", "order"], "run_workflow"),
        (vec!["list", "where_running", "where_workflow", "order"], "run_running"),
        (vec!["list", "where_running", "where_starter", "order"], "run_mine"),
        (vec!["list", "where_exception", "order"], "run_exception"),
        (vec!["list", "where_under", "order"], "run_parent"),
        (vec!["list_seen", "order_seen"], "run_party_person"),
        (vec!["list_seen", "where_running", "order_seen"], "run_party_person"),
        (vec!["list_seen", "where_workflow", "where_party", "order_seen"], "run_party_person"),
    ] {
        let sql: String = pieces.iter().map(|piece| text(&format!("run/{piece}"))).collect();
        let plan = plan_of(&connection, &sql);
        assert!(plan.contains(by) && !plan.contains("TEMP B-TREE"), "{pieces:?} does not go by {by}:\n{plan}");
    }
    let plan = plan_of(&connection, &(text("run/list_seen_under") + &text("run/order_seen")));
    assert!(plan.contains("run_parent") && plan.contains("(person=? AND run=?)"), "{plan}");
}

#[test]
fn every_statement_in_the_folder_can_be_prepared() {
    let folder = tempfile::tempdir().unwrap();
    let _store = open(&folder);
    let main = Connection::open(folder.path().join("baton.db")).unwrap();
    let keys = Connection::open(folder.path().join("keys.db")).unwrap();
    let sql = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut checked = 0;
    for table in std::fs::read_dir(&sql).unwrap().map(|entry| entry.unwrap().path()) {
        let (connection, depth) = if table.ends_with("keys") { (&keys, 2) } else { (&main, 1) };
        for file in files(&table, depth) {
            let text = std::fs::read_to_string(&file).unwrap();
            let is_piece = text.starts_with("AND") || text.starts_with("ORDER") || text.starts_with("GROUP");
            if !is_piece {
                connection.prepare(&text).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
                checked += 1;
            }
        }
    }
    assert!(checked > 130, "{checked}");
}

fn files(folder: &std::path::Path, depth: usize) -> Vec<std::path::PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    if depth == 1 { inside.collect() } else { inside.flat_map(|path| files(&path, depth - 1)).collect() }
}
