//! What goes wrong with the store: a call that fails, and a process that ends.
//!
//! A process that has ended does nothing more: each later call fails, until it begins again. Where it ends right after a commit,
//! what was committed stands and nobody learns of it.

use baton_store::StoreError;
use baton_store::faulty::{Call, Gate};
use parking_lot::Mutex;

/// What is to go wrong next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A call fails, once.
    Fails,
    /// The process ends before a call.
    Ends,
    /// The process ends right after a commit.
    EndsAfterCommit,
}

#[derive(Default)]
struct State {
    /// What goes wrong after so many more calls.
    next: Option<(Fault, u32)>,
    has_ended: bool,
    struck: u32,
}

/// The gate before the store.
#[derive(Default)]
pub(crate) struct Faults(Mutex<State>);

impl Faults {
    /// This goes wrong, after so many more calls.
    pub fn plan(&self, fault: Fault, calls: u32) {
        self.0.lock().next = Some((fault, calls));
    }

    /// The process ends now.
    pub fn end(&self) {
        let mut state = self.0.lock();
        (state.has_ended, state.next) = (true, None);
        state.struck += 1;
    }

    /// Nothing goes wrong any more; the process may begin again.
    pub fn calm(&self) {
        let mut state = self.0.lock();
        (state.has_ended, state.next) = (false, None);
    }

    pub fn has_ended(&self) -> bool {
        self.0.lock().has_ended
    }

    /// How often something went wrong.
    pub fn struck(&self) -> u32 {
        self.0.lock().struck
    }

    /// Whether what was planned comes now.
    fn comes(&self, is_meant: impl Fn(Fault) -> bool) -> Option<Fault> {
        let mut state = self.0.lock();
        let (fault, left) = state.next.filter(|(fault, _)| is_meant(*fault))?;
        if left > 0 {
            state.next = Some((fault, left - 1));
            return None;
        }
        (state.next, state.has_ended) = (None, fault != Fault::Fails);
        state.struck += 1;
        Some(fault)
    }
}

fn gone() -> StoreError {
    StoreError::Io("the process has ended".to_owned())
}

impl Gate for Faults {
    fn before(&self, _call: Call<'_>) -> Result<(), StoreError> {
        if self.has_ended() {
            return Err(gone());
        }
        match self.comes(|fault| fault != Fault::EndsAfterCommit) {
            None => Ok(()),
            Some(Fault::Fails) => Err(StoreError::Io("the disk failed".to_owned())),
            Some(_) => Err(gone()),
        }
    }

    fn after(&self, call: Call<'_>) -> Result<(), StoreError> {
        let is_commit = matches!(call, Call::Commit);
        match self.comes(|fault| is_commit && fault == Fault::EndsAfterCommit) {
            // The writer takes no turn after it, and answers nobody that it is done.
            Some(_) => Err(StoreError::SyncFailed("the process has ended".to_owned())),
            None => Ok(()),
        }
    }
}
