//! A turn against something that was started: a warm-up, then the measured time with the counters before and after.

use crate::clients::{self, Client};
use crate::cpu;
use crate::turn::{Drive, Measured, calls};

/// Whose CPU time is counted.
pub struct Counted<'a> {
    /// The peer's processes; what they started is counted with them.
    pub peer: &'a [u32],
    /// Whether the clients are in this process and this process is none of the peer's.
    pub clients_apart: bool,
}

/// Drives them and says what it cost.
pub async fn drive<C: Client>(clients: Vec<C>, drive: Drive, counted: Counted<'_>) -> anyhow::Result<Measured> {
    let warm = clients::work(clients, drive.time / 10).await?;
    let before = (cpu::tree_ms(counted.peer)?, own_ms()?);
    let done = clients::work(warm.clients, drive.time).await?;
    let after = (cpu::tree_ms(counted.peer)?, own_ms()?);
    Ok(Measured {
        instances: done.instances,
        seconds: done.took.as_secs_f64(),
        cpu_ms: after.0 - before.0,
        client_cpu_ms: counted.clients_apart.then_some(after.1 - before.1),
        calls: calls(&done.times),
        finished: warm.instances + done.instances,
        counted: None,
    })
}

fn own_ms() -> anyhow::Result<f64> {
    baton_bench::process::cpu_ms(std::process::id())
}
