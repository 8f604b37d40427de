//! How people and programs prove who they are: passwords, sessions, the secrets of tokens, links that work once.
//!
//! Everything stands in the key database, secrets only as hashes. Whether a person may sign in, and what a token reaches, is
//! decided elsewhere. Times are the machine's: a rehearsal's clock ends nobody's session.

mod kept;
mod link;
mod password;
mod secret;
mod session;
mod token;

use std::sync::Arc;

use baton_store::Keys;

use kept::KeptSessions;
pub use link::{Link, PASSWORD_LINK_LASTS, SETUP_LINK_LASTS};
pub use secret::random_base64;
pub use session::{Opened, SESSION_IDLE_MAX, SESSION_LASTS_MAX};

/// The proofs of a workspace.
#[derive(Clone)]
pub struct Credentials {
    keys: Arc<dyn Keys>,
    sessions: Arc<KeptSessions>,
}

impl Credentials {
    /// Those that stand in this key database.
    pub fn new(keys: Arc<dyn Keys>) -> Self {
        Self { keys, sessions: Arc::default() }
    }
}

#[cfg(test)]
mod tests;
