//! Who works with the server while it breaks: a process of its own with a journal for each connection, synced before a command
//! is sent and again with its answer. Started again after a crash, it repeats what was sent and never answered, under the same
//! `Idempotency-Key`, and goes on. Now and then it repeats what was answered, and demands the same answer.

mod carrier;
mod errands;
mod journal;
mod work;

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;

use crate::world::World;
use carrier::Carrier;
use journal::Journal;
use work::Work;

/// What this process is called on the command line.
pub const NAME: &str = "client";

/// How many connections workers have.
const CARRIERS: usize = 2;

/// The command line of the client.
#[derive(Parser)]
#[command(name = "baton-reliability client")]
struct Arguments {
    /// `host:port`.
    #[arg(long)]
    host: String,
    /// Who there is, as JSON.
    #[arg(long)]
    world: PathBuf,
    /// The folder of the journals.
    #[arg(long)]
    journal: PathBuf,
    /// What everything random is drawn from.
    #[arg(long)]
    seed: u64,
    /// How long it works, in milliseconds; 0: it repeats what was never answered, and does the jobs that are left.
    #[arg(long)]
    milliseconds: u64,
    /// How many runs each connection starts, doing nothing else; 0: mixed work.
    #[arg(long, default_value_t = 0)]
    starts: u64,
    /// How long each connection waits between two commands.
    #[arg(long, default_value_t = 0)]
    pause: u64,
}

/// Works until the time is over or the server is gone. Ends with an error where an answer was wrong.
pub fn main(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let arguments = Arguments::parse_from(arguments);
    let world = std::fs::read(&arguments.world).context("cannot read who there is")?;
    let world: World = serde_json::from_slice(&world)?;
    let until = Instant::now() + Duration::from_millis(arguments.milliseconds);
    let works = works(&arguments, &world, until)?;
    if arguments.milliseconds > 0 {
        let carriers = if arguments.starts > 0 { Vec::new() } else { carriers(&arguments, &world, until)? };
        return all_end(works.into_iter().chain(carriers));
    }
    // What is repeated may begin more jobs, so that nothing is left only afterwards.
    all_end(works)?;
    all_end(carriers(&arguments, &world, until)?)
}

/// A connection at work, on a thread of its own.
type Working = JoinHandle<anyhow::Result<()>>;

/// The connections of people.
fn works(arguments: &Arguments, world: &World, until: Instant) -> anyhow::Result<Vec<Working>> {
    let one = |n: usize| {
        let journal = Journal::open(&arguments.journal, n)?;
        let mut work = Work::new(world.pairs.clone(), n, journal, random(arguments, n));
        let (host, starts, pause) = (arguments.host.clone(), arguments.starts, pause(arguments));
        Ok(std::thread::spawn(move || work.go_on(&host, until, starts, pause)))
    };
    (0..world.pairs.len()).map(one).collect()
}

/// The connections of workers.
fn carriers(arguments: &Arguments, world: &World, until: Instant) -> anyhow::Result<Vec<Working>> {
    let one = |n: usize| {
        let place = world.pairs.len() + n;
        let journal = Journal::open(&arguments.journal, place)?;
        let mut carrier = Carrier::new(&world.worker, n, journal, random(arguments, place));
        let (host, pause) = (arguments.host.clone(), pause(arguments));
        let rest = (arguments.milliseconds == 0).then(|| world.administrator.cookie.clone());
        Ok(std::thread::spawn(move || match rest {
            Some(cookie) => carrier.rest(&host, &cookie),
            None => carrier.go_on(&host, until, pause),
        }))
    };
    (0..CARRIERS).map(one).collect()
}

fn random(arguments: &Arguments, place: usize) -> fastrand::Rng {
    fastrand::Rng::with_seed(arguments.seed.wrapping_mul(31).wrapping_add(place as u64))
}

fn pause(arguments: &Arguments) -> Duration {
    Duration::from_millis(arguments.pause)
}

/// Waits for each of them.
fn all_end(threads: impl IntoIterator<Item = Working>) -> anyhow::Result<()> {
    for thread in threads {
        thread.join().map_err(|_| anyhow::anyhow!("a connection ended in a panic"))??;
    }
    Ok(())
}
