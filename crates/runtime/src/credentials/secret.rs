use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use baton_store::{Hash, StoreError};

/// 256 random bits as text that fits a cookie, a header and a link.
pub(super) fn random() -> Result<String, StoreError> {
    bits().map(|bits| URL_SAFE_NO_PAD.encode(bits))
}

/// 256 random bits as other programs read keys: in the base64 of everybody.
pub fn random_base64() -> Result<String, StoreError> {
    bits().map(|bits| STANDARD.encode(bits))
}

fn bits() -> Result<[u8; 32], StoreError> {
    let mut bits = [0_u8; 32];
    getrandom::fill(&mut bits).map_err(|error| StoreError::Io(format!("the system gives no random bits: {error}")))?;
    Ok(bits)
}

/// What is kept of a secret. A plain hash is enough: nobody guesses 256 random bits.
pub(super) fn hash(secret: &str) -> Hash {
    Hash::of(&[secret.as_bytes()])
}
