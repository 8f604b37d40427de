//! Boxed expressions.

use super::{Reader, name_of, normal, type_ref, variable};
use crate::dmn::tree::{Boxed, Entry, Form, Function, Iteration, Over, Quantifier, Relation, Variable};
use crate::dmn::xml::Element;

const EXPRESSIONS: [&str; 12] = [
    "literalExpression",
    "decisionTable",
    "context",
    "list",
    "relation",
    "functionDefinition",
    "invocation",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
];

impl Reader {
    /// The expression that stands in an element, if one does.
    pub(super) fn expression_in(&mut self, element: &Element) -> Option<Boxed> {
        element.children.iter().find_map(|child| self.expression(child))
    }

    fn all_in(&mut self, element: &Element) -> Vec<Boxed> {
        element.children.iter().filter_map(|child| self.expression(child)).collect()
    }

    fn expression(&mut self, element: &Element) -> Option<Boxed> {
        if !EXPRESSIONS.contains(&element.name.as_str()) {
            return None;
        }
        let form = match element.name.as_str() {
            "decisionTable" => Form::Table(Box::new(self.table(element))),
            "context" => Form::Context(element.all("contextEntry").map(|entry| self.entry(entry)).collect()),
            "list" => Form::List(self.all_in(element)),
            "relation" => Form::Relation(self.relation(element)),
            "functionDefinition" => Form::Function(Box::new(self.function(element))),
            "invocation" => self.invocation(element),
            "conditional" => Form::Conditional(Box::new(["if", "then", "else"].map(|part| self.part(element, part)))),
            "filter" => Form::Filter(Box::new(["in", "match"].map(|part| self.part(element, part)))),
            "for" => self.iteration(element, Over::For),
            "some" => self.iteration(element, Over::Satisfies(Quantifier::Some)),
            "every" => self.iteration(element, Over::Satisfies(Quantifier::Every)),
            _ => literal(element),
        };
        Some(Boxed { form, type_ref: type_ref(element), line: element.line })
    }

    fn part(&mut self, element: &Element, part: &str) -> Option<Boxed> {
        let found = element.child(part).and_then(|part| self.expression_in(part));
        self.required(found, element, part)
    }

    fn entry(&mut self, element: &Element) -> Entry {
        let named = element.child("variable").map(|_| variable(element, ""));
        Entry { variable: named.filter(|named| !named.name.is_empty()), value: self.expression_in(element) }
    }

    fn relation(&mut self, element: &Element) -> Relation {
        let rows = element.all("row").map(|row| self.all_in(row)).collect();
        Relation { columns: element.all("column").map(named).collect(), rows }
    }

    pub(super) fn function(&mut self, element: &Element) -> Function {
        let kind = element.attribute("kind").map(str::trim).filter(|kind| !matches!(*kind, "FEEL" | ""));
        Function {
            foreign: kind.map(str::to_owned),
            parameters: element.all("formalParameter").map(named).collect(),
            body: self.expression_in(element),
            type_ref: type_ref(element),
            line: element.line,
        }
    }

    fn invocation(&mut self, element: &Element) -> Form {
        let callee = self.expression_in(element);
        let callee = self.required(callee, element, "expression that says what is called");
        let binding = |binding: &Element| {
            let parameter = binding.child("parameter").map(named).unwrap_or_default();
            (parameter, self.expression_in(binding))
        };
        let bindings = element.all("binding").map(binding).collect();
        Form::Invocation(callee.map(Box::new), bindings)
    }

    fn iteration(&mut self, element: &Element, over: Over) -> Form {
        let body = if over == Over::For { "return" } else { "satisfies" };
        let variable = element.attribute("iteratorVariable").map(normal).filter(|name| !name.is_empty());
        Form::Iterator(Box::new(Iteration {
            over,
            variable: self.required(variable, element, "iteratorVariable").unwrap_or_default(),
            source: self.part(element, "in"),
            body: self.part(element, body),
        }))
    }
}

fn literal(element: &Element) -> Form {
    let text = element.text_of("text").unwrap_or_default().to_owned();
    let language = element.attribute("expressionLanguage").map(str::trim).filter(|language| !is_feel(language));
    Form::Literal { text, language: language.map(str::to_owned) }
}

fn is_feel(language: &str) -> bool {
    language.is_empty() || language.eq_ignore_ascii_case("feel") || language.contains("/FEEL")
}

fn named(element: &Element) -> Variable {
    Variable { name: name_of(element).unwrap_or_default(), type_ref: type_ref(element) }
}
