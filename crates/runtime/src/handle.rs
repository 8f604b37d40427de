//! The handle on an open workspace: commands go in here, screens read here.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use baton_store::StoreError;
use baton_store::row::EventRow;
use parking_lot::Mutex;
use tokio::sync::{broadcast, oneshot};

use crate::ask::{Done, Made, Request};
use crate::clock::Clock;
use crate::config::Config;
use crate::core::{Core, Place};
use crate::live::Live;
use crate::outside::Outside;
use crate::refused::Refused;
use crate::service::{
    ALL, Service, Services, all, begin_due, cover, deliver, empty_bin, finish_erasing, fire_due, forget, go_on, retain,
    send_pending, send_waiting, settle, tidy,
};
use crate::writer::{self, Put, Queue, Turn};

/// Within which time the writer says that it is there, for the server to be ready.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// An open workspace. Cheap to clone.
#[derive(Clone)]
pub struct Handle {
    inner: Arc<Inner>,
}

struct Inner {
    core: Arc<Core>,
    queue: Queue,
    running: Mutex<Option<Running>>,
}

struct Running {
    services: Option<Services>,
    /// None: it takes its turns where somebody waits for it.
    writer: Option<std::thread::JoinHandle<()>>,
}

/// Whether time passes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// Timers fire, mails leave, the log grows.
    Passes,
    /// Only what is asked for happens: for making a history.
    Stands,
}

impl Handle {
    /// Opens a workspace that was founded.
    pub fn open(place: Place, clock: Clock, config: Config, time: Time) -> Result<Self, StoreError> {
        let core = Arc::new(Core::open(place, clock, config, None)?);
        let (queue, writer) = writer::start(Arc::clone(&core))?;
        let services = match time {
            Time::Passes => Some(Services::start(&core, &queue)?),
            Time::Stands => None,
        };
        let running = Mutex::new(Some(Running { services, writer: Some(writer) }));
        Ok(Self { inner: Arc::new(Inner { core, queue, running }) })
    }

    /// Opens a workspace that was founded, without a thread: the writer takes its turns where somebody waits for an answer, or
    /// asks for one, and each service does its work when it is called. What leaves goes to `outside`.
    pub fn in_turns(
        place: Place,
        clock: Clock,
        config: Config,
        outside: Arc<dyn Outside>,
    ) -> Result<(Self, Vec<Service>), StoreError> {
        let core = Arc::new(Core::open(place, clock, config, Some(outside))?);
        let queue = writer::in_turns(Arc::clone(&core))?;
        let services = all(&core, &queue, &Arc::default())?;
        let running = Mutex::new(Some(Running { services: None, writer: None }));
        Ok((Self { inner: Arc::new(Inner { core, queue, running }) }, services))
    }

    /// Has a writer without a thread take a turn; whether it did anything.
    pub fn turn(&self) -> bool {
        matches!(self.inner.queue.turn(), Some(Turn::Done))
    }

    /// Puts a command before the writer; its answer comes to what is given back.
    pub fn send(&self, request: Request) -> Result<oneshot::Receiver<Done>, Refused> {
        self.inner.queue.send(request)
    }

    /// What everything shares.
    pub fn core(&self) -> &Arc<Core> {
        &self.inner.core
    }

    /// Sends a command and waits for its answer.
    pub async fn submit(&self, request: Request) -> Done {
        self.inner.queue.submit(request).await
    }

    /// Sends a command and waits for its answer on this thread.
    pub fn submit_blocking(&self, request: Request) -> Done {
        self.inner.queue.submit_blocking(request)
    }

    /// Writes rows that are no evidence.
    pub(crate) fn put(&self, put: Put) -> Result<(), Refused> {
        self.inner.queue.put(put)
    }

    /// Keeps an event from outside.
    pub(crate) fn take_event(&self, row: EventRow) -> Result<(), Refused> {
        self.put(Put::Event(Box::new(row)))
    }

    /// Brings the events that wait to what listens for them.
    pub fn deliver(&self) -> Result<(), StoreError> {
        deliver(&self.inner.core, &self.inner.queue)
    }

    /// Fires what is due now, and waits for it.
    pub fn fire_due(&self) -> Result<(), Refused> {
        fire_due(&self.inner.core, &self.inner.queue, ALL)?;
        begin_due(&self.inner.core, &self.inner.queue)?;
        Ok(())
    }

    /// Fires what is due until nothing more is, and waits for all that goes on by itself.
    pub fn settle(&self) -> Result<(), Refused> {
        Ok(settle(&self.inner.core, &self.inner.queue, ALL)?)
    }

    /// The same, for that long; what is left then goes on by itself.
    pub(crate) fn settle_for(&self, time: Duration) -> Result<(), Refused> {
        let until = Instant::now() + time;
        Ok(settle(&self.inner.core, &self.inner.queue, &|| Instant::now() >= until)?)
    }

    /// Refuses where work would not be done: the store, the writer and all that runs beside it are asked.
    pub fn is_ready(&self) -> Result<(), Refused> {
        self.inner.core.reader()?.last()?;
        let alive = match self.inner.running.lock().as_ref() {
            Some(running) => {
                running.writer.as_ref().is_none_or(|writer| !writer.is_finished())
                    && running.services.as_ref().is_none_or(Services::are_alive)
            }
            None => false,
        };
        if !alive {
            return Err(Refused::new("server.stopping"));
        }
        self.inner.queue.answers(READY_WITHIN)
    }

    /// Sends again the commands with which runs go on by themselves, as far as they still wait.
    pub fn go_on(&self) -> Result<(), Refused> {
        Ok(go_on(&self.inner.core, &self.inner.queue)?)
    }

    /// Tries the mails that wait now; says how many were sent or given up.
    pub fn send_mails(&self) -> Result<usize, Refused> {
        Ok(send_pending(&self.inner.core, &self.inner.queue, &AtomicBool::new(false))?)
    }

    /// Sends the requests of workflows that wait now; what comes of them is handed in when it is there.
    pub fn send_calls(&self) -> Result<(), Refused> {
        let core = &self.inner.core;
        Ok(send_waiting(core, &self.inner.queue)?)
    }

    /// Forgets what is past its time now: answers kept for repeats, uploads to which nothing refers.
    pub fn tidy(&self) -> Result<(), Refused> {
        Ok(tidy(&self.inner.core, &self.inner.queue)?)
    }

    /// Takes out the runs that are over their time now; how many those were.
    pub fn retain(&self) -> Result<u64, Refused> {
        Ok(retain(&self.inner.core, &self.inner.queue)?)
    }

    /// Forgets what was long enough in the bin; how many designs those were.
    pub fn empty_bin(&self) -> Result<u64, Refused> {
        Ok(empty_bin(&self.inner.core, &self.inner.queue)?)
    }

    /// Writes everything into its place, so that what was taken out stands in no log any more.
    pub fn write_back(&self) -> Result<(), Refused> {
        self.put(Put::WriteBack)
    }

    /// Erases somebody: records it, then forgets who they are. Where it ends in between, it is finished later.
    pub fn erase(&self, request: Request) -> Result<i64, Refused> {
        let Made::Person(person) = self.submit_blocking(request)?.made else {
            return Err(Refused::new("server.internal"));
        };
        forget(&self.inner.core, &self.inner.queue, person)?;
        Ok(person)
    }

    /// Finishes forgetting those whose erasing was begun.
    pub fn finish_erasing(&self) -> Result<(), Refused> {
        Ok(finish_erasing(&self.inner.core, &self.inner.queue)?)
    }

    /// Makes sure that a signed checkpoint covers every entry there is now.
    pub fn cover(&self) -> Result<(), Refused> {
        Ok(cover(&self.inner.core, &self.inner.queue)?)
    }

    /// Listens to what changes from now on.
    pub fn live(&self) -> broadcast::Receiver<Live> {
        self.inner.core.hub.listen()
    }

    /// Does what waits, then ends all threads. Asks that come later are refused.
    pub fn stop(&self) {
        let Some(running) = self.inner.running.lock().take() else { return };
        if let Some(services) = running.services {
            services.stop();
        }
        self.inner.queue.stop();
        // A writer that panicked has ended as well.
        let _ = running.writer.map(std::thread::JoinHandle::join);
    }
}
