//! Shared decisions as a model: inputs, knowledge models for functions, decisions, services, and the types of all of them.

use super::cell;
use super::kind::{self, Kinds};
use crate::dmn::import::LeftOut;
use crate::dmn::tree::{
    Aggregation, Boxed, Decision, DecisionTable, Definitions, Form, Function, HitPolicy, Input, InputData, Knowledge,
    Output, Rule, Service, Variable,
};
use baton_model::definition::step::{Aggregate, DecideRule, Hit, Table};
use baton_model::definition::{self, DecidedBy, Helper};

/// The model of these decisions, of which the first is the main one.
pub fn model(decisions: &[&definition::Decision]) -> (Definitions, Vec<LeftOut>) {
    let id = decisions.first().map_or("", |decision| decision.head.id.name.as_str());
    let title = decisions.first().map_or("", |decision| decision.head.title.as_str());
    let file =
        Definitions { name: title.into(), namespace: format!("urn:baton:decision:{id}"), ..Definitions::default() };
    let mut exporter = Exporter { decisions, file, kinds: Kinds::default(), left_out: Vec::new() };
    for decision in decisions {
        exporter.decision(decision);
    }
    exporter.file.types = exporter.kinds.finish();
    (exporter.file, exporter.left_out)
}

struct Exporter<'a> {
    decisions: &'a [&'a definition::Decision],
    file: Definitions,
    kinds: Kinds,
    left_out: Vec<LeftOut>,
}

impl Exporter<'_> {
    fn decision(&mut self, decision: &definition::Decision) {
        let mut needs: Vec<String> = Vec::new();
        for (name, input) in &decision.inputs {
            let kind = self.kinds.of(name, &input.kind, Some(&input.field));
            needs.push(self.input(name, kind));
        }
        for used in &decision.uses {
            needs.push(self.used(&used.name.name, &used.decision.name));
        }
        let id = decision.head.id.name.clone();
        let about = decision.head.about.clone().unwrap_or_default();
        if let DecidedBy::Service = decision.by {
            return self.service(&id, about, decision, &needs);
        }
        let knows: Vec<String> = decision.functions.values().map(|helper| self.function(helper)).collect();
        let kind = self.result(decision);
        let logic = match &decision.by {
            DecidedBy::Table(table) => Form::Table(Box::new(self.table(decision, table))),
            DecidedBy::Rules(rules) => {
                let text = rules_as_feel(rules, decision.outputs.len() == 1);
                literal(self.feel(&text, &decision.head.title))
            }
            DecidedBy::Value(value) => literal(self.feel(&value.text, &decision.head.title)),
            DecidedBy::Service => return,
        };
        let variable = Variable { name: self.name_of(&id), type_ref: kind };
        let logic = Some(Boxed { form: logic, type_ref: None, line: 0 });
        let name = decision.head.title.clone();
        let id = format!("decision-{id}");
        self.file.decisions.push(Decision { id, name, about, variable, needs, knows, logic, line: 0 });
    }

    /// The name under which a decision's result stands in the others: the first that one of them gives it, else its id.
    fn name_of(&self, id: &str) -> String {
        let uses = self.decisions.iter().flat_map(|decision| &decision.uses);
        let mut named = uses.filter(|used| used.decision.name == id).map(|used| used.name.name.clone());
        named.next().unwrap_or_else(|| id.to_owned())
    }

    /// An input of the model; decisions that take one of the same name share it.
    fn input(&mut self, name: &str, kind: Option<String>) -> String {
        let id = match self.file.inputs.iter().find(|input| input.variable.name == name) {
            Some(input) => input.id.clone(),
            None => {
                let id = format!("input-{}", self.file.inputs.len() + 1);
                let variable = Variable { name: name.to_owned(), type_ref: kind };
                self.file.inputs.push(InputData { id: id.clone(), about: String::new(), variable, line: 0 });
                id
            }
        };
        format!("#{id}")
    }

    /// A decision that is used: in this model, or, where it was not given, as an input.
    fn used(&mut self, name: &str, id: &str) -> String {
        if self.decisions.iter().any(|other| other.head.id.name == id) {
            let known = self.name_of(id);
            if known != name {
                let why = format!("it stands under `{known}` in this model; write that name in its expressions");
                self.left_out.push(LeftOut { what: format!("the name `{name}` of `{id}`"), why, line: 0 });
            }
            return format!("#decision-{id}");
        }
        let why = "it was not given; its result is an input of the model".to_owned();
        self.left_out.push(LeftOut { what: format!("the decision `{id}`"), why, line: 0 });
        self.input(name, None)
    }

    fn function(&mut self, helper: &Helper) -> String {
        let name = helper.name.name.clone();
        let known = self.file.knowledge.iter().position(|known| known.variable.name == name);
        if let Some(known) = known {
            return format!("#{}", self.file.knowledge[known].id);
        }
        let parameter = |(name, input): (&String, &definition::Parameter)| Variable {
            name: name.clone(),
            type_ref: self.kinds.of(name, &input.kind, Some(&input.field)),
        };
        let parameters = helper.inputs.iter().map(parameter).collect();
        let body = Some(Boxed { form: literal(self.feel(&helper.value.text, &name)), type_ref: None, line: 0 });
        let function = Some(Function { foreign: None, parameters, body, type_ref: None, line: 0 });
        let knows = self.file.knowledge.iter().map(|known| format!("#{}", known.id)).collect();
        let id = format!("function-{}", self.file.knowledge.len() + 1);
        let variable = Variable { name, type_ref: None };
        let found = Knowledge { id: id.clone(), about: String::new(), variable, knows, function, line: 0 };
        self.file.knowledge.push(found);
        format!("#{id}")
    }

    /// The type of a decision's result, where one output or a context says it.
    fn result(&mut self, decision: &definition::Decision) -> Option<String> {
        let field = decision.only_output().map(|output| &output.field).filter(|_| !decision.gives_lists());
        let name = match decision.outputs.keys().next() {
            Some(only) if decision.outputs.len() == 1 => only.clone(),
            _ => decision.head.id.name.clone(),
        };
        match decision.by {
            // The outputs of a table have types of their own.
            DecidedBy::Table(_) => None,
            _ => self.kinds.of(&name, &decision.result_type(), field),
        }
    }

    fn table(&mut self, decision: &definition::Decision, table: &Table) -> DecisionTable {
        let kinds: Vec<baton_feel::Type> = table.inputs.iter().map(|input| input.program.result_type()).collect();
        let mut inputs = Vec::new();
        for (input, kind) in table.inputs.iter().zip(&kinds) {
            let type_ref = kind::plain(kind);
            let text = self.feel(&input.text, &decision.head.title);
            inputs.push(Input { text, type_ref, ..Input::default() });
        }
        let mut outputs = Vec::new();
        let mut given = Vec::new();
        for (at, output) in table.outputs.iter().enumerate() {
            let parameter = decision.outputs.get(&output.name);
            let kind = parameter.map(|parameter| parameter.kind.clone()).unwrap_or_default();
            let field = parameter.map(|parameter| &parameter.field);
            outputs.push(Output {
                name: Some(output.name.clone()),
                type_ref: self.kinds.of(&output.name, &kind, field),
                allowed: cell::options(&kind).map(cell::list),
                default: table
                    .default
                    .as_ref()
                    .and_then(|cells| cells.get(at))
                    .map(|found| self.feel(&cell::value(&found.text, &kind), &decision.head.title)),
                ..Output::default()
            });
            given.push(kind);
        }
        let title = &decision.head.title;
        let mut rules = Vec::new();
        for rule in &table.rules {
            let tests = rule.when.iter().zip(&kinds).map(|(found, kind)| cell::tests(&found.text, kind));
            let tests = tests.map(|text| (self.feel(&text, title), 0)).collect();
            let values = rule.gives.iter().zip(&given).map(|(found, kind)| cell::value(&found.text, kind));
            let values = values.map(|text| (self.feel(&text, title), 0)).collect();
            rules.push(Rule { tests, values, about: rule.note.iter().cloned().collect() });
        }
        DecisionTable { hit: hit(table.hit), inputs, outputs, rules }
    }

    /// An expression as other tools read it; what they do not know of it is named once for each place.
    fn feel(&mut self, text: &str, place: &str) -> String {
        let standard = baton_feel::standard(text);
        for unknown in standard.unknown {
            let left_out = LeftOut {
                what: format!("`{unknown}` in `{place}`"),
                why: "only Baton knows it; the other tool will refuse the expression or give null".to_owned(),
                line: 0,
            };
            if !self.left_out.contains(&left_out) {
                self.left_out.push(left_out);
            }
        }
        standard.text
    }

    fn service(&mut self, id: &str, about: String, decision: &definition::Decision, needs: &[String]) {
        let of = |prefix: &str| needs.iter().filter(|href| href.starts_with(prefix)).cloned().collect::<Vec<_>>();
        let (outputs, input_data) = (of("#decision-"), of("#input-"));
        let variable = Variable { name: decision.head.title.clone(), type_ref: None };
        let (encapsulated, input_decisions, id) = (Vec::new(), Vec::new(), format!("service-{id}"));
        let service = Service { id, about, variable, outputs, encapsulated, input_decisions, input_data, line: 0 };
        self.file.services.push(service);
    }
}

fn literal(text: String) -> Form {
    Form::Literal { text, language: None }
}

/// Rules of which the first that holds counts, as one expression.
fn rules_as_feel(rules: &[DecideRule], one: bool) -> String {
    let value = |rule: &DecideRule| {
        let given = rule.gives.iter().filter_map(|given| Some((&given.field, &given.value.as_ref()?.text)));
        if one {
            return given.map(|(_, text)| format!("({text})")).next().unwrap_or_else(|| "null".to_owned());
        }
        let entries: Vec<String> =
            given.map(|(name, text)| format!("{}: {text}", crate::dmn::import::entry(name))).collect();
        format!("{{ {} }}", entries.join(", "))
    };
    rules.iter().rev().fold("null".to_owned(), |rest, rule| match &rule.when {
        Some(when) => format!("if {} then {} else {rest}", when.text, value(rule)),
        None => value(rule),
    })
}

fn hit(hit: Hit) -> HitPolicy {
    match hit {
        Hit::Unique => HitPolicy::Unique,
        Hit::Any => HitPolicy::Any,
        Hit::Priority => HitPolicy::Priority,
        Hit::First => HitPolicy::First,
        Hit::RuleOrder => HitPolicy::RuleOrder,
        Hit::OutputOrder => HitPolicy::OutputOrder,
        Hit::Collect(aggregate) => HitPolicy::Collect(aggregate.map(|aggregate| match aggregate {
            Aggregate::Sum => Aggregation::Sum,
            Aggregate::Min => Aggregation::Min,
            Aggregate::Max => Aggregation::Max,
            Aggregate::Count => Aggregation::Count,
        })),
    }
}
