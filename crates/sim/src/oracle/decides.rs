//! Decisions by rule: which rules of a table fit, and what becomes of them.

use std::sync::Arc;

use baton_feel::Value;
use baton_model::definition::DecidedBy;
use baton_model::definition::step::{Aggregate, Cell, Decide, DecideRules, Hit, Shared, Step, Table};

use super::troubles::Trouble;
use super::{Oracle, Phase};

/// What a decision comes to.
enum Result {
    Gives(Vec<(String, Value)>),
    /// No rule fits.
    None,
    /// Rules that do not go together fit.
    Clash,
    NotCovered(&'static str),
}

impl Oracle {
    pub(super) fn decide(&mut self, frame: u32, step: &Step, decide: &Decide) {
        let result = match &decide.rules {
            DecideRules::Rules(rules) => {
                let taken = rules.iter().find(|rule| self.holds_if(rule.when.as_ref(), frame));
                taken.map_or(Result::None, |rule| {
                    let given = rule.gives.iter().filter_map(|given| Some((given, given.value.as_ref()?)));
                    Result::Gives(
                        given.map(|(given, expr)| (given.field.clone(), self.value(expr, frame, &[]))).collect(),
                    )
                })
            }
            DecideRules::Table(table) => self.table(frame, table, &[]),
            DecideRules::Shared(shared) => self.shared(frame, shared),
        };
        match result {
            Result::Gives(values)
                if values.iter().any(|(field, value)| value.is_empty() && self.is_needed(&step.id, field)) =>
            {
                let thread = self.thread_at(frame, step, Phase::Held(Trouble::Decide));
                self.hold(thread, Trouble::Decide);
            }
            Result::Gives(values) => {
                for (name, value) in values {
                    self.put(frame, &name, value);
                }
                self.finish(frame, step, &[]);
            }
            Result::None if step.gives.len() == 1 && !self.is_needed(&step.id, &step.gives[0].field) => {
                self.put(frame, &step.gives[0].field, Value::Null);
                self.finish(frame, step, &[]);
            }
            Result::None | Result::Clash => {
                let thread = self.thread_at(frame, step, Phase::Held(Trouble::Decide));
                self.hold(thread, Trouble::Decide);
            }
            Result::NotCovered(what) => self.uncovered = Some(what.to_owned()),
        }
    }

    /// A decision in a file of its own sees what it is given and nothing of the run; its outputs go into the fields of their names.
    fn shared(&self, frame: u32, shared: &Shared) -> Result {
        let Some(decision) = self.decisions.get(&shared.decision.name) else {
            return Result::NotCovered("a decision that is not there");
        };
        let DecidedBy::Table(table) = &decision.by else {
            return Result::NotCovered("a shared decision without a table");
        };
        let value_of = |name: &String| {
            let with = shared.with.iter().find(|given| given.field == *name).and_then(|given| given.value.as_ref());
            let value = with.map_or_else(|| self.named(frame, name), |expr| Some(self.value(expr, frame, &[])));
            value.unwrap_or(Value::Null)
        };
        let inputs: Vec<(&str, Value)> = decision.inputs.keys().map(|name| (name.as_str(), value_of(name))).collect();
        self.table(frame, table, &inputs)
    }

    fn table(&self, frame: u32, table: &Table, more: &[(&str, Value)]) -> Result {
        let inputs: Vec<Value> = table.inputs.iter().map(|input| self.value(input, frame, more)).collect();
        let fits = |cell: (&Cell, &Value)| self.tests(&cell.0.expr, cell.1, frame);
        let hits = table.rules.iter().filter(|rule| rule.when.iter().zip(&inputs).all(fits));
        let gives = |cells: &[Cell]| cells.iter().map(|cell| self.value(&cell.expr, frame, more)).collect::<Vec<_>>();
        let hits: Vec<Vec<Value>> = hits.map(|rule| gives(&rule.gives)).collect();
        let named = |values: Vec<Value>| {
            Result::Gives(table.outputs.iter().map(|output| output.name.clone()).zip(values).collect())
        };
        let Some(first) = hits.first().cloned() else {
            return table.default.as_ref().map_or(Result::None, |cells| named(gives(cells)));
        };
        match table.hit {
            Hit::Unique if hits.len() > 1 => Result::Clash,
            Hit::Any if hits.iter().any(|hit| *hit != first) => Result::Clash,
            Hit::Unique | Hit::Any | Hit::First => named(first),
            Hit::Collect(Some(aggregate)) => named(vec![collected(aggregate, &hits)]),
            _ => Result::NotCovered("tables with this `hit`"),
        }
    }

    /// Whether a `set` comes to nothing for a field that is needed later.
    pub(super) fn lacks(&self, frame: u32, step: &Step) -> bool {
        let given = self.given(&step.gives, frame, &[]);
        given.iter().any(|(field, value)| value.is_empty() && self.is_needed(&step.id, field))
    }

    /// Whether some later step, or an outcome, needs a field that none before it gives.
    fn is_needed(&self, from: &str, field: &str) -> bool {
        let workflow = &self.text.workflow;
        let steps = workflow.all_steps();
        let stops = |step: &Step| step.when.is_none() && step.gives.iter().any(|one| one.field == field);
        let mut ways = self.text.come_to(from, stops);
        // What undoes it, or what is done after it, may need the field as well.
        let done = steps.iter().filter(|step| step.id == from || ways.contains(&step.id) && !stops(step));
        let undone: Vec<&Arc<Step>> = done.filter_map(|step| step.undo.first()).collect();
        for first in undone {
            if !stops(first) {
                ways.extend(self.text.come_to(&first.id, stops));
            }
            ways.insert(first.id.clone());
        }
        let needs = |step: &Step| step.needed().any(|need| need.name == field);
        let gives = |outcome: &str| {
            let outcome = workflow.outcomes.get(outcome);
            outcome.is_some_and(|outcome| outcome.gives.iter().any(|given| given.name == field))
        };
        steps.iter().any(|step| needs(step) && ways.contains(&step.id))
            || self.text.outcomes_after(from, &stops).iter().any(|outcome| gives(outcome))
    }
}

/// What `collect` makes of the one output of these rules.
fn collected(aggregate: Aggregate, hits: &[Vec<Value>]) -> Value {
    let numbers: Vec<i64> = hits.iter().filter_map(|hit| hit.first()?.to_json().as_i64()).collect();
    let number = match aggregate {
        Aggregate::Sum => numbers.iter().sum(),
        Aggregate::Min => numbers.iter().copied().min().unwrap_or_default(),
        Aggregate::Max => numbers.iter().copied().max().unwrap_or_default(),
        Aggregate::Count => hits.len() as i64,
    };
    Value::from_json(&serde_json::Value::from(number))
}
