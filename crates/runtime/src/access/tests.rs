use baton_store::workspace::{WorkspaceCreated, WorkspaceKind};
use jiff::{SignedDuration, Timestamp};

use super::{Access, AccessCommand, AccessEvent, AccessRefused, decide};
use crate::Scope;

fn now() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().expect("a time")
}

fn access(kind: WorkspaceKind) -> Access {
    Access::new(WorkspaceCreated { workspace: uuid::Uuid::nil(), kind, public_key: [0; 32] })
}

/// Decides, folds, and gives what was decided.
fn done(access: &mut Access, command: &AccessCommand) -> Result<usize, AccessRefused> {
    let events = decide(access, command, now())?;
    for event in &events {
        let stored = serde_json::to_string(event).expect("JSON");
        let read: AccessEvent = serde_json::from_str(&stored).expect("read back");
        assert_eq!(&read, event);
        access.apply(&read, now());
    }
    Ok(events.len())
}

fn token(name: &str, scopes: &[Scope]) -> AccessCommand {
    AccessCommand::MakeToken { person: 7, name: name.to_owned(), scopes: scopes.to_vec(), expires: None }
}

#[test]
fn a_token_is_made_and_ended_by_its_person_alone() {
    let mut access = access(WorkspaceKind::Real);
    assert_eq!(done(&mut access, &token("ci", &[Scope::Work, Scope::Read, Scope::Work])), Ok(1));
    let made = access.token(1).expect("made");
    assert_eq!((made.scopes.as_slice(), made.holds(now())), (&[Scope::Read, Scope::Work][..], true));
    let end = |person, token| AccessCommand::RevokeToken { person, token };
    assert_eq!(done(&mut access, &end(8, 1)), Err(AccessRefused::TokenNotFound { token: 1 }));
    assert_eq!(done(&mut access, &end(7, 2)), Err(AccessRefused::TokenNotFound { token: 2 }));
    assert_eq!(done(&mut access, &end(7, 1)), Ok(1));
    assert_eq!(done(&mut access, &end(7, 1)), Ok(0), "ended already");
    assert_eq!(access.tokens_of(7).count(), 0);
    assert_eq!(done(&mut access, &token("next", &[Scope::Read])), Ok(1));
    assert!(access.token(2).is_some(), "a number is never given again");
}

#[test]
fn a_token_that_is_nothing_is_refused() {
    let mut access = access(WorkspaceKind::Real);
    assert_eq!(done(&mut access, &token("  ", &[Scope::Read])), Err(AccessRefused::NameWrong));
    assert_eq!(done(&mut access, &token("ci", &[])), Err(AccessRefused::ScopesMissing));
    let past =
        AccessCommand::MakeToken { person: 7, name: "ci".into(), scopes: vec![Scope::Read], expires: Some(now()) };
    assert_eq!(done(&mut access, &past), Err(AccessRefused::ExpiresPast { expires: now() }));
    for n in 0..50 {
        assert_eq!(done(&mut access, &token(&format!("t{n}"), &[Scope::Read])), Ok(1));
    }
    assert_eq!(done(&mut access, &token("one more", &[Scope::Read])), Err(AccessRefused::TooManyTokens));
}

#[test]
fn only_a_rehearsals_clock_moves_and_only_forward() {
    let later = AccessCommand::MoveClock { to: now() + SignedDuration::from_hours(48) };
    assert_eq!(done(&mut access(WorkspaceKind::Real), &later), Err(AccessRefused::NotARehearsal));
    let mut rehearsal = access(WorkspaceKind::Example);
    assert_eq!(done(&mut rehearsal, &later), Ok(1));
    assert_eq!(rehearsal.ahead_us, 48 * 3_600_000_000);
    let back = AccessCommand::MoveClock { to: now() };
    assert_eq!(done(&mut rehearsal, &back), Err(AccessRefused::MoveWrong { now: now() }));
}

#[test]
fn a_name_and_a_zone_are_checked() {
    let mut access = access(WorkspaceKind::Real);
    let name = |zone: &str| AccessCommand::NameWorkspace { name: "Acme".into(), zone: zone.into() };
    assert_eq!(
        done(&mut access, &name("Mars/Olympus")),
        Err(AccessRefused::ZoneUnknown { zone: "Mars/Olympus".into() })
    );
    assert_eq!(done(&mut access, &name("Europe/Berlin")), Ok(1));
    assert_eq!(done(&mut access, &name("Europe/Berlin")), Ok(0));
    assert_eq!((access.name.as_str(), access.zone.as_str()), ("Acme", "Europe/Berlin"));
}

#[test]
fn shortcuts_are_on_until_somebody_switches_theirs_off() {
    let mut access = access(WorkspaceKind::Real);
    let set = |on| AccessCommand::SetShortcuts { person: 7, on };
    assert_eq!(done(&mut access, &set(true)), Ok(0));
    assert_eq!(done(&mut access, &set(false)), Ok(1));
    assert!(!access.preferences(7).shortcuts && access.preferences(8).shortcuts);
    assert_eq!(done(&mut access, &set(true)), Ok(1));
    assert!(access.preferences(7).shortcuts);
}
