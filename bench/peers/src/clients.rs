//! Clients that do the same again and again, all at the same time, until a moment.

use std::time::{Duration, Instant};

use baton_bench::latency::Latencies;

/// Somebody who does one instance of the work after the other.
pub trait Client: Send + 'static {
    /// One instance, from its start to its end.
    fn once(&mut self) -> impl Future<Output = anyhow::Result<()>> + Send;

    /// How long their calls took; kept from now on anew.
    fn take_times(&mut self) -> Latencies;
}

/// What all of them did.
pub struct Done<C> {
    pub clients: Vec<C>,
    pub instances: u64,
    pub took: Duration,
    pub times: Latencies,
}

/// Lets all of them work for that long; what somebody has begun is ended.
pub async fn work<C: Client>(clients: Vec<C>, time: Duration) -> anyhow::Result<Done<C>> {
    let began = Instant::now();
    let until = began + time;
    let tasks: Vec<_> = clients.into_iter().map(|client| tokio::spawn(one(client, until))).collect();
    let mut done = Done { clients: Vec::new(), instances: 0, took: time, times: Latencies::default() };
    for task in tasks {
        let (mut client, instances) = task.await??;
        done.times.add(&client.take_times());
        done.instances += instances;
        done.clients.push(client);
    }
    done.took = began.elapsed();
    Ok(done)
}

async fn one<C: Client>(mut client: C, until: Instant) -> anyhow::Result<(C, u64)> {
    let mut instances = 0;
    while Instant::now() < until {
        client.once().await?;
        instances += 1;
    }
    Ok((client, instances))
}
