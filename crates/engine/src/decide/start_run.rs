//! Begins a run: the version is fixed, the form's values are kept, the first step opens.

use crate::Datum;
use crate::behaviour::demands::is_demanded;
use crate::behaviour::exceptions::VALUES_MISSING;
use crate::behaviour::fields;
use crate::behaviour::hearing::key_text;
use crate::behaviour::moving::Leaving;
use crate::behaviour::values::is_absent;
use crate::command::StartRun;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, FileAttached, Place, RunStarted};
use crate::facts::Incoming;
use crate::form::{self, Form};
use crate::name::{Name, START, V1};
use crate::refusal::{FieldFault, Refusal};
use baton_model::definition::{Start, StartKind};
use baton_model::graph::Edge;
use baton_people::Private;
use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::Value as Json;

pub(super) fn carry_out(burst: &mut Burst<'_>, command: &StartRun) -> Decision {
    let may_begin = |start: &Start| match start.kind {
        StartKind::Run => command.parent.is_some(),
        StartKind::Event { .. } | StartKind::Webhook { .. } | StartKind::Schedule { .. } => command.event.is_some(),
        _ => start.is_by_hand(),
    };
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
    let begins = begins(burst, command)?;
    let Begins { values, missing, key } = begins;
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
        begun_for: key,
        scheduled: scheduled(burst, command),
        target,
    }));
    burst.attach_files(&values);
    burst.give(Some(START.into()), 1, values)?;
    burst.relabel()?;
    burst.arm_run()?;
    if !missing.is_empty() {
        burst.raise_missing(1, &Place::Start, &START.into(), VALUES_MISSING, missing);
        return Ok(());
    }
    begin(burst, command.start)
}

/// The moment by which a schedule begins the run.
fn scheduled(burst: &Burst<'_>, command: &StartRun) -> Option<Timestamp> {
    let start = burst.workflow().start.get(command.start)?;
    let event = command.event.as_ref().filter(|_| matches!(start.kind, StartKind::Schedule { .. }))?;
    Some(event.at)
}

/// Goes to the first step.
pub(super) fn begin(burst: &mut Burst<'_>, start: usize) -> Decision {
    let starter = burst.state.starter;
    let first = burst.def.graph.starts.get(start).and_then(|node| burst.def.graph.node(*node));
    if let Some(edge) = first.and_then(|node| node.next.as_ref()) {
        burst.follow(1, edge, &Leaving { step: START.into(), choice: None, by: starter })?;
    }
    Ok(())
}

/// What a run begins with.
struct Begins {
    values: IndexMap<Name, Json>,
    /// What an event did not say, and is needed.
    missing: Vec<Name>,
    key: Option<Datum>,
}

fn begins(burst: &mut Burst<'_>, command: &StartRun) -> Decision<Begins> {
    if let Some(event) = &command.event {
        return begins_by(burst, command.start, event);
    }
    match form::take(burst, Form::Start(command.start), &command.values)? {
        Ok(values) => Ok(Begins { values, missing: Vec::new(), key: None }),
        Err(faults) => {
            let mut refusal = Refusal::new("run.values_wrong").with("count", faults.len());
            refusal.faults = faults;
            Err(refusal.into())
        }
    }
}

/// What an event gives to the run that it begins. What is missing or does not fit waits for somebody who supplies it.
fn begins_by(burst: &mut Burst<'_>, start: usize, event: &Incoming) -> Decision<Begins> {
    let def = burst.def;
    let Some(known) = def.workflow.start.get(start) else {
        return Ok(Begins { values: IndexMap::new(), missing: Vec::new(), key: None });
    };
    burst.body = Some(event.body.clone());
    let computed = burst.computed(&known.gives);
    let key = match &known.kind {
        StartKind::Event { key: Some(key), .. } | StartKind::Webhook { key: Some(key), .. } => {
            let private = burst.workflow().private_in(&key.program).is_some();
            let key = burst.names().eval(&key.program).map(|outcome| key_text(&outcome.value));
            key.map(|key| key.map(|key| Datum::of(key.into(), private)))
        }
        _ => Ok(None),
    };
    burst.body = None;
    let (mut values, key) = (computed?, key?);
    let way = def.graph.starts.get(start).and_then(|node| def.graph.node(*node)).and_then(|node| node.next.as_ref());
    if matches!(known.kind, StartKind::Webhook { .. }) {
        let values = called_with(burst, way, &values)?;
        return Ok(Begins { values, missing: Vec::new(), key });
    }
    let mut missing = Vec::new();
    for (field, value) in &mut values {
        if !burst.fits(field, value)? {
            *value = Json::Null;
        }
        let required = def.workflow.fields.get(&**field).is_some_and(|known| known.required);
        if is_absent(value) && (required || is_demanded(def, way, field)) {
            missing.push(field.clone());
        }
    }
    Ok(Begins { values, missing, key })
}

/// What a call gives. Who calls is told what is missing or does not fit, and no run begins.
fn called_with(
    burst: &Burst<'_>,
    way: Option<&Edge>,
    computed: &IndexMap<Name, Json>,
) -> Decision<IndexMap<Name, Json>> {
    let (mut values, mut faults, names) = (IndexMap::new(), Vec::new(), burst.names());
    for (name, value) in computed {
        let Some(field) = burst.workflow().fields.get(&**name) else { continue };
        match fields::take(field, value, &names)? {
            Ok(taken) if is_absent(&taken) && (field.required || is_demanded(burst.def, way, name)) => {
                let fault = FieldFault::of_field(name, "value.required");
                faults.push(fault.with("field", &field.label.text).with("label", &field.label.text));
            }
            Ok(taken) => drop(values.insert(name.clone(), taken)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if faults.is_empty() {
        return Ok(values);
    }
    let mut refusal = Refusal::new("run.values_wrong").with("count", faults.len());
    refusal.faults = faults;
    Err(refusal.into())
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
