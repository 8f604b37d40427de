use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use baton_store::keys::{KeyBytes, KeyState, LinkKind, LinkRow, PasswordRow, SessionRow, Subject, SubjectKey};
use baton_store::{Hash, Keys, StoreError};
use parking_lot::Mutex;

use super::{Credentials, SESSION_IDLE_MAX, SESSION_LASTS_MAX};

const NOW: i64 = 1_790_000_000_000_000;

fn credentials() -> Credentials {
    Credentials::new(Arc::new(Table::default()))
}

fn later(duration: Duration) -> i64 {
    NOW + i64::try_from(duration.as_micros()).expect("small")
}

#[test]
fn a_password_is_checked_and_costs_the_same_for_nobody() {
    let credentials = credentials();
    credentials.set_password(7, "four words to keep", NOW).expect("set");
    assert!(credentials.has_password(7).expect("read") && !credentials.has_password(8).expect("read"));
    assert!(!credentials.check_password(None, "x").expect("checked"), "the first check also makes nobody's hash");
    let timed = |person, password| {
        let began = Instant::now();
        (credentials.check_password(person, password).expect("checked"), began.elapsed())
    };
    let (right, cost) = timed(Some(7), "four words to keep");
    let (wrong, _) = timed(Some(7), "four words to keep ");
    let (none, nobodys_cost) = timed(None, "four words to keep");
    assert!(right && !wrong && !none);
    assert!(cost >= Duration::from_millis(50), "{cost:?} is too cheap");
    assert!(nobodys_cost > cost / 4, "{nobodys_cost:?} against {cost:?} tells who exists");
}

#[test]
fn a_session_holds_while_it_is_used_and_not_for_ever() {
    let credentials = credentials();
    let opened = credentials.open_session(7, "Firefox", NOW).expect("opened");
    assert!(opened.secret.len() >= 43, "256 bits");
    assert_eq!(credentials.session("guess", NOW).expect("read"), None);
    let half = SESSION_IDLE_MAX / 2;
    for n in 1..=3 {
        assert!(credentials.session(&opened.secret, later(half * n)).expect("read").is_some(), "used in time, {n}");
    }
    let idle = half * 3 + SESSION_IDLE_MAX;
    assert_eq!(credentials.session(&opened.secret, later(idle)).expect("read"), None);

    let used = credentials.open_session(7, "", NOW).expect("opened");
    let mut at = Duration::ZERO;
    while at < SESSION_LASTS_MAX {
        assert!(credentials.session(&used.secret, later(at)).expect("read").is_some());
        at += half;
    }
    assert_eq!(credentials.session(&used.secret, later(at)).expect("read"), None);
}

#[test]
fn sessions_are_ended_one_or_all() {
    let credentials = credentials();
    let here = credentials.open_session(7, "", NOW).expect("opened");
    let there = credentials.open_session(7, "", NOW + 1).expect("opened");
    let other = credentials.open_session(8, "", NOW).expect("opened");
    assert!(!credentials.close_session(7, &other.id).expect("ended"), "not one's own");
    credentials.close_sessions_of(7, Some(&here.id)).expect("ended");
    let holds = |secret: &str| credentials.session(secret, NOW + 2).expect("read").is_some();
    assert_eq!((holds(&here.secret), holds(&there.secret), holds(&other.secret)), (true, false, true));
    assert!(credentials.close_session(7, &here.id).expect("ended"));
    assert!(!holds(&here.secret));
}

#[test]
fn a_link_works_once_for_what_it_is_for_and_not_too_late() {
    let credentials = credentials();
    let link = credentials.make_password_link(7, NOW).expect("made");
    assert_eq!(credentials.take_link(LinkKind::Setup, &link.secret, NOW).expect("asked"), None);
    assert_eq!(credentials.take_link(LinkKind::Password, &link.secret, NOW).expect("asked"), Some(7));
    assert_eq!(credentials.take_link(LinkKind::Password, &link.secret, NOW).expect("asked"), None);
    let setup = credentials.make_setup_link(NOW).expect("made");
    assert!(credentials.is_setup_link(&setup.secret, setup.expires_us - 1).expect("asked"));
    assert_eq!(credentials.take_link(LinkKind::Setup, &setup.secret, setup.expires_us).expect("asked"), None);
}

#[test]
fn a_tokens_secret_is_known_until_it_is_dropped() {
    let credentials = credentials();
    let secret = credentials.make_token_secret(3).expect("made");
    assert!(secret.starts_with("bt_"));
    assert_eq!(credentials.token(&secret).expect("asked"), Some(3));
    assert_eq!(credentials.token("bt_guess").expect("asked"), None);
    credentials.drop_token(3).expect("dropped");
    assert_eq!(credentials.token(&secret).expect("asked"), None);
}

/// The part of a key database that is needed here.
#[derive(Default)]
struct Table {
    passwords: Mutex<BTreeMap<i64, PasswordRow>>,
    sessions: Mutex<Vec<SessionRow>>,
    tokens: Mutex<BTreeMap<Hash, i64>>,
    links: Mutex<BTreeMap<Hash, LinkRow>>,
}

impl Keys for Table {
    fn password(&self, person: i64) -> Result<Option<PasswordRow>, StoreError> {
        Ok(self.passwords.lock().get(&person).cloned())
    }
    fn put_password(&self, row: &PasswordRow) -> Result<(), StoreError> {
        self.passwords.lock().insert(row.person, row.clone());
        Ok(())
    }
    fn drop_password(&self, person: i64) -> Result<(), StoreError> {
        self.passwords.lock().remove(&person);
        Ok(())
    }
    fn session(&self, secret: &Hash) -> Result<Option<SessionRow>, StoreError> {
        Ok(self.sessions.lock().iter().find(|row| row.secret == *secret).cloned())
    }
    fn sessions_of(&self, person: i64) -> Result<Vec<SessionRow>, StoreError> {
        Ok(self.sessions.lock().iter().rev().filter(|row| row.person == person).cloned().collect())
    }
    fn touch_session(&self, secret: &Hash, used_us: i64) -> Result<(), StoreError> {
        if let Some(row) = self.sessions.lock().iter_mut().find(|row| row.secret == *secret) {
            row.used_us = used_us;
        }
        Ok(())
    }
    fn put_session(&self, row: &SessionRow) -> Result<(), StoreError> {
        let mut rows = self.sessions.lock();
        rows.retain(|old| old.secret != row.secret);
        rows.push(row.clone());
        Ok(())
    }
    fn drop_session(&self, person: i64, id: &str) -> Result<bool, StoreError> {
        let mut rows = self.sessions.lock();
        let before = rows.len();
        rows.retain(|row| row.person != person || row.id != id);
        Ok(rows.len() < before)
    }
    fn drop_sessions_of(&self, person: i64) -> Result<usize, StoreError> {
        let mut rows = self.sessions.lock();
        let before = rows.len();
        rows.retain(|row| row.person != person);
        Ok(before - rows.len())
    }
    fn drop_expired(&self, now_us: i64) -> Result<usize, StoreError> {
        let mut rows = self.sessions.lock();
        let before = rows.len();
        rows.retain(|row| row.expires_us > now_us);
        Ok(before - rows.len())
    }
    fn token(&self, secret: &Hash) -> Result<Option<i64>, StoreError> {
        Ok(self.tokens.lock().get(secret).copied())
    }
    fn put_token(&self, id: i64, secret: &Hash) -> Result<(), StoreError> {
        self.tokens.lock().insert(*secret, id);
        Ok(())
    }
    fn drop_token(&self, id: i64) -> Result<(), StoreError> {
        self.tokens.lock().retain(|_, token| *token != id);
        Ok(())
    }
    fn put_link(&self, row: &LinkRow) -> Result<(), StoreError> {
        self.links.lock().insert(row.secret, row.clone());
        Ok(())
    }
    fn link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.links.lock().get(secret).cloned())
    }
    fn take_link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.links.lock().remove(secret))
    }
    fn subject_key(&self, _: Subject) -> Result<Option<SubjectKey>, StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn subject_keys(&self, _: &[Subject]) -> Result<Vec<SubjectKey>, StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn make_key(&self, _: Subject) -> Result<SubjectKey, StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn give_key(&self, _: i64, _: Subject) -> Result<(), StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn key(&self, _: i64) -> Result<KeyState, StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn erase(&self, _: Subject) -> Result<Vec<i64>, StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn erase_key(&self, _: i64) -> Result<(), StoreError> {
        unreachable!("nothing is sealed here")
    }
    fn signing_key(&self) -> Result<Option<KeyBytes>, StoreError> {
        unreachable!("nothing is signed here")
    }
    fn put_signing_key(&self, _: &[u8; 32]) -> Result<(), StoreError> {
        unreachable!("nothing is signed here")
    }
}
