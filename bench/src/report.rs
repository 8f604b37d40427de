//! What a workload cost: for people as text, for tools as JSON.

use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;

use crate::latency::CallFigures;
use crate::options::Options;
use crate::workload::timers::Fired;

/// What the server has used; `cpu_ms` since its start, sizes in bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Usage {
    pub cpu_ms: f64,
    pub memory: u64,
    pub memory_highest: u64,
    pub disk: u64,
}

/// The figures of one workload. What only a server of this machine can tell is missing for one elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Such as `W1`.
    pub workload: &'static str,
    /// How many worked at the same time.
    pub clients: usize,
    /// How long was measured, in seconds.
    pub seconds: f64,
    /// Runs from start to end, or started where they wait.
    pub instances: u64,
    /// Instances by seconds.
    pub instances_a_second: f64,
    /// Calls that change something.
    pub commands_a_second: f64,
    /// CPU time of the server alone, for each instance, in milliseconds.
    pub server_cpu_ms_an_instance: Option<f64>,
    /// CPU time of the load generator, for each instance, in milliseconds.
    pub own_cpu_ms_an_instance: f64,
    /// What the server used at the end.
    pub server: Option<Usage>,
    /// Each call's times.
    pub calls: Vec<CallFigures>,
    /// W3: bytes of memory for each waiting run.
    pub memory_a_waiting_run: Option<f64>,
    /// W3: bytes on disk for each waiting run, at rest.
    pub disk_a_waiting_run: Option<f64>,
    /// W3: the data folder once the log was written back, in bytes.
    pub disk_at_rest: Option<u64>,
    /// W3: from the start of a killed server to the first list of tasks, in milliseconds.
    pub first_answer_ms: Option<f64>,
    /// W3: memory after that, in bytes.
    pub memory_after_restart: Option<u64>,
    /// W5: from the moment that many timers are due until all have fired, in milliseconds.
    pub all_fired_ms: Option<f64>,
    /// W5: how often each of them fired.
    pub fired: Option<Fired>,
    /// Growing: what an empty workspace did in the same minutes.
    pub beside_empty: Option<Beside>,
}

/// The middle of several rounds, with the least and the greatest.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rounds {
    pub middle: f64,
    pub least: f64,
    pub greatest: f64,
}

impl Rounds {
    /// Of at least one figure; of none there is nothing to say.
    fn of(mut figures: Vec<f64>) -> Option<Self> {
        figures.sort_by(f64::total_cmp);
        Some(Self { middle: *figures.get(figures.len() / 2)?, least: *figures.first()?, greatest: *figures.last()? })
    }
}

/// What an empty workspace did in turns with a grown one.
#[derive(Clone, Debug, Serialize)]
pub struct Beside {
    /// Instances by seconds, of the middle turn.
    pub instances_a_second: f64,
    /// CPU time of the server for each instance, of the middle turn, in milliseconds.
    pub server_cpu_ms_an_instance: Option<f64>,
    /// What the grown one did a second, of what the empty one did in the same round.
    pub ratio: Rounds,
    /// The grown one's CPU time for each instance, of the empty one's in the same round.
    pub cpu_ratio: Option<Rounds>,
}

impl Beside {
    /// Of rounds, each with the grown one's turn and the empty one's; of none there is nothing to say.
    pub fn of(rounds: &[(Report, Report)]) -> Option<Self> {
        let each = |figure: fn(&Report, &Report) -> Option<f64>| {
            let all = rounds.iter().map(|(grown, empty)| figure(grown, empty)).collect::<Option<Vec<f64>>>();
            all.and_then(Rounds::of)
        };
        Some(Self {
            instances_a_second: each(|_, empty| Some(empty.instances_a_second))?.middle,
            server_cpu_ms_an_instance: each(|_, empty| empty.server_cpu_ms_an_instance).map(|cpu| cpu.middle),
            ratio: each(|grown, empty| Some(grown.instances_a_second / empty.instances_a_second))?,
            cpu_ratio: each(|grown, empty| Some(grown.server_cpu_ms_an_instance? / empty.server_cpu_ms_an_instance?)),
        })
    }
}

impl Report {
    /// The figures of a stretch of time.
    pub fn new(
        options: &Options,
        took: Duration,
        instances: u64,
        own_cpu_ms: f64,
        server: Option<(Usage, f64)>,
    ) -> Self {
        let per = |total: f64| if instances == 0 { 0.0 } else { total / instances as f64 };
        let (usage, cpu_ms) = server.unzip();
        Self {
            workload: options.workload.name(),
            clients: options.clients,
            seconds: took.as_secs_f64(),
            instances,
            instances_a_second: instances as f64 / took.as_secs_f64(),
            commands_a_second: 0.0,
            server_cpu_ms_an_instance: cpu_ms.map(per),
            own_cpu_ms_an_instance: per(own_cpu_ms),
            server: usage,
            calls: Vec::new(),
            memory_a_waiting_run: None,
            disk_a_waiting_run: None,
            disk_at_rest: None,
            first_answer_ms: None,
            memory_after_restart: None,
            all_fired_ms: None,
            fired: None,
            beside_empty: None,
        }
    }

    /// With the times of its calls.
    #[must_use]
    pub fn with_calls(mut self, calls: Vec<CallFigures>) -> Self {
        let commands: u64 = calls.iter().filter(|call| !call.call.starts_with("list")).map(|call| call.count).sum();
        self.commands_a_second = commands as f64 / self.seconds;
        self.calls = calls;
        self
    }

    /// With what each waiting run takes more than the empty workspace did: memory while it was worked, disk at rest.
    pub fn per_waiting_run(&mut self, (empty, busy): (Option<&Usage>, Option<&Usage>), at_rest: Option<u64>) {
        let (Some(empty), Some(busy)) = (empty, busy) else { return };
        let each = |now: u64, before: u64| now.saturating_sub(before) as f64 / self.instances.max(1) as f64;
        let (memory, disk) = (each(busy.memory, empty.memory), each(at_rest.unwrap_or(busy.disk), empty.disk));
        self.memory_a_waiting_run = Some(memory);
        self.disk_a_waiting_run = Some(disk);
        self.disk_at_rest = at_rest;
    }
}

impl Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "{}, {} clients, {:.1} s", self.workload, self.clients, self.seconds)?;
        let beside = self.beside_empty.as_ref();
        let each = [
            ("instances a second", Some(self.instances_a_second), ""),
            ("commands a second", Some(self.commands_a_second), ""),
            ("server CPU an instance", self.server_cpu_ms_an_instance, " ms"),
            ("load generator CPU an instance", Some(self.own_cpu_ms_an_instance), " ms"),
            ("server memory", self.server.as_ref().map(|usage| mega(usage.memory)), " MB"),
            ("server memory at its highest", self.server.as_ref().map(|usage| mega(usage.memory_highest)), " MB"),
            ("data folder", self.server.as_ref().map(|usage| mega(usage.disk)), " MB"),
            ("memory a waiting run", self.memory_a_waiting_run, " bytes"),
            ("disk a waiting run", self.disk_a_waiting_run, " bytes"),
            ("data folder at rest", self.disk_at_rest.map(mega), " MB"),
            ("first answer after a kill", self.first_answer_ms, " ms"),
            ("memory after that", self.memory_after_restart.map(mega), " MB"),
            ("all timers fired after", self.all_fired_ms, " ms"),
            ("timers that fired once", self.fired.map(|fired| fired.once as f64), ""),
            ("timers that never fired", self.fired.map(|fired| fired.never as f64), ""),
            ("timers that fired more than once", self.fired.map(|fired| fired.more as f64), ""),
            ("empty: instances a second", beside.map(|empty| empty.instances_a_second), ""),
            ("empty: server CPU an instance", beside.and_then(|empty| empty.server_cpu_ms_an_instance), " ms"),
            ("grown to empty, middle", beside.map(|empty| empty.ratio.middle), ""),
            ("grown to empty, least", beside.map(|empty| empty.ratio.least), ""),
            ("grown to empty, greatest", beside.map(|empty| empty.ratio.greatest), ""),
            ("CPU, grown to empty, middle", beside.and_then(|empty| Some(empty.cpu_ratio?.middle)), ""),
        ];
        for (what, figure, unit) in each {
            if let Some(figure) = figure {
                writeln!(to, "  {what:<32}{figure:>12.2}{unit}")?;
            }
        }
        writeln!(to, "  {:<20}{:>12}{:>12}{:>12}{:>12}", "call", "count", "p50 ms", "p99 ms", "longest ms")?;
        for call in &self.calls {
            let CallFigures { call, count, p50_ms, p99_ms, longest_ms } = call;
            writeln!(to, "  {call:<20}{count:>12}{p50_ms:>12.2}{p99_ms:>12.2}{longest_ms:>12.2}")?;
        }
        Ok(())
    }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
