//! Where an editor offers help: every expression and table of a text, also where it is wrong.

use baton_feel::Type;
use baton_model::{Wanted, read, read_places};

const TEXT: &str = r#"workflow: errand
title: An errand
owner: office
start: [{ form: Ask, gives: [amount, level] }]
roles: { clerk: { group: office } }
fields:
  amount: { type: number, required: true, show_when: "level = " }
  level: { type: choice, options: [low, high], required: true }
  total: { type: number }
steps:
  - set: Add up
    gives: { total: amount * 2 }
  - decide: How much
    gives: [level]
    table:
      inputs: [amount]
      rules:
        - { when: ["< 10"], gives: [low] }
        - { when: [">= "], gives: [""] }
  - choose: By level
    cases:
      - when: level = "low"
        then: done
      - { otherwise: true, then: done }
outcomes: { done: {} }
"#;

#[test]
fn every_expression_and_table_has_its_path_also_where_it_is_wrong() {
    let (checked, spots) = read_places(TEXT);
    let shown: Vec<(&str, &Wanted)> = spots.expressions.iter().map(|spot| (spot.path.as_str(), &spot.wanted)).collect();
    let level = Type::Choice(vec!["low".to_owned(), "high".to_owned()]);
    let (test, output) = (Wanted::Test(Type::Number), Wanted::Output(level));
    assert_eq!(
        shown,
        [
            ("/fields/amount/show_when", &Wanted::Condition),
            ("/steps/0/gives/total", &Wanted::Value),
            ("/steps/1/table/inputs/0", &Wanted::Value),
            ("/steps/1/table/rules/0/when/0", &test),
            ("/steps/1/table/rules/0/gives/0", &output),
            ("/steps/1/table/rules/1/when/0", &test),
            ("/steps/1/table/rules/1/gives/0", &output),
            ("/steps/2/cases/0/when", &Wanted::Condition),
        ]
    );
    assert!(checked.has_errors(), "three of them cannot be read");
    assert_eq!(checked.faults, read(TEXT).faults, "the same is told as of any text");
    let definition = checked.definition.expect("the rest is there");
    let table = spots.table(&definition, "/steps/1/table").expect("so is the table");
    assert_eq!(table.inputs[0].text, "amount");
    assert!(spots.table(&definition, "/steps/2").is_none());
    assert!(spots.at("/steps/2/cases/0/when").is_some_and(|spot| spot.scope.slot("total").is_some()));
}
