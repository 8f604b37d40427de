//! A backup taken while a server works, restored into a folder of its own: all that was acknowledged before is in it, it
//! verifies against a head of then, its tables say what its entries say, its timers and tasks go on, and no mail that may have
//! left leaves again. A backup in which something was damaged is refused, and so is what a backup or a restore leaves that was killed.

mod cut_off;
mod world;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use rusqlite::Connection;

use crate::caller::Caller;
use crate::moment::wait;
use crate::options::Options;
use crate::report::Found;
use crate::sink::Sink;
use world::{Load, said};

/// How long timers that are due may take after a start, and a mail until it comes.
const GOES_ON_WITHIN: Duration = Duration::from_secs(20);
/// How often it is looked whether they have.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The tables that must be the same in the backup and in what is restored.
const SAME: [&str; 12] = [
    "run",
    "task",
    "task_state",
    "task_offer",
    "timer",
    "run_party",
    "exception",
    "notification",
    "workflow",
    "version",
    "file",
    "command",
];

/// Backs a working server up `count` times.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    std::fs::create_dir(&data)?;
    let mailbox = Sink::open()?;
    let server = world::start(&options.baton, &data, true, &mailbox)?;
    let caller = world::make(&server)?;
    let load = Load::begin(&caller);
    for n in 0..options.count {
        let mut random = options.random(n);
        load.go_on();
        wait(Duration::from_millis(random.u64(..150)));
        let place = folder.path().join(format!("try-{n}"));
        let one = Try { options, data: &data, place: &place, mailbox: &mailbox, caller: &caller, n };
        if let Err(error) = one.go(&load, &mut random, &mut found) {
            found.faults.push(format!("try {n}: {error:#}"));
        }
        std::fs::remove_dir_all(&place)?;
    }
    found.add("acknowledged_runs", load.acknowledged());
    load.end()?;
    server.stop()?;
    found.add("mails", came(&mailbox).len() as u64);
    once(&mailbox, "the server that was backed up", &mut found);
    Ok(found)
}

/// How often each mail came, by its message id.
fn came(mailbox: &Sink) -> HashMap<String, u64> {
    let mut times = HashMap::new();
    for mail in mailbox.mails() {
        *times.entry(mail.id).or_default() += 1;
    }
    times
}

/// Every mail came once.
fn once(mailbox: &Sink, from: &str, found: &mut Found) {
    for (id, times) in came(mailbox).into_iter().filter(|(_, times)| *times > 1) {
        found.faults.push(format!("the mail {id} of {from} came {times} times"));
    }
}

struct Try<'a> {
    options: &'a Options,
    data: &'a Path,
    place: &'a Path,
    /// Where the mails of the server that is backed up came.
    mailbox: &'a Sink,
    caller: &'a Caller,
    n: u64,
}

impl Try<'_> {
    fn go(&self, load: &Load, random: &mut fastrand::Rng, found: &mut Found) -> anyhow::Result<()> {
        std::fs::create_dir(self.place)?;
        let (backup, restored) = (self.place.join("backup"), self.place.join("restored"));
        let before = load.acknowledged();
        let began = Instant::now();
        let told = said(&self.baton(&["backup", "--json", "--data"], &[self.data, &backup]).output()?)?;
        found.highest("slowest_backup_ms", began.elapsed().as_millis() as u64);
        let entries = told["entries"].as_i64().context("a backup says its entries")?;
        let runs = count(&backup, "SELECT count(*) FROM run")? as u64;
        if runs < before {
            found.faults.push(format!("try {}: {before} runs were acknowledged, {runs} are in the backup", self.n));
        }
        if self.n % 2 == 1 {
            self.damage(&backup, random, found)?;
        }
        let began = Instant::now();
        let told = said(&self.baton(&["restore", "--json", "--data"], &[&restored, &backup]).output()?)?;
        let took = began.elapsed();
        found.highest("slowest_restore_ms", took.as_millis() as u64);
        let not_sent = told["mails_not_sent"]["count"].as_u64().unwrap_or(0);
        found.add("mails_not_sent_again", not_sent);
        self.compare(&backup, &restored, entries, found)?;
        if self.n.is_multiple_of(2) {
            self.cut_off(&backup, took, random, found)?;
        }
        self.goes_on(&restored, found)?;
        let verified = self.baton(&["verify", "--data"], &[&restored]).output()?;
        if !verified.status.success() {
            let said = String::from_utf8_lossy(&verified.stdout).into_owned();
            found.faults.push(format!("try {}: after going on it does not verify: {said}", self.n));
        }
        found.add("restored", 1);
        Ok(())
    }

    fn baton(&self, arguments: &[&str], folders: &[&Path]) -> Command {
        let mut command = Command::new(&self.options.baton);
        command.args(arguments).args(folders);
        command
    }

    /// Changes, cuts or removes a file of the backup: it must be refused, and leave nothing. Then it is as it was.
    fn damage(&self, backup: &Path, random: &mut fastrand::Rng, found: &mut Found) -> anyhow::Result<()> {
        let files = files(backup)?;
        let file = &files[random.usize(..files.len())];
        let whole = std::fs::read(file)?;
        let at = random.usize(..whole.len().max(1));
        match random.u8(..3) {
            0 => std::fs::remove_file(file)?,
            1 => std::fs::write(file, &whole[..at])?,
            _ => {
                let mut changed = whole.clone();
                changed[at] ^= 1 << random.u8(..8);
                std::fs::write(file, changed)?;
            }
        }
        let refused = self.place.join("refused");
        let ran = self.baton(&["restore", "--json", "--data"], &[&refused, backup]).output()?;
        let said = String::from_utf8_lossy(&ran.stderr);
        if ran.status.success() || !said.contains("backup.") || refused.exists() {
            found.faults.push(format!("try {}: a damaged {} was not refused: {said}", self.n, file.display()));
        }
        found.add("damaged_refused", 1);
        std::fs::write(file, whole)?;
        Ok(())
    }

    /// What is restored is what was backed up, and one entry more.
    fn compare(&self, backup: &Path, restored: &Path, entries: i64, found: &mut Found) -> anyhow::Result<()> {
        let now = count(restored, "SELECT max(number) FROM entry")?;
        let mut wrong = |what: String| found.faults.push(format!("try {}: {what}", self.n));
        if now != entries + 1 {
            wrong(format!("{entries} entries were backed up, {now} are restored"));
        }
        for table in SAME {
            let sql = format!("SELECT count(*) FROM {table}");
            let (had, has) = (count(backup, &sql)?, count(restored, &sql)?);
            if had != has {
                wrong(format!("{had} rows of {table} were backed up, {has} are restored"));
            }
        }
        let waiting = count(restored, "SELECT count(*) FROM outbox WHERE kind = 1 AND state = 1")?;
        if waiting > 0 {
            wrong(format!("{waiting} mails would leave again"));
        }
        // The newest head of then, as somebody else would hold it.
        let held = newest_head(backup)?;
        let mut verify = self.baton(&["verify", "--rebuild", "--data"], &[restored]);
        let verified = verify.arg("--heads").arg(held).output()?;
        if !verified.status.success() {
            wrong(format!("it does not verify: {}", String::from_utf8_lossy(&verified.stdout)));
        }
        Ok(())
    }

    /// Starts it: what is due fires once, an open task is done, a mail of its own leaves, and none of before.
    fn goes_on(&self, restored: &Path, found: &mut Found) -> anyhow::Result<()> {
        let open = open_run(restored)?;
        let mailbox = Sink::open()?;
        let server = world::start(&self.options.baton, restored, false, &mailbox)?;
        let caller = self.caller.at(&server.host);
        if let Some(run) = &open {
            world::finish(&caller, run)?;
            found.add("tasks_done_after", 1);
        }
        let run = world::begin(&caller, 1)?;
        world::finish(&caller, &run)?;
        let due = "SELECT count(*) FROM timer WHERE at < unixepoch() * 1000000";
        if !within(GOES_ON_WITHIN, || Ok(count(restored, due)? == 0))? {
            found.faults.push(format!("try {}: timers that are due do not fire", self.n));
        }
        let ours = format!("<{run}.");
        let arrived = || Ok(came(&mailbox).keys().filter(|id| id.starts_with(&ours)).count() >= 2);
        if !within(GOES_ON_WITHIN, arrived)? {
            found.faults.push(format!("try {}: mails of the restored workspace do not leave", self.n));
        }
        server.stop()?;
        once(&mailbox, "a restored workspace", found);
        let before = came(self.mailbox);
        for id in came(&mailbox).into_keys().filter(|id| before.contains_key(id)) {
            found.faults.push(format!("try {}: the mail {id} had left before", self.n));
        }
        found.add("mails_after", came(&mailbox).len() as u64);
        Ok(())
    }
}

/// Looks until it is so, or the time is over.
fn within(limit: Duration, mut is_so: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    let began = Instant::now();
    while began.elapsed() < limit {
        if is_so()? {
            return Ok(true);
        }
        wait(LOOK_EVERY);
    }
    is_so()
}

fn count(folder: &Path, sql: &str) -> anyhow::Result<i64> {
    let database = Connection::open(folder.join("baton.db"))?;
    database.busy_timeout(Duration::from_secs(5))?;
    Ok(database.query_row(sql, [], |row| row.get::<_, Option<i64>>(0))?.unwrap_or(0))
}

/// A run whose task is open.
fn open_run(folder: &Path) -> anyhow::Result<Option<String>> {
    let database = Connection::open(folder.join("baton.db"))?;
    let mut statement = database.prepare("SELECT key FROM run WHERE state = 1 ORDER BY id DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}

fn newest_head(folder: &Path) -> anyhow::Result<PathBuf> {
    let mut heads = files(&folder.join("heads"))?;
    heads.sort_by_key(|head| head.to_string_lossy().rsplit('-').next().and_then(|size| size.parse::<i64>().ok()));
    heads.pop().context("a backup has a head")
}

/// All files below a folder.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
