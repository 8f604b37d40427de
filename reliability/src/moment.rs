//! Waiting for a moment: when to break something is drawn at random, and another process gives no signal.

use std::thread;
use std::time::{Duration, Instant};

/// Waits that long.
pub fn wait(time: Duration) {
    let until = Instant::now() + time;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        thread::park_timeout(left);
    }
}

/// Waits that many milliseconds.
pub fn wait_ms(milliseconds: u64) {
    wait(Duration::from_millis(milliseconds));
}
