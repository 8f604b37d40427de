//! Begins a run: the version is fixed, the form's values are kept, the first step opens.

use crate::Datum;
use crate::behaviour::demands::is_demanded_from_start;
use crate::behaviour::exceptions::NotBegun;
use crate::behaviour::fields;
use crate::behaviour::hearing::key_text;
use crate::behaviour::moving::Leaving;
use crate::behaviour::values::is_absent;
use crate::command::StartRun;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, FileAttached, RunStarted};
use crate::facts::Incoming;
use crate::form::{self, Form};
use crate::limits::CHAIN_RUNS;
use crate::name::{Name, START, V1};
use crate::refusal::{FieldFault, Refusal};
use baton_model::Compiled;
use baton_model::IndexMap;
use baton_model::definition::{Start, StartKind};
use baton_model::graph::Edge;
use baton_people::Private;
use jiff::Timestamp;
use serde_json::Value as Json;

pub(super) fn carry_out(burst: &mut Burst<'_>, command: &StartRun) -> Decision {
    let may_begin = |start: &Start| match start.kind {
        StartKind::Run => command.parent.is_some(),
        StartKind::Event { .. } | StartKind::Webhook { .. } | StartKind::Schedule { .. } => command.event.is_some(),
        StartKind::Date { .. } | StartKind::Workflow { .. } => command.cause.is_some(),
        StartKind::Form(_) | StartKind::Manual(_) => true,
    };
    if !burst.workflow().start.get(command.start).is_some_and(may_begin) {
        let known: Vec<String> = burst.workflow().start.iter().map(|start| start.title.outline()).collect();
        return Err(Refusal::new("run.unknown_start")
            .with("start", command.start)
            .with("starts", known.join(", "))
            .into());
    }
    let starter = burst.ctx.actor.as_person();
    if let Some(person) = starter {
        burst.person(person)?;
    }
    let Begins { values, key, held } = begins(burst, command)?;
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
        missed: command.missed,
        cause: command.cause,
        target,
    }));
    burst.attach_files(&values);
    burst.give(Some(START.into()), 1, values)?;
    if burst.state.label.is_empty() {
        burst.relabel()?;
    }
    burst.arm_run()?;
    let is_too_long = command.cause.is_some_and(|cause| cause.chain > CHAIN_RUNS);
    match held.or(is_too_long.then_some(NotBegun::TooLongAChain)) {
        Some(why) => {
            burst.hold_start(why);
            Ok(())
        }
        None => begin(burst, command.start),
    }
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
#[derive(Default)]
struct Begins {
    values: IndexMap<Name, Json>,
    key: Option<Datum>,
    /// Why it waits for its owner before its first step.
    held: Option<NotBegun>,
}

fn begins(burst: &mut Burst<'_>, command: &StartRun) -> Decision<Begins> {
    let came = || match &command.event {
        Some(event) => event.body.clone(),
        None => command.values.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
    };
    if let Some(refused) = command.refused.clone() {
        let missing = needed(burst, command.start);
        return Ok(Begins { held: Some(NotBegun::Refused { refused, missing, came: came() }), ..Begins::default() });
    }
    if let Some(event) = &command.event {
        return begins_by(burst, command.start, event);
    }
    if command.cause.is_some() {
        return handed_over(burst, command, came());
    }
    match form::take(burst, Form::Start(command.start), &command.values)? {
        Ok(took) => Ok(Begins { values: took.values, ..Begins::default() }),
        Err(faults) => {
            let mut refusal = Refusal::new("run.values_wrong").with("count", faults.len());
            refusal.faults = faults;
            Err(refusal.into())
        }
    }
}

/// The way on from a start.
fn way_of(def: &Compiled, start: usize) -> Option<&Edge> {
    def.graph.starts.get(start).and_then(|node| def.graph.node(*node)).and_then(|node| node.next.as_ref())
}

/// Whether a run cannot go to its first step without a value for this field.
pub fn is_needed(def: &Compiled, start: usize, field: &str) -> bool {
    let required = def.workflow.fields.get(field).is_some_and(|known| known.required);
    required || is_demanded_from_start(def, way_of(def, start), field)
}

/// The fields that a start fills in and that are needed.
fn needed(burst: &Burst<'_>, start: usize) -> Vec<Name> {
    let Some(known) = burst.workflow().start.get(start) else { return Vec::new() };
    known.fields().into_iter().filter(|name| is_needed(burst.def, start, name)).map(Name::from).collect()
}

/// What an event or a schedule gives to the run that it begins. What is missing or does not fit waits for somebody who supplies
/// it.
fn begins_by(burst: &mut Burst<'_>, start: usize, event: &Incoming) -> Decision<Begins> {
    let def = burst.def;
    let Some(known) = def.workflow.start.get(start) else { return Ok(Begins::default()) };
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
    if matches!(known.kind, StartKind::Webhook { .. }) {
        let values = called_with(burst, way_of(def, start), &values)?;
        return Ok(Begins { values, key, held: None });
    }
    // A schedule comes with nothing: what its own expressions gave is what came.
    let came = match known.kind {
        StartKind::Schedule { .. } => values.iter().map(|(name, value)| (name.to_string(), value.clone())).collect(),
        _ => event.body.clone(),
    };
    let mut unclear = Vec::new();
    for (field, value) in &mut values {
        let fits = burst.fits(field, value)?;
        if !fits {
            *value = Json::Null;
        }
        if !fits || (is_absent(value) && is_needed(def, start, field)) {
            unclear.push(field.clone());
        }
    }
    Ok(Begins { values, key, held: unclear_of(unclear, came) })
}

fn unclear_of(fields: Vec<Name>, came: Json) -> Option<NotBegun> {
    if fields.is_empty() { None } else { Some(NotBegun::Unclear { fields, came }) }
}

/// What another run hands over to the one that it begins, in its stored form.
fn handed_over(burst: &Burst<'_>, command: &StartRun, came: Json) -> Decision<Begins> {
    let (mut values, mut unclear, names) = (IndexMap::default(), Vec::new(), burst.names());
    for (name, sent) in &command.values {
        let Some(field) = burst.workflow().fields.get(name) else { continue };
        match fields::take(field, sent, &names)? {
            Ok(value) if is_absent(&value) && is_needed(burst.def, command.start, name) => {
                unclear.push(Name::from(name.as_str()));
            }
            Ok(value) => drop(values.insert(Name::from(name.as_str()), value)),
            Err(_) => unclear.push(Name::from(name.as_str())),
        }
    }
    Ok(Begins { values, key: None, held: unclear_of(unclear, came) })
}

/// What a call gives. Who calls is told what is missing or does not fit, and no run begins.
fn called_with(
    burst: &Burst<'_>,
    way: Option<&Edge>,
    computed: &IndexMap<Name, Json>,
) -> Decision<IndexMap<Name, Json>> {
    let (mut values, mut faults, names) = (IndexMap::default(), Vec::new(), burst.names());
    for (name, value) in computed {
        let Some(field) = burst.said_field(name)? else { continue };
        match fields::take(&field, value, &names)? {
            Ok(taken) if is_absent(&taken) && (field.required || is_demanded_from_start(burst.def, way, name)) => {
                let fault = FieldFault::of_field(name, "value.required");
                faults.push(fault.with("field", field.label.outline()).with("label", field.label.outline()));
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
            let ids = self.field_of(field).map(|known| fields::files_in(&known, value)).unwrap_or_default();
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
