//! A server that is started, asked whether it is there, and killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// What it says once it is there.
const THERE: &str = "Baton is at ";
/// What stands before the token of the administrator's link.
const LINK: &str = "setup?token=";

/// A server process. It is killed, as by `kill -9`, when this value goes.
pub struct Server {
    child: Child,
    /// `host:port`.
    pub host: String,
    /// The token of the administrator's one-time link; only a new workspace has one.
    pub setup: Option<String>,
    /// How long it took until it said that it is there.
    pub took: Duration,
}

impl Server {
    /// Starts `baton serve` on a folder, with more in its environment, and waits until it says that it is there; on the
    /// first start of a folder, until it says the administrator's link too.
    pub fn start(baton: &Path, folder: &Path, first: bool, environment: &[(&str, &str)]) -> anyhow::Result<Self> {
        let awaited = if first { LINK } else { THERE };
        let (mut server, rest) = Self::launch(baton, folder, (&[], awaited), environment)?;
        server.setup = first.then_some(rest);
        Ok(server)
    }

    /// Starts a server with the example workspace.
    pub fn example(baton: &Path, folder: &Path, environment: &[(&str, &str)]) -> anyhow::Result<Self> {
        Ok(Self::launch(baton, folder, (&["--example"], THERE), environment)?.0)
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Starts it, reads what it says until the awaited words come, and gives what stands behind them.
    fn launch(
        baton: &Path,
        folder: &Path,
        (flags, awaited): (&[&str], &str),
        environment: &[(&str, &str)],
    ) -> anyhow::Result<(Self, String)> {
        let host = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let log = std::fs::File::options().create(true).append(true).open(folder.join("server.log"))?;
        let began = Instant::now();
        let mut child = Command::new(baton)
            .args(["serve", "--listen", &host, "--data"])
            .arg(folder)
            .args(flags)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {}", baton.display()))?;
        let mut lines = BufReader::new(child.stdout.take().context("no standard output")?).lines();
        let rest = loop {
            let Some(line) = lines.next() else {
                let status = child.wait()?;
                bail!("the server ended with {status} before it was there");
            };
            if let Some((_, rest)) = line?.split_once(awaited) {
                break rest.trim().to_owned();
            }
        };
        let took = began.elapsed();
        std::thread::spawn(move || lines.for_each(drop));
        Ok((Self { child, host, setup: None, took }, rest))
    }

    /// Whether it answers its health check.
    pub fn answers(&self) -> bool {
        let ask = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(&self.host)?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET /api/v1/health HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Tells it to stop, as an operator does, and waits for it.
    pub fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let status = self.child.wait()?;
        anyhow::ensure!(status.success(), "the server ended with {status} when it was told to stop");
        Ok(())
    }

    /// Kills it at once.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone_already = self.kill();
    }
}
