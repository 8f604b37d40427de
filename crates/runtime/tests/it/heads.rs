//! Checkpoints whose file was kept when the server stopped before their row was: taken in at the next start, if they are ours.

use std::path::Path;
use std::sync::Arc;

use baton_runtime::clock::Clock;
use baton_runtime::{Handle, Heads, Place, Time};
use baton_store::Change;
use baton_store::checkpoint::Signer;
use baton_store::row::HeadRow;
use baton_store::store::transaction;

use crate::world::{Kept, World, config};

/// A workspace with entries that one checkpoint covers, in the database and as a file.
fn covered(folder: &Path) -> (Kept, HeadRow) {
    let world = World::new(Kept::in_memory());
    world.handle.cover().expect("a checkpoint");
    let kept = Kept { store: Arc::clone(&world.kept.store), shelf: Arc::clone(&world.kept.shelf), folder: None };
    drop(world);
    let head = kept.store.reader().expect("a reader").head().expect("read").expect("a head");
    Heads::in_folder(folder.to_owned()).keep(&head).expect("kept");
    (kept, head)
}

/// Takes the row away, opens the workspace with time passing, and gives the latest row afterwards.
fn opened_without(kept: &Kept, head: &HeadRow, folder: &Path) -> HeadRow {
    let mut writer = kept.store.writer().expect("a writer");
    let gone = Change::DropHead { epoch: head.epoch, size: head.size };
    transaction(writer.as_mut(), |tx| tx.put(&gone)).expect("gone");
    drop(writer);
    let heads = Heads::in_folder(folder.to_owned());
    let place = Place { store: Arc::clone(&kept.store), shelf: kept.shelf.clone(), heads };
    let handle = Handle::open(place, Clock::machine(), config(), Time::Passes).expect("a workspace");
    // What is at the end of the log's work has been done when it has stopped.
    handle.stop();
    kept.store.reader().expect("a reader").head().expect("read").expect("a head")
}

#[test]
fn a_checkpoint_without_a_row_is_taken_in_as_it_was_signed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (kept, head) = covered(folder.path());
    assert_eq!(opened_without(&kept, &head, folder.path()), head);
}

#[test]
fn one_that_is_not_ours_or_not_of_this_log_is_not() {
    for (change, why) in
        [(("epoch 1", "epoch 7"), "it was signed otherwise"), (("time 2026", "time 2025"), "it was signed otherwise")]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let (kept, head) = covered(folder.path());
        let file = folder.path().join(format!("{}-{}", head.epoch, head.size));
        std::fs::write(&file, head.note.replace(change.0, change.1)).expect("written");
        let now = opened_without(&kept, &head, folder.path());
        assert_ne!(now.note, head.note.replace(change.0, change.1), "{why}");
        assert!(now.size >= head.size, "the log has a checkpoint of its own");
        assert_eq!(std::fs::read_to_string(&file).expect("read"), now.note, "the file says what the row says");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (kept, head) = covered(folder.path());
    let workspace = kept.store.reader().expect("a reader").workspace().expect("read").expect("one");
    let seed = kept.store.keys().signing_key().expect("read").expect("a key");
    let signer = Signer::new(workspace, &seed);
    let reader = kept.store.reader().expect("a reader");
    let moment = head.note.lines().nth(4).and_then(|line| line[5..].parse().ok()).expect("a moment");
    let later = signer.checkpoint(reader.as_ref(), 2, moment).expect("read").expect("a head");
    drop(reader);
    Heads::in_folder(folder.path().to_owned()).keep(&later).expect("kept");
    let now = opened_without(&kept, &head, folder.path());
    assert_eq!(now.epoch, 1, "another copy's epoch is not this one's");
}
