//! News of a run that this one asked for: it has begun, it has ended, it could not begin.
//!
//! News of one that nobody waits for any more, or that was told before, changes nothing.

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::behaviour::handlers::OpenStep;
use crate::command::SubRunEnd;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, SubRunBegan, SubRunEnded};
use crate::name::{Name, RunId, SubNo, V1};
use crate::state::{SubRun, SubState};
use baton_model::definition::StepKind;

pub(super) fn began(burst: &mut Burst<'_>, number: SubNo, run: RunId, key: &str) {
    let known = burst.state.subs.iter().find(|sub| sub.sub == number);
    if known.is_some_and(|sub| sub.run.is_none()) {
        let key = key.into();
        burst.emit(Event::SubRunBegan(SubRunBegan { v: V1::default(), sub: number, run, key }));
    }
}

pub(super) fn ended(burst: &mut Burst<'_>, number: SubNo, end: &SubRunEnd) -> Decision {
    let known = burst.state.subs.iter().find(|sub| sub.sub == number && sub.state != SubState::Ended).cloned();
    let Some(sub) = known else { return Ok(()) };
    let awaited = sub.is_awaited();
    if sub.state == SubState::Withdrawn {
        return Ok(());
    }
    let outcome = match end {
        SubRunEnd::Finished { outcome, .. } => Some(outcome.clone()),
        SubRunEnd::Cancelled | SubRunEnd::NotBegun { .. } => None,
    };
    let SubRun { step, pass, thread, .. } = sub.clone();
    burst.emit(Event::SubRunEnded(SubRunEnded {
        v: V1::default(),
        sub: number,
        step: step.clone(),
        pass,
        thread,
        outcome,
    }));
    if !awaited {
        return Ok(());
    }
    let open = OpenStep { step, pass, thread };
    burst.frame = burst.state.frame_of(thread);
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
    burst.complete_automatic(open.thread, &open.step, open.pass)
}

fn hold<const N: usize>(burst: &mut Burst<'_>, open: &OpenStep, code: &str, params: [(&str, String); N]) {
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    burst.hold_opened(open, code, params, Vec::new());
}
