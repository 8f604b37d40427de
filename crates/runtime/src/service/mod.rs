//! What runs beside the writer: the watch over doubtful disks, timers, schedules, runs that go on or look again, events from outside, mail,
//! requests of `call` steps, jobs whose workers are gone, the log's growth, forgetting what is past its time, retention,
//! the bin, erasing. Each is a thread of its own that ends with the runtime,
//! or is called for its rounds where everything happens in one thread.

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
pub use calls::send_waiting;
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

/// One of the services: what it does, again and again.
pub struct Service {
    name: &'static str,
    every: Duration,
    last: Last,
    work: Box<dyn FnMut() -> Result<(), StoreError> + Send>,
}

/// What a service does when it is told to stop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing more.
    None,
    /// Its work, once more.
    Once,
}

impl Service {
    fn new(name: &'static str, every: Duration, work: impl FnMut() -> Result<(), StoreError> + Send + 'static) -> Self {
        Self { name, every, last: Last::None, work: Box::new(work) }
    }

    /// What it is called.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How long it rests between two rounds.
    pub const fn every(&self) -> Duration {
        self.every
    }

    /// Does its work once. What fails is logged and counted, and done in another round; whether it did not.
    pub fn round(&mut self) -> bool {
        match catch_unwind(AssertUnwindSafe(&mut self.work)) {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => {
                tracing::error!(service = self.name, %error, "a service could not do its work; it tries again");
            }
            Err(_) => tracing::error!(service = self.name, "a service ended in a panic; it tries again"),
        }
        metrics::counter!("baton_service_failures_total", "service" => self.name).increment(1);
        false
    }
}

/// All services, without a thread. What workers had before the start is known anew.
pub fn all(core: &Arc<Core>, queue: &Queue, stopping: &Arc<AtomicBool>) -> Result<Vec<Service>, StoreError> {
    jobs::adopt(core)?;
    let with = || (Arc::clone(core), queue.clone());
    let (timed, stops) = (with(), Arc::clone(stopping));
    let fire = move || timers::fire_due(&timed.0, &timed.1, &|| stops.load(Ordering::Relaxed)).map(drop);
    let begins = with();
    let (log, mut adopted) = (with(), false);
    let grow = move || {
        if !adopted {
            log::adopt(&log.0, &log.1)?;
            adopted = true;
        }
        log::cover(&log.0, &log.1)
    };
    let runs = with();
    let (looks, mut directory) = (with(), None);
    let events = with();
    let (mails, stops) = (with(), Arc::clone(stopping));
    let (asked, over) = (with(), with());
    let lapse = move || {
        jobs::lapse(&over.0, &over.1);
        Ok(())
    };
    let (past, kept, thrown, gone) = (with(), with(), with(), with());
    Ok(vec![
        Service::new("timers", timers::EVERY, fire),
        Service::new("schedules", schedules::EVERY, move || begin_due(&begins.0, &begins.1).map(drop)),
        // What was done in the last moment is under a checkpoint too, so that it can be verified while nothing runs.
        Service { last: Last::Once, ..Service::new("log", log::EVERY, grow) },
        Service::new("going-on", going_on::EVERY, move || go_on(&runs.0, &runs.1)),
        Service::new("looking", looking::EVERY, move || look_again(&looks.0, &looks.1, &mut directory)),
        Service::new("events", events::EVERY, move || deliver(&events.0, &events.1)),
        Service::new("mail", mail::EVERY, move || mail::send_pending(&mails.0, &mails.1, &stops).map(drop)),
        Service::new("calls", calls::EVERY, move || calls::send_waiting(&asked.0, &asked.1)),
        Service::new("jobs", jobs::EVERY, lapse),
        Service::new("housekeeping", housekeeping::EVERY, move || tidy(&past.0, &past.1)),
        Service::new("retention", retention::EVERY, move || retain(&kept.0, &kept.1).map(drop)),
        Service::new("bin", bin::EVERY, move || empty_bin(&thrown.0, &thrown.1).map(drop)),
        Service::new("erasing", erasing::EVERY, move || finish_erasing(&gone.0, &gone.1)),
    ])
}

/// The services that run, each in a thread of its own.
pub struct Services {
    stops: Vec<Sender<()>>,
    threads: Vec<JoinHandle<()>>,
    /// What takes long looks at it in between.
    stopping: Arc<AtomicBool>,
}

impl Services {
    /// Starts them all, and the watch over doubtful disks.
    pub fn start(core: &Arc<Core>, queue: &Queue) -> Result<Self, StoreError> {
        let mut services = Self { stops: Vec::new(), threads: Vec::new(), stopping: Arc::default() };
        let doubtful = Arc::clone(core);
        let watch = move || doubtful.doubt().map_or(Ok(()), |fault| stop::now(&fault));
        services.run(Service::new("doubt", DOUBT_EVERY, watch))?;
        for service in all(core, queue, &services.stopping)? {
            services.run(service)?;
        }
        Ok(services)
    }

    fn run(&mut self, mut service: Service) -> Result<(), StoreError> {
        let (stop, stopped): (_, Receiver<()>) = channel();
        let thread = std::thread::Builder::new().name(service.name.to_owned()).spawn(move || {
            let mut goes_on = true;
            while goes_on {
                goes_on = stopped.recv_timeout(service.every) == Err(RecvTimeoutError::Timeout);
                if !goes_on && service.last == Last::None {
                    break;
                }
                service.round();
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
