//! Moving runs, looked at before it is done: which runs of a workflow can go to a version, and what would come of moving one.
//! Nothing is changed here: the moves are decided as the writer decides them, and thrown away.

use std::sync::Arc;

use baton_engine::moves::{Obstacle, obstacles, targets, way};
use baton_engine::state::Phase;
use baton_engine::{Command, Ctx, Event, MoveRun, Refusal, RunState};
use baton_model::Compiled;
use baton_store::query::{Cursor, RunFilter as StoreFilter, RunQuery};
use baton_store::row::WorkflowRow;

use super::decided::{Foreseen, after, foresee};
use super::looked::{Looked, seen_of, zone_of};
use super::page::{cursor, cut};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::{Lens, moment};
use crate::view::types::{MoveObstacle, MovePlace, MovePreview, MovedDue, MovedTask, MovingRun, Named, Page};

/// How many places of a run are shown.
const PLACES_MAX: usize = 100;

/// A move that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveAsk {
    /// The version; none: its own.
    pub version: Option<u32>,
    /// The place that goes elsewhere, and to which step.
    pub place: Option<(u32, String)>,
}

impl Handle {
    /// The runs of a workflow that go on, latest first, each with whether it can be moved to a version or to the draft.
    pub fn moves(
        &self,
        caller: &Caller,
        slug: &str,
        to: &str,
        (after, limit): (Option<&str>, u32),
    ) -> Result<Page<MovingRun>, Refused> {
        let core = self.core();
        let directory = core.directory();
        let rights = Rights::of(caller, &directory);
        rights.at_all(Operation::PublishWorkflow)?;
        let reader = core.reader()?;
        let workflow = reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision());
        let workflow = workflow.ok_or_else(|| Refused::not_found("workflow", slug))?;
        let (now, version) = self.target(caller, &workflow, to)?;
        let query = RunQuery {
            filter: Some(StoreFilter::Running),
            workflow: Some(workflow.id),
            after: cursor(after)?,
            limit: limit as usize + 1,
            ..RunQuery::of(seen_of(&directory, caller, &workflow.owner))
        };
        let (rows, next) = cut(reader.runs(&query)?, limit, |row| Cursor::clone(&row.cursor()));
        let mut items = Vec::new();
        for row in rows {
            let looked = Looked::of(core, reader.as_ref(), row, zone_of(core, caller))?;
            let may_move = rights.may(Operation::MoveRun, looked.relation(caller));
            items.push(moving(&looked, &now, version, may_move));
        }
        Ok(Page { items, next })
    }

    /// The text that a version of a workflow is, or that its draft would be, and its number.
    pub(super) fn target(
        &self,
        caller: &Caller,
        workflow: &WorkflowRow,
        to: &str,
    ) -> Result<(Arc<Compiled>, u32), Refused> {
        let core = self.core();
        if to != "draft" {
            let unknown = || Refused::not_found("version", to);
            let number: u32 = to.trim_start_matches('v').parse().map_err(|_| unknown())?;
            let reader = core.reader()?;
            reader.version(workflow.id, number.into())?.ok_or_else(unknown)?;
            let compiled = core.definitions.compiled(reader.as_ref(), workflow.id, number.into())?;
            return Ok((compiled, number));
        }
        let draft = self.draft(caller, &workflow.slug)?;
        let compiled = baton_model::compile(&baton_model::with_ids(&draft.source));
        let compiled =
            compiled.map_err(|faults| Refused::new("workflow.not_publishable").with("count", faults.len()))?;
        Ok((Arc::new(compiled), workflow.live_version as u32 + 1))
    }

    /// Where a run is and can go, and what would come of a move.
    pub fn move_preview(&self, caller: &Caller, key: &str, ask: &MoveAsk) -> Result<MovePreview, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::MoveRun, "run", key, key)?;
        let version = ask.version.unwrap_or(looked.state.version);
        let (now, _) = self.target(caller, &looked.workflow, &format!("v{version}"))?;
        let mut preview = MovePreview {
            version,
            places: places(&looked, &now),
            refused: None,
            withdrawn: Vec::new(),
            opened: Vec::new(),
            due: Vec::new(),
            timers_gone: 0,
            timers_set: 0,
            problems: Vec::new(),
            ends: None,
        };
        let places = ask.place.iter().map(|(place, step)| (*place, step.as_str().into())).collect();
        let command = Command::MoveRun(MoveRun { version, places, reason: Some("-".to_owned()) });
        match foresee(core, caller, &looked, &command)? {
            Foreseen::Refused(refusal) => preview.refused = Some(obstacle(&Obstacle { thread: 0, refusal })),
            Foreseen::Events(events, ctx) => consequences(&looked, &now, (&events, &ctx), &mut preview),
        }
        Ok(preview)
    }
}

fn moving(looked: &Looked, now: &Compiled, version: u32, may_move: bool) -> MovingRun {
    let state = &looked.state;
    let why: Vec<MoveObstacle> = if state.version == version {
        Vec::new()
    } else {
        obstacles(&looked.compiled, now, state, version, &[]).iter().map(obstacle).collect()
    };
    let verdict = if state.version == version {
        "stays"
    } else if why.is_empty() {
        "can"
    } else {
        "cannot"
    };
    let lens = looked.lens();
    let at = places_of(state).map(|(_, step)| Named { title: lens.step_title(&step), id: step }).take(PLACES_MAX);
    MovingRun {
        run: state.key.to_string(),
        label: state.label.clone(),
        version: state.version,
        verdict: verdict.to_owned(),
        at: at.collect(),
        why,
        may_move,
    }
}

fn obstacle(found: &Obstacle) -> MoveObstacle {
    let Refusal { code, .. } = found.refusal;
    MoveObstacle {
        place: (found.thread != 0).then_some(found.thread),
        code: code.to_owned(),
        sentence: found.refusal.sentence(),
        remedy: baton_engine::codes::code(code).map_or(String::new(), |known| known.remedy.to_owned()),
    }
}

/// The threads of a run that wait somewhere, with their steps.
fn places_of(state: &RunState) -> impl Iterator<Item = (u32, String)> {
    state.threads.iter().filter_map(|thread| {
        let step = match &thread.phase {
            Phase::In(step) | Phase::Before { step, .. } => step.to_string(),
            Phase::Held(exception) => state.exception(*exception)?.step.to_string(),
            Phase::UndoingRun { .. } => {
                let of = state.undoing.iter().find(|undo| undo.thread == thread.thread)?;
                of.then.step.as_ref()?.to_string()
            }
            Phase::Between | Phase::Paused { .. } | Phase::AtJoin { .. } => return None,
        };
        Some((thread.thread, step))
    })
}

fn places(looked: &Looked, now: &Compiled) -> Vec<MovePlace> {
    let lens = looked.lens();
    let steps = targets(now);
    let known = places_of(&looked.state).take(PLACES_MAX).map(|(place, step)| {
        let can = steps.iter().filter(|to| way(now, &looked.state, place, &to.id).is_some());
        let can = can.map(|to| Named { id: to.id.clone(), title: to.title.outline() });
        MovePlace { place, title: lens.step_title(&step), step, targets: can.collect() }
    });
    known.collect()
}

/// What events would change, as far as people see it.
fn consequences(looked: &Looked, now: &Compiled, (events, ctx): (&[Event], &Ctx), preview: &mut MovePreview) {
    let before = &looked.state;
    let after = after(before, (events, ctx));
    let was = looked.lens();
    let zone = jiff::tz::TimeZone::UTC;
    let then = Lens { compiled: now, state: &after, now: ctx.now, zone: &zone, ..looked.lens() };
    for event in events {
        match event {
            Event::StepWithdrawn(gone) => {
                let people = gone
                    .task
                    .and_then(|task| before.task(task))
                    .map(baton_engine::state::TaskRecord::people)
                    .unwrap_or_default();
                let people = people.iter().map(|person| was.name(*person)).collect();
                let (step, title) = (gone.step.to_string(), was.step_title(&gone.step));
                preview.withdrawn.push(MovedTask { step, title, people });
            }
            Event::StepOpened(opened) => {
                let tasks = after.open_tasks().filter(|task| task.step == opened.step && task.thread == opened.thread);
                let people =
                    tasks.flat_map(baton_engine::state::TaskRecord::people).map(|person| then.name(person)).collect();
                let (step, title) = (opened.step.to_string(), then.step_title(&opened.step));
                preview.opened.push(MovedTask { step, title, people });
            }
            Event::DueMoved(moved) => preview.due.push(MovedDue {
                title: then.step_title(&moved.step),
                was: before.shown(&moved.step).and_then(|record| record.due).map(moment),
                now: moved.due.map(moment),
            }),
            Event::ExceptionRaised(raised) => {
                let code = baton_engine::codes::code(&raised.code).map_or("", |code| code.sentence);
                let filled =
                    |text: String, (name, value): (&String, &String)| text.replace(&format!("{{{name}}}"), value);
                preview.problems.push(raised.params.iter().fold(code.to_owned(), filled));
            }
            Event::RunFinished(finished) => preview.ends = Some(then.outcome_title(&finished.outcome)),
            _ => {}
        }
    }
    let missing = |one: &RunState, other: &RunState| {
        one.timers.iter().filter(|timer| other.timer(timer.timer).is_none()).count() as u32
    };
    preview.timers_gone = missing(before, &after);
    preview.timers_set = missing(&after, before);
}
