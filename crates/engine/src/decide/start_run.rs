//! Begins a run: the version is fixed, the form's values are kept, the first step opens.

use crate::behaviour::fields;
use crate::behaviour::moving::Leaving;
use crate::command::StartRun;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, FileAttached, RunStarted};
use crate::form::{self, Form};
use crate::name::{Name, START, V1};
use crate::refusal::Refusal;
use baton_model::definition::{Start, StartKind};
use baton_people::Private;
use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::Value as Json;

pub(super) fn carry_out(burst: &mut Burst<'_>, command: &StartRun) -> Decision {
    let asked_for = command.parent.is_some();
    let may_begin = |start: &Start| start.is_by_hand() || asked_for && matches!(start.kind, StartKind::Run);
    if !burst.workflow().start.get(command.start).is_some_and(may_begin) {
        let known: Vec<&str> = burst.workflow().start.iter().map(|start| start.title.text.as_str()).collect();
        return Err(Refusal::new("run.unknown_start")
            .with("start", command.start)
            .with("starts", known.join(", "))
            .into());
    }
    let starter = burst.ctx.actor.as_person();
    if let Some(person) = starter {
        burst.person(person)?;
    }
    let values = match form::take(burst, Form::Start(command.start), &command.values)? {
        Ok(values) => values,
        Err(faults) => {
            let mut refusal = Refusal::new("run.values_wrong").with("count", faults.len());
            refusal.faults = faults;
            return Err(refusal.into());
        }
    };
    let target = target(burst, &values)?;
    burst.emit(Event::RunStarted(RunStarted {
        v: V1::default(),
        run: command.run,
        key: command.key.as_str().into(),
        number: command.number,
        workflow: burst.workflow().id.name.as_str().into(),
        version: command.version,
        start: command.start,
        starter,
        parent: command.parent,
        target,
    }));
    burst.attach_files(&values);
    burst.give(Some(START.into()), 1, values)?;
    burst.relabel()?;
    burst.arm_run()?;
    let first = burst.def.graph.starts.get(command.start).and_then(|node| burst.def.graph.node(*node));
    if let Some(edge) = first.and_then(|node| node.next.as_ref()) {
        burst.follow(1, edge, &Leaving { step: START.into(), choice: None, by: starter })?;
    }
    Ok(())
}

/// When the run should have come to its outcome. It may hang on the values of the form, which are not the run's yet.
fn target(burst: &mut Burst<'_>, values: &IndexMap<Name, Json>) -> Decision<Option<Timestamp>> {
    let Some(target) = &burst.workflow().target else { return Ok(None) };
    burst.pending = values.iter().map(|(field, value)| (field.to_string(), value.clone())).collect();
    let moment = burst.deadline(target, burst.ctx.now);
    burst.pending.clear();
    Ok(moment?.0)
}

impl Burst<'_> {
    /// Makes the files that values name the run's, where they are not yet.
    pub fn attach_files(&mut self, values: &IndexMap<Name, Json>) {
        for (field, value) in values {
            let Some(known) = self.field_of(field).map(std::borrow::Cow::into_owned) else { continue };
            let ids = fields::files_in(&known, value);
            for id in ids.into_iter().filter(|id| !self.state.files.contains_key(*id)).collect::<Vec<_>>() {
                let Some(Some(file)) = self.facts.files.get(id) else { continue };
                self.emit(Event::FileAttached(FileAttached {
                    v: V1::default(),
                    file: id.into(),
                    size_bytes: file.size_bytes,
                    media_type: file.media_type.clone(),
                    sha256: file.sha256.clone(),
                    name: Private::of_run(file.name.clone()),
                    content_sha256: Private::of_run(file.content_sha256.clone()),
                }));
            }
        }
    }
}
