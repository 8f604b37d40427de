//! A workspace that is broken again and again: a copy of a world on a disk that can fail, its clients, its mails, and the audit
//! of what is left.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use baton_auditor::{Audit, audit};

use crate::depot::Depot;
use crate::disk::{self, Disk};
use crate::moment;
use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use crate::sink::Sink;
use crate::world::World;

/// How many pairs of people work.
pub const PAIRS: usize = 8;

/// How many mails and requests are to be sent.
const WAITING: &str = "SELECT (SELECT count(*) FROM outbox WHERE kind = 1 AND state = 1) + (SELECT count(*) FROM job)";
/// How long they may take, also on a machine that has other things to do.
const EFFECTS_LEAVE_WITHIN: Duration = Duration::from_mins(5);

/// A world that was made once, to be copied.
pub struct Template {
    parent: tempfile::TempDir,
    depot: Depot,
}

impl Template {
    /// Makes it.
    pub fn make(options: &Options) -> anyhow::Result<Self> {
        let parent = tempfile::tempdir()?;
        let depot = Depot::open()?;
        let world = World::make(&options.baton, &parent.path().join("data"), PAIRS, &depot.host)?;
        std::fs::write(parent.path().join("world.json"), serde_json::to_vec(&world)?)?;
        Ok(Self { parent, depot })
    }

    /// Who there is in it.
    pub fn read(&self) -> anyhow::Result<World> {
        Ok(serde_json::from_slice(&std::fs::read(self.world())?)?)
    }

    fn world(&self) -> PathBuf {
        self.parent.path().join("world.json")
    }
}

/// How the client works.
#[derive(Clone, Copy)]
pub struct Load {
    /// What everything random is drawn from.
    pub seed: u64,
    /// For how long.
    pub time: Duration,
    /// How many runs each connection starts, doing nothing else; 0: mixed work.
    pub starts: u64,
    /// How long each connection waits between two commands.
    pub pause: Duration,
}

/// Tries something so often, each copy of the workspace a few times so that it stays small, and ends each copy.
pub fn each(
    options: &Options,
    tries_of_a_copy: u64,
    mut attempt: impl FnMut(&Trial<'_>, u64, &mut Found) -> anyhow::Result<()>,
) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let template = Template::make(options)?;
    let mut n = 0;
    while n < options.count {
        let trial = Trial::new(options, &template)?;
        for _ in 0..tries_of_a_copy.min(options.count - n) {
            attempt(&trial, n, &mut found)?;
            n += 1;
        }
        trial.end(&mut found)?;
    }
    Ok(found)
}

/// One copy of a world.
pub struct Trial<'a> {
    options: &'a Options,
    template: &'a Template,
    parent: tempfile::TempDir,
    sink: Sink,
    /// Its disk.
    pub disk: Disk,
}

impl<'a> Trial<'a> {
    /// A new copy.
    pub fn new(options: &'a Options, template: &'a Template) -> anyhow::Result<Self> {
        let parent = tempfile::tempdir()?;
        let disk = Disk::new(parent.path());
        disk::copy(&template.parent.path().join("data"), &disk.folder)?;
        template.depot.empty();
        Ok(Self { options, template, parent, sink: Sink::open()?, disk })
    }

    /// Starts the server, on the disk that can fail or without it.
    pub fn start(&self, failing: bool) -> anyhow::Result<Server> {
        let mut environment = vec![
            ("BATON_LOG".to_owned(), "warn".to_owned()),
            ("BATON_MAIL_SMTP".to_owned(), self.sink.address.clone()),
            ("BATON_MAIL_FROM".to_owned(), "Baton <baton@example.org>".to_owned()),
            ("BATON_CALLS_ALLOW".to_owned(), self.template.depot.host.clone()),
        ];
        let log = self.log();
        if log.exists() {
            std::fs::remove_file(log)?;
        }
        if failing {
            self.disk.settle()?;
            environment.extend(self.disk.environment()?);
        }
        let environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (&**name, &**value)).collect();
        Server::start(&self.options.baton, &self.disk.folder, false, &environment).with_context(|| self.said())
    }

    /// Starts the clients.
    pub fn clients(&self, server: &Server, load: Load) -> anyhow::Result<Child> {
        let mut client = Command::new(std::env::current_exe()?);
        client.arg("client").args(["--host", &server.host]).arg("--world").arg(self.template.world());
        client.arg("--journal").arg(self.journals()).args(["--seed", &load.seed.to_string()]);
        client.args(["--milliseconds", &load.time.as_millis().to_string(), "--starts", &load.starts.to_string()]);
        client.args(["--pause", &load.pause.as_millis().to_string()]);
        client.stdout(Stdio::null()).spawn().context("cannot start the clients")
    }

    /// Where the clients write down what they do.
    pub fn journals(&self) -> PathBuf {
        self.parent.path().join("journals")
    }

    /// Audits what is in the folder while nobody has it open. `settled`: whether every mail has had the time to leave.
    pub fn audit(&self, when: &str, settled: bool, found: &mut Found) -> anyhow::Result<()> {
        let copy = self.parent.path().join("copy");
        if copy.exists() {
            std::fs::remove_dir_all(&copy)?;
        }
        disk::copy(&self.disk.folder, &copy)?;
        let mails = self.sink.mails();
        let requests = self.template.depot.keys();
        let journals = self.journals();
        let audited = audit(&Audit { folder: &copy, journals: &journals, mails: &mails, requests: &requests, settled })
            .with_context(|| when.to_owned())?;
        // What is lost stays lost: it is told once, where it was first seen.
        let new = audited.faults.iter().filter(|fault| !found.faults.iter().any(|told| told.ends_with(*fault)));
        let new: Vec<String> = new.map(|fault| format!("{when}: {fault}")).collect();
        found.faults.extend(new);
        found.highest("entries", audited.entries);
        found.highest("mails", mails.len() as u64);
        found.highest("requests", requests.len() as u64);
        found.highest("jobs_done", audited.jobs_done);
        Ok(())
    }

    /// Counts what the clients of this copy were told.
    pub fn count(&self, found: &mut Found) -> anyhow::Result<()> {
        let copy = self.parent.path().join("copy");
        let journals = self.journals();
        let audited = audit(&Audit { folder: &copy, journals: &journals, mails: &[], requests: &[], settled: false })?;
        found.add("acknowledged", audited.acknowledged);
        found.add("refused", audited.refused);
        found.add("never_answered", audited.unknown);
        Ok(())
    }

    /// A last start: what was never answered is repeated, jobs that are left are done, what is to leave leaves, and Baton's own verification holds.
    pub fn end(&self, found: &mut Found) -> anyhow::Result<()> {
        let mut server = self.start(false)?;
        let load = Load { seed: 0, time: Duration::ZERO, starts: 0, pause: Duration::ZERO };
        finished(self.clients(&server, load)?)?;
        self.effects_have_left()?;
        server.kill()?;
        self.audit("at the end", true, found)?;
        self.count(found)?;
        let verified = Command::new(&self.options.baton)
            .args(["verify", "--rebuild", "--data"])
            .arg(&self.disk.folder)
            .output()?;
        if !verified.status.success() {
            let said = String::from_utf8_lossy(&verified.stdout).into_owned();
            found.faults.push(format!("`baton verify --rebuild` does not hold: {said}"));
        }
        Ok(())
    }

    /// Waits until no mail and no request is to be sent any more, as the tables say.
    fn effects_have_left(&self) -> anyhow::Result<()> {
        let database = rusqlite::Connection::open(self.disk.folder.join("baton.db"))?;
        database.busy_timeout(Duration::from_secs(10))?;
        let until = Instant::now() + EFFECTS_LEAVE_WITHIN;
        while database.query_row(WAITING, [], |row| row.get::<_, i64>(0))? > 0 && Instant::now() < until {
            moment::wait_ms(50);
        }
        Ok(())
    }

    /// What the server logged last.
    pub fn said(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(6)..].join(" | ")
    }

    /// Whether the server logged this since its start.
    pub fn has_said(&self, word: &str) -> bool {
        std::fs::read_to_string(self.log()).is_ok_and(|log| log.contains(word))
    }

    fn log(&self) -> PathBuf {
        self.disk.folder.join("server.log")
    }
}

/// Waits for the clients; one that found an answer that may not be says so by its end.
pub fn finished(mut clients: Child) -> anyhow::Result<()> {
    let until = Instant::now() + Duration::from_secs(320);
    while Instant::now() < until {
        if let Some(status) = clients.try_wait()? {
            ensure!(status.success(), "the clients ended with {status}");
            return Ok(());
        }
        moment::wait_ms(2);
    }
    clients.kill()?;
    bail!("the clients did not end")
}
