//! Time that stands until it is moved: the wall's hand and the one that only goes forward.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use baton_runtime::clock::Clock;

/// A Monday at nine.
const BEGIN_US: i64 = 1_772_442_000_000_000;

/// The two hands of a clock. A clone is the same clock.
#[derive(Clone)]
pub(crate) struct Hands {
    wall_us: Arc<AtomicI64>,
    steady_us: Arc<AtomicU64>,
}

impl Hands {
    pub fn new() -> Self {
        Self { wall_us: Arc::new(AtomicI64::new(BEGIN_US)), steady_us: Arc::default() }
    }

    /// The runtime's clock with these hands.
    pub fn clock(&self) -> Clock {
        let (wall, steady) = (self.clone(), self.clone());
        Clock::told(move || wall.wall_us(), move || Duration::from_micros(steady.steady_us.load(Ordering::Relaxed)))
    }

    pub fn wall_us(&self) -> i64 {
        self.wall_us.load(Ordering::Relaxed)
    }

    /// Time passes.
    pub fn pass(&self, time: Duration) {
        let us = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.steady_us.fetch_add(us, Ordering::Relaxed);
        self.set(us.cast_signed());
    }

    /// Somebody sets the wall's clock, so many microseconds on or back.
    pub fn set(&self, by_us: i64) {
        self.wall_us.fetch_add(by_us, Ordering::Relaxed);
    }
}
