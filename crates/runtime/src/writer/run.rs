//! Commands to runs: what they name is found, the caller's right is asked, the engine decides, the rows follow.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_engine::event::Event;
use baton_engine::limits::NEED_ROUNDS;
use baton_engine::state::JobState;
use baton_engine::{Actor, Command, Ctx, Decided, EntryRef, Facts, RunState, StartRun, Want, apply, decide, wants};
use baton_model::Compiled;
use baton_people::PersonId;
use baton_store::row::{FileRow, FileState, RunRow, WorkflowRow, part_id};
use baton_store::{Change, Stream};

use super::batch::{Batch, Decision};
use super::begun;
use super::drafts;
use super::named::{Named, Part, Run, command, given};
use super::order::{self, Sought};
use super::prepared::{Becomes, Prepared, Then};
use crate::ask::{Answer, Ask, Filled, Made, Request};
use crate::body::Body;
use crate::caller::Via;
use crate::core::owns;
use crate::facts::Sources;
use crate::histories::Tail;
use crate::history::{stored_kind, time};
use crate::incoming;
use crate::outcome::{Entry, Followed, follow};
use crate::permissions::{Operation, Relation};
use crate::refused::Refused;
use crate::rights::Rights;
use crate::{project, relation};

/// A command to a run, found.
pub(super) struct Found {
    pub workflow: Arc<WorkflowRow>,
    pub compiled: Arc<Compiled>,
    pub state: Arc<RunState>,
    /// None: it begins with the command.
    pub row: Option<RunRow>,
    pub command: Command,
    pub key: String,
}

/// Decides it.
pub fn prepare(batch: &mut Batch<'_>, request: &Request) -> Result<Decision, Refused> {
    if let Ask::Order { run, order, .. } = &request.ask {
        if !request.caller.is_internal() {
            return Err(Refused::not_found("run", run.to_string()));
        }
        return match order::find(batch, *run, order)? {
            Sought::Do(found, caller) => decide_on(batch, &Request { caller, ..request.clone() }, *found),
            Sought::Nothing => Ok(Decision::Nothing(Answer::NOTHING)),
            Sought::Later => Ok(Decision::Later),
        };
    }
    let found = match &request.ask {
        Ask::BeginByEvent { workflow, start, event, refused } => {
            let command =
                StartRun { start: *start, event: Some(event.clone()), refused: refused.clone(), ..StartRun::default() };
            begun::by_event(batch, request, *workflow, command)?
        }
        Ask::BeginBySchedule { workflow, start, refused } => {
            match begun::by_schedule(batch, request, (*workflow, *start), refused.clone())? {
                Some(found) => found,
                None => return Ok(Decision::Nothing(Answer::NOTHING)),
            }
        }
        Ask::StartRun { workflow, start, values } => start_run(batch, request, workflow, start.as_deref(), values)?,
        _ => on_run(batch, request)?,
    };
    let run = found.row.as_ref().map(|row| row.id);
    if run.is_some_and(|run| batch.is_touched(Stream::run(run))) {
        return Ok(Decision::Later);
    }
    if let (Some(seen), Some(row)) = (request.if_match, &found.row)
        && seen != row.rev
    {
        return Err(Refused::new("request.stale").with("rev", row.rev));
    }
    decide_on(batch, request, found)
}

/// Decides what was found.
fn decide_on(batch: &Batch<'_>, request: &Request, found: Found) -> Result<Decision, Refused> {
    let ctx = Ctx {
        now: time(batch.now_us),
        actor: request.caller.actor(),
        cmd: request.key.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string()),
        zone: batch.core.zone(),
        link: batch.core.link(&found.key),
    };
    match decided(batch, &found, &ctx)? {
        None => Ok(Decision::Later),
        Some(events) if events.is_empty() => Ok(Decision::Nothing(Answer { entry: 0, made: Made::Run(found.key) })),
        Some(events) => {
            prepared(batch, request, found, &ctx, events).map(|prepared| Decision::Take(Box::new(prepared)))
        }
    }
}

/// The events; none: a command before it in the batch took a file that this one names.
fn decided(batch: &Batch<'_>, found: &Found, ctx: &Ctx) -> Result<Option<Vec<Event>>, Refused> {
    let sources = Sources {
        core: batch.core,
        directory: &batch.directory,
        reader: batch.reader,
        ahead: batch.ahead(),
        person: ctx.actor.as_person(),
        run: found.state.run,
        workflow: found.workflow.id,
    };
    let mut facts: Facts = sources.empty();
    let mut wanted = wants(&found.compiled, &found.state, &found.command);
    // Of a run that begins they become the starter.
    wanted.extend(ctx.actor.as_person().map(Want::Person));
    for _ in 0..NEED_ROUNDS {
        let is_taken = |want: &Want| match want {
            Want::File(id) => batch.has_file(id),
            Want::Kept(_) => batch.took_event(),
            _ => false,
        };
        if wanted.iter().any(is_taken) {
            return Ok(None);
        }
        sources.add(&mut facts, &wanted)?;
        match decide(&found.compiled, &found.state, &facts, &found.command, ctx) {
            Decided::Events(events) => return Ok(Some(events)),
            Decided::Refused(refusal) => return Err(Refused::from(refusal).naming(&batch.directory)),
            Decided::Need(more) => wanted = more,
        }
    }
    tracing::error!(run = found.key, command = found.command.word(), "a command asked for facts too often");
    Err(Refused::new("server.internal"))
}

fn prepared(
    batch: &Batch<'_>,
    request: &Request,
    found: Found,
    ctx: &Ctx,
    events: Vec<Event>,
) -> Result<Prepared, Refused> {
    let number = batch.next_entry();
    let at = EntryRef { number, time: ctx.now, actor: ctx.actor };
    let mut after = (*found.state).clone();
    for event in &events {
        apply(&mut after, event, &at);
    }
    after.close_entry(&at);
    let workflow = found.workflow.id;
    let now = if after.version == found.state.version || found.row.is_none() {
        Arc::clone(&found.compiled)
    } else {
        batch.core.definitions.compiled(batch.reader, workflow, after.version.into())?
    };
    let mut changes = project::parts(&found.state, &after, (workflow, &now), batch.now_us);
    changes.extend(drafts::needless(&found.compiled, &found.state, &after));
    let mut then = Vec::new();
    attach_files(batch, after.run, &events, &mut changes, &mut then)?;
    changes.extend(incoming::taken(batch.reader, &events)?);
    if found.row.is_none() {
        changes.push(Change::SetCounter { name: "run".to_owned(), n: after.run });
        changes.push(Change::SetCounter { name: runs_of(workflow), n: after.number });
        changes.extend(begun::scheduled(workflow, &events));
    }
    let entry = Entry {
        compiled: &now,
        workflow: &found.workflow,
        before: &found.state,
        after: &after,
        events: &events,
        number,
    };
    let Followed { told, orders } = follow(batch, &entry, &mut changes)?;
    then.extend(orders.into_iter().map(Then::GoOn));
    then.extend(leases_over(&found.state, &after));
    then.extend(jobs(&after, &events));
    let made = if events.iter().any(|event| matches!(event, Event::JobAnsweredLate(_))) {
        Made::Late(found.key)
    } else {
        Made::Run(found.key)
    };
    if let Ask::ContinueRun { outbox, .. } | Ask::Order { outbox, .. } = request.ask {
        changes.push(Change::DropOutbox(outbox));
    }
    let actor: Actor = ctx.actor;
    let body = Body::new(&ctx.cmd, &request.caller, &events)?;
    let origin = request.caller.origin.clone().filter(|_| request.caller.person.is_some());
    let tail = Tail { follows: found.state.last_entry, at, origin, events, bytes: 0 };
    Ok(Prepared {
        stream: Stream::run(after.run),
        expect_seq: found.state.rev,
        time_us: batch.now_us,
        actor: (stored_kind(actor.kind), actor.id),
        body,
        number,
        before: vec![Change::PutRun(project::run_row(&after, workflow))],
        changes,
        loads: loads(&found.state, &after),
        becomes: Becomes::Run(Arc::new(after), Box::new(tail)),
        told,
        then,
        answer: Answer { entry: number, made },
    })
}

/// What follows for workers: a lease begins, others hear that there is something to do.
fn jobs(after: &RunState, events: &[Event]) -> Vec<Then> {
    let of = |event: &Event| match event {
        Event::JobTaken(taken) => {
            let job = part_id(after.run, taken.job.into());
            Some(Then::BeginLease { job, fence: taken.fence, lease_s: taken.lease_s })
        }
        Event::JobQueued(_) | Event::JobRequeued(_) | Event::JobLapsed(_) => Some(Then::TellWorkers),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

/// The leases of jobs that a worker had and has no more.
fn leases_over(before: &RunState, after: &RunState) -> impl Iterator<Item = Then> {
    let had = before.jobs.iter().filter(|job| job.state == JobState::Taken);
    let over = had.filter(|had| {
        let has = after.job(had.job).filter(|job| job.state == JobState::Taken);
        has.is_none_or(|job| job.fence != had.fence)
    });
    over.map(|job| Then::EndLease { job: part_id(after.run, job.job.into()), fence: job.fence })
}

/// How many open tasks more, or fewer, each person has afterwards.
fn loads(before: &RunState, after: &RunState) -> Vec<(PersonId, i64)> {
    let mut loads: BTreeMap<PersonId, i64> = BTreeMap::new();
    for (state, one) in [(before, -1), (after, 1)] {
        for person in state.open_tasks().filter_map(|task| task.assignee) {
            *loads.entry(person).or_default() += one;
        }
    }
    loads.into_iter().filter(|(_, more)| *more != 0).collect()
}

/// The name under which a workflow's runs are counted.
pub(super) fn runs_of(workflow: i64) -> String {
    format!("runs:{workflow}")
}

fn start_run(
    batch: &Batch<'_>,
    request: &Request,
    slug: &str,
    start: Option<&str>,
    values: &Filled,
) -> Result<Found, Refused> {
    let rights = Rights::of(&request.caller, &batch.directory);
    let outside = request.caller.via == Via::Form;
    rights.at_all(if outside { Operation::FillForm } else { Operation::StartRun })?;
    let workflow = batch.workflow_by_slug(slug)?.filter(|row| !row.is_decision());
    let Some(workflow) = workflow else {
        // Who may not read drafts does not learn of them either.
        let draft = rights.may_at_all(Operation::ReadDraft) && batch.reader.draft(slug)?.is_some();
        let draft = draft.then(|| Refused::new("workflow.not_published").with("workflow", slug));
        return Err(draft.unwrap_or_else(|| Refused::not_found("workflow", slug)));
    };
    let compiled = batch.core.definitions.compiled(batch.reader, workflow.id, workflow.live_version)?;
    let index = if outside {
        relation::public_index(&compiled, start).ok_or_else(|| Refused::not_found("workflow", slug))?
    } else {
        let index = relation::start_index(&compiled, start)?;
        let starts = relation::may_start(&batch.directory, request.caller.person, &compiled, index);
        rights.with(Operation::StartRun, Relation { starts, ..Relation::default() }, "workflow", slug)?;
        index
    };
    let mut command = StartRun { start: index, values: given(values), ..StartRun::default() };
    if !outside {
        drafts::start(batch.core, &request.caller, &compiled, &mut command)?;
    }
    begun::of_version(batch, workflow, compiled, command)
}

fn on_run(batch: &Batch<'_>, request: &Request) -> Result<Found, Refused> {
    let named = Named::of(&request.ask).ok_or_else(|| Refused::new("server.internal"))?;
    let hidden = || Refused::not_found(named.what, named.id.clone());
    let internal = matches!(
        request.ask,
        Ask::FireTimer { .. }
            | Ask::ReportTimer { .. }
            | Ask::ContinueRun { .. }
            | Ask::RefillTask { .. }
            | Ask::LookAgain { .. }
            | Ask::DeliverEvent { .. }
            | Ask::LapseJob { .. }
            | Ask::AnswerCall { .. }
    );
    if internal && !request.caller.is_internal() {
        return Err(hidden());
    }
    let row = match named.run {
        Run::Number(run) => batch.reader.run(run)?,
        Run::Key(key) => batch.reader.run_by_key(key)?,
    };
    let row = row.ok_or_else(hidden)?;
    let workflow = batch.workflow(row.workflow)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let compiled = batch.core.definitions.compiled(batch.reader, row.workflow, row.version)?;
    let state = batch.core.run_state(batch.reader, &row)?.ok_or_else(|| Refused::new("store.corrupt"))?;
    let person = request.caller.person.unwrap_or_default();
    let task = if let Part::Task(task) = named.part { state.task(task) } else { None };
    let holds = task.is_some_and(|task| task.assignee == Some(person));
    let relation = Relation {
        party: state.parties.contains_key(&person),
        owner: owns(&batch.directory, person, &workflow.owner),
        starts: false,
        holds,
    };
    let rights = Rights::of(&request.caller, &batch.directory);
    rights.with(named.operation, relation, named.what, &named.id)?;
    let there = match named.part {
        Part::Task(task) => state.task(task).is_some(),
        Part::Exception(exception) => state.exception(exception).is_some(),
        Part::Job(job) => state.job(job).is_some(),
        Part::Whole => true,
    };
    if !there {
        return Err(hidden());
    }
    let mut command = command(batch, &request.ask, &named, &state)?;
    if let Command::CompleteTask(done) = &mut command {
        drafts::complete(batch.core, &request.caller, (&compiled, &state), done)?;
    }
    let key = row.key.clone();
    Ok(Found { workflow, compiled, state, row: Some(row), command, key })
}

/// Files that became the run's.
fn attach_files(
    batch: &Batch<'_>,
    run: i64,
    events: &[Event],
    changes: &mut Vec<Change>,
    then: &mut Vec<Then>,
) -> Result<(), Refused> {
    for event in events {
        let Event::FileAttached(attached) = event else { continue };
        let Some(row) = batch.reader.file(&attached.file)? else { continue };
        then.push(Then::GiveKey { key: row.key, run });
        changes.push(Change::PutFile(FileRow { run: Some(run), state: FileState::Kept, ..row }));
    }
    Ok(())
}
