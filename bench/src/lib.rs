//! The load generator: workloads as users make them, over HTTP, and what they cost the server.
//!
//! It knows Baton from outside only: it signs people in, publishes its workflows and works with them through the API, so
//! that access rules, evidence, notifications and timers are all in what is measured. It is frugal, as it shares the
//! machine with what it measures: one thread, one kept connection a client, answers read only as far as they are needed.
//! It prints what it cost itself. It does not judge: targets are held against a peer's figures of the same minutes.

pub mod client;
mod drive;
mod growing;
pub mod latency;
mod neighbour;
mod options;
mod place;
pub mod process;
mod report;
mod served;
mod workload;
mod world;

pub use options::{Options, Workload};
pub use report::Report;

/// Runs one workload and says what it cost.
///
/// `baton` is the program to start a server with, unless the options name one that runs already.
///
/// # Errors
///
/// The server could not be started or reached, or it refused what a workload needs; the message says which call.
pub fn run(baton: &std::path::Path, options: &Options) -> anyhow::Result<Report> {
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    threads.block_on(drive::drive(baton, options))
}
