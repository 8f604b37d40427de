//! What stands before and behind each call: it lets it through, or says with what it fails.

use super::Fail;
use crate::change::Change;
use crate::error::StoreError;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One call of a store or of its key database.
#[derive(Debug, Clone, Copy)]
pub enum Call<'a> {
    /// A read, by the name of its function; `reader` and `view` begin one.
    Read(&'static str),
    /// A transaction begins.
    Begin,
    /// An entry is appended.
    Append,
    /// A row is written.
    Put(&'a Change),
    /// A transaction is made durable: before it all of its work is done, after it it is durable.
    Commit,
    /// A call of the key database, by the name of its function.
    Key(&'static str),
}

/// Stands before and behind the calls.
pub trait Gate: Send + Sync {
    /// Before the call: where it fails, nothing of the call happens.
    fn before(&self, call: Call<'_>) -> Result<(), StoreError>;

    /// After the call: where it fails, it has happened, but nobody learns of it.
    fn after(&self, _call: Call<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A gate that fails on script.
#[derive(Default)]
pub(super) struct Script(Mutex<Scripted>);

#[derive(Default)]
struct Scripted {
    fails: Vec<Fail>,
    commits: u64,
    calls: u64,
    any: u64,
}

impl Script {
    pub(super) fn add(&self, fail: Fail) {
        let mut script = self.locked();
        let (commits, calls, any) = (script.commits, script.calls, script.any);
        script.fails.push(match fail {
            Fail::Commit(n, fault) => Fail::Commit(n + commits, fault),
            Fail::Call(n, fault) => Fail::Call(n + calls, fault),
            Fail::Any(n, fault) => Fail::Any(n + any, fault),
        });
    }

    /// Forgets what is still to fail; whether there was something.
    pub(super) fn clear(&self) -> bool {
        !std::mem::take(&mut self.locked().fails).is_empty()
    }

    fn locked(&self) -> MutexGuard<'_, Scripted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate for Script {
    fn before(&self, call: Call<'_>) -> Result<(), StoreError> {
        let mut script = self.locked();
        script.any += 1;
        match call {
            Call::Commit => script.commits += 1,
            Call::Append | Call::Put(_) => script.calls += 1,
            _ => {}
        }
        let (commits, calls, any) = (script.commits, script.calls, script.any);
        let is_due = |fail: &Fail| match (fail, call) {
            (Fail::Commit(n, _), Call::Commit) => *n == commits,
            (Fail::Call(n, _), Call::Append | Call::Put(_)) => *n == calls,
            (Fail::Any(n, _), _) => *n == any,
            _ => false,
        };
        let Some(due) = script.fails.iter().position(is_due) else { return Ok(()) };
        let (Fail::Commit(_, fault) | Fail::Call(_, fault) | Fail::Any(_, fault)) = script.fails.swap_remove(due);
        Err(fault)
    }
}
