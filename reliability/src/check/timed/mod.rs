//! What the checks of time work in: a server whose clock can be moved, and runs with deadlines whose firing can be counted.
//!
//! One person does everything, and is told once when a task is given to them and once when it is overdue. So the number of
//! what they were told says how many deadlines fired: too few is one lost or late, too many is one that fired twice or early.

mod wall_clock;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::http::Connection;
use crate::moment::wait;
use crate::options::Options;
use crate::server::Server;
use crate::shim;
pub use wall_clock::WallClock;

const SOURCE: &str = include_str!("../../../workflows/timed.yaml");
const PASSWORD: &str = "a clock that is wrong";

/// A workspace with the workflow of the runs.
pub struct Timed {
    baton: PathBuf,
    library: String,
    folder: tempfile::TempDir,
    /// The wall clock of the server.
    pub clock: WallClock,
    /// The server.
    pub server: Server,
    /// Who does everything.
    pub caller: Caller,
}

impl Timed {
    /// Makes it.
    pub fn new(options: &Options) -> anyhow::Result<Self> {
        let library = shim::built("clock")?.to_str().context("a path that is no text")?.to_owned();
        let folder = tempfile::tempdir()?;
        let clock = WallClock::new(folder.path())?;
        let data = folder.path().join("data");
        std::fs::create_dir(&data)?;
        let server = start(&options.baton, &data, true, (&library, &clock))?;
        let token = server.setup.clone().context("no link for the administrator")?;
        let mut caller = Caller::nobody(&server.host);
        let who =
            json!({ "token": token, "name": "Keeper of time", "email": "keeper@example.org", "password": PASSWORD });
        caller.sign_in("POST /api/v1/setup", &who)?;
        caller.send("POST /api/v1/groups", &json!({ "handle": "keepers", "title": "Keepers" }))?;
        let me = caller.send("GET /api/v1/session", &Value::Null)?;
        let me = me["person"]["id"].as_str().context("no person")?.to_owned();
        // Whoever makes a group may be in it already.
        let _ = caller.send(&format!("PUT /api/v1/groups/keepers/members/{me}"), &Value::Null);
        let draft = caller.send_new("PUT /api/v1/workflows/timed/draft", &json!({ "source": SOURCE }))?;
        let note = json!({ "rev": draft["rev"], "note": "For the clock" });
        caller.send("POST /api/v1/workflows/timed/publish", &note)?;
        Ok(Self { baton: options.baton.clone(), library, folder, clock, server, caller })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Begins runs whose tasks are due after so many minutes, one after the other, as long as it is wanted; how long each took.
    pub fn begin(&self, minutes: u64, wanted: impl Fn(usize) -> bool) -> anyhow::Result<Vec<Duration>> {
        let mut to = Connection::open(&self.caller.host)?;
        let mut took = Vec::new();
        while wanted(took.len()) {
            let began = Instant::now();
            let body = json!({ "values": { "minutes": minutes } });
            self.caller.send_over(&mut to, "POST /api/v1/workflows/timed/runs", &body)?;
            took.push(began.elapsed());
        }
        Ok(took)
    }

    /// Begins many runs, from several connections at once.
    pub fn begin_many(&self, runs: u64, minutes: u64) -> anyhow::Result<()> {
        const AT_ONCE: u64 = 16;
        std::thread::scope(|threads| {
            let share = |n: u64| (runs / AT_ONCE + u64::from(n < runs % AT_ONCE)) as usize;
            let work = |share: usize| move || self.begin(minutes, |begun| begun < share).map(drop);
            let begun: Vec<_> = (0..AT_ONCE).map(|n| threads.spawn(work(share(n)))).collect();
            begun.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| bail!("a thread panicked")))
        })
    }

    /// How often they were told something.
    pub fn told(&self) -> anyhow::Result<u64> {
        let list = self.caller.send("GET /api/v1/notifications?limit=1", &Value::Null)?;
        list["unread"].as_u64().context("no number of what is unread")
    }

    /// Waits until they were told so often; how often they were in the end, and how long it took.
    pub fn told_by(&self, often: u64, within: Duration) -> anyhow::Result<(u64, Duration)> {
        let began = Instant::now();
        loop {
            let told = self.told()?;
            if told >= often || began.elapsed() > within {
                return Ok((told, began.elapsed()));
            }
            wait(Duration::from_millis(50));
        }
    }

    /// The server's time.
    pub fn now_us(&self) -> i64 {
        jiff::Timestamp::now().as_microsecond() + self.clock.ahead_us()
    }

    /// A number that the database holds.
    pub fn count(&self, sql: &str, parameters: &[i64]) -> anyhow::Result<u64> {
        let database = rusqlite::Connection::open(self.data().join("baton.db"))?;
        database.busy_timeout(Duration::from_secs(5))?;
        let parameters = rusqlite::params_from_iter(parameters);
        let number: Option<i64> = database.query_row(sql, parameters, |row| row.get(0))?;
        Ok(number.unwrap_or(0) as u64)
    }

    /// Kills the server and starts it anew.
    pub fn start_anew(&mut self) -> anyhow::Result<()> {
        self.server.kill()?;
        self.server = start(&self.baton, &self.data(), false, (&self.library, &self.clock))?;
        self.caller.host.clone_from(&self.server.host);
        Ok(())
    }

    /// Kills the server and verifies its folder; what is wrong with it.
    pub fn verify(&mut self) -> anyhow::Result<Option<String>> {
        self.server.kill()?;
        let told = Command::new(&self.baton).args(["verify", "--rebuild", "--data"]).arg(self.data()).output()?;
        let said = || format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        Ok((!told.status.success()).then(said))
    }
}

fn start(baton: &Path, data: &Path, first: bool, (library, clock): (&str, &WallClock)) -> anyhow::Result<Server> {
    Server::start(baton, data, first, &[("LD_PRELOAD", library), ("CLOCK_FILE", clock.path())])
}
