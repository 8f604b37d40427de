//! Decision tables to code: the rules over slots that hold the values of the inputs.

use super::{Code, Compiler, InputCode, Names, TableCode};
use crate::dmn::Fault;
use crate::dmn::tree::{self, Aggregation, DecisionTable, HitPolicy};
use crate::dmn::types::TypeId;
use baton_feel::table::{Aggregate, Hit, Rule, Table};
use baton_feel::{Env, Limits, Nothing, Program, Type, Value};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn table(&mut self, table: &DecisionTable, line: u32, names: &Names) -> Code {
        let (mut inner, mut inputs, mut columns) = (names.clone(), Vec::new(), Vec::new());
        for input in &table.inputs {
            let (code, kind) = self.input(input, names);
            let hint = self.hint(kind);
            let allowed = input.allowed.as_ref().map(|text| names.tests(text, &hint));
            let (hidden, slot) = inner.hidden("input", hint.clone());
            columns.push((inner.compile(&hidden), hint));
            inputs.push(InputCode { slot, code, allowed, line: input.line });
        }
        let outputs: Vec<(Arc<str>, Option<TypeId>)> = table.outputs.iter().map(|output| self.output(output)).collect();
        let rules = table.rules.iter().map(|rule| self.rule(rule, &columns, names)).collect();
        let table = Table {
            hit: hit(table.hit),
            inputs: columns.iter().map(|(input, _)| input.clone()).collect(),
            rules,
            default: Self::default(table, names),
            priorities: table
                .outputs
                .iter()
                .zip(&outputs)
                .map(|(output, (_, kind))| self.order(output, *kind))
                .collect(),
        };
        Code::Table(Box::new(TableCode { table, inputs, outputs, line }))
    }

    fn input(&mut self, input: &tree::Input, names: &Names) -> (Code, Option<TypeId>) {
        let kind = self.kind(input.type_ref.as_deref(), input.line);
        if input.text.is_empty() {
            let missing = Fault::new("dmn.missing", input.line, &[("element", "input"), ("what", "inputExpression")]);
            return (Code::Null(missing), kind);
        }
        let program = names.compile(&input.text);
        self.told(&program, input.line);
        (Self::typed(Code::Program(program, input.line), kind, input.line), kind)
    }

    fn output(&mut self, output: &tree::Output) -> (Arc<str>, Option<TypeId>) {
        let name = output.name.as_deref().unwrap_or_default();
        (Arc::from(name), self.kind(output.type_ref.as_deref(), output.line))
    }

    fn rule(&mut self, rule: &tree::Rule, columns: &[(Program, Type)], names: &Names) -> Rule {
        let mut when = Vec::new();
        for ((text, line), (_, kind)) in rule.tests.iter().zip(columns) {
            let test = (!text.is_empty() && text != "-").then(|| names.tests(text, kind));
            if let Some(test) = &test {
                self.told(test, *line);
            }
            when.push(test);
        }
        let mut gives = Vec::new();
        for (text, line) in &rule.values {
            let program = value(text, names);
            self.told(&program, *line);
            gives.push(program);
        }
        Rule { when, gives }
    }

    fn default(table: &DecisionTable, names: &Names) -> Option<Vec<Program>> {
        table.outputs.iter().find(|output| output.default.is_some())?;
        let given = table.outputs.iter().map(|output| value(output.default.as_deref().unwrap_or_default(), names));
        Some(given.collect())
    }

    /// The values of an output from the first to the last, by its own list or that of its type.
    fn order(&self, output: &tree::Output, kind: Option<TypeId>) -> Vec<Value> {
        let own = output.allowed.as_deref().map(str::to_owned);
        let Some(text) = own.or_else(|| self.types.types().allowed_text(kind?).map(str::to_owned)) else {
            return Vec::new();
        };
        let program = Names::new().compile(&format!("[{text}\n]"));
        let (now, zone) = (jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC);
        let env = Env { lookup: &Nothing, now, zone, calendar: None, limits: Limits::default() };
        program.eval(&env).value.as_list().map(|values| values.to_vec()).unwrap_or_default()
    }
}

fn value(text: &str, names: &Names) -> Program {
    if text.is_empty() || text == "-" { Program::constant(Value::Null) } else { names.compile(text) }
}

fn hit(hit: HitPolicy) -> Hit {
    match hit {
        HitPolicy::Unique => Hit::Unique,
        HitPolicy::Any => Hit::Any,
        HitPolicy::Priority => Hit::Priority,
        HitPolicy::First => Hit::First,
        HitPolicy::RuleOrder => Hit::RuleOrder,
        HitPolicy::OutputOrder => Hit::OutputOrder,
        HitPolicy::Collect(aggregation) => Hit::Collect(aggregation.map(|aggregation| match aggregation {
            Aggregation::Sum => Aggregate::Sum,
            Aggregation::Min => Aggregate::Min,
            Aggregation::Max => Aggregate::Max,
            Aggregation::Count => Aggregate::Count,
        })),
    }
}
