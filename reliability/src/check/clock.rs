//! The clock of the machine jumps while the server runs: forward by less than an hour it is believed, forward by more it is
//! doubted until the next start (or for ten minutes, which this does not wait for), backward it is held. Each deadline fires once and none early.

use std::time::Duration;

use super::timed::Timed;
use crate::options::Options;
use crate::report::Found;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// After how many minutes the deadlines come.
const DUE: i64 = 5;
/// Within which time what is due has fired, on a machine that has other things to do.
const SOON: Duration = Duration::from_secs(20);
/// How long it is watched that nothing fires.
const WATCHED: Duration = Duration::from_secs(1);

/// What happens to the clock.
#[derive(Clone, Copy, Debug)]
enum Jump {
    /// Almost an hour forward.
    Forward,
    /// Backward by most of an hour, then forward to where it was.
    Back,
    /// Backward by a day, and then the server is started anew.
    BackADay,
    /// A day forward; the server is started anew.
    FarForward,
    /// A second is repeated.
    LeapSecond,
}

const JUMPS: [Jump; 5] = [Jump::Forward, Jump::Back, Jump::LeapSecond, Jump::FarForward, Jump::BackADay];

/// Lets the clock jump so often, each way in turn.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let mut timed = Timed::new(options)?;
    let mut told = 0;
    for n in 0..options.count {
        let jump = JUMPS[n as usize % JUMPS.len()];
        let runs = options.random(n).u64(2..6);
        let mut due =
            Due { timed: &mut timed, found: &mut found, told: &mut told, name: format!("try {n} ({jump:?})") };
        due.jump(jump, runs)?;
        found.add("deadlines", runs);
        found.add("jumps", 1);
    }
    if let Some(wrong) = timed.verify()? {
        found.faults.push(format!("the folder does not verify: {wrong}"));
    }
    Ok(found)
}

struct Due<'a> {
    timed: &'a mut Timed,
    found: &'a mut Found,
    /// How often they were told something, as it must be.
    told: &'a mut u64,
    name: String,
}

impl Due<'_> {
    fn jump(&mut self, jump: Jump, runs: u64) -> anyhow::Result<()> {
        match jump {
            Jump::Forward => {
                self.begin(runs, DUE)?;
                self.timed.clock.jump(HOUR - MINUTE)?;
                self.fired(runs)
            }
            // Whatever of it a server sees at once that has no time to look in between, it is less than an hour.
            Jump::Back => {
                self.begin(runs, DUE)?;
                self.timed.clock.jump(-50 * MINUTE)?;
                self.nothing("while time is held")?;
                self.timed.clock.jump(50 * MINUTE)?;
                self.nothing("before their time")?;
                self.timed.clock.jump(DUE * MINUTE)?;
                self.fired(runs)
            }
            Jump::LeapSecond => {
                self.begin(runs, DUE)?;
                self.timed.clock.jump(DUE * MINUTE - 60)?;
                self.timed.clock.jump(-1)?;
                self.nothing("before their time")?;
                self.timed.clock.jump(60)?;
                self.timed.clock.jump(1)?;
                self.fired(runs)
            }
            Jump::FarForward => {
                self.begin(runs, 90)?;
                self.timed.clock.jump(DAY)?;
                self.nothing("while the clock is doubted")?;
                self.timed.start_anew()?;
                self.fired(runs)
            }
            Jump::BackADay => {
                self.begin(runs, DUE)?;
                self.timed.clock.jump(-DAY)?;
                self.nothing("while time is held")?;
                self.timed.start_anew()?;
                self.nothing("while time is held after a start")?;
                // A day passes, and the machine is where the entries are.
                self.timed.clock.jump(DAY)?;
                self.timed.start_anew()?;
                self.timed.clock.jump(DUE * MINUTE)?;
                self.fired(runs)
            }
        }
    }

    fn begin(&mut self, runs: u64, minutes: i64) -> anyhow::Result<()> {
        self.timed.begin(minutes as u64, |begun| begun < runs as usize)?;
        *self.told += runs;
        self.nothing("before their time")
    }

    fn nothing(&mut self, when: &str) -> anyhow::Result<()> {
        let (told, _) = self.timed.told_by(*self.told + 1, WATCHED)?;
        if told != *self.told {
            self.found.faults.push(format!("{}: {} deadlines fired {when}", self.name, told - *self.told));
            *self.told = told;
        }
        Ok(())
    }

    fn fired(&mut self, runs: u64) -> anyhow::Result<()> {
        *self.told += runs;
        let (told, took) = self.timed.told_by(*self.told, SOON)?;
        self.found.highest("slowest_ms", took.as_millis() as u64);
        if told != *self.told {
            self.found.faults.push(format!("{}: told {told} times instead of {}", self.name, self.told));
            *self.told = told;
            return Ok(());
        }
        self.nothing("a second time")
    }
}
