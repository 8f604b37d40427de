//! Sealing: what is marked is sealed, opens again, and cannot be changed.

use baton_store::keys::{KeyState, Subject, SubjectKey};
use baton_store::memory::MemoryStore;
use baton_store::seal::{Sealer, open, open_bytes, seal, seal_bytes, subjects};
use baton_store::{Store, StoreError, bytes};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

fn key(id: i64) -> SubjectKey {
    SubjectKey { id, bytes: [id as u8; 32].into() }
}

#[allow(clippy::unnecessary_wraps, reason = "it stands where keys may fail")]
fn key_of(subject: Subject) -> Result<SubjectKey, StoreError> {
    Ok(key(subject.id))
}

#[allow(clippy::unnecessary_wraps, reason = "it stands where keys may fail")]
fn live(id: i64) -> Result<KeyState, StoreError> {
    Ok(KeyState::Live(key(id).bytes))
}

#[test]
fn a_sealed_value_has_the_form_that_is_written_down() {
    let mut body = json!({ "ev": [{ "v": { "seal": { "person": 3 }, "v": [1, "x"] } }] });
    seal(&mut body, None, &mut key_of).unwrap();
    let sealed = &body["ev"][0]["v"];
    assert_eq!(sealed["sealed"], 3);
    let content = bytes::decode(sealed["x"].as_str().unwrap()).unwrap();
    assert_eq!(content.len(), 12 + "[1,\"x\"]".len() + 16);
    assert_eq!(open_bytes(&key(3), &content).unwrap(), br#"[1,"x"]"#);
    assert_eq!(sealed.as_object().unwrap().len(), 2);
}

/// Sealed by another implementation of AES-256-GCM with the additional data `baton.sealed.1` and the key's number.
#[test]
fn what_others_sealed_opens() {
    let sealed = bytes::decode("AAECAwQFBgcICQoL+On0avKE8/WgVxDYjKbthcPDQsK2HFdooA==").unwrap();
    assert_eq!(open_bytes(&key(5), &sealed).unwrap(), "\"Grüße\"".as_bytes());
    assert!(open_bytes(&SubjectKey { id: 6, bytes: key(5).bytes }, &sealed).is_err(), "the number is sealed with it");
}

#[test]
fn the_subjects_are_those_of_the_marks() {
    let body = json!([
        { "seal": "run", "v": { "seal": { "person": 9 }, "v": 1 } },
        { "a": { "seal": { "person": 3 }, "v": null } },
        { "b": [{ "seal": { "person": 3 }, "v": 2 }] },
        { "seal": "run", "v": 1, "more": { "seal": { "person": 4 }, "v": 1 } },
    ]);
    assert_eq!(subjects(&body, Some(8)).unwrap(), [Subject::run(8), Subject::person(3), Subject::person(4)]);
}

#[test]
fn a_mark_without_a_subject_is_refused() {
    for mark in [json!("run"), json!("nobody"), json!({ "person": "x" }), json!(null)] {
        let mut body = json!({ "seal": mark, "v": 1 });
        let refused = seal(&mut body, None, &mut key_of).unwrap_err();
        assert_eq!(refused.code(), "store.conflict");
    }
}

#[test]
fn what_was_erased_says_so_and_what_is_unknown_is_damaged() {
    let mut body = json!({ "v": { "seal": { "person": 3 }, "v": "Ana" } });
    seal(&mut body, None, &mut key_of).unwrap();
    let mut erased = body.clone();
    open(&mut erased, &mut |_| Ok(KeyState::Erased)).unwrap();
    assert_eq!(erased, json!({ "v": { "erased": true } }));
    let unknown = open(&mut body.clone(), &mut |_| Ok(KeyState::Unknown)).unwrap_err();
    assert_eq!(unknown.code(), "store.corrupt");
    let other = open(&mut body, &mut |_| live(4)).unwrap_err();
    assert_eq!(other.code(), "store.corrupt");
}

#[test]
fn sealing_twice_gives_two_texts() {
    assert_ne!(seal_bytes(&key(1), b"x").unwrap(), seal_bytes(&key(1), b"x").unwrap());
}

fn json_values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner.clone(), 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            inner.clone().prop_map(|v| json!({ "seal": "run", "v": v })),
            (1_i64..9, inner).prop_map(|(person, v)| json!({ "seal": { "person": person }, "v": v })),
        ]
    })
}

/// The value as it reads after opening: whose key it was is not in it.
fn as_opened(value: &Value) -> Value {
    match value {
        Value::Object(object) if object.len() == 2 && object.contains_key("seal") && object.contains_key("v") => {
            json!({ "seal": "run", "v": object["v"] })
        }
        Value::Object(object) => object.iter().map(|(name, inner)| (name.clone(), as_opened(inner))).collect(),
        Value::Array(items) => items.iter().map(as_opened).collect(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sealed_opens_as_it_was(body in json_values()) {
        let mut sealed = body.clone();
        seal(&mut sealed, Some(1), &mut key_of).unwrap();
        prop_assert!(subjects(&sealed, Some(1)).unwrap().is_empty(), "nothing marked is left");
        open(&mut sealed, &mut live).unwrap();
        prop_assert_eq!(sealed, as_opened(&body));
    }

    #[test]
    fn no_sealed_byte_can_be_changed(plain in prop::collection::vec(any::<u8>(), 0..60), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut sealed = seal_bytes(&key(2), &plain).unwrap();
        prop_assert_eq!(open_bytes(&key(2), &sealed).unwrap(), plain);
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open_bytes(&key(2), &sealed).is_err());
        prop_assert!(open_bytes(&key(2), &sealed[..at]).is_err());
    }
}

#[test]
fn the_keys_of_runs_to_come_are_made_with_that_of_one_that_begins() {
    let keys = MemoryStore::new().keys();
    let sealer = Sealer::new(Arc::clone(&keys));
    let has = |run| keys.subject_key(Subject::run(run)).unwrap().is_some();
    sealer.prepare(vec![Subject::run(7)], Some(7)).unwrap();
    assert_eq!((has(6), has(7), has(8), has(262), has(263)), (false, true, true, true, false));
    sealer.prepare(vec![Subject::run(300)], None).unwrap();
    assert_eq!((has(300), has(301)), (true, false), "one that began long ago tells nothing of those after it");
}
