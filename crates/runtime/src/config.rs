//! What is settled before the start and does not change while it runs.

use crate::calls::Allowed;

/// How mail leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The server, such as `smtps://user@mail.example.org:465`.
    pub smtp: String,
    /// The password there.
    pub password: Option<String>,
    /// From whom mails come.
    pub from: String,
}

/// What is settled before the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What links begin with, without a slash at the end.
    pub base: String,
    /// How mail leaves; none: none leaves.
    pub mail: Option<Mail>,
    /// The hosts that requests of workflows may go to although they are in a private network, or this is a rehearsal.
    pub calls_allowed: Allowed,
}
