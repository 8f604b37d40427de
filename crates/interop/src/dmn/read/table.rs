//! Decision tables.

use super::{Reader, name_of, type_ref};
use crate::dmn::tree::{Aggregation, DecisionTable, HitPolicy, Input, Output, Rule, Tests};
use crate::dmn::xml::Element;

impl Reader {
    pub(super) fn table(&mut self, element: &Element) -> DecisionTable {
        DecisionTable {
            hit: self.hit_policy(element),
            inputs: element.all("input").map(input).collect(),
            outputs: element.all("output").map(output).collect(),
            rules: element.all("rule").map(rule).collect(),
        }
    }

    fn hit_policy(&mut self, element: &Element) -> HitPolicy {
        let written = element.attribute("hitPolicy").unwrap_or("UNIQUE").trim();
        match written {
            "UNIQUE" | "" => HitPolicy::Unique,
            "ANY" => HitPolicy::Any,
            "PRIORITY" => HitPolicy::Priority,
            "FIRST" => HitPolicy::First,
            "RULE ORDER" => HitPolicy::RuleOrder,
            "OUTPUT ORDER" => HitPolicy::OutputOrder,
            "COLLECT" => HitPolicy::Collect(self.aggregation(element)),
            _ => {
                self.fault("dmn.hit_policy", element.line, &[("name", written)]);
                HitPolicy::Unique
            }
        }
    }

    fn aggregation(&mut self, element: &Element) -> Option<Aggregation> {
        let written = element.attribute("aggregation")?.trim();
        match written {
            "SUM" => Some(Aggregation::Sum),
            "MIN" => Some(Aggregation::Min),
            "MAX" => Some(Aggregation::Max),
            "COUNT" => Some(Aggregation::Count),
            _ => {
                self.fault("dmn.hit_policy", element.line, &[("name", written)]);
                None
            }
        }
    }
}

fn input(element: &Element) -> Input {
    let expression = element.child("inputExpression");
    Input {
        label: label(element),
        text: expression.and_then(|expression| expression.text_of("text")).unwrap_or_default().to_owned(),
        type_ref: expression.and_then(type_ref),
        allowed: allowed(element, "inputValues"),
        line: element.line,
    }
}

fn output(element: &Element) -> Output {
    Output {
        name: name_of(element).filter(|name| !name.is_empty()),
        label: label(element),
        type_ref: type_ref(element),
        allowed: allowed(element, "outputValues"),
        default: allowed(element, "defaultOutputEntry"),
        line: element.line,
    }
}

fn rule(element: &Element) -> Rule {
    let cells = |kind: &str| element.all(kind).map(cell).collect();
    let about = element.all("annotationEntry").filter_map(|entry| entry.text_of("text")).map(str::to_owned).collect();
    Rule { tests: cells("inputEntry"), values: cells("outputEntry"), about }
}

fn cell(element: &Element) -> Tests {
    (element.text_of("text").unwrap_or_default().to_owned(), element.line)
}

fn label(element: &Element) -> Option<String> {
    element.attribute("label").map(str::to_owned).filter(|label| !label.is_empty())
}

fn allowed(element: &Element, kind: &str) -> Option<String> {
    element.child(kind).and_then(|tests| tests.text_of("text")).map(str::to_owned)
}
