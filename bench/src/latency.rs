//! How long calls took, by the call's name: count, median, 99th percentile, longest.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// Times by call.
#[derive(Default)]
pub struct Latencies {
    calls: BTreeMap<&'static str, Histogram<u64>>,
}

/// How one call did. Times are milliseconds.
#[derive(Clone, Debug, Serialize)]
pub struct CallFigures {
    /// The call's name.
    pub call: &'static str,
    /// How often it was made.
    pub count: u64,
    /// Half of them took no longer.
    pub p50_ms: f64,
    /// Of a hundred, one took longer.
    pub p99_ms: f64,
    /// The longest.
    pub longest_ms: f64,
}

impl Latencies {
    /// Keeps one time.
    pub fn record(&mut self, call: &'static str, took: Duration) {
        let times = self.calls.entry(call).or_insert_with(|| Histogram::new(3).expect("three digits are allowed"));
        let _ = times.record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// Adds what others kept.
    pub fn add(&mut self, others: &Self) {
        for (call, times) in &others.calls {
            match self.calls.entry(call) {
                Entry::Vacant(place) => {
                    place.insert(times.clone());
                }
                Entry::Occupied(mut place) => {
                    let _ = place.get_mut().add(times);
                }
            }
        }
    }

    /// The figures of each call, by name.
    pub fn figures(&self) -> Vec<CallFigures> {
        let ms = |us: u64| (us as f64) / 1000.0;
        let figures = |(call, times): (&&'static str, &Histogram<u64>)| CallFigures {
            call,
            count: times.len(),
            p50_ms: ms(times.value_at_quantile(0.5)),
            p99_ms: ms(times.value_at_quantile(0.99)),
            longest_ms: ms(times.max()),
        };
        self.calls.iter().map(figures).collect()
    }
}
