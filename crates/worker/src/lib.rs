//! A worker: takes jobs of its topics from Baton, does them, says meanwhile that it still does, and answers each.
//!
//! ```no_run
//! use std::sync::atomic::AtomicBool;
//! use baton_worker::{Failure, Worker};
//! use serde_json::json;
//!
//! let worker = Worker::new("http://127.0.0.1:7400", "bt_…", "trainer-1")
//!     .on("ml.train", |job| Ok(json!({ "metrics": { "accuracy": 0.95 } })))
//!     .on("ml.stage", |job| Err(Failure::of_the_work("tests-failed", "3 of 40")));
//! worker.run(&AtomicBool::new(false)).expect("the server is there");
//! ```
//!
//! It answers under the number it got with a job, so that what comes too late changes nothing. It does one job at a time.

mod client;
mod job;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use client::Client;
pub use client::WorkerError;
pub use job::{Failure, Given, Job};

/// How long one question for a job waits for an answer, in seconds.
const WAIT_S: u32 = 20;

type Work = Box<dyn Fn(&Job) -> Result<Value, Failure> + Send + Sync>;

/// A worker with what it does for each topic.
pub struct Worker {
    client: Client,
    name: String,
    lease_s: u32,
    work: BTreeMap<String, Work>,
}

impl Worker {
    /// A worker of the server at `base`, such as `http://127.0.0.1:7400`, with a token of the scope `jobs`. Its name stands in the
    /// runs' history.
    pub fn new(base: &str, token: &str, name: &str) -> Self {
        Self { client: Client::new(base, token), name: name.to_owned(), lease_s: 60, work: BTreeMap::new() }
    }

    /// For how many seconds a job stays its own when it is not heard of; 60 where nothing is said.
    #[must_use]
    pub fn lease_seconds(mut self, seconds: u32) -> Self {
        self.lease_s = seconds;
        self
    }

    /// Does this for jobs of a topic. What it gives is the result: by field, or whatever the step's `gives` takes it from.
    #[must_use]
    pub fn on(mut self, topic: &str, work: impl Fn(&Job) -> Result<Value, Failure> + Send + Sync + 'static) -> Self {
        self.work.insert(topic.to_owned(), Box::new(work));
        self
    }

    /// Takes one job after the other until it is told to stop; it looks at that between two jobs.
    ///
    /// # Errors
    /// The token is refused. A server that is not there is asked again, later and later.
    pub fn run(&self, stop: &AtomicBool) -> Result<(), WorkerError> {
        let mut wait = Duration::from_millis(500);
        while !stop.load(Ordering::Relaxed) {
            match self.once(WAIT_S) {
                Ok(_) => wait = Duration::from_millis(500),
                Err(error) if error.is_final() => return Err(error),
                Err(_) => {
                    thread::park_timeout(wait);
                    wait = (wait * 2).min(Duration::from_secs(30));
                }
            }
        }
        Ok(())
    }

    /// Takes at most one job, waiting so many seconds for it, and does it; whether there was one.
    ///
    /// # Errors
    /// The server is not there, or refuses. A job that is not the worker's any more is no error.
    pub fn once(&self, wait_s: u32) -> Result<bool, WorkerError> {
        let topics: Vec<&String> = self.work.keys().collect();
        let wanted =
            json!({ "topics": topics, "worker": self.name, "lease_seconds": self.lease_s, "wait_seconds": wait_s });
        let taken: job::Taken = self.client.post("/jobs/take", &wanted)?;
        let Some(job) = taken.items.into_iter().next() else { return Ok(false) };
        let Some(work) = self.work.get(&job.topic) else { return Ok(false) };
        let done = self.beating(&job, || work(&job));
        let answered = match done {
            Ok(result) => self.answer(&job, "complete", json!({ "fence": job.fence, "result": result })),
            Err(Failure { error, message, again }) => {
                let said = json!({ "fence": job.fence, "error": error, "message": message, "retry": again });
                self.answer(&job, "fail", said)
            }
        };
        match answered {
            Err(WorkerError::Refused { status: 409 | 404, .. }) => Ok(true),
            Err(WorkerError::Refused { status: 422, said }) => {
                // What does not fit is said where people look for it: at the run.
                let body = json!({ "fence": job.fence, "error": "result-wrong", "message": said, "retry": false });
                self.answer(&job, "fail", body).map(|()| true)
            }
            answered => answered.map(|()| true),
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "made for this call")]
    fn answer(&self, job: &Job, how: &str, body: Value) -> Result<(), WorkerError> {
        self.client.post::<Value>(&format!("/jobs/{}/{how}", job.id), &body).map(drop)
    }

    /// Works, and says three times a lease that it still does.
    fn beating<T>(&self, job: &Job, work: impl FnOnce() -> T) -> T {
        let (done, is_done) = channel::<()>();
        let every = Duration::from_secs(job.lease_seconds.into()) / 3;
        thread::scope(|scope| {
            scope.spawn(move || {
                while is_done.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                    let beat =
                        self.client.post::<Value>(&format!("/jobs/{}/beat", job.id), &json!({ "fence": job.fence }));
                    if matches!(beat, Err(WorkerError::Refused { .. })) {
                        break;
                    }
                }
            });
            let result = work();
            drop(done);
            result
        })
    }
}
