//! A server to measure: one that is started here in a new folder, or one that runs already.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a server may take until it says that it is there.
const START: Duration = Duration::from_mins(2);

/// A server that was started here. It ends, and its folder goes, with this value.
pub struct Served {
    baton: PathBuf,
    folder: TempDir,
    rehearsal: bool,
    child: Child,
    /// `host:port`.
    pub host: String,
    /// The one-time link's token, on the first start.
    pub setup: Option<String>,
}

impl Served {
    /// Starts a server in a new folder: a real workspace, or a rehearsal, whose clock can be moved.
    pub async fn start(baton: &Path, rehearsal: bool) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("baton-bench-").tempdir()?;
        let (child, host, setup) = launch(baton, folder.path(), rehearsal, true).await?;
        Ok(Self { baton: baton.to_owned(), folder, rehearsal, child, host, setup })
    }

    /// The process, while it runs.
    pub fn pid(&self) -> anyhow::Result<u32> {
        self.child.id().context("the server has stopped")
    }

    /// Where its data is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Kills it (no chance to tidy up) and starts it again; says how long it took until it answered.
    pub async fn restart(&mut self) -> anyhow::Result<Duration> {
        self.child.kill().await?;
        let began = Instant::now();
        let (child, host, _) = launch(&self.baton, self.folder.path(), self.rehearsal, false).await?;
        let took = began.elapsed();
        self.child = child;
        self.host = host;
        Ok(took)
    }
}

/// Starts it and reads what it says until it is there: its address and, the `first` time, the administrator's link.
async fn launch(
    baton: &Path,
    folder: &Path,
    rehearsal: bool,
    first: bool,
) -> anyhow::Result<(Child, String, Option<String>)> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new(baton);
    command.arg("serve").arg("--data").arg(folder).arg("--listen").arg(free.to_string());
    if rehearsal {
        command.arg("--rehearsal");
    }
    let log = folder.join("bench.log");
    let errors = std::fs::File::options().create(true).append(true).open(&log)?;
    // A line for each request would be measured too; a server that runs at its limit logs warnings only.
    command.env("BATON_LOG", "warn").stdout(Stdio::piped()).stderr(errors).kill_on_drop(true);
    let mut child = command.spawn().with_context(|| format!("cannot start {}", baton.display()))?;
    let said = child.stdout.take().context("the server's words cannot be read")?;
    let mut lines = BufReader::new(said).lines();
    let awaited = if first { "setup?token=" } else { "Baton is at " };
    let heard = timeout(START, async {
        while let Some(line) = lines.next_line().await? {
            if let Some((_, rest)) = line.split_once(awaited) {
                return anyhow::Ok(rest.trim().to_owned());
            }
        }
        bail!("it stopped before it answered: {}", std::fs::read_to_string(&log).unwrap_or_default())
    });
    let rest = heard.await.context("the server did not start in time")??;
    // Whatever else it says is read and dropped, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((child, free.to_string(), first.then_some(rest)))
}
