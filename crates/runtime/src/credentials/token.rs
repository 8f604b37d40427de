use baton_store::StoreError;
use baton_store::keys::TokenRow;

use super::Credentials;
use super::secret::{hash, random};
use super::session::USED_GRAIN_US;

/// What a token's secret begins with, so that it is known when it turns up where it should not.
const PREFIX: &str = "bt_";

impl Credentials {
    /// Makes the secret of a token; it is kept nowhere but with whoever gets it.
    pub fn make_token_secret(&self, token: i64) -> Result<String, StoreError> {
        let secret = format!("{PREFIX}{}", random()?);
        self.keys.put_token(token, &hash(&secret))?;
        Ok(secret)
    }

    /// The token that has this secret.
    pub fn token(&self, secret: &str) -> Result<Option<TokenRow>, StoreError> {
        if secret.starts_with(PREFIX) { self.keys.token(&hash(secret)) } else { Ok(None) }
    }

    /// Notes, about once a minute, that a token is used.
    pub fn note_use(&self, token: &TokenRow, now_us: i64) -> Result<(), StoreError> {
        let is_known = token.used_us.is_some_and(|used_us| now_us - used_us <= USED_GRAIN_US);
        if is_known { Ok(()) } else { self.keys.touch_token(token.id, now_us) }
    }

    /// When a token was last used.
    pub fn token_used(&self, token: i64) -> Result<Option<i64>, StoreError> {
        Ok(self.keys.token_by_id(token)?.and_then(|row| row.used_us))
    }

    /// Forgets a token's secret: it is worth nothing from then on.
    pub fn drop_token(&self, token: i64) -> Result<(), StoreError> {
        self.keys.drop_token(token)
    }
}
