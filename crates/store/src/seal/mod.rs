//! Sealing what is personal or secret inside an entry.
//!
//! `{"seal":"run"|{"person":N},"v":VALUE}` becomes `{"sealed":KEY_ID,"x":base64(nonce 12 ‖ ciphertext ‖ tag 16)}`:
//! AES-256-GCM over the value's JSON, additional data `baton.sealed.1` ‖ key id (`i64` big-endian), a random nonce.
//! Opened, it is `{"seal":…,"v":VALUE}` again, or `{"erased":true}` once its key was erased. Whose key it was stands in
//! the key database alone, so an opened value names its subject as `"run"`: who reads it needs only `v`.

mod sealer;
mod walk;

pub use sealer::Sealer;
pub use walk::{highest_key, open, seal, subjects};

use crate::error::StoreError;
use crate::keys::SubjectKey;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

const NONCE_BYTES: usize = 12;

fn additional_data(key_id: i64) -> Vec<u8> {
    [b"baton.sealed.1".as_slice(), &key_id.to_be_bytes()].concat()
}

fn cipher(key: &SubjectKey) -> Aes256Gcm {
    Aes256Gcm::new((&*key.bytes).into())
}

/// Seals bytes: nonce ‖ ciphertext ‖ tag.
pub fn seal_bytes(key: &SubjectKey, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|fault| StoreError::Io(fault.to_string()))?;
    let aad = additional_data(key.id);
    let sealed = cipher(key)
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
        .map_err(|_| StoreError::TooLarge { what: "the value to seal".to_owned(), max: i64::MAX })?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what `seal_bytes` made with the same key; anything else is damaged.
pub fn open_bytes(key: &SubjectKey, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let damaged = || StoreError::Corrupt(format!("a value sealed with key {} cannot be opened", key.id));
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(damaged)?;
    let aad = additional_data(key.id);
    cipher(key).decrypt(&Nonce::from(*nonce), Payload { msg: rest, aad: &aad }).map_err(|_| damaged())
}
