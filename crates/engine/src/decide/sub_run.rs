//! News of a run that this one asked for: it has begun, it has ended, it could not begin, it has undone what it did.
//!
//! News of one that nobody waits for any more, or that was told before, changes nothing.

use baton_model::IndexMap;
use serde_json::Value as Json;

use crate::behaviour::handlers::OpenStep;
use crate::command::{SubRunEnd, SubUndone};
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, Place, SubRunBegan, SubRunEnded, SubRunUndone};
use crate::name::{Name, RunId, SubNo, V1};
use crate::refusal::Refusal;
use crate::state::{Phase, SubRun, SubState, Thread};
use baton_model::definition::StepKind;

pub(super) fn began(burst: &mut Burst<'_>, number: SubNo, run: RunId, key: &str) {
    let known = burst.state.subs.iter().find(|sub| sub.sub == number);
    if known.is_some_and(|sub| sub.run.is_none()) {
        let key = key.into();
        burst.emit(Event::SubRunBegan(SubRunBegan { v: V1::default(), sub: number, run, key }));
    }
}

pub(super) fn ended(burst: &mut Burst<'_>, number: SubNo, end: &SubRunEnd) -> Decision {
    let Some((sub, open)) = noted(burst, number, end) else { return Ok(()) };
    match end {
        SubRunEnd::Finished { values, .. } => take(burst, &open, values),
        SubRunEnd::Cancelled => {
            let run = sub.key.map(|key| key.to_string()).unwrap_or_default();
            hold(burst, &open, "step.run_cancelled", [("run", run), ("workflow", sub.workflow.to_string())]);
            Ok(())
        }
        SubRunEnd::NotBegun { why } => {
            hold(burst, &open, "step.run_not_begun", [("workflow", sub.workflow.to_string()), ("why", why.clone())]);
            Ok(())
        }
    }
}

/// What it did is undone, was given up, or cannot be undone any more: the thread that waits for that undoes what comes before.
pub(super) fn undone(burst: &mut Burst<'_>, number: SubNo, told: SubUndone) {
    let waits = |thread: &&Thread| matches!(thread.phase, Phase::UndoingRun { sub, .. } if sub == number);
    let Some(thread) = burst.state.threads.iter().find(waits).map(|thread| thread.thread) else { return };
    let Some(step) = burst.state.subs.iter().find(|sub| sub.sub == number).map(|sub| sub.step.clone()) else { return };
    burst.frame = burst.state.frame_of(thread);
    let (gone, left) = (told == SubUndone::Gone, told == SubUndone::Left);
    burst.emit(Event::SubRunUndone(SubRunUndone { v: V1::default(), sub: number, thread, gone, left }));
    // As a move of its own: where what comes next is over a limit, that is held, and the news is not lost with it.
    burst.send(thread, Place::Undone(step));
}

/// It has ended, and whether what it gives fits here is over a limit: the step that asked for it is held.
pub(super) fn over_limit(burst: &mut Burst<'_>, (number, end): (SubNo, &SubRunEnd), refusal: &Refusal) {
    if let Some((_, open)) = noted(burst, number, end) {
        burst.hold_open_over_limit(&open, refusal);
    }
}

/// Notes that it has ended. Gives the step that waits for it, if one does.
fn noted(burst: &mut Burst<'_>, number: SubNo, end: &SubRunEnd) -> Option<(SubRun, OpenStep)> {
    let is_there = |sub: &&SubRun| sub.sub == number && !matches!(sub.state, SubState::Ended | SubState::Withdrawn);
    let sub = burst.state.subs.iter().find(is_there).cloned()?;
    let awaited = sub.is_awaited();
    let (outcome, gives, undoable) = match end {
        SubRunEnd::Finished { outcome, gives, undoable, .. } => (Some(outcome.clone()), gives.clone(), *undoable),
        SubRunEnd::Cancelled | SubRunEnd::NotBegun { .. } => (None, IndexMap::default(), false),
    };
    let SubRun { step, pass, thread, detached, .. } = sub.clone();
    let has_undo = burst.step(&step).is_some_and(|step| !step.undo.is_empty());
    burst.emit(Event::SubRunEnded(SubRunEnded {
        v: V1::default(),
        sub: number,
        step: step.clone(),
        pass,
        thread,
        outcome,
        gives,
        undoable,
        done: undoable && !detached && !has_undo,
    }));
    burst.frame = burst.state.frame_of(thread);
    awaited.then_some((sub, OpenStep { step, pass, thread }))
}

/// What the step takes from the other run is kept, and this one goes on.
fn take(burst: &mut Burst<'_>, open: &OpenStep, theirs: &IndexMap<String, Json>) -> Decision {
    let Some(step) = burst.step(&open.step) else { return Ok(()) };
    let StepKind::Run(run) = &step.kind else { return Ok(()) };
    let value = |expr: &str| theirs.get(expr).cloned().unwrap_or_default();
    let values: IndexMap<Name, Json> =
        run.takes.iter().map(|taken| (taken.mine.name.as_str().into(), value(&taken.theirs))).collect();
    if let Some((code, fields)) = burst.not_taken(&open.step, &values)? {
        burst.hold_open(open, code, fields);
        return Ok(());
    }
    burst.give(Some(open.step.clone()), open.pass, values)?;
    // What it gave stands, also where what follows is over a limit.
    burst.finishing(open)
}

fn hold<const N: usize>(burst: &mut Burst<'_>, open: &OpenStep, code: &str, params: [(&str, String); N]) {
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    burst.hold_opened(open, code, params, Vec::new());
}
