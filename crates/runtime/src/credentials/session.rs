//! Sessions: how long they hold, how many a person has, and that an ended one stays ended.
//! Keeps a hash of the secret, never the secret. Does not decide what somebody may do.

use std::time::Duration;

use baton_people::PersonId;
use baton_store::StoreError;
use baton_store::keys::SessionRow;

use super::Credentials;
use super::secret::{hash, random};

/// How long a session holds that is not used.
pub const SESSION_IDLE_MAX: Duration = Duration::from_hours(7 * 24);
/// How long a session holds at most.
pub const SESSION_LASTS_MAX: Duration = Duration::from_hours(30 * 24);
/// How exactly it is known when a session or a token was used.
pub(super) const USED_GRAIN_US: i64 = 60_000_000;
/// How many sessions a person has at most; the oldest ends for a new one.
const SESSIONS_MAX: usize = 50;

/// A session just opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What the cookie carries; it is kept nowhere.
    pub secret: String,
    /// What the session is called in lists.
    pub id: String,
    /// When it ends at the latest.
    pub expires_us: i64,
}

impl Credentials {
    /// Opens a session for somebody who proved who they are.
    pub fn open_session(&self, person: PersonId, agent: &str, now_us: i64) -> Result<Opened, StoreError> {
        self.keys.drop_expired(now_us)?;
        for old in self.sessions_of(person, now_us)?.into_iter().skip(SESSIONS_MAX - 1) {
            self.close_session(person, &old.id)?;
        }
        let secret = random()?;
        let id = random()?.chars().take(16).collect::<String>();
        let expires_us = now_us + micros(SESSION_LASTS_MAX);
        let row = SessionRow {
            secret: hash(&secret),
            id: id.clone(),
            person,
            created_us: now_us,
            used_us: now_us,
            expires_us,
            agent: agent.to_owned(),
        };
        self.keys.put_session(&row)?;
        Ok(Opened { secret, id, expires_us })
    }

    /// The session with that secret, if it still holds. That it is used is noted about once a minute.
    pub fn session(&self, secret: &str, now_us: i64) -> Result<Option<SessionRow>, StoreError> {
        let secret = hash(secret);
        let row = self.sessions.get(&secret, || self.keys.session(&secret))?;
        let Some(mut row) = row.filter(|row| holds(row, now_us)) else { return Ok(None) };
        if now_us - row.used_us > USED_GRAIN_US {
            row.used_us = now_us;
            self.sessions.touch(&secret, now_us);
            self.keys.touch_session(&secret, now_us)?;
        }
        Ok(Some(row))
    }

    /// A person's sessions that still hold, latest first.
    pub fn sessions_of(&self, person: PersonId, now_us: i64) -> Result<Vec<SessionRow>, StoreError> {
        let rows = self.keys.sessions_of(person)?;
        Ok(rows.into_iter().filter(|row| holds(row, now_us)).collect())
    }

    /// Ends a person's session; whether there was one.
    pub fn close_session(&self, person: PersonId, id: &str) -> Result<bool, StoreError> {
        let ended = self.keys.drop_session(person, id);
        self.sessions.forget();
        ended
    }

    /// Ends all sessions of a person but the one they sit at, if they do.
    pub fn close_sessions_of(&self, person: PersonId, but: Option<&str>) -> Result<(), StoreError> {
        for row in self.keys.sessions_of(person)? {
            if Some(row.id.as_str()) != but {
                self.close_session(person, &row.id)?;
            }
        }
        Ok(())
    }
}

fn holds(row: &SessionRow, now_us: i64) -> bool {
    now_us < row.expires_us && now_us - row.used_us < micros(SESSION_IDLE_MAX)
}

pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
