//! Random text: request ids, nonces of pages.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 128 random bits as text that fits a header, an address and a file's name.
pub fn random_text() -> String {
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Without random bits no secret can be made: better no answer than a guessable one.
        tracing::error!("the system gives no random bits");
        std::process::abort();
    }
    URL_SAFE_NO_PAD.encode(bytes)
}
