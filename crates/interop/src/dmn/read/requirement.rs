//! The parts of a requirements graph: inputs, decisions, knowledge models, services.

use super::{Reader, about, name_of, variable};
use crate::dmn::tree::{Decision, InputData, Knowledge, Service};
use crate::dmn::xml::Element;

impl Reader {
    pub(super) fn input_data(&mut self, element: &Element) -> Option<InputData> {
        let name = self.named(element)?;
        Some(InputData {
            id: id(element),
            about: about(element),
            variable: variable(element, &name),
            line: element.line,
        })
    }

    pub(super) fn decision(&mut self, element: &Element) -> Option<Decision> {
        let name = self.named(element)?;
        let needs = requirements(element, "informationRequirement", &["requiredDecision", "requiredInput"]);
        Some(Decision {
            id: id(element),
            about: element.text_of("question").map_or_else(|| about(element), str::to_owned),
            variable: variable(element, &name),
            needs,
            knows: requirements(element, "knowledgeRequirement", &["requiredKnowledge"]),
            logic: self.expression_in(element),
            name,
            line: element.line,
        })
    }

    pub(super) fn knowledge(&mut self, element: &Element) -> Option<Knowledge> {
        let name = self.named(element)?;
        let function = element.child("encapsulatedLogic").map(|logic| self.function(logic));
        Some(Knowledge {
            id: id(element),
            about: about(element),
            variable: variable(element, &name),
            knows: requirements(element, "knowledgeRequirement", &["requiredKnowledge"]),
            function,
            line: element.line,
        })
    }

    pub(super) fn service(&mut self, element: &Element) -> Option<Service> {
        let name = self.named(element)?;
        Some(Service {
            id: id(element),
            about: about(element),
            variable: variable(element, &name),
            outputs: references(element, "outputDecision"),
            encapsulated: references(element, "encapsulatedDecision"),
            input_decisions: references(element, "inputDecision"),
            input_data: references(element, "inputData"),
            line: element.line,
        })
    }

    fn named(&mut self, element: &Element) -> Option<String> {
        let named = name_of(element).or_else(|| element.child("variable").and_then(name_of));
        self.required(named.filter(|name| !name.is_empty()), element, "name")
    }
}

fn id(element: &Element) -> String {
    element.attribute("id").unwrap_or_default().to_owned()
}

fn requirements(element: &Element, requirement: &str, kinds: &[&str]) -> Vec<String> {
    let required = element.all(requirement);
    required.flat_map(|required| kinds.iter().flat_map(|kind| references(required, kind))).collect()
}

fn references(element: &Element, kind: &str) -> Vec<String> {
    element.all(kind).filter_map(|found| found.attribute("href")).map(|href| href.trim().to_owned()).collect()
}
