//! The contract of the key database: what must be forgettable or secret, apart from the entries.
//!
//! It holds the keys that seal values (erasing a person or run is deleting its keys), the key that signs checkpoints,
//! password hashes, sessions, the hashes of tokens and of one-time links. Each call is durable when it returns, so a key
//! is there before anything sealed with it. It has its own backup; what is deleted is overwritten.

use crate::coded::coded;
use crate::error::StoreError;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

coded! {
    /// Whose values a key seals.
    pub enum SubjectKind {
        /// A run's.
        Run = 1 "run",
        /// A person's.
        Person = 2 "person",
        /// A file's that no run refers to yet.
        Upload = 3 "upload",
        /// The workspace's own: its secrets, and the events it keeps.
        Workspace = 4 "workspace",
    }
}

/// Whose values a key seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Which one.
    pub id: i64,
}

impl Subject {
    /// A run.
    pub const fn run(id: i64) -> Self {
        Self { kind: SubjectKind::Run, id }
    }

    /// A secret of the workspace.
    pub const fn secret(id: i64) -> Self {
        Self { kind: SubjectKind::Workspace, id }
    }

    /// The events from outside that are kept. Secrets count from 1, so whoever goes through those does not meet this.
    pub const fn events() -> Self {
        Self { kind: SubjectKind::Workspace, id: 0 }
    }

    /// The tickets of forms that are open to anybody.
    pub const fn tickets() -> Self {
        Self { kind: SubjectKind::Workspace, id: -1 }
    }

    /// A person.
    pub const fn person(id: i64) -> Self {
        Self { kind: SubjectKind::Person, id }
    }
}

/// A key's bytes. They are overwritten when dropped.
pub type KeyBytes = Zeroizing<[u8; 32]>;

/// A new key from the system's random source.
pub fn new_key() -> Result<KeyBytes, StoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|fault| StoreError::Io(fault.to_string()))?;
    Ok(bytes)
}

/// A key with its number, which stands in what it seals.
#[derive(Clone, PartialEq, Eq)]
pub struct SubjectKey {
    /// The key's number.
    pub id: i64,
    /// The key.
    pub bytes: KeyBytes,
}

/// What is known of a key.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyState {
    /// It can be used.
    Live(KeyBytes),
    /// It was erased: what it sealed cannot be read by anybody any more.
    Erased,
    /// There never was one.
    Unknown,
}

/// A person's password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordRow {
    /// Whose it is.
    pub person: i64,
    /// The hash in PHC text form.
    pub hash: String,
    /// When it was set.
    pub at_us: i64,
}

/// A token whose secret is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRow {
    /// Its number.
    pub id: i64,
    /// When it was last used, about to the minute; none: never.
    pub used_us: Option<i64>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the cookie's value.
    pub secret: Hash,
    /// What it is called in lists and when it is ended.
    pub id: String,
    /// Who.
    pub person: i64,
    /// Since when.
    pub created_us: i64,
    /// When it was last used, about to the minute.
    pub used_us: i64,
    /// When it ends by itself.
    pub expires_us: i64,
    /// What the browser called itself.
    pub agent: String,
}

coded! {
    /// What a one-time link is for.
    pub enum LinkKind {
        /// Making the first administrator.
        Setup = 1 "setup",
        /// Setting a password.
        Password = 2 "password",
    }
}

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// SHA-256 of what stands in the link.
    pub secret: Hash,
    /// What it is for.
    pub kind: LinkKind,
    /// For whom; 0 where for nobody known yet.
    pub person: i64,
    /// When it ends by itself.
    pub expires_us: i64,
}

/// The key database.
pub trait Keys: Send + Sync {
    /// The key that seals a subject's values, where it has one that was not erased.
    fn subject_key(&self, subject: Subject) -> Result<Option<SubjectKey>, StoreError>;

    /// The keys of these subjects, in their order; those that have none get one, all in one sync.
    fn subject_keys(&self, subjects: &[Subject]) -> Result<Vec<SubjectKey>, StoreError>;

    /// Makes a key of its own, for a file.
    fn make_key(&self, subject: Subject) -> Result<SubjectKey, StoreError>;

    /// Gives a key to another subject: a file's, from the upload to the run. An unknown or erased key is a conflict.
    fn give_key(&self, id: i64, subject: Subject) -> Result<(), StoreError>;

    /// The key with this number.
    fn key(&self, id: i64) -> Result<KeyState, StoreError>;

    /// The live keys of subjects of a kind with a number above `after`, in their order.
    fn keys_of(&self, kind: SubjectKind, after: i64, limit: usize) -> Result<Vec<i64>, StoreError>;
    /// The numbers of a subject's keys that were not erased.
    fn keys_of_subject(&self, subject: Subject) -> Result<Vec<i64>, StoreError>;

    /// Erases all keys of a subject, and says which they were.
    fn erase(&self, subject: Subject) -> Result<Vec<i64>, StoreError>;

    /// Erases one key.
    fn erase_key(&self, id: i64) -> Result<(), StoreError>;

    /// Erases all keys of all these subjects, and says which they were.
    fn erase_all(&self, subjects: &[Subject]) -> Result<Vec<i64>, StoreError>;

    /// The seed of the key that signs checkpoints.
    fn signing_key(&self) -> Result<Option<KeyBytes>, StoreError>;

    /// Sets it.
    fn put_signing_key(&self, seed: &[u8; 32]) -> Result<(), StoreError>;

    /// A person's password.
    fn password(&self, person: i64) -> Result<Option<PasswordRow>, StoreError>;

    /// Sets it.
    fn put_password(&self, row: &PasswordRow) -> Result<(), StoreError>;

    /// Takes it away.
    fn drop_password(&self, person: i64) -> Result<(), StoreError>;

    /// The session with this secret, also when it has expired.
    fn session(&self, secret: &Hash) -> Result<Option<SessionRow>, StoreError>;

    /// A person's sessions, latest first.
    fn sessions_of(&self, person: i64) -> Result<Vec<SessionRow>, StoreError>;

    /// Notes when a session was used last; nothing where it has ended meanwhile.
    fn touch_session(&self, secret: &Hash, used_us: i64) -> Result<(), StoreError>;

    /// Makes or changes a session.
    fn put_session(&self, row: &SessionRow) -> Result<(), StoreError>;

    /// Ends a person's session with this id; whether there was one.
    fn drop_session(&self, person: i64, id: &str) -> Result<bool, StoreError>;

    /// Ends all sessions of a person; how many there were.
    fn drop_sessions_of(&self, person: i64) -> Result<usize, StoreError>;

    /// Ends sessions and links that expired before this moment.
    fn drop_expired(&self, now_us: i64) -> Result<usize, StoreError>;

    /// The token with this secret.
    fn token(&self, secret: &Hash) -> Result<Option<TokenRow>, StoreError>;

    /// The token with this number, while its secret is known.
    fn token_by_id(&self, id: i64) -> Result<Option<TokenRow>, StoreError>;

    /// Notes when a token was used last; nothing where its secret was forgotten meanwhile.
    fn touch_token(&self, id: i64, used_us: i64) -> Result<(), StoreError>;

    /// Keeps the hash of a token's secret. A secret that is taken is a conflict.
    fn put_token(&self, id: i64, secret: &Hash) -> Result<(), StoreError>;

    /// Forgets a token's secret.
    fn drop_token(&self, id: i64) -> Result<(), StoreError>;

    /// Keeps a link.
    fn put_link(&self, row: &LinkRow) -> Result<(), StoreError>;

    /// The link with this secret, without using it.
    fn link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError>;

    /// Takes away all links of a person; how many there were.
    fn drop_links_of(&self, person: i64) -> Result<usize, StoreError>;

    /// Uses the link with this secret: it is given once and gone then.
    fn take_link(&self, secret: &Hash) -> Result<Option<LinkRow>, StoreError>;
}
