//! Cancelling a run, looked at before it is done: what would be withdrawn, what is done because of it, what could be undone, also by the
//! runs that it waits for. Of a run that is ending: what is given up when it ends at once. Nothing is changed here.
//!
//! Runs that who asks may not see have no key here, and what they did has no title: it is only said that there is something.

use std::cmp::Reverse;

use baton_engine::event::{Done, StepWithdrawn};
use baton_engine::state::{SubRun, TaskRecord, Undo};
use baton_engine::{CancelHow, Command, Event, RunState};
use baton_model::Compiled;
use baton_model::definition::{Step, StepKind};
use baton_store::Reader;

use super::above::{ABOVE_MAX, Above};
use super::decided::{Foreseen, after, foresee};
use super::looked::Looked;
use crate::caller::Caller;
use crate::core::Core;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::view::types::{CancelPreview, CancelUndo, CancelWithdrawn};

/// Of how many steps of other runs it is told that they could be undone.
const UNDONE_ELSEWHERE_MAX: usize = 100;

impl Handle {
    /// What would come of cancelling a run.
    ///
    /// # Errors
    /// The run is over, or who asks may not cancel it.
    pub fn cancel_preview(&self, caller: &Caller, key: &str) -> Result<CancelPreview, Refused> {
        let core = self.core();
        let looked = Looked::seen(core, caller, Operation::CancelRun, "run", key, key)?;
        let how = if looked.state.ending.is_some() { CancelHow::Force } else { CancelHow::Keep };
        let command = Command::CancelRun { reason: "-".to_owned(), how };
        match foresee(core, caller, &looked, &command)? {
            Foreseen::Refused(refusal) => Err(Refused::from(refusal)),
            Foreseen::Events(events, ctx) => {
                let after = after(&looked.state, (&events, &ctx));
                let reader = core.reader()?;
                let above = Above::new(core, caller, reader.as_ref());
                Preview { core, reader: reader.as_ref(), above, looked: &looked }.of(&events, &after)
            }
        }
    }
}

struct Preview<'a> {
    core: &'a Core,
    reader: &'a dyn Reader,
    above: Above<'a>,
    looked: &'a Looked,
}

impl Preview<'_> {
    fn of(&self, events: &[Event], after: &RunState) -> Result<CancelPreview, Refused> {
        let state = &self.looked.state;
        let lens = self.looked.lens();
        // Where something is still done for the end, the timers of that stay.
        let stays = |number| after.timers.iter().any(|timer| timer.timer == number);
        let gone = state.timers.iter().filter(|timer| !timer.is_of_run() && !stays(timer.timer));
        let (mut withdrawn, mut done_first) = (Vec::new(), Vec::new());
        for event in events {
            match event {
                // What was opened only because it is cancelled is not withdrawn from anybody.
                Event::StepWithdrawn(gone) if state.thread(gone.thread).is_some() => {
                    withdrawn.push(self.withdrawn(gone)?);
                }
                Event::StepOpened(opened) => done_first.push(lens.step_title(&opened.step)),
                _ => {}
            }
        }
        let (ending, timers) = (state.ending.is_some(), gone.count() as u32);
        let mut undoable = if ending { Vec::new() } else { self.undone_elsewhere()? };
        undoable.extend(self.undoable(after)?);
        Ok(CancelPreview { withdrawn, done_first, timers, undoable, ending, rev: self.looked.row.rev })
    }

    /// What this run did and could undo: what nothing that is done for its end undoes, and what was being undone by what would be
    /// withdrawn. Of a run that is ending: what is being undone.
    fn undoable(&self, after: &RunState) -> Result<Vec<CancelUndo>, Refused> {
        let Looked { state, compiled, .. } = self.looked;
        let lens = self.looked.lens();
        let told = |done: &Done| {
            let title = lens.step_title(&done.step);
            let run = self.undoes_itself(done)?;
            Ok(CancelUndo { step: done.step.to_string(), title, by: undone_by(compiled, done), run })
        };
        match state.ending {
            Some(_) => under(state).map(told).collect(),
            None => after.completions.iter().rev().map(told).collect(),
        }
    }

    /// The run that was asked for and undoes itself what it did, where who asks may see it.
    fn undoes_itself(&self, done: &Done) -> Result<Option<String>, Refused> {
        let sub = self.looked.state.subs.iter().find(|sub| Some(sub.sub) == done.sub);
        let Some(key) = sub.and_then(|sub| sub.key.as_ref()) else { return Ok(None) };
        Ok(self.above.by_key(key)?.map(|row| row.key))
    }

    /// What the runs did that it waits for, and those that they wait for: it is undone by them, and is the latest.
    fn undone_elsewhere(&self) -> Result<Vec<CancelUndo>, Refused> {
        let awaited = |state: &RunState| -> Vec<i64> {
            let is_taken_back =
                |sub: &&SubRun| sub.is_awaited() && !state.thread(sub.thread).is_some_and(|known| known.outlasts);
            state.subs.iter().filter(is_taken_back).filter_map(|sub| sub.run).collect()
        };
        let (mut told, mut open, mut looked_at) = (Vec::new(), awaited(&self.looked.state), 0);
        while let Some(id) = open.pop() {
            let Some(row) = self.reader.run(id)? else { continue };
            let Some(state) = self.core.run_state(self.reader, &row)? else { continue };
            looked_at += 1;
            if state.ending.is_some() || !state.is_running() {
                continue;
            }
            let is_seen = self.above.by_key(&row.key)?.is_some();
            let compiled = self.core.definitions.compiled(self.reader, row.workflow, row.version)?;
            let goes_on = |thread| state.thread(thread).is_some_and(|known| known.outlasts);
            let cut_short = state.undoing.iter().filter(|undo| !goes_on(undo.thread));
            let mut all: Vec<&Done> = cut_short.flat_map(Undo::under).chain(state.completions.iter().rev()).collect();
            all.sort_by_key(|done| Reverse(done.nth));
            for done in all {
                told.push(if is_seen { of_other(&compiled, done, &row.key) } else { hidden() });
                if !is_seen {
                    break;
                }
            }
            open.extend(awaited(&state));
            if looked_at >= ABOVE_MAX || told.len() >= UNDONE_ELSEWHERE_MAX {
                break;
            }
        }
        told.truncate(UNDONE_ELSEWHERE_MAX);
        Ok(told)
    }

    fn withdrawn(&self, gone: &StepWithdrawn) -> Result<CancelWithdrawn, Refused> {
        let (state, lens) = (&self.looked.state, self.looked.lens());
        let people = gone.task.and_then(|task| state.task(task)).map(TaskRecord::people).unwrap_or_default();
        let is_awaited = |sub: &&SubRun| sub.is_of(&gone.step, gone.pass, gone.thread) && sub.is_awaited();
        let sub = state.subs.iter().find(is_awaited);
        let job = state.job_of(gone.thread).filter(|job| job.step == gone.step);
        let kind = match (gone.task, sub, job) {
            (Some(_), ..) => "task",
            (_, Some(_), _) => "run",
            (.., Some(_)) => "job",
            _ if self.looked.compiled.workflow.step(&gone.step).is_some_and(is_wait) => "wait",
            _ => "block",
        };
        let run = match sub.and_then(|sub| sub.key.as_ref()) {
            Some(key) => self.above.by_key(key)?.map(|row| row.key),
            None => None,
        };
        Ok(CancelWithdrawn {
            step: gone.step.to_string(),
            title: lens.step_title(&gone.step),
            kind: kind.to_owned(),
            people: people.iter().map(|person| lens.name(*person)).collect(),
            run,
        })
    }
}

/// What is being undone.
fn under(state: &RunState) -> impl Iterator<Item = &Done> {
    state.undoing.iter().flat_map(Undo::under)
}

fn undone_by(compiled: &Compiled, done: &Done) -> Vec<String> {
    let steps = compiled.workflow.step(&done.step).map_or(&[][..], |step| &step.undo);
    steps.iter().map(|step| step.title.outline()).collect()
}

fn of_other(compiled: &Compiled, done: &Done, key: &str) -> CancelUndo {
    let title = compiled.workflow.step(&done.step).map_or_else(|| done.step.to_string(), |step| step.title.outline());
    CancelUndo { step: done.step.to_string(), title, by: undone_by(compiled, done), run: Some(key.to_owned()) }
}

/// What a run did that who asks may not see.
fn hidden() -> CancelUndo {
    let title = crate::words::say("timeline.another_run", &[]);
    CancelUndo { step: String::new(), title, by: Vec::new(), run: None }
}

fn is_wait(step: &std::sync::Arc<Step>) -> bool {
    matches!(step.kind, StepKind::Wait(_))
}
