//! Models taken over as shared decisions.

use crate::support::{definitions, literal};
use baton_interop::dmn::{Imported, import};

fn imported(parts: &str) -> Imported {
    import(&definitions(parts), &[], "office").expect("it reads")
}

const TYPES: &str = r#"
<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="ages" isCollection="true"><typeRef>tAge</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tOdd"><typeRef>number</typeRef><allowedValues><text>odd(?)</text></allowedValues></itemDefinition>
<inputData id="i1" name="Age"><variable name="Age" typeRef="tAge"/></inputData>
<inputData id="i2" name="person"><variable name="person" typeRef="tPerson"/></inputData>
"#;

#[test]
fn a_table_with_its_types_is_a_file_of_its_own() {
    let found = imported(&format!(
        r##"{TYPES}<decision id="d" name="What's the risk?"><description>by
        age</description><variable name="risk" typeRef="tRisk"/>
<informationRequirement><requiredInput href="#i1"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>Age</text></inputExpression></input>
  <output><defaultOutputEntry><text>"low"</text></defaultOutputEntry></output><annotation name="why"/>
  <rule><inputEntry><text>&lt; 25</text></inputEntry><outputEntry><text>"high"</text></outputEntry>
    <annotationEntry><text>it's young</text></annotationEntry></rule>
  <rule><inputEntry><text/></inputEntry><outputEntry><text/></outputEntry></rule>
</decisionTable></decision>"##
    ));
    assert_eq!(found.files[0].id, "risk");
    let text = "\
decision: risk
title: 'What''s the risk?'
about: by age
owner: office
inputs:
  Age: { type: number, min: 0, max: 150 }
outputs:
  risk: { type: choice, options: [low, high] }
table:
  hit: first
  inputs: [Age]
  rules:
    - { when: ['< 25'], gives: ['\"high\"'], note: 'it''s young' }
    - { when: ['-'], gives: ['null'] }
  default: ['\"low\"']
";
    assert_eq!(found.files[0].text, text);
    let left: Vec<&str> = found.left_out.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(left, ["the limits of the type `tOdd`"]);
}

#[test]
fn boxed_expressions_become_feel_and_knowledge_models_functions() {
    let entry =
        |name: &str, text: &str| format!("<contextEntry><variable name=\"{name}\"/>{}</contextEntry>", literal(text));
    let context = entry("a b", "twice(Age)") + &entry("c", "a b + 1 // more");
    let found = imported(&format!(
        r##"{TYPES}<businessKnowledgeModel id="k" name="twice"><encapsulatedLogic><formalParameter name="x" typeRef="number"/>{}</encapsulatedLogic></businessKnowledgeModel>
<decision id="first" name="first"><variable name="first" typeRef="tPerson"/>
  <informationRequirement><requiredInput href="#i2"/></informationRequirement>{}</decision>
<decision id="d" name="second"><informationRequirement><requiredInput href="#i1"/></informationRequirement>
  <informationRequirement><requiredDecision href="#first"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><context>{context}</context></decision>
<decisionService id="s" name="Both of them"><outputDecision href="#d"/><inputDecision href="#first"/><inputData href="#i1"/></decisionService>"##,
        literal("x * 2"),
        literal("person"),
    ));
    let texts: Vec<&str> = found.files.iter().map(|file| file.text.as_str()).collect();
    let person = "{ type: object, of: { full name: { type: text }, ages: { type: list, of: number } } }";
    let expected = [
        format!(
            "decision: first\ntitle: first\nowner: office\ninputs:\n  person: {person}\noutputs:\n  first: {person}\nvalue: person\n"
        ),
        format!(
            "decision: second\ntitle: second\nowner: office\ninputs:\n  Age: {{ type: number, min: 0, max: 150 }}\n  person: {person}\n\
             outputs:\n  second: {{ type: any }}\nuses:\n  first: {{ decision: first, {}\n\
             functions:\n  twice:\n    inputs: {{ x: {{ type: number }} }}\n    value: 'x * 2'\n\
             value: |-\n  {{ a b: (twice(Age)), c: (a b + 1 // more\n  ) }}\n",
            &person[2..]
        ),
        format!(
            "decision: both-of-them\ntitle: Both of them\nowner: office\ninputs:\n  Age: {{ type: number, min: 0, max: 150 }}\n  \
             person: {person}\n  first: {person}\nuses:\n  second: second\nservice: true\n"
        ),
    ];
    assert_eq!(texts, expected);
}

#[test]
fn what_cannot_be_taken_over_is_named_with_its_reason() {
    let found = imported(&format!(
        r##"<decision id="a" name="a"/>
<decision id="b" name="b"><knowledgeRequirement><requiredKnowledge href="#loop"/></knowledgeRequirement>{}</decision>
<decision id="c" name="c"><knowledgeRequirement><requiredKnowledge href="#java"/></knowledgeRequirement>{}</decision>
<businessKnowledgeModel id="loop" name="loop"><encapsulatedLogic>{}</encapsulatedLogic>
  <knowledgeRequirement><requiredKnowledge href="#back"/></knowledgeRequirement></businessKnowledgeModel>
<businessKnowledgeModel id="back" name="back"><encapsulatedLogic>{}</encapsulatedLogic>
  <knowledgeRequirement><requiredKnowledge href="#loop"/></knowledgeRequirement></businessKnowledgeModel>
<businessKnowledgeModel id="java" name="java"><encapsulatedLogic kind="Java">{}</encapsulatedLogic></businessKnowledgeModel>
<decisionService id="s" name="s"/>"##,
        literal("loop()"),
        literal("java()"),
        literal("back()"),
        literal("loop()"),
        literal("{}"),
    ));
    assert!(found.files.is_empty());
    let left: Vec<(&str, &str)> = found.left_out.iter().map(|left| (left.what.as_str(), left.why.as_str())).collect();
    let expected = [
        ("the decision `a`", "it has no logic; give its value as an input"),
        ("the decision `b`", "it calls `loop`, which calls itself over others"),
        ("the decision `c`", "it calls `java`, which is written in Java"),
        ("the decision `s`", "the service gives nothing"),
    ];
    assert_eq!(left, expected);
}
