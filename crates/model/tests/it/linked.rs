//! What is wrong with a decision only once it is known what those give that it uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_model::compile_decision;
use baton_model::decision::{Compiled, Linked};

const RISK: &str = "\
decision: risk
owner: office
inputs:
  amount: { type: number }
outputs:
  risk: { type: choice, options: [low, middle, high] }
value: 'if amount > 10 then \"high\" else \"low\"'
";

const LEVEL: &str = "\
decision: level
owner: office
inputs:
  amount: { type: number }
uses: USES
outputs:
  level: { type: number }
table:
  inputs: [NAME]
  rules:
    - { when: ['\"low\"'], gives: [1] }
    - { when: ['\"high\"'], gives: [2] }
";

fn faults(uses: &str, name: &str) -> Vec<String> {
    let compiled = |text: &str| Arc::new(compile_decision(text).expect("it compiles"));
    let known: BTreeMap<&str, Arc<Compiled>> = BTreeMap::from([("risk", compiled(RISK))]);
    let level = compiled(&LEVEL.replace("USES", uses).replace("NAME", name));
    let linked = Linked::new(level, &mut |id| known.get(id).cloned()).expect("it links");
    linked.faults().iter().map(|fault| format!("{} {}: {}", fault.line, fault.code, fault.message)).collect()
}

#[test]
fn a_gap_over_a_result_is_told_when_its_type_is_known() {
    assert_eq!(faults("[risk]", "risk"), ["1 check.table_gap: no rule fits risk = middle"]);
    assert_eq!(
        faults("{ Credit risk: risk }", "Credit risk"),
        ["1 check.table_gap: no rule fits Credit risk = middle"]
    );
    // What is written down goes before what is known.
    let written = "{ risk: { decision: risk, type: choice, options: [low, high] } }";
    assert_eq!(faults(written, "risk"), [""; 0]);
}

#[test]
fn a_test_that_never_fits_a_result_is_told_when_its_type_is_known() {
    let told = faults("[risk]", "risk + 1");
    assert!(told[0].contains("feel.type"), "{told:?}");
}
