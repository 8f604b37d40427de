//! How much is taken at once. What cannot be taken soon is refused with `server.busy` and when to come again, before anything
//! of it has happened: a server that is asked for ten times what it can do goes on doing what it can, each in time.
//!
//! Counted are commands on their way through the writer and bytes of large bodies. How many requests and connections there
//! may be at all is settled where they come in.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::error::Problem;
use crate::limits::{BODIES_BYTES_MAX, BODY_BYTES_FREE, COMMANDS_AT_ONCE_MAX, COMMANDS_WAITING_MAX, TAKEN_WITHIN_MAX};

/// The places.
pub struct Admission {
    commands: Semaphore,
    waiting: AtomicUsize,
    bodies: Arc<Semaphore>,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            commands: Semaphore::new(COMMANDS_AT_ONCE_MAX),
            waiting: AtomicUsize::new(0),
            bodies: Arc::new(Semaphore::new(BODIES_BYTES_MAX)),
        }
    }
}

impl Admission {
    /// A place for a command, in the order of asking.
    pub async fn command(&self) -> Result<SemaphorePermit<'_>, Problem> {
        if let Ok(place) = self.commands.try_acquire() {
            return Ok(place);
        }
        let _counted = Waiting::of(&self.waiting);
        match timeout(TAKEN_WITHIN_MAX, self.commands.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(busy()),
        }
    }

    /// Whether so many commands wait that another would wait in vain.
    pub fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) >= COMMANDS_WAITING_MAX
    }

    /// Room for the body of one request, taken as it arrives and given back with the request.
    pub fn room(&self) -> Room {
        Room { bodies: Arc::clone(&self.bodies), taken: Arc::default() }
    }
}

/// A command that waits; it is counted until it has its place, is refused, or its caller is gone.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn of(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The room that one request's body takes.
#[derive(Clone)]
pub struct Room {
    bodies: Arc<Semaphore>,
    taken: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

impl Room {
    /// Takes room until there is enough for so many bytes.
    pub async fn hold(&self, bytes: usize) -> Result<(), Problem> {
        let held = self.taken.lock().as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = bytes.saturating_sub(BODY_BYTES_FREE).saturating_sub(held);
        if more == 0 {
            return Ok(());
        }
        let more = u32::try_from(more).map_err(|_| busy())?;
        let Ok(Ok(room)) = timeout(TAKEN_WITHIN_MAX, Arc::clone(&self.bodies).acquire_many_owned(more)).await else {
            return Err(busy());
        };
        let mut taken = self.taken.lock();
        match taken.as_mut() {
            Some(taken) => taken.merge(room),
            None => *taken = Some(room),
        }
        Ok(())
    }
}

/// The answer to what comes when there is too much.
pub fn busy() -> Problem {
    Problem::new("server.busy").param("seconds", 1).retry_after(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_command_waits_for_a_while_and_is_then_told_to_come_again() {
        let admission = Admission::default();
        let all: Vec<_> = (0..COMMANDS_AT_ONCE_MAX).map(|_| admission.commands.try_acquire()).collect();
        assert!(all.iter().all(Result::is_ok) && admission.command().await.is_err());
        let (waiting, _left) = tokio::join!(admission.command(), async { drop(all) });
        assert!(waiting.is_ok(), "one that was left meanwhile is taken");
        assert!(!admission.is_full(), "nobody waits any more");
    }

    #[tokio::test(start_paused = true)]
    async fn large_bodies_share_the_room_and_small_ones_need_none() {
        let admission = Admission::default();
        let large = admission.room();
        assert!(large.hold(BODIES_BYTES_MAX / 2).await.is_ok() && large.hold(BODIES_BYTES_MAX).await.is_ok());
        let other = admission.room();
        assert!(other.hold(BODY_BYTES_FREE).await.is_ok(), "a small one comes through");
        assert!(other.hold(BODY_BYTES_FREE * 3).await.is_err(), "a large one finds no room");
        drop(large);
        assert!(other.hold(BODY_BYTES_FREE * 3).await.is_ok(), "until the other is done");
    }
}
