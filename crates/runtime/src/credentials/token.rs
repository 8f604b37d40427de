use baton_store::StoreError;

use super::Credentials;
use super::secret::{hash, random};

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
    pub fn token(&self, secret: &str) -> Result<Option<i64>, StoreError> {
        if secret.starts_with(PREFIX) { self.keys.token(&hash(secret)) } else { Ok(None) }
    }

    /// Forgets a token's secret: it is worth nothing from then on.
    pub fn drop_token(&self, token: i64) -> Result<(), StoreError> {
        self.keys.drop_token(token)
    }
}
