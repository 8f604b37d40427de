//! What was measured, as Markdown that can be kept beside other figures, and as JSON.
//!
//! A ratio is made of two turns of the same round, so that what else the machine did weighs on both; the middle of all rounds is
//! given with the least and the greatest. Nothing is left out and nothing is judged.

use std::fmt::{self, Display};
use std::process::Command;

use anyhow::Context;
use serde::Serialize;

use crate::Compare;
use crate::peer::Peer;
use crate::turn::{Measured, Workload};

/// All turns, and where they were made.
#[derive(Serialize)]
pub struct Report {
    pub date: String,
    pub machine: String,
    pub kernel: String,
    pub file_system: String,
    pub versions: Vec<String>,
    pub clients: usize,
    pub seconds: u64,
    pub turns: Vec<Kept>,
}

/// One turn.
#[derive(Serialize)]
pub struct Kept {
    pub round: usize,
    pub workload: Workload,
    pub peer: Peer,
    /// The load average of the last minute when it began.
    pub load: f64,
    pub measured: Measured,
}

/// The load average of the last minute.
pub fn load() -> anyhow::Result<f64> {
    let text = std::fs::read_to_string("/proc/loadavg")?;
    text.split_whitespace().next().and_then(|first| first.parse().ok()).context("/proc/loadavg is not as expected")
}

impl Report {
    /// A report without turns: when, where, what.
    pub fn new(options: &Compare) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string("/proc/cpuinfo")?;
        let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let cores = std::thread::available_parallelism()?;
        let postgres = options.postgres.join("postgres");
        let work = options.work.display().to_string();
        let versions = [said(&options.baton, &["--version"]), said(&options.restate_server, &["--version"])];
        let mut versions = versions.to_vec();
        versions.push("restate-sdk 0.13 (Rust)".to_owned());
        versions.push("dbos 0.5 (Rust)".to_owned());
        versions.push(said(&postgres, &["--version"]));
        Ok(Self {
            date: said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]),
            machine: format!("{cores} × {}", model.map_or("unknown", |(_, name)| name)),
            kernel: said("uname", &["-sr"]),
            file_system: said("stat", &["-f", "-c", "%T", &work]),
            versions,
            clients: options.clients,
            seconds: options.seconds,
            turns: Vec::new(),
        })
    }

    fn of(&self, workload: Workload, peer: Peer) -> impl Iterator<Item = &Kept> {
        self.turns.iter().filter(move |turn| turn.workload == workload && turn.peer == peer)
    }

    fn middle(&self, workload: Workload, peer: Peer, figure: impl Fn(&Measured) -> f64) -> Spread {
        Spread::of(self.of(workload, peer).map(|turn| figure(&turn.measured)).collect())
    }

    /// Baton's figure by the peer's, of each round.
    fn ratio(&self, workload: Workload, peer: Peer, figure: impl Fn(&Measured) -> f64) -> Spread {
        let pairs = self.of(workload, Peer::Baton).zip(self.of(workload, peer));
        Spread::of(pairs.map(|(baton, peer)| figure(&baton.measured) / figure(&peer.measured)).collect())
    }

    fn figures(&self, to: &mut fmt::Formatter<'_>, workload: Workload) -> fmt::Result {
        let call = workload.call();
        writeln!(
            to,
            "| {} | instances a second | p50 of {call}, ms | p99 of {call}, ms | CPU-ms an instance |",
            workload.name()
        )?;
        writeln!(to, "|---|---|---|---|---|")?;
        for peer in Peer::ALL {
            let rate = self.middle(workload, peer, Measured::rate);
            let p50 = self.middle(workload, peer, |turn| turn.call(call).map_or(f64::NAN, |call| call.p50_ms));
            let p99 = self.middle(workload, peer, |turn| turn.call(call).map_or(f64::NAN, |call| call.p99_ms));
            let cpu = self.middle(workload, peer, Measured::cpu_ms_an_instance);
            writeln!(to, "| {} | {rate:.0} | {p50:.1} | {p99:.1} | {cpu:.2} |", peer.name())?;
        }
        for peer in Peer::ALL.into_iter().filter(|peer| *peer != Peer::Baton) {
            let rate = self.ratio(workload, peer, Measured::rate);
            let p50 = self.ratio(workload, peer, |turn| turn.call(call).map_or(f64::NAN, |call| call.p50_ms));
            let p99 = self.ratio(workload, peer, |turn| turn.call(call).map_or(f64::NAN, |call| call.p99_ms));
            let cpu = self.ratio(workload, peer, Measured::cpu_ms_an_instance);
            writeln!(to, "| **Baton ÷ {}** | **{rate:.2}** | {p50:.2} | {p99:.2} | {cpu:.2} |", peer.name())?;
        }
        writeln!(to)
    }
}

impl Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounds = self.turns.iter().map(|turn| turn.round).max().unwrap_or(0);
        let loads = Spread::of(self.turns.iter().map(|turn| turn.load).collect());
        writeln!(to, "{}; {}, {}, {}.", self.date, self.machine, self.kernel, self.file_system)?;
        writeln!(to, "{}.", self.versions.join(", "))?;
        writeln!(
            to,
            "{} clients, {rounds} rounds of {} s a turn, in turns; load average {loads:.1}.",
            self.clients, self.seconds
        )?;
        writeln!(
            to,
            "Each figure: the middle of the rounds (least–greatest). A ratio is made of turns of the same round.\n"
        )?;
        for workload in Workload::ALL {
            self.figures(to, workload)?;
        }
        writeln!(
            to,
            "| round | workload | peer | instances a second | CPU-ms an instance | clients' CPU-ms | load average |"
        )?;
        writeln!(to, "|---|---|---|---|---|---|---|")?;
        for Kept { round, workload, peer, load, measured } in &self.turns {
            let (rate, cpu) = (measured.rate(), measured.cpu_ms_an_instance());
            let apart = |total: f64| format!("{:.2}", total / measured.instances.max(1) as f64);
            let own = measured.client_cpu_ms.map_or("in the peer's".to_owned(), apart);
            let (workload, peer) = (workload.name(), peer.name());
            writeln!(to, "| {round} | {workload} | {peer} | {rate:.0} | {cpu:.2} | {own} | {load:.1} |")?;
        }
        Ok(())
    }
}

/// The middle of some figures, with the least and the greatest.
struct Spread {
    sorted: Vec<f64>,
}

impl Spread {
    fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        Self { sorted: figures }
    }
}

impl Display for Spread {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.sorted.len();
        let (Some(least), Some(greatest)) = (self.sorted.first(), self.sorted.last()) else { return write!(to, "–") };
        let middle = f64::midpoint(self.sorted[(count - 1) / 2], self.sorted[count / 2]);
        let digits = to.precision().unwrap_or(2);
        if count == 1 {
            return write!(to, "{middle:.digits$}");
        }
        write!(to, "{middle:.digits$} ({least:.digits$}–{greatest:.digits$})")
    }
}

fn said(program: impl AsRef<std::ffi::OsStr>, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").trim().to_owned()
}
