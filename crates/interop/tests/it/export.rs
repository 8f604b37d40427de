//! Shared decisions as DMN, and back.

use crate::support::{asked, value};
use baton_interop::dmn::{Exported, Model, export, import};
use baton_model::decision::of_step;
use baton_model::definition::Decision;

fn decision(text: &str) -> Decision {
    match baton_model::compile_published_decision(text) {
        Ok(compiled) => compiled.decision,
        Err(faults) => panic!("{faults:?}"),
    }
}

fn exported(text: &str) -> (Exported, Model) {
    let found = export(&[&decision(text)]);
    let model = Model::read(&found.text, &[]).expect("it reads");
    assert_eq!(model.faults(), [], "{}", found.text);
    (found, model)
}

const LEVEL: &str = "\
decision: level
title: Which level?
about: By amount & kind
owner: office
inputs:
  amount: { type: number, min: 0 }
  kind: { type: choice, options: [goods, software licences] }
outputs:
  level: { type: choice, options: [cfo, director] }
  points: { type: number }
table:
  hit: HIT
  inputs: [amount, kind]
  rules:
    - { when: ['< 1000', '-'], gives: [director, '1'], note: small }
    - { when: ['[1000..9000)', 'goods, software licences'], gives: [cfo, amount * 2] }
    - { when: ['>= 9000', 'not(goods)'], gives: [cfo, '3'] }
  default: [director, '0']
";

#[test]
fn a_table_reads_back_as_the_same_decision() {
    for hit in ["unique", "any", "priority", "first", "rule-order", "output-order", "collect"] {
        let text = LEVEL.replace("HIT", hit);
        let (found, _) = exported(&text);
        let back = import(&found.text, &[], "office").expect("it reads");
        assert_eq!((back.left_out.len(), back.files.len()), (0, 1));
        let file = &back.files[0];
        assert_eq!(file.id, "level");
        let again = export(&[&decision(&file.text)]);
        assert_eq!(again.text, found.text, "{}", file.text);
    }
}

#[test]
fn other_tools_get_what_the_decision_gives() {
    let (found, model) = exported(&LEVEL.replace("HIT", "first"));
    assert!(found.text.contains("<text>\"goods\", \"software licences\"</text>"), "{}", found.text);
    for (inputs, expected) in [
        ("{amount: 5, kind: \"goods\"}", "{level: \"director\", points: 1}"),
        ("{amount: 2000, kind: \"goods\"}", "{level: \"cfo\", points: 4000}"),
        ("{amount: 9000, kind: \"goods\"}", "{level: \"director\", points: 0}"),
        ("{amount: 9000, kind: \"software licences\"}", "{level: \"cfo\", points: 3}"),
    ] {
        assert_eq!(asked(&model, "level", inputs).value, value(expected), "{inputs}");
    }
}

#[test]
fn values_rules_functions_and_used_decisions_go_together() {
    let risk = "\
decision: risk
title: Risk
owner: office
inputs:
  amount: { type: number }
outputs:
  risk: { type: text }
rules:
  - { when: amount < 10, gives: { risk: '\"low\"' } }
  - { otherwise: true, gives: { risk: '\"high\"' } }
";
    let offer = "\
decision: offer
title: Offer
owner: office
inputs:
  amount: { type: number }
outputs:
  rate: { type: number }
  why: { type: text }
uses: { the risk: risk }
functions:
  twice:
    inputs: { x: { type: number } }
    value: x * 2
value: '{ rate: twice(amount), why: the risk }'
";
    let found = export(&[&decision(offer), &decision(risk)]);
    assert_eq!(found.left_out, []);
    let model = Model::read(&found.text, &[]).expect("it reads");
    assert_eq!(model.faults(), []);
    assert_eq!(asked(&model, "offer", "{amount: 7}").value, value("{rate: 14, why: \"low\"}"));
    let alone = export(&[&decision(offer)]);
    assert_eq!(alone.left_out[0].what, "the decision `risk`");
    let model = Model::read(&alone.text, &[]).expect("it reads");
    assert_eq!(asked(&model, "offer", "{amount: 7, the risk: \"set\"}").value, value("{rate: 14, why: \"set\"}"));
}

#[test]
fn a_step_of_a_workflow_is_a_model_too() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/purchase-approval.yaml"));
    let checked = baton_model::read(&text.expect("the example"));
    let definition = checked.definition.as_ref().expect("a definition");
    let workflow = definition.workflow().expect("a workflow");
    let steps = baton_model::decision::steps(workflow);
    let found = export(&[&of_step(workflow, steps[0]).expect("a table")]);
    let model = Model::read(&found.text, &[]).expect("it reads");
    assert_eq!(model.faults(), [], "{}", found.text);
}

#[test]
fn what_only_baton_knows_is_rewritten_or_named() {
    let text = "\
decision: due
owner: office
inputs:
  day: { type: date }
outputs:
  due: { type: date }
value: 'if day.weekday = 5 then day + 3 days else last day of month(day)'
";
    let (found, _) = exported(text);
    assert!(found.text.contains("day + @&quot;P3D&quot;") || found.text.contains("day + @\"P3D\""), "{}", found.text);
    let left: Vec<&str> = found.left_out.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(left, ["`last day of month()` in `Due`"]);
}
