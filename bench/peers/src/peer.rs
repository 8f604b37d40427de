//! Those that are compared, and one turn of one of them.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};

use crate::Compare;
use crate::running::{Running, Start};
use crate::turn::{Call, Drive, Measured};
use crate::{dbos, restate};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Peer {
    Baton,
    Restate,
    #[serde(rename = "DBOS")]
    Dbos,
}

impl Peer {
    /// All of them, in the order of their turns.
    pub const ALL: [Self; 3] = [Self::Baton, Self::Restate, Self::Dbos];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Baton => "Baton",
            Self::Restate => "Restate",
            Self::Dbos => "DBOS",
        }
    }

    /// One turn in a new folder, which is taken away again; what the peer counted is held against what the clients did.
    pub async fn turn(self, options: &Compare, drive: Drive) -> anyhow::Result<Measured> {
        let folder = options.work.join("turn");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let place = Place { options, folder, own: std::env::current_exe()? };
        let measured = match self {
            Self::Baton => baton(&place, drive).await,
            Self::Restate => restate::turn(&place, drive).await,
            Self::Dbos => dbos::turn(&place, drive).await,
        };
        let measured = measured.with_context(|| format!("{} at {}", self.name(), drive.workload.name()))?;
        std::fs::remove_dir_all(&place.folder)?;
        did_the_work(self, drive, &measured)?;
        Ok(measured)
    }
}

/// Where a turn happens.
pub struct Place<'a> {
    pub options: &'a Compare,
    pub folder: PathBuf,
    /// This program, for what a peer needs besides.
    pub own: PathBuf,
}

fn did_the_work(peer: Peer, drive: Drive, measured: &Measured) -> anyhow::Result<()> {
    let (who, workload) = (peer.name(), drive.workload.name());
    ensure!(measured.instances > 0, "{who} did not end one instance of {workload}");
    if let Some(counted) = measured.counted {
        let finished = measured.finished;
        ensure!(counted == finished, "{who} counts {counted} instances of {workload}, its clients {finished}");
    }
    let call = drive.workload.call();
    let answered = measured.call(call).map_or(0, |call| call.count);
    let instances = measured.instances;
    ensure!(
        answered >= instances,
        "{who} answered \"{call}\" {answered} times for {instances} instances of {workload}"
    );
    Ok(())
}

/// What `baton bench --json` says, as far as it is needed.
#[derive(Deserialize)]
struct Bench {
    seconds: f64,
    instances: u64,
    server_cpu_ms_an_instance: f64,
    own_cpu_ms_an_instance: f64,
    calls: Vec<Call>,
}

/// Baton has a command of its own, which starts the server and is its load generator.
async fn baton(place: &Place<'_>, drive: Drive) -> anyhow::Result<Measured> {
    let (clients, seconds) = (drive.clients.to_string(), drive.time.as_secs().to_string());
    let words = ["bench", drive.workload.name(), "--clients", &clients, "--seconds", &seconds, "--json"];
    let mut bench = Running::start(Start {
        what: "baton bench",
        program: &place.options.baton,
        arguments: &words.map(str::to_owned),
        // Its data belongs on the same disk as everybody's.
        environment: &[("TMPDIR", place.folder.display().to_string())],
        user: None,
        log: place.folder.join("baton.log"),
        ending: Signal::KILL,
    })?;
    let said: Bench = serde_json::from_str(&bench.output().await?).context("what baton bench says")?;
    let each = said.instances as f64;
    Ok(Measured {
        instances: said.instances,
        seconds: said.seconds,
        cpu_ms: said.server_cpu_ms_an_instance * each,
        client_cpu_ms: Some(said.own_cpu_ms_an_instance * each),
        finished: said.instances,
        counted: None,
        calls: said.calls,
    })
}
