//! Keys: made, given on, erased.

use super::cases;
use crate::keys::{KeyState, Subject, SubjectKind};
use crate::seal::Sealer;
use serde_json::json;
use std::sync::Arc;
use std::thread;

cases! { "keys";
    fn a_subject_has_one_key(bench) {
        let keys = bench.store.keys();
        assert!(keys.subject_key(Subject::run(1)).unwrap().is_none());
        let made = keys.subject_keys(&[Subject::run(1), Subject::person(1), Subject::run(1)]).unwrap();
        assert_eq!((made[0].id, made.len()), (made[2].id, 3));
        assert_ne!((made[0].id, &made[0].bytes), (made[1].id, &made[1].bytes));
        let again = keys.subject_keys(&[Subject::person(1), Subject::run(1)]).unwrap();
        assert_eq!((again[0].id, again[1].id), (made[1].id, made[0].id));
        assert_eq!(keys.subject_key(Subject::run(1)).unwrap().unwrap().bytes, made[0].bytes);
    }

    fn many_who_ask_at_once_get_the_same_key(bench) {
        let keys = bench.store.keys();
        let ids: Vec<i64> = thread::scope(|scope| {
            let ask = || keys.subject_keys(&[Subject::run(5)]).unwrap()[0].id;
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }

    fn an_erased_key_is_gone_and_another_is_made(bench) {
        let keys = bench.store.keys();
        let first = keys.subject_keys(&[Subject::person(3)]).unwrap().remove(0);
        let of_file = keys.make_key(Subject::person(3)).unwrap();
        assert_eq!(keys.erase(Subject::person(3)).unwrap(), [first.id, of_file.id]);
        assert_eq!(keys.erase(Subject::person(3)).unwrap(), [0; 0]);
        assert!(keys.key(first.id).unwrap() == KeyState::Erased);
        assert!(keys.subject_key(Subject::person(3)).unwrap().is_none());
        let second = keys.subject_keys(&[Subject::person(3)]).unwrap().remove(0);
        assert!(second.id > of_file.id && second.bytes != first.bytes);
    }

    fn erasing_one_key_leaves_the_others(bench) {
        let keys = bench.store.keys();
        let made = keys.subject_keys(&[Subject::run(1), Subject::run(2)]).unwrap();
        keys.erase_key(made[0].id).unwrap();
        assert!(keys.key(made[0].id).unwrap() == KeyState::Erased);
        assert!(keys.key(made[1].id).unwrap() == KeyState::Live(made[1].bytes.clone()));
    }

    fn a_key_that_never_was_is_unknown(bench) {
        assert!(bench.store.keys().key(77).unwrap() == KeyState::Unknown);
        bench.store.keys().erase_key(77).unwrap();
        assert!(bench.store.keys().key(77).unwrap() == KeyState::Unknown);
    }

    fn a_file_s_key_goes_from_the_upload_to_the_run(bench) {
        let keys = bench.store.keys();
        let key = keys.make_key(Subject { kind: SubjectKind::Upload, id: 0 }).unwrap();
        keys.give_key(key.id, Subject::run(4)).unwrap();
        assert_eq!(keys.erase(Subject { kind: SubjectKind::Upload, id: 0 }).unwrap(), [0; 0]);
        assert_eq!(keys.erase(Subject::run(4)).unwrap(), [key.id]);
        for id in [key.id, 99] {
            assert_eq!(keys.give_key(id, Subject::run(5)).unwrap_err().code(), "store.conflict");
        }
    }

    fn the_live_keys_of_a_kind_are_listed(bench) {
        let keys = bench.store.keys();
        let upload = |id| Subject { kind: SubjectKind::Upload, id };
        let made: Vec<i64> = [1, 2, 1, 3].map(|id| keys.make_key(upload(id)).unwrap().id).to_vec();
        keys.make_key(Subject::run(1)).unwrap();
        keys.give_key(made[1], Subject::run(9)).unwrap();
        keys.erase_key(made[3]).unwrap();
        assert_eq!(keys.keys_of(SubjectKind::Upload, 0, 10).unwrap(), [made[0], made[2]]);
        assert_eq!(keys.keys_of(SubjectKind::Upload, made[0], 10).unwrap(), [made[2]]);
        assert_eq!(keys.keys_of(SubjectKind::Upload, 0, 1).unwrap(), [made[0]]);
    }

    fn the_signing_key_is_kept(bench) {
        let keys = bench.store.keys();
        assert!(keys.signing_key().unwrap().is_none());
        keys.put_signing_key(&[1; 32]).unwrap();
        keys.put_signing_key(&[2; 32]).unwrap();
        assert_eq!(keys.signing_key().unwrap().unwrap().as_slice(), [2; 32]);
    }

    fn what_is_sealed_opens_until_its_key_is_erased(bench) {
        let sealer = Sealer::new(bench.store.keys());
        let mut body = json!({ "ev": [
            { "t": "values_given", "v": { "seal": "run", "v": { "iban": "DE02" } } },
            { "t": "comment_added", "text": { "seal": { "person": 3 }, "v": "Grüße" } },
        ] });
        sealer.seal(&mut body, Some(8)).unwrap();
        let text = body.to_string();
        assert!(!text.contains("DE02") && !text.contains("Grüße"), "{text}");
        let mut opened = body.clone();
        sealer.open(&mut opened).unwrap();
        assert_eq!(opened["ev"][0]["v"]["v"]["iban"], "DE02");
        assert_eq!(opened["ev"][1]["text"]["v"], "Grüße");
        sealer.erase(Subject::person(3)).unwrap();
        let mut after = body.clone();
        Sealer::new(Arc::clone(&bench.store.keys())).open(&mut after).unwrap();
        assert_eq!(after["ev"][1]["text"], json!({ "erased": true }));
        assert_eq!(after["ev"][0]["v"]["v"]["iban"], "DE02");
    }

    fn bytes_sealed_for_a_subject_open_until_its_key_is_erased(bench) {
        let sealer = Sealer::new(bench.store.keys());
        let sealed = sealer.seal_for(Subject::run(2), b"state").unwrap();
        assert_eq!(sealer.open_from(&sealed).unwrap().unwrap(), b"state");
        sealer.erase(Subject::run(2)).unwrap();
        assert_eq!(sealer.open_from(&sealed).unwrap(), None);
        assert_eq!(sealer.open_from(&sealed[..5]).unwrap_err().code(), "store.corrupt");
    }
}
