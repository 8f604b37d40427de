//! `run`: another workflow. The step waits for its outcome, or goes on at once (`detach`).
//!
//! What it is started with is computed when the step opens; whoever begins the other run does so with that. A person is handed
//! over by their e-mail, which the other workflow finds again.

use baton_feel::Value;
use baton_model::IndexMap;
use baton_model::definition::Step;
use baton_model::definition::step::SubWorkflow;
use serde_json::Value as Json;

use crate::Datum;
use crate::decide::burst::{Burst, Decision};
use crate::event::Place;
use crate::event::{Event, RunAsked};
use crate::limits::SUB_RUNS;
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// Asks for a run of another workflow.
    pub fn run_workflow(&mut self, thread: ThreadNo, step: &Step, asked: &SubWorkflow) -> Decision {
        let name = Name::from(step.id.as_str());
        if self.state.subs.len() >= SUB_RUNS {
            let max = [("max", SUB_RUNS.to_string())];
            self.raise(thread, &Place::Step(name.clone()), &name, "step.too_many_runs", max);
            return Ok(());
        }
        let mut with = IndexMap::default();
        for given in &asked.with {
            let Some(expr) = &given.value else { continue };
            let value = handed(&self.names().eval(&expr.program)?.value);
            let private = self.workflow().private_in(&expr.program).is_some();
            with.insert(Name::from(given.field.as_str()), Datum::of(value, private));
        }
        let pass = if asked.detach { self.open_automatic(thread, &name)? } else { self.open_waiting(thread, step)? };
        self.emit(Event::RunAsked(RunAsked {
            v: V1::default(),
            sub: self.state.subs.len() as u32 + 1,
            step: name.clone(),
            pass,
            thread,
            workflow: asked.workflow.name.as_str().into(),
            version: asked.version,
            with,
            detached: asked.detach,
        }));
        if asked.detach { self.complete_automatic(thread, &name, pass) } else { Ok(()) }
    }
}

/// A value as it is handed to another workflow.
fn handed(value: &Value) -> Json {
    let email = |value: &Value| value.as_context()?.get("email")?.as_text().map(str::to_owned);
    match value {
        Value::Context(_) => email(value).map_or_else(|| value.to_json(), Json::String),
        _ => value.to_json(),
    }
}
