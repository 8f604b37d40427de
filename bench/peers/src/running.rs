//! A program that was started here. It ends, with all it started, when this value goes; when this process is killed, it ends alone.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process_group};

/// How long is waited before something is looked at again.
const PAUSE: Duration = Duration::from_millis(50);

/// A program and where it writes.
pub struct Running {
    child: Child,
    ending: Signal,
    what: String,
    log: PathBuf,
}

/// What to start.
pub struct Start<'a> {
    /// What it is called when something goes wrong.
    pub what: &'a str,
    pub program: &'a Path,
    pub arguments: &'a [String],
    pub environment: &'a [(&'a str, String)],
    /// A user without rights of their own, if this one may not run it.
    pub user: Option<&'a str>,
    /// Where its errors go; what it says goes beside it.
    pub log: PathBuf,
    /// The signal that ends it at once.
    pub ending: Signal,
}

impl Running {
    /// Starts it in a process group of its own.
    pub fn start(start: Start) -> anyhow::Result<Self> {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if let Some(user) = start.user {
            command.args(as_user(user));
        }
        command.arg("--").arg(start.program).args(start.arguments).envs(start.environment.iter().cloned());
        let said = File::create(start.log.with_extension("out"))?;
        let errors = File::create(&start.log)?;
        command.stdin(Stdio::null()).stdout(said).stderr(errors).process_group(0);
        let child = command.spawn().with_context(|| format!("cannot start {}", start.what))?;
        Ok(Self { child, ending: start.ending, what: start.what.to_owned(), log: start.log })
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end and gives what it said.
    pub async fn output(&mut self) -> anyhow::Result<String> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                if !status.success() {
                    bail!("{} ended with {status}: {}", self.what, self.errors());
                }
                return Ok(std::fs::read_to_string(self.log.with_extension("out"))?);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Asks again and again until it is there; fails when it has ended or the time is over.
    pub async fn until<T>(&mut self, within: Duration, mut there: impl AsyncFnMut() -> Option<T>) -> anyhow::Result<T> {
        let over = tokio::time::Instant::now() + within;
        loop {
            if let Some(found) = there().await {
                return Ok(found);
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status}: {}", self.what, self.errors());
            }
            if tokio::time::Instant::now() > over {
                bail!("{} was not there within {within:?}: {}", self.what, self.errors());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The end of what it complained about.
    pub fn errors(&self) -> String {
        let read = |path: &Path| std::fs::read(path).unwrap_or_default();
        let mut text = read(&self.log.with_extension("out"));
        text.extend(read(&self.log));
        let tail = text.len().saturating_sub(2000);
        String::from_utf8_lossy(&text[tail..]).into_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = kill_process_group(group, self.ending);
        }
        let _ = self.child.wait();
    }
}

/// Becomes that user, and may still pass through folders that only this one may enter.
fn as_user(user: &str) -> [String; 5] {
    [
        format!("--reuid={user}"),
        format!("--regid={user}"),
        "--init-groups".to_owned(),
        "--inh-caps=+dac_override".to_owned(),
        "--ambient-caps=+dac_override".to_owned(),
    ]
}

/// A port that is free now.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
