use baton_runtime::example;
use baton_store::query::{ExceptionQuery, RunFilter, RunQuery, Seen};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::world::{Kept, assert_proven, config};

#[test]
fn has_runs_in_every_state() {
    for kept in Kept::each() {
        let now = Timestamp::now();
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        assert!(example::make(kept.place(), config(), &zone, now).expect("an example"));
        assert!(!example::make(kept.place(), config(), &zone, now).expect("no second one"));

        let reader = kept.store.reader().expect("a reader");
        let count = |filter: RunFilter| {
            let query = RunQuery { filter: Some(filter), limit: 200, ..RunQuery::of(Seen::All) };
            reader.runs(&query).expect("runs").len()
        };
        assert!(count(RunFilter::Finished) >= 25, "{}", count(RunFilter::Finished));
        assert!(count(RunFilter::Running) >= 10, "{}", count(RunFilter::Running));
        assert_eq!(count(RunFilter::Cancelled), 1);
        assert!(count(RunFilter::Overdue { now_us: now.as_microsecond() }) >= 2);
        assert_eq!(reader.exceptions(&ExceptionQuery::of(Seen::All)).expect("exceptions").len(), 1);
        assert_eq!(reader.drafts("", 10).expect("drafts").len(), 2);
        assert_proven(&kept);
    }
}
