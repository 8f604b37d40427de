//! Decision tables, each hit policy.

use crate::support::{asked, codes, decision, model, value};
use baton_interop::dmn::Answer;

/// A table over `n` with rules `test -> outputs`, each output split by `;`.
fn table(attributes: &str, outputs: &str, rules: &[&str]) -> String {
    let cell = |kind: &str, text: &str| format!("<{kind}><text>{}</text></{kind}>", text.trim().replace('<', "&lt;"));
    let rule = |rule: &&str| {
        let (test, values) = rule.split_once("->").expect("a rule");
        let values: String = values.split(';').map(|value| cell("outputEntry", value)).collect();
        format!("<rule>{}{values}</rule>", cell("inputEntry", test))
    };
    let rules: String = rules.iter().map(rule).collect();
    let input = "<input><inputExpression typeRef=\"number\"><text>n</text></inputExpression></input>";
    let logic = format!("<decisionTable {attributes}>{input}{outputs}{rules}</decisionTable>");
    let needs = "<informationRequirement><requiredInput href=\"#n\"/></informationRequirement>";
    format!("<inputData id=\"n\" name=\"n\"/>{}", decision(&format!("{needs}{logic}")))
}

fn ask(table: &str, n: &str) -> Answer {
    asked(&model(table), "result", &format!("{{n: {n}}}"))
}

const OUTPUT: &str = "<output/>";
const ORDERED: &str = "<output><outputValues><text>\"high\", \"middle\", \"low\"</text></outputValues></output>";

#[test]
fn a_single_hit_gives_its_value_and_the_wrong_number_of_hits_a_reason() {
    let unique = table("", OUTPUT, &["< 5 -> \"low\"", "[4..9] -> \"middle\""]);
    assert_eq!(ask(&unique, "1").value, value("\"low\""));
    assert_eq!(codes(&ask(&unique, "4")), ["dmn.table"]);
    assert_eq!(codes(&ask(&unique, "10")), ["dmn.table"]);
    let any = table("hitPolicy=\"ANY\"", OUTPUT, &["< 5 -> 1", "< 9 -> 1", "- -> n"]);
    assert_eq!(ask(&any, "1").value, value("1"));
    assert_eq!(codes(&ask(&any, "2")), ["dmn.table"]);
    let first = table("hitPolicy=\"FIRST\"", OUTPUT, &["> 5 -> \"a\"", "> 1 -> \"b\""]);
    assert_eq!(ask(&first, "7").value, value("\"a\""));
    let priority = table("hitPolicy=\"PRIORITY\"", ORDERED, &["> 1 -> \"low\"", "> 5 -> \"high\""]);
    assert_eq!(ask(&priority, "7").value, value("\"high\""));
}

#[test]
fn several_hits_are_a_list_or_one_value_made_of_them() {
    let rules = ["> 1 -> \"low\"", "> 5 -> \"high\""];
    assert_eq!(ask(&table("hitPolicy=\"RULE ORDER\"", OUTPUT, &rules), "7").value, value("[\"low\", \"high\"]"));
    assert_eq!(ask(&table("hitPolicy=\"OUTPUT ORDER\"", ORDERED, &rules), "7").value, value("[\"high\", \"low\"]"));
    assert_eq!(ask(&table("hitPolicy=\"COLLECT\"", OUTPUT, &rules), "3").value, value("[\"low\"]"));
    for (aggregation, expected) in [("SUM", "7"), ("MIN", "2"), ("MAX", "5"), ("COUNT", "2")] {
        let attributes = format!("hitPolicy=\"COLLECT\" aggregation=\"{aggregation}\"");
        assert_eq!(ask(&table(&attributes, OUTPUT, &["> 1 -> 2", "> 5 -> 5"]), "7").value, value(expected));
    }
    assert_eq!(model(&table("hitPolicy=\"BEST\"", OUTPUT, &[])).faults()[0].code, "dmn.hit_policy");
}

#[test]
fn several_outputs_are_a_context_and_defaults_stand_in() {
    let outputs =
        "<output name=\"a\"><defaultOutputEntry><text>0</text></defaultOutputEntry></output><output name=\"b c\"/>";
    let single = table("", outputs, &["< 5 -> 1; n + 1"]);
    assert_eq!(ask(&single, "2").value, value("{a: 1, b c: 3}"));
    assert_eq!(ask(&single, "9").value, value("{a: 0, b c: null}"));
    let all = table("hitPolicy=\"COLLECT\"", outputs, &["< 5 -> 1; 2", "< 9 -> 3; 4"]);
    assert_eq!(ask(&all, "2").value, value("[{a: 1, b c: 2}, {a: 3, b c: 4}]"));
}

#[test]
fn an_input_outside_the_allowed_values_gives_null() {
    let table = table("", OUTPUT, &["- -> 1"]);
    let allowed =
        table.replace("</inputExpression>", "</inputExpression><inputValues><text>[1..3]</text></inputValues>");
    assert_eq!(ask(&allowed, "2").value, value("1"));
    let answer = ask(&allowed, "7");
    assert_eq!((answer.value.clone(), codes(&answer)), (value("null"), vec!["dmn.type"]));
    assert_eq!(codes(&ask(&table, "\"text\"")), ["dmn.type"]);
}
