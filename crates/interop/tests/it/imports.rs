//! Models that use others.

use crate::support::{asked, definitions, literal, value};
use baton_interop::dmn::Model;

fn other() -> String {
    definitions(&format!(
        r#"<itemDefinition name="tName"><typeRef>string</typeRef></itemDefinition>
<inputData id="who" name="who"><variable name="who" typeRef="tName"/></inputData>
<decision id="hello" name="say hello"><variable name="say hello"/>
  <informationRequirement><requiredInput href="https://example.org/other#who"/></informationRequirement>{}</decision>
<businessKnowledgeModel id="loud" name="loud"><encapsulatedLogic><formalParameter name="x"/>{}</encapsulatedLogic></businessKnowledgeModel>"#,
        literal("\"hello \" + who"),
        literal("upper case(x)")
    ))
    .replace("example.org/main", "example.org/other")
}

fn main(name: &str, text: &str) -> String {
    definitions(&format!(
        r#"<import namespace="https://example.org/other" name="{name}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
<decision id="result" name="result"><variable name="result" typeRef="{}tName"/>
  <informationRequirement><requiredDecision href="https://example.org/other#hello"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="https://example.org/other#loud"/></knowledgeRequirement>{}</decision>"#,
        if name.is_empty() { String::new() } else { format!("{name}.") },
        literal(text)
    ))
}

#[test]
fn what_is_imported_stands_under_the_name_of_its_import() {
    let model = Model::read(&main("the other", "the other.loud(the other.say hello)"), &[&other()]).expect("it reads");
    assert_eq!(model.faults(), []);
    assert_eq!(asked(&model, "result", "{who: \"Ana\"}").value, value("\"HELLO ANA\""));
    assert_eq!(asked(&model, "result", "{the other: {who: \"Bo\"}}").value, value("\"HELLO BO\""));
    assert_eq!(asked(&model, "the other.say hello", "{who: \"Bo\"}").value, value("\"hello Bo\""));
}

#[test]
fn what_is_imported_without_a_name_stands_under_its_own() {
    let model = Model::read(&main("", "loud(say hello)"), &[&other()]).expect("it reads");
    assert_eq!(asked(&model, "result", "{who: \"Ana\"}").value, value("\"HELLO ANA\""));
}

#[test]
fn an_import_that_is_not_given_is_a_fault_with_its_namespace() {
    let model = Model::read(&main("o", "o.loud(\"a\")"), &[]).expect("it reads");
    assert_eq!(model.faults()[0].code, "dmn.no_import");
    assert!(model.faults()[0].message.contains("https://example.org/other"));
    assert!(asked(&model, "result", "{}").value.is_null());
}
