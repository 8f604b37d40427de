//! A run's evidence: no part of the file can be changed, left out, or put in another's place.

use baton_store::checkpoint::Signer;
use baton_store::evidence::{make, verify_evidence};
use baton_store::memory::MemoryStore;
use baton_store::row::{RunRow, RunState};
use baton_store::store::{transaction, view};
use baton_store::workspace::{WorkspaceCreated, WorkspaceKind};
use baton_store::{ActorKind, Change, NewEntry, Store, Stream, merkle};
use serde_json::Value;
use uuid::Uuid;

const WORKSPACE: Uuid = Uuid::from_u128(5);

fn entry(stream: Stream, expect_seq: i64, body: String) -> NewEntry {
    NewEntry { stream, expect_seq, time_us: 7, actor_kind: ActorKind::Person, actor_id: 3, body: body.into_bytes() }
}

fn run(id: i64) -> RunRow {
    RunRow {
        id,
        workflow: 1,
        parent: None,
        number: id,
        key: format!("PUR-{id}"),
        version: 1,
        state: RunState::Running,
        label: String::new(),
        starter: None,
        started_us: 7,
        ended_us: None,
        outcome: None,
        target_us: None,
        due_us: None,
        exceptions: 0,
        priority: baton_store::row::Priority::Normal,
        rev: 0,
        last_entry: 0,
    }
}

fn body(run: i64, seq: i64) -> String {
    let event = match seq {
        0 => format!("{{\"t\":\"run_started\",\"v\":1,\"run\":{run},\"key\":\"PUR-{run}\"}}"),
        3 => "{\"t\":\"run_finished\",\"v\":1}".to_owned(),
        _ => "{\"t\":\"comment_added\",\"v\":1}".to_owned(),
    };
    format!("{{\"cmd\":\"{run}-{seq}\",\"ev\":[{event}]}}")
}

/// The evidence of run 1 of a workspace with two runs whose entries alternate.
fn file() -> Value {
    let store = MemoryStore::new();
    let signer = Signer::new(WORKSPACE, &[7; 32]);
    let created = WorkspaceCreated { workspace: WORKSPACE, kind: WorkspaceKind::Real, public_key: signer.public_key() };
    let mut writer = store.writer().unwrap();
    transaction(writer.as_mut(), |tx| {
        tx.found_workspace(WORKSPACE)?;
        tx.append(&entry(Stream::ACCESS, 0, format!("{{\"ev\":[{}]}}", created.to_event())))?;
        tx.put(&Change::PutRun(run(1)))?;
        tx.put(&Change::PutRun(run(2)))?;
        for seq in 0..4 {
            tx.append(&entry(Stream::run(1), seq, body(1, seq)))?;
            tx.append(&entry(Stream::run(2), seq, body(2, seq)))?;
        }
        merkle::grow(tx, 100)
    })
    .unwrap();
    let now = "2026-11-21T10:00:00Z".parse().unwrap();
    let head = signer.checkpoint(writer.as_ref(), 1, now).unwrap().unwrap();
    transaction(writer.as_mut(), |tx| tx.put(&Change::PutHead(head.clone()))).unwrap();
    serde_json::from_slice(&view(&store, |reader| make(reader, 1)).unwrap().unwrap()).unwrap()
}

fn faults(file: &Value) -> Vec<String> {
    let report = verify_evidence(file.to_string().as_bytes());
    report.faults.iter().map(|fault| format!("{} {:?}", fault.code.word(), fault.entries)).collect()
}

#[test]
fn the_file_holds_by_itself() {
    let report = verify_evidence(file().to_string().as_bytes());
    assert!(report.holds(), "{report:?}");
    assert_eq!((report.entries, report.leaves), (4, 9));
    let run = report.run.unwrap();
    assert_eq!((run.workspace, run.key.as_str()), (WORKSPACE, "PUR-1"));
    assert_eq!((run.last_entry, run.last_seq, run.ended, run.whole), (8, 4, true, false));
}

#[test]
fn it_cannot_be_passed_off_as_another_run_s() {
    let mut file = file();
    file["run"] = "PUR-2".into();
    assert_eq!(faults(&file), ["verify.another_run Some((2, 2))"]);
}

#[test]
fn without_the_run_s_beginning_nothing_says_whose_it_is() {
    let mut file = file();
    file["entries"].as_array_mut().unwrap().remove(0);
    assert!(faults(&file).contains(&"verify.another_run Some((4, 4))".to_owned()), "{:?}", faults(&file));
}

#[test]
fn of_an_end_that_was_cut_off_it_claims_nothing() {
    let mut file = file();
    file["entries"].as_array_mut().unwrap().pop();
    let report = verify_evidence(file.to_string().as_bytes());
    assert!(report.holds(), "each entry that is left does stand in the log: {report:?}");
    let run = report.run.unwrap();
    assert_eq!((run.last_entry, run.last_seq, run.ended, run.whole), (6, 3, false, false));
    assert!(report.notes.iter().any(|note| note.contains("this file alone cannot show")), "{:?}", report.notes);
    assert!(!report.notes.iter().any(|note| note.contains("It shows what had happened")), "{:?}", report.notes);
}

#[test]
fn every_text_and_number_in_it_matters() {
    let file = file();
    let places = leaves("", &file);
    assert!(places.len() > 80, "{}", places.len());
    for place in &places {
        let mut changed = file.clone();
        let value = changed.pointer_mut(place).unwrap();
        *value = match &value {
            Value::Number(n) => Value::from(n.as_i64().unwrap() + 1),
            Value::String(text) => Value::from(text.replacen(|c: char| c.is_ascii_alphanumeric(), "Z", 1)),
            _ => Value::from(1),
        };
        assert_ne!(changed.pointer(place), file.pointer(place), "{place}");
        assert_ne!(faults(&changed), [""; 0], "{place}");
    }
}

/// The places of all texts and numbers.
fn leaves(at: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => object.iter().flat_map(|(name, v)| leaves(&format!("{at}/{name}"), v)).collect(),
        Value::Array(items) => items.iter().enumerate().flat_map(|(n, v)| leaves(&format!("{at}/{n}"), v)).collect(),
        _ => vec![at.to_owned()],
    }
}

#[test]
fn an_entry_that_was_left_out_shows() {
    let mut file = file();
    file["entries"].as_array_mut().unwrap().remove(1);
    assert_eq!(faults(&file), ["verify.chain_broken Some((6, 6))", "verify.header_changed Some((6, 6))"]);
}

#[test]
fn entries_in_another_order_show() {
    let mut file = file();
    file["entries"].as_array_mut().unwrap().swap(1, 2);
    assert!(faults(&file).contains(&"verify.chain_broken Some((6, 6))".to_owned()));
}

#[test]
fn an_entry_put_in_twice_shows() {
    let mut file = file();
    let again = file["entries"][3].clone();
    file["entries"].as_array_mut().unwrap().push(again);
    assert!(faults(&file).contains(&"verify.chain_broken Some((8, 8))".to_owned()));
}

#[test]
fn what_is_no_evidence_says_so() {
    for wrong in ["", "{}", "[]", "null", "{\"format\":\"baton.evidence.1\"}"] {
        assert_eq!(verify_evidence(wrong.as_bytes()).faults[0].code.word(), "verify.not_evidence", "{wrong}");
    }
    let mut empty = file();
    empty["entries"] = Value::Array(Vec::new());
    assert_eq!(faults(&empty), ["verify.not_evidence None"]);
}
