//! The values of a run as expressions see them, and what expressions give as values of fields.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use baton_feel::table::Place;
use baton_feel::{Env, Limits, Lookup, Note, Outcome, Program, Type, Value};
use baton_model::Compiled;
use baton_model::IndexMap;
use baton_model::decision::{self, Linked};
use baton_model::definition::step::Each;
use baton_model::definition::{Expr, Field, FieldType, Given, Named, StepKind};
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::actor::Ctx;
use crate::behaviour::cells;
use crate::behaviour::over_limit::over_limit;
use crate::decide::burst::{Burst, Decision, Stop};
use crate::facts::{Facts, PersonFact, Want};
use crate::limits::MANAGERS;
use crate::name::{Name, ThreadNo};
use crate::state::rows::are_alike;
use crate::state::{Block, BlockPart, Rows, RunState, StepRecord, StepState};
use crate::sub_value::{SubKind, SubValue};

/// A row of a list as it is stored.
pub(crate) type Row = serde_json::Map<String, Json>;

/// What an expression of a run is evaluated against.
#[derive(Clone)]
pub(crate) struct Names<'a> {
    pub def: &'a Compiled,
    pub state: &'a RunState,
    pub facts: &'a Facts,
    pub ctx: &'a Ctx,
    /// Values that go before those of the run: a form as it is filled in.
    pub over: Option<&'a IndexMap<String, Json>>,
    /// Which rows the lists among them have, where an item may be one of them.
    pub over_rows: Option<&'a IndexMap<Name, Rows>>,
    /// A name that has a value here alone: `result`, `response`, `body`, `secret`.
    pub also: Option<(&'a str, &'a Value)>,
    /// The frame in which it is evaluated.
    pub frame: ThreadNo,
    /// `done`, `open` and `total` of a block whose `join` is asked.
    pub counts: Option<[usize; 3]>,
    /// What an event says, as `body`.
    pub body: Option<&'a Json>,
    /// The row that is looked at, and its list: its columns hide all other names.
    pub row: Option<(&'a Field, &'a Row)>,
    /// Whether an expression that is over its limit stops the decision; else it is null.
    pub strict: bool,
    /// What an expression may take.
    pub limits: Limits,
    /// How many managers, one of the other, are known of a person.
    managers: Cell<usize>,
    /// People whom an expression asked about and nobody knew yet.
    missing: RefCell<Vec<PersonId>>,
}

impl<'a> Names<'a> {
    pub fn new(def: &'a Compiled, state: &'a RunState, facts: &'a Facts, ctx: &'a Ctx) -> Self {
        Self {
            def,
            state,
            facts,
            ctx,
            over: None,
            over_rows: None,
            also: None,
            frame: 0,
            counts: None,
            body: None,
            row: None,
            strict: false,
            limits: Limits::default(),
            managers: Cell::new(1),
            missing: RefCell::default(),
        }
    }

    /// The same in a row of a list.
    pub fn in_row<'b>(&'b self, list: &'b Field, row: &'b Row) -> Names<'b> {
        Names {
            over: self.over,
            over_rows: self.over_rows,
            also: self.also,
            frame: self.frame,
            counts: self.counts,
            body: self.body,
            row: Some((list, row)),
            strict: self.strict,
            limits: self.limits,
            ..Names::new(self.def, self.state, self.facts, self.ctx)
        }
    }

    /// The same for what is only shown: what cannot be computed to its end is nothing there.
    pub fn shown(&self) -> Self {
        Self { strict: false, ..self.clone() }
    }

    /// Evaluates a program; asks for the people that it needs and nobody knows yet.
    pub fn eval(&self, program: &Program) -> Decision<Outcome> {
        self.know_managers(managers_in(program));
        let outcome = self.finish(program.eval(&self.env()))?;
        match outcome.notes.iter().find(|note| self.strict && note.is_limit()) {
            Some(note) => Err(over_limit(note.code, self.limits, program.text()).into()),
            None => Ok(outcome),
        }
    }

    /// The value of a name; asks for the people that it needs and nobody knows yet.
    pub fn named(&self, name: &str) -> Decision<Value> {
        let value = self.get(name).unwrap_or_default();
        Ok(self.finish(Outcome { value, notes: Vec::new() })?.value)
    }

    /// Evaluates a decision table.
    pub fn table(&self, table: &baton_feel::table::Table) -> Decision<baton_feel::table::TableOutcome> {
        let cells = table.rules.iter().flat_map(|rule| rule.when.iter().flatten().chain(&rule.gives));
        let in_cells = cells.chain(table.default.iter().flatten()).map(managers_in).max().unwrap_or_default();
        let in_inputs = table.inputs.iter().map(managers_in).max().unwrap_or_default();
        // A cell goes on from its input.
        self.know_managers(in_inputs + in_cells);
        let outcome = table.evaluate(&self.env());
        self.finish(Outcome { value: Value::Null, notes: Vec::new() })?;
        match outcome.notes.iter().find(|(_, note)| self.strict && note.is_limit()) {
            Some((place, note)) => {
                Err(over_limit(note.code, self.with_steps(outcome.share_steps), cell_text(table, *place)).into())
            }
            None => Ok(outcome),
        }
    }

    /// The limits of what has only a share of the steps, as a cell of a table.
    fn with_steps(&self, fuel_steps_max: u64) -> Limits {
        Limits { fuel_steps_max, ..self.limits }
    }

    /// Makes a shared decision.
    pub fn decision(&self, linked: &Linked, inputs: &decision::Values) -> Decision<decision::Decided> {
        let decided = linked.evaluate(inputs, &self.env());
        let mut applied = decided.applied.iter();
        match applied.find_map(|one| one.over_limit.as_ref().filter(|_| self.strict).map(|over| (one, over))) {
            Some((one, over)) => {
                let place = format!("{}, {}", one.decision, over.place);
                Err(over_limit(over.code, self.with_steps(over.steps_max), &place).into())
            }
            None => Ok(decided),
        }
    }

    /// So many managers, one of the other, are known of each person; at least one.
    fn know_managers(&self, count: usize) {
        self.managers.set(count.clamp(1, MANAGERS));
    }

    fn finish(&self, outcome: Outcome) -> Decision<Outcome> {
        let missing = self.missing.take();
        if missing.is_empty() { Ok(outcome) } else { Err(Stop::Need(missing.into_iter().map(Want::Person).collect())) }
    }

    fn env(&self) -> Env<'_> {
        Env {
            lookup: self,
            now: self.ctx.now,
            zone: &self.ctx.zone,
            calendar: Some(&self.facts.calendar),
            limits: self.limits,
        }
    }

    fn field(&self, field: &Field) -> Value {
        let json = match self.over.and_then(|over| over.get(&field.name)) {
            Some(json) => Some(json),
            None => self.state.values.get(field.name.as_str()).map(|held| &*held.value),
        };
        json.map_or(Value::Null, |json| self.value(field, json))
    }

    /// A stored value as an expression sees it.
    fn value(&self, field: &Field, json: &Json) -> Value {
        match (field.ty, json) {
            (_, Json::Null) => Value::Null,
            (FieldType::Person, json) => json.as_i64().map_or(Value::Null, |person| self.person(person)),
            (FieldType::File, Json::String(id)) => self.file(id),
            (FieldType::Files, Json::Array(ids)) => {
                Value::list(ids.iter().filter_map(Json::as_str).map(|id| self.file(id)))
            }
            (FieldType::List, Json::Array(rows)) => Value::list(rows.iter().map(|row| self.row(field, row))),
            (ty, json) => plain(ty, json),
        }
    }

    fn row(&self, list: &Field, row: &Json) -> Value {
        let columns = list.of.values();
        Value::context(columns.map(|column| {
            let json = row.get(&column.name).unwrap_or(&Json::Null);
            (column.name.as_str(), self.value(column, json))
        }))
    }

    fn file(&self, id: &str) -> Value {
        if let Some(file) = self.state.files.get(id) {
            return context([
                ("name", file.name.as_deref().map_or(Value::Null, Value::text)),
                ("size", Value::from_json(&file.size_bytes.into())),
                ("type", Value::text(&file.media_type)),
            ]);
        }
        match self.facts.files.get(id) {
            Some(Some(file)) => context([
                ("name", Value::text(&file.name)),
                ("size", Value::from_json(&file.size_bytes.into())),
                ("type", Value::text(&file.media_type)),
            ]),
            _ => context([("name", Value::Null), ("size", Value::Null), ("type", Value::Null)]),
        }
    }

    /// A person with their manager, and as many managers of those as are asked for.
    fn person(&self, person: PersonId) -> Value {
        self.person_with(person, self.managers.get())
    }

    fn person_with(&self, person: PersonId, managers: usize) -> Value {
        let Some(known) = self.known(person) else { return Value::Null };
        if managers == 0 {
            return Value::context(entries(known));
        }
        let manager = known.manager.map_or(Value::Null, |manager| self.person_with(manager, managers - 1));
        Value::context(entries(known).into_iter().chain([("manager", manager)]))
    }

    /// Somebody of whom an entry is asked; missing, if nobody knows them yet.
    fn known(&self, person: PersonId) -> Option<&'a PersonFact> {
        let known = self.facts.people.get(&person);
        if known.is_none() {
            self.missing.borrow_mut().push(person);
        }
        known.and_then(Option::as_ref)
    }

    fn run(&self) -> Value {
        context([
            ("key", Value::text(&self.state.key)),
            ("link", Value::text(&self.ctx.link)),
            ("started", Value::typed(&self.state.started.to_string().into(), &Type::DateTime)),
            ("starter", self.state.starter.map_or(Value::Null, |person| self.person(person))),
            ("outcome", self.state.outcome.as_ref().map_or(Value::Null, Value::text)),
        ])
    }

    fn step(&self, step: &str) -> Value {
        let record = self.state.record(&step.into(), self.frame);
        let text = |text: Option<&Name>| text.map_or(Value::Null, Value::text);
        let entries = [
            ("state", Value::text(record.map_or(StepState::None, |record| record.state).word())),
            ("choice", text(record.and_then(|record| record.choice.as_ref()))),
            ("comment", record.and_then(|record| record.comment.as_ref()).map_or(Value::Null, Value::text)),
            ("by", record.and_then(|record| record.by).map_or(Value::Null, |person| self.person(person))),
            (
                "at",
                record
                    .and_then(|record| record.at)
                    .map_or(Value::Null, |at| Value::typed(&at.to_string().into(), &Type::DateTime)),
            ),
            ("pass", Value::from_json(&record.map_or(0, |record| record.pass).into())),
            ("stands", Value::Boolean(record.is_some_and(|record| self.stands(step, record)))),
            ("outcome", text(record.and_then(|record| record.outcome.as_ref()))),
        ];
        let given = record.into_iter().flat_map(|record| &record.gives);
        Value::context(entries.into_iter().chain(given.map(|(name, given)| (&**name, of_sub_run(given)))))
    }
}

impl Names<'_> {
    /// Whether a step was completed and what it was shown is the same as it was then, also if it was another in between.
    pub fn stands(&self, step: &str, record: &StepRecord) -> bool {
        let shown = self.def.step(step).map(|step| step.needs.iter().chain(&step.shows));
        let changed = |field: &Named| {
            let own = cells::own(self.def, self.state, self.frame, &field.name).map(|(_, key)| key);
            // Of an item the row counts, or its column.
            let (item, column) = field.name.split_once('.').map_or((&*field.name, None), |(item, of)| (item, Some(of)));
            let row = cells::row_of(self.def, self.state, self.frame, item).filter(|_| own.is_none());
            let name = own.as_deref().unwrap_or_else(|| row.map_or(field.name.as_str(), |(list, _)| list));
            let Some(held) = self.state.values.get(name).filter(|held| held.change > record.change) else {
                return false;
            };
            let cell = |row: Option<&Json>| {
                column.map_or(row, |column| row.and_then(|row| row.get(column))).cloned().unwrap_or_default()
            };
            let (then, now) = match row {
                Some((_, row)) => (cell(held.row_at_change(record.change, row)), cell(held.row(row))),
                None => (held.at_change(record.change).cloned().unwrap_or_default(), (*held.value).clone()),
            };
            held.is_forgotten_at(record.change) || !are_alike(&then, &now)
        };
        record.state == StepState::Done && !shown.into_iter().flatten().any(changed)
    }
}

impl Names<'_> {
    /// What only has a meaning inside a block: the counts of its `join`, an item and its number.
    fn of_block(&self, name: &str) -> Option<Value> {
        if let (Some(counts), Some(at)) =
            (self.counts, ["done", "open", "total"].iter().position(|known| *known == name))
        {
            return Some(Value::from_json(&counts[at].into()));
        }
        if self.frame == 0 {
            return None;
        }
        self.state.frames_outwards(self.frame).find_map(|(block, part)| {
            let item = part.item.as_ref()?;
            let StepKind::Each(each) = &self.def.step(&block.step)?.kind else { return None };
            if each.name == name {
                if let Some(row) = self.row_now(each, block, part) {
                    return Some(row);
                }
                let kind = each.items.program.result_type();
                let kind = if let Type::List(item) = &kind { (**item).clone() } else { Type::Any };
                return Some(Value::typed(item, &kind));
            }
            let index = block.parts.iter().position(|known| known.frame == part.frame)?;
            (name == "index").then(|| Value::from_json(&(index + 1).into()))
        })
    }
}

impl Names<'_> {
    /// The row of an item as it is now, with what is being filled in for it.
    fn row_now(&self, each: &Each, block: &Block, part: &BlockPart) -> Option<Value> {
        let list = self.def.workflow.fields.get(each.list.as_deref()?).filter(|list| list.ty == FieldType::List)?;
        let row = self.row_filled((&each.name, list), block.row_of(part.frame)?)?;
        Some(self.row(list, &Json::Object(row)))
    }
}

impl Lookup for Names<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        if let Some((_, value)) = self.also.filter(|(known, _)| *known == name) {
            return Some(value.clone());
        }
        if let Some((column, row)) = self.row.and_then(|(list, row)| Some((list.of.get(name)?, row))) {
            return Some(row.get(name).map_or(Value::Null, |json| self.value(column, json)));
        }
        if let (Some(body), "body") = (self.body, name) {
            return Some(Value::from_json(body));
        }
        if let Some(value) = self.of_block(name) {
            return Some(value);
        }
        if self.frame != 0
            && let Some((field, key)) = cells::own(self.def, self.state, self.frame, name)
        {
            let held = || self.state.values.get(&key).map(|held| &*held.value);
            let json = self.over.and_then(|over| over.get(name)).or_else(held);
            return Some(json.map_or(Value::Null, |json| self.value(field, json)));
        }
        if let Some(field) = self.def.workflow.fields.get(name) {
            return Some(self.field(field));
        }
        if name == "run" {
            return Some(self.run());
        }
        self.state.roles.get(name).map(|person| self.person(*person))
    }

    fn call(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        (function == "step").then(|| self.step(arguments.first().and_then(Value::as_text).unwrap_or_default()))
    }
}

/// What is written at a place of a table.
fn cell_text(table: &baton_feel::table::Table, place: Place) -> &str {
    let rule = |rule: usize| table.rules.get(rule);
    let program = match place {
        Place::Input(at) => table.inputs.get(at),
        Place::When { rule: at, input } => rule(at).and_then(|rule| rule.when.get(input)?.as_ref()),
        Place::Gives { rule: at, output } => rule(at).and_then(|rule| rule.gives.get(output)),
        Place::Default(at) => table.default.as_ref().and_then(|default| default.get(at)),
    };
    program.map_or("", Program::text)
}

/// How many managers, one of the other, an expression asks for, such as two in `boss.manager.manager`.
fn managers_in(program: &Program) -> usize {
    program.entries_in_a_row("manager")
}

/// The value of an expression over the fields of a run, such as one that takes something from it: a field as it is stored, else
/// what is computed. What cannot be read or computed is null.
pub fn value_of(def: &Compiled, state: &RunState, ctx: &Ctx, text: &str) -> Json {
    if def.workflow.fields.contains_key(text) {
        return state.values.get(text).map(|held| (*held.value).clone()).unwrap_or_default();
    }
    let scope = def
        .workflow
        .fields
        .values()
        .fold(baton_feel::Scope::new(), |scope, field| scope.with(&field.name, plain_type(field.ty)));
    let Ok(program) = baton_feel::compile(text, &scope) else { return Json::Null };
    let facts = Facts::new(baton_people::Calendar::weekdays_9_to_17(ctx.zone.clone()));
    let names = Names::new(def, state, &facts, ctx);
    names.eval(&program).map_or(Json::Null, |outcome| outcome.value.to_json())
}

/// What a start gives over the fields of a run that begins another one: a field as it is stored, else what is computed.
pub fn given_by(def: &Compiled, state: &RunState, ctx: &Ctx, gives: &[Given]) -> crate::command::Values {
    let facts = Facts::new(baton_people::Calendar::weekdays_9_to_17(ctx.zone.clone()));
    let names = Names::new(def, state, &facts, ctx);
    let value = |expr: &Expr| match state.values.get(expr.text.trim()) {
        Some(held) => (*held.value).clone(),
        None => names.eval(&expr.program).map_or(Json::Null, |outcome| outcome.value.to_json()),
    };
    let given = gives.iter().filter_map(|given| Some((given.field.clone(), value(given.value.as_ref()?))));
    given.collect()
}

/// Whether an event begins a run by a start, and what tells that run from others; none: it does not.
pub fn begun_by(def: &Compiled, start: usize, body: &Json, ctx: &Ctx) -> Option<Option<String>> {
    use baton_model::definition::StartKind;
    let (key, when) = match &def.workflow.start.get(start)?.kind {
        StartKind::Event { key, when, .. } => (key, when),
        StartKind::Webhook { key, .. } => (key, &None),
        _ => return None,
    };
    let (state, facts) = (RunState::default(), Facts::new(baton_people::Calendar::weekdays_9_to_17(ctx.zone.clone())));
    let names = Names { body: Some(body), ..Names::new(def, &state, &facts, ctx) };
    let value = |program: &Program| names.eval(program).map_or(Value::Null, |outcome| outcome.value);
    let begins = when.as_ref().is_none_or(|when| value(&when.program).is_true());
    let key = key.as_ref().and_then(|key| super::hearing::key_text(&value(&key.program)));
    begins.then_some(key)
}

/// A duration in words or ISO form: `4 hours`, `2 months`, `2 business days`, `P2M`.
fn duration(text: &str) -> Value {
    use baton_feel::words::Duration;
    match baton_feel::words::parse(text) {
        Ok(Duration::Days(days)) => Value::DaysDuration(days),
        Ok(Duration::Years(years)) => Value::YearsDuration(years),
        Ok(Duration::Business(business)) => Value::BusinessDuration(business),
        Err(_) => Value::Null,
    }
}

/// What is known of a person but their manager.
fn entries(person: &PersonFact) -> [(&'static str, Value); 4] {
    [
        ("name", Value::text(&person.name)),
        ("email", Value::text(&person.email)),
        ("group", person.groups.first().map_or(Value::Null, Value::text)),
        ("site", person.site.as_ref().map_or(Value::Null, Value::text)),
    ]
}

fn context<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::context(entries)
}

/// A stored value of a type that stands for nothing else.
fn plain(ty: FieldType, json: &Json) -> Value {
    match (ty, json) {
        (FieldType::Duration, Json::String(text)) => duration(text),
        (ty, json) => match (plain_type(ty), Value::typed(json, &plain_type(ty))) {
            // What cannot be read as what the field holds is nothing, never a text that looks like it.
            (kind, Value::Text(_)) if kind != Type::Any => Value::Null,
            (_, value) => value,
        },
    }
}

/// A value of another run as an expression sees it.
fn of_sub_run(given: &SubValue) -> Value {
    fn of(kind: &SubKind, json: &Json) -> Value {
        match (kind.ty, json) {
            (_, Json::Null) => Value::Null,
            (FieldType::List, Json::Array(rows)) => Value::list(rows.iter().map(|row| {
                let cell = |name: &Name| row.get(&**name).unwrap_or(&Json::Null);
                Value::context(kind.of.iter().map(|(name, kind)| (&**name, of(kind, cell(name)))))
            })),
            (ty, json) => plain(ty, json),
        }
    }
    of(&given.kind, &given.value.value())
}

/// The type that a stored text of a field has as a value.
fn plain_type(ty: FieldType) -> Type {
    match ty {
        FieldType::Number | FieldType::Money => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::Time => Type::Time,
        FieldType::DateTime => Type::DateTime,
        FieldType::YesNo => Type::Boolean,
        _ => Type::Any,
    }
}

/// The notes of an evaluation as the history keeps them.
pub(crate) fn notes(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| note.message.clone()).collect()
}

impl Burst<'_> {
    /// What expressions see now.
    pub fn names(&self) -> Names<'_> {
        let mut names = Names::new(self.def, &self.state, self.facts, self.ctx);
        names.frame = self.frame;
        names.counts = self.counts;
        names.body = self.body.as_ref();
        names.over = (!self.pending.is_empty()).then_some(&self.pending);
        names.strict = self.strict;
        names.limits = self.limits;
        names
    }

    /// Whether a condition holds, and why it might not. Null is not true.
    pub fn holds(&self, program: &Program) -> Decision<(bool, Vec<String>)> {
        let outcome = self.names().eval(program)?;
        Ok((outcome.value.is_true(), notes(&outcome.notes)))
    }

    /// The value of a field, as stored.
    pub fn stored(&self, field: &str) -> Option<Arc<Json>> {
        if self.frame != 0
            && let Some(value) = cells::cell_value(self.def, &self.state, self.frame, field)
        {
            return Some(Arc::new(value));
        }
        self.state.values.get(field).map(|held| Arc::clone(&held.value))
    }
}

/// Whether a value counts as not there: null, an empty text, an empty list. `false` and 0 are values.
pub(crate) fn is_absent(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}
