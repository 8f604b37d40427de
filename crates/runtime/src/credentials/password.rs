//! Passwords: Argon2id, 32 MiB and four passes (at least 50 ms on the machines of today), a salt each.
//!
//! A password of somebody who is not there, or has none, is checked against a hash of the same cost, so that the time of an
//! answer does not tell who exists.

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use baton_people::PersonId;
use baton_store::StoreError;
use baton_store::keys::PasswordRow;

use super::Credentials;

/// The memory of one check, in KiB.
const MEMORY_KIB: u32 = 32 * 1024;
/// How often the memory is gone over.
const PASSES: u32 = 4;

impl Credentials {
    /// Whether that is the person's password; as long for nobody as for somebody.
    pub fn check_password(&self, person: Option<PersonId>, password: &str) -> Result<bool, StoreError> {
        let row = person.map(|person| self.keys.password(person)).transpose()?.flatten();
        let known = row.is_some();
        let hash = match row {
            Some(row) => row.hash,
            None => nobodys()?.to_owned(),
        };
        let parsed = PasswordHash::new(&hash).map_err(|error| StoreError::Io(format!("a password's hash: {error}")))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    }

    /// Whether the person has a password.
    pub fn has_password(&self, person: PersonId) -> Result<bool, StoreError> {
        self.keys.password(person).map(|row| row.is_some())
    }

    /// Sets the person's password.
    pub fn set_password(&self, person: PersonId, password: &str, now_us: i64) -> Result<(), StoreError> {
        self.keys.put_password(&PasswordRow { person, hash: hashed(password)?, at_us: now_us })
    }
}

fn hasher() -> Result<Argon2<'static>, StoreError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| StoreError::Io(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hashed(password: &str) -> Result<String, StoreError> {
    let hash = hasher()?.hash_password(password.as_bytes()).map_err(|error| StoreError::Io(error.to_string()))?;
    Ok(hash.to_string())
}

/// The hash that nobody's password is checked against.
fn nobodys() -> Result<&'static str, StoreError> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash);
    }
    let made = hashed(&super::secret::random()?)?;
    Ok(HASH.get_or_init(|| made))
}
