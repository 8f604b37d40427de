//! Decides what a command to the stream `access` makes happen. A command that changes nothing gives no events.

use baton_people::{PersonId, Private};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use super::{Access, AccessCommand, AccessEvent, DesignKind};
use crate::Scope;

/// The most characters of a token's name and of the workspace's.
const NAME_CHARS_MAX: usize = 100;
/// How many tokens somebody has at most.
const TOKENS_MAX: usize = 50;
/// How many holds there are at most.
const HOLDS_MAX: usize = 10_000;
/// The most characters of a reason.
const REASON_CHARS_MAX: usize = 2_000;
/// The most characters of a secret's name, and of its value.
const SECRET_NAME_CHARS_MAX: usize = 64;
const SECRET_CHARS_MAX: usize = 10_000;
/// How many secrets there are at most.
const SECRETS_MAX: usize = 1_000;
/// How long the bin keeps a design.
const BIN_DAYS: i64 = 30;
/// How many designs the bin holds at most.
const BIN_MAX: usize = 10_000;
/// How far a rehearsal's clock is moved at once, at most.
const MOVE_DAYS_MAX: i64 = 3_660;

/// Why it was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the fields are what the sentence shows")]
pub enum AccessRefused {
    /// It has no name, or one that is too long.
    #[error("a name has 1 to {NAME_CHARS_MAX} characters")]
    NameWrong,
    /// There is no such zone.
    #[error("there is no time zone of this name: {zone}")]
    ZoneUnknown { zone: String },
    /// It would reach nothing.
    #[error("a token needs a scope")]
    ScopesMissing,
    /// It would end before it begins.
    #[error("a token ends in the future, not at {expires}")]
    ExpiresPast { expires: Timestamp },
    /// There are enough.
    #[error("a person has at most {TOKENS_MAX} tokens")]
    TooManyTokens,
    /// There is no such token, or it is somebody else's.
    #[error("there is no token with the number {token}")]
    TokenNotFound { token: i64 },
    /// There are enough.
    #[error("there are at most {HOLDS_MAX} holds")]
    TooManyHolds,
    /// There is no such hold, or it was lifted.
    #[error("there is no hold with the number {hold}")]
    HoldNotFound { hold: i64 },
    /// Why is not said.
    #[error("a reason has 1 to {REASON_CHARS_MAX} characters")]
    ReasonMissing,
    /// Its name or value cannot be taken.
    #[error("a secret has a name of small letters, digits and _, and a value of 1 to {SECRET_CHARS_MAX} characters")]
    SecretWrong,
    /// There are enough.
    #[error("there are at most {SECRETS_MAX} secrets")]
    TooManySecrets,
    /// There is no such secret.
    #[error("there is no secret called {name}")]
    SecretNotFound { name: String },
    /// There is no such item, or it was restored or forgotten.
    #[error("there is nothing in the bin with the number {item}")]
    BinnedNotFound { item: i64 },
    /// There are enough.
    #[error("the bin holds at most {BIN_MAX} designs")]
    BinFull,
    /// A real workspace's clock is the machine's.
    #[error("only the clock of a rehearsal can be moved")]
    NotARehearsal,
    /// Time does not go back.
    #[error("the clock goes forward only, at most {MOVE_DAYS_MAX} days at once; it is {now}")]
    MoveWrong { now: Timestamp },
}

impl AccessRefused {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameWrong => "access.name_wrong",
            Self::ZoneUnknown { .. } => "access.zone_unknown",
            Self::ScopesMissing => "access.scopes_missing",
            Self::ExpiresPast { .. } => "access.expires_past",
            Self::TooManyTokens => "access.too_many_tokens",
            Self::TokenNotFound { .. }
            | Self::HoldNotFound { .. }
            | Self::SecretNotFound { .. }
            | Self::BinnedNotFound { .. } => "request.not_found",
            Self::BinFull => "bin.full",
            Self::TooManyHolds => "hold.too_many",
            Self::ReasonMissing => "hold.reason_missing",
            Self::SecretWrong => "secret.wrong",
            Self::TooManySecrets => "secret.too_many",
            Self::NotARehearsal => "rehearsal.not_here",
            Self::MoveWrong { .. } => "rehearsal.move_wrong",
        }
    }
}

/// The events that a command makes, or why it is refused. `now` is the workspace's time.
pub fn decide(access: &Access, command: &AccessCommand, now: Timestamp) -> Result<Vec<AccessEvent>, AccessRefused> {
    match command {
        AccessCommand::NameWorkspace { name, zone } => name_workspace(access, name, zone),
        AccessCommand::MakeToken { person, name, scopes, expires } => {
            if access.tokens_of(*person).filter(|token| token.holds(now)).count() >= TOKENS_MAX {
                return Err(AccessRefused::TooManyTokens);
            }
            let scopes = checked_scopes(scopes)?;
            let expires = checked_end(*expires, now)?;
            let (token, name) = (access.next_token(), checked_name(name)?);
            Ok(vec![AccessEvent::TokenMade { v: 1, token, person: *person, name, scopes, expires }])
        }
        AccessCommand::RevokeToken { person, token } => {
            match access.token(*token).filter(|found| found.person == *person) {
                None => Err(AccessRefused::TokenNotFound { token: *token }),
                Some(found) if found.revoked => Ok(Vec::new()),
                Some(_) => Ok(vec![AccessEvent::TokenRevoked { v: 1, token: *token }]),
            }
        }
        AccessCommand::Invite { person } => Ok(vec![AccessEvent::InvitationMade { v: 1, person: *person }]),
        AccessCommand::SetPassword { person, by_link } => {
            Ok(vec![AccessEvent::PasswordSet { v: 1, person: *person, by_link: *by_link }])
        }
        AccessCommand::SetHold { on, by, reason } => {
            if access.holds().count() >= HOLDS_MAX {
                return Err(AccessRefused::TooManyHolds);
            }
            let (hold, reason) = (access.next_hold(), checked_reason(reason, *by)?);
            Ok(vec![AccessEvent::HoldSet { v: 1, hold, on: *on, by: *by, reason }])
        }
        AccessCommand::LiftHold { hold, by, reason } => {
            let found = access.holds().any(|known| known.id == *hold);
            let reason = checked_reason(reason, *by)?;
            let lifted = AccessEvent::HoldLifted { v: 1, hold: *hold, by: *by, reason };
            if found { Ok(vec![lifted]) } else { Err(AccessRefused::HoldNotFound { hold: *hold }) }
        }
        AccessCommand::SetSecret { name, value, by } => {
            let fine = !value.0.is_empty() && value.0.chars().count() <= SECRET_CHARS_MAX;
            if !is_secret_name(name) || !fine {
                return Err(AccessRefused::SecretWrong);
            }
            if access.secret(name).is_none() && access.secrets().count() >= SECRETS_MAX {
                return Err(AccessRefused::TooManySecrets);
            }
            let secret = access.next_secret();
            let value = Private::of_secret(secret, value.0.as_str());
            Ok(vec![AccessEvent::SecretSet { v: 1, secret, name: name.clone(), by: *by, value }])
        }
        AccessCommand::DropSecret { name, by } => match access.secret(name) {
            None => Err(AccessRefused::SecretNotFound { name: name.clone() }),
            Some(known) => Ok(vec![AccessEvent::SecretDropped { v: 1, secret: known.id, name: name.clone(), by: *by }]),
        },
        AccessCommand::RemoveRuns { runs, .. } if runs.is_empty() => Ok(Vec::new()),
        AccessCommand::RemoveRuns { workflow, keep, runs } => {
            let (workflow, keep, runs) = (*workflow, keep.clone(), runs.clone());
            Ok(vec![AccessEvent::RunsRemoved { v: 1, workflow, keep, runs }])
        }
        AccessCommand::BinDesign { .. }
        | AccessCommand::RestoreDesign { .. }
        | AccessCommand::RestoreVersion { .. }
        | AccessCommand::ForgetDesigns => of_bin(access, command, now),
        AccessCommand::MoveClock { to } => move_clock(access, *to, now),
        AccessCommand::SetShortcuts { person, on } => {
            let same = access.preferences(*person).shortcuts == *on;
            Ok(if same { Vec::new() } else { vec![AccessEvent::ShortcutsSet { v: 1, person: *person, on: *on }] })
        }
    }
}

fn of_bin(access: &Access, command: &AccessCommand, now: Timestamp) -> Result<Vec<AccessEvent>, AccessRefused> {
    match command {
        AccessCommand::BinDesign { id, kind, title, workflow, by } => {
            let (of, now) = (Design { id, kind: *kind, title, workflow: *workflow }, now);
            bin(access, of, *by, now).map(|event| vec![event])
        }
        AccessCommand::RestoreDesign { item, by } => match access.binned(*item) {
            None => Err(AccessRefused::BinnedNotFound { item: *item }),
            Some(_) => Ok(vec![AccessEvent::DesignRestored { v: 1, item: *item, by: *by }]),
        },
        AccessCommand::RestoreVersion { id, version, by } => {
            Ok(vec![AccessEvent::VersionRestored { v: 1, id: id.clone(), version: *version, by: *by }])
        }
        AccessCommand::ForgetDesigns => {
            let items: Vec<i64> = access.bin().filter(|known| known.until <= now).map(|known| known.item).collect();
            Ok(if items.is_empty() { Vec::new() } else { vec![AccessEvent::DesignsForgotten { v: 1, items }] })
        }
        _ => Ok(Vec::new()),
    }
}

/// A design that goes into the bin.
#[derive(Clone, Copy)]
struct Design<'a> {
    id: &'a str,
    kind: DesignKind,
    title: &'a str,
    workflow: Option<i64>,
}

fn bin(access: &Access, of: Design<'_>, by: Option<PersonId>, now: Timestamp) -> Result<AccessEvent, AccessRefused> {
    if access.bin().count() >= BIN_MAX {
        return Err(AccessRefused::BinFull);
    }
    let Design { id, kind, title, workflow } = of;
    let until = now.saturating_add(SignedDuration::from_hours(24 * BIN_DAYS)).unwrap_or(now);
    let (item, id, title) = (access.next_binned(), id.to_owned(), title.to_owned());
    Ok(AccessEvent::DesignBinned { v: 1, item, id, kind, title, workflow, by, until })
}

/// Whether expressions can name it: `secret.deploy_token`.
fn is_secret_name(name: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    name.len() <= SECRET_NAME_CHARS_MAX
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(is_part)
}

fn name_workspace(access: &Access, name: &str, zone: &str) -> Result<Vec<AccessEvent>, AccessRefused> {
    let name = checked_name(name)?;
    TimeZone::get(zone).map_err(|_| AccessRefused::ZoneUnknown { zone: zone.to_owned() })?;
    let same = access.name == name && access.zone == zone;
    Ok(if same { Vec::new() } else { vec![AccessEvent::WorkspaceNamed { v: 1, name, zone: zone.to_owned() }] })
}

fn move_clock(access: &Access, to: Timestamp, now: Timestamp) -> Result<Vec<AccessEvent>, AccessRefused> {
    if !access.is_rehearsal() {
        return Err(AccessRefused::NotARehearsal);
    }
    let by_us = to.as_microsecond() - now.as_microsecond();
    if by_us <= 0 || by_us > MOVE_DAYS_MAX * 86_400_000_000 {
        return Err(AccessRefused::MoveWrong { now });
    }
    Ok(vec![AccessEvent::ClockMoved { v: 1, to, ahead_us: access.ahead_us + by_us }])
}

fn checked_name(name: &str) -> Result<String, AccessRefused> {
    let name = name.trim();
    let fine = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX;
    if fine { Ok(name.to_owned()) } else { Err(AccessRefused::NameWrong) }
}

/// Why; the words are those of who says so, and go when they are erased.
fn checked_reason(reason: &str, by: Option<PersonId>) -> Result<Private, AccessRefused> {
    let reason = reason.trim();
    if !(1..=REASON_CHARS_MAX).contains(&reason.chars().count()) {
        return Err(AccessRefused::ReasonMissing);
    }
    by.map(|by| Private::of_person(by, reason)).ok_or(AccessRefused::ReasonMissing)
}

fn checked_scopes(scopes: &[Scope]) -> Result<Vec<Scope>, AccessRefused> {
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() { Err(AccessRefused::ScopesMissing) } else { Ok(scopes) }
}

fn checked_end(expires: Option<Timestamp>, now: Timestamp) -> Result<Option<Timestamp>, AccessRefused> {
    match expires {
        Some(expires) if expires <= now => Err(AccessRefused::ExpiresPast { expires }),
        fine => Ok(fine),
    }
}
