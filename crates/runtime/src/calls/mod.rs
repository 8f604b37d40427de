//! Requests over HTTP that `call` steps ask for: which addresses they may go to, and how they are sent.

mod addresses;
mod send;

use std::collections::HashSet;

use parking_lot::Mutex;

pub use addresses::Allowed;
pub use send::{Sender, Target};

/// The requests that are under way: each attempt of a job once.
#[derive(Default)]
pub struct UnderWay(Mutex<HashSet<(i64, i64)>>);

impl UnderWay {
    /// Begins one, if it is not under way and no more than `most` are; whether it did.
    pub fn begin(&self, job: i64, attempt: i64, most: usize) -> bool {
        let mut all = self.0.lock();
        all.len() < most && all.insert((job, attempt))
    }

    /// It is over.
    pub fn end(&self, job: i64, attempt: i64) {
        self.0.lock().remove(&(job, attempt));
    }
}
