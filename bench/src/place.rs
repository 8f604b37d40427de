//! Where a workload happens.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::client::Client;
use crate::neighbour::Neighbour;
use crate::options::{Options, Workload};
use crate::process;
use crate::report::Usage;
use crate::served::Served;
use crate::world::{self, Pair};

/// For how long what is on disk stays as it is before it counts as being at rest.
const REST: Duration = Duration::from_secs(2);
/// How often it is waited for that.
const RESTS_MAX: u32 = 30;

/// Where it happens: on a server that was started here, or one that runs already and may be of this machine.
pub struct Place {
    pub served: Option<Served>,
    neighbour: Option<Neighbour>,
    pub administrator: Client,
    pub host: String,
    stamp: u64,
}

impl Place {
    /// Opens it, with the workflows that are measured.
    pub async fn open(baton: &Path, options: &Options) -> anyhow::Result<Self> {
        let mut place = Self::found(baton, options).await?;
        world::workflows(&mut place.administrator).await?;
        Ok(place)
    }

    async fn found(baton: &Path, options: &Options) -> anyhow::Result<Self> {
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let Some(url) = &options.url else {
            let served = Served::start(baton, options.workload == Workload::Timers).await?;
            let setup = served.setup.as_deref().context("a new workspace prints its one-time link")?;
            let administrator = world::administrator(&served.host, setup).await?;
            let host = served.host.clone();
            return Ok(Place { served: Some(served), neighbour: None, administrator, host, stamp });
        };
        let host = url.trim_end_matches('/').strip_prefix("http://").context("the address begins with http://")?;
        let person = match &options.person {
            Some(person) => person.clone(),
            None => world::example_administrator(host).await?,
        };
        let administrator = world::sign_in(host, &person, options.password.as_deref()).await?;
        Ok(Place { served: None, neighbour: Neighbour::at(host), administrator, host: host.to_owned(), stamp })
    }

    /// So many pairs of people, new ones at each call.
    pub async fn people(&mut self, count: usize) -> anyhow::Result<Vec<Pair>> {
        self.stamp += 1;
        world::pairs(&mut self.administrator, &self.host, count, self.stamp).await
    }

    /// The server's process and folder.
    pub fn server(&self) -> anyhow::Result<Option<(u32, &Path)>> {
        Ok(match (&self.served, &self.neighbour) {
            (Some(served), _) => Some((served.pid()?, served.folder())),
            (None, Some(neighbour)) => Some((neighbour.pid, &neighbour.folder)),
            (None, None) => None,
        })
    }

    /// What it has used, where it is of this machine.
    pub fn usage(&self) -> anyhow::Result<Option<Usage>> {
        let Some((pid, folder)) = self.server()? else { return Ok(None) };
        let (memory, memory_highest) = process::memory(pid)?;
        let disk = process::folder_size(folder)?;
        Ok(Some(Usage { cpu_ms: process::cpu_ms(pid)?, memory, memory_highest, disk }))
    }

    /// What is on disk when the log was written back, which a server does once it was started or has nothing to do.
    pub async fn at_rest(&self) -> anyhow::Result<Option<u64>> {
        let Some((_, folder)) = self.server()? else { return Ok(None) };
        let mut size = process::folder_size(folder)?;
        for _ in 0..RESTS_MAX {
            tokio::time::sleep(REST).await;
            let before = std::mem::replace(&mut size, process::folder_size(folder)?);
            if size == before {
                return Ok(Some(size));
            }
        }
        // Others work on it.
        Ok(None)
    }
}
