//! Figures that are looked up when they are asked for.

use baton_store::query::{LIMIT_MAX, RunFilter, RunQuery, Seen};

use crate::handle::Handle;
use crate::refused::Refused;

impl Handle {
    /// Sets the figures that nobody counts along the way. Runs are counted up to the limit of a list.
    pub fn observe(&self) -> Result<(), Refused> {
        let core = self.core();
        let reader = core.reader()?;
        let count = |filter| -> Result<f64, Refused> {
            let query = RunQuery { filter: Some(filter), limit: LIMIT_MAX, ..RunQuery::of(Seen::All) };
            Ok(reader.runs(&query)?.len() as f64)
        };
        metrics::gauge!("baton_runs_open").set(count(RunFilter::Running)?);
        metrics::gauge!("baton_runs_stopped").set(count(RunFilter::Exception)?);
        let now_us = core.clock.now_us();
        metrics::gauge!("baton_runs_overdue").set(count(RunFilter::Overdue { now_us })?);
        let due = reader.timers_until(now_us, None, 1)?;
        let lag_us = due.first().map_or(0, |due| now_us - due.at_us);
        metrics::gauge!("baton_timers_lag_seconds").set(lag_us as f64 / 1e6);
        metrics::gauge!("baton_entries").set(reader.last()?.map_or(0, |last| last.number) as f64);
        metrics::gauge!("baton_leaves").set(reader.leaf_count()? as f64);
        Ok(())
    }
}
