//! What runs beside the writer: the watch over doubtful disks, timers, schedules, runs that go on or look again, events from outside, mail,
//! requests of `call` steps, jobs whose workers are gone, the log's growth, forgetting what is past its time, retention,
//! the bin, erasing. Each is a thread of its own that ends with the runtime.

mod bin;
mod calls;
mod erasing;
mod events;
mod file_keys;
mod going_on;
mod housekeeping;
mod jobs;
mod log;
mod looking;
mod mail;
mod retention;
mod schedules;
mod timers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use baton_store::StoreError;

use crate::core::Core;
use crate::stop;
use crate::writer::Queue;

pub use bin::empty_bin;
pub use calls::{send_waiting, sender};
pub use erasing::{finish_erasing, forget};
pub use events::deliver;
pub use going_on::go_on;
pub use housekeeping::{Strangers, tidy};
pub use log::cover;
pub use looking::look_again;
pub use mail::send_pending;
pub use retention::retain;
pub use schedules::{Awaited, begin_due};
pub use timers::{ALL, Failing, fire_due, settle};

/// How often it is looked whether something failed beside the writer after which the process must end.
const DOUBT_EVERY: Duration = Duration::from_millis(100);

/// The services that run.
pub struct Services {
    stops: Vec<Sender<()>>,
    threads: Vec<JoinHandle<()>>,
    /// What takes long looks at it in between.
    stopping: Arc<AtomicBool>,
}

/// What a service does when it is told to stop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing more.
    None,
    /// Its work, once more.
    Once,
}

impl Services {
    /// Starts them all.
    pub fn start(core: &Arc<Core>, queue: &Queue) -> Result<Self, StoreError> {
        let mut services = Self { stops: Vec::new(), threads: Vec::new(), stopping: Arc::default() };
        let doubtful = Arc::clone(core);
        let watch = move || doubtful.doubt().map_or(Ok(()), |fault| stop::now(&fault));
        services.run("doubt", DOUBT_EVERY, Last::None, watch)?;
        let (timers, with) = (Arc::clone(core), queue.clone());
        let stopping = Arc::clone(&services.stopping);
        let fire = move || timers::fire_due(&timers, &with, &|| stopping.load(Ordering::Relaxed)).map(|_| ());
        services.run("timers", timers::EVERY, Last::None, fire)?;
        let (begins, with) = (Arc::clone(core), queue.clone());
        let begin = move || begin_due(&begins, &with).map(|_| ());
        services.run("schedules", schedules::EVERY, Last::None, begin)?;
        let (log, with) = (Arc::clone(core), queue.clone());
        let mut adopted = false;
        let grow = move || {
            if !adopted {
                log::adopt(&log, &with)?;
                adopted = true;
            }
            log::cover(&log, &with)
        };
        // What was done in the last moment is under a checkpoint too, so that it can be verified while nothing runs.
        services.run("log", log::EVERY, Last::Once, grow)?;
        let (runs, with) = (Arc::clone(core), queue.clone());
        services.run("going-on", going_on::EVERY, Last::None, move || go_on(&runs, &with))?;
        let (looks, with) = (Arc::clone(core), queue.clone());
        let mut directory = None;
        let look = move || look_again(&looks, &with, &mut directory);
        services.run("looking", looking::EVERY, Last::None, look)?;
        let (events, with) = (Arc::clone(core), queue.clone());
        services.run("events", events::EVERY, Last::None, move || deliver(&events, &with))?;
        let (mail, with) = (Arc::clone(core), queue.clone());
        let stopping = Arc::clone(&services.stopping);
        let work = move || mail::send_pending(&mail, &with, &stopping).map(|_| ());
        services.run("mail", mail::EVERY, Last::None, work)?;
        let sender = calls::sender(core);
        let (asked, with) = (Arc::clone(core), queue.clone());
        services.run("calls", calls::EVERY, Last::None, move || calls::send_waiting(&asked, &with, &sender))?;
        jobs::adopt(core)?;
        let (over, with) = (Arc::clone(core), queue.clone());
        services.run("jobs", jobs::EVERY, Last::None, move || {
            jobs::lapse(&over, &with);
            Ok(())
        })?;
        let (past, with) = (Arc::clone(core), queue.clone());
        services.run("housekeeping", housekeeping::EVERY, Last::None, move || tidy(&past, &with))?;
        let (over, with) = (Arc::clone(core), queue.clone());
        services.run("retention", retention::EVERY, Last::None, move || retain(&over, &with).map(|_| ()))?;
        let (past, with) = (Arc::clone(core), queue.clone());
        services.run("bin", bin::EVERY, Last::None, move || empty_bin(&past, &with).map(|_| ()))?;
        let (gone, with) = (Arc::clone(core), queue.clone());
        services.run("erasing", erasing::EVERY, Last::None, move || finish_erasing(&gone, &with))?;
        Ok(services)
    }

    fn run(
        &mut self,
        name: &str,
        every: Duration,
        last: Last,
        mut work: impl FnMut() -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        let (stop, stopped): (_, Receiver<()>) = channel();
        let label = name.to_owned();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let mut goes_on = true;
            while goes_on {
                goes_on = stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout);
                if !goes_on && last == Last::None {
                    break;
                }
                match catch_unwind(AssertUnwindSafe(&mut work)) {
                    Ok(Ok(())) => continue,
                    Ok(Err(error)) => {
                        tracing::error!(service = label, %error, "a service could not do its work; it tries again");
                    }
                    Err(_) => tracing::error!(service = label, "a service ended in a panic; it tries again"),
                }
                metrics::counter!("baton_service_failures_total", "service" => label.clone()).increment(1);
            }
        });
        self.threads.push(thread.map_err(|error| StoreError::Io(error.to_string()))?);
        self.stops.push(stop);
        Ok(())
    }

    /// Whether all of them run.
    pub fn are_alive(&self) -> bool {
        self.threads.iter().all(|thread| !thread.is_finished())
    }

    /// Ends them and waits for it.
    pub fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        drop(self.stops);
        for thread in self.threads {
            // A service that panicked has ended as well.
            let _ = thread.join();
        }
    }
}
