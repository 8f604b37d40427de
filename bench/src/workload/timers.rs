//! W5: the clock of a rehearsal is moved over the moment at which every waiting run's task falls due; then what people were told
//! shows of each task whether its timer fired once.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::client::Client;
use crate::world::Pair;

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

/// How often the timers of so many tasks fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fired {
    /// Of how many tasks it fired once.
    pub once: usize,
    /// Of how many never, though its moment had come.
    pub never: usize,
    /// Of how many more than once.
    pub more: usize,
}

impl Fired {
    /// Of so many tasks, by how often each was said to be overdue.
    fn of(tasks: usize, told: &HashMap<String, usize>) -> Self {
        let once = told.values().filter(|times| **times == 1).count();
        Self { once, never: tasks.saturating_sub(told.len()), more: told.len() - once }
    }
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Notification>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Notification {
    kind: String,
    task: Option<String>,
}

/// What the owners of so many waiting tasks were told: each timer tells one of them once that a task is overdue.
pub async fn fired(owners: &mut [Pair], tasks: usize) -> anyhow::Result<Fired> {
    let mut told = HashMap::new();
    for owner in owners {
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let path = format!("/api/v1/notifications?limit=200{cursor}");
            let page: Page = owner.requester.get("notifications", &path).await?;
            for task in page.items.into_iter().filter(|told| told.kind == "overdue").filter_map(|told| told.task) {
                *told.entry(task).or_default() += 1;
            }
            next = page.next.map(|cursor| format!("&cursor={cursor}"));
        }
    }
    Ok(Fired::of(tasks, &told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_never_fired_and_one_that_fired_twice_are_told_apart() {
        let told = [("A-1.1", 1), ("A-2.1", 2), ("A-3.1", 1)].map(|(task, times)| (task.to_owned(), times));
        assert_eq!(Fired::of(5, &told.into()), Fired { once: 2, never: 2, more: 1 });
    }
}
