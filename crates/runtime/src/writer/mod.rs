//! The one writer: a thread that takes what waits, decides it, commits once and answers all.
//!
//! Commands of different runs are decided together on the states as committed; a command that depends on one before it in the
//! batch waits for the next. A refused command changes nothing, a panic costs its command alone, a failed commit answers all
//! alike and leaves the kept states as they were.

mod access;
mod batch;
mod begun;
mod bin;
mod caused;
mod definition;
mod directory;
mod drafts;
mod named;
mod order;
mod prepared;
mod put;
mod queue;
mod run;
mod target;
mod turns;

pub use target::split;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use baton_store::StoreError;

use crate::core::Core;
use crate::stop;
pub use batch::Batch;
pub use put::{Put, SavedForm};
use queue::QUEUE_MAX;
pub use queue::Queue;
pub use turns::Turn;
use turns::Turns;

/// Starts the writer in a thread of its own.
pub fn start(core: Arc<Core>) -> Result<(Queue, std::thread::JoinHandle<()>), StoreError> {
    let (send, receive) = sync_channel(QUEUE_MAX);
    let mut turns = Turns::new(core, receive, send.clone())?;
    let thread = std::thread::Builder::new().name("writer".to_owned());
    let thread = thread.spawn(move || {
        let work = || loop {
            match turns.next() {
                Turn::Done | Turn::Nothing => {}
                Turn::Over => return,
                Turn::Doubt(fault) => stop::now(&fault),
            }
        };
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            // Without its writer the process would live on and refuse everything: better it ends and is started anew.
            tracing::error!("the writer ended in a panic; the process stops and recovers at its next start");
            std::process::exit(stop::STOPPED);
        }
    });
    Ok((Queue::new(send), thread.map_err(|error| StoreError::Io(error.to_string()))?))
}

/// The writer without a thread: whoever waits for an answer has it take its turns.
pub fn in_turns(core: Arc<Core>) -> Result<Queue, StoreError> {
    let (send, receive) = sync_channel(QUEUE_MAX);
    let turns = Turns::new(core, receive, send.clone())?;
    Ok(Queue::in_turns(send, turns))
}
