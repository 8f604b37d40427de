//! `decide`: a decision by rule, as a table, as rules in order, or by a shared decision.
//!
//! No rule: null and a note if it gives one field that nothing needs, else an exception with the inputs. Several rules
//! of a table that takes one, or several that should give the same and do not: an exception that names them.

use std::collections::BTreeMap;

use baton_feel::Value;
use baton_feel::table::Problem;
use baton_model::IndexMap;
use baton_model::decision;
use baton_model::definition::Step;
use baton_model::definition::step::{Decide, DecideRule, DecideRules, Shared, Table};
use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::demands::is_demanded_after;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RuleApplied, SharedDecision};
use crate::facts::Want;
use crate::name::{Name, ThreadNo, V1};

/// The most notes of a shared decision that are kept.
const NOTES_MAX: usize = 32;

/// What a decision came to.
struct Decided {
    /// The rules that hold, from 1.
    rules: Vec<u32>,
    inputs: IndexMap<String, Datum>,
    outputs: Option<IndexMap<Name, Json>>,
    problem: Option<Problem>,
    shared: Option<SharedDecision>,
}

impl Burst<'_> {
    /// Decides by rule and keeps what the rule gives.
    pub fn decide_by_rule(&mut self, thread: ThreadNo, step: &Step, decide: &Decide) -> Decision {
        let decided = match &decide.rules {
            DecideRules::Table(table) => self.by_table(table)?,
            DecideRules::Rules(rules) => self.by_rules(rules)?,
            DecideRules::Shared(shared) => match self.by_shared(step, shared)? {
                Some(decided) => decided,
                None => {
                    let params = BTreeMap::from([("decision".to_owned(), shared.decision.name.clone())]);
                    let (code, fields) = ("decide.decision_missing", outputs_of(step, decide));
                    self.raise_undecided(thread, &step.id.as_str().into(), code, params, fields);
                    return Ok(());
                }
            },
        };
        let fields = outputs_of(step, decide);
        let node = self.node(&step.id);
        let note = "no rule fits".to_owned();
        match &decided.outputs {
            Some(values) => {
                self.rule_applied(step, &decided, None);
                self.give_and_complete(thread, step, values.clone())
            }
            None if undecided(decided.problem).is_none()
                && fields.len() == 1
                && !is_demanded_after(self.def, node, None, &fields[0]) =>
            {
                self.rule_applied(step, &decided, Some(note));
                self.give_and_complete(thread, step, fields.into_iter().map(|field| (field, Json::Null)).collect())
            }
            None => {
                let code = undecided(decided.problem).unwrap_or("decide.no_rule_fits");
                let inputs: Vec<String> = decided.inputs.iter().map(told).collect();
                let rules: Vec<String> = decided.rules.iter().map(ToString::to_string).collect();
                let mut params =
                    BTreeMap::from([("inputs".to_owned(), inputs.join(", ")), ("rules".to_owned(), rules.join(", "))]);
                if let Some(shared) = &decided.shared {
                    params.insert("decision".to_owned(), format!("{}, version {}", shared.id, shared.version));
                }
                self.raise_undecided(thread, &step.id.as_str().into(), code, params, fields);
                Ok(())
            }
        }
    }

    fn rule_applied(&mut self, step: &Step, decided: &Decided, note: Option<String>) {
        let name = Name::from(step.id.as_str());
        self.emit(Event::RuleApplied(RuleApplied {
            v: V1::default(),
            pass: self.next_pass(&name),
            step: name,
            rules: decided.rules.clone(),
            inputs: decided.inputs.clone(),
            note,
            decision: decided.shared.clone(),
        }));
    }

    /// Asks a shared decision; none: there is no such decision.
    fn by_shared(&self, step: &Step, shared: &Shared) -> Decision<Option<Decided>> {
        let id = &shared.decision.name;
        let Some(known) = self.facts.decisions.get(id) else { return Err(Want::Decision(id.clone()).into()) };
        let Some(fact) = known else { return Ok(None) };
        let mut values = decision::Values::new();
        let mut private = false;
        for name in fact.linked.decision().inputs.keys() {
            let (value, is_private) = self.input_of(name, shared)?;
            private |= is_private;
            values.insert(name.clone(), value);
        }
        let found = self.names().decision(&fact.linked, &values)?;
        let told = found.applied.last().map(|applied| applied.inputs.as_slice()).unwrap_or_default();
        let inputs = told.iter().map(|(name, value)| (name.clone(), Datum::of(value.to_json(), private)));
        let outputs = if found.outputs.is_empty() { None } else { Some(self.taken(step, &found)?) };
        let notes = found
            .applied
            .iter()
            .flat_map(|applied| applied.notes.iter().map(|note| format!("{}: {note}", applied.decision)));
        let result = SharedDecision {
            id: id.as_str().into(),
            version: fact.version,
            uses: fact.uses.iter().map(|(id, version)| (id.as_str().into(), *version)).collect(),
            result: Datum::of(found.value.to_json(), private),
            // A note may tell a value.
            notes: if private { Vec::new() } else { notes.take(NOTES_MAX).collect() },
        };
        Ok(Some(Decided {
            rules: found.own().map(|own| own.hits.iter().map(|rule| *rule as u32 + 1).collect()).unwrap_or_default(),
            inputs: inputs.collect(),
            outputs,
            problem: found.problem,
            shared: Some(result),
        }))
    }

    /// An input of a shared decision: what `with` says, else the field of that name; and whether it is private.
    fn input_of(&self, name: &str, shared: &Shared) -> Decision<(Value, bool)> {
        let written = shared.with.iter().find(|given| given.field == name).and_then(|given| given.value.as_ref());
        match written {
            Some(expr) => {
                let private = self.workflow().private_in(&expr.program).is_some();
                Ok((self.names().eval(&expr.program)?.value, private))
            }
            None => {
                let field = self.workflow().fields.get(name);
                let private = field.is_some_and(|field| field.personal || field.secret);
                Ok((self.names().named(name)?, private))
            }
        }
    }

    /// The fields that a shared decision fills: computed from its result, or its outputs of the same names. The only
    /// output fills the only field, whatever they are called.
    fn taken(&self, step: &Step, found: &decision::Decided) -> Decision<IndexMap<Name, Json>> {
        let mut names = self.names();
        names.also = Some(("result", &found.value));
        let only = found.outputs.values().next().filter(|_| found.outputs.len() == 1 && step.gives.len() == 1);
        let mut values = IndexMap::default();
        for given in &step.gives {
            let value = match &given.value {
                Some(expr) => names.eval(&expr.program)?.value,
                None => found.outputs.get(&given.field).or(only).cloned().unwrap_or_default(),
            };
            values.insert(Name::from(given.field.as_str()), self.as_stored(&given.field, &value));
        }
        Ok(values)
    }

    fn by_table(&self, written: &Table) -> Decision<Decided> {
        let outcome = self.names().table(&written.table)?;
        let inputs = written.inputs.iter().zip(&outcome.inputs).map(|(expr, value)| {
            let private = self.workflow().private_in(&expr.program).is_some();
            (expr.text.clone(), Datum::of(value.to_json(), private))
        });
        let outputs = outcome.outputs.map(|values| {
            let stored = |(output, value): (&baton_model::definition::Named, &baton_feel::Value)| {
                (Name::from(output.name.as_str()), self.as_stored(&output.name, value))
            };
            written.outputs.iter().zip(&values).map(stored).collect()
        });
        Ok(Decided {
            rules: outcome.hits.iter().map(|rule| *rule as u32 + 1).collect(),
            inputs: inputs.collect(),
            outputs,
            problem: outcome.problem,
            shared: None,
        })
    }

    fn by_rules(&self, rules: &[DecideRule]) -> Decision<Decided> {
        for (index, rule) in rules.iter().enumerate() {
            let holds = match &rule.when {
                Some(when) => self.holds(&when.program)?.0,
                None => true,
            };
            if holds {
                let outputs = Some(self.computed(&rule.gives)?);
                let rules = vec![index as u32 + 1];
                return Ok(Decided { rules, inputs: IndexMap::default(), outputs, problem: None, shared: None });
            }
        }
        Ok(Decided {
            rules: Vec::new(),
            inputs: IndexMap::default(),
            outputs: None,
            problem: Some(Problem::NoRule),
            shared: None,
        })
    }
}

/// The code of what more than one rule led to.
fn undecided(problem: Option<Problem>) -> Option<&'static str> {
    match problem {
        Some(Problem::SeveralRules) => Some("decide.several_rules_fit"),
        Some(Problem::DifferentOutputs) => Some("decide.rules_differ"),
        Some(Problem::NoRule) | None => None,
    }
}

/// An input with its value. What is private is told nowhere but sealed: who may see it sees it in the run's fields.
fn told((name, value): (&String, &Datum)) -> String {
    match value {
        Datum::P(_) => format!("{name} = (personal)"),
        open => format!("{name} = {}", open.value()),
    }
}

/// The fields that a decision gives.
fn outputs_of(step: &Step, decide: &Decide) -> Vec<Name> {
    let written = match &decide.rules {
        DecideRules::Table(table) => table.outputs.iter().map(|output| Name::from(output.name.as_str())).collect(),
        DecideRules::Shared(_) => Vec::new(),
        DecideRules::Rules(rules) => {
            rules.iter().flat_map(|rule| &rule.gives).map(|given| Name::from(given.field.as_str())).collect()
        }
    };
    let mut fields: Vec<Name> = written;
    fields.extend(step.gives.iter().map(|given| Name::from(given.field.as_str())));
    let mut seen = Vec::new();
    fields.retain(|field| {
        let new = !seen.contains(field);
        seen.push(field.clone());
        new
    });
    fields
}
