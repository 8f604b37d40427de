//! Help for who writes expressions and tables: checked, completed, tried on sample data. Nothing is kept, and nothing of
//! the workspace is read but its clock and zone: all else comes with the question.

mod ask;
mod sample;

use baton_feel::complete::{Expected, complete};
use baton_feel::table::{Budget, Hit, Problem, TableOutcome};
use baton_feel::{Env, Fault, Limits, Scope, Type, Value};
use baton_model::definition::Definition;
use baton_model::definition::step::Table;
use baton_model::{Wanted, read_places, table_domains, table_example};
use baton_people::Calendar;
use serde_json::{Map, Value as Json};

pub use ask::ExpressionAsk;
use ask::{Place, compiled, place};
use sample::Sample;

use crate::caller::Caller;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::expression::{byte, faults, kind, notes, parts, proposals, uses};
use crate::view::types::{CheckedExpression, CheckedTable, DecidedTable, Evaluated, Proposals, TableGap, TableOverlap};

impl Handle {
    /// Checks an expression.
    pub fn check_expression(&self, caller: &Caller, ask: &ExpressionAsk) -> Result<CheckedExpression, Refused> {
        self.may_try(caller)?;
        let place = place(&ask.within);
        Ok(match compiled(&ask.text, &place) {
            Ok(program) => CheckedExpression {
                faults: Vec::new(),
                r#type: kind(&program.result_type()),
                uses: uses(std::iter::once(&program), &place.scope),
            },
            Err(found) => {
                CheckedExpression { faults: faults(&ask.text, &found), r#type: kind(&Type::Any), uses: Vec::new() }
            }
        })
    }

    /// What may be written before a character of an expression.
    pub fn complete_expression(&self, caller: &Caller, ask: &ExpressionAsk, at: usize) -> Result<Proposals, Refused> {
        self.may_try(caller)?;
        let Place { scope, wanted } = place(&ask.within);
        let expected = match wanted {
            Wanted::Value | Wanted::Condition => Expected::Value,
            Wanted::Test(of) => Expected::Tests(of),
            Wanted::Output(of) => Expected::Output(of),
        };
        Ok(proposals(&ask.text, complete(&ask.text, byte(&ask.text, at), &expected, &scope)))
    }

    /// What an expression gives on sample data; of tests, whether `input` passes them.
    pub fn evaluate_expression(
        &self,
        caller: &Caller,
        ask: &ExpressionAsk,
        data: Map<String, Json>,
    ) -> Result<Evaluated, Refused> {
        self.may_try(caller)?;
        let place = place(&ask.within);
        let program = compiled(&ask.text, &place).map_err(|found| refused(&ask.text, &found))?;
        let sample = Sample::new(data, place.scope);
        let traced = self.with_env(&sample, |env| match &place.wanted {
            Wanted::Test(of) => program.trace_test(&sample.input(of), env),
            _ => program.trace(env),
        });
        let outcome = traced.outcome;
        Ok(Evaluated {
            value: outcome.value.to_json(),
            text: outcome.value.to_string(),
            notes: notes(&ask.text, &outcome.notes),
            parts: parts(&ask.text, &traced.steps),
        })
    }

    /// What the table at a place of a definition leaves open and covers twice.
    pub fn check_table(&self, caller: &Caller, source: &str, path: &str) -> Result<CheckedTable, Refused> {
        self.may_try(caller)?;
        with_table(source, path, |table, definition, _| {
            let (domains, mut budget) = (table_domains(definition, table), Budget::default());
            let missing = if table.default.is_some() { Vec::new() } else { table.table.missing(&domains, &mut budget) };
            let overlaps = match table.table.hit {
                Hit::Unique => table.table.overlaps(&domains, &mut budget),
                Hit::Any => table.table.disagreement(&domains, &mut budget).into_iter().collect(),
                _ => Vec::new(),
            };
            CheckedTable {
                readable: true,
                gaps: missing
                    .into_iter()
                    .map(|gap| TableGap { example: table_example(table, &gap.example), when: gap.cells })
                    .collect(),
                overlaps: overlaps
                    .into_iter()
                    .map(|overlap| TableOverlap {
                        rules: overlap.rules.into(),
                        example: table_example(table, &overlap.input),
                    })
                    .collect(),
            }
        })
    }

    /// What the table at a place of a definition decides on sample data.
    pub fn evaluate_table(
        &self,
        caller: &Caller,
        (source, path): (&str, &str),
        data: Map<String, Json>,
    ) -> Result<DecidedTable, Refused> {
        self.may_try(caller)?;
        with_table(source, path, |table, _, scope| {
            let outcome = self.with_env(&Sample::new(data, scope.clone()), |env| table.table.evaluate(env));
            decided(table, outcome)
        })
    }

    fn may_try(&self, caller: &Caller) -> Result<(), Refused> {
        Rights::of(caller, &self.core().directory()).at_all(Operation::TryExpression)
    }

    fn with_env<T>(&self, sample: &Sample, work: impl FnOnce(&Env<'_>) -> T) -> T {
        let zone = self.core().zone();
        let calendar = Calendar::weekdays_9_to_17(zone.clone());
        let now = self.core().now();
        work(&Env { lookup: sample, now, zone: &zone, calendar: Some(&calendar), limits: Limits::default() })
    }
}

/// An expression that cannot be read is not evaluated.
fn refused(text: &str, found: &[Fault]) -> Refused {
    let told = found.first().map(|fault| fault.shown_in(text)).unwrap_or_default();
    Refused::new("expression.unreadable").with("reason", told)
}

fn with_table<T: Default>(
    source: &str,
    path: &str,
    work: impl FnOnce(&Table, &Definition, &Scope) -> T,
) -> Result<T, Refused> {
    let (read, spots) = read_places(source);
    let is_there = spots.tables.iter().any(|(known, _)| known == path);
    if !is_there {
        return Err(Refused::not_found("table", path));
    }
    let table = read.definition.as_ref().and_then(|definition| Some((definition, spots.table(definition, path)?)));
    Ok(match table {
        Some((definition, table)) if table.is_even() => work(table, definition, &spots.scope),
        _ => T::default(),
    })
}

fn decided(table: &Table, outcome: TableOutcome) -> DecidedTable {
    let names = table.outputs.iter().map(|output| output.name.clone());
    let values = outcome.outputs.iter().flatten().map(Value::to_json);
    DecidedTable {
        readable: true,
        hits: outcome.hits,
        outputs: names.zip(values).collect(),
        problem: outcome.problem.map(|problem| {
            match problem {
                Problem::NoRule => "no-rule",
                Problem::SeveralRules => "several-rules",
                Problem::DifferentOutputs => "different-outputs",
            }
            .to_owned()
        }),
        notes: outcome.notes.into_iter().map(|(_, note)| note.message).collect(),
    }
}
