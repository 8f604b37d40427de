use std::path::Path;

use crate::baton::{run, run_with};

const WRONG: &str = "\
workflow: lunch
title: Lunch
owner: kitchen
start:
  - form: Order lunch
    who: everyone
roles:
  cook: { group: kitchen }
steps:
  - task: Cook it
    who: cook
    duee: 1 day
  - end: served
outcomes:
  served: { title: Served }
";

#[test]
fn the_examples_are_fine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let of_onboarding =
        ["hr-documents", "it-provisioning", "workspace-preparation", "compliance-training", "manager-check-in"];
    for name in
        ["purchase-approval", "employee-onboarding", "model-deployment", "approval-level"].iter().chain(&of_onboarding)
    {
        let file = folder.join(format!("{name}.yaml"));
        let ran = run([Path::new("check"), &file]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert!(ran.out.contains("nothing is wrong"), "{}", ran.out);
    }
}

#[test]
fn a_fault_is_shown_with_line_caret_and_remedy() {
    let ran = run_with(&["check", "-"], WRONG);
    assert_eq!(ran.code, 1);
    for part in ["12 |     duee: 1 day", "^^^^", "did you mean `due`?", "-: 1 error, 0 warnings"] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

#[test]
fn tools_get_json() {
    let ran = run_with(&["check", "--json", "-"], WRONG);
    assert_eq!(ran.code, 1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report[0]["errors"], 1);
    assert_eq!((&report[0]["faults"][0]["line"], &report[0]["faults"][0]["column"]), (&12.into(), &5.into()));
}

#[test]
fn what_cannot_be_read_is_another_exit_code() {
    let ran = run(["check", "no-such-file.yaml"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("cannot open no-such-file.yaml"), "{}", ran.err);
    assert_eq!(run(["chek"]).code, 2);
}
