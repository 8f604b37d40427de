//! DBOS: a library in the application's process, on PostgreSQL, which is started for the turn with its stock configuration.

pub mod application;
mod postgres;

use anyhow::Context;
use rustix::process::Signal;

use crate::peer::Place;
use crate::running::{Running, Start};
use crate::turn::{Drive, Measured};
use postgres::Postgres;

/// One turn.
pub async fn turn(place: &Place<'_>, drive: Drive) -> anyhow::Result<Measured> {
    let postgres = Postgres::start(place).await?;
    let (clients, seconds) = (drive.clients.to_string(), drive.time.as_secs().to_string());
    let (url, pid) = (postgres.url(), postgres.pid().to_string());
    let words = ["dbos-turn", drive.workload.name(), "--clients", &clients, "--seconds", &seconds];
    let mut arguments = words.map(str::to_owned).to_vec();
    arguments.extend(["--database", &url, "--postgres", &pid].map(str::to_owned));
    let mut application = Running::start(Start {
        what: "the application with DBOS in it",
        program: &place.own,
        arguments: &arguments,
        environment: &[],
        user: None,
        log: place.folder.join("dbos.log"),
        ending: Signal::KILL,
    })?;
    let said = application.output().await?;
    let mut measured: Measured = serde_json::from_str(&said).context("what the application says")?;
    measured.counted = Some(postgres.ended_well().await?);
    Ok(measured)
}
