//! Whether a call of a webhook comes from who knows its secret.
//!
//! Two forms are taken. That of Standard Webhooks (standardwebhooks.com): `webhook-id`, `webhook-timestamp` and
//! `webhook-signature: v1,BASE64`, HMAC-SHA256 over `ID.TIMESTAMP.BODY`; a call that is older or newer than five minutes is
//! refused. And that of GitHub and many others: `x-hub-signature-256: sha256=HEX`, over the body alone. A secret that begins
//! with `whsec_` is base64; any other is taken as it is. Nothing is told of what a right signature would have been.

use baton_store::Hash;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// How far the time of a call may be from ours, in seconds.
const APART_S_MAX: i64 = 300;

/// A call as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedCall {
    /// The sender's id of it: `webhook-id`.
    pub id: Option<String>,
    /// Seconds since 1970: `webhook-timestamp`.
    pub timestamp: Option<String>,
    /// One or more, parted by blanks: `webhook-signature`.
    pub signature: Option<String>,
    /// `x-hub-signature-256`.
    pub hub_signature: Option<String>,
    /// All that was sent.
    pub body: Vec<u8>,
}

impl SignedCall {
    /// By what it is known if it comes again. Standard Webhooks sign the sender's id, so it is the id. GitHub's form signs the
    /// body alone: whoever recorded a call could send it again under another id, so it is known by what it says.
    pub fn known_as(&self) -> String {
        match self.standard() {
            Some((id, _, _)) => id.to_owned(),
            None => Hash::of(&[b"webhook", &self.body]).to_string(),
        }
    }

    /// Id, time and signatures of a call in the form of Standard Webhooks.
    fn standard(&self) -> Option<(&str, &str, &str)> {
        Some((self.id.as_deref()?, self.timestamp.as_deref()?, self.signature.as_deref()?))
    }

    /// Refuses it with a code, unless it is signed with this secret, and not long ago.
    pub fn check(&self, secret: &str, now: Timestamp) -> Result<(), &'static str> {
        if let Some((id, timestamp, signature)) = self.standard() {
            let sent: i64 = timestamp.parse().map_err(|_| "webhook.not_signed")?;
            let start = format!("{id}.{timestamp}.");
            let given = signature.split(' ').filter_map(|one| one.strip_prefix("v1,"));
            let given: Vec<Vec<u8>> = given.filter_map(baton_store::bytes::decode).collect();
            if !given.iter().any(|given| self.is_of(secret, start.as_bytes(), given)) {
                return Err("webhook.not_signed");
            }
            let is_now = now.as_second().abs_diff(sent) <= APART_S_MAX.unsigned_abs();
            return if is_now { Ok(()) } else { Err("webhook.too_old") };
        }
        let hex = self.hub_signature.as_deref().and_then(|signature| signature.strip_prefix("sha256="));
        match hex.and_then(from_hex) {
            Some(given) if self.is_of(secret, b"", &given) => Ok(()),
            _ => Err("webhook.not_signed"),
        }
    }

    /// Compared in a time that says nothing of how much of it is right.
    fn is_of(&self, secret: &str, start: &[u8], given: &[u8]) -> bool {
        let key = secret.strip_prefix("whsec_").and_then(baton_store::bytes::decode);
        let key = key.unwrap_or_else(|| secret.as_bytes().to_vec());
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return false };
        mac.update(start);
        mac.update(&self.body);
        mac.verify_slice(given).is_ok()
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification, and one that GitHub's documentation gives.
    #[test]
    fn calls_of_both_forms_are_told_from_forged_ones() {
        let now = Timestamp::from_second(1_614_265_330).expect("a moment");
        let call = SignedCall {
            id: Some("msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned()),
            timestamp: Some("1614265330".to_owned()),
            signature: Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".to_owned()),
            body: br#"{"test": 2432232314}"#.to_vec(),
            ..SignedCall::default()
        };
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assert_eq!(call.check(secret, now), Ok(()));
        assert_eq!(call.check("whsec_AAAA", now), Err("webhook.not_signed"));
        let later = Timestamp::from_second(1_614_265_330 + 301).expect("a moment");
        assert_eq!(call.check(secret, later), Err("webhook.too_old"));
        let changed = SignedCall { body: b"{}".to_vec(), ..call.clone() };
        assert_eq!(changed.check(secret, now), Err("webhook.not_signed"));
        assert_eq!(SignedCall { signature: None, ..call }.check(secret, now), Err("webhook.not_signed"));
        let hub = SignedCall {
            hub_signature: Some("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17".to_owned()),
            body: b"Hello, World!".to_vec(),
            ..SignedCall::default()
        };
        assert_eq!(hub.check("It's a Secret to Everybody", now), Ok(()));
        assert_eq!(hub.check("It's a secret to everybody", now), Err("webhook.not_signed"));
        let short = SignedCall { hub_signature: Some("sha256=7571".to_owned()), ..hub };
        assert_eq!(short.check("It's a Secret to Everybody", now), Err("webhook.not_signed"));
    }
}
