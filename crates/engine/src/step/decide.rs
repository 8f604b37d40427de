//! `decide`: a decision by rule, as a table or as rules in order.
//!
//! A table with `hit: first` takes the first rule that is met, one with `unique` the only one. No rule: null and a note
//! if it gives one field that nothing needs, else an exception with the inputs. Several rules of a unique table: an
//! exception that names them.

use std::collections::BTreeMap;

use baton_feel::table::Problem;
use baton_model::definition::Step;
use baton_model::definition::step::{Decide, DecideRule, DecideRules, Table};
use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::Datum;
use crate::behaviour::demands::is_demanded;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, RuleApplied};
use crate::name::{Name, ThreadNo, V1};

/// What a decision came to.
struct Decided {
    /// The rules that hold, from 1.
    rules: Vec<u32>,
    inputs: IndexMap<String, Datum>,
    outputs: Option<IndexMap<Name, Json>>,
    several: bool,
}

impl Burst<'_> {
    /// Decides by rule and keeps what the rule gives.
    pub fn decide_by_rule(&mut self, thread: ThreadNo, step: &Step, decide: &Decide) -> Decision {
        let decided = match &decide.rules {
            DecideRules::Table(table) => self.by_table(table)?,
            DecideRules::Rules(rules) => self.by_rules(rules)?,
        };
        let fields = outputs_of(step, decide);
        let way = self.node(&step.id).and_then(|node| node.next.as_ref());
        let note = "no rule fits".to_owned();
        match decided.outputs {
            Some(values) => {
                self.rule_applied(thread, step, &decided.rules, &decided.inputs, None);
                self.give_and_complete(thread, step, values)
            }
            None if !decided.several && fields.len() == 1 && !is_demanded(self.def, way, &fields[0]) => {
                self.rule_applied(thread, step, &[], &decided.inputs, Some(note));
                self.give_and_complete(thread, step, fields.into_iter().map(|field| (field, Json::Null)).collect())
            }
            None => {
                let code = if decided.several { "decide.several_rules_fit" } else { "decide.no_rule_fits" };
                let inputs: Vec<String> = decided.inputs.iter().map(told).collect();
                let rules: Vec<String> = decided.rules.iter().map(ToString::to_string).collect();
                let params =
                    BTreeMap::from([("inputs".to_owned(), inputs.join(", ")), ("rules".to_owned(), rules.join(", "))]);
                self.raise_undecided(thread, &step.id.as_str().into(), code, params, fields);
                Ok(())
            }
        }
    }

    fn rule_applied(
        &mut self,
        _: ThreadNo,
        step: &Step,
        rules: &[u32],
        inputs: &IndexMap<String, Datum>,
        note: Option<String>,
    ) {
        self.emit(Event::RuleApplied(RuleApplied {
            v: V1::default(),
            step: step.id.as_str().into(),
            pass: self.next_pass(&step.id),
            rules: rules.to_vec(),
            inputs: inputs.clone(),
            note,
        }));
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
            several: outcome.problem == Some(Problem::SeveralRules),
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
                return Ok(Decided { rules, inputs: IndexMap::new(), outputs, several: false });
            }
        }
        Ok(Decided { rules: Vec::new(), inputs: IndexMap::new(), outputs: None, several: false })
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
