//! Who asks: a session cookie or a token, and how both are protected.

pub mod caller;
pub mod cookie;
pub mod csrf;
pub mod guess;
pub mod password;
pub mod peer;
