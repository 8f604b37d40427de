//! Evaluates a linked decision. It always ends: no decision uses itself, and all of them together keep to a budget.

use std::collections::BTreeMap;

use baton_feel::table::{Place, Problem, TableOutcome};
use baton_feel::{Env, Limits, Lookup, Note, Program, Value};

use super::fit::fitting;
use super::{Applied, Decided, Linked, OverLimit, Values};
use crate::definition::step::{DecideRule, Table};
use crate::definition::{DecidedBy, Decision, Parameter};
use crate::map::IndexMap;

/// A decision of many never gets fewer steps than this.
const STEPS_MIN: u64 = 20_000;
/// So often decisions are made for one, at most: what is used twice with the same inputs is made once.
const MADE_MAX: usize = 1_000;
/// The most notes of one decision.
const NOTES_MAX: usize = 64;

impl Linked {
    /// Decides. What is not among the inputs counts as null. Of `env` everything but the names is used.
    pub fn evaluate(&self, inputs: &Values, env: &Env<'_>) -> Decided {
        let count = self.used().len() as u64 + 1;
        let fuel_steps_max = (env.limits.fuel_steps_max / count).max(STEPS_MIN);
        let env = Env { limits: Limits { fuel_steps_max, ..env.limits }, ..*env };
        let mut making = Making { linked: self, env, applied: Vec::new(), made: BTreeMap::new(), count: 0 };
        making.decide(self.decision(), inputs, &Values::new())
    }
}

struct Making<'a> {
    linked: &'a Linked,
    env: Env<'a>,
    applied: Vec<Applied>,
    /// What was decided already, by id: the inputs and the result.
    made: BTreeMap<String, Vec<(Values, Value)>>,
    count: usize,
}

/// What one decision gives, before it is made into its result.
#[derive(Default)]
struct Given {
    /// The output's values; none where nothing is decided.
    outputs: Option<IndexMap<String, Value>>,
    problem: Option<Problem>,
    looked_at: Option<Vec<(String, Value)>>,
    hits: Vec<usize>,
    notes: Vec<String>,
    over_limit: Option<OverLimit>,
    /// The steps that an expression of it may take.
    steps_max: u64,
}

impl Given {
    fn note(&mut self, place: &str, notes: &[Note]) {
        self.note_of(place, notes, self.steps_max);
    }

    /// The same, of what may take so many steps.
    fn note_of(&mut self, place: &str, notes: &[Note], steps_max: u64) {
        if let (None, Some(limit)) = (&self.over_limit, notes.iter().find(|note| note.is_limit())) {
            self.over_limit = Some(OverLimit { code: limit.code, place: place.to_owned(), steps_max });
        }
        let room = NOTES_MAX.saturating_sub(self.notes.len());
        self.notes.extend(notes.iter().take(room).map(|note| format!("{place}: {}", note.message)));
    }
}

impl Making<'_> {
    /// `over`: what a service was given, which stands for decisions of these names.
    fn decide(&mut self, decision: &Decision, inputs: &Values, over: &Values) -> Decided {
        let mut given = Given { steps_max: self.env.limits.fuel_steps_max, ..Given::default() };
        let mut names = Values::new();
        for (name, input) in &decision.inputs {
            let value = inputs.get(name).cloned().unwrap_or_default();
            names.insert(name.clone(), taken(input, &value, "input", &mut given));
        }
        let told: Vec<(String, Value)> =
            decision.inputs.keys().map(|name| (name.clone(), names.get(name).cloned().unwrap_or_default())).collect();
        let mut over = over.clone();
        if matches!(decision.by, DecidedBy::Service) {
            over.extend(names.clone());
        }
        let results = self.uses(decision, &mut names, &over);
        for (name, function) in &decision.functions {
            let value = function.function.eval(&self.env_of(&Names(&names))).value;
            names.insert(name.clone(), value);
        }
        match &decision.by {
            DecidedBy::Table(table) => self.by_table(table, &names, &mut given),
            DecidedBy::Rules(rules) => self.by_rules(rules, &names, &mut given),
            DecidedBy::Value(value) => self.by_value(decision, &value.program, &names, &mut given),
            DecidedBy::Service => given.outputs = Some(results),
        }
        self.result(decision, given, told)
    }

    /// Decides what is used, in the order written; the results stand under their names.
    fn uses(&mut self, decision: &Decision, names: &mut Values, over: &Values) -> IndexMap<String, Value> {
        let mut results = IndexMap::default();
        for used in &decision.uses {
            let replaced = over.get(&used.name.name).or_else(|| over.get(&used.decision.name));
            let value = match replaced {
                Some(value) => value.clone(),
                None => self.used(&used.decision.name, names, over),
            };
            names.insert(used.name.name.clone(), value.clone());
            results.insert(used.name.name.clone(), value);
        }
        results
    }

    fn used(&mut self, id: &str, names: &Values, over: &Values) -> Value {
        let Some(other) = self.linked.used().get(id).cloned() else { return Value::Null };
        let wanted = other.decision.inputs.keys();
        let inputs: Values = wanted.filter_map(|name| Some((name.clone(), names.get(name)?.clone()))).collect();
        let known = self.made.get(id).and_then(|made| made.iter().find(|(known, _)| *known == inputs));
        if let Some((_, value)) = known {
            return value.clone();
        }
        self.count += 1;
        if self.count > MADE_MAX {
            return Value::Null;
        }
        let value = self.decide(&other.decision, &inputs, over).value;
        self.made.entry(id.to_owned()).or_default().push((inputs, value.clone()));
        value
    }

    fn env_of<'n>(&'n self, names: &'n Names<'n>) -> Env<'n> {
        Env { lookup: names, ..self.env }
    }

    fn by_table(&self, table: &Table, names: &Values, given: &mut Given) {
        let names = Names(names);
        let found = table.table.evaluate(&self.env_of(&names));
        for (place, note) in &found.notes {
            given.note_of(&told(*place, table), std::slice::from_ref(note), found.share_steps);
        }
        let TableOutcome { inputs, hits, outputs, problem, .. } = found;
        given.looked_at = Some(table.inputs.iter().map(|input| input.text.clone()).zip(inputs).collect());
        given.hits = hits;
        given.problem = problem;
        given.outputs =
            outputs.map(|values| table.outputs.iter().map(|output| output.name.clone()).zip(values).collect());
        if let Some(problem) = problem {
            given.notes.push(why(problem).to_owned());
        }
    }

    fn by_rules(&self, rules: &[DecideRule], names: &Values, given: &mut Given) {
        let names = Names(names);
        let env = self.env_of(&names);
        for (at, rule) in rules.iter().enumerate() {
            if let Some(when) = &rule.when {
                let found = when.program.eval(&env);
                given.note(&format!("rule {}", at + 1), &found.notes);
                if !found.value.is_true() {
                    continue;
                }
            }
            given.hits = vec![at];
            let mut outputs = IndexMap::default();
            for one in &rule.gives {
                let Some(value) = &one.value else { continue };
                let found = value.program.eval(&env);
                given.note(&format!("rule {}, `{}`", at + 1, one.field), &found.notes);
                outputs.insert(one.field.clone(), found.value);
            }
            given.outputs = Some(outputs);
            return;
        }
        given.problem = Some(Problem::NoRule);
        given.notes.push(why(Problem::NoRule).to_owned());
    }

    fn by_value(&self, decision: &Decision, value: &Program, names: &Values, given: &mut Given) {
        let names = Names(names);
        let found = value.eval(&self.env_of(&names));
        given.note("`value`", &found.notes);
        given.outputs = match (decision.only_output(), &found.value) {
            (Some(only), value) => Some([(only.field.name.clone(), value.clone())].into_iter().collect()),
            (None, Value::Context(entries)) => {
                Some(entries.iter().map(|(name, value)| (name.to_string(), value.clone())).collect())
            }
            (None, Value::Null) => None,
            (None, other) => {
                given.notes.push(format!("`value`: {} is wanted here, and this is {}", "a context", other.kind()));
                None
            }
        };
    }

    /// Holds the values against the outputs and makes the result of them.
    fn result(&mut self, decision: &Decision, mut given: Given, told: Vec<(String, Value)>) -> Decided {
        let lists = decision.gives_lists();
        let values = given.outputs.take();
        let mut outputs = IndexMap::default();
        match (&decision.by, values) {
            (DecidedBy::Service, Some(values)) => outputs = values,
            (_, Some(mut values)) => {
                for (name, output) in &decision.outputs {
                    let value = values.swap_remove(name).unwrap_or_default();
                    let value = match value {
                        Value::List(items) if lists => {
                            let items: Vec<Value> = items.iter().cloned().collect();
                            Value::list(items.into_iter().map(|item| taken(output, &item, "output", &mut given)))
                        }
                        value if counts(decision) => value,
                        value => taken(output, &value, "output", &mut given),
                    };
                    outputs.insert(name.clone(), value);
                }
            }
            (_, None) => {}
        }
        let value = value_of(decision, &outputs, lists);
        let inputs = given.looked_at.unwrap_or(told);
        self.applied.push(Applied {
            decision: decision.head.id.name.clone(),
            inputs,
            hits: given.hits,
            value: value.clone(),
            notes: given.notes,
            over_limit: given.over_limit,
        });
        Decided { value, outputs, problem: given.problem, applied: self.applied.clone() }
    }
}

/// Whether its table counts rules, which is a number whatever the outputs are.
fn counts(decision: &Decision) -> bool {
    use baton_feel::table::{Aggregate, Hit};
    matches!(&decision.by, DecidedBy::Table(table) if table.hit == Hit::Collect(Some(Aggregate::Count)))
}

/// A value as an input or output takes it; null with a note where it does not.
fn taken(parameter: &Parameter, value: &Value, what: &str, given: &mut Given) -> Value {
    fitting(parameter, value).unwrap_or_else(|why| {
        if given.notes.len() < NOTES_MAX {
            given.notes.push(format!("{what}: {why}"));
        }
        Value::Null
    })
}

/// The outputs as one value.
fn value_of(decision: &Decision, outputs: &IndexMap<String, Value>, lists: bool) -> Value {
    let is_one = outputs.len() == 1 && (matches!(decision.by, DecidedBy::Service) || decision.outputs.len() == 1);
    match outputs.values().next() {
        None => Value::Null,
        Some(only) if is_one => only.clone(),
        Some(first) if lists => {
            let rows = first.as_list().map_or(0, |items| items.len());
            Value::list((0..rows).map(|row| {
                Value::context(outputs.iter().map(|(name, column)| {
                    let value = column.as_list().and_then(|items| items.get(row)).cloned();
                    (name.as_str(), value.unwrap_or_default())
                }))
            }))
        }
        Some(_) => Value::context(outputs.iter().map(|(name, value)| (name.as_str(), value.clone()))),
    }
}

fn why(problem: Problem) -> &'static str {
    match problem {
        Problem::NoRule => "no rule fits",
        Problem::SeveralRules => "only one rule may fit, and several do",
        Problem::DifferentOutputs => "the rules that fit must give the same, and they do not",
    }
}

fn told(place: Place, table: &Table) -> String {
    let input = |at: usize| table.inputs.get(at).map_or("", |input| input.text.as_str());
    let output = |at: usize| table.outputs.get(at).map_or("", |output| output.name.as_str());
    match place {
        Place::Input(at) => format!("input `{}`", input(at)),
        Place::When { rule, input: at } => format!("rule {}, `{}`", rule + 1, input(at)),
        Place::Gives { rule, output: at } => format!("rule {}, `{}`", rule + 1, output(at)),
        Place::Default(at) => format!("default, `{}`", output(at)),
    }
}

/// Values by name, as expressions look them up.
struct Names<'v>(&'v Values);

impl Lookup for Names<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn call(&self, _function: &str, _arguments: &[Value]) -> Option<Value> {
        None
    }
}
