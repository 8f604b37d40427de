//! Item definitions: what is taken as a value of a type, and what is not.

use crate::support::{asked, codes, decision, literal, model, value};

/// What a decision of that type is, whose logic is the text.
fn taken(types: &str, kind: &str, text: &str) -> (baton_feel::Value, Vec<&'static str>) {
    let decision = decision(&literal(text)).replace("<variable name=\"result\"/>", &variable(kind));
    let answer = asked(&model(&format!("{types}{decision}")), "result", "{}");
    (answer.value.clone(), codes(&answer))
}

fn variable(kind: &str) -> String {
    format!("<variable name=\"result\" typeRef=\"{kind}\"/>")
}

const TYPES: &str = r#"
<itemDefinition name="tGrade"><typeRef>number</typeRef><allowedValues><text>[1..6]</text></allowedValues></itemDefinition>
<itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="friends" isCollection="true"><typeRef>tPerson</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tColour" isCollection="true"><typeRef>string</typeRef>
  <allowedValues><text>"red", "blue"</text></allowedValues></itemDefinition>
<itemDefinition name="tFun"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>
<itemDefinition name="tSame"><typeRef>tOther</typeRef></itemDefinition>
<itemDefinition name="tOther"><typeRef>tSame</typeRef></itemDefinition>
"#;

#[test]
fn a_value_of_the_type_stays_and_another_is_null_with_a_reason() {
    for (kind, text) in [
        ("number", "5"),
        ("feel:string", "\"a\""),
        ("tGrade", "6"),
        ("tGrades", "[1, 2]"),
        ("tPerson", "{full name: \"Ana\", friends: [{full name: \"Bo\", friends: []}]}"),
        ("tPerson", "{full name: \"Ana\"}"),
        ("tColour", "[\"red\", null]"),
        ("Any", "[1, \"a\"]"),
        ("tSame", "true"),
        ("tGrade", "null"),
    ] {
        assert_eq!(taken(TYPES, kind, text).0, value(text), "{kind}: {text}");
    }
    for (kind, text) in [
        ("number", "\"5\""),
        ("tGrade", "7"),
        ("tGrades", "[1, 7]"),
        ("tGrades", "[1, 2, 3]"),
        ("tPerson", "{full name: 5}"),
        ("tPerson", "{full name: \"Ana\", friends: [{friends: [3]}]}"),
        ("tColour", "[\"green\"]"),
        ("string", "[\"a\", \"b\"]"),
        ("tFun", "function(a, b) a"),
        ("date", "@\"2026-01-31T10:00:00\""),
    ] {
        let (found, codes) = taken(TYPES, kind, text);
        assert!(found.is_null() && codes == ["dmn.type"], "{kind}: {text}: {found} {codes:?}");
    }
}

#[test]
fn one_value_and_the_list_of_it_stand_for_each_other_and_a_date_for_its_first_moment() {
    for (kind, text, expected) in [
        ("number", "[5]", "5"),
        ("tGrades", "3", "[3]"),
        ("tColour", "\"red\"", "[\"red\"]"),
        ("date and time", "@\"2026-01-31\"", "@\"2026-01-31T00:00:00Z\""),
        ("dateTime", "[@\"2026-01-31\"]", "@\"2026-01-31T00:00:00Z\""),
        ("list", "5", "[5]"),
    ] {
        assert_eq!(taken(TYPES, kind, text).0, value(expected), "{kind}: {text}");
    }
}

#[test]
fn a_type_that_is_only_itself_is_a_fault() {
    assert!(model(TYPES).faults().iter().any(|fault| fault.code == "dmn.circle"));
}

#[test]
fn expressions_can_name_the_types_of_the_model() {
    for (text, expected) in [
        ("{full name: \"Ana\", friends: []} instance of tPerson", "true"),
        ("{full name: 5, friends: []} instance of tPerson", "false"),
        ("[1, 2] instance of tGrades", "true"),
        ("(function(a: tGrade) a + 1)(2)", "3"),
        ("(function(a: tGrade) a + 1)(\"2\")", "null"),
    ] {
        assert_eq!(taken(TYPES, "Any", text).0, value(expected), "{text}");
    }
}
