//! The tree of a file as DMN 1.5 XML. Reading it gives the same tree.

use crate::dmn::tree::{
    Aggregation, Boxed, Decision, DecisionTable, Definitions, Entry, Form, Function, HitPolicy, ItemDefinition,
    Iteration, Knowledge, Over, Quantifier, Relation, Service, Variable,
};
use quick_xml::escape::{escape, partial_escape};
use std::fmt::Write as _;

/// The file.
pub fn write(file: &Definitions) -> String {
    let mut xml = Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 };
    let space = "https://www.omg.org/spec/DMN/20230324/MODEL/";
    let attributes = [("xmlns", space), ("namespace", &file.namespace), ("name", &file.name)];
    xml.element("definitions", &attributes, |xml| {
        for import in &file.imports {
            let attributes = [("namespace", import.namespace.as_str()), ("name", &import.name), ("importType", space)];
            xml.element("import", &attributes, |_| {});
        }
        xml.each(&file.types, |xml, item| xml.item("itemDefinition", item));
        for input in &file.inputs {
            xml.element("inputData", &[("id", &input.id), ("name", &input.variable.name)], |xml| {
                xml.about(&input.about);
                xml.variable("variable", &input.variable);
            });
        }
        let inputs: Vec<&str> = file.inputs.iter().map(|input| input.id.as_str()).collect();
        xml.each(&file.decisions, |xml, decision| xml.decision(decision, &inputs));
        xml.each(&file.knowledge, Xml::knowledge);
        xml.each(&file.services, Xml::service);
    });
    xml.text
}

struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// Writes each of several parts, or of none.
    fn each<'t, T: 't>(&mut self, parts: impl IntoIterator<Item = &'t T>, write: impl Fn(&mut Self, &'t T)) {
        for part in parts {
            write(self, part);
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.text, "{}<{name}", "  ".repeat(self.depth));
        for (key, value) in attributes {
            // A line break in an attribute would be read as a space.
            let value = escape(*value).replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;");
            let _ = write!(self.text, " {key}=\"{value}\"");
        }
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        let before = self.text.len();
        self.text.push_str(">\n");
        self.depth += 1;
        let start = self.text.len();
        inner(self);
        self.depth -= 1;
        if self.text.len() == start {
            self.text.truncate(before);
            self.text.push_str("/>\n");
        } else {
            let _ = writeln!(self.text, "{}</{name}>", "  ".repeat(self.depth));
        }
    }

    fn line(&mut self, name: &str, text: &str) {
        let text = partial_escape(text).replace('\r', "&#13;");
        let _ = writeln!(self.text, "{}<{name}>{text}</{name}>", "  ".repeat(self.depth));
    }

    fn about(&mut self, about: &str) {
        if !about.is_empty() {
            self.line("description", about);
        }
    }

    /// An element with a text inside, where there is one.
    fn texts(&mut self, name: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.element(name, &[], |xml| xml.line("text", text));
        }
    }

    fn variable(&mut self, element: &str, variable: &Variable) {
        let mut attributes = vec![("name", variable.name.as_str())];
        attributes.extend(variable.type_ref.as_deref().map(|kind| ("typeRef", kind)));
        self.element(element, &attributes, |_| {});
    }

    fn references(&mut self, element: &str, hrefs: &[String]) {
        for href in hrefs {
            self.element(element, &[("href", href)], |_| {});
        }
    }

    fn item(&mut self, element: &str, item: &ItemDefinition) {
        let mut attributes = vec![("name", item.name.as_str())];
        if item.is_collection {
            attributes.push(("isCollection", "true"));
        }
        self.element(element, &attributes, |xml| {
            if let Some(kind) = &item.type_ref {
                xml.line("typeRef", kind);
            }
            xml.texts("allowedValues", item.allowed.as_ref());
            xml.texts("typeConstraint", item.constraint.as_ref());
            xml.each(&item.components, |xml, component| xml.item("itemComponent", component));
            if let Some((parameters, gives)) = &item.function {
                let gives: Vec<(&str, &str)> = gives.iter().map(|kind| ("outputTypeRef", kind.as_str())).collect();
                xml.element("functionItem", &gives, |xml| {
                    xml.each(parameters, |xml, parameter| xml.variable("parameters", parameter));
                });
            }
        });
    }

    fn requires(&mut self, needs: &[String], inputs: &[&str], knows: &[String]) {
        for href in needs {
            let kind =
                if inputs.contains(&href.trim_start_matches('#')) { "requiredInput" } else { "requiredDecision" };
            let hrefs = std::slice::from_ref(href);
            self.element("informationRequirement", &[], |xml| xml.references(kind, hrefs));
        }
        for href in knows {
            let hrefs = std::slice::from_ref(href);
            self.element("knowledgeRequirement", &[], |xml| xml.references("requiredKnowledge", hrefs));
        }
    }

    fn decision(&mut self, decision: &Decision, inputs: &[&str]) {
        self.element("decision", &[("id", &decision.id), ("name", &decision.name)], |xml| {
            xml.about(&decision.about);
            xml.variable("variable", &decision.variable);
            xml.requires(&decision.needs, inputs, &decision.knows);
            xml.each(&decision.logic, Self::boxed);
        });
    }

    fn knowledge(&mut self, knowledge: &Knowledge) {
        let name = &knowledge.variable.name;
        self.element("businessKnowledgeModel", &[("id", &knowledge.id), ("name", name)], |xml| {
            xml.about(&knowledge.about);
            xml.variable("variable", &knowledge.variable);
            if let Some(function) = &knowledge.function {
                xml.function("encapsulatedLogic", function, function.type_ref.as_deref());
            }
            xml.requires(&[], &[], &knowledge.knows);
        });
    }

    fn service(&mut self, service: &Service) {
        self.element("decisionService", &[("id", &service.id), ("name", &service.variable.name)], |xml| {
            xml.about(&service.about);
            xml.variable("variable", &service.variable);
            xml.references("outputDecision", &service.outputs);
            xml.references("encapsulatedDecision", &service.encapsulated);
            xml.references("inputDecision", &service.input_decisions);
            xml.references("inputData", &service.input_data);
        });
    }

    fn function(&mut self, element: &str, function: &Function, kind: Option<&str>) {
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        attributes.extend(function.foreign.as_deref().map(|kind| ("kind", kind)));
        attributes.extend(kind.map(|kind| ("typeRef", kind)));
        self.element(element, &attributes, |xml| {
            xml.each(&function.parameters, |xml, parameter| xml.variable("formalParameter", parameter));
            xml.each(&function.body, Self::boxed);
        });
    }

    fn boxed(&mut self, boxed: &Boxed) {
        let kind: Vec<(&str, &str)> = boxed.type_ref.iter().map(|kind| ("typeRef", kind.as_str())).collect();
        match &boxed.form {
            Form::Literal { text, language } => {
                let mut attributes = kind;
                attributes.extend(language.as_deref().map(|language| ("expressionLanguage", language)));
                self.element("literalExpression", &attributes, |xml| xml.line("text", text));
            }
            Form::Table(table) => self.table(table, &kind),
            Form::Context(entries) => self.element("context", &kind, |xml| {
                xml.each(entries, Self::entry);
            }),
            Form::List(items) => self.element("list", &kind, |xml| xml.each(items, Self::boxed)),
            Form::Relation(relation) => self.element("relation", &kind, |xml| xml.relation(relation)),
            Form::Function(function) => self.function("functionDefinition", function, boxed.type_ref.as_deref()),
            Form::Invocation(callee, bindings) => self.element("invocation", &kind, |xml| {
                xml.each(callee, |xml, callee| xml.boxed(callee));
                for (parameter, value) in bindings {
                    xml.element("binding", &[], |xml| {
                        xml.variable("parameter", parameter);
                        xml.each(value, Self::boxed);
                    });
                }
            }),
            Form::Conditional(parts) => self.parts("conditional", &kind, &["if", "then", "else"], &parts[..]),
            Form::Filter(parts) => self.parts("filter", &kind, &["in", "match"], &parts[..]),
            Form::Iterator(iteration) => self.iterator(iteration, kind),
        }
    }

    fn parts(&mut self, element: &str, kind: &[(&str, &str)], names: &[&str], parts: &[Option<Boxed>]) {
        self.element(element, kind, |xml| {
            for (name, part) in names.iter().zip(parts) {
                xml.element(name, &[], |xml| xml.each(part, Self::boxed));
            }
        });
    }

    fn entry(&mut self, entry: &Entry) {
        self.element("contextEntry", &[], |xml| {
            xml.each(&entry.variable, |xml, variable| xml.variable("variable", variable));
            xml.each(&entry.value, Self::boxed);
        });
    }

    fn relation(&mut self, relation: &Relation) {
        self.each(&relation.columns, |xml, column| xml.variable("column", column));
        for row in &relation.rows {
            self.element("row", &[], |xml| xml.each(row, Self::boxed));
        }
    }

    fn iterator(&mut self, iteration: &Iteration, kind: Vec<(&str, &str)>) {
        let (element, body) = match iteration.over {
            Over::For => ("for", "return"),
            Over::Satisfies(Quantifier::Some) => ("some", "satisfies"),
            Over::Satisfies(Quantifier::Every) => ("every", "satisfies"),
        };
        let mut attributes = kind;
        attributes.push(("iteratorVariable", &iteration.variable));
        self.element(element, &attributes, |xml| {
            xml.element("in", &[], |xml| xml.each(&iteration.source, Self::boxed));
            xml.element(body, &[], |xml| xml.each(&iteration.body, Self::boxed));
        });
    }

    fn table(&mut self, table: &DecisionTable, kind: &[(&str, &str)]) {
        let (hit, aggregation) = policy(table.hit);
        let mut attributes = kind.to_vec();
        attributes.push(("hitPolicy", hit));
        attributes.extend(aggregation.map(|aggregation| ("aggregation", aggregation)));
        self.element("decisionTable", &attributes, |xml| {
            for input in &table.inputs {
                let label: Vec<(&str, &str)> = input.label.iter().map(|label| ("label", label.as_str())).collect();
                let kind: Vec<(&str, &str)> = input.type_ref.iter().map(|kind| ("typeRef", kind.as_str())).collect();
                xml.element("input", &label, |xml| {
                    xml.element("inputExpression", &kind, |xml| xml.line("text", &input.text));
                    xml.texts("inputValues", input.allowed.as_ref());
                });
            }
            for output in &table.outputs {
                let named = [("name", &output.name), ("label", &output.label), ("typeRef", &output.type_ref)];
                let named: Vec<(&str, &str)> =
                    named.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))).collect();
                xml.element("output", &named, |xml| {
                    xml.texts("outputValues", output.allowed.as_ref());
                    xml.texts("defaultOutputEntry", output.default.as_ref());
                });
            }
            let notes = table.rules.iter().map(|rule| rule.about.len()).max().unwrap_or(0);
            (0..notes).for_each(|_| xml.element("annotation", &[("name", "note")], |_| {}));
            for rule in &table.rules {
                xml.element("rule", &[], |xml| {
                    rule.tests.iter().for_each(|(text, _)| xml.texts("inputEntry", Some(text)));
                    rule.values.iter().for_each(|(text, _)| xml.texts("outputEntry", Some(text)));
                    xml.each(&rule.about, |xml, text| xml.texts("annotationEntry", Some(text)));
                });
            }
        });
    }
}

fn policy(hit: HitPolicy) -> (&'static str, Option<&'static str>) {
    match hit {
        HitPolicy::Unique => ("UNIQUE", None),
        HitPolicy::Any => ("ANY", None),
        HitPolicy::Priority => ("PRIORITY", None),
        HitPolicy::First => ("FIRST", None),
        HitPolicy::RuleOrder => ("RULE ORDER", None),
        HitPolicy::OutputOrder => ("OUTPUT ORDER", None),
        HitPolicy::Collect(None) => ("COLLECT", None),
        HitPolicy::Collect(Some(Aggregation::Sum)) => ("COLLECT", Some("SUM")),
        HitPolicy::Collect(Some(Aggregation::Min)) => ("COLLECT", Some("MIN")),
        HitPolicy::Collect(Some(Aggregation::Max)) => ("COLLECT", Some("MAX")),
        HitPolicy::Collect(Some(Aggregation::Count)) => ("COLLECT", Some("COUNT")),
    }
}
