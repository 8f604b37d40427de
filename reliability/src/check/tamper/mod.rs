//! Somebody who can write into the data folder changes the history: by a byte, by an entry, or all of it, made anew and signed.
//!
//! Each try is made on a copy and given to `baton verify` twice: alone, and with heads that somebody else holds. With them
//! everything is found and the first wrong entry named; what only they show is counted apart. A head can say no more than that
//! the history differs before it, so a consistent forgery is named as closely as the heads that are held lie.

mod kinds;
mod log;
mod verdict;
mod world;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use crate::options::Options;
use crate::report::Found;
use kinds::{Copy, Expected, KINDS, Kind};
use log::Log;
use verdict::Verdict;
use world::World;

/// How many copies are tampered with at once.
const AT_ONCE: usize = 2;

/// Tampers `count` times, with all kinds in turn.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let world = World::make(options)?;
    let (next, found) = (AtomicU64::new(0), Mutex::new(Found::default()));
    let note = |one: Found| {
        let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        found.faults.extend(one.faults);
        one.figures.iter().for_each(|(figure, n)| found.add(figure, n.as_u64().unwrap_or(0)));
    };
    std::thread::scope(|threads| {
        for _ in 0..AT_ONCE {
            threads.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= options.count {
                        return;
                    }
                    note(one(options, &world, n).unwrap_or_else(|error| Found {
                        faults: vec![format!("try {n} could not be made: {error:#}")],
                        ..Found::default()
                    }));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.add("entries", world.entries as u64);
    Ok(found)
}

/// One try; what is wrong with what was said of it.
fn one(options: &Options, world: &World, n: u64) -> anyhow::Result<Found> {
    // The last kind is no change at all but an old copy, with its own old heads.
    let which = n as usize % (KINDS.len() + 1);
    let folder = tempfile::tempdir()?;
    let random = options.random(n);
    let (kind, expected) = match KINDS.get(which) {
        Some(kind) => {
            world::copy(world.now(), folder.path())?;
            (kind, tamper(kind, folder.path(), random)?)
        }
        None => {
            world::copy(world.before(), folder.path())?;
            (&OLD_COPY, Expected::First(world.entries_before + 1))
        }
    };
    let mut found = Found::default();
    found.add("tries", 1);
    let rebuild = expected == Expected::Rows;
    let alone = Verdict::of(options, folder.path(), &[], rebuild)?;
    let held = Verdict::of(options, folder.path(), &world.held, rebuild)?;
    let mut wrong = |what: &str| found.faults.push(format!("try {n}, {} ({expected:?}): {what}", kind.name));
    if !held.found {
        wrong("not found against heads held elsewhere");
    } else if let Some(why) = held.misses(expected, &world.held_sizes()) {
        wrong(&format!("{why}: {}", held.said));
    }
    if !alone.found && !kind.needs_held {
        wrong("found only against heads held elsewhere");
    }
    if alone.found {
        found.add("found_alone", 1);
    } else {
        found.add("found_by_held_heads_only", 1);
        found.add(&format!("only held heads show: {}", kind.name), 1);
    }
    Ok(found)
}

const OLD_COPY: Kind = Kind { name: "an old copy with old heads", needs_held: true, tamper: |_| Ok(Expected::Found) };

fn tamper(kind: &Kind, folder: &Path, random: fastrand::Rng) -> anyhow::Result<Expected> {
    let database = Connection::open(folder.join("baton.db"))?;
    // An attacker does not wait for the disk.
    database.pragma_update(None, "synchronous", "OFF")?;
    let log = Log::read(&database)?;
    let mut copy = Copy { folder, database, log, random };
    copy.database.execute_batch("BEGIN")?;
    let expected = (kind.tamper)(&mut copy)?;
    copy.database.execute_batch("COMMIT")?;
    Ok(expected)
}
