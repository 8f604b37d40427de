//! How a live workflow starts: what begins it, when that comes next, which run began last, what waits before its first step.

use baton_engine::next_start;
use baton_model::Compiled;
use baton_model::definition::{Start, StartKind, Who};
use baton_people::Directory;
use baton_store::query::{ExceptionQuery, LIMIT_MAX, RunQuery};
use baton_store::row::WorkflowRow;
use baton_store::{Reader, StoreError};

use super::looked::seen_of;
use super::workflow::owner;
use crate::caller::Caller;
use crate::core::Core;
use crate::history::time;
use crate::starts::{Starts, scheduled_counter, webhook_secret};
use crate::view::lens::moment;
use crate::view::types::{HowItStarts, LastRun, StartKnown};
use crate::words::say;

/// How many runs are counted that wait at their start; one more says that there are more.
const WAITING_MAX: usize = 1_000;

/// How many times of a schedule are told.
const NEXT_TIMES: usize = 3;

/// Of the live version, as far as the caller may see its runs.
pub(super) fn how_it_starts(
    core: &Core,
    caller: &Caller,
    reader: &dyn Reader,
    row: &WorkflowRow,
) -> Result<HowItStarts, StoreError> {
    let directory = core.directory();
    let seen = seen_of(&directory, caller, &row.owner);
    let compiled = core.definitions.compiled(reader, row.id, row.live_version)?;
    let live = core.starts(reader)?;
    let mut starts = Vec::new();
    for (index, start) in compiled.workflow.start.iter().enumerate() {
        let times = times(core, reader, &live, (row.id, index))?;
        starts.push(StartKnown {
            id: start.id(),
            kind: start.kind_word().to_owned(),
            sentence: sentence(&directory, &compiled, start),
            ..times
        });
    }
    let latest = RunQuery { workflow: Some(row.id), limit: 1, ..RunQuery::of(seen) };
    let last = reader.runs(&latest)?.into_iter().next();
    Ok(HowItStarts {
        starts,
        last: last.map(|run| LastRun { id: run.key, label: run.label, started: moment(time(run.started_us)) }),
        waiting: waiting(
            reader,
            ExceptionQuery {
                workflow: Some(row.id),
                before_first_step: true,
                limit: LIMIT_MAX,
                ..ExceptionQuery::of(seen)
            },
        )?,
    })
}

/// How many runs wait at their start, as far as they are counted.
fn waiting(reader: &dyn Reader, mut query: ExceptionQuery) -> Result<u64, StoreError> {
    let mut waiting = 0;
    loop {
        let page = reader.exceptions(&query)?;
        waiting += page.len();
        match page.last() {
            Some(last) if page.len() == LIMIT_MAX && waiting <= WAITING_MAX => query.after = Some(last.cursor()),
            _ => return Ok(waiting.min(WAITING_MAX + 1) as u64),
        }
    }
}

/// When a start comes, where it comes by itself.
fn times(
    core: &Core,
    reader: &dyn Reader,
    live: &Starts,
    (workflow, index): (i64, usize),
) -> Result<StartKnown, StoreError> {
    let mut known = StartKnown {
        id: String::new(),
        kind: String::new(),
        sentence: String::new(),
        zone: None,
        next: Vec::new(),
        last: None,
    };
    let Some(schedule) = live.schedule(workflow, index) else { return Ok(known) };
    let calendar = schedule.calendar(core);
    let since = schedule.since(reader.counter(&scheduled_counter(workflow, index))?);
    let mut after = core.now();
    while known.next.len() < NEXT_TIMES
        && let Some(next) = next_start(&schedule.rule, since, after, &calendar)
    {
        known.next.push(moment(next));
        after = next;
    }
    known.zone = calendar.zone().iana_name().map(str::to_owned);
    known.last = since.last.map(moment);
    Ok(known)
}

/// What begins a run, in words.
fn sentence(directory: &Directory, compiled: &Compiled, start: &Start) -> String {
    let title = start.title.outline();
    let title = title.as_str();
    match &start.kind {
        StartKind::Form(who) => say("starts.form", &[("title", title), ("who", &told(directory, who))]),
        StartKind::Manual(who) => say("starts.manual", &[("title", title), ("who", &told(directory, who))]),
        StartKind::Webhook { .. } => {
            let secret = webhook_secret(&compiled.workflow.id.name, start).unwrap_or_default();
            say("starts.webhook", &[("name", &start.id()), ("secret", &secret)])
        }
        StartKind::Schedule { rule, .. } => say("starts.schedule", &[("rule", &rule.in_words(title))]),
        StartKind::Event { name, .. } => say("starts.event", &[("event", &name.name)]),
        StartKind::Date { field, beside } => {
            let label = compiled
                .workflow
                .fields
                .get(&field.name)
                .map_or_else(|| title.to_owned(), |field| field.label.outline());
            let label = label.as_str();
            match beside {
                None => say("starts.date", &[("field", label)]),
                Some(beside) => {
                    let key = if beside.before { "starts.before_date" } else { "starts.after_date" };
                    say(key, &[("by", &beside.text), ("field", label)])
                }
            }
        }
        StartKind::Workflow { workflow, outcome: None, .. } => say("starts.after", &[("workflow", &workflow.name)]),
        StartKind::Workflow { workflow, outcome: Some(outcome), .. } => {
            say("starts.after_outcome", &[("workflow", &workflow.name), ("outcome", &outcome.name)])
        }
        StartKind::Run => say("starts.run", &[]),
    }
}

fn told(directory: &Directory, who: &Who) -> String {
    match who {
        Who::Everyone => say("starts.everyone", &[]),
        Who::Public => say("starts.public", &[]),
        Who::Groups(groups) => {
            let titles =
                groups.iter().map(|group| owner(directory, &group.name).map_or_else(String::new, |group| group.title));
            crate::words::list(&titles.collect::<Vec<_>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use baton_store::memory::MemoryStore;
    use baton_store::query::Seen;
    use baton_store::row::{ExceptionRow, ExceptionState, Priority, RunRow, RunState, part_id};
    use baton_store::{Change, Store};

    use super::*;

    fn run() -> RunRow {
        RunRow {
            id: 1,
            workflow: 1,
            parent: None,
            number: 1,
            key: "PUR-1".to_owned(),
            version: 1,
            state: RunState::Running,
            label: String::new(),
            starter: None,
            started_us: 0,
            ended_us: None,
            outcome: None,
            target_us: None,
            due_us: None,
            exceptions: 0,
            priority: Priority::Normal,
            rev: 0,
            last_entry: 0,
        }
    }

    fn held(n: i64, code: &str) -> Change {
        Change::PutException(ExceptionRow {
            id: part_id(1, n),
            run: 1,
            n,
            step: "start".to_owned(),
            pass: 0,
            code: code.to_owned(),
            detail: "{}".to_owned(),
            since_us: n,
            resolved_us: None,
            state: ExceptionState::Open,
        })
    }

    /// How many are counted of so many that wait at their start, beside as many that wait elsewhere.
    fn counted(at_start: i64) -> u64 {
        let store = MemoryStore::default();
        let both = |n| [held(2 * n, "start.refused"), held(2 * n + 1, "role.nobody_left")];
        let rows: Vec<Change> = std::iter::once(Change::PutRun(run())).chain((0..at_start).flat_map(both)).collect();
        let mut writer = store.writer().expect("a writer");
        baton_store::store::transaction(writer.as_mut(), |tx| rows.iter().try_for_each(|row| tx.put(row)))
            .expect("written");
        let all = ExceptionQuery { before_first_step: true, limit: LIMIT_MAX, ..ExceptionQuery::of(Seen::All) };
        waiting(&*store.reader().expect("a reader"), all).expect("counted")
    }

    #[test]
    fn those_that_wait_at_their_start_are_counted_over_all_pages_up_to_one_more_than_a_thousand() {
        assert_eq!([0, 1, 999, 1_000, 1_001, 2_500].map(counted), [0, 1, 999, 1_000, 1_001, 1_001]);
    }
}
