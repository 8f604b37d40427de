//! Links that work once: to the first administrator, and to set a password. Decides how long they work; keeps a hash, never the secret.

use std::time::Duration;

use baton_people::PersonId;
use baton_store::StoreError;
use baton_store::keys::{LinkKind, LinkRow};

use super::Credentials;
use super::secret::{hash, random};
use super::session::micros;

/// How long the link to the first administrator works.
pub const SETUP_LINK_LASTS: Duration = Duration::from_hours(24);
/// How long a link to set a password works.
pub const PASSWORD_LINK_LASTS: Duration = Duration::from_hours(7 * 24);

/// A link that works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What stands in it; it is kept nowhere.
    pub secret: String,
    /// When it ends by itself.
    pub expires_us: i64,
}

impl Credentials {
    /// Makes the link to the first administrator.
    pub fn make_setup_link(&self, now_us: i64) -> Result<Link, StoreError> {
        self.make_link(LinkKind::Setup, 0, now_us, SETUP_LINK_LASTS)
    }

    /// Makes a link by which somebody sets a password. Only the newest works.
    pub fn make_password_link(&self, person: PersonId, now_us: i64) -> Result<Link, StoreError> {
        self.drop_links_of(person)?;
        self.make_link(LinkKind::Password, person, now_us, PASSWORD_LINK_LASTS)
    }

    /// Makes the link to the first administrator work again after it was taken and nothing came of it.
    pub fn give_back_setup_link(&self, secret: &str, now_us: i64) -> Result<(), StoreError> {
        let expires_us = now_us + micros(SETUP_LINK_LASTS);
        self.keys.put_link(&LinkRow { secret: hash(secret), kind: LinkKind::Setup, person: 0, expires_us })
    }

    /// Makes all links of somebody stop working.
    pub fn drop_links_of(&self, person: PersonId) -> Result<(), StoreError> {
        self.keys.drop_links_of(person).map(drop)
    }

    /// Uses a link; for whom it was, if it still worked. A link of another kind stays as it is.
    pub fn take_link(&self, kind: LinkKind, secret: &str, now_us: i64) -> Result<Option<PersonId>, StoreError> {
        let hash = hash(secret);
        if !self.keys.link(&hash)?.is_some_and(|row| row.kind == kind && now_us < row.expires_us) {
            return Ok(None);
        }
        Ok(self.keys.take_link(&hash)?.map(|row| row.person))
    }

    fn make_link(&self, kind: LinkKind, person: PersonId, now_us: i64, lasts: Duration) -> Result<Link, StoreError> {
        let secret = random()?;
        let expires_us = now_us + micros(lasts);
        self.keys.put_link(&LinkRow { secret: hash(&secret), kind, person, expires_us })?;
        Ok(Link { secret, expires_us })
    }
}
