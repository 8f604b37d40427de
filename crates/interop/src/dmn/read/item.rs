//! Types.

use super::{Reader, name_of, normal, type_ref};
use crate::dmn::tree::{ItemDefinition, Variable};
use crate::dmn::xml::Element;

impl Reader {
    pub(super) fn item(&mut self, element: &Element) -> Option<ItemDefinition> {
        let name = self.required(name_of(element).filter(|name| !name.is_empty()), element, "name")?;
        let tests = |kind: &str| element.child(kind).and_then(|tests| tests.text_of("text")).map(str::to_owned);
        Some(ItemDefinition {
            name,
            type_ref: type_ref(element),
            is_collection: element.attribute("isCollection").is_some_and(|set| matches!(set.trim(), "true" | "1")),
            allowed: tests("allowedValues"),
            constraint: tests("typeConstraint"),
            components: element.all("itemComponent").filter_map(|component| self.item(component)).collect(),
            function: element.child("functionItem").map(function_item),
            line: element.line,
        })
    }
}

fn function_item(element: &Element) -> (Vec<Variable>, Option<String>) {
    let parameter =
        |parameter: &Element| Variable { name: name_of(parameter).unwrap_or_default(), type_ref: type_ref(parameter) };
    (element.all("parameters").map(parameter).collect(), element.attribute("outputTypeRef").map(normal))
}
