//! Runs: lists, the page of one, its evidence.

use baton_store::Reader;
use baton_store::query::{Cursor, RunFilter as StoreFilter, RunQuery, Seen};
use baton_store::row::{Priority, RunRow};

use super::above::Above;
use super::followed::{follow, hide_run, name_runs};
use super::looked::{Looked, is_process, origins, owned_workflows, sees_all, workflow_of, zone_of};
use super::page::{cursor, cut};
use crate::caller::Caller;
use crate::core::owns;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::{FileInfo, Page, Run, RunMay, RunSummary, TimelinePart};
use crate::view::{field, run, taken, timeline};

/// How many things that happened are told at once.
const TIMELINE_ITEMS: usize = 500;

/// Which runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// How they stand.
    pub state: Option<RunStateFilter>,
    /// A workflow's id.
    pub workflow: Option<String>,
    /// The handle of somebody who took part.
    pub person: Option<String>,
    /// The key of a run: it and all runs under it.
    pub business_key: Option<String>,
    /// Only those that are so urgent.
    pub priority: Option<Priority>,
    /// Values of fields.
    pub fields: Vec<(String, String)>,
    /// Words in the label or the key; the whole key of a run finds it and all under it.
    pub q: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// How runs stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum RunStateFilter {
    Running,
    Finished,
    Cancelled,
    Exception,
    Overdue,
}

impl Handle {
    /// Runs the caller may see, latest first.
    pub fn runs(&self, caller: &Caller, filter: &RunFilter) -> Result<Page<RunSummary>, Refused> {
        let core = self.core();
        let directory = core.directory();
        Rights::of(caller, &directory).at_all(Operation::ListRun)?;
        let reader = core.reader()?;
        let workflow = workflow_of(reader.as_ref(), filter.workflow.as_deref())?;
        let person = match filter.person.as_deref() {
            Some(text) => Some(directory.resolve_person(text).ok_or_else(|| Refused::not_found("person", text))?.id),
            None => None,
        };
        let above = Above::new(core, caller, reader.as_ref());
        let family = family(&above, filter)?;
        let me = caller.person.unwrap_or_default();
        let owned = workflow.as_ref().is_some_and(|workflow| owns(&directory, me, &workflow.owner));
        let now_us = core.clock.now_us();
        let query = RunQuery {
            filter: filter.state.map(|state| match state {
                RunStateFilter::Running => StoreFilter::Running,
                RunStateFilter::Finished => StoreFilter::Finished,
                RunStateFilter::Cancelled => StoreFilter::Cancelled,
                RunStateFilter::Exception => StoreFilter::Exception,
                RunStateFilter::Overdue => StoreFilter::Overdue { now_us },
            }),
            workflow: workflow.map(|workflow| workflow.id),
            person,
            under: family.under,
            priority: filter.priority,
            fields: filter.fields.clone(),
            text: family.words,
            after: cursor(filter.cursor.as_deref())?,
            limit: filter.limit as usize + 1,
            ..RunQuery::of(if sees_all(&directory, caller) || owned { Seen::All } else { Seen::By(me) })
        };
        let owned = if query.seen == Seen::All || query.workflow.is_some() {
            Vec::new()
        } else {
            owned_workflows(&directory, reader.as_ref(), me)?
        };
        let rows = runs_of(reader.as_ref(), &query, &owned)?;
        let (rows, next) = cut(rows, filter.limit, RunRow::cursor);
        let zone = zone_of(core, caller);
        let summary = |row: RunRow| {
            let business_key = above.business_key(&row)?;
            let looked = Looked::listed(core, reader.as_ref(), row, zone.clone())?;
            let mut summary = RunSummary { business_key, ..run::summary(&looked.lens()) };
            name_runs(&above, &mut summary.waits_for)?;
            Ok(summary)
        };
        Ok(Page { items: rows.into_iter().map(summary).collect::<Result<_, Refused>>()?, next })
    }

    /// A run as lists show it.
    pub fn run_summary(&self, caller: &Caller, key: &str) -> Result<RunSummary, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadRun, "run", key, key)?;
        let reader = core.reader()?;
        let above = Above::new(core, caller, reader.as_ref());
        let business_key = above.business_key(&looked.row)?;
        let mut summary = RunSummary { business_key, ..run::summary(&looked.lens()) };
        name_runs(&above, &mut summary.waits_for)?;
        Ok(summary)
    }

    /// A run with all that its page shows.
    pub fn run(&self, caller: &Caller, key: &str) -> Result<Run, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadRun, "run", key, key)?;
        let entries = core.recorded(&looked.row)?;
        let lens = looked.lens();
        let mut told = timeline::part(&lens, &entries, origins(&looked.directory, caller), None, TIMELINE_ITEMS);
        follow(core, caller, &looked, &mut told.items)?;
        let rights = Rights::of(caller, &looked.directory);
        let relation = looked.relation(caller);
        let running = looked.state.is_running();
        let resolves = running && rights.may(Operation::ResolveException, relation);
        let mut problems = run::problems(&lens, |name| field::missing(&lens, name));
        if !resolves {
            for problem in &mut problems {
                problem.actions.clear();
                problem.came = None;
            }
        }
        let files = looked.state.files.iter().map(|(id, file)| FileInfo {
            id: id.to_string(),
            name: file.name.clone().unwrap_or_else(|| lens.file_name(id)),
            size: file.size_bytes,
            kind: file.media_type.clone(),
        });
        let changes = problems.iter().any(|problem| problem.actions.iter().any(|action| action == "change"));
        let process = is_process(&looked.compiled);
        let reader = core.reader()?;
        let above = Above::new(core, caller, reader.as_ref());
        let business_key = above.business_key(&looked.row)?;
        let mut summary = RunSummary { business_key, ..run::summary(&lens) };
        name_runs(&above, &mut summary.waits_for)?;
        for (record, problem) in looked.state.exceptions.iter().rev().zip(&mut problems) {
            hide_run(&above, record, problem)?;
        }
        Ok(Run {
            summary,
            outline: crate::view::outline::outline(&baton_model::outline_in_run(&looked.compiled, &|text| {
                lens.texts.of(text)
            })),
            steps: run::steps(&lens),
            taken: taken::taken(&entries),
            values: field::all_known(&lens),
            changeable: if changes { field::changeable(&lens) } else { Vec::new() },
            timeline: told.items,
            earlier: told.earlier.map(earlier),
            problems,
            files: files.collect(),
            may: RunMay {
                cancel: running && rights.may(Operation::CancelRun, relation),
                moves: running && rights.may(Operation::MoveRun, relation),
                comment: rights.may(Operation::CommentRun, relation),
                retry: resolves,
                evidence: rights.may(Operation::ReadEvidence, relation),
            },
            adds: super::adding::forms(core, caller, &looked)?,
            target: looked.state.target.map(crate::view::lens::moment),
            clock_stands: run::clock_stands(&looked.state),
            stood_seconds: run::stood_seconds(&looked.state, looked.lens().now),
            ending: run::ending(&lens),
            process,
            has_parts: process || !looked.state.subs.is_empty() || looked.state.parent.is_some(),
        })
    }

    /// What happened in a run before a cursor, or its latest part, in order.
    pub fn run_timeline(&self, caller: &Caller, key: &str, before: Option<&str>) -> Result<TimelinePart, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadRun, "run", key, key)?;
        let entries = core.recorded(&looked.row)?;
        let until = cursor(before)?.map(|cursor| usize::try_from(cursor.id).unwrap_or(0));
        let origins = origins(&looked.directory, caller);
        let mut told = timeline::part(&looked.lens(), &entries, origins, until, TIMELINE_ITEMS);
        follow(core, caller, &looked, &mut told.items)?;
        Ok(TimelinePart { items: told.items, earlier: told.earlier.map(earlier) })
    }

    /// A run's evidence: a file that verifies alone.
    pub fn evidence(&self, caller: &Caller, key: &str) -> Result<Vec<u8>, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::ReadEvidence, "run", key, key)?;
        self.cover()?;
        let made =
            baton_store::store::view(core.store.as_ref(), |reader| baton_store::evidence::make(reader, looked.row.id))?;
        made.ok_or_else(|| Refused::not_found("run", key))
    }
}

/// What of a filter is about a run and those under it, and the words that are left.
struct Family {
    under: Option<i64>,
    words: Option<String>,
}

/// A business key that is asked for must be that of a run. Words that are one, of a run that the caller may see, ask for the same;
/// other words are looked for in labels and keys.
fn family(above: &Above<'_>, filter: &RunFilter) -> Result<Family, Refused> {
    let asked = match filter.business_key.as_deref() {
        Some(key) => Some(above.by_key(key)?.ok_or_else(|| Refused::not_found("run", key))?.id),
        None => None,
    };
    let words = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let named = match words.filter(|_| asked.is_none()) {
        Some(words) => above.by_key(&words.to_uppercase())?,
        None => None,
    };
    let words = words.filter(|_| named.is_none()).map(ToOwned::to_owned);
    Ok(Family { under: asked.or(named.map(|row| row.id)), words })
}

/// The cursor of what comes before so many events.
fn earlier(events: usize) -> String {
    Cursor { sort: 0, id: i64::try_from(events).unwrap_or(i64::MAX) }.encode()
}

/// The runs that somebody is a party of, with those of the workflows they answer for: each list is read in its own order by
/// its own index up to the page's size, so the latest of all of them are the page.
fn runs_of(reader: &dyn Reader, query: &RunQuery, owned: &[i64]) -> Result<Vec<RunRow>, Refused> {
    let mut rows = reader.runs(query)?;
    for workflow in owned {
        let theirs = RunQuery { seen: Seen::All, workflow: Some(*workflow), ..query.clone() };
        rows.extend(reader.runs(&theirs)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(query.limit);
    Ok(rows)
}
