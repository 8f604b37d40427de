//! PostgreSQL as Debian ships it: a new cluster, its stock configuration, reached on loopback.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use rustix::process::{Signal, getuid};

use crate::peer::Place;
use crate::running::{Running, Start, free_port};

/// How long it may take to be there.
const START: Duration = Duration::from_mins(1);
/// Who runs it where this process is root's; PostgreSQL refuses to be root.
const USER: &str = "postgres";

/// A server.
pub struct Postgres {
    server: Running,
    programs: PathBuf,
    port: u16,
    log: PathBuf,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub async fn start(place: &Place<'_>) -> anyhow::Result<Self> {
        let programs = place.options.postgres.clone();
        let user = getuid().is_root().then_some(USER);
        let folder = place.folder.join("postgres");
        std::fs::create_dir(&folder)?;
        if let Some(user) = user {
            let given = tokio::process::Command::new("chown").arg(user).arg(&folder).status().await?;
            anyhow::ensure!(given.success(), "there is no user {user}, who runs PostgreSQL");
        }
        let data = folder.join("data").display().to_string();
        let make = ["-D", &data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"].map(str::to_owned);
        let run = |what, name: &str, arguments: &[String]| {
            Running::start(Start {
                what,
                program: &programs.join(name),
                arguments,
                environment: &[],
                user,
                log: place.folder.join(format!("{name}.log")),
                // At once, without a checkpoint; it takes its shared memory away.
                ending: Signal::QUIT,
            })
        };
        run("initdb", "initdb", &make)?.output().await?;
        let port = free_port()?;
        let listen = ["-D", &data, "-h", "127.0.0.1", "-p", &port.to_string(), "-k", ""].map(str::to_owned);
        let server = run("PostgreSQL", "postgres", &listen)?;
        let mut postgres = Self { server, programs: programs.clone(), port, log: place.folder.join("psql.log") };
        let (programs, log) = (&postgres.programs, &postgres.log);
        let there = async || ask(programs, port, log, "select 1").await.ok();
        postgres.server.until(START, there).await?;
        Ok(postgres)
    }

    /// Where the database is.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Its first process.
    pub fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// How many runs have ended well, as DBOS's own table says.
    pub async fn ended_well(&self) -> anyhow::Result<u64> {
        let count = "select count(*) from dbos.workflow_status where status = 'SUCCESS'";
        let said = ask(&self.programs, self.port, &self.log, count).await?;
        said.trim().parse().with_context(|| format!("PostgreSQL counts \"{said}\""))
    }
}

async fn ask(programs: &Path, port: u16, log: &Path, statement: &str) -> anyhow::Result<String> {
    let port = port.to_string();
    let words = ["-h", "127.0.0.1", "-p", &port, "-U", USER, "-d", "postgres", "-tAX", "-c", statement];
    let mut psql = Running::start(Start {
        what: "psql",
        program: &programs.join("psql"),
        arguments: &words.map(str::to_owned),
        environment: &[],
        user: None,
        log: log.to_owned(),
        ending: Signal::KILL,
    })?;
    psql.output().await
}
