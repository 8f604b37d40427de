//! Signed checkpoints, letter for letter.

use baton_store::Hash;
use baton_store::checkpoint::{Checkpoint, Signer};
use uuid::Uuid;

const WORKSPACE: Uuid = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);

fn signer() -> Signer {
    Signer::new(WORKSPACE, &[7; 32])
}

fn checkpoint() -> Checkpoint {
    let time = "2026-11-21T10:00:00Z".parse().unwrap();
    Checkpoint { workspace: WORKSPACE, size: 1042, root: Hash([9; 32]), epoch: 1, time }
}

#[test]
fn a_note_is_as_written_down() {
    let note = signer().sign(&checkpoint());
    let expected = "baton/00112233-4455-6677-8899-aabbccddeeff\n1042\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n\
        epoch 1\ntime 2026-11-21T10:00:00Z\n\n\u{2014} baton/00112233-4455-6677-8899-aabbccddeeff eLNNF9+wJdWt9/7I2LWycblqupdE7Jya+Ebcjyj33Mzy4BlVfIhZ7KOdjUr/F7xLvtXgs3Z/RQRi7hKlZ9MG8ybxNgg=\n";
    assert_eq!(note, expected);
    assert_eq!(checkpoint().file_name(), "1-1042");
}

#[test]
fn a_note_is_read_with_the_right_key_alone() {
    let note = signer().sign(&checkpoint());
    let key = signer().public_key();
    let other = Signer::new(WORKSPACE, &[8; 32]).public_key();
    assert_eq!(Checkpoint::verify(&note, &[key]), Some(checkpoint()));
    assert_eq!(Checkpoint::verify(&note, &[other, key]), Some(checkpoint()));
    assert_eq!(Checkpoint::verify(&note, &[other]), None);
    assert_eq!(Checkpoint::verify(&note, &[]), None);
}

#[test]
fn no_letter_of_a_note_can_be_changed() {
    let note = signer().sign(&checkpoint());
    let key = signer().public_key();
    for at in 0..note.len() - 1 {
        let mut bytes = note.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        assert_eq!(Checkpoint::verify(&changed, &[key]), None, "byte {at}: {changed}");
    }
}

#[test]
fn a_note_may_have_other_signatures_beside() {
    let note = signer().sign(&checkpoint());
    let witnessed = format!("{note}\u{2014} witness.example AAAAAAAA\n");
    assert_eq!(Checkpoint::verify(&witnessed, &[signer().public_key()]), Some(checkpoint()));
}

#[test]
fn what_is_not_a_note_is_none() {
    let note = signer().sign(&checkpoint());
    let (text, _) = note.split_once("\n\n").unwrap();
    for wrong in
        ["", "\n\n", text, &format!("{text}\nmore\n\n"), &note.replace("1042", "01042"), &note.replace("epoch ", "")]
    {
        assert_eq!(Checkpoint::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Checkpoint::parse(&note), Some(checkpoint()));
}
