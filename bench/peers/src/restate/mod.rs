//! Restate: its server and a service in Rust, each a process of its own; clients call the server over HTTP.

mod clients;
mod server;
pub mod service;

use std::time::Duration;

use anyhow::ensure;

use crate::peer::Place;
use crate::served::{self, Counted};
use crate::turn::{Drive, Measured, Workload};
use clients::{Approver, Starter};
use server::Restate;

/// What waits in the log when the last client has its answer is done within this time.
const LAST_ENDS: Duration = Duration::from_secs(20);

/// One turn.
pub async fn turn(place: &Place<'_>, drive: Drive) -> anyhow::Result<Measured> {
    let mut restate = Restate::start(place).await?;
    let counted = Counted { peer: &restate.pids(), clients_apart: true };
    let ingress = restate.ingress.clone();
    let mut measured = match drive.workload {
        Workload::W1 => {
            let mut clients = Vec::new();
            for _ in 0..drive.clients {
                clients.push(Starter::connect(&ingress).await?);
            }
            served::drive(clients, drive, counted).await?
        }
        Workload::W2 => {
            let mut clients = Vec::new();
            for n in 0..drive.clients {
                clients.push(Approver::connect(&ingress, n).await?);
            }
            served::drive(clients, drive, counted).await?
        }
    };
    let ended = restate.ended(drive.workload, measured.finished, LAST_ENDS).await?;
    ensure!(ended.failed == 0, "{} runs failed in Restate", ended.failed);
    measured.counted = Some(ended.well);
    Ok(measured)
}
