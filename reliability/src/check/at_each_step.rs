//! The power goes before a step of `baton compact`, `backup` or `restore`: what is left is a whole workspace or a whole backup, or it is
//! refused; and what a command said was done stays done, also where nothing arrived that was not synced.
//!
//! A step is one write, change of length, sync, rename or removal. The tries are spread evenly over all of a command's steps, so that
//! with as many tries as there are steps each is met; the last comes after the command's end.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use anyhow::{Context, ensure};
use rusqlite::Connection;

use crate::disk::{self, Arrives, Disk};
use crate::options::Options;
use crate::report::Found;
use crate::trial::{Load, Template, Trial, finished};

/// For how long it is worked in the workspace before.
const WORKED_FOR: Duration = Duration::from_millis(600);
/// What a refusal says of half a restore, or of a folder with nothing in it yet.
const REFUSALS: [&str; 3] = ["restore", "there is no", "workspace"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Compact,
    Backup,
    Restore,
}

const VERBS: [Verb; 3] = [Verb::Compact, Verb::Backup, Verb::Restore];

/// Runs each `count / 3` times.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let template = Template::make(options)?;
    let trial = Trial::new(options, &template)?;
    let mut server = trial.start(false)?;
    let load = Load { seed: options.seed, time: WORKED_FOR, starts: 0, pause: Duration::ZERO };
    finished(trial.clients(&server, load)?)?;
    server.kill()?;
    let place = tempfile::tempdir()?;
    let world = World { options, data: &trial.disk.folder, backup: place.path().join("backup") };
    ensure!(world.baton("backup", &trial.disk.folder, &world.backup)?.status.success(), "no backup could be made");
    for (nth, verb) in VERBS.into_iter().enumerate() {
        let tries = (nth as u64..options.count).step_by(VERBS.len()).count() as u64;
        let steps = world.attempt(verb, (0, Arrives::All), &place.path().join("whole"), &mut found)?;
        found.add(&format!("steps_of_{verb:?}").to_lowercase(), steps);
        for n in 0..tries {
            let mut random = options.random(n * VERBS.len() as u64 + nth as u64);
            let cut = if n + 1 == tries {
                (steps + 1, Arrives::Nothing)
            } else {
                (1 + (n * steps + random.u64(..steps)) / tries, Arrives::nth(random.u64(..)))
            };
            world.attempt(verb, cut, &place.path().join("try"), &mut found)?;
        }
    }
    trial.end(&mut found)?;
    Ok(found)
}

struct World<'a> {
    options: &'a Options,
    /// A workspace whose server was killed.
    data: &'a Path,
    /// A whole backup of it.
    backup: PathBuf,
}

impl World<'_> {
    /// Runs a command until this step, lets the power go and looks at what is left; how many steps there were.
    fn attempt(
        &self,
        verb: Verb,
        (at, arrives): (u64, Arrives),
        place: &Path,
        found: &mut Found,
    ) -> anyhow::Result<u64> {
        std::fs::create_dir(place)?;
        let disk = Disk::new(place);
        match verb {
            Verb::Compact => disk::copy(self.data, &disk.folder)?,
            Verb::Backup | Verb::Restore => std::fs::create_dir(&disk.folder)?,
        }
        disk.settle()?;
        disk.kill_before(at)?;
        let ran = self.command(verb, &disk.folder).envs(disk.environment()?).output()?;
        let (steps, is_done) = (disk.steps()?, ran.status.success());
        disk.cut(arrives, &mut self.options.random(at))?;
        let about = format!("{verb:?}, power cut before step {at} of {steps} ({arrives:?} of the rest arrived)");
        // Whoever was killed has no code; an error on a disk that works is none of the cut's.
        ensure!(is_done || ran.status.code().is_none(), "{about}: {}", String::from_utf8_lossy(&ran.stderr));
        let wrong = match verb {
            Verb::Compact => self.is_compact(&disk.folder)?,
            Verb::Backup => self.is_backup(&disk.folder, &place.join("of-it"), is_done)?,
            Verb::Restore => self.is_restored(&disk.folder, is_done)?,
        };
        found.faults.extend(wrong.map(|wrong| format!("{about}: {wrong}")));
        found.add(if is_done { "done_before" } else { "cut" }, 1);
        std::fs::remove_dir_all(place)?;
        Ok(steps)
    }

    fn command(&self, verb: Verb, folder: &Path) -> Command {
        let mut command = Command::new(&self.options.baton);
        match verb {
            Verb::Compact => command.args(["compact", "--data"]).arg(folder),
            Verb::Backup => command.args(["backup", "--data"]).arg(self.data).arg(folder),
            Verb::Restore => command.args(["restore", "--data"]).arg(folder).arg(&self.backup),
        };
        command
    }

    /// The workspace is there, whole, and can be written anew afterwards, which leaves nothing beside it.
    fn is_compact(&self, folder: &Path) -> anyhow::Result<Option<String>> {
        if let Some(wrong) = self.is_whole(folder, 0)? {
            return Ok(Some(wrong));
        }
        let ran = self.command(Verb::Compact, folder).output()?;
        let left = ["baton.db.anew", "keys.db.anew"].iter().any(|name| folder.join(name).exists());
        Ok(match (ran.status.success(), left) {
            (true, false) => None,
            (true, true) => Some("something half written stays beside it".to_owned()),
            (false, _) => {
                Some(format!("it cannot be written anew afterwards: {}", String::from_utf8_lossy(&ran.stderr)))
            }
        })
    }

    /// It can be restored from and gives all, or is refused and gives nothing.
    fn is_backup(&self, folder: &Path, restored: &Path, is_done: bool) -> anyhow::Result<Option<String>> {
        let ran = self.baton("restore", restored, folder)?;
        if ran.status.success() {
            return self.is_whole(restored, 1);
        }
        if restored.exists() {
            return Ok(Some("it was refused, and something of it restored".to_owned()));
        }
        Ok(is_done.then(|| format!("it was said to be done and is refused: {}", String::from_utf8_lossy(&ran.stderr))))
    }

    /// It can be opened and holds all, or is refused.
    fn is_restored(&self, folder: &Path, is_done: bool) -> anyhow::Result<Option<String>> {
        let ran = Command::new(&self.options.baton).args(["verify", "--data"]).arg(folder).output()?;
        if ran.status.success() {
            return self.is_whole(folder, 1);
        }
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        let is_refused = REFUSALS.iter().any(|word| said.contains(word));
        Ok((is_done || !is_refused).then(|| format!("it is taken for a workspace, and does not verify: {said}")))
    }

    /// What can be opened verifies, its tables too, and has every entry, and so many more.
    fn is_whole(&self, folder: &Path, more: i64) -> anyhow::Result<Option<String>> {
        let verified =
            Command::new(&self.options.baton).args(["verify", "--rebuild", "--data"]).arg(folder).output()?;
        if !verified.status.success() {
            return Ok(Some(format!("it does not verify: {}", String::from_utf8_lossy(&verified.stdout))));
        }
        let (had, has) = (entries(&self.backup)?, entries(folder)?);
        Ok((has != had + more).then(|| format!("{had} entries and {more} more were awaited, {has} are there")))
    }

    fn baton(&self, verb: &str, data: &Path, folder: &Path) -> anyhow::Result<Output> {
        Ok(Command::new(&self.options.baton).args([verb, "--data"]).args([data, folder]).output()?)
    }
}

fn entries(folder: &Path) -> anyhow::Result<i64> {
    let database = Connection::open(folder.join("baton.db"))?;
    database.query_row("SELECT max(number) FROM entry", [], |row| row.get(0)).context("a workspace has entries")
}
