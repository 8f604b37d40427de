//! All of them in turns, round after round; stops what runs when it is told to, and when a turn takes far too long.

use std::time::Duration;

use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};

use crate::Compare;
use crate::peer::Peer;
use crate::report::{Kept, Report, load};
use crate::turn::{Drive, Workload};

/// What a turn may take besides what is measured: starting, making people, counting.
const BESIDES: Duration = Duration::from_mins(3);

/// Runs them and prints the report.
pub async fn compare(options: &Compare) -> anyhow::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let report = tokio::select! {
        report = rounds(options) => report?,
        _ = interrupt.recv() => bail!("stopped; nothing runs on"),
        _ = terminate.recv() => bail!("stopped; nothing runs on"),
    };
    let json = serde_json::to_string_pretty(&report)?;
    let markdown = report.to_string();
    std::fs::write(options.work.join("report.json"), &json)?;
    std::fs::write(options.work.join("report.md"), &markdown)?;
    println!("{}", if options.json { &json } else { &markdown });
    Ok(())
}

async fn rounds(options: &Compare) -> anyhow::Result<Report> {
    let time = Duration::from_secs(options.seconds.max(1));
    let mut report = Report::new(options)?;
    for round in 1..=options.rounds {
        for workload in Workload::ALL {
            for peer in Peer::ALL {
                let drive = Drive { workload, clients: options.clients, time };
                let before = load()?;
                let turn = tokio::time::timeout(time * 2 + BESIDES, peer.turn(options, drive)).await;
                let name = peer.name();
                let measured = turn.with_context(|| format!("{name} took too long at {}", workload.name()))??;
                let (rate, cpu) = (measured.rate(), measured.cpu_ms_an_instance());
                eprintln!(
                    "round {round} {} {name:<8}{rate:>9.0} a second, {cpu:.2} CPU-ms each, load {before:.1}",
                    workload.name()
                );
                report.turns.push(Kept { round, workload, peer, load: before, measured });
            }
        }
    }
    Ok(report)
}
