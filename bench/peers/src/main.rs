//! Baton and its peers side by side: the same work, on the same machine, in the same minutes, turn by turn.
//!
//! It starts each of them from nothing for its turn, durable as it is by default, drives it with as many clients, checks with
//! the peer itself that the work was done, and stops it. It prints figures and ratios; it judges nothing.
//! What one peer needs besides, such as a service that holds its workflows, is this same program under another command.

mod clients;
mod compare;
mod cpu;
mod dbos;
mod peer;
mod report;
mod restate;
mod running;
mod served;
mod turn;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::turn::{Drive, Workload};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run all of them in turns and print the figures.
    Compare(Compare),
    /// Serve the workflows that Restate calls.
    RestateService {
        /// Where, such as 127.0.0.1:9080.
        #[arg(long)]
        listen: std::net::SocketAddr,
    },
    /// One turn of the application that holds the workflows in DBOS, with its clients.
    DbosTurn {
        workload: Workload,
        #[arg(long)]
        clients: usize,
        #[arg(long)]
        seconds: u64,
        /// The database.
        #[arg(long)]
        database: String,
        /// PostgreSQL's first process, whose time and whose children's is counted too.
        #[arg(long)]
        postgres: u32,
    },
}

/// What to run and where things are.
#[derive(clap::Args)]
pub struct Compare {
    /// How often each of them has its turn at each workload.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How long a turn is measured, in seconds, after a warm-up of a tenth of it.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How many clients work at the same time.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Print JSON, not Markdown.
    #[arg(long)]
    json: bool,
    /// The program `baton`.
    #[arg(long)]
    baton: PathBuf,
    /// The program `restate-server`.
    #[arg(long)]
    restate_server: PathBuf,
    /// The folder of PostgreSQL's programs.
    #[arg(long)]
    postgres: PathBuf,
    /// A folder to work in; data, logs and the last report.
    #[arg(long)]
    work: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let one = || tokio::runtime::Builder::new_current_thread().enable_all().build();
    let many = || tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match Arguments::parse().command {
        Command::Compare(options) => one()?.block_on(compare::compare(&options)),
        Command::RestateService { listen } => {
            many()?.block_on(restate::service::serve(listen));
            Ok(())
        }
        Command::DbosTurn { workload, clients, seconds, database, postgres } => {
            let drive = Drive { workload, clients, time: Duration::from_secs(seconds) };
            let measured = many()?.block_on(dbos::application::turn(drive, database, postgres))?;
            println!("{}", serde_json::to_string(&measured)?);
            Ok(())
        }
    }
}
