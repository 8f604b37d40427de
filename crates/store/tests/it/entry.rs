//! The hash format, byte for byte. These values never change: they stand in everybody's evidence.

use baton_store::{ActorKind, Entry, Hash, NewEntry, Stream, StreamKind};
use uuid::Uuid;

const WORKSPACE: Uuid = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);

fn first() -> Entry {
    let new = NewEntry {
        stream: Stream::ACCESS,
        expect_seq: 0,
        time_us: 1_700_000_000_000_001,
        actor_kind: ActorKind::System,
        actor_id: 0,
        body: br#"{"cmd":"a","for":null,"ev":[]}"#.to_vec(),
    };
    Entry::next(&WORKSPACE, 1, None, &new)
}

fn second() -> Entry {
    let new = NewEntry {
        stream: Stream::ACCESS,
        expect_seq: 1,
        time_us: -2,
        actor_kind: ActorKind::Person,
        actor_id: 258,
        body: "{\"ev\":[\"ü\"]}".as_bytes().to_vec(),
    };
    Entry::next(&WORKSPACE, 9, Some(&first().head()), &new)
}

/// The header's bytes, written down by hand from the description of the format.
fn by_hand(parts: &[&str]) -> Hash {
    let hex: String = parts.concat();
    let bytes: Vec<u8> =
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    Hash::of(&[&bytes])
}

#[test]
fn the_first_entry_of_a_stream() {
    let entry = first();
    let body_hash = "833df2c2df291ef6e8e5fe7e623a7bd23e36ad926aa65d211908cd6c15e6db51";
    assert_eq!(entry.body_hash.to_string(), body_hash);
    let expected = by_hand(&[
        "01",
        "00112233445566778899aabbccddeeff",
        "0000000000000001", // number
        "04",               // access
        "0000000000000000", // stream id
        "0000000000000001", // seq
        "0000000000000000", // prev
        "00060a24181e4001", // time
        "06",               // system
        "0000000000000000", // actor id
        &"00".repeat(32),   // no entry before
        body_hash,
    ]);
    assert_eq!(entry.hash, expected);
    assert_eq!(entry.hash.to_string(), "ced2d313268cd450c9e1212695084eb821fbef7c54f4abe408c0c938c6fedb71");
}

#[test]
fn an_entry_after_another() {
    let entry = second();
    let body_hash = "41e51ebde8b843e8d50d121406911dc2e56eec7c109864ecd9094143bf06c3f0";
    assert_eq!(entry.body_hash.to_string(), body_hash);
    let expected = by_hand(&[
        "01",
        "00112233445566778899aabbccddeeff",
        "0000000000000009",
        "04",
        "0000000000000000",
        "0000000000000002",
        "0000000000000001",
        "fffffffffffffffe",
        "01",
        "0000000000000102",
        "ced2d313268cd450c9e1212695084eb821fbef7c54f4abe408c0c938c6fedb71",
        body_hash,
    ]);
    assert_eq!(entry.hash, expected);
    assert_eq!(entry.hash.to_string(), "d2aabc63fc2c0dba30a0410bf509e22b84fabd149ab9579ce25c3e91f535219e");
}

#[test]
fn kinds_have_fixed_numbers() {
    let streams: Vec<(i64, &str)> = StreamKind::ALL.iter().map(|kind| (kind.code(), kind.word())).collect();
    let expected = [(1, "run"), (2, "definition"), (3, "directory"), (4, "access"), (5, "lock"), (6, "correlation")];
    assert_eq!(streams, expected);
    let actors: Vec<(i64, &str)> = ActorKind::ALL.iter().map(|kind| (kind.code(), kind.word())).collect();
    let expected = [(1, "person"), (2, "token"), (3, "guest"), (4, "worker"), (5, "timer"), (6, "system")];
    assert_eq!(actors, expected);
}

#[test]
fn a_stream_and_its_key_go_there_and_back() {
    for kind in StreamKind::ALL {
        for id in [0, 1, -1, 1 << 59, -(1 << 59)] {
            let stream = Stream { kind: *kind, id };
            assert_eq!(Stream::from_key(stream.key()), Some(stream));
        }
    }
    assert_eq!(Stream::from_key(0), None);
    assert_eq!(Stream::from_key(7), None);
}

#[test]
fn every_part_of_the_header_is_in_the_hash() {
    let hash = |change: fn(&mut Entry)| {
        let mut entry = second();
        change(&mut entry);
        entry.header_hash(&WORKSPACE, &first().hash)
    };
    let changes: [fn(&mut Entry); 9] = [
        |entry| entry.number += 1,
        |entry| entry.stream.kind = StreamKind::Run,
        |entry| entry.stream.id += 1,
        |entry| entry.seq += 1,
        |entry| entry.prev += 1,
        |entry| entry.time_us += 1,
        |entry| entry.actor_kind = ActorKind::Token,
        |entry| entry.actor_id += 1,
        |entry| entry.body_hash.0[31] ^= 1,
    ];
    for (n, change) in changes.into_iter().enumerate() {
        assert_ne!(hash(change), second().hash, "change {n}");
    }
    assert_ne!(second().header_hash(&Uuid::nil(), &first().hash), second().hash);
    assert_ne!(second().header_hash(&WORKSPACE, &Hash::ZERO), second().hash);
    assert_eq!(hash(|_| {}), second().hash);
}

#[test]
fn an_entry_goes_through_json_unchanged() {
    let text = serde_json::to_string(&second()).unwrap();
    assert!(text.contains(r#""body":"{\"ev\":[\"ü\"]}""#), "{text}");
    assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), second());
    let without = Entry { body: None, ..second() };
    let text = serde_json::to_string(&without).unwrap();
    assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), without);
}

#[test]
fn a_hash_is_read_from_64_digits_only() {
    let hash = first().hash;
    assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
    for wrong in ["", "00", &"g".repeat(64), &"0".repeat(63), &"+1".repeat(32), &"AB".repeat(32), &"ü".repeat(32)] {
        assert_eq!(Hash::from_hex(wrong), None, "{wrong}");
    }
}
