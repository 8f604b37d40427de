//! The checks: one file each, listed here and nowhere else.

mod at_each_step;
mod backup;
mod canaries;
mod clock;
mod disk_full;
mod due_timers;
mod failed_sync;
pub mod hostile;
mod kill;
mod overload;
mod poison;
mod power_cut;
mod second_server;
mod tamper;
mod teeth;
mod timed;

use crate::options::Options;
use crate::report::Found;

/// A check: what it is called, what it tries, how often, and how.
pub struct Check {
    /// Its name on the command line, such as `power-cut`.
    pub id: &'static str,
    /// What it tries, in a few words.
    pub what: &'static str,
    /// How often in `make test`.
    pub few: u64,
    /// How often before a release (`--full`).
    pub many: u64,
    /// Whether another check beside it would spoil what it measures.
    pub is_measured: bool,
    /// Does it.
    pub run: fn(&Options) -> anyhow::Result<Found>,
}

/// All checks, in the order of docs/RELIABILITY.md.
pub const CHECKS: &[Check] = &[
    Check {
        id: "power-cut",
        what: "the power goes under load: what was acknowledged is there, nothing happened twice",
        few: 30,
        many: 1_000,
        is_measured: false,
        run: power_cut::run,
    },
    Check {
        id: "kill",
        what: "the process is killed under load: nothing is lost, and it is back at once with 10,000 runs open",
        few: 50,
        many: 2_000,
        is_measured: false,
        run: kill::run,
    },
    Check {
        id: "failed-sync",
        what: "the disk fails a sync: no acknowledgement after it, the server ends with its code, its next start is clean",
        few: 10,
        many: 200,
        is_measured: false,
        run: failed_sync::run,
    },
    Check {
        id: "disk-full",
        what: "the disk fills up: writes are refused, reads go on, writes succeed again when there is room",
        few: 3,
        many: 100,
        is_measured: false,
        run: disk_full::run,
    },
    Check {
        id: "second-server",
        what: "a second server on the same folder is refused, the first goes on",
        few: 1,
        many: 20,
        is_measured: false,
        run: second_server::run,
    },
    Check {
        id: "hostile",
        what: "requests, definitions and expressions with something wrong in them are answered",
        few: 20_000,
        many: 1_000_000,
        is_measured: false,
        run: hostile::run,
    },
    Check {
        id: "backup",
        what: "a server under load is backed up, restored and goes on; nothing leaves again, a damaged backup is refused",
        few: 20,
        many: 100,
        is_measured: false,
        run: backup::run,
    },
    Check {
        id: "at-each-step",
        what: "the power goes at a step of compact, backup or restore: what is left is whole or refused, what was done stays",
        few: 24,
        many: 3_000,
        is_measured: false,
        run: at_each_step::run,
    },
    Check {
        id: "tamper",
        what: "the history is changed behind Baton's back, up to all of it, made anew and signed; `verify` finds it",
        few: 500,
        many: 10_000,
        is_measured: false,
        run: tamper::run,
    },
    Check {
        id: "clock",
        what: "the machine's clock jumps: each deadline fires once, none early",
        few: 5,
        many: 50,
        is_measured: true,
        run: clock::run,
    },
    Check {
        id: "due-timers",
        what: "deadlines that came while the server was down fire once each after its start, and nobody waits for them",
        few: 500,
        many: 100_000,
        is_measured: true,
        run: due_timers::run,
    },
    Check {
        id: "canaries",
        what: "secrets and personal values are planted everywhere and turn up nowhere else; erasing takes them out of everything",
        few: 1,
        many: 20,
        is_measured: false,
        run: canaries::run,
    },
    Check {
        id: "overload",
        what: "ten times as much as it can do: done in time or told to come again, nothing lost, soon as before",
        few: 1,
        many: 20,
        is_measured: true,
        run: overload::run,
    },
    Check {
        id: "poison",
        what: "runs that never end or are far too large: each is stopped within a second, and the others do not feel it",
        few: 1,
        many: 10,
        is_measured: true,
        run: poison::run,
    },
    Check {
        id: "teeth",
        what: "faults planted in a copy of the sources are caught, each by what must catch it",
        few: 0,
        many: 1,
        is_measured: true,
        run: teeth::run,
    },
];
