use std::time::{Duration, Instant};

use baton_store::Store;
use baton_store::keys::LinkKind;
use baton_store::memory::MemoryStore;

use super::{Credentials, SESSION_IDLE_MAX, SESSION_LASTS_MAX};

const NOW: i64 = 1_790_000_000_000_000;

fn credentials() -> Credentials {
    Credentials::new(MemoryStore::new().keys())
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
    assert_eq!(credentials.take_link(LinkKind::Setup, &setup.secret, setup.expires_us).expect("asked"), None);
    let last = setup.expires_us - 1;
    assert_eq!(credentials.take_link(LinkKind::Setup, &setup.secret, last).expect("asked"), Some(0));
    credentials.give_back_setup_link(&setup.secret, last).expect("given back");
    assert_eq!(credentials.take_link(LinkKind::Setup, &setup.secret, last).expect("asked"), Some(0));
}

#[test]
fn a_tokens_secret_is_known_until_it_is_dropped() {
    let credentials = credentials();
    let secret = credentials.make_token_secret(3).expect("made");
    assert!(secret.starts_with("bt_"));
    let known = || credentials.token(&secret).expect("asked").expect("known");
    assert_eq!((known().id, credentials.token_used(3).expect("asked")), (3, None));
    for (now_us, used_us) in [(NOW, NOW), (NOW + 59_000_000, NOW), (NOW + 61_000_000, NOW + 61_000_000)] {
        credentials.note_use(&known(), now_us).expect("noted");
        assert_eq!(credentials.token_used(3).expect("asked"), Some(used_us), "about to the minute");
    }
    assert_eq!(credentials.token("bt_guess").expect("asked"), None);
    credentials.drop_token(3).expect("dropped");
    assert_eq!(credentials.token(&secret).expect("asked"), None);
}
