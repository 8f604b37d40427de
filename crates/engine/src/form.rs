//! Forms: which fields are asked for, in what state each is, and what is wrong with what is filled in.
//!
//! The same function says it while somebody types and decides it when they complete, so a form never promises what a
//! completion refuses. A field is asked for where the start or step gives it without an expression, or the chosen choice
//! does. A field that is not shown keeps its value; what is sent for it is refused, as is a change of a read-only one.

use std::borrow::Cow;

use baton_feel::Program;
use baton_model::definition::{Field, FieldType, Given, Options, Part, Step};
use baton_model::graph::{Node, NodeKind};
use baton_model::{Compiled, definition::Start};
use baton_model::{IndexMap, IndexSet};
use serde_json::Value as Json;

use crate::actor::Ctx;
use crate::behaviour::demands::{is_demanded, is_demanded_after, is_demanded_from_start};
use crate::behaviour::field_facts;
use crate::behaviour::fields::{self, options};
use crate::behaviour::over_limit::at;
pub use crate::behaviour::rows::CellState;
use crate::behaviour::values::{Names, is_absent};
use crate::behaviour::{row_keys, rows};
use crate::command::Values;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::event::TaskKind;
use crate::facts::{Facts, Want};
use crate::name::{Name, START, TaskNo};
use crate::refusal::FieldFault;
use crate::state::{Rows, RunState};
use crate::texts::Texts;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// That of a start, by its place in `start:`.
    Start(usize),
    /// That of a task, with the choice that is about to be made.
    Task(TaskNo, Option<&'a str>),
}

/// A field on a form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormField {
    /// Its name.
    pub name: Name,
    /// What is filled in, else what the run has, else the default.
    pub value: Json,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is shown now.
    pub shown: bool,
    /// Whether it can be changed now.
    pub read_only: bool,
    /// The options of a choice now.
    pub options: Vec<String>,
    /// Of a list with columns that are computed: how the cells of each row stand, and those of a row that is to be added.
    pub cells: Vec<Vec<CellState>>,
    /// What is wrong with it.
    pub faults: Vec<FieldFault>,
}

/// A form as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormView {
    /// The fields that are asked for, in the order of the definition's text.
    pub asked: Vec<FormField>,
    /// The fields that are shown and there, by name.
    pub known: Vec<Name>,
    /// The choices that can be made, or could with something else filled in.
    pub offered: Vec<Name>,
    /// The condition that keeps the task from being started now.
    pub not_now: Option<String>,
    /// What was sent for fields that the form does not ask for.
    pub strays: Vec<FieldFault>,
    /// The computed labels and titles with what is filled in.
    pub texts: Texts,
}

impl FormView {
    /// Everything that is wrong.
    pub fn faults(&self) -> Vec<FieldFault> {
        self.asked.iter().flat_map(|field| &field.faults).chain(&self.strays).cloned().collect()
    }
}

/// The form with what is filled in so far; or the facts that saying so needs.
pub fn form(
    def: &Compiled,
    state: &RunState,
    facts: &Facts,
    ctx: &Ctx,
    which: Form<'_>,
    filled: &Values,
) -> Result<FormView, Vec<Want>> {
    let mut burst = Burst::new(def, state, facts, ctx);
    if let Form::Task(task, _) = which {
        burst.frame = state.task(task).map_or(0, |task| state.frame_of(task.thread));
    }
    match view(&burst, which, filled) {
        Ok(view) => Ok(view),
        Err(Stop::Need(wants)) => Err(wants),
        Err(Stop::Refused(_)) => Ok(FormView::default()),
    }
}

/// The form with what is filled in so far.
pub(crate) fn view(burst: &Burst<'_>, which: Form<'_>, filled: &Values) -> Decision<FormView> {
    let Some(asks) = asks(burst, which) else { return Ok(FormView::default()) };
    known_first(burst, &asks, filled)?;
    let over = overlay(burst, &asks, filled)?;
    let names = over.names(burst);
    let mut form = seen(burst, &asks, &names, filled)?.0;
    form.offered = offered(burst, which, &asks, &names)?;
    form.not_now = not_now(burst, which)?;
    Ok(form)
}

/// The fields of a form as they stand, and of each that fits what is stored of it.
fn seen(
    burst: &Burst<'_>,
    asks: &Asks<'_>,
    names: &Names<'_>,
    filled: &Values,
) -> Decision<(FormView, Vec<Option<Json>>)> {
    let mut form = FormView { known: asks.known.clone(), texts: names.texts()?, ..FormView::default() };
    let mut stored = Vec::with_capacity(asks.fields.len());
    for name in &asks.fields {
        let Some(field) = burst.field_of(name) else { continue };
        let field = said(field, &form.texts);
        let row = rows::row_of_cell(burst, name, names);
        let inside = row.as_ref().map(|(list, row)| names.in_row(list, row));
        let view = field_view(burst, (name, &field), inside.as_ref().unwrap_or(names), filled, asks);
        let (view, taken) = at(view, || burst.label(name))?;
        form.asked.push(view);
        stored.push(taken);
    }
    for sent in filled.keys().filter(|sent| !asks.fields.contains(sent.as_str())) {
        let known = burst.field_of(sent).is_some();
        let code = if known { "value.not_given_here" } else { "value.unknown_field" };
        form.strays.push(FieldFault::of_field(sent, code).with("field", sent).with("name", sent));
    }
    Ok((form, stored))
}

/// A field by the label that it has here.
fn said<'a>(field: Cow<'a, Field>, texts: &Texts) -> Cow<'a, Field> {
    if *texts == Texts::default() {
        return field;
    }
    Cow::Owned(field.with_texts(&|text| texts.of(text)))
}

/// What is taken from a form.
#[derive(Default)]
pub(crate) struct Took {
    /// The values that are others than before, as they are to be stored.
    pub values: IndexMap<Name, Json>,
    /// Which rows the lists among them have, where the form says it.
    pub rows: IndexMap<Name, Rows>,
}

impl Burst<'_> {
    /// A field by its name, by the label that it has here: for what is told of it.
    pub(crate) fn said_field(&self, name: &str) -> Decision<Option<Cow<'_, Field>>> {
        let Some(field) = self.field_of(name) else { return Ok(None) };
        if field.label.is_plain() {
            return Ok(Some(field));
        }
        Ok(Some(said(field, &self.names().texts()?)))
    }
}

/// What is filled in, as it is to be stored; or all that is wrong.
pub(crate) fn take(burst: &Burst<'_>, which: Form<'_>, filled: &Values) -> Decision<Result<Took, Vec<FieldFault>>> {
    let Some(asks) = asks(burst, which) else { return Ok(Ok(Took::default())) };
    known_first(burst, &asks, filled)?;
    let over = overlay(burst, &asks, filled)?;
    let names = over.names(burst);
    let (form, stored) = seen(burst, &asks, &names, filled)?;
    let faults = form.faults();
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let mut took = Took::default();
    for (field, stored) in form.asked.iter().zip(stored).filter(|(field, _)| field.shown) {
        let (Some(known), Some(stored)) = (burst.field_of(&field.name), stored) else { continue };
        let before = burst.stored(&field.name);
        let rows = row_keys::said(&known, &field.value, &names);
        let is_other_row = || {
            let held = names.held(&field.name);
            rows.as_ref().zip(held).is_some_and(|(rows, held)| *rows != Rows::of(held.rows.as_deref(), &held.value))
        };
        if before.as_deref().unwrap_or(&Json::Null) != &stored || is_other_row() {
            took.values.insert(field.name.clone(), stored);
            took.rows.extend(rows.map(|rows| (field.name.clone(), rows)));
        }
    }
    Ok(Ok(took))
}

/// Asks for all facts that the values need at once, not for one after the other.
fn known_first(burst: &Burst<'_>, asks: &Asks<'_>, filled: &Values) -> Decision {
    let mut wants = Vec::new();
    for name in &asks.fields {
        let Some(field) = burst.field_of(name) else { continue };
        if let Some(sent) = filled.get(&**name) {
            field_facts::wants(&field, sent, &burst.state, burst.facts, &mut wants);
        }
    }
    for field in burst.workflow().fields.values().filter(|field| field.ty == FieldType::Person) {
        let person = burst.stored(&field.name).and_then(|value| value.as_i64());
        wants.extend(person.filter(|person| !burst.facts.people.contains_key(person)).map(Want::Person));
    }
    if wants.is_empty() { Ok(()) } else { Err(Stop::Need(wants)) }
}

/// The condition that is not true, where a task cannot be started because of it.
fn not_now(burst: &Burst<'_>, which: Form<'_>) -> Decision<Option<String>> {
    let Form::Task(task, _) = which else { return Ok(None) };
    let Some(task) = burst.state.task(task).filter(|task| task.taken_over.is_none()) else { return Ok(None) };
    let Some(step) = burst.step(&task.step) else { return Ok(None) };
    let only = step.only_while.as_ref().map(|only| only.text.clone());
    Ok(if burst.is_enabled(step)? { None } else { only })
}

/// The choices of a task that are offered now, and those that depend on what the form asks for.
fn offered(burst: &Burst<'_>, which: Form<'_>, asks: &Asks<'_>, names: &Names<'_>) -> Decision<Vec<Name>> {
    let step = match which {
        Form::Task(task, _) => burst.state.task(task).and_then(|task| burst.step(&task.step)),
        Form::Start(_) => None,
    };
    let mut offered = Vec::new();
    for (name, choice) in step.and_then(Step::choices).into_iter().flatten() {
        let may = match &choice.when {
            None => true,
            Some(when) => {
                let asked = when.program.uses().iter().any(|used| asks.fields.contains(used.name()));
                // One that cannot be computed stops nobody who makes another choice; who makes it is refused.
                asked || names.shown().eval(&when.program)?.value.is_true()
            }
        };
        if may {
            offered.push(name.as_str().into());
        }
    }
    Ok(offered)
}

/// The lists that a form asks for and shows with what is filled in. Not one that is secret: nobody is shown what it holds.
pub(crate) fn lists(burst: &Burst<'_>, which: Form<'_>, filled: &Values) -> Decision<Vec<Name>> {
    let Some(asks) = asks(burst, which) else { return Ok(Vec::new()) };
    known_first(burst, &asks, filled)?;
    let over = overlay(burst, &asks, filled)?;
    let names = over.names(burst);
    let mut lists = Vec::new();
    for name in &asks.fields {
        let is_list = |field: &Cow<'_, Field>| field.ty == FieldType::List && !field.secret;
        let Some(field) = burst.field_of(name).filter(is_list) else { continue };
        let shown = match &field.show_when {
            Some(when) => at(names.eval(&when.program), || burst.label(name))?.value.is_true(),
            None => true,
        };
        if shown {
            lists.push(name.clone());
        }
    }
    Ok(lists)
}

/// Whether a condition holds with what is filled in.
pub(crate) fn holds(burst: &Burst<'_>, which: Form<'_>, filled: &Values, when: &Program) -> Decision<bool> {
    let Some(asks) = asks(burst, which) else { return Ok(false) };
    known_first(burst, &asks, filled)?;
    let over = overlay(burst, &asks, filled)?;
    let names = over.names(burst);
    Ok(names.eval(when)?.value.is_true())
}

struct Asks<'a> {
    fields: IndexSet<Name>,
    known: Vec<Name>,
    /// Where it is asked for: what is needed after it must be filled in.
    node: Option<&'a Node>,
    choice: Option<&'a str>,
    /// Whether what is required must be there: not where a choice leads elsewhere and the step's work is left undone.
    complete: bool,
}

/// The fields a form asks for.
fn asks<'a>(burst: &'a Burst<'_>, which: Form<'a>) -> Option<Asks<'a>> {
    let asked = |gives: &[Given]| -> IndexSet<Name> {
        gives.iter().filter(|given| given.value.is_none()).map(|given| given.field.as_str().into()).collect()
    };
    match which {
        Form::Start(start) => {
            let node = burst.def.graph.starts.get(start);
            let start: &Start = burst.workflow().start.get(start)?;
            let node = node.and_then(|node| burst.def.graph.node(*node));
            Some(Asks { fields: asked(&start.gives), known: Vec::new(), node, choice: None, complete: true })
        }
        Form::Task(task, choice) => {
            let task = burst.state.task(task)?;
            if task.kind == TaskKind::Form || &*task.step == START {
                return asks(burst, Form::Start(burst.state.start));
            }
            let step = burst.step(&task.step)?;
            Some(of_step(burst, step, choice))
        }
    }
}

fn of_step<'a>(burst: &'a Burst<'_>, step: &Step, choice: Option<&'a str>) -> Asks<'a> {
    let chosen = choice.and_then(|choice| step.choices()?.get(choice));
    let given = step.gives.iter().chain(chosen.map(|choice| choice.gives.as_slice()).unwrap_or_default());
    let fields: IndexSet<Name> =
        given.filter(|given| given.value.is_none()).map(|given| given.field.as_str().into()).collect();
    let known = step.needs.iter().chain(&step.shows).map(|field| Name::from(field.name.as_str()));
    let known = known.filter(|field| !fields.contains(field) && !burst.is_missing(field)).collect();
    // A choice that leads elsewhere leaves the step's own work undone; what such a choice asks for itself it must get.
    let complete = chosen.is_none_or(|choice| choice.then.is_empty() || !choice.gives.is_empty());
    Asks { fields, known, node: burst.node(&step.id), choice, complete }
}

impl Asks<'_> {
    /// Whether what comes after it demands a field.
    fn demands(&self, def: &Compiled, field: &str) -> bool {
        match self.node {
            Some(node) if matches!(node.kind, NodeKind::Start(_)) => {
                is_demanded_from_start(def, node.next.as_ref(), field)
            }
            // What was left undone is not undone either.
            node if self.complete => is_demanded_after(def, node, self.choice, field),
            node => is_demanded(def, node.and_then(|node| node.after(self.choice)), field),
        }
    }
}

/// What expressions see while a form is filled in.
#[derive(Default)]
struct Overlay {
    values: IndexMap<String, Json>,
    /// Which rows the lists have that are sent, where their items may be looked at.
    rows: IndexMap<Name, Rows>,
}

impl Overlay {
    fn names<'a>(&'a self, burst: &'a Burst<'_>) -> Names<'a> {
        let mut names = burst.names();
        (names.over, names.over_rows) = (Some(&self.values), Some(&self.rows));
        names
    }
}

/// The values that expressions see while the form is filled in: those sent, else the run's, else the defaults.
fn overlay(burst: &Burst<'_>, asks: &Asks<'_>, filled: &Values) -> Decision<Overlay> {
    let names = burst.names();
    let mut over = Overlay::default();
    for name in &asks.fields {
        let Some(field) = burst.field_of(name) else { continue };
        let value = match filled.get(&**name) {
            // Which options there are may depend on what else is filled in; what was chosen does not.
            Some(sent) if matches!(field.options, Options::Feel(_)) => sent.clone(),
            // What cannot be stored counts as not filled in, so that no condition stumbles over it.
            Some(sent) => at(row_keys::take_sent(&field, sent, &names), || burst.label(name))?.unwrap_or(Json::Null),
            None => at(initial(burst, &field, &names), || burst.label(name))?,
        };
        let sent = filled.get(&**name).filter(|_| burst.frame != 0 && field.ty == FieldType::List);
        if let Some((sent, held)) = sent.zip(names.held(name)) {
            let rows = row_keys::said(&field, sent, &names).unwrap_or_else(|| held.followed_by(&value));
            over.rows.insert(name.clone(), rows);
        }
        over.values.insert(name.to_string(), value);
    }
    Ok(over)
}

fn initial(burst: &Burst<'_>, field: &Field, names: &Names<'_>) -> Decision<Json> {
    if let Some(stored) = burst.stored(&field.name) {
        return Ok((*stored).clone());
    }
    Ok(match &field.default {
        None => Json::Null,
        Some(baton_model::definition::Default::Value(value)) => value.clone(),
        Some(baton_model::definition::Default::Computed(template)) => match template.parts.as_slice() {
            // What is computed alone keeps its type: in words nobody could read a date back.
            [Part::Expr(expr)] if !matches!(field.ty, FieldType::Text | FieldType::LongText) => {
                burst.stored_as(field, &names.eval(&expr.program)?.value)
            }
            _ => names.render(template)?.into(),
        },
    })
}

fn field_view(
    burst: &Burst<'_>,
    (name, field): (&Name, &Field),
    names: &Names<'_>,
    filled: &Values,
    asks: &Asks<'_>,
) -> Decision<(FormField, Option<Json>)> {
    let holds = |when: &Option<baton_model::definition::Expr>| match when {
        Some(when) => names.eval(&when.program).map(|outcome| Some(outcome.value.is_true())),
        None => Ok(None),
    };
    let shown = holds(&field.show_when)?.unwrap_or(true);
    let read_only = holds(&field.read_only_when)?.unwrap_or(false);
    let asked = asks.complete && (field.required || holds(&field.required_when)?.unwrap_or(false));
    let required = shown && (asked || asks.demands(burst.def, &field.name));
    let value = match filled.get(&field.name) {
        Some(sent) => sent.clone(),
        None => match names.held(&field.name).filter(|_| field.ty == FieldType::List && !field.secret) {
            Some(held) if held.value.is_array() => row_keys::numbered(held),
            _ => names.over.and_then(|over| over.get(&field.name)).cloned().unwrap_or(Json::Null),
        },
    };
    let mut faults = if shown { row_keys::faults(field, &value, names) } else { Vec::new() };
    let fault = |code: &'static str| {
        FieldFault::of_field(&field.name, code)
            .with("field", field.label.outline())
            .with("label", field.label.outline())
    };
    let taken = row_keys::take_sent(field, &value, names)?;
    let initial = initial(burst, field, names)?;
    let changed = filled.contains_key(&field.name) && taken.as_ref().ok() != Some(&initial);
    if let (Ok(stored), true) = (&taken, changed && shown && !read_only) {
        faults.extend(rows::unchangeable(field, (&value, stored), (&initial, names))?);
    }
    match &taken {
        Err(wrong) if shown => faults.extend(wrong.iter().cloned()),
        Ok(stored) if required && is_absent(stored) => faults.push(fault("value.required")),
        Ok(stored) if shown && !stored.is_null() => faults.extend(fields::checked(field, names)?),
        _ => {}
    }
    if changed && !shown && !value.is_null() {
        faults.push(fault("value.not_shown"));
    } else if changed && read_only {
        faults.push(fault("value.read_only"));
    }
    let cells = rows::cells(field, &value, names)?;
    let (name, options) = (name.clone(), options(field, names)?);
    Ok((FormField { name, value, required, shown, read_only, options, cells, faults }, taken.ok()))
}
