use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use baton_store::{Hash, StoreError};

/// 256 random bits as text that fits a cookie, a header and a link.
pub(super) fn random() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Io(format!("the system gives no random bits: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. A plain hash is enough: nobody guesses 256 random bits.
pub(super) fn hash(secret: &str) -> Hash {
    Hash::of(&[secret.as_bytes()])
}
