//! Somebody changes the database behind the server's back: verifying names the first entry that is wrong.

use crate::history::{SEED, WORKSPACE, append, make, open, run, sign, signer};
use baton_store::store::{transaction, view};
use baton_store::verify::{FaultCode, Options, Report, verify};
use baton_store::{Change, Hash, Store, StoreError, Stream, merkle};
use rusqlite::Connection;
use tempfile::TempDir;

/// Makes a history, changes the file by these statements, and verifies it.
fn tampered(change: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    drop_store_after(&folder, |store| drop(make(store)));
    execute(&folder, change);
    verified(&folder, &[])
}

fn drop_store_after<T>(folder: &TempDir, work: impl FnOnce(&baton_store_sqlite::SqliteStore) -> T) -> T {
    work(&open(folder))
}

fn execute(folder: &TempDir, change: &str) {
    Connection::open(folder.path().join("baton.db")).unwrap().execute_batch(change).unwrap();
}

fn verified(folder: &TempDir, held_heads: &[String]) -> Report {
    let options = Options { held_heads, ..Options::default() };
    view(&open(folder), |reader| verify(reader, options)).unwrap()
}

fn codes(report: &Report) -> Vec<FaultCode> {
    let mut codes: Vec<FaultCode> = report.faults.iter().map(|fault| fault.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn an_untouched_history_holds() {
    let report = tampered("");
    assert!(report.holds(), "{report:?}");
    assert_eq!((report.entries, report.leaves, report.heads.len()), (19, 19, 2));
}

#[test]
fn a_byte_of_a_body() {
    let report = tampered("UPDATE entry SET body = CAST(replace(body, '2-1', '2-9') AS BLOB) WHERE number = 6");
    assert_eq!((report.first_bad(), codes(&report)), (Some(6), vec![FaultCode::BodyChanged]));
}

#[test]
fn each_part_of_a_header() {
    for change in [
        "actor_id = 4",
        "actor_kind = 2",
        "time = time + 1",
        "stream = stream + 8",
        "seq = seq + 1",
        "prev = prev - 1",
        "body_hash = zeroblob(32)",
        "hash = zeroblob(32)",
    ] {
        let report = tampered(&format!("UPDATE entry SET {change} WHERE number = 7"));
        assert_eq!(report.first_bad(), Some(7), "{change}: {report:?}");
    }
}

#[test]
fn a_body_that_is_gone() {
    let report = tampered("UPDATE entry SET body = NULL WHERE number = 4");
    assert_eq!((report.first_bad(), codes(&report)), (Some(4), vec![FaultCode::BodyMissing]));
}

#[test]
fn two_entries_that_changed_places() {
    let report = tampered(
        "UPDATE entry SET number = -1 WHERE number = 5;
         UPDATE entry SET number = 5 WHERE number = 8;
         UPDATE entry SET number = 8 WHERE number = -1;",
    );
    assert_eq!(report.first_bad(), Some(5), "{report:?}");
}

#[test]
fn two_bodies_that_changed_places() {
    let report = tampered(
        "CREATE TEMP TABLE kept AS SELECT body FROM entry WHERE number = 3;
         UPDATE entry SET body = (SELECT body FROM entry WHERE number = 6) WHERE number = 3;
         UPDATE entry SET body = (SELECT body FROM kept) WHERE number = 6;",
    );
    assert_eq!(report.first_bad(), Some(3), "{report:?}");
    assert_eq!(codes(&report), [FaultCode::BodyChanged]);
}

#[test]
fn an_entry_that_was_removed() {
    let report = tampered("DELETE FROM entry WHERE number = 8");
    assert_eq!(report.first_bad(), Some(8), "{report:?}");
    assert!(codes(&report).contains(&FaultCode::EntryMissing));
}

#[test]
fn an_entry_that_was_put_in() {
    let report = tampered(
        "INSERT INTO entry SELECT 20, stream, seq + 1, number, time, actor_kind, actor_id, body, body_hash, hash
         FROM entry WHERE number = 19",
    );
    assert_eq!(report.first_bad(), Some(20), "{report:?}");
    assert_eq!(codes(&report), [FaultCode::HeaderChanged, FaultCode::HeadNotLast]);
}

#[test]
fn the_end_that_was_cut_off() {
    let report = tampered("DELETE FROM entry WHERE number > 15");
    assert_eq!(report.first_bad(), Some(16), "{report:?}");
    let report = tampered("DELETE FROM entry WHERE number > 15; DELETE FROM leaf WHERE n >= 15;");
    assert_eq!(report.first_bad(), Some(16), "{report:?}");
    assert!(report.faults.iter().any(|fault| fault.code == FaultCode::EndCutOff), "{report:?}");
    assert!(report.faults.iter().any(|fault| fault.entries == Some((16, 19))), "{report:?}");
}

#[test]
fn a_leaf_that_names_another_entry() {
    let report = tampered("UPDATE leaf SET entry = 99 WHERE n = 11");
    assert!(codes(&report).contains(&FaultCode::LeafWrong), "{report:?}");
    assert!(codes(&report).contains(&FaultCode::CheckpointDiffers), "{report:?}");
}

#[test]
fn a_hash_inside_the_log() {
    let report = tampered("UPDATE node SET hash = zeroblob(32) WHERE id = (1 << 56) + 3");
    assert_eq!((report.first_bad(), codes(&report)), (Some(7), vec![FaultCode::LogChanged]));
    assert_eq!(report.faults[0].entries, Some((7, 8)));
}

#[test]
fn a_checkpoint_that_was_not_signed_so() {
    let report = tampered("UPDATE head SET note = replace(note, 'epoch 1', 'epoch 2') WHERE size = 10");
    assert_eq!(codes(&report), [FaultCode::CheckpointNotSigned]);
}

#[test]
fn a_run_s_head_that_was_moved() {
    let report = tampered("UPDATE run SET last_entry = 15, rev = 5 WHERE id = 2");
    assert_eq!(codes(&report), [FaultCode::HeadNotLast]);
}

/// Writes a whole new history, signed with the machine's own key, that differs from the entry 12 on.
fn forge(folder: &TempDir) {
    let store = open(folder);
    store.keys().put_signing_key(&SEED).unwrap();
    let mut writer = store.writer().unwrap();
    transaction(writer.as_mut(), |tx| {
        tx.found_workspace(WORKSPACE)?;
        let key = signer().public_key();
        let kind = baton_store::workspace::WorkspaceKind::Real;
        let created = baton_store::workspace::WorkspaceCreated { workspace: WORKSPACE, kind, public_key: key };
        append(tx, Stream::ACCESS, &format!("{{\"ev\":[{}]}}", created.to_event()))?;
        (1..=3).try_for_each(|id| tx.put(&Change::PutRun(run(id))))?;
        for n in 0..18 {
            let (id, round) = (n % 3 + 1, n / 3 % 3);
            let forged = if n == 10 { "-forged" } else { "" };
            append(tx, Stream::run(id), &format!("{{\"cmd\":\"{id}-{round}{forged}\",\"ev\":[]}}"))?;
        }
        merkle::grow(tx, 10)
    })
    .unwrap();
    sign_at_10_and_19(writer.as_mut());
}

fn sign_at_10_and_19(writer: &mut dyn baton_store::Writer) {
    let head = signer().checkpoint(writer, 1, "2026-11-21T10:00:00Z".parse().unwrap()).unwrap().unwrap();
    transaction(writer, |tx| tx.put(&Change::PutHead(head.clone()))).unwrap();
    sign(writer, "2026-11-21T11:00:00Z");
}

#[test]
fn a_consistent_forgery_shows_only_against_a_head_held_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let held = drop_store_after(&folder, make);
    let forged = tempfile::tempdir().unwrap();
    forge(&forged);
    let alone = verified(&forged, &[]);
    assert!(alone.holds(), "{alone:?}");
    assert!(alone.notes.iter().any(|note| note.contains("No checkpoint from elsewhere")), "{alone:?}");
    let against = verified(&forged, &held);
    assert_eq!(codes(&against), [FaultCode::CheckpointDiffers]);
    assert_eq!(against.faults[0].entries, Some((11, 19)), "up to the checkpoint at 10 all is as it was");
    assert!(verified(&folder, &held).holds());
}

#[test]
fn a_head_of_another_workspace_is_no_head() {
    let folder = tempfile::tempdir().unwrap();
    drop_store_after(&folder, |store| drop(make(store)));
    let report = verified(&folder, &["nothing that was ever signed".to_owned()]);
    assert_eq!(codes(&report), [FaultCode::CheckpointNotSigned]);
}

#[test]
fn a_file_that_was_changed_or_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    make(&store);
    let file = |id: &str| baton_store::row::FileRow {
        id: id.to_owned(),
        size: 1,
        media_type: "text/plain".to_owned(),
        sha256: Hash([1; 32]),
        key: 1,
        name: Vec::new(),
        owner: 3,
        run: Some(1),
        at_us: 1,
        state: baton_store::row::FileState::Kept,
    };
    let mut writer = store.writer().unwrap();
    transaction(writer.as_mut(), |tx| ["a", "b", "c"].iter().try_for_each(|id| tx.put(&Change::PutFile(file(id)))))
        .unwrap();
    let attached = |id: &str, byte: u8| {
        let sha256 = Hash([byte; 32]);
        format!("{{\"ev\":[{{\"t\":\"file_attached\",\"v\":1,\"file\":\"{id}\",\"sha256\":\"{sha256}\"}}]}}")
    };
    transaction(writer.as_mut(), |tx| {
        append(tx, Stream::run(1), &attached("a", 1))?;
        append(tx, Stream::run(1), &attached("d", 4))?;
        append(tx, Stream::run(1), &attached("e", 5))?;
        tx.put(&Change::PutFile(file("d")))
    })
    .unwrap();
    let file_hash = |row: &baton_store::row::FileRow| -> Result<Option<Hash>, StoreError> {
        Ok(match row.id.as_str() {
            // Both the file and the row of `d` were changed alike: the entry still says 4.
            "a" | "d" => Some(Hash([1; 32])),
            "b" => Some(Hash([2; 32])),
            _ => None,
        })
    };
    let options = Options { file_hash: Some(&file_hash), ..Options::default() };
    let report = view(&store, |reader| verify(reader, options)).unwrap();
    let found: Vec<_> = report.faults.iter().map(|fault| (fault.code, fault.detail.as_str(), fault.entries)).collect();
    assert_eq!(
        found,
        [
            (FaultCode::FileChanged, "d", Some((21, 21))),
            (FaultCode::FileMissing, "e", Some((22, 22))),
            (FaultCode::FileChanged, "b", None),
            (FaultCode::FileMissing, "c", None),
        ]
    );
    assert_eq!(report.files, 4);
}
