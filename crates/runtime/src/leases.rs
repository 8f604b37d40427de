//! For how long each job is its worker's: kept in memory, by the monotonic clock, so that a clock that is set changes nothing.
//!
//! Whose a job is stands in its run; this only knows until when. After a start each job that a worker has gets its lease anew,
//! in full: the worker may well be there still.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// The leases, by the job's id.
#[derive(Default)]
pub struct Leases(Mutex<HashMap<i64, Lease>>);

/// One lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lease {
    fence: u32,
    until: Instant,
}

impl Lease {
    fn of(fence: u32, length_s: u32) -> Self {
        Self { fence, until: Instant::now() + Duration::from_secs(length_s.into()) }
    }
}

impl Leases {
    /// A worker has the job from now on, or says that it still works. One that comes late finds another's lease and leaves it.
    pub fn begin(&self, job: i64, fence: u32, length_s: u32) {
        let lease = Lease::of(fence, length_s);
        let mut leases = self.0.lock();
        if leases.get(&job).is_none_or(|known| known.fence <= fence) {
            leases.insert(job, lease);
        }
    }

    /// Knows of a lease from before the start; one that is known already stays.
    pub fn adopt(&self, job: i64, fence: u32, length_s: u32) {
        self.0.lock().entry(job).or_insert(Lease::of(fence, length_s));
    }

    /// The job is not this worker's any more. Another's lease stays.
    pub fn end(&self, job: i64, fence: u32) {
        let mut leases = self.0.lock();
        if leases.get(&job).is_some_and(|known| known.fence <= fence) {
            leases.remove(&job);
        }
    }

    /// Those that are over, with the number of their worker; they stay until they are ended.
    pub fn over(&self, now: Instant) -> Vec<(i64, u32)> {
        let leases = self.0.lock();
        let mut over: Vec<_> = leases.iter().filter(|(_, lease)| lease.until <= now).collect();
        over.sort_by_key(|(_, lease)| lease.until);
        over.into_iter().map(|(job, lease)| (*job, lease.fence)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_over_after_its_length_unless_the_worker_is_heard_of() {
        let leases = Leases::default();
        leases.begin(7, 1, 60);
        leases.begin(8, 3, 600);
        let now = Instant::now();
        assert_eq!(leases.over(now), []);
        assert_eq!(leases.over(now + Duration::from_secs(61)), [(7, 1)]);
        leases.begin(7, 1, 900);
        assert_eq!(leases.over(now + Duration::from_secs(61)), []);
        assert_eq!(leases.over(now + Duration::from_secs(1_000)), [(8, 3), (7, 1)], "the longest over first");
        leases.end(8, 3);
        assert_eq!(leases.over(now + Duration::from_secs(1_000)), [(7, 1)]);
    }

    #[test]
    fn a_worker_that_comes_late_changes_nothing_of_the_next_ones_lease() {
        let leases = Leases::default();
        leases.begin(7, 2, 60);
        leases.begin(7, 1, 900);
        let later = Instant::now() + Duration::from_secs(61);
        assert_eq!(leases.over(later), [(7, 2)]);
        leases.end(7, 1);
        assert_eq!(leases.over(later), [(7, 2)]);
    }

    #[test]
    fn a_lease_from_before_the_start_takes_the_place_of_none_that_is_known() {
        let leases = Leases::default();
        leases.begin(7, 2, 900);
        leases.adopt(7, 1, 1);
        leases.adopt(8, 1, 1);
        assert_eq!(leases.over(Instant::now() + Duration::from_secs(2)), [(8, 1)]);
    }
}
