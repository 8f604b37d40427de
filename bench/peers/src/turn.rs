//! What a turn is: one peer, one workload, so many clients, so long; and what is kept of it.

use std::time::Duration;

use baton_bench::latency::Latencies;
use serde::{Deserialize, Serialize};

/// A workload that all of them can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
pub enum Workload {
    /// Straight through five steps and a decision.
    #[value(name = "W1")]
    W1,
    /// A request, a task, a decision, a second task.
    #[value(name = "W2")]
    W2,
}

impl Workload {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::W1, Self::W2];

    /// Its name, such as `W1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::W1 => "W1",
            Self::W2 => "W2",
        }
    }

    /// The call whose times are compared: what somebody waits for.
    pub fn call(self) -> &'static str {
        match self {
            Self::W1 => "start",
            Self::W2 => "complete",
        }
    }
}

/// What to do in a turn.
#[derive(Clone, Copy)]
pub struct Drive {
    pub workload: Workload,
    pub clients: usize,
    /// How long is measured, after a warm-up of a tenth of it.
    pub time: Duration,
}

/// What was measured in a turn.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Instances from start to end in the measured time.
    pub instances: u64,
    /// How long that was.
    pub seconds: f64,
    /// CPU time of all the peer's processes in it.
    pub cpu_ms: f64,
    /// CPU time of the load generator in it; none where it is a part of the peer's process.
    pub client_cpu_ms: Option<f64>,
    /// The times of each call.
    pub calls: Vec<Call>,
    /// Instances from start to end with those of the warm-up, as the clients counted.
    pub finished: u64,
    /// The same as the peer counts them; none while that is to be asked, and where its answers are the count.
    pub counted: Option<u64>,
}

/// How one call did, in milliseconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call {
    pub call: String,
    pub count: u64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub longest_ms: f64,
}

impl Measured {
    /// Instances a second.
    pub fn rate(&self) -> f64 {
        self.instances as f64 / self.seconds
    }

    /// CPU time of all the peer's processes for an instance, in milliseconds.
    pub fn cpu_ms_an_instance(&self) -> f64 {
        self.cpu_ms / self.instances.max(1) as f64
    }

    /// The times of that call.
    pub fn call(&self, name: &str) -> Option<&Call> {
        self.calls.iter().find(|call| call.call == name)
    }
}

/// The calls' figures, as they are kept.
pub fn calls(times: &Latencies) -> Vec<Call> {
    let kept = |call: baton_bench::latency::CallFigures| Call {
        call: call.call.to_owned(),
        count: call.count,
        p50_ms: call.p50_ms,
        p99_ms: call.p99_ms,
        longest_ms: call.longest_ms,
    };
    times.figures().into_iter().map(kept).collect()
}
