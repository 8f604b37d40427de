//! Passwords, sessions, tokens, links.

use super::cases;
use crate::hash::Hash;
use crate::keys::{LinkKind, LinkRow, PasswordRow, SessionRow, TokenRow};
use std::thread;

fn session(secret: u8, person: i64, created_us: i64) -> SessionRow {
    SessionRow {
        secret: Hash([secret; 32]),
        id: format!("s{secret}"),
        person,
        created_us,
        used_us: created_us,
        expires_us: created_us + 100,
        agent: "Firefox".to_owned(),
    }
}

fn link(secret: u8, expires_us: i64) -> LinkRow {
    LinkRow { secret: Hash([secret; 32]), kind: LinkKind::Password, person: 3, expires_us }
}

cases! { "sessions";
    fn a_password_is_replaced_and_dropped(bench) {
        let keys = bench.store.keys();
        let row = |hash: &str| PasswordRow { person: 3, hash: hash.to_owned(), at_us: 5 };
        assert_eq!(keys.password(3).unwrap(), None);
        keys.put_password(&row("$argon2id$1")).unwrap();
        keys.put_password(&row("$argon2id$2")).unwrap();
        assert_eq!(keys.password(3).unwrap(), Some(row("$argon2id$2")));
        assert_eq!(keys.password(4).unwrap(), None);
        keys.drop_password(3).unwrap();
        keys.drop_password(3).unwrap();
        assert_eq!(keys.password(3).unwrap(), None);
    }

    fn a_session_is_found_by_its_secret(bench) {
        let keys = bench.store.keys();
        assert_eq!(keys.session(&Hash([1; 32])).unwrap(), None);
        keys.put_session(&session(1, 3, 10)).unwrap();
        let used = SessionRow { used_us: 50, ..session(1, 3, 10) };
        keys.put_session(&used).unwrap();
        assert_eq!(keys.session(&Hash([1; 32])).unwrap(), Some(used));
    }

    fn using_a_session_that_has_ended_does_not_bring_it_back(bench) {
        let keys = bench.store.keys();
        keys.put_session(&session(1, 3, 10)).unwrap();
        keys.touch_session(&Hash([1; 32]), 70).unwrap();
        assert_eq!(keys.session(&Hash([1; 32])).unwrap().map(|row| row.used_us), Some(70));
        keys.drop_sessions_of(3).unwrap();
        keys.touch_session(&Hash([1; 32]), 80).unwrap();
        assert_eq!(keys.session(&Hash([1; 32])).unwrap(), None);
    }

    fn a_person_s_sessions_are_listed_and_ended(bench) {
        let keys = bench.store.keys();
        for row in [session(1, 3, 10), session(2, 3, 30), session(3, 3, 20), session(4, 9, 40)] {
            keys.put_session(&row).unwrap();
        }
        let ids = |person| -> Vec<String> { keys.sessions_of(person).unwrap().into_iter().map(|row| row.id).collect() };
        assert_eq!(ids(3), ["s2", "s3", "s1"]);
        assert!(!keys.drop_session(9, "s2").unwrap(), "it is not this person's");
        assert!(keys.drop_session(3, "s2").unwrap());
        assert!(!keys.drop_session(3, "s2").unwrap());
        assert_eq!(keys.drop_sessions_of(3).unwrap(), 2);
        assert_eq!((ids(3).len(), ids(9).len()), (0, 1));
    }

    fn sessions_and_links_expire(bench) {
        let keys = bench.store.keys();
        keys.put_session(&session(1, 3, 0)).unwrap();
        keys.put_session(&session(2, 3, 1)).unwrap();
        keys.put_link(&link(3, 100)).unwrap();
        keys.put_link(&link(4, 101)).unwrap();
        assert_eq!(keys.drop_expired(100).unwrap(), 2);
        assert_eq!((keys.session(&Hash([1; 32])).unwrap(), keys.link(&Hash([3; 32])).unwrap()), (None, None));
        assert_eq!((keys.sessions_of(3).unwrap().len(), keys.link(&Hash([4; 32])).unwrap()), (1, Some(link(4, 101))));
    }

    fn a_token_is_found_by_its_secret(bench) {
        let keys = bench.store.keys();
        let secret = Hash([1; 32]);
        assert_eq!(keys.token(&secret).unwrap(), None);
        keys.put_token(5, &secret).unwrap();
        let known = |used_us| Some(TokenRow { id: 5, used_us });
        assert_eq!((keys.token(&secret).unwrap(), keys.token_by_id(5).unwrap()), (known(None), known(None)));
        keys.touch_token(5, 70).unwrap();
        keys.touch_token(6, 71).unwrap();
        assert_eq!((keys.token(&secret).unwrap(), keys.token_by_id(5).unwrap()), (known(Some(70)), known(Some(70))));
        assert_eq!(keys.put_token(6, &secret).unwrap_err().code(), "store.conflict");
        assert_eq!(keys.put_token(5, &Hash([2; 32])).unwrap_err().code(), "store.conflict");
        keys.drop_token(5).unwrap();
        keys.touch_token(5, 72).unwrap();
        assert_eq!(keys.token_by_id(5).unwrap(), None);
        assert_eq!(keys.token(&secret).unwrap(), None);
    }

    fn links_of_a_person_are_taken_away(bench) {
        let keys = bench.store.keys();
        let of = |secret, person| LinkRow { person, ..link(secret, 9) };
        for row in [of(1, 3), of(2, 3), of(3, 4)] {
            keys.put_link(&row).unwrap();
        }
        assert_eq!((keys.drop_links_of(3).unwrap(), keys.drop_links_of(3).unwrap()), (2, 0));
        assert_eq!((keys.link(&Hash([1; 32])).unwrap(), keys.link(&Hash([3; 32])).unwrap()), (None, Some(of(3, 4))));
    }

    fn a_link_works_once(bench) {
        let keys = bench.store.keys();
        let secret = Hash([1; 32]);
        assert_eq!(keys.take_link(&secret).unwrap(), None);
        keys.put_link(&link(1, 9)).unwrap();
        assert_eq!(keys.link(&secret).unwrap(), Some(link(1, 9)));
        let taken: Vec<LinkRow> = thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| keys.take_link(&secret).unwrap())).collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(taken, [link(1, 9)]);
        assert_eq!(keys.link(&secret).unwrap(), None);
    }
}
