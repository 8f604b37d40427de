//! What time it is: the machine's, in a rehearsal moved forward; never earlier than it was.
//!
//! A backward jump of the machine's clock is held: time stands until it is reached again. A forward jump of more than an
//! hour while the process runs (the wall clock against the monotonic one) makes timers wait, so that a wrong clock does
//! not fire everything; after ten minutes it is believed.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use parking_lot::Mutex;

/// A jump of more than this is not believed at once.
const JUMP_US_MAX: i64 = 3_600_000_000;
/// How long it is not believed.
const DOUBT_LASTS: Duration = Duration::from_mins(10);

/// Where wall and monotonic clock were last seen together.
struct Seen {
    wall_us: i64,
    at: Duration,
    doubt_until: Option<Duration>,
}

/// A clock that only goes forward: how long it has gone.
type Steady = Box<dyn Fn() -> Duration + Send + Sync>;

/// The workspace's clock.
pub struct Clock {
    ahead_us: AtomicI64,
    latest_us: AtomicI64,
    seen: Mutex<Seen>,
    read: Box<dyn Fn() -> i64 + Send + Sync>,
    steady: Steady,
}

impl Clock {
    /// The machine's clock.
    pub fn machine() -> Self {
        Self::reading(|| Timestamp::now().as_microsecond())
    }

    /// A clock read by a function: the machine's, or one that example history is made with.
    pub fn reading(read: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let began = Instant::now();
        Self::told(read, move || began.elapsed())
    }

    /// A clock of which both hands are told: the wall's, in microseconds since 1970, and how long it has gone. Where both stand,
    /// time stands.
    pub fn told(
        read: impl Fn() -> i64 + Send + Sync + 'static,
        steady: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        let at = steady();
        let seen = Seen { wall_us: read(), at, doubt_until: None };
        Self {
            ahead_us: AtomicI64::new(0),
            latest_us: AtomicI64::new(i64::MIN),
            seen: Mutex::new(seen),
            read: Box::new(read),
            steady: Box::new(steady),
        }
    }

    /// How long the clock has gone: no setting of the machine's clock changes it.
    pub fn steady(&self) -> Duration {
        (self.steady)()
    }

    /// The machine's time, for what a rehearsal does not move: sessions, links.
    pub fn machine_us(&self) -> i64 {
        (self.read)()
    }

    /// What time it is in the workspace.
    pub fn now_us(&self) -> i64 {
        let now = self.machine_us() + self.ahead_us.load(Ordering::Acquire);
        self.latest_us.fetch_max(now, Ordering::AcqRel).max(now)
    }

    /// What time it is in the workspace.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.now_us()).unwrap_or(Timestamp::MAX)
    }

    /// Time is not before this: an entry has it.
    pub fn not_before(&self, at_us: i64) {
        self.latest_us.fetch_max(at_us, Ordering::AcqRel);
    }

    /// How far a rehearsal is before the machine.
    pub fn set_ahead(&self, ahead_us: i64) {
        self.ahead_us.store(ahead_us, Ordering::Release);
    }

    /// Whether timers may fire: not right after the machine's clock jumped forward.
    pub fn is_believed(&self) -> bool {
        let mut seen = self.seen.lock();
        // Wall and monotonic clock are read one after the other, and the thread may wait in between: as much as can have
        // passed has passed, so that a jump is doubted only where it is one.
        let (before, wall_us, at) = (self.steady(), self.machine_us(), self.steady());
        let passed_us = i64::try_from(at.saturating_sub(seen.at).as_micros()).unwrap_or(i64::MAX);
        if wall_us - seen.wall_us - passed_us > JUMP_US_MAX {
            tracing::warn!("the machine's clock jumped forward by more than an hour; timers wait for ten minutes");
            seen.doubt_until = Some(at + DOUBT_LASTS);
        }
        (seen.wall_us, seen.at) = (wall_us, before);
        if seen.doubt_until.is_some_and(|until| until <= at) {
            seen.doubt_until = None;
        }
        seen.doubt_until.is_none()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::time::{Duration, Instant};

    use super::{Clock, JUMP_US_MAX};

    fn wall(at: i64) -> (Arc<AtomicI64>, Clock) {
        let wall = Arc::new(AtomicI64::new(at));
        let read = Arc::clone(&wall);
        (wall, Clock::reading(move || read.load(Ordering::Relaxed)))
    }

    #[test]
    fn time_never_goes_back() {
        let (wall, clock) = wall(1_000);
        assert_eq!(clock.now_us(), 1_000);
        wall.store(400, Ordering::Relaxed);
        assert_eq!(clock.now_us(), 1_000, "held");
        wall.store(1_001, Ordering::Relaxed);
        assert_eq!(clock.now_us(), 1_001);
        clock.not_before(5_000);
        assert_eq!(clock.now_us(), 5_000);
    }

    #[test]
    fn a_rehearsal_is_ahead() {
        let (_, clock) = wall(1_000);
        clock.set_ahead(500);
        assert_eq!((clock.now_us(), clock.machine_us()), (1_500, 1_000));
    }

    #[test]
    fn a_jump_of_exactly_an_hour_is_believed_however_slowly_the_clock_is_read() {
        let wall = Arc::new(AtomicI64::new(0));
        let read = Arc::clone(&wall);
        let clock = Clock::reading(move || {
            let now = read.load(Ordering::Relaxed);
            let until = Instant::now() + Duration::from_millis(2);
            while Instant::now() < until {
                std::hint::spin_loop();
            }
            now
        });
        for hour in 1..4 {
            wall.store(hour * JUMP_US_MAX, Ordering::Relaxed);
            assert!(clock.is_believed());
        }
    }

    #[test]
    fn a_forward_jump_is_not_believed_at_once() {
        let (wall, clock) = wall(0);
        assert!(clock.is_believed());
        wall.store(JUMP_US_MAX / 2, Ordering::Relaxed);
        assert!(clock.is_believed());
        wall.store(JUMP_US_MAX * 2, Ordering::Relaxed);
        assert!(!clock.is_believed());
        assert!(!clock.is_believed(), "for a while");
    }
}
