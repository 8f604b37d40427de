//! What changed, told as it is committed: ids and kinds only. Who may hear it is said beside it and asked by whoever passes it on.

use std::sync::Arc;

use baton_people::PersonId;
use tokio::sync::broadcast;

/// How many events wait for one slow listener before it has missed some.
const WAITING_MAX: usize = 4096;

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The entry that changed it.
    pub entry: i64,
    /// `task`, `run`, `workflow`, `notification`, `directory` or `clock`.
    pub kind: &'static str,
    /// The outside keys of what changed.
    pub keys: Vec<String>,
    /// Its revision, where it has one.
    pub rev: Option<i64>,
    /// Who may hear it.
    pub audience: Audience,
}

/// Who may hear of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who is signed in.
    Everybody,
    /// Those who may read drafts.
    Designers,
    /// These alone.
    Only(Arc<[PersonId]>),
    /// These, those who belong to this owner, and those who may see every run.
    Run {
        /// Who takes part.
        people: Arc<[PersonId]>,
        /// The handle of the workflow's owner.
        owner: Arc<str>,
    },
}

/// Where changes are told.
pub struct Hub {
    out: broadcast::Sender<Live>,
}

impl Default for Hub {
    fn default() -> Self {
        Self { out: broadcast::channel(WAITING_MAX).0 }
    }
}

impl Hub {
    /// Tells what changed; that nobody listens is fine.
    pub fn tell(&self, changes: impl IntoIterator<Item = Live>) {
        for change in changes {
            let _ = self.out.send(change);
        }
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Live> {
        self.out.subscribe()
    }
}
