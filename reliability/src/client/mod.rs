//! Who works with the server while it breaks: a process of its own with a journal for each connection, synced before a command
//! is sent and again with its answer. Started again after a crash, it repeats what was sent and never answered, under the same
//! `Idempotency-Key`, and goes on. Now and then it repeats what was answered, and demands the same answer.

mod carrier;
mod errands;
mod journal;
mod work;

use std::path::PathBuf;
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
    let mut threads = Vec::new();
    for n in 0..world.pairs.len() {
        let journal = Journal::open(&arguments.journal, n)?;
        let random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(31).wrapping_add(n as u64));
        let mut work = Work::new(world.pairs.clone(), n, journal, random);
        let (host, starts, pause) = (arguments.host.clone(), arguments.starts, Duration::from_millis(arguments.pause));
        threads.push(std::thread::spawn(move || work.go_on(&host, until, starts, pause)));
    }
    let carriers = if arguments.starts > 0 { 0 } else { CARRIERS };
    for n in 0..carriers {
        let place = world.pairs.len() + n;
        let journal = Journal::open(&arguments.journal, place)?;
        let random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(31).wrapping_add(place as u64));
        let mut carrier = Carrier::new(&world.worker, n, journal, random);
        let (host, pause) = (arguments.host.clone(), Duration::from_millis(arguments.pause));
        let rest = arguments.milliseconds == 0;
        threads.push(std::thread::spawn(
            move || {
                if rest { carrier.rest(&host) } else { carrier.go_on(&host, until, pause) }
            },
        ));
    }
    for thread in threads {
        thread.join().map_err(|_| anyhow::anyhow!("a connection ended in a panic"))??;
    }
    Ok(())
}
