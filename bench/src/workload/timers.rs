//! W5: the clock of a rehearsal is moved over the moment at which every waiting run's task falls due.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde::de::IgnoredAny;
use serde_json::json;

use crate::client::Client;

/// How often it is asked whether all have fired.
const ASKED_EVERY: Duration = Duration::from_millis(100);
/// After how long it is given up.
const WAITED_MAX: Duration = Duration::from_mins(5);
/// What says how long ago the first timer was due that has not fired.
const LAG: &str = "baton_timers_lag_seconds ";

/// Moves the clock by a day and an hour, and waits until everything that fell due by it has fired.
pub async fn fall_due(administrator: &mut Client) -> anyhow::Result<()> {
    let began = Instant::now();
    let by = json!({ "by": "25 hours" });
    administrator.post::<IgnoredAny>("move clock", "/api/v1/rehearsal/clock", &by).await?;
    let mut asked = tokio::time::interval(ASKED_EVERY);
    loop {
        asked.tick().await;
        let figures = administrator.text("figures", "/api/v1/metrics").await?;
        let lag = figures.lines().find_map(|line| line.strip_prefix(LAG)).context("there is no figure for timers")?;
        if lag.trim().parse::<f64>()? <= 0.0 {
            return Ok(());
        }
        ensure!(began.elapsed() < WAITED_MAX, "timers that were due had not fired after {WAITED_MAX:?}");
    }
}
