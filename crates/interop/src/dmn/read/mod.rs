//! Elements to a tree. What a file must have and does not is a fault; the parts that are sound are kept.

mod boxed;
mod item;
mod requirement;
mod table;

use super::fault::Fault;
use super::tree::{Definitions, Import, Variable};
use super::xml::{self, Element};

/// The tree of a file with the faults of its parts, or why the file as a whole cannot be read.
pub fn read(text: &str) -> Result<(Definitions, Vec<Fault>), Fault> {
    let root = xml::parse(text)?;
    let mut reader = Reader { faults: Vec::new() };
    let definitions = Definitions {
        name: name_of(&root).unwrap_or_default(),
        namespace: root.attribute("namespace").unwrap_or_default().to_owned(),
        imports: root.all("import").map(import).collect(),
        types: root.all("itemDefinition").filter_map(|element| reader.item(element)).collect(),
        inputs: root.all("inputData").filter_map(|element| reader.input_data(element)).collect(),
        decisions: root.all("decision").filter_map(|element| reader.decision(element)).collect(),
        knowledge: root.all("businessKnowledgeModel").filter_map(|element| reader.knowledge(element)).collect(),
        services: root.all("decisionService").filter_map(|element| reader.service(element)).collect(),
    };
    Ok((definitions, reader.faults))
}

pub(super) struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, code: &'static str, line: u32, params: &[(&str, &str)]) {
        self.faults.push(Fault::new(code, line, params));
    }

    /// A part that the element must have.
    fn required<T>(&mut self, found: Option<T>, element: &Element, what: &str) -> Option<T> {
        if found.is_none() {
            self.fault("dmn.missing", element.line, &[("element", &element.name), ("what", what)]);
        }
        found
    }
}

fn import(element: &Element) -> Import {
    Import {
        name: name_of(element).unwrap_or_default(),
        namespace: element.attribute("namespace").unwrap_or_default().to_owned(),
        line: element.line,
    }
}

/// The name of an element, with one space where it has any.
fn name_of(element: &Element) -> Option<String> {
    element.attribute("name").map(normal)
}

fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The type an element names; `feel:string` and `string` are the same.
fn type_ref(element: &Element) -> Option<String> {
    let named = element.attribute("typeRef").or_else(|| element.text_of("typeRef"))?;
    let named = normal(named);
    let local = named.split_once(':').filter(|(prefix, _)| !prefix.contains(['<', ' ', '.'])).map(|(_, name)| name);
    Some(local.unwrap_or(&named).to_owned()).filter(|name| !name.is_empty())
}

/// The variable an element declares, or one of the element's own name.
fn variable(element: &Element, name: &str) -> Variable {
    let declared = element.child("variable");
    let named = declared.and_then(name_of).filter(|name| !name.is_empty());
    Variable { name: named.unwrap_or_else(|| name.to_owned()), type_ref: declared.and_then(type_ref) }
}

fn about(element: &Element) -> String {
    element.text_of("description").unwrap_or_default().to_owned()
}
