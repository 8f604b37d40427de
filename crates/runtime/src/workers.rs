//! Which workers ask for which topics, as far as this process has heard of them: for the page that shows it, not for deciding.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::view::types::{Topic, Worker};

/// After how long a worker that is not heard of is left out.
const FORGOTTEN_AFTER: Duration = Duration::from_mins(10);
/// How many are remembered at most.
const WORKERS_MAX: usize = 10_000;

/// Who asked, by topic and name, and when last.
#[derive(Default)]
pub struct Workers(Mutex<BTreeMap<(String, String), Instant>>);

impl Workers {
    /// A worker asks for these topics now.
    pub fn asked(&self, topics: &[String], worker: &str) {
        let now = Instant::now();
        let mut known = self.0.lock();
        known.retain(|_, last| now.duration_since(*last) < FORGOTTEN_AFTER);
        for topic in topics {
            if known.len() < WORKERS_MAX {
                known.insert((topic.clone(), worker.to_owned()), now);
            }
        }
    }

    /// Those that ask for a topic.
    pub fn of(&self, topic: &str) -> Vec<Worker> {
        let now = Instant::now();
        let known = self.0.lock();
        let of = known.iter().filter(|((of, _), last)| of == topic && now.duration_since(**last) < FORGOTTEN_AFTER);
        of.map(|((_, name), last)| Worker { name: name.clone(), seconds_ago: now.duration_since(*last).as_secs() })
            .collect()
    }

    /// Topics that workers ask for, beside these: nothing waits in them.
    pub fn without(&self, known: &[String]) -> Vec<Topic> {
        let mut topics: Vec<String> = self.0.lock().keys().map(|(topic, _)| topic.clone()).collect();
        topics.dedup();
        topics.retain(|topic| !known.contains(topic));
        let empty = |topic: String| {
            let workers = self.of(&topic);
            Topic { topic, queued: 0, taken: 0, failed: 0, oldest: None, workers }
        };
        topics.into_iter().map(empty).filter(|topic| !topic.workers.is_empty()).collect()
    }
}
