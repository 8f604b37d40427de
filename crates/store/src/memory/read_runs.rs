//! Reading runs in memory.

use super::tables::{Tabled, Tables};
use crate::error::StoreError;
use crate::query::{RunFilter, RunQuery, Seen};
use crate::read::ReadRuns;
use crate::row::{PartyRow, RunRow, RunState, SearchRow};

impl<T: Tabled> ReadRuns for T {
    fn run(&self, id: i64) -> Result<Option<RunRow>, StoreError> {
        Ok(self.with(|tables| tables.runs.get(&id).cloned()))
    }

    fn run_by_key(&self, key: &str) -> Result<Option<RunRow>, StoreError> {
        Ok(self.with(|tables| tables.runs.values().find(|run| run.key == key).cloned()))
    }

    fn runs(&self, query: &RunQuery) -> Result<Vec<RunRow>, StoreError> {
        Ok(self.with(|tables| {
            let before = query.after.map_or(i64::MAX, |cursor| cursor.id);
            let runs = tables.runs.range(..before).rev().map(|(_, run)| run);
            runs.filter(|run| matches(tables, query, run)).take(query.limit).cloned().collect()
        }))
    }

    fn runs_from(&self, workflow: i64, after: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
        Ok(self.with(|tables| {
            let runs = tables.runs.range(after + 1..).map(|(_, run)| run);
            runs.filter(|run| run.workflow == workflow).take(limit).cloned().collect()
        }))
    }

    fn runs_ended(&self, workflow: i64, limit: usize) -> Result<Vec<RunRow>, StoreError> {
        Ok(self.with(|tables| {
            let over = |run: &&RunRow| run.workflow == workflow && run.state == RunState::Finished;
            let mut ended: Vec<RunRow> = tables.runs.values().filter(over).cloned().collect();
            ended.sort_by_key(|run| std::cmp::Reverse((run.ended_us, run.id)));
            ended.truncate(limit);
            ended
        }))
    }

    fn has_open_runs(&self, workflow: i64, version: i64) -> Result<bool, StoreError> {
        let goes_on =
            |run: &RunRow| run.workflow == workflow && run.version == version && run.state == RunState::Running;
        Ok(self.with(|tables| tables.runs.values().any(goes_on)))
    }

    fn parties(&self, run: i64) -> Result<Vec<PartyRow>, StoreError> {
        Ok(self.with(|tables| tables.parties.iter().filter(|party| party.run == run).copied().collect()))
    }

    fn is_party(&self, run: i64, person: i64) -> Result<bool, StoreError> {
        Ok(self.with(|tables| tables.is_party(run, person)))
    }

    fn search(&self, run: i64) -> Result<Option<SearchRow>, StoreError> {
        Ok(self.with(|tables| tables.searches.get(&run).cloned()))
    }
}

fn matches(tables: &Tables, query: &RunQuery, run: &RunRow) -> bool {
    let seen = match query.seen {
        Seen::All => true,
        Seen::By(person) => tables.is_party(run.id, person),
    };
    let stands = match query.filter {
        None => true,
        Some(RunFilter::Running) => run.state == RunState::Running,
        Some(RunFilter::Finished) => run.state == RunState::Finished,
        Some(RunFilter::Cancelled) => run.state == RunState::Cancelled,
        Some(RunFilter::Exception) => run.state == RunState::Running && run.exceptions > 0,
        Some(RunFilter::Overdue { now_us }) => {
            run.state == RunState::Running && run.due_us.is_some_and(|due| due < now_us)
        }
    };
    seen && stands
        && query.workflow.is_none_or(|workflow| run.workflow == workflow)
        && query.priority.is_none_or(|priority| run.priority == priority)
        && query.person.is_none_or(|person| tables.is_party(run.id, person))
        && query.starter.is_none_or(|person| run.starter == Some(person))
        && query.under.is_none_or(|top| is_under(tables, run, top))
        && found_by(tables, query, run.id)
}

/// Whether it is that run, or under it.
fn is_under(tables: &Tables, run: &RunRow, top: i64) -> bool {
    // A run is made after the one that asked for it, so this comes to an end.
    let above =
        |run: &&RunRow| run.parent.filter(|parent| *parent < run.id).and_then(|parent| tables.runs.get(&parent));
    std::iter::successors(Some(run), above).any(|run| run.id == top || run.parent == Some(top))
}

fn found_by(tables: &Tables, query: &RunQuery, run: i64) -> bool {
    let search = tables.searches.get(&run);
    let has = |wanted: &(String, String)| search.is_some_and(|search| search.values.contains(wanted));
    let text = query.text.as_deref().unwrap_or("");
    let here: Vec<String> = search.map(|search| words(&search.text)).unwrap_or_default();
    query.fields.iter().all(has)
        && words(text).iter().all(|word| here.iter().any(|other| other.starts_with(word.as_str())))
}

/// Words as the search index takes them: letters and digits together, in lower case.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}
