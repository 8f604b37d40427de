//! Requests over HTTP that `call` steps ask for: which addresses they may go to, and how they are sent.

mod addresses;
mod send;

use std::collections::{HashMap, HashSet};

use parking_lot::Mutex;

pub use addresses::Allowed;
pub use send::{Sender, Target};

/// How many are under way at once.
const AT_ONCE_MAX: usize = 32;
/// How many of one workflow: one whose receiver does not answer leaves places for the others.
const OF_WORKFLOW_MAX: usize = 12;

/// The requests that are under way: each attempt of a job once. Also those that are not sent again while the process runs; these
/// take nobody's place.
#[derive(Default)]
pub struct UnderWay(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// With their workflows.
    now: HashMap<(i64, i64), i64>,
    given_up: HashSet<(i64, i64)>,
}

impl UnderWay {
    /// Whether no more may begin now.
    pub fn is_full(&self) -> bool {
        self.0.lock().now.len() >= AT_ONCE_MAX
    }

    /// Whether this one is, or is not sent again.
    pub fn has(&self, job: i64, attempt: i64) -> bool {
        let known = self.0.lock();
        known.now.contains_key(&(job, attempt)) || known.given_up.contains(&(job, attempt))
    }

    /// Begins one of a workflow, if it is not under way and neither all nor the workflow's are too many; whether it did.
    pub fn begin(&self, (job, attempt): (i64, i64), workflow: i64) -> bool {
        let known = &mut *self.0.lock();
        let of_workflow = known.now.values().filter(|of| **of == workflow).count();
        let has_place = known.now.len() < AT_ONCE_MAX && of_workflow < OF_WORKFLOW_MAX;
        let fits = has_place && !known.given_up.contains(&(job, attempt)) && !known.now.contains_key(&(job, attempt));
        fits && known.now.insert((job, attempt), workflow).is_none()
    }

    /// It is over.
    pub fn end(&self, job: i64, attempt: i64) {
        self.0.lock().now.remove(&(job, attempt));
    }

    /// It is over, and not begun again while the process runs.
    pub fn give_up(&self, job: i64, attempt: i64) {
        let mut known = self.0.lock();
        known.now.remove(&(job, attempt));
        known.given_up.insert((job, attempt));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_under_way_once_and_one_workflow_leaves_places_for_others() {
        let under_way = UnderWay::default();
        assert!(under_way.begin((1, 1), 7));
        assert!(!under_way.begin((1, 1), 7), "once");
        assert!(under_way.begin((1, 2), 7), "another attempt");
        let begun = (2..100).filter(|job| under_way.begin((*job, 1), 7)).count();
        assert_eq!(begun + 2, OF_WORKFLOW_MAX);
        let others = (100..200).filter(|job| under_way.begin((*job, 1), *job)).count();
        assert_eq!(others, AT_ONCE_MAX - OF_WORKFLOW_MAX);
        assert!(under_way.is_full());
        under_way.end(1, 1);
        assert!(!under_way.is_full() && under_way.begin((200, 1), 7));
    }

    #[test]
    fn what_is_given_up_takes_no_place_and_is_not_begun_again() {
        let under_way = UnderWay::default();
        for job in 0..100 {
            assert!(under_way.begin((job, 1), 7), "{job}");
            under_way.give_up(job, 1);
        }
        assert!(!under_way.is_full() && under_way.has(3, 1) && !under_way.begin((3, 1), 7));
        assert!(under_way.begin((3, 2), 7), "tried again, it leaves");
    }
}
