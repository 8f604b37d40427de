//! For how long each job is its worker's: kept in memory, by the clock that only goes forward ([`Clock::steady`]), so that a
//! clock that is set changes nothing.
//!
//! Whose a job is stands in its run; this only knows until when. After a start each job that a worker has gets its lease anew,
//! in full: the worker may well be there still.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Clock;

/// The leases, by the job's id.
#[derive(Default)]
pub struct Leases(Mutex<HashMap<i64, Lease>>);

/// One lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lease {
    fence: u32,
    until: Duration,
}

impl Lease {
    fn of(fence: u32, length_s: u32, clock: &Clock) -> Self {
        Self { fence, until: clock.steady() + Duration::from_secs(length_s.into()) }
    }
}

impl Leases {
    /// A worker has the job from now on, or says that it still works. One that comes late finds another's lease and leaves it.
    pub fn begin(&self, (job, fence): (i64, u32), length_s: u32, clock: &Clock) {
        let lease = Lease::of(fence, length_s, clock);
        let mut leases = self.0.lock();
        if leases.get(&job).is_none_or(|known| known.fence <= fence) {
            leases.insert(job, lease);
        }
    }

    /// Knows of a lease from before the start; one that is known already stays.
    pub fn adopt(&self, (job, fence): (i64, u32), length_s: u32, clock: &Clock) {
        self.0.lock().entry(job).or_insert(Lease::of(fence, length_s, clock));
    }

    /// The job is not this worker's any more. Another's lease stays.
    pub fn end(&self, job: i64, fence: u32) {
        let mut leases = self.0.lock();
        if leases.get(&job).is_some_and(|known| known.fence <= fence) {
            leases.remove(&job);
        }
    }

    /// Those that are over, with the number of their worker; they stay until they are ended.
    pub fn over(&self, now: Duration) -> Vec<(i64, u32)> {
        let leases = self.0.lock();
        let mut over: Vec<_> = leases.iter().filter(|(_, lease)| lease.until <= now).collect();
        over.sort_by_key(|(job, lease)| (lease.until, **job));
        over.into_iter().map(|(job, lease)| (*job, lease.fence)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Clock {
        Clock::told(|| 0, || Duration::from_secs(1))
    }

    #[test]
    fn a_lease_is_over_after_its_length_unless_the_worker_is_heard_of() {
        let (leases, clock) = (Leases::default(), standing());
        leases.begin((7, 1), 60, &clock);
        leases.begin((8, 3), 600, &clock);
        let now = clock.steady();
        assert_eq!(leases.over(now), []);
        assert_eq!(leases.over(now + Duration::from_secs(61)), [(7, 1)]);
        leases.begin((7, 1), 900, &clock);
        assert_eq!(leases.over(now + Duration::from_secs(61)), []);
        assert_eq!(leases.over(now + Duration::from_secs(1_000)), [(8, 3), (7, 1)], "the longest over first");
        leases.end(8, 3);
        assert_eq!(leases.over(now + Duration::from_secs(1_000)), [(7, 1)]);
    }

    #[test]
    fn a_worker_that_comes_late_changes_nothing_of_the_next_ones_lease() {
        let (leases, clock) = (Leases::default(), standing());
        leases.begin((7, 2), 60, &clock);
        leases.begin((7, 1), 900, &clock);
        let later = clock.steady() + Duration::from_secs(61);
        assert_eq!(leases.over(later), [(7, 2)]);
        leases.end(7, 1);
        assert_eq!(leases.over(later), [(7, 2)]);
    }

    #[test]
    fn a_lease_from_before_the_start_takes_the_place_of_none_that_is_known() {
        let (leases, clock) = (Leases::default(), standing());
        leases.begin((7, 2), 900, &clock);
        leases.adopt((7, 1), 1, &clock);
        leases.adopt((8, 1), 1, &clock);
        assert_eq!(leases.over(clock.steady() + Duration::from_secs(2)), [(8, 1)]);
    }
}
